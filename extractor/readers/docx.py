"""DOCX: paragraphs and tables in document order, headings as sections, ^ before raised characters.

What one sees who accepts all changes: tracked insertions are in the text, deletions and hidden text are not; text boxes
and footnotes follow the paragraph they are tied to. Element names by ECMA-376, part 1 (WordprocessingML).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import ReadError
from extractor.inputs import LARGEST_TEXT, Source
from extractor.layout.symbols import sign
from extractor.model import Cell, Document, Section, Span, Table
from extractor.studies.safe_xml import parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ORDER = 11
LARGEST_PART = 5 * LARGEST_TEXT
# What zipfile raises: ValueError where a part lies before the file's beginning, struct.error where a header is cut.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, OSError, ValueError, struct.error,
)  # fmt: skip
_GONE = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "txbxContent"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_RAISED = {"superscript": "^", "sup": "^"}
_HEADING = re.compile(r"heading ([1-9])")
# Styles of the templates of TransCelerate ("CPT_Instructional Text") and of sponsors.
_INSTRUCTION = re.compile(r"\binstructions?\b|instructional|guidance|placeholder")


def detects(source: Source) -> bool:
    """A zip whose parts are those of a Word document."""
    return source.data.startswith(b"PK\x03\x04") and b"word/document.xml" in source.data


def read(source: Source) -> Document:
    """The text of the body, its sections and tables. Raises ReadError where it is damaged, too large, or empty."""
    text = _Text()
    for block in _Package(source.data).blocks():
        if isinstance(block, _Rows):
            text.table(block)
        else:
            text.paragraph(block)
    whole = text.whole()
    if not whole.strip():
        raise ReadError("no text in it")
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="docx",
        kind="protocol",
        text=whole,
        sections=sorted(text.sections, key=lambda section: (section.start, -section.end)),
        tables=text.tables,
        instructions=text.instructions,
    )


@dataclass(frozen=True)
class _Line:
    """A paragraph: its text, its heading's level (0 for none), and whether it is an instruction of the template."""

    text: str
    level: int = 0
    instruction: bool = False


@dataclass(frozen=True)
class _Entry:
    """A table cell: its lines, its place among rows and columns."""

    lines: list[str]
    row: int
    column: int
    columns: int
    goes_on: bool  # merged with the cell above


@dataclass(frozen=True)
class _Rows:
    """A table."""

    rows: list[list[_Entry]]


class _Text:
    """The canonical text as it grows."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.tables: list[Table] = []
        self.instructions: list[Span] = []
        self._parts: list[str] = []
        self._above: list[tuple[int, str, int]] = []
        self._at = 0

    def paragraph(self, line: _Line) -> None:
        """Adds a paragraph; one with a level is a heading."""
        if line.level and line.text.strip():
            _close(self.sections, self._above, line.level, self._at)
            self._above.append((line.level, line.text.strip(), self._at))
        if line.instruction and line.text.strip():
            self.instructions.append(Span(self._at, self._at + len(line.text.rstrip())))
        self._write(line.text + "\n")

    def table(self, table: _Rows) -> None:
        """Adds a table: a row is a line, unless one of its cells has several paragraphs."""
        begin, below = self._at, _merged_below(table)
        placed: list[list[Cell]] = []
        for row in table.rows:
            flat = all(len(cell.lines) < 2 for cell in row)
            placed.append([])
            for at, cell in enumerate(row):
                if at and (flat or cell.lines):
                    self._write(" | " if flat else "\n")
                start = self._at
                self._write("\n".join(line.strip() if flat else line for line in cell.lines))
                if self._at > start:
                    rows = 1 + below[cell.row, cell.column]
                    placed[-1].append(Cell(start, self._at, cell.row, cell.column, rows, cell.columns))
            self._write("\n")
        self.tables.append(Table(None, begin, max(begin, self._at - 1), [row for row in placed if row]))

    def whole(self) -> str:
        """The text; every section is closed."""
        _close(self.sections, self._above, 1, self._at)
        return "".join(self._parts)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)


def _merged_below(table: _Rows) -> dict[tuple[int, int], int]:
    """By row and column, how many cells below go on the one there."""
    counts: dict[tuple[int, int], int] = {}
    going: dict[int, int] = {}
    for row in reversed(table.rows):
        for cell in row:
            counts[cell.row, cell.column] = going.get(cell.column, 0)
        going = {cell.column: counts[cell.row, cell.column] + 1 for cell in row if cell.goes_on}
    return counts


def _close(sections: list[Section], above: list[tuple[int, str, int]], level: int, end: int) -> None:
    """Ends the sections that a heading of this level closes."""
    while above and above[-1][0] >= level:
        path = " > ".join(heading for _, heading, _ in above)
        _, heading, start = above.pop()
        sections.append(Section(heading=heading, path=path, start=start, end=end))


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says: a heading's level (0 for none), and whether its paragraphs are list items."""

    level: int = 0
    listed: bool = False
    instruction: bool = False


