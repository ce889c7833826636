"""The registered masking is not the one that the text names.

What it does: reads who is blinded from the titles (from the descriptions where the titles don't say) and compares it
with the masking field. "Double-blind" agrees with double, triple and quadruple masking, "single-blind" with single
masking only, "assessor-blind" with any masking.

Why it matters: masking is the first thing a reader judges the risk of bias by.

Example: title "An Open-Label Study", masking "Double".

Not an error: "double-blind" with quadruple masking, an open-label study whose outcome assessor alone is masked, an
open-label extension or run-in, another part of the study, a cited study.

References: ClinicalTrials.gov data elements "Masking" and "Who is Masked"; CONSORT 2010, item 11a (blinding).
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._design import Said, registered, told
from extractor.model import Finding
from extractor.record import CodedText, TrialRecord

code = "DSG103"
name = "masking-vs-text"
severity: Final = "error"
needs = ("masking.registered",)

AGREES: Final = {
    "NONE": {"NONE"},
    "SINGLE": {"SINGLE"},
    "ASSESSOR": {"SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"},
    "DOUBLE": {"DOUBLE", "TRIPLE", "QUADRUPLE"},
    "TRIPLE": {"TRIPLE", "QUADRUPLE"},
    "QUADRUPLE": {"QUADRUPLE"},
}
_JUDGES: Final = {"OUTCOMES_ASSESSOR", "INVESTIGATOR"}


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the field and the first words that disagree, where none agree."""
    field = registered(record.masking)
    said = told(record, "masking")
    if field is None or not said or any(_agrees(record, field, one) for one in said):
        return
    first = said[0]
    yield Finding(
        code=code,
        name=name,
        severity="error" if first.in_title else "warning",
        message=f"masking is registered as {field.value.lower()}, but the text says “{first.evidence.quote}”",
        suggestion="correct the masking, or the words in the text",
        evidence=[field.evidence[0], first.evidence],
        values={"registered": field.value, "stated": first.value},
    )


def _agrees(record: TrialRecord, field: CodedText, said: Said) -> bool:
    if field.value in AGREES[said.value]:
        return True
    return said.value == "NONE" and _only_judges_masked(record)


def _only_judges_masked(record: TrialRecord) -> bool:
    """Whether nobody but who judges the outcome is masked, which an open-label study may well do."""
    roles = {role for fact in record.who_masked for role in fact.value}
    return bool(roles) and roles <= _JUDGES
