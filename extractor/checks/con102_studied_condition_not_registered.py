"""The condition in the title is not among the registered conditions or keywords.

What it does: takes the diseases that the titles name, abbreviations spelled out, and looks for a registered condition
or keyword that is related to any of them (a shared word, a synonym, an umbrella term).

Why it matters: a search for the disease does not find the trial.

Example: title "Child SAA" with the conditions "Complications of Organ Transplant", "Stem Cells", "Umbilical Cord".

Not an error: complications and symptoms beside the main disease, pharmacokinetics in healthy volunteers, screening and
imaging methods; a title that names a registered condition too, or compares people with and without a disease; the
time of the study ("during the epidemic"), molecules that bear the name of a disease.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, brief, targets
from extractor.language.conditions import is_healthy, is_symptom, parse_condition, related
from extractor.language.conditions.words import GENERIC, is_head
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

_COMPARED: Final = re.compile(r"(?i)\bwith (?:and|or) without (?:an? )?$")
_ANYWHERE: Final = frozenset("rare common body sanitary crisis hypertrophy atrophy inflammation low high grade".split())
_BEFORE: Final = 20
_SHORT: Final = 4
_STEM: Final = 7


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the title's condition and the registered ones."""
    registered = targets(record, "registered")
    titled = targets(record, "target")
    if any(related(target.phrase, known.phrase) for target in titled for known in registered):
        return
    if any(is_healthy(target.evidence.quote) for target in registered):
        return
    keywords = [parse_condition(keyword.text) for keyword in record.keywords]
    if any(related(target.phrase, phrase) for target in titled for phrase in keywords):
        return
    if any(_is_titled(record, target) for target in registered):
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


def _is_titled(record: TrialRecord, target: Target) -> bool:
    """Whether a title has the word that names a registered disease, whatever else it is about."""
    heads = {
        word for word in target.phrase.head.split() if is_head(word) and word not in GENERIC and len(word) > _SHORT
    }
    titled = " ".join(title.text for title in record.titles).casefold()
    return any(re.search(rf"\b{re.escape(head[:_STEM])}", titled) for head in heads)


def _is_studied(record: TrialRecord, target: Target) -> bool:
    text = record.document.text or ""
    if _COMPARED.search(text[: target.evidence.start][-_BEFORE:]):
        return False
    after = text[target.evidence.end :][:40]
    return not (is_symptom(target.phrase.head) or _is_vague(target) or _NOT_STUDIED.match(after))


def _is_vague(target: Target) -> bool:
    return set(target.phrase.head.split()) <= GENERIC | _ANYWHERE
