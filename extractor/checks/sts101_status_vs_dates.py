"""The status of the trial cannot be true beside its dates or its enrolment.

What it does: reads whether dates and enrolment are marked as actual or estimated, and compares this with the status: a
trial that is not yet recruiting has not begun, one that is under way has not ended, a completed one has, a withdrawn
one enrolled nobody.

Why it matters: the status decides who finds the trial; patients ask for places in trials that are over.

Example: status RECRUITING, completion 2021-04-30 (actual).

Not an error: a trial of unknown status that keeps its estimates; dates without a type, as old records have; a
recruiting trial whose start is estimated (nobody has enrolled yet); a terminated trial that still follows its patients.
A recruiting trial whose primary completion is actual is information only.

References: ClinicalTrials.gov Protocol Registration Data Element Definitions, Overall Recruitment Status.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor.model import Evidence, Finding, Severity
from extractor.record import TrialRecord

code = "STS101"
name = "status-vs-dates"
severity: Final = "error"
needs = ("status.registered",)

DATES = ("start", "primary_completion", "completion")
NOT_BEGUN = {"NOT_YET_RECRUITING", "WITHDRAWN"}
OPEN = {"RECRUITING", "ENROLLING_BY_INVITATION"}
UNDER_WAY = OPEN | {"ACTIVE_NOT_RECRUITING", "SUSPENDED", "NOT_YET_RECRUITING"}
BEGUN = {"ACTIVE_NOT_RECRUITING", "COMPLETED", "TERMINATED"}


class Fault(NamedTuple):
    """What cannot be beside the status, where it stands, and how grave that is."""

    said: str
    place: Evidence
    level: Severity = severity


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding, with everything that speaks against the status."""
    status = next(one for one in record.status if one.origin == "registered")
    faults = [*_dates(record, status.value), *_enrolment(record, status.value)]
    if faults:
        yield Finding(
            code=code,
            name=name,
            severity=severity if any(fault.level == severity for fault in faults) else "info",
            message=f"the status is {status.value}, but {' and '.join(fault.said for fault in faults)}",
            suggestion="update the status, or correct what speaks against it",
            evidence=[status.evidence[0], *(fault.place for fault in faults)],
            values={"status": status.value, "against": [fault.said for fault in faults]},
        )


def _dates(record: TrialRecord, status: str) -> Iterator[Fault]:
    dates = {date.kind: date for date in reversed(record.dates)}
    impossible = {
        ("start", "ACTUAL"): status in NOT_BEGUN,
        ("start", "ESTIMATED"): status in BEGUN,
        ("primary_completion", "ACTUAL"): status == "NOT_YET_RECRUITING" or status in OPEN,
        ("primary_completion", "ESTIMATED"): status == "COMPLETED",
        ("completion", "ACTUAL"): status in UNDER_WAY,
        ("completion", "ESTIMATED"): status == "COMPLETED",
    }
    for date in (dates[kind] for kind in DATES if kind in dates):
        if date.type and impossible[date.kind, date.type]:
            said = f"the {date.kind.replace('_', ' ')}, {date.date}, is {date.type.lower()}"
            unusual = date.kind == "primary_completion" and status in OPEN
            yield Fault(said, date.evidence[0], "info" if unusual else severity)


def _enrolment(record: TrialRecord, status: str) -> Iterator[Fault]:
    for enrolled in record.enrollment[:1]:
        counted = enrolled.type == "ACTUAL" and status == "NOT_YET_RECRUITING"
        if enrolled.count > 0 and (counted or status == "WITHDRAWN"):
            many = " is" if enrolled.count == 1 else "s are"
            yield Fault(f"{enrolled.count} participant{many} registered", enrolled.evidence[0])
