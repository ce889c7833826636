"""A date has happened before it could, or the record was verified before it existed.

What it does: looks for dates of the trial that are marked as actual and lie after the last update of the record, and
for a record that was verified in a month before it was first submitted.

Why it matters: a date in the future is a plan; marked as actual it makes a trial look finished that is not.

Example: completion 2024-06-30 (actual) in a record last updated on 2023-11-02.

Not an error: the day after the last update (time zones); a month that is not over yet. A record that was verified in
the month before its submission is information only.

References: ClinicalTrials.gov Protocol Registration Data Element Definitions, Record Verification Date.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from extractor.language.iso_dates import first_day, is_after, last_day
from extractor.model import Finding, Severity
from extractor.record import Date, TrialRecord

code = "DAT102"
name = "date-type-vs-value"
severity: Final = "warning"
needs = ("dates.registered",)

TIME_ZONE = timedelta(days=1)
A_MONTH = timedelta(days=31)


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each actual date of the future, and one for a verification before the first submission."""
    dates = {date.kind: date for date in reversed(record.dates)}
    update = dates.get("last_update_submitted")
    for kind in ("start", "primary_completion", "completion"):
        one = dates.get(kind)
        if update and one and one.type == "ACTUAL" and first_day(one.date) - last_day(update.date) > TIME_ZONE:
            named = kind.replace("_", " ")
            yield _finding(f"the {named}, {one.date}, is actual, but the last update was before it", one, update)
    verified, submitted = dates.get("verified"), dates.get("first_submitted")
    if verified and submitted and is_after(submitted.date, verified.date):
        lately = first_day(submitted.date) - last_day(verified.date) <= A_MONTH
        said = f"verified in {verified.date}, before the record was first submitted"
        yield _finding(said, verified, submitted, level="info" if lately else severity)


def _finding(said: str, first: Date, second: Date, *, level: Severity = severity) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=level,
        message=f"{said}, on {second.date}",
        suggestion="correct the date, or mark it as estimated" if first.type else "correct the date of verification",
        evidence=[first.evidence[0], second.evidence[0]],
        values={first.kind: first.date, second.kind: second.date},
    )
