"""The allocation does not go with the number of arms.

What it does: with one arm nothing is allocated, so that the field is "N/A"; with two or more arms it says how.

Why it matters: one arm that is "randomized" or "non-randomized" makes a reader look for the other.

Example: one arm, allocation "Non-Randomized".

Not an error: no arms listed, no allocation given.

References: ClinicalTrials.gov data element "Allocation".
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._design import is_trial, registered
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ARM103"
name = "allocation-vs-arms"
severity: Final = "info"
needs = ("arms", "allocation.registered")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the allocation and the arms."""
    allocation = registered(record.allocation)
    count = len(record.arms)
    if allocation is None or not is_trial(record) or (allocation.value == "NA") == (count == 1):
        return
    shown = "not applicable" if allocation.value == "NA" else allocation.value.lower().replace("_", "-")
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"allocation is {shown}, but {count} arm{' is' if count == 1 else 's are'} listed",
        suggestion="register the allocation that the arms have" if count > 1 else "register the allocation as N/A",
        evidence=[allocation.evidence[0], *(arm.evidence[0] for arm in record.arms)],
        values={"allocation": allocation.value, "arms": count},
    )
