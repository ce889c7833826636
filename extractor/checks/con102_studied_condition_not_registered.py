"""The condition in the title is not among the registered conditions or keywords.

What it does: takes the diseases that the titles name, abbreviations spelled out, and looks for a registered condition
or keyword that is related to any of them (a shared word, a synonym, an umbrella term).

Why it matters: a search for the disease does not find the trial.

Example: title "Child SAA" with the conditions "Complications of Organ Transplant", "Stem Cells", "Umbilical Cord".

Not an error: complications and symptoms beside the main disease, pharmacokinetics in healthy volunteers, screening and
imaging methods; the
time of the study ("during the epidemic"), molecules that bear the name of a disease.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, brief, targets
from extractor.language.conditions import is_healthy, is_symptom, parse_condition, related
from extractor.language.conditions.words import GENERIC
from extractor.model import Finding
from extractor.record import TrialRecord

code = "CON102"
name = "studied-condition-not-registered"
severity: Final = "warning"
needs = ("conditions.registered", "conditions.target")

# The disease names the time of the study, or a molecule: "during the flu epidemic", "lymphoma kinase".
_NOT_STUDIED: Final = re.compile(
    r"(?i)\)?[-’' ]{0,2}(?:s )?(?:(?:sanitary|health|public|global|\w{1,20}ic) )?(?:pandemics?|epidemics?|outbreaks?"
    r"|crisis|era|lockdowns?|emergency|mutated|(?:and|&) rad3|kinases?|receptors?|necrosis factor)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the title's condition and the registered ones."""
    registered = targets(record, "registered")
    known = [target.phrase for target in registered] + [parse_condition(k.text) for k in record.keywords]
    titled = targets(record, "target")
    if any(is_healthy(target.evidence.quote) for target in registered):
        return
    if any(related(target.phrase, phrase) for target in titled for phrase in known):
        return
    diseases = [target for target in titled if _is_studied(record, target)]
    if diseases:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the title names {brief(diseases[0].evidence.quote)}, which is not registered as a condition",
            suggestion=f"register {diseases[0].phrase.name} as a condition",
            evidence=[diseases[0].evidence, *(target.evidence for target in registered)],
            values={"title": diseases[0].phrase.name, "registered": [target.phrase.name for target in registered]},
        )


def _is_studied(record: TrialRecord, target: Target) -> bool:
    after = (record.document.text or "")[target.evidence.end :][:40]
    return not (is_symptom(target.phrase.head) or _is_vague(target) or _NOT_STUDIED.match(after))


def _is_vague(target: Target) -> bool:
    return set(target.phrase.head.split()) <= GENERIC | {"rare", "common", "body", "sanitary", "crisis"}
