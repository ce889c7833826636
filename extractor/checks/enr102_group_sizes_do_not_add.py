"""The sizes of the groups do not add up to the total that the text gives.

What it does: takes, within one description, the total and the sizes of its lettered or numbered groups, or the size of
each of equal groups, and does the sum.

Why it matters: either a group is missing or a number is wrong; nobody can tell which was planned.

Example: "A total of 60 patients ... Group A: 20 patients, Group B: 30 patients".

Not an error: ratios, an allowance for drop-outs, stages of a trial, several totals, groups that are not all listed.

References: CONSORT 2010, items 7a and 13a.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.language.sample_sizes import SampleSize, find_sample_sizes
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "ENR102"
name = "group-sizes-do-not-add"
severity: Final = "warning"
needs = ("descriptions",)

_ALLOWED: Final = re.compile(
    r"(?i)\b(?:drop-?\s?outs?|attrition|lost to|withdraw\w*|exclu\w+ from|ratio|stage|phase [ABI12])\b|\d\s?:\s?\d"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each description: the total, and the groups."""
    if len(record.arms) < 2:
        return
    for description in record.descriptions:
        place = description.evidence[0]
        sizes = find_sample_sizes(place.quote)
        totals = {size.count: size for size in sizes if size.form == "total" and size.sure}
        if len(totals) != 1 or _ALLOWED.search(place.quote):
            continue
        total = next(iter(totals.values()))
        groups = {size.label: size for size in sizes if size.form == "group"}
        each = {size.count: size for size in sizes if size.form == "each"}
        if len(groups) > 1 and len(groups) == len(record.arms):
            yield from _compared(place, total, list(groups.values()), sum(size.count for size in groups.values()))
        elif len(each) == 1 and not groups:
            one = next(iter(each.values()))
            if total.count % one.count:
                yield from _compared(place, total, [one], one.count * len(record.arms))


def _compared(place: Evidence, total: SampleSize, groups: list[SampleSize], together: int) -> Iterator[Finding]:
    if together != total.count:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the groups are {together} together, but the text says {total.count} in total",
            suggestion="correct the total, or the size of a group",
            evidence=[cut(place, size.start, size.end) for size in (total, *groups)],
            values={"total": total.count, "groups": [size.count for size in groups], "sum": together},
        )