class _Package:
    """The parts of a Word document, and the walk through them."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                names = set(package.namelist())
                self._document = _part(package, "word/document.xml")
                styles, notes = (
                    _part(package, part) if part in names else None
                    for part in ("word/styles.xml", "word/footnotes.xml")
                )
        except _DAMAGE as error:
            raise ReadError(f"damaged DOCX package: {error}") from None
        self._styles = {_value(style, "styleId"): _style(style) for style in _children(styles, "style")}
        self._notes = {_value(note, "id"): note for note in _children(notes, "footnote") if not _value(note, "type")}

    def blocks(self) -> Iterator[_Line | _Rows]:
        """The paragraphs and the tables."""
        for body in _children(self._document, "body"):
            yield from self._blocks(body)

    def _blocks(self, parent: "Element") -> Iterator[_Line | _Rows]:
        for child in parent:
            name = _name(child)
            if name == "p":
                yield self._paragraph(child)
                for box in _found(child, "txbxContent"):
                    yield from self._blocks(box)
                for reference in _found(child, "footnoteReference"):
                    if (note := self._notes.get(_value(reference, "id"))) is not None:
                        yield from self._blocks(note)
            elif name == "tbl":
                yield _Rows([list(self._row(row, cells)) for row, cells in enumerate(_rows(child))])
            elif name not in _GONE:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: "Element") -> _Line:
        properties = _child(paragraph, "pPr")
        style = self._styles.get(_value(_child(properties, "pStyle"), "val"), _Style())
        outline = _value(_child(properties, "outlineLvl"), "val")
        level = int(outline) + 1 if outline in set("012345678") else style.level
        number = _value(_child(_child(properties, "numPr"), "numId"), "val")
        listed = number != "0" if number else style.listed
        text = "".join(_inline(paragraph))
        return _Line(f"  • {text}" if listed and not level and text.strip() else text, level, style.instruction)

    def _row(self, row: int, cells: list["Element"]) -> Iterator[_Entry]:
        column = 0
        for cell in cells:
            properties = _child(cell, "tcPr")
            span = _value(_child(properties, "gridSpan"), "val")
            columns = int(span) if re.fullmatch("[1-9][0-9]?", span) else 1
            merge = _child(properties, "vMerge")
            yield _Entry(list(self._lines(cell)), row, column, columns, merge is not None and not _value(merge, "val"))
            column += columns

    def _lines(self, cell: "Element") -> Iterator[str]:
        """The paragraphs of a cell; a table in it as lines."""
        for block in self._blocks(cell):
            if isinstance(block, _Rows):
                yield from (" | ".join(" ".join(entry.lines) for entry in row) for row in block.rows)
            elif block.text.strip():
                yield block.text.rstrip()


def _part(package: zipfile.ZipFile, name: str) -> "Element":
    if package.getinfo(name).file_size > LARGEST_PART:
        raise ReadError(f"{name} unpacks to more than {LARGEST_PART} bytes")
    return parse_xml(package.read(name))


def _name(element: "Element") -> str:
    """An element's name in whichever of the standard's namespaces it stands."""
    return str(element.tag).rpartition("}")[2]


def _children(element: "Element | None", name: str) -> list["Element"]:
    return [] if element is None else [child for child in element if _name(child) == name]


def _child(element: "Element | None", name: str) -> "Element | None":
    return next(iter(_children(element, name)), None)


def _value(element: "Element | None", name: str) -> str:
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _is_on(properties: "Element | None", name: str) -> bool:
    switch = _child(properties, name)
    return switch is not None and _value(switch, "val") not in ("0", "false", "off")


def _style(style: "Element") -> _Style:
    name = _value(_child(style, "name"), "val").lower()
    heading = _HEADING.fullmatch(name)
    return _Style(int(heading[1]) if heading else 0, name.startswith("list"), bool(_INSTRUCTION.search(name)))


def _found(element: "Element", name: str) -> Iterator["Element"]:
    """The outermost elements of that name below an element, without what was deleted or stands there twice."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) not in _GONE:
            yield from _found(child, name)


def _rows(table: "Element") -> Iterator[list["Element"]]:
    """Each row's cells; of cells merged downwards the first alone has content."""
    for row in _found(table, "tr"):
        if _child(_child(row, "trPr"), "del") is None:
            yield list(_found(row, "tc"))


def _inline(element: "Element") -> Iterator[str]:
    """The pieces of a paragraph's text, of whatever they are wrapped in."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield _plain(child.text or "")
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "sym":
            code = _value(child, "char")
            yield sign(chr(int(code, 16)), _value(child, "font")) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
        elif name not in _GONE:
            yield _marked(child, name)


def _plain(text: str) -> str:
    return text if text.isascii() else "".join(map(sign, text))


def _marked(element: "Element", name: str) -> str:
    """The text within an element, with a mark before it where it is raised, nothing where it is hidden."""
    properties = _child(element, "rPr")
    if _is_on(properties, "vanish"):
        return ""
    text = "".join(_inline(element))
    mark = _RAISED.get(name) or _RAISED.get(_value(_child(properties, "vertAlign"), "val"), "")
    return mark + text if text.strip() else text
