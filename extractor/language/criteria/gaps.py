"""The headings that stand between criteria, found where the criteria leave a gap."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.language.criteria.headings import read_title

_LINE = re.compile(r"[^\n]+")
_LETTER = re.compile(r"[^\W\d_]")
_MARKS = " \t\r*•·◦▪#_-–—"
_REACH = 200  # before the first criterion and behind the last


class ListHeading(NamedTuple):
    """A heading text[start:end] that opens a list of `kind` inclusion or exclusion.

    `cohort` is the group that it names; `after` the number of criteria that stand before it; `inline` tells that it
    stands in a line behind other text.
    """

    start: int
    end: int
    kind: str
    cohort: str | None
    after: int
    inline: bool


def list_headings(text: str, criteria: Sequence[tuple[int, int]]) -> list[ListHeading]:
    """The headings of inclusion and exclusion lists, in order; `criteria` are the ranges of the criteria, in order too.

    >>> text = "Inclusion Criteria:\\n* Asthma\\nExclusion Criteria:\\n* Smoking"
    >>> [(one.kind, one.after) for one in list_headings(text, [(22, 28), (51, 58)])]
    [('inclusion', 0), ('exclusion', 1)]
    """
    found = []
    for after, (start, end) in enumerate(_gaps(text, criteria)):
        if _LETTER.search(text, start, end):  # most gaps have a bullet or a number alone
            for line in _LINE.finditer(text, start, end):
                if heading := _read(text, *line.span(), after):
                    found.append(heading)
    return found


def _gaps(text: str, criteria: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands before each criterion, and behind the last; criteria within criteria leave no gap."""
    at = max(0, criteria[0][0] - _REACH) if criteria else 0
    at = text.find("\n", at) + 1 or at if at else 0
    for start, end in criteria:
        yield at, max(at, start)
        at = max(at, end)
    yield at, min(len(text), at + _REACH)


def _read(text: str, start: int, end: int, after: int) -> ListHeading | None:
    line = text[start:end]
    label = line.strip(_MARKS)
    title = read_title(label) if label else None
    if title is None or title.kind not in ("inclusion", "exclusion") or title.sentence:
        return None
    at = start + line.index(label)
    inline = bool(text[text.rfind("\n", 0, start) + 1 : at].strip(_MARKS))
    return ListHeading(at, at + len(label), title.kind, title.cohort, after, inline)
