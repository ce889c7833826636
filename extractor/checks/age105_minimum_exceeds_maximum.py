"""The registered minimum age is above the registered maximum age.

What it does: converts both limits to days and compares them.

Why it matters: nobody can be eligible; most often the two fields are exchanged or a unit is wrong.

Example: minimumAge "65 Years", maximumAge "18 Years".

Not an error: limits in different units in the right order (28 Days to 1 Year); equal limits.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import shown
from extractor.language.ages import Age, days
from extractor.model import Finding
from extractor.record import TrialRecord

code = "AGE105"
name = "minimum-exceeds-maximum"
severity: Final = "error"
needs = ("age_ranges.registered",)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: both fields."""
    ages = next(one for one in record.age_ranges if one.origin == "registered")
    low, high = ages.minimum, ages.maximum
    if low and high and days(Age(low.value, low.unit)) > days(Age(high.value, high.unit)):
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the minimum age, {shown(low)}, is above the maximum age, {shown(high)}",
            suggestion="exchange the limits, or correct their units",
            evidence=ages.evidence,
            values={"minimum": low.model_dump(), "maximum": high.model_dump()},
        )
