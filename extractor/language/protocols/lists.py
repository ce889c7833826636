"""A protocol's list of criteria -> its tree.

The backbone is the outermost count: its marks ("1.", "[17]", "I 01.", bullets) begin the criteria, whatever stands
between two of them belongs to the first: lettered parts, bullets, notes, rows of a laboratory table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.language.criteria import Criterion, Eligibility, Heading
from extractor.language.criteria.headings import read_title
from extractor.language.protocols.marks import Mark, read_mark

_LINE = re.compile(r"[^\n]+")
_WITHDRAWN = re.compile(
    r"(?i)(?:(?:this\s)?(?:inclusion\s|exclusion\s)?criterion\s(?:was\s|has\sbeen\s)?)?"
    r"(?:deleted|removed|omit\w*\stext|omitted|withdrawn|not\sapplicable|intentionally\s(?:left\s)?blank"
    r"|modified\s(?:per|by|in)\samendment|no\slonger\sapplicable|reserved)\b[^\n]{0,60}"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,4}\.?\s{1,6}[A-Z][^\n]{2,80}(?<![.;:,])")
_FINISHED = re.compile(r"[.;:!?)\]]\s*$")
_ASIDE = re.compile(r"(?:Notes?|NB|N\.B\.|NOTE|Exceptions?|\*)\s?\W")
_JOINING = re.compile(r"(?i)(?:and|or|and/or|either)\W{0,2}$")
_REFERS = re.compile(r"(?i)(?:for|see|please|refer)\s[^\n]{0,120}\b(?:see|refer to|section|appendix)\b")
_BARS = " | "
NEAR = 2  # columns that two items of one list may be apart
MOST_WORDS = 6  # spaces in a heading among paragraphs
WRAPPED = 60  # a line of at least so many characters may go on in the next
HEADING = 90
FURTHEST = 40  # how far a count may jump on: a criterion may have been moved from elsewhere


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    column: int
    mark: Mark | None


@dataclass(slots=True)
class _Item:
    """A criterion in the making; `depth` 0 is the outermost, `style` and `column` those of its mark."""

    start: int
    end: int
    style: str
    column: int
    parent: int | None


@dataclass(slots=True)
class _Reading:
    text: str
    top: Mark
    column: int
    columns: bool  # whether the lines are indented
    items: list[_Item] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    cohorts: dict[int, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    last: int | None = None  # the number of the last outermost item
    nested: int | None = None  # the last number of a count of the same shape within an item
    fresh: bool = True  # a heading stands right before
    cohort: str | None = None
    stack: list[int] = field(default_factory=list)

    def line(self, line: _Line, before: _Line | None, after: _Line | None) -> None:
        mark = line.mark
        if mark is not None and self._outermost(line, mark, before):
            self._begin(line, mark)
        elif self._is_heading(line, before, after):
            self._head(line)
        elif not self.items or (mark is None and self.fresh):
            self.headings.append(Heading(line.start, line.end, "other"))
        elif mark is not None and self.stack:
            self._nest(line, mark)
        else:
            self._go_on(line)

    def _outermost(self, line: _Line, mark: Mark, before: _Line | None) -> bool:
        if mark.style == "1.1" and self.top.style != "1.1":
            # "17.1" is the new wording of 17.
            return self.top.numeric and self.last is not None and mark.number == self.last
        if mark.style != self.top.style:
            return False
        aligned = not self.columns or abs(line.column - self.column) <= NEAR
        if mark.number is None:
            return aligned
        if self.last is None:
            return True
        on = self.nested is not None and mark.number == self.nested + 1 and not (self.columns and aligned)
        if on and (mark.number != self.last + 1 or self.columns):
            self.nested = mark.number
            return False
        if mark.number == self.last + 1 or (mark.number == self.last and mark.label not in self.seen):
            return True
        if mark.number == 1 and not self.fresh and (not aligned or _opens(self.text, before)):
            self.nested = 1
            return False
        if mark.number == 1:
            return self.fresh
        return aligned and self.top.numeric and mark.label not in self.seen and abs(mark.number - self.last) <= FURTHEST

    def _begin(self, line: _Line, mark: Mark) -> None:
        self.last = mark.number if mark.number is not None else self.last
        self.nested = None
        self.fresh = False
        self.seen.add(mark.label)
        self.stack = [len(self.items)]
        if self.cohort:
            self.cohorts[len(self.items)] = self.cohort
        self.items.append(_Item(mark.end, line.end, mark.style, line.column, None))

    def _head(self, line: _Line) -> None:
        title = read_title(self.text[line.start : line.end])
        kind = title.kind if title else "other"
        if title and kind == "cohort":
            self.cohort = title.cohort
        self.headings.append(Heading(line.start, line.end, kind))
        self.fresh = True

    def _is_heading(self, line: _Line, before: _Line | None, after: _Line | None) -> bool:
        """A short line without a mark, right before an outermost item, after a finished one, or a section's number."""
        text = self.text[line.start : line.end]
        if line.mark is None and _SECTION.fullmatch(text):
            return True
        if line.mark is not None or len(text) > HEADING or _BARS in text or not text[0].isupper():
            return False
        if after is None or after.mark is None or after.mark.style != self.top.style:
            return False
        if _JOINING.fullmatch(text) or _ASIDE.match(text) or text.endswith((".", ";", ",")):
            return False
        if self.columns and line.column > self.column + 2:
            return False
        if before is None:
            return True
        last = self.text[before.start : before.end]
        return bool(_FINISHED.search(last)) or len(last) < WRAPPED

    def _nest(self, line: _Line, mark: Mark) -> None:
        """Put an item under the innermost open one that it belongs to."""
        beside = (
            at
            for at in range(len(self.stack) - 1, 0, -1)
            if _same_count(self.items[self.stack[at]].style, mark)
            and not (self.columns and abs(self.items[self.stack[at]].column - line.column) > NEAR)
        )
        depth = next(beside, None)
        if depth is not None:
            del self.stack[depth:]
        while self.columns and len(self.stack) > 1 and self.items[self.stack[-1]].column >= line.column:
            self.stack.pop()
        parent = self.stack[-1]
        self.stack.append(len(self.items))
        self.items.append(_Item(mark.end, line.end, mark.style, line.column, parent))

    def _go_on(self, line: _Line) -> None:
        """A line without a mark: more of the innermost item, or a note on the item that the ones before belong to."""
        own = self.items[self.stack[-1]]
        outer = self.items[self.stack[0]]
        aside = _ASIDE.match(self.text, line.start, line.end)
        level = self.columns and line.column <= outer.column + 2 and _BARS not in self.text[line.start : line.end]
        if own is not outer and (level or aside):
            at = self.stack[0]
            self.stack = [at, len(self.items)]
            self.items.append(_Item(line.start, line.end, "", line.column, at))
        else:
            own.end = line.end


