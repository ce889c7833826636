"""An estimated date had passed when the record was last updated.

What it does: compares the dates of the trial that are marked as estimated with the last update of the record, or with
its verification where the update is not known; never with today.

Why it matters: an estimate that has passed says that nobody looked: the trial has begun or ended, or is late.

Example: primary completion 2019-05 (estimated) in a record last updated on 2023-02-14.

Not an error: an estimate within the month of the update; a withdrawn trial, which keeps its plans; a trial of unknown
status, whose record is as old as its plans.

References: ClinicalTrials.gov Protocol Registration Data Element Definitions (dates are updated to actual within 30
days).
"""

from collections.abc import Iterator
from typing import Final

from extractor.language.iso_dates import is_after
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DAT103"
name = "stale-estimate"
severity: Final = "info"
needs = ("dates.registered",)
by_default = False


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding, with every estimate that had passed."""
    dates = {date.kind: date for date in reversed(record.dates)}
    seen = dates.get("last_update_submitted") or dates.get("verified")
    if not seen or any(status.value == "WITHDRAWN" for status in record.status[:1]):
        return
    planned = [dates[kind] for kind in ("start", "primary_completion", "completion") if kind in dates]
    passed = [date for date in planned if date.type == "ESTIMATED" and is_after(seen.date, date.date)]
    if passed:
        named = " and ".join(f"{date.kind.replace('_', ' ')} ({date.date})" for date in passed)
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"still estimated when the record was updated on {seen.date}: {named}",
            suggestion="register what has happened, or a new estimate",
            evidence=[*(date.evidence[0] for date in passed), seen.evidence[0]],
            values={date.kind: date.date for date in (*passed, seen)},
        )
