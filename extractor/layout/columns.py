"""The order in which a page is read: columns from left to right, what runs across them between.

A page has columns where a strip of its middle is free of words over many lines and both sides are filled with prose,
in the whole of it or above or below a gap between its lines; a table without rules, with short entries on one side, is
read line by line.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from extractor.layout.words import Word

LEAST_ROWS = 6
NARROWEST = 110.0
GUTTER = 7.0
FREE = 0.12
FILLED = 0.55
REACH = 0.3
LEAST_WORDS = 40
GAP = 1.6  # of the font's size
MOST_GAPS, MOST_BANDS = 4, 6


def in_columns(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a region as parts in reading order: each is one column's share of a band of the region."""
    upright = [word for word in words if word.turn == 0]
    others = [word for word in words if word.turn]
    parts = _parts(upright)
    return [*parts, others] if others else parts


def _parts(words: list[Word], level: int = 0) -> list[list[Word]]:
    """The parts of a region that has been parted at `level` gaps so far."""
    if not words:
        return []
    rows = rows_of(words)
    gutter = _gutter(words)
    if gutter is None:
        return _stacked(rows, level)
    parts: list[list[Word]] = []
    band: list[Word] = []
    for row in rows:
        if any(word.x0 < gutter - 1 and word.x1 > gutter + 1 for word in row) or _bridges(row, gutter):
            parts += _sides(band, gutter)
            band = []
            if parts and parts[-1] and parts[-1][0] in rows[0]:
                parts.append([])
            parts.append(list(row))
        else:
            band += row
    parts += _sides(band, gutter)
    return _joined(parts, gutter)


def _stacked(rows: list[list[Word]], level: int) -> list[list[Word]]:
    """The rows as one part, or parted at the gap under which columns begin or above which they end."""
    for at in _gaps(rows) if level < MOST_BANDS else ():
        upper = [word for row in rows[:at] for word in row]
        lower = [word for row in rows[at:] for word in row]
        if _gutter(lower) is not None or _gutter(upper) is not None:
            return [*_parts(upper, level + 1), *_parts(lower, level + 1)]
    return [[word for row in rows for word in row]]


def _gaps(rows: list[list[Word]]) -> list[int]:
    """The rows above which there is more than the usual space, the widest gaps first."""
    steps = [below[0].y - above[0].y for above, below in pairwise(rows)]
    wide = [at for at, step in enumerate(steps, 1) if step > GAP * rows[at][0].size]
    return sorted(wide, key=lambda at: -steps[at - 1])[:MOST_GAPS]


def _sides(band: list[Word], gutter: float) -> list[list[Word]]:
    left = [word for word in band if word.cx < gutter]
    right = [word for word in band if word.cx >= gutter]
    return [*_parts(left), *_parts(right)]


def _joined(parts: list[list[Word]], gutter: float) -> list[list[Word]]:
    """Rows that run across, one after the other, as one part."""
    result: list[list[Word]] = []
    spans = False
    for part in filter(None, parts):
        across = min(word.x0 for word in part) < gutter < max(word.x1 for word in part)
        if result and across and spans:
            result[-1] += part
        else:
            result.append(part)
        spans = across
    return result


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words by baseline, from top to bottom, each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        if rows and word.y - rows[-1][0].y <= 0.3 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _bridges(row: Sequence[Word], gutter: float) -> bool:
    """Whether a row goes on over the gutter with no more than a space between its words."""
    return any(
        before.x1 <= gutter + 1 and after.x0 >= gutter - 1 and after.x0 - before.x1 < 0.5 * before.size
        for before, after in pairwise(row)
    )


def _gutter(words: Sequence[Word]) -> float | None:
    """The middle of the strip between two columns, None where there is none."""
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    width = right - left
    if width < 2 * NARROWEST or len(words) < LEAST_WORDS:
        return None
    steps = [0] * (int(width) + 3)
    for word in words:
        steps[int(word.x0 - left)] += 1
        steps[int(word.x1 - left) + 1] -= 1
    covered = list(accumulate(steps))
    rows = rows_of(words)
    most = FREE * len(rows)
    best: tuple[int, int] | None = None
    start = None
    for at in range(int(REACH * width), int((1 - REACH) * width) + 1):
        if covered[at] <= most:
            start = at if start is None else start
            if best is None or at - start > best[1] - best[0]:
                best = (start, at)
        else:
            start = None
    if best is None or best[1] - best[0] < GUTTER - 1:
        return None
    gutter = left + (best[0] + best[1]) / 2
    return gutter if _is_prose(rows, gutter, left, right) else None


def _is_prose(rows: Sequence[Sequence[Word]], gutter: float, left: float, right: float) -> bool:
    """Whether on both sides most lines fill their column."""
    for start, end in ((left, gutter), (gutter, right)):
        sides = [[word for word in row if start <= word.cx < end] for row in rows]
        sides = [side for side in sides if side]
        full = sum(side[-1].x1 - side[0].x0 > 0.75 * (end - start) for side in sides)
        if len(sides) < LEAST_ROWS or full < FILLED * len(sides):
            return False
    return True
