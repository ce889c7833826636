"""Dates of the trial or of its record are in an impossible order.

What it does: compares start, primary completion and completion with each other, and the first submission with the last
update, each pair at the coarser precision of the two.

Why it matters: the length of the trial, whether it is over and whether it was registered in time are all computed from
these dates.

Example: start 2021-06-01, completion 2020-03-15.

Not an error: 2020-03 and 2020-03-15, in either order; equal dates.

References: ClinicalTrials.gov Protocol Registration Data Element Definitions, Study Start Date, Primary Completion Date
and Study Completion Date.
"""

from collections.abc import Iterator
from typing import Final

from extractor.language.iso_dates import is_after
from extractor.model import Finding
from extractor.record import Date, TrialRecord

code = "DAT101"
name = "date-order"
severity: Final = "error"
needs = ("dates.registered",)
absorbs = ("DAT102", "DAT103")

# Of the dates of the trial the two that are furthest apart tell what is wrong.
TRIAL = (("start", "completion"), ("start", "primary_completion"), ("primary_completion", "completion"))
RECORD = (("first_submitted", "last_update_submitted"),)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding on the dates of the trial, and one on those of the record."""
    dates = {date.kind: date for date in reversed(record.dates)}
    for pairs in (TRIAL, RECORD):
        known = [(dates[a], dates[b]) for a, b in pairs if a in dates and b in dates]
        wrong = [(first, second) for first, second in known if is_after(first.date, second.date)]
        if wrong:
            yield _finding(*wrong[0])


def _finding(first: Date, second: Date) -> Finding:
    names = [date.kind.replace("_", " ") for date in (first, second)]
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the date “{names[0]}”, {first.date}, is after the date “{names[1]}”, {second.date}",
        suggestion="correct one of the dates, or exchange them",
        evidence=[first.evidence[0], second.evidence[0]],
        values={first.kind: first.date, second.kind: second.date},
    )
