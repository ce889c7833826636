"""An inclusion criterion asks for another form of the disease than the trial is about.

What it does: compares the modifiers (severity, course, stage, type, receptor status, line, site) of the same disease in
the title or the registered conditions with those in each inclusion criterion, abbreviations spelled out. "Non-severe"
contradicts "severe" however it is spelled; "moderate" does not contradict "moderate to severe".

Why it matters: the people whom the criterion lets in are not those for whom the trial is meant.

Example: inclusion "Non-Severe Aplastic Anemia (NSAA)" in a trial of severe aplastic anemia.

Not an error: a criterion that names both forms, another target or criterion that agrees (several cohorts), earlier
disease ("previous", "history of"), a form that is excluded within the criterion.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import likeness, treated
from extractor.language.conditions.forms import other_form
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ELG102"
name = "inclusion-contradicts-target"
severity: Final = "error"
needs = ("conditions", "criteria.inclusion")

_ASIDE = re.compile(
    r"(?i)\b(?:exclud\w*|previous(?:ly)?(?! untreated)|prior|history|not eligible|ineligible|without|healthy"
    r"|controls?)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each inclusion criterion that contradicts a target."""
    studied, like_treated = treated(record), likeness(record)
    asked = [
        (criterion, phrases)
        for criterion in record.criteria
        if criterion.kind == "inclusion" and not criterion.cohort and not _ASIDE.search(criterion.text)
        if (phrases := like_treated(criterion.text))
    ]
    everything = [phrase for _, phrases in asked for phrase in phrases]
    for criterion, phrases in asked:
        if found := other_form(phrases, [target.phrase for target in studied], beside=everything):
            target = next(target for target in studied if target.phrase == found.target)
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"the trial is about {target.phrase.name}, but the inclusion criteria ask for "
                f"“{found.phrase.text}”",
                suggestion=f"ask for {target.phrase.name}, or correct the title and the registered conditions",
                evidence=[target.evidence, criterion.evidence[0]],
                values={"target": str(found.meant), "criterion": str(found.asked)},
            )
