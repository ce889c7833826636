"""Tables that are ruled across only -> grids: rows between rules, columns where strips stay free of words.

Told by rules of one length, one above the other, and a head between the first two whose words stand apart; a band
belongs to the table as long as a strip of the head stays free. One line that runs across is a row of its own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from extractor.layout.columns import rows_of
from extractor.layout.drawing import Rule
from extractor.layout.grids import NEAR, Cell, Grid, merged
from extractor.layout.words import Word

WIDE = 150.0  # points of the shortest rule of a table
LEAST_RULES = 3
MOST_RULES = 400
STRIP = 0.9  # of the size of the text that a strip between columns is wide
HEAD_HEIGHT = 60.0
BESIDE = 0.8  # of the lines of a band that are rows of their own

INDENT = 40.0  # points between the mark of an item and its text
_MARK = re.compile(r"[^\w\s+<>≥≤±]|o|\(?(?:\d{1,2}|[a-z])[.)]")

_Strip = tuple[float, float]


class Band(NamedTuple):
    """What stands between two rules."""

    top: float
    bottom: float
    rows: list[list[Word]]


def wide_rules(rules: Sequence[Rule]) -> list[Rule]:
    """The rules that may be a table's, from top to bottom; none where there are too many."""
    level = [rule for rule in rules if rule.level]
    if not LEAST_RULES <= len(level) <= MOST_RULES:
        return []
    wide = [Rule(start, y, end, y) for y, start, end in merged(level, "h") if end - start >= WIDE]
    return wide if len(wide) >= LEAST_RULES else []


def ruled_across(rules: Sequence[Rule], words: Sequence[Word], known: Sequence[Grid]) -> list[Grid]:
    """The grids of a page's tables without upright rules; `rules` as of `wide_rules`, `known` are its other grids."""
    found: list[Grid] = []
    for strokes in _stacks(rules, known):
        left, right = strokes[0].x0, strokes[0].x1
        held = [word for word in words if word.turn == 0 and left - NEAR <= word.cx <= right + NEAR]
        bands = [
            Band(above.y0, below.y0, rows_of([word for word in held if above.y0 < word.cy < below.y0]))
            for above, below in pairwise(strokes)
        ]
        found += _tables([band for band in bands if band.bottom - band.top > NEAR], left, right)
    return found


def _stacks(rules: Sequence[Rule], known: Sequence[Grid]) -> list[list[Rule]]:
    """Rules with the same ends, outside the known grids."""
    stacks: list[list[Rule]] = []
    for rule in rules:
        middle = (rule.x0 + rule.x1) / 2
        if any(
            grid.xs[0] - NEAR <= middle <= grid.xs[-1] + NEAR and grid.ys[0] - NEAR <= rule.y0 <= grid.ys[-1] + NEAR
            for grid in known
        ):
            continue
        for stack in stacks:
            if abs(stack[-1].x0 - rule.x0) <= NEAR and abs(stack[-1].x1 - rule.x1) <= NEAR:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= LEAST_RULES]


def _tables(bands: Sequence[Band], left: float, right: float) -> list[Grid]:
    found: list[Grid] = []
    at = 0
    while at < len(bands):
        strips = _strips(bands[at].rows, left, right) if _is_head(bands[at]) else []
        end = at + 1
        while strips and end < len(bands):
            band = bands[end]
            kept = _common(strips, _strips(band.rows, left, right)) if band.rows else strips
            if not kept and len(band.rows) != 1:
                break
            strips = kept or strips
            end += 1
        while end > at + 1 and not _common(strips, _strips(bands[end - 1].rows, left, right)):
            end -= 1
        table = bands[at:end]
        if strips and _is_table(table, strips):
            found.append(_grid(table, strips, left, right))
            at = end
        else:
            at += 1
    return found


def _is_head(band: Band) -> bool:
    return bool(band.rows) and band.bottom - band.top <= HEAD_HEIGHT


def _strips(rows: Sequence[Sequence[Word]], left: float, right: float) -> list[_Strip]:
    """The strips that no word of any row stands in, wide enough to part columns, the left edge aside.

    The mark of a list's item is no column of its own.
    """
    spans = sorted(span for row in rows for span in _spans(row))
    if not spans:
        return [(left, right)]
    least = STRIP * max(word.size for row in rows for word in row)
    strips: list[_Strip] = []
    edge = spans[0][1]
    for start, end in spans[1:]:
        if start - edge >= least:
            strips.append((edge, start))
        edge = max(edge, end)
    return [*strips, (edge, right)] if right - edge >= least else strips


def _spans(row: Sequence[Word]) -> list[_Strip]:
    """Where the words of a row stand, marks of items up to the next word."""
    ends = [
        after.x0 if after and _MARK.fullmatch(word.text) and after.x0 - word.x1 < INDENT else word.x1
        for word, after in zip_longest(row, row[1:])
    ]
    return [(word.x0, end) for word, end in zip(row, ends, strict=True)]


def _common(strips: Sequence[_Strip], others: Sequence[_Strip]) -> list[_Strip]:
    """The parts of strips that are free in both."""
    common = [(max(a, c), min(b, d)) for a, b in strips for c, d in others]
    return [(start, end) for start, end in common if end - start >= NEAR]


def _is_table(bands: Sequence[Band], strips: Sequence[_Strip]) -> bool:
    """Whether a body follows, and both sides of the first strip have words in it and in the head."""
    place = strips[0][1]
    body = [word for band in bands[1:] for row in band.rows for word in row]
    head = [word for row in bands[0].rows for word in row]
    return all(
        any(word.x0 < place for word in part) and any(word.x0 >= place for word in part) for part in (head, body)
    )


def _grid(bands: Sequence[Band], strips: Sequence[_Strip], left: float, right: float) -> Grid:
    ends = [end for _, end in strips if end < right - NEAR]
    xs = [left - NEAR, *(end - 1.0 for end in ends), right + NEAR]
    ys = [bands[0].top]
    across: list[bool] = []
    for band in bands:
        crosses = bool(band.rows) and not _common(strips, _strips(band.rows, left, right))
        tops = [rows[0].y - rows[0].size for rows in band.rows[1:]] if _own_rows(band, xs[1]) else []
        ys += [*tops, band.bottom]
        across += [crosses] * (len(tops) + 1)
    cells: list[Cell] = []
    owner: list[list[int]] = []
    columns = len(xs) - 1
    for row, whole in enumerate(across):
        owner.append([])
        for first, last in [(0, columns)] if whole else [(column, column + 1) for column in range(columns)]:
            owner[-1] += [len(cells)] * (last - first)
            cells.append(Cell(row, row + 1, first, last, xs[first], ys[row], xs[last], ys[row + 1]))
    return Grid(xs, ys, cells, owner)


def _own_rows(band: Band, second: float) -> bool:
    """Whether the lines of a band are rows: nearly all have words in the first column and beside it."""
    both = sum(row[0].x0 < second <= row[-1].x1 for row in band.rows)
    return len(band.rows) > 2 and both >= BESIDE * len(band.rows)
