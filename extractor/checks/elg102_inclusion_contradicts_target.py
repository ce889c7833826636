"""An inclusion criterion asks for another form of the disease than the trial is about.

What it does: compares the modifiers (severity, course, stage, type, receptor status, line, site) of the same disease in
the title or the registered conditions with those in each inclusion criterion, abbreviations spelled out. "Non-severe"
contradicts "severe" however it is spelled; "moderate" does not contradict "moderate to severe".

Why it matters: the people whom the criterion lets in are not those for whom the trial is meant.

Example: inclusion "Non-Severe Aplastic Anemia (NSAA)" in a trial of severe aplastic anemia.

Not an error: a criterion that names both forms, another target of the same record that agrees (several cohorts), earlier
disease ("previous", "history of"), a form that is excluded within the criterion.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, targets
from extractor.language.conditions import ConditionPhrase, contradiction, find_conditions, same_disease
from extractor.language.modifiers import Modifier
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG102"
name = "inclusion-contradicts-target"
severity: Final = "error"
needs = ("conditions", "criteria.inclusion")

_ASIDE = re.compile(
    r"(?i)\b(?:exclud\w*|previous(?:ly)?(?! untreated)|prior|history|not eligible|ineligible|without|healthy|controls?)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each inclusion criterion that contradicts a target."""
    studied = [target for target in targets(record, "target", "registered") if target.phrase.head]
    for criterion in record.criteria:
        if criterion.kind != "inclusion" or criterion.cohort or _ASIDE.search(criterion.text):
            continue
        if found := _contradicted(criterion, studied, record.spelled_out()):
            target, phrase, (asked, meant) = found
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"the trial is about {target.phrase.name}, but “{phrase.text}” is asked for",
                suggestion=f"ask for {target.phrase.name}, or correct the title and conditions",
                evidence=[target.evidence, criterion.evidence[0]],
                values={"target": str(meant), "criterion": str(asked)},
            )


def _contradicted(
    criterion: EligibilityCriterion, studied: list[Target], expansions: dict[str, str]
) -> tuple[Target, ConditionPhrase, tuple[Modifier, Modifier]] | None:
    phrases = find_conditions(criterion.text, expansions=expansions)
    for phrase in phrases:
        opposed = [(target, pair) for target in studied if (pair := contradiction(phrase, target.phrase))]
        if not opposed:
            continue
        target, pair = opposed[0]
        agreeing = any(
            same_disease(phrase, other.phrase)
            and not contradiction(phrase, other.phrase)
            and _speaks_of(other.phrase, pair)
            for other in studied
        )
        # Alternatives in one criterion ("newly diagnosed AML or relapsed AML") let the target in.
        alternative = any(
            other is not phrase and same_disease(other, target.phrase) and not contradiction(other, target.phrase)
            for other in phrases
        )
        if not agreeing and not alternative:
            return target, phrase, pair
    return None


def _speaks_of(phrase: ConditionPhrase, pair: tuple[Modifier, Modifier]) -> bool:
    """Whether a phrase says anything in the dimension in which the two are opposed."""
    return pair[0].family == "kind" or any(mark.dimension == pair[0].dimension for mark in phrase.modifiers)
