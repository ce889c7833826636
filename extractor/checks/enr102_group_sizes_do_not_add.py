"""The sizes of the groups do not add up to the total that the text gives.

What it does: takes, within one description, the total and the sizes of its lettered or numbered groups, or the size of
each of equal groups, and does the sum; within a sentence or two, of groups however they are called.

Why it matters: either a group is missing or a number is wrong; nobody can tell which was planned.

Example: "A total of 60 patients ... Group A: 20 patients, Group B: 30 patients".

Not an error: ratios, an allowance for drop-outs, stages of a trial, several totals, groups that are not all listed.

References: CONSORT 2010, items 7a and 13a.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks import cut
from extractor.language.group_sizes import find_divisions
from extractor.language.sample_sizes import find_sample_sizes
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "ENR102"
name = "group-sizes-do-not-add"
severity: Final = "warning"
needs = ("descriptions",)

_ALLOWED: Final = re.compile(
    r"(?i)\b(?:drop-?\s?outs?|attrition|lost to|withdraw\w*|exclu\w+ from|ratio|stage|phase [ABI12])\b|\d\s?:\s?\d"
)
_DROPPED: Final = re.compile(r"(?i)\b(?:drop(?:-|\s)?outs?|attrition|losses|los[st] to)\b")
_UNEQUAL: Final = re.compile(r"\b(?:[2-9]\s?:\s?\d|\d\s?:\s?[2-9])\b")
_OF_SOME: Final = re.compile(r"(?i)\b(?:complet\w+|analy[sz]ed|pilot|at least|power|needed|lost)\b")
_SENTENCE_END: Final = re.compile(r"[.;\n](?=\s|$)")
LARGEST_ALLOWANCE = 1.5
REACH = 150


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each description: the total, and the groups."""
    arms = len(record.arms)
    for description in record.descriptions:
        place = description.evidence[0]
        found = next(_divided(place, arms), None) or _listed(place, arms)
        if found:
            yield found


def _divided(place: Evidence, arms: int) -> Iterator[Finding]:
    """Groups that stand beside their total."""
    for division in find_divisions(place.quote):
        together = division.other_total(arms)
        if together and not (division.equal and _may_be_unequal(place.quote, division.total, together)):
            yield _finding(place, division.places, division.total, division.sizes, together)


def _may_be_unequal(text: str, total: int, together: int) -> bool:
    """Whether equal groups may be without the drop-outs that the total has, or are of another part of the trial."""
    spare = together < total <= LARGEST_ALLOWANCE * together
    return bool(_UNEQUAL.search(text) or (spare and _DROPPED.search(text)))


def _listed(place: Evidence, arms: int) -> Finding | None:
    """Groups that may stand apart from the only total."""
    sizes = find_sample_sizes(place.quote)
    totals = {size.count: size for size in sizes if size.form == "total" and size.sure}
    if len(totals) != 1 or _ALLOWED.search(place.quote):
        return None
    total = next(iter(totals.values()))
    groups = list({size.label: size for size in sizes if size.form == "group"}.values())
    each = list({size.count: size for size in sizes if size.form == "each"}.values())
    if len(groups) > 1 and len(groups) == arms:
        told, together = groups, sum(size.count for size in groups)
    elif len(each) == 1 and not groups and arms > 1 and total.count % each[0].count:
        told, together = each, each[0].count * arms
    else:
        return None
    if together == total.count:
        return None
    if any(_OF_SOME.search(_sentence(place.quote, size.start, size.end)) for size in told):
        return None
    spans = [(size.start, size.end) for size in (total, *told)]
    return _finding(place, spans, total.count, [size.count for size in told], together)


def _sentence(text: str, start: int, end: int) -> str:
    before = _SENTENCE_END.split(text[max(0, start - REACH) : start])[-1]
    return before + text[start:end] + _SENTENCE_END.split(text[end : end + REACH], maxsplit=1)[0]


def _finding(
    place: Evidence, spans: Sequence[tuple[int, int]], total: int, groups: Sequence[int], together: int
) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the groups are {together} together, but the text says {total} in total",
        suggestion="correct the total, or the size of a group",
        evidence=[cut(place, start, end) for start, end in spans],
        values={"total": total, "groups": list(groups), "sum": together},
    )