def _same_count(style: str, mark: Mark) -> bool:
    """Whether a mark goes on with a count of that shape; "i." is a Roman numeral or a letter."""
    return style == mark.style or (mark.roman is not None and style == mark.style.replace("a", "i"))


def _opens(text: str, line: _Line | None) -> bool:
    """Whether a line announces a list of its own."""
    return line is not None and text[line.start : line.end].rstrip().endswith((":", "following"))


def _lines(text: str, start: int, end: int) -> list[_Line]:
    lines = []
    for found in _LINE.finditer(text, start, end):
        body = found[0].strip()
        if not any(letter.isalnum() for letter in body):
            continue
        column = len(found[0]) - len(found[0].lstrip())
        begin = found.start() + column
        stop = begin + len(body)
        lines.append(_Line(begin, stop, column, read_mark(text, begin, stop)))
    return lines


def split_list(text: str, kind: str, *, start: int, end: int) -> Eligibility | None:
    """The criteria of the list text[start:end], all of one kind; None where nothing in it is numbered or bulleted.

    Criteria that were withdrawn ("Deleted") are headings, as is the number of one that stands below in a new wording.

    >>> found = split_list("1. Adults\\n2. Asthma, with\\na. wheeze\\nb. cough", "inclusion", start=0, end=44)
    >>> [(one.parent, one.end - one.start) for one in found.criteria]
    [(None, 6), (None, 12), (1, 6), (1, 5)]
    """
    lines = _lines(text, start, end)
    first = next((line for line in lines if line.mark is not None), None)
    if first is None or first.mark is None:
        return None
    marked = [line for line in lines if line.mark]
    reading = _Reading(text, first.mark, first.column, columns=len({line.column for line in marked}) > 1)
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        reading.line(line, before, after)
    return _result(reading, kind)


