"""The registered minimum age and the one that the criteria state differ.

What it does: compares `minimumAge` with the lowest age that the criteria allow, ages of exclusion criteria turned
round and the ages of all cohorts taken together.

Why it matters: searches and recruitment filters use the field, sites use the text; one of them lets in or keeps out
people against the protocol.

Example: minimumAge "1 Year", criteria "between 4 and 18 years of age".

Not an error: "over 18" beside "18 Years" (a boundary); ages of onset, donors, relatives or partners; a limit that
stands only in the field (AGE108).
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import age_conflict
from extractor.model import Finding
from extractor.record import TrialRecord

code = "AGE101"
name = "minimum-age-conflict"
severity: Final = "error"
needs = ("age_ranges.registered", "age_ranges.stated")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the registered field and the words that state another age."""
    if conflict := age_conflict(record, "minimum"):
        yield Finding(code=code, name=name, severity=severity, **conflict)
