"""The registered age groups and the registered age limits differ.

What it does: works out from `minimumAge` and `maximumAge` which of CHILD (under 18 years), ADULT (18 to 64) and
OLDER_ADULT (65 and over) can take part, and compares them with `stdAges`.

Why it matters: the registry's search by age group uses the groups, its eligibility filter the limits; one of them
shows the trial to people whom the other keeps out.

Example: stdAges CHILD, limits 18 Years to 65 Years.

Not an error: a group that only a limit on its edge lets in or keeps out (a maximum of 18 Years beside CHILD and ADULT,
64 or 65 Years with or without OLDER_ADULT); no limits at all.

References: ClinicalTrials.gov API v2, data structure, `stdAges`.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import shown
from extractor.language.ages import Age, days
from extractor.model import Finding
from extractor.record import AgeRange, TrialRecord

code = "AGE104"
name = "std-ages-conflict"
severity: Final = "warning"
needs = ("std_ages.registered", "age_ranges.registered")

YEAR = days(Age(1, "year"))
GROUPS = {"CHILD": (0, 18), "ADULT": (18, 65), "OLDER_ADULT": (65, 150)}


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the groups and the limits."""
    ages = next(one for one in record.age_ranges if one.origin == "registered")
    groups = next(one for one in record.std_ages if one.origin == "registered")
    low, high = _years(ages)
    if low > high:
        return
    must = {group for group, (start, end) in GROUPS.items() if low < end - 1 and high > start + 1}
    may = {group for group, (start, end) in GROUPS.items() if low <= end and high >= start - 1}
    missing, extra = sorted(must - set(groups.value)), sorted(set(groups.value) - may)
    if missing or extra:
        flaws = [*(f"{group} is missing" for group in missing), *(f"{group} does not fit" for group in extra)]
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"limits {shown(ages.minimum)} to {shown(ages.maximum)}: of the age groups {', '.join(flaws)}",
            suggestion=f"register the age groups {', '.join(group for group in GROUPS if group in must)}",
            evidence=[*groups.evidence[:1], *ages.evidence[:2]],
            values={
                "groups": groups.value,
                "minimum": ages.minimum and ages.minimum.model_dump(),
                "maximum": ages.maximum and ages.maximum.model_dump(),
            },
        )


def _years(ages: AgeRange) -> tuple[float, float]:
    low, high = ages.minimum, ages.maximum
    return (
        days(Age(low.value, low.unit)) / YEAR if low else 0,
        days(Age(high.value, high.unit)) / YEAR if high else float("inf"),
    )
