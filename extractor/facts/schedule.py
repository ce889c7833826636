"""Schedule of activities: which procedure is done at which visit, from the tables of a protocol.

A table is a schedule where its body holds marks under headings that name visits. Parts of one schedule on following
pages, with the same heads or none, are one. Tables in a history of amendments are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts import Found
from extractor.language.m11 import AMENDMENTS, SCHEDULE, m11_section
from extractor.model import Cell, Document, Table
from extractor.record import Schedule, ScheduleRow, TrialRecord

GIVES = ("schedule",)
NEEDS = ()
READS_ENGLISH = True

LEAST_MARKS = 4
LEAST_COLUMNS = 2
MARKED = 0.5
CAPTION = 400
_MARK = re.compile(
    r"\W{0,3}(?:[Xx]{1,2}|[✓✔√●•■▲△☒☑◆✗]|\(\s?[Xx]\s?\))"
    r"(?:\W{0,3}|[\W\d_]{0,3}[\^, ]?\s?(?:\w{1,2}[ ,]{0,2}){1,6}\W{0,2})"
)
_VISIT = re.compile(
    r"(?i)\b(?:screen\w*|baseline|randomi[sz]\w*|visits?|weeks?|wks?|days?|months?|cycles?|follow[- ]?up|f/?u"
    r"|eot|eos|etv?|end of (?:the )?(?:treatment|study|trial)|treatment|run[- ]?in|enrol\w*|discharge|admission"
    r"|unscheduled|early termination|[vwdmc]\d{1,3}|c\d+d\d+|hours?|period)\b"
)
_LABEL = re.compile(
    r"(?i)(?:study |treatment |trial )?(?:visits?|weeks?|days?|months?|cycles?|years?)(?: ?(?:no|number|#))?\.?:?"
)
_LETTER = re.compile(r"[^\W\d_]")
_CAPTION = re.compile(
    r"(?i)schedules? of|study (?:schedule|calendar|flow ?chart|plan)|flow ?chart|time and events|visit schedule"
    r"|assessment schedule|trial schedule|table of (?:events|assessments)"
)


@dataclass
class _Part:
    """What one table says."""

    table: Table
    visits: list[str]
    columns: int
    labels: int
    shown: list[int]
    headed: bool
    heads: list[list[str]]
    rows: list[tuple[str, list[str | None]]]


def find(document: Document, record: TrialRecord) -> Found:
    """The schedules of activities, in document order; a cell is the mark as printed, null where it is empty."""
    merged: list[list[_Part]] = []
    for table in document.tables:
        section = document.section_at(table.start)
        if section and m11_section(section.path) == AMENDMENTS:
            continue  # what was changed by then
        before = merged[-1][-1] if merged else None
        part = _read(document, table, before)
        if part is None:
            continue
        if before and _goes_on(before, part):
            part.visits = merged[-1][0].visits
            merged[-1].append(part)
        elif part.headed:
            merged.append([part])
    return {"schedule": [_schedule(document, parts) for parts in merged]}


def _schedule(document: Document, parts: Sequence[_Part]) -> Schedule:
    return Schedule(
        page=parts[0].table.page,
        visits=parts[0].visits,
        rows=[ScheduleRow(procedure=name, cells=cells) for part in parts for name, cells in part.rows],
        evidence=[document.evidence(part.table.start, part.table.end) for part in parts],
    )


def _goes_on(before: _Part, part: _Part) -> bool:
    """Whether a table continues the one before: on the same or the next page, with the same columns."""
    if not _near(before, part.table) or len(before.visits) != len(part.visits):
        return False
    return not part.headed or [_plain(visit) for visit in part.visits] == [_plain(visit) for visit in before.visits]


def _near(before: _Part, table: Table) -> bool:
    return (table.page or 0) - (before.table.page or 0) in (0, 1)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"\^\w{1,2}\b", "", text)).lower()


def _read(document: Document, table: Table, before: _Part | None) -> _Part | None:
    """The table as a part of a schedule, None where it is none."""
    text = document.text
    grid = _grid(table)
    columns = max((len(row) for row in grid), default=0)
    if columns < LEAST_COLUMNS + 1:
        return None
    marks = [[cell is not None and bool(_MARK.fullmatch(text, cell.start, cell.end)) for cell in row] for row in grid]
    again = before is not None and _near(before, table) and _has_heads(text, grid, before)
    head = len(before.heads) if before and again else _head(text, grid, marks)
    marked = [column for column in range(1, columns) if any(row[column] for row in marks[head:])]
    more = before is not None and head == 0 and bool(marked) and _near(before, table) and columns == before.columns
    if before and (again or more):
        labels, shown = before.labels, before.shown
    elif marked and sum(map(sum, marks)) >= LEAST_MARKS:
        labels, shown = _columns(text, grid, head, marked[0])
    else:
        return None
    visits = [_heading(text, grid, column, head, labels) for column in shown]
    headed = head > 0 and any(_VISIT.search(visit) for visit in visits)
    captioned = _is_captioned(document, table)
    if not (again or captioned) and not (headed or before):
        return None
    body = {cell for row in grid[head:] for cell in (row[column] for column in shown) if cell}
    if not (again or captioned or (before and not headed)) and sum(map(sum, marks)) < MARKED * len(body):
        return None
    heads = before.heads if before and more else [_texts(text, row) for row in grid[:head]]
    rows = list(_rows(text, grid[head:], shown))
    return _Part(table, visits, columns, labels, shown, headed or (captioned and head > 0), heads, rows)


def _is_captioned(document: Document, table: Table) -> bool:
    """Whether the words before a table, or the headings above it, call it a schedule."""
    section = document.section_at(table.start)
    if section and m11_section(section.path) == SCHEDULE:
        return True
    return bool(_CAPTION.search(document.text, max(0, table.start - CAPTION), table.start))


def _has_heads(text: str, grid: list[list[Cell | None]], before: _Part) -> bool:
    """Whether a table begins with the head rows of the one before."""
    return bool(before.heads) and [_texts(text, row) for row in grid[: len(before.heads)]] == before.heads


def _texts(text: str, row: list[Cell | None]) -> list[str]:
    return ["" if cell is None else _plain(text[cell.start : cell.end]) for cell in row]


def _grid(table: Table) -> list[list[Cell | None]]:
    """The table as a full grid: a cell stands in every field that it takes."""
    numbers = sorted({cell.row for row in table.rows for cell in row})
    columns = max((cell.column + cell.columns for row in table.rows for cell in row), default=0)
    place = {number: at for at, number in enumerate(numbers)}
    grid: list[list[Cell | None]] = [[None] * columns for _ in numbers]
    for row in table.rows:
        for cell in row:
            for number in range(cell.row, cell.row + cell.rows):
                if number in place:
                    for column in range(cell.column, cell.column + cell.columns):
                        grid[place[number]][column] = cell
    return grid


def _head(text: str, grid: list[list[Cell | None]], marks: list[list[bool]]) -> int:
    """How many rows are heads: those before the first row with marks, down to the last of them that names visits."""
    first = next((at for at, row in enumerate(marks) if any(row[1:])), 0)
    for at in range(first - 1, -1, -1):
        cells = {cell for cell in grid[at][1:] if cell and cell != grid[at][0]}
        if len(cells) > 1 or any(_VISIT.search(text, cell.start, cell.end) for cell in cells):
            return at + 1
    return 0


def _columns(text: str, grid: list[list[Cell | None]], head: int, first: int) -> tuple[int, list[int]]:
    """How many columns name the procedure and label the heads, and the columns of visits after them.

    A column before the first mark is one of visits where its head names one and its body is empty.
    """
    labels = first
    while labels > 1:
        column = [row[labels - 1] for row in grid]
        heads = [text[cell.start : cell.end] for cell in column[:head] if cell and cell not in (grid[0][0], None)]
        body = [cell for row, cell in zip(grid[head:], column[head:], strict=True) if cell and cell != row[0]]
        if body or not heads or not _VISIT.search(" ".join(heads)) or all(_LABEL.fullmatch(one) for one in heads):
            break
        labels -= 1
    return labels, _distinct(grid, list(range(labels, len(grid[0]))))


def _distinct(grid: list[list[Cell | None]], columns: list[int]) -> list[int]:
    """Columns without empty ones, and without those that hold no other cells than the one before: a rule too many."""
    kept: list[int] = []
    for column in columns:
        if not any(row[column] for row in grid):
            continue
        if kept and all(row[column] in (None, row[kept[-1]]) for row in grid):
            continue
        kept.append(column)
    return kept


def _heading(text: str, grid: list[list[Cell | None]], column: int, head: int, labels: int) -> str:
    """What stands over a column, from top to bottom; a bare number with the label of its row ("Week 4")."""
    parts: list[str] = []
    seen: set[Cell] = set()
    for row in grid[:head]:
        cell = row[column]
        if cell is None or cell in seen or cell in row[:labels]:
            continue
        seen.add(cell)
        own = _shown(text, cell)
        label = next((name for one in row[:labels] if one and _LABEL.fullmatch(name := _shown(text, one))), "")
        parts.append(f"{label} {own}" if label and not _LETTER.search(own) else own)
    return " ".join(parts)


def _shown(text: str, cell: Cell) -> str:
    return " ".join(text[cell.start : cell.end].split())


def _rows(text: str, grid: list[list[Cell | None]], columns: list[int]) -> Iterator[tuple[str, list[str | None]]]:
    for row in grid:
        names: list[Cell] = []
        for cell in row[: columns[0]]:
            if cell and cell not in names:
                names.append(cell)
        name = " ".join(_shown(text, cell) for cell in names)
        cells = [None if (cell := row[column]) is None or cell in names else _shown(text, cell) for column in columns]
        if name or any(cells):
            yield name, cells
