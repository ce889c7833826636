"""The registered number of participants is not the one that the protocol plans.

What it does: compares a planned (estimated) enrolment with every number of participants that the protocol plans, and
with their sum; the text of the protocol may give the registered number anywhere else.

Why it matters: the sample size is what the trial's power was computed for.

Example: enrolment 120 (estimated), protocol "150 patients will be randomised".

Not an error: an actual enrolment; a sample size that is estimated anew at an interim analysis; rounding
("approximately 100" for 98); a registered number that the protocol gives too.

References: ClinicalTrials.gov data element "Enrollment"; SPIRIT 2013, item 14.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._pair import counts_of_people
from extractor.model import Finding
from extractor.record import Enrollment, TrialRecord

code = "REG103"
name = "protocol-sample-size-differs"
severity: Final = "warning"
reads = "pair"
needs = ("registry.enrollment", "protocol.enrollment")

_CLOSE: Final = 0.05
_AROUND: Final = 300
_ANEW = re.compile(r"(?i)\bre-?(?:estimat|assess|calculat|siz)\w*|\b(?:may|can|could|might) be (?:increased|expanded)")
_PART = re.compile(r"(?i)\b(?:part|cohort|stage|sub-?study|extension|screen\w*|per|each|additional|china|japan\w*)\b")


def run(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the registered number and the first that the protocol plans."""
    field = next((one for one in registry.enrollment if one.origin == "registered"), None)
    if field is None or field.type == "ACTUAL" or field.count < 2:
        return
    planned = [one for one in protocol.enrollment if not _other(protocol, one)]
    if not planned or any(_close(field.count, count) for count in _plausible(protocol)):
        return
    if next(counts_of_people(protocol, field.count), None):
        return
    first = planned[0]
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the record plans {field.count} participants, the protocol says “{_line(first.evidence[0].quote)}”",
        suggestion="register the number that the current version of the protocol plans",
        evidence=[field.evidence[0], first.evidence[0]],
        values={"registry": field.count, "protocol": first.count},
    )


def _other(protocol: TrialRecord, one: Enrollment) -> bool:
    """Whether a number is of a part, or may change at an interim analysis."""
    place = one.evidence[0]
    text = protocol.document.text or place.quote
    around = text[max(0, place.start - _AROUND) : place.end + _AROUND] if protocol.document.text else place.quote
    before = text[max(0, place.start - 60) : place.start] if protocol.document.text else ""
    return bool(_ANEW.search(around) or _PART.search(before + place.quote))


def _plausible(protocol: TrialRecord) -> set[int]:
    counts = {one.count for one in protocol.enrollment}
    return counts | {sum(counts)} | {a + b for a in counts for b in counts if a < b}


def _close(count: int, other: int) -> bool:
    return abs(count - other) <= _CLOSE * max(count, other)


def _line(quote: str) -> str:
    return " ".join(quote.split())
