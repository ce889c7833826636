"""Eligibility text -> the tree of its criteria.

Headings are told by their wording, items by their markers and lines (`headings`, `bullets`, `inline`); this
module goes through them in order and knows in which list, which group and under which item each stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.language.criteria.bullets import Count, blocks
from extractor.language.criteria.headings import Title, read_title
from extractor.language.criteria.inline import Piece, pieces, semicolons

_GROUP_NOUN = re.compile(
    r"(?:control|patient|volunteer|participant|subject|donor|recipient|caregiver|provider|group|cohort|arm)s?$", re.I
)


class Criterion(NamedTuple):
    """One criterion text[start:end], without its marker and without the items below it.

    `kind` is inclusion, exclusion or unspecified; `parent` the index of the item it belongs to ("one of the
    following:"); `cohort` the group whose list it stands in, else None.
    """

    start: int
    end: int
    kind: str
    parent: int | None
    cohort: str | None


class Heading(NamedTuple):
    """A heading text[start:end]; `kind`: inclusion, exclusion, cohort or other (introductions, topics, "None")."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The criteria and the headings of a text, each in order of appearance."""

    criteria: list[Criterion]
    headings: list[Heading]


class _Open(NamedTuple):
    column: int
    style: str
    number: int  # among the criteria
    announces: bool  # ends with a colon or "the following"


@dataclass(slots=True)
class _Walk:
    """The place in the text: the list, the group, and the items that are still open."""

    text: str
    kind: str
    result: Eligibility = field(default_factory=lambda: Eligibility([], []))
    cohort: str | None = None
    outer: str | None = None  # the group of a heading that stood above "Inclusion criteria"
    cohort_column: int | None = None  # of a bulleted group heading
    at_cohort: bool = False  # nothing but the group heading since
    at_top: bool = True  # no item since the last list heading
    explicit: bool = False  # some heading has named the list
    classic: bool = False  # the text has "DISEASE CHARACTERISTICS" and the like
    stack: list[_Open] = field(default_factory=list)

    def heading(self, piece: Piece, title: Title) -> bool:
        """Enter a heading; False where in this place it is an item."""
        kind = title.kind
        if title.topic and not self.classic:
            return False
        if title.sentence and kind in {"inclusion", "exclusion"}:
            if not self.at_top and self.kind != "unspecified" and (kind == self.kind or piece.style):
                return False
            if kind == self.kind or (kind == "inclusion" and self.explicit):
                kind = "other"
        if kind in {"inclusion", "exclusion", "unspecified"}:
            self._list(kind, title.cohort)
        elif kind == "cohort":
            self._group(piece, title)
        elif title.classic:
            self.classic = True
            self.kind = "inclusion" if self.kind == "unspecified" else self.kind
        self.stack.clear()
        self.result.headings.append(Heading(piece.start, piece.end, kind))
        return True

    def _list(self, kind: str, cohort: str | None) -> None:
        if self.at_cohort:
            self.outer = self.cohort
        self.kind, self.explicit = kind, True
        self.cohort, self.cohort_column = cohort or self.outer, None
        self.at_cohort, self.at_top = False, True

    def _group(self, piece: Piece, title: Title) -> None:
        self.cohort, self.at_cohort = title.cohort, True
        self.cohort_column = piece.column if piece.style else None

    def item(self, piece: Piece) -> None:
        """Add an item under the open item that it belongs to."""
        if self.cohort_column is not None and piece.column <= self.cohort_column:
            if not self.at_cohort:
                self.cohort = self.outer
            self.cohort_column = None
        self.at_cohort = self.at_top = False
        column = piece.column if piece.inner else self._close(piece)
        parent = self.stack[-1].number if self.stack else None
        index = len(self.result.criteria)
        self.result.criteria.append(Criterion(piece.start, piece.end, self.kind, parent, self.cohort))
        if not piece.inner:
            tail = self.text[max(piece.start, piece.end - 12) : piece.end].lower()
            self.stack.append(_Open(column, piece.style, index, tail.endswith((":", "following"))))

    def _close(self, piece: Piece) -> int:
        """Close the items that the piece does not belong to; the column at which it stands."""
        stack = self.stack
        if piece.column < 0:  # in the line of a deeper item, but counting on from an outer one
            column = next((o.column for o in reversed(stack) if o.style == piece.style), 0)
        else:
            column = piece.column
        while stack and stack[-1].column > column:
            stack.pop()
        if any(o.column == column and o.style == piece.style for o in stack):
            while (stack[-1].column, stack[-1].style) != (column, piece.style):
                stack.pop()
            stack.pop()
        elif stack and not stack[-1].announces and (stack[-1].column == column or not stack[-1].style):
            stack.pop()
        return column


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """All pieces in order; a list of one item alone is cut at its semicolons."""
    count = Count()
    held: list[Piece] = []
    title: Title | None = None
    for block in blocks(text, start, end):
        if not any(map(str.isalnum, text[block.start : block.end])):
            continue
        if block.marker is not None:
            count.note(block.marker)
        for piece in pieces(text, block, count):
            if piece.title is not None:
                if held and piece.title.kind == "inclusion" and not piece.title.sentence:
                    held[-1] = _as_group(text, held[-1])
                yield from _sole(text, held, title)
                held, title = [], piece.title
                yield piece
            else:
                held.append(piece)
    yield from _sole(text, held, title)


def _as_group(text: str, piece: Piece) -> Piece:
    """A line such as "Healthy Controls" right above "Inclusion Criteria" is the heading of a group."""
    label = text[piece.start : piece.end].strip("[]: ")
    named = (label.istitle() or label.isupper()) and _GROUP_NOUN.search(label)
    title = read_title(label + ":") if named else None
    return piece._replace(title=title) if title is not None and title.kind == "cohort" else piece


def _sole(text: str, items: list[Piece], title: Title | None) -> list[Piece]:
    listed = title is not None and title.kind in ("inclusion", "exclusion")
    return semicolons(text, items[0], listed=listed) if len(items) == 1 else items


def split_criteria(text: str, *, kind: str = "unspecified", start: int = 0, end: int | None = None) -> Eligibility:
    """Split the eligibility text[start:end] into criteria and headings.

    `kind` is what the list is as long as no heading says otherwise. Offsets refer to the whole text. Every word is
    in a criterion, a heading or a list marker.

    >>> found = split_criteria("Inclusion Criteria: * Adults * Asthma Exclusion Criteria: * Smokers")
    >>> [c.kind for c in found.criteria]
    ['inclusion', 'inclusion', 'exclusion']
    """
    walk = _Walk(text, kind, explicit=kind != "unspecified")
    for piece in _pieces(text, start, len(text) if end is None else end):
        if piece.title is None or not walk.heading(piece, piece.title):
            walk.item(piece)
    return walk.result
