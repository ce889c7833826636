"""The condition that the trial is about is excluded.

What it does: compares the conditions of the title and the registered ones with each exclusion criterion, abbreviations
spelled out. It fires where everyone with the target has the excluded condition too: the same disease, and no modifier
(severity, stage, type ...) or further word that would narrow the exclusion.

Why it matters: nobody could take part; mostly the two lists are exchanged (ELG103) or a prefix was lost.

Example: title "Child SAA", exclusion "Severe Aplastic Anemia (SAA) patients".

Not an error: a narrower exclusion ("recurrent AML", "asthma requiring intubation", "other types of leukemia"), the
same adjective on another disease ("severe hepatic impairment" in severe asthma), groups without the disease.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, targets
from extractor.language.conditions import covers, find_conditions, is_symptom, narrowed
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG101"
name = "target-condition-excluded"
severity: Final = "error"
needs = ("conditions", "criteria.exclusion")

_BRACKETED = re.compile(r"\(([\w+/-]{2,12})\)")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each exclusion criterion that covers a target."""
    studied = [target for target in targets(record, "target", "registered") if target.phrase.head]
    parents = {criterion.parent for criterion in record.criteria}
    for criterion in record.criteria:
        if criterion.kind != "exclusion" or criterion.cohort or criterion.id in parents or criterion.parent:
            continue
        if target := _covered(criterion, studied, record.spelled_out()):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"the trial is about {target.phrase.name}, but “{criterion.text}” is excluded",
                suggestion="check the criterion: a modifier may be missing, or it belongs to the inclusion list",
                evidence=[target.evidence, criterion.evidence[0]],
                values={"target": target.phrase.name, "excluded": criterion.text},
            )


def _covered(criterion: EligibilityCriterion, studied: list[Target], expansions: dict[str, str]) -> Target | None:
    # A short form in brackets behind its long form says nothing new: blanks of equal length in its place.
    text = _BRACKETED.sub(lambda m: " " * len(m[0]) if m[1].rstrip("s") in expansions else m[0], criterion.text)
    for phrase in find_conditions(text, expansions=expansions):
        if narrowed(text, phrase) or is_symptom(phrase.head):
            continue
        for target in studied:
            if covers(phrase, target.phrase):
                return target
    return None
