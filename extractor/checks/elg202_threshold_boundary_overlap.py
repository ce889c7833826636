"""One value of a measurement is both required and excluded.

What it does: compares the ends of what is required and of what is excluded in one unit; both are closed at the same
number.

Why it matters: nobody can tell whether a participant with exactly that value may take part.

Example: inclusion "MMSE of 26 or above", exclusion "MMSE of 26 or below".

Not an error: ">= 18" and "< 18".
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._thresholds import pairs, shown, values
from extractor.language.intervals import touch
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ELG202"
name = "threshold-boundary-overlap"
severity: Final = "info"
needs = ("quantities", "criteria.inclusion", "criteria.exclusion")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a pair of thresholds that meet in one value."""
    for required, other, excluded in pairs(record):
        both = touch(required.interval, excluded)
        if both is None:
            continue
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{both:g} is required (“{shown(required.quantity)}”) and excluded (“{shown(other.quantity)}”)",
            suggestion="leave the value out at one of the two ends",
            evidence=[required.evidence, other.evidence],
            values={"required": values(required.quantity), "excluded": values(other.quantity), "both": both},
        )
