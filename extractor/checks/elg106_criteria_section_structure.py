"""The headings of the eligibility criteria are out of order.

What it does: reads the headings that stand between the criteria and fires on a list without an entry ("Exclusion
Criteria:" right above "Inclusion Criteria:", or at the end), on a heading that stands twice in a row, and on one that
is run into the last item of the list before it.

Why it matters: whoever splits the text at its headings, a person in haste or a machine, takes exclusions for
inclusions.

Example: "Exclusion Criteria: * Inclusion Criteria: All answers must be YES".

Not an error: groups each with its own lists; "Key Inclusion Criteria"; "Exclusion Criteria: None"; a heading followed
by an introduction ("Patients must meet the following inclusion criteria:"); a text that is one line throughout; the
topics of older records ("DISEASE CHARACTERISTICS"); a protocol, which states its criteria in more than one section.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractor.checks import brief
from extractor.language.criteria.gaps import ListHeading, list_headings
from extractor.model import Evidence, Finding, Severity
from extractor.record import TrialRecord

code = "ELG106"
name = "criteria-section-structure"
severity: Final = "warning"
needs = ("text", "criteria")

FEWEST_LINES = 3
FEWEST_WORDS = 3
_PART = re.compile(r"(?i)\b(?:criteria|(?:cohort|part|arm|group|phase|stage) \w{1,2}\b|for\W*$)")
_NOTHING = re.compile(r"(?i)\W*(?:none|nil|no\b|not\b|n/?a\b|see\b|same\b|as above)")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a flaw: the headings."""
    if record.document.kind == "protocol":
        return
    text = record.document.text or ""
    places = [(one.evidence[0].start, one.evidence[0].end) for one in record.criteria]
    headings = list_headings(text, places)
    for one, other in pairwise(headings):
        if one.after != other.after or one.cohort or other.cohort:
            continue  # each group has its lists
        if one.kind != other.kind:
            yield _finding(record, f"the {one.kind} list has no entry", one, other)
        elif _label(text, one) == _label(text, other):
            yield _finding(record, f"the heading of the {one.kind} list stands twice", one, other)
    last = headings[-1:]
    if last and last[0].after == len(places) and not _NOTHING.match(text, last[0].end):
        yield _finding(record, f"the {last[0].kind} list has no entry", last[0], severity="info")
    for heading in headings:
        before = _before(text, heading.start) if heading.inline and not heading.cohort else ""
        if len(before.split()) >= FEWEST_WORDS and not _PART.search(before) and _has_lines(text, places):
            yield _finding(record, f"the heading of the {heading.kind} list is run into the item before it", heading)


def _has_lines(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether criteria stand in lines of their own."""
    return sum(not _before(text, start).strip(" \t*-•.()0123456789") for start, _ in places) >= FEWEST_LINES


def _before(text: str, start: int) -> str:
    """What stands before a place in its line."""
    return text[text.rfind("\n", 0, start) + 1 : start]


def _label(text: str, heading: ListHeading) -> str:
    return text[heading.start : heading.end].casefold().strip(" :.")


def _finding(record: TrialRecord, message: str, *headings: ListHeading, severity: Severity = severity) -> Finding:
    near = record.criteria[min(headings[0].after, len(record.criteria) - 1)].evidence[0]
    text = record.document.text or ""
    places = [
        Evidence(start=one.start, end=one.end, quote=text[one.start : one.end], path=near.path, page=near.page)
        for one in headings
    ]
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"{message}: {brief(places[0].quote)}",
        suggestion="give each list one heading on a line of its own, above its entries",
        evidence=places,
        values={"headings": [place.quote for place in places]},
    )
