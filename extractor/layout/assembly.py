"""Blocks of pages -> one canonical text, with the places of pages, paragraphs and tables in it.

A paragraph is a line of the text. A row of a table is one too, with bars between its cells, where each of them is a
single paragraph ("Phase | 2", but "Phase: 2" where it is so written); else every cell begins a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.layout.pages import Block, PageBlocks, TableBlock, TableCell
from extractor.layout.paragraphs import Joiner, Paragraph, goes_on
from extractor.model import Cell, Page, Table

BAR = " | "


@dataclass
class Placed:
    """A paragraph in the text: its range without indentation, and how it is printed."""

    start: int
    end: int
    page: int
    size: float
    bold: bool
    italic: bool
    centred: bool
    lines: int
    in_table: bool


@dataclass
class Assembled:
    """The canonical text and what stands where in it."""

    text: str
    pages: list[Page]
    paragraphs: list[Placed]
    tables: list[Table]


@dataclass
class _Writer:
    parts: list[str] = field(default_factory=list)
    at: int = 0
    starts: dict[int, int] = field(default_factory=dict)
    paragraphs: list[Placed] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Adds text."""
        self.parts.append(text)
        self.at += len(text)

    def paragraph(self, item: Paragraph, joiner: Joiner, *, in_table: bool = False, indent: bool = True) -> None:
        """Adds a paragraph, without a line end."""
        self.starts.setdefault(item.lines[0][0], self.at)
        if indent:
            self.write(" " * item.indent)
        start = self.at
        for (page, line), following in zip(item.lines, [*item.lines[1:], None], strict=True):
            self.starts.setdefault(page, self.at)
            if following is None:
                self.write(line.text)
            else:
                self.write("".join(joiner.glue(line.text, following[1].text)))
        centred = item.indent == 0 and item.first.x0 - item.left > 2 * item.size
        self.paragraphs.append(
            Placed(
                start, self.at, item.lines[0][0], item.size, item.bold, item.italic, centred, len(item.lines), in_table
            )
        )

    def table(self, table: TableBlock, joiner: Joiner) -> None:
        """Adds a table, row by row, with a line end."""
        begin = self.at
        rows: dict[int, list[TableCell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        placed: list[list[Cell]] = []
        for number in sorted(rows):
            flat = all(len(cell.content) < 2 for cell in rows[number])
            placed.append([])
            for at, cell in enumerate(rows[number]):
                if at:
                    spoken = not table.ruled and self.parts[-1].endswith(":")
                    self.write("\n" if not flat else " " if spoken else BAR)
                start = self.at
                for nth, item in enumerate(cell.content):
                    if nth:
                        self.write("\n")
                    self.paragraph(item, joiner, in_table=True, indent=not flat)
                placed[-1].append(Cell(start, self.at, cell.row, cell.column, cell.rows, cell.columns))
            self.write("\n")
        self.tables.append(Table(table.page, begin, max(begin, self.at - 1), placed))


def assemble(pages: Sequence[PageBlocks]) -> Assembled:
    """The text of all pages; paragraphs that go on over a page or column end are joined."""
    joined = _joined([block for page in pages for block in page.blocks])
    joiner = Joiner([line for _, line in item.lines] for item in _all(joined))
    writer = _Writer()
    for block in joined:
        if isinstance(block, Paragraph):
            writer.paragraph(block, joiner)
            writer.write("\n")
        else:
            writer.starts.setdefault(block.page, writer.at)
            writer.table(block, joiner)
    text = "".join(writer.parts)
    return Assembled(text, _ranges(pages, writer.starts, text), writer.paragraphs, writer.tables)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    result: list[Block] = []
    for block in blocks:
        last = result[-1] if result else None
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Paragraph)
            and _turns(last, block)
            and goes_on(last, block)
        ):
            last.lines += block.lines
            last.left, last.right = block.left, block.right
        else:
            result.append(block)
    return result


def _turns(last: Paragraph, block: Paragraph) -> bool:
    """Whether a page or a column ends between two paragraphs."""
    return last.lines[-1][0] != block.lines[0][0] or block.first.y < last.last.y


def _all(blocks: Sequence[Block]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [item for cell in block.cells for item in cell.content]
    return found


def _ranges(pages: Sequence[PageBlocks], starts: dict[int, int], text: str) -> list[Page]:
    """Each page's range; a page without text is empty, where the next one begins."""
    ranges: list[Page] = []
    following = len(text)
    for page in reversed(pages):
        start = starts.get(page.number, following)
        end = len(text[start:following].rstrip("\n ")) + start
        ranges.append(Page(page.number, start, end))
        following = start
    return ranges[::-1]
