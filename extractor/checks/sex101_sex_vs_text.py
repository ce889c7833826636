"""The registered sex and what the title or the inclusion criteria say of who is eligible differ.

What it does: compares the field `sex` with explicit statements of the eligible sexes ("male or female patients",
"women aged ...").

Why it matters: half of the people who could take part do not find the trial, or are sent to it in vain.

Example: sex MALE, criteria "male or female".

Not an error: contraception and pregnancy clauses ("women of childbearing potential must ..."), partners, gender-based
eligibility (`genderBased`), infants of enrolled women, cohorts of one sex in a trial for both.
"""

from collections.abc import Iterator
from typing import Final

from extractor.language.sexes import combined
from extractor.model import Finding
from extractor.record import CodedText, TrialRecord

code = "SEX101"
name = "sex-vs-text"
severity: Final = "error"
needs = ("sex.registered", "sex.stated")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the field and the first statement that contradicts it."""
    if any(one.value for one in record.gender_based):
        return
    field = next(one for one in record.sex if one.origin == "registered")
    stated = [one for one in record.sex if one.origin == "stated"]
    said = combined(one.value for one in stated)
    # One sex in the text of a trial for both may be a cohort or a clause.
    sure = len(stated) > 1 or _in_title(stated) or _opens_criterion(record, stated[0])
    if said == field.value or (field.value == "ALL" and not sure):
        return
    place = next(one for one in stated if one.value != field.value)
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"sex is registered as {field.value}, the text says {said}",
        suggestion=f"register the sex as {said}, or correct the text",
        evidence=[field.evidence[0], place.evidence[0]],
        values={"registered": field.value, "stated": said},
    )


def _in_title(stated: list[CodedText]) -> bool:
    return any("Title" in (one.evidence[0].path or "") for one in stated)


def _opens_criterion(record: TrialRecord, stated: CodedText) -> bool:
    begins = {one.evidence[0].start for one in record.criteria if one.kind == "inclusion" and not one.cohort}
    return stated.evidence[0].start in begins
