"""Lists of labels and values set in two columns without rules: a synopsis, a title page, abbreviations.

Told by values that begin at one place on at least three lines, each after a label of its own and a wide gap.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.layout.columns import rows_of
from extractor.layout.words import Word

LEAST = 3
GAP = 1.5
LABEL = 60
TIGHT = 1.4
SAME = 3.0
_LABEL = re.compile(
    r"(?!\(?\w{1,4}[.)] |(?i:table|figure|appendix|annex|section|part|chapter)\b)[^\W\d_][^.…]*[^\W\d_][^…]*"
)
# Numbers of pages: the lines are a table of contents.
_NO_VALUE = re.compile(r"[\d.…\s]*")


@dataclass
class Entry:
    """A label and its value."""

    label: list[Word] = field(default_factory=list)
    value: list[Word] = field(default_factory=list)


@dataclass
class LabelList:
    """Labels and values, in order."""

    entries: list[Entry]


Part = list[Word] | LabelList


def parts(words: Sequence[Word]) -> list[Part]:
    """The words of a column, those that are lists of labels and values taken apart, in order."""
    rows = rows_of(words)
    place = _place(rows)
    if place is None:
        return [list(words)]
    result: list[Part] = []
    at = 0
    plain: list[Word] = []
    while at < len(rows):
        end = _band(rows, at, place) if _has_value(rows[at], place) else at
        entries = _entries(rows[at:end], place)
        if sum(bool(entry.label and entry.value) for entry in entries) >= LEAST:
            result += [plain, LabelList(entries)] if plain else [LabelList(entries)]
            plain, at = [], end
        else:
            plain += rows[at]
            at += 1
    return [*result, plain] if plain else result


def _gap(row: Sequence[Word]) -> int | None:
    """Before which word of a row the first wide gap is."""
    for at in range(1, len(row)):
        if row[at].x0 - row[at - 1].x1 >= GAP * row[at].size:
            return at
    return None


def _place(rows: Sequence[Sequence[Word]]) -> float | None:
    """Where the values begin on most of the lines that have a label."""
    seen: Counter[int] = Counter()
    numbers: Counter[int] = Counter()
    for row in rows:
        at = _gap(row)
        if at is not None and _is_label(row[:at]):
            place = round(row[at].x0 / SAME)
            seen[place] += 1
            numbers[place] += bool(_NO_VALUE.fullmatch(" ".join(word.text for word in row[at:])))
    place, count = seen.most_common(1)[0] if seen else (0, 0)
    return place * SAME if count >= LEAST and 2 * numbers[place] < count else None


def _is_label(words: Sequence[Word]) -> bool:
    text = " ".join(word.text for word in words)
    return len(text) <= LABEL and bool(_LABEL.fullmatch(text))


def _left(row: Sequence[Word], place: float) -> list[Word]:
    return [word for word in row if word.x0 < place - SAME]


def _has_value(row: Sequence[Word], place: float) -> bool:
    left = _left(row, place)
    return 0 < len(left) < len(row) and abs(row[len(left)].x0 - place) <= SAME and _is_label(left)


def _band(rows: Sequence[Sequence[Word]], at: int, place: float) -> int:
    """The end of the rows from `at` on that keep to the two columns."""
    end = at
    while end < len(rows):
        row = rows[end]
        left = _left(row, place)
        crosses = any(word.x1 > place - SAME for word in left)
        alone = bool(left) and len(left) == len(row)
        if crosses or (left and not _is_label(left)) or (alone and not _goes_with(rows, end, at, place)):
            break
        end += 1
    return end


def _goes_with(rows: Sequence[Sequence[Word]], at: int, first: int, place: float) -> bool:
    """Whether a line with a label alone belongs to the label above it."""
    above, row = rows[at - 1], rows[at]
    return at > first and bool(_left(above, place)) and row[0].y - above[0].y <= TIGHT * row[0].size


def _entries(rows: Sequence[Sequence[Word]], place: float) -> list[Entry]:
    entries: list[Entry] = []
    for row in rows:
        left = _left(row, place)
        value = row[len(left) :]
        if not entries or (left and value):
            entries.append(Entry())
        entries[-1].label += left
        entries[-1].value += value
    return entries
