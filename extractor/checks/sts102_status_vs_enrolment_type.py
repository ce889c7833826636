"""The trial is over and its enrolment is still an estimate.

What it does: looks for completed and terminated trials whose number of participants is marked as estimated.

Why it matters: nobody can tell how many took part.

Example: status TERMINATED, enrollment 240 (estimated).

Not an error: a number without a type, as old records have; a trial of unknown status.

References: ClinicalTrials.gov Protocol Registration Data Element Definitions, Enrollment (actual once the trial ended).
"""

from collections.abc import Iterator
from typing import Final

from extractor.model import Finding
from extractor.record import TrialRecord

code = "STS102"
name = "status-vs-enrolment-type"
severity: Final = "info"
needs = ("status.registered", "enrollment.registered")
by_default = False

OVER = ("COMPLETED", "TERMINATED")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the status and the number of participants."""
    status = next(one for one in record.status if one.origin == "registered")
    enrolled = next(one for one in record.enrollment if one.origin == "registered")
    if status.value in OVER and enrolled.type == "ESTIMATED":
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the status is {status.value}, but the enrolment of {enrolled.count} is still estimated",
            suggestion="register how many took part",
            evidence=[status.evidence[0], *enrolled.evidence],
            values={"status": status.value, "count": enrolled.count, "type": enrolled.type},
        )
