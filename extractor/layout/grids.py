"""Rules drawn on a page -> grids of cells.

Rules that touch make one grid; where no rule runs between two fields of it they are one merged cell. Double lines and
borders drawn cell by cell fall together, since a column narrower than a character holds nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.layout.drawing import Rule

NEAR = 3.0
NARROW = 5.0
COVER = 0.6
MOST_RULES = 6_000
FRAME = 0.6
LEAST = 8.0


class Cell(NamedTuple):
    """A cell: its rows and columns (ends excluded) and its box."""

    row: int
    row_end: int
    column: int
    column_end: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Grid:
    """A ruled table: the lines of its rows and columns, and its cells in reading order."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    owner: list[list[int]]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that holds a point, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.owner) and 0 <= column < len(self.owner[0]):
            return self.owner[row][column]
        return None

    @property
    def area(self) -> float:
        """Its size."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def find_grids(rules: Sequence[Rule], width: float, height: float) -> list[Grid]:
    """The grids of a page, the smallest first; frames around the page or around one passage are none.

    >>> box = [Rule(0, y, 200, y) for y in (0, 20, 40)] + [Rule(x, 0, x, 40) for x in (0, 100, 200)]
    >>> [len(grid.cells) for grid in find_grids(box, 600, 800)]
    [4]
    """
    level = merged((rule for rule in rules if rule.level), "h")
    upright = merged((rule for rule in rules if not rule.level), "v")
    if not level or not upright or len(level) + len(upright) > MOST_RULES:
        return []
    found = []
    for across, down in _touching(level, upright):
        grid = _grid(across, down)
        if grid and len(grid.cells) > 1 and not _frames(grid, width, height):
            found.append(grid)
    return sorted(found, key=lambda grid: grid.area)


Stroke = tuple[float, float, float]  # place, start, end


def merged(rules: Iterable[Rule], orientation: Literal["h", "v"]) -> list[Stroke]:
    """Rules on one line that touch, as one stroke; neighbours within a point count as one line."""
    from pdfplumber.table import merge_edges

    edges = [
        {"orientation": orientation, "width": rule.x1 - rule.x0, "height": rule.y1 - rule.y0}
        | {"x0": rule.x0, "x1": rule.x1, "top": rule.y0, "bottom": rule.y1}
        for rule in rules
    ]
    place, start, end = ("top", "x0", "x1") if orientation == "h" else ("x0", "top", "bottom")
    strokes = [(edge[place], edge[start], edge[end]) for edge in merge_edges(edges, 1.0, 1.0, NEAR, NEAR)]
    return sorted(stroke for stroke in strokes if stroke[2] - stroke[1] >= LEAST / 2)


def _touching(level: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for a, (y, left, right) in enumerate(level):
        for b, (x, top, bottom) in enumerate(upright, len(level)):
            if left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR:
                parent[root(b)] = root(a)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for at, stroke in enumerate([*level, *upright]):
        groups.setdefault(root(at), ([], []))[at >= len(level)].append(stroke)
    return [group for _, group in sorted(groups.items()) if all(group)]


def _places(values: Iterable[float]) -> list[float]:
    """The lines that places fall on: those closer than a character is wide are one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] < NARROW:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    left, right = min(start for _, start, _ in level), max(end for *_, end in level)
    top, bottom = min(start for _, start, _ in upright), max(end for *_, end in upright)
    xs = _places([*(x for x, *_ in upright), left, right])
    ys = _places([*(y for y, *_ in level), top, bottom])
    if len(xs) < 2 or len(ys) < 2 or xs[-1] - xs[0] < LEAST or ys[-1] - ys[0] < LEAST:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > MOST_RULES:
        return None
    beside = _borders(upright, xs, ys)
    below = _borders(level, ys, xs)
    owner = _owners(rows, columns, beside, below)
    return Grid(xs, ys, _cells(owner, xs, ys), owner)


def _borders(strokes: list[Stroke], lines: list[float], steps: list[float]) -> list[list[float]]:
    """How much of each step of each line is drawn."""
    drawn = [[0.0] * (len(steps) - 1) for _ in lines]
    for place, start, end in strokes:
        at = min(range(len(lines)), key=lambda index: abs(lines[index] - place))
        for step in range(len(steps) - 1):
            a, b = steps[step], steps[step + 1]
            common = min(b, end) - max(a, start)
            if common > 0:
                drawn[at][step] = max(drawn[at][step], common / (b - a))
    return drawn


def _owners(rows: int, columns: int, beside: list[list[float]], below: list[list[float]]) -> list[list[int]]:
    """The cell that each field belongs to: fields with no border between them are one."""
    parent = list(range(rows * columns))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and beside[column + 1][row] < COVER:
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and below[row + 1][column] < COVER:
                parent[root(here + columns)] = root(here)
    numbers: dict[int, int] = {}
    return [
        [numbers.setdefault(root(row * columns + column), len(numbers)) for column in range(columns)]
        for row in range(rows)
    ]


def _cells(owner: list[list[int]], xs: list[float], ys: list[float]) -> list[Cell]:
    boxes: dict[int, list[int]] = {}
    for row, line in enumerate(owner):
        for column, number in enumerate(line):
            box = boxes.setdefault(number, [row, row, column, column])
            box[1], box[2], box[3] = max(box[1], row), min(box[2], column), max(box[3], column)
    return [
        Cell(r0, r1 + 1, c0, c1 + 1, xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])
        for r0, r1, c0, c1 in (boxes[number] for number in range(len(boxes)))
    ]


def _frames(grid: Grid, width: float, height: float) -> bool:
    """Whether it is no table but a frame: one cell holds most of the page."""
    return any((cell.x1 - cell.x0) * (cell.y1 - cell.y0) > FRAME * width * height for cell in grid.cells)
