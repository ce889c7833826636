"""The registered enrolment is not the number that the text gives.

What it does: reads how many people the descriptions say are enrolled, recruited, included or randomised, in figures or
words, with the sums over groups, and compares them with the planned enrolment.

Why it matters: the number of participants decides what a trial can show; half of it, or twice, is another trial.

Example: enrolment 34, "sixty participants will be recruited".

Not an error: an actual number against a planned one, a number screened, evaluable or per group, an allowance for
drop-outs, a part or a pilot, the patients beside
healthy controls, another study, a plan close by ("approximately 100" for 98).

References: ClinicalTrials.gov data element "Enrollment"; CONSORT 2010, item 7a (sample size).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor.checks import cut
from extractor.language.sample_sizes import SampleSize, find_sample_sizes
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "ENR101"
name = "enrolment-vs-text"
severity: Final = "warning"
needs = ("enrollment.registered", "descriptions")

# What drop-outs and rounding may add to, or a plan may leave open of, a number.
_CLOSE: Final = 0.1
_ALLOWANCE: Final = 1.4


_CONTROLS: Final = re.compile(r"(?i)\bhealthy\b|\bunaffected\b")
_PATIENTS: Final = re.compile(r"(?i)\b(?:patients?|cases)\b")


class _Said(NamedTuple):
    size: SampleSize
    evidence: Evidence


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the planned enrolment and the first number that is another, where none is the same."""
    field = record.enrollment[0]
    if field.type != "ESTIMATED" or field.count < 2:
        return
    said = [one for place in _places(record) for one in _sizes(record, place)]
    totals = [one for one in said if one.size.form == "total" and one.size.sure]
    totals = [one for one in totals if (one.evidence.path or "").endswith("briefSummary")] or totals
    if not totals or any(_close(field.count, total) for total in _plausible(said, len(record.arms))):
        return
    first = totals[0]
    allowed = first.size.evaluable and first.size.count <= field.count <= _ALLOWANCE * first.size.count
    if (
        allowed
        or (field.count > first.size.count and _beside_controls(record, first))
        or len({one.size.count for one in totals}) > 1
    ):
        return
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the enrolment is registered as {field.count}, but the text says “{first.evidence.quote}”",
        suggestion="correct the enrolment, or the number in the text",
        evidence=[field.evidence[0], first.evidence],
        values={"registered": field.count, "stated": first.size.count},
    )


def _beside_controls(record: TrialRecord, said: _Said) -> bool:
    """Whether the number may be that of the patients alone, where healthy people are a group of their own."""
    healthy = any(_CONTROLS.search(f"{arm.label} {arm.description or ''}") for arm in record.arms)
    return healthy and bool(_PATIENTS.search(said.evidence.quote)) and "total" not in said.evidence.quote.lower()


def _places(record: TrialRecord) -> Iterator[Evidence]:
    for description in record.descriptions:
        yield description.evidence[0]


def _sizes(record: TrialRecord, place: Evidence) -> Iterator[_Said]:
    for size in find_sample_sizes(place.quote):
        yield _Said(size, cut(place, size.start, size.end, record))


def _plausible(said: list[_Said], arms: int) -> set[int]:
    """Every number that the enrolment may be meant to be: what is said in total, sums of that, groups together."""
    totals = {one.size.count for one in said if one.size.form == "total"}
    each = {one.size.count for one in said if one.size.form == "each"}
    groups = {one.size.label: one.size.count for one in said if one.size.form == "group"}
    sums = {a + b for a in totals for b in totals if a < b}
    return (
        totals
        | sums
        | {sum(totals), sum(groups.values())}
        | {n * times for n in each for times in (2, 3, arms) if times > 1}
    )


def _close(count: int, other: int) -> bool:
    return abs(count - other) <= _CLOSE * max(count, other)
