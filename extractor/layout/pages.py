"""A page's words and grids -> its blocks in reading order: paragraphs and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.layout import labelled
from extractor.layout.columns import in_columns
from extractor.layout.grids import Grid
from extractor.layout.labelled import Entry, LabelList
from extractor.layout.paragraphs import Paragraph, paragraphs
from extractor.layout.words import Word, lines, word

NARROW_TEXT = 0.55


@dataclass
class TableCell:
    """A cell of a table: where it stands among rows and columns, and its paragraphs."""

    row: int
    column: int
    rows: int
    columns: int
    content: list[Paragraph]


@dataclass
class TableBlock:
    """A table on a page: its cells in reading order."""

    page: int
    cells: list[TableCell]
    ruled: bool = True


Block = Paragraph | TableBlock


@dataclass
class PageBlocks:
    """The blocks of one page."""

    number: int
    blocks: list[Block]


def blocks(words: Sequence[Word], grids: Sequence[Grid], number: int, left: float, right: float) -> list[Block]:
    """The blocks of a page whose text is set between `left` and `right` as a rule."""
    free, inside = _shared_out(words, grids)
    tables = [(grid.ys[0], _table(grid, held, number)) for grid, held in zip(grids, inside, strict=True) if held]
    tables.sort(key=lambda item: item[0])
    found: list[Block] = []
    for part, top in _bands(free, [top for top, _ in tables]):
        while tables and tables[0][0] <= top:
            found.append(tables.pop(0)[1])
        found += _free(part, number, left, right)
    return [*found, *(table for _, table in tables)]


def _bands(free: Sequence[Word], tops: Sequence[float]) -> list[tuple[list[Word], float]]:
    """The free words between the tables, each part with the place from which it begins."""
    edges = [float("-inf"), *tops]
    parts: list[list[Word]] = [[] for _ in edges]
    for item in free:
        at = sum(top <= item.cy for top in tops)
        parts[at].append(item)
    return list(zip(parts, edges, strict=True))


def _free(part: list[Word], number: int, left: float, right: float) -> list[Block]:
    found: list[Block] = []
    columns = in_columns(part)
    for column in columns:
        x0, x1 = _edges(column)
        if len(columns) == 1:
            x0, x1 = min(x0, left), max(x1, right)
        for piece in labelled.parts(column):
            if isinstance(piece, LabelList):
                found.append(_labels(piece.entries, number, x1))
            else:
                found += paragraphs(lines(piece), number, x0, x1)
    return found


def _labels(entries: Sequence[Entry], number: int, right: float) -> TableBlock:
    """A table of labels and values."""
    cells = [
        TableCell(row, column, 1, 1, paragraphs(lines(held), number, min(item.x0 for item in held), edge))
        for row, entry in enumerate(entries)
        for column, (held, edge) in enumerate(((entry.label, _start(entries)), (entry.value, right)))
        if held
    ]
    return TableBlock(number, cells, ruled=False)


def _edges(column: Sequence[Word]) -> tuple[float, float]:
    return min(item.x0 for item in column), max(item.x1 for item in column)


def _start(entries: Sequence[Entry]) -> float:
    return min(item.x0 for entry in entries for item in entry.value)


def _shared_out(words: Sequence[Word], grids: Sequence[Grid]) -> tuple[list[Word], list[dict[int, list[Word]]]]:
    """The words outside all grids, and those of each grid's cells; words over a border are parted there."""
    free: list[Word] = []
    inside: list[dict[int, list[Word]]] = [{} for _ in grids]
    for item in words:
        for at, grid in enumerate(grids):
            if (cell := grid.cell_at(item.cx, item.cy)) is not None:
                for part in _parted(item, grid):
                    own = grid.cell_at(part.cx, part.cy)
                    inside[at].setdefault(cell if own is None else own, []).append(part)
                break
        else:
            free.append(item)
    return free, inside


def _parted(item: Word, grid: Grid) -> list[Word]:
    first, last = item.glyphs[0], item.glyphs[-1]
    if grid.cell_at(first.cx, first.cy) == grid.cell_at(last.cx, last.cy):
        return [item]
    runs: list[list] = []  # type: ignore[type-arg]
    cells: list[int | None] = []
    for glyph in item.glyphs:
        cell = grid.cell_at(glyph.cx, glyph.cy)
        if not cells or cell != cells[-1]:
            runs.append([])
            cells.append(cell)
        runs[-1].append(glyph)
    return [word(run) for run in runs]


def _table(grid: Grid, held: dict[int, list[Word]], number: int) -> TableBlock:
    """The table of a grid; rows and columns without a word are left out."""
    cells = [(grid.cells[at], _content(grid, at, held[at], number)) for at in sorted(held)]
    cells.sort(key=lambda item: (item[0].row, item[0].column))
    return TableBlock(
        number,
        [
            TableCell(cell.row, cell.column, cell.row_end - cell.row, cell.column_end - cell.column, content)
            for cell, content in cells
        ],
    )


def _content(grid: Grid, at: int, held: list[Word], number: int) -> list[Paragraph]:
    cell = grid.cells[at]
    upright = [item for item in held if item.turn == 0]
    pad = max(2.0, min((item.x0 for item in upright), default=cell.x0) - cell.x0)
    right = cell.x1 - min(pad, 8.0)
    columns = in_columns(held)
    if len(columns) > 1:
        return [one for column in columns for one in paragraphs(lines(column), number, *_edges(column))]
    left = min((item.x0 for item in upright), default=cell.x0)
    return paragraphs(lines(held), number, left, right)