def _result(reading: _Reading, kind: str) -> Eligibility:
    """The tree without what was withdrawn."""
    kept: dict[int, int] = {}
    criteria: list[Criterion] = []
    headings = list(reading.headings)
    for at, item in enumerate(reading.items):
        words = reading.text[item.start : item.end]
        begin = item.start + len(words) - len(words.lstrip())
        gone = _WITHDRAWN.fullmatch(" ".join(words.split()).rstrip(". "))
        if gone and not _has_children(reading.items, at):
            headings.append(Heading(item.start, item.end, "other"))
            continue
        parent = item.parent
        while parent is not None and parent not in kept:
            parent = reading.items[parent].parent
        kept[at] = len(criteria)
        top = at
        while reading.items[top].parent is not None:
            top = reading.items[top].parent  # type: ignore[assignment]
        cohort = reading.cohorts.get(top)
        criteria.append(Criterion(begin, item.end, kind, None if parent is None else kept[parent], cohort))
    return Eligibility(criteria, sorted(headings, key=lambda one: one.start))


def _has_children(items: Sequence[_Item], at: int) -> bool:
    return any(item.parent == at for item in items[at + 1 :])


def split_passage(text: str, *, kind: str, start: int, end: int) -> Eligibility:
    """The criteria of a protocol's passage text[start:end]; one of no kind ("unspecified") is cut at its headings.

    In a list in which nothing is numbered or bulleted each paragraph is a criterion.
    """
    criteria: list[Criterion] = []
    headings: list[Heading] = []
    for own, begin, stop in _parts(text, kind, start, end):
        found = split_list(text, own, start=begin, end=stop) or _paragraphs(text, own, begin, stop)
        first = len(criteria)
        criteria += [one if one.parent is None else one._replace(parent=one.parent + first) for one in found.criteria]
        headings += found.headings
    return Eligibility(criteria, headings)


def _paragraphs(text: str, kind: str, start: int, end: int) -> Eligibility:
    """Each paragraph as a criterion; what introduces others, heads them or refers to other pages is a heading."""
    lines = _lines(text, start, end)
    criteria: list[Criterion] = []
    headings: list[Heading] = []
    for at, line in enumerate(lines):
        words = text[line.start : line.end]
        title = read_title(words)
        below = lines[at + 1] if at + 1 < len(lines) else None
        heads = (
            below is not None and len(words) < HEADING and not _FINISHED.search(words) and words.count(" ") < MOST_WORDS
        )
        if title is not None or heads or _REFERS.match(words) or words.endswith(":"):
            headings.append(Heading(line.start, line.end, title.kind if title else "other"))
        else:
            criteria.append(Criterion(line.start, line.end, kind, None, None))
    return Eligibility(criteria, headings)


def _parts(text: str, kind: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The stretches of a passage between the headings that say inclusion or exclusion."""
    if kind != "unspecified":
        yield kind, start, end
        return
    at, own = start, kind
    for line in _LINE.finditer(text, start, end):
        title = read_title(line[0])
        if title is not None and title.kind in ("inclusion", "exclusion") and title.kind != own:
            if at < line.start():
                yield own, at, line.start()
            at, own = line.end(), title.kind
    yield own, at, end
