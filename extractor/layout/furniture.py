"""What recurs from page to page: running heads and feet, page numbers, stamps and watermarks, numbers of lines.

Told by repetition alone. The first of each running line stays, for what it says stands nowhere else at times; page
numbers and the numbers of lines go throughout.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.layout.grids import Grid
from extractor.layout.words import Word

EDGE = 6
OFTEN = 0.4
STAMPED = 0.6
LEAST_PAGES = 3
LEAST_STAMPED = 10
LEAST_NUMBERED = 8
PLACEHOLDER = "#"
_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"(?i)\W{0,4}(?:page\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?|\d{1,4}\s{0,3}of\s{0,3}\d{1,4})\W{0,4}"
)
_Row = tuple[str, list[Word]]


def without_furniture(pages: Sequence[list[Word]], grids: Sequence[list[Grid]]) -> list[list[Word]]:
    """The words of each page without those of running lines; what stands within a table's body is none."""
    pages = [_without_line_numbers(page) for page in pages]
    edges = [_edges(words, tables) for words, tables in zip(pages, grids, strict=True)]
    often = max(LEAST_PAGES, len(pages) * OFTEN)
    step = _step(edges, often)
    seen = Counter(
        key for page, rows in enumerate(edges) for key in set().union(*(_keys(text, page, step) for text, _ in rows))
    )
    stamps = _stamps(pages)
    kept: set[object] = set()
    result = []
    for page, (words, rows) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        for text, members in rows:
            keys = _keys(text, page, step)
            running = {key for key in keys if seen[key] >= often and len(key) > 3 and _LETTER.search(key)}
            counts = any(PLACEHOLDER in key and not _LETTER.search(key) and seen[key] >= often for key in keys)
            if keys & kept or counts or PLACEHOLDER in keys or _PAGE_NUMBER.fullmatch(text):
                gone.update(map(id, members))
            kept |= running
        for word in words:
            if (place := _place(word)) in stamps:
                if place in kept:
                    gone.add(id(word))
                kept.add(place)
        result.append([word for word in words if id(word) not in gone])
    return result


def _edges(words: Sequence[Word], tables: Sequence[Grid]) -> list[_Row]:
    """The uppermost and lowest rows of a page, with their text."""
    free = [word for word in words if not any(_in_body(table, word) for table in tables)]
    ordered = sorted(free, key=lambda word: (word.cy, word.x0))
    upper = _rows(ordered)
    seen = {id(word) for _, row in upper for word in row}
    return [*upper, *_rows([word for word in reversed(ordered) if id(word) not in seen])]


def _in_body(table: Grid, word: Word) -> bool:
    return len(table.xs) > 3 and len(table.ys) > 4 and table.cell_at(word.cx, word.cy) is not None


def _rows(ordered: Sequence[Word]) -> list[_Row]:
    rows: list[list[Word]] = []
    for word in ordered:
        if rows and abs(word.y - rows[-1][0].y) <= 0.3 * rows[-1][0].size:
            rows[-1].append(word)
        elif len(rows) == EDGE:
            break
        else:
            rows.append([word])
    return [(" ".join(word.text for word in sorted(row, key=lambda word: word.x0)), row) for row in rows]


def _step(edges: Sequence[list[_Row]], often: float) -> int | None:
    """How far the printed page numbers are from the pages' places; None where none are printed."""
    steps = Counter(
        step
        for page, rows in enumerate(edges)
        for step in {int(number) - page for text, _ in rows for number in _DIGITS.findall(text)}
    )
    step, count = next(iter(steps.most_common(1)), (0, 0))
    return step if count >= often else None


def _keys(line: str, page: int, step: int | None) -> set[str]:
    """What a running line is known by: its text, or its text without the page's number.

    Other numbers are part of it: they tell the rows of a table apart that goes on over pages.
    """
    line = line.strip()
    if step is None:
        return {line}
    return {line, re.sub(rf"(?<![\d.])0{{0,3}}{page + step}(?!\.?\d)", PLACEHOLDER, line, count=1)}


def _place(word: Word) -> tuple[str, int, int, int]:
    return word.text, word.turn, round(word.cx / 2), round(word.cy / 2)


def _stamps(pages: Sequence[Sequence[Word]]) -> set[tuple[str, int, int, int]]:
    """Words that stand at one and the same place on most pages of a long document."""
    if len(pages) < LEAST_STAMPED:
        return set()
    seen = Counter(place for page in pages for place in {_place(word) for word in page if len(word.text) > 1})
    return {place for place, count in seen.items() if count >= STAMPED * len(pages)}


def _without_line_numbers(words: list[Word]) -> list[Word]:
    """A page without the numbers of its lines: a column of its own on the left that counts on evenly."""
    numbers = [word for word in words if word.turn == 0 and word.text.isdecimal() and len(word.text) < 5]
    if len(numbers) < LEAST_NUMBERED:
        return words
    edge = min(word.x1 for word in numbers)
    column = sorted((word for word in numbers if abs(word.x1 - edge) < 12), key=lambda word: word.cy)
    values = [int(word.text) for word in column]
    steps = {after - before for before, after in pairwise(values)}
    others = [word.x0 for word in words if word.turn == 0 and word not in column]
    if len(column) < LEAST_NUMBERED or len(steps) != 1 or steps <= {0} or not others:
        return words
    inside = sum(x < max(word.x1 for word in column) for x in others)
    if inside > 0.05 * len(others):
        return words
    gone = set(map(id, column))
    return [word for word in words if id(word) not in gone]
