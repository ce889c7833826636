"""The trial was registered after it had begun.

What it does: compares the first submission of the record with the start of the trial, and with its completion.

Why it matters: what is registered late may have been chosen with results in sight; many journals refuse such trials.

Example: start 2018-02-01, completion 2019-06-30, first submitted 2021-01-12.

Not an error: the 21 days after the start that the law leaves; observational studies; trials that began before July
2005, when journals began to ask for registration.

References: ICMJE, Clinical Trial Registration (De Angelis et al., NEJM 2004;351:1250); 42 CFR 11.24 (21 days after the
first participant is enrolled).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from extractor.language.iso_dates import first_day, is_after, last_day
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DAT104"
name = "registered-after-start"
severity: Final = "info"
needs = ("dates.start", "dates.first_submitted")
by_default = False

GRACE = timedelta(days=21)
POLICY = date(2005, 7, 1)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the submission, and the start or the completion that it came after."""
    dates = {one.kind: one for one in reversed(record.dates)}
    start, submitted, completion = dates["start"], dates["first_submitted"], dates.get("completion")
    observational = any("OBSERVATIONAL" in one.value for one in record.study_type[:1])
    late = first_day(submitted.date) - last_day(start.date)
    if observational or first_day(start.date) < POLICY or late <= GRACE:
        return
    over = completion is not None and is_after(submitted.date, completion.date)
    event = completion if completion and over else start
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"first submitted on {submitted.date}, after the {event.kind} of the trial, {event.date}",
        suggestion="say in the record that it was registered retrospectively, or correct the date",
        evidence=[submitted.evidence[0], event.evidence[0]],
        values={"first_submitted": submitted.date, event.kind: event.date, "days_after_start": late.days},
    )
