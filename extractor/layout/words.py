"""Characters -> words, and words -> lines of text.

A word is what stands together without a space; raised characters in it and behind it get "^" before them (10^6, m^2),
lowered ones stand as they are (HbA1c).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extractor.layout.glyphs import Font, Glyph

GAP = 0.2
SMALLER = 0.86
RAISED = 0.12
REACH = 0.75
LONGEST_POWER = 8
_NO_POWER = re.compile(r"(?:st|nd|rd|th|[®™©°*’'\"”“,.;:)]+|SM|TM)$")


@dataclass(slots=True)
class Word:
    """A word: its text, its extent and baseline along its own line, its middle in the page's frame.

    `starts` are the places of its characters, for a word that has to be parted.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: Font
    turn: int
    cx: float
    cy: float
    glyphs: Sequence[Glyph]
    raised: bool = False
    spaced: bool = True


@dataclass(slots=True)
class Line:
    """Words on one baseline, with their text."""

    words: list[Word]
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool

    @property
    def first_end(self) -> float:
        """Where its first word ends."""
        return self.words[0].x1


def words(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of a page, in the order in which they were written."""
    found: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run[-1], glyph):
            found.append(word(run))
            run = []
        run.append(glyph)
    if run:
        found.append(word(run))
    return found


def _continues(last: Glyph, glyph: Glyph) -> bool:
    if glyph.after_space or glyph.turn != last.turn:
        return False
    size = max(last.size, glyph.size)
    return -0.7 * size <= glyph.x0 - last.x1 <= GAP * size and abs(glyph.y - last.y) <= REACH * size


def word(run: Sequence[Glyph]) -> Word:
    """One word of its characters; raised ones in it are marked."""
    first, last = run[0], run[-1]
    main = max(run, key=lambda glyph: glyph.size)
    size, base = main.size, main.y
    text = "".join([glyph.text for glyph in run])
    if any(glyph.y != base for glyph in run):
        base = median(glyph.y for glyph in run if glyph.size >= SMALLER * size)
        if any(_is_raised(glyph, base, size) for glyph in run):
            text = _with_powers(run, base, size)
    return Word(
        text, first.x0, last.x1, base, size, main.font, first.turn,
        (first.cx + last.cx) / 2, (first.cy + last.cy) / 2, run, spaced=first.after_space,
    )  # fmt: skip


def _is_raised(glyph: Glyph, base: float, size: float) -> bool:
    above = base - glyph.y
    return above > RAISED * size and (glyph.size < SMALLER * size or above > 0.25 * size)


def _with_powers(run: Sequence[Glyph], base: float, size: float) -> str:
    parts: list[str] = []
    power: list[str] = []
    for glyph in run:
        if _is_raised(glyph, base, size):
            power.append(glyph.text)
            continue
        parts.append(_power("".join(power)))
        power.clear()
        parts.append(glyph.text)
    return "".join([*parts, _power("".join(power))])


def _power(text: str) -> str:
    return f"^{text}" if text and not _NO_POWER.match(text) else text


def lines(found: Iterable[Word]) -> list[Line]:
    """The lines that words make, from top to bottom; words of another direction make lines of their own."""
    by_turn: dict[int, list[Word]] = {}
    for item in found:
        by_turn.setdefault(item.turn, []).append(item)
    result: list[Line] = []
    for turn in sorted(by_turn):
        result += [line(row) for row in _rows(by_turn[turn])]
    return result


def _rows(found: list[Word]) -> Iterator[list[Word]]:
    """Words by baseline; small words that stand a little higher or lower belong to the row of the larger ones."""
    rows: list[tuple[float, float, list[Word]]] = []
    for item in sorted(found, key=lambda item: (-item.size, item.y, item.x0)):
        best = None
        for row in reversed(rows):
            y, size, members = row
            above = y - item.y
            small = item.size < SMALLER * size
            if -(0.35 if small else 0.18) * size <= above <= (0.65 if small else 0.3) * size and (
                best is None or abs(above) < abs(best[0] - item.y)
            ):
                best = row
        if best is None:
            rows.append((item.y, item.size, [item]))
        else:
            best[2].append(item)
    for _, _, members in sorted(rows, key=lambda row: row[0]):
        yield sorted(members, key=lambda item: item.x0)


def line(row: list[Word]) -> Line:
    """One line of the words of a row, in order from left to right."""
    large = max(row, key=lambda item: item.size)
    text = ""
    for before, item in zip([None, *row], row, strict=False):
        part = item.text
        gap = item.x0 - before.x1 if before else 0
        small = item.size < SMALLER * large.size and item.y < large.y - RAISED * large.size
        small = small and len(part) <= LONGEST_POWER and gap <= large.size / 2
        if small and before:
            part = _power(part)
        if before and (gap > GAP * item.size or (not small and (item.spaced or gap > 0.1 * item.size))):
            text += " "
        text += part
    weight = sum(len(item.text) for item in row)
    bold = sum(len(item.text) for item in row if item.font.bold)
    italic = sum(len(item.text) for item in row if item.font.italic)
    size = _usual_size(row)
    return Line(
        row, text, row[0].x0, max(item.x1 for item in row), large.y, size, 2 * bold > weight, 2 * italic > weight
    )


def _usual_size(row: Sequence[Word]) -> float:
    weights: dict[float, int] = {}
    for item in row:
        weights[round(item.size, 1)] = weights.get(round(item.size, 1), 0) + len(item.text)
    return max(weights, key=lambda size: (weights[size], size))
