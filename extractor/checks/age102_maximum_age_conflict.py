"""The registered maximum age and the one that the criteria state differ.

What it does: compares `maximumAge` with the highest age that the criteria allow, ages of exclusion criteria turned
round. A field that is empty where the criteria name a limit is a conflict too.

Why it matters: searches and recruitment filters use the field, sites use the text; one of them lets in or keeps out
people against the protocol.

Example: no maximumAge, criteria "aged 18-80 years".

Not an error: "under 18" beside "17 Years", "under 80" beside 79 or 80 (a boundary); a limit that stands only in the
field (AGE108); cohorts of which one reaches the registered limit.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import age_conflict
from extractor.model import Finding
from extractor.record import TrialRecord

code = "AGE102"
name = "maximum-age-conflict"
severity: Final = "error"
needs = ("age_ranges.registered", "age_ranges.stated")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the registered field and the words that state another age."""
    if conflict := age_conflict(record, "maximum"):
        yield Finding(code=code, name=name, severity=severity, **conflict)
