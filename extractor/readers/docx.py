"""DOCX: paragraphs and tables in document order, headings as sections, ^ before raised and _ before lowered characters.

What one sees who accepts all changes: tracked insertions are in the text, deletions and hidden text are not; text boxes
and footnotes follow the paragraph they are tied to. Element names by ECMA-376, part 1 (WordprocessingML).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import ReadError
from extractor.inputs import LARGEST_TEXT, Source
from extractor.model import Document, Section
from extractor.studies.safe_xml import parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ORDER = 11
LARGEST_PART = 5 * LARGEST_TEXT
_GONE = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "txbxContent"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_RAISED = {"superscript": "^", "subscript": "_", "sup": "^", "sub": "_"}
_HEADING = re.compile(r"heading ([1-9])")
# Word puts signs of the Symbol font as code points of the private use area: the font's own code + F000.
_SYMBOLS = {
    0xF000 + code: sign
    for code, sign in zip(
        b"\xa3\xb3\xb1\xb0\xb4\xb7\xb9\xbb\xa5\x6d\x61\x62\x67\x64\x44\x6b\x6c\x2d\x3c\x3d\x3e\x25\xae\xad\xaf",
        "≤≥±°×•≠≈∞µαβγδΔκλ-<=>%→↑↓",
        strict=True,
    )
}


def detects(source: Source) -> bool:
    """A zip whose parts are those of a Word document."""
    return source.data.startswith(b"PK\x03\x04") and b"word/document.xml" in source.data


def read(source: Source) -> Document:
    """The text of the body. Raises ReadError where the package is damaged, too large, or empty."""
    parts: list[str] = []
    sections: list[Section] = []
    open_headings: list[tuple[int, str, int]] = []
    at = 0
    for level, line in _Package(source.data).blocks():
        if level and line.strip():
            _close(sections, open_headings, level, at)
            open_headings.append((level, line.strip(), at))
        parts.append(line + "\n")
        at += len(line) + 1
    _close(sections, open_headings, 1, at)
    text = "".join(parts)
    if not text.strip():
        raise ReadError("no text in it")
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="docx",
        kind="protocol",
        text=text,
        sections=sorted(sections, key=lambda section: (section.start, -section.end)),
    )


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
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, OSError) as error:
            raise ReadError(f"damaged DOCX package: {error}") from None
        self._styles = {_value(style, "styleId"): _style(style) for style in _children(styles, "style")}
        self._notes = {_value(note, "id"): note for note in _children(notes, "footnote") if not _value(note, "type")}

    def blocks(self) -> Iterator[tuple[int, str]]:
        """Each paragraph's heading level (0 for none) and text; a table's rows with bars between the cells."""
        for body in _children(self._document, "body"):
            yield from self._blocks(body)

    def _blocks(self, parent: "Element") -> Iterator[tuple[int, str]]:
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
                yield from ((0, " | ".join(map(self._cell, cells))) for cells in _rows(child))
            elif name not in _GONE:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: "Element") -> tuple[int, str]:
        properties = _child(paragraph, "pPr")
        style = self._styles.get(_value(_child(properties, "pStyle"), "val"), _Style())
        outline = _value(_child(properties, "outlineLvl"), "val")
        level = int(outline) + 1 if outline in set("012345678") else style.level
        number = _value(_child(_child(properties, "numPr"), "numId"), "val")
        listed = number != "0" if number else style.listed
        text = "".join(_inline(paragraph))
        return level, f"  • {text}" if listed and not level and text.strip() else text

    def _cell(self, cell: "Element") -> str:
        return " ".join(filter(None, (line.strip() for _, line in self._blocks(cell))))


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
    return _Style(int(heading[1]) if heading else 0, name.startswith("list"))


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
            yield (child.text or "").translate(_SYMBOLS)
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "sym":
            code = _value(child, "char")
            yield chr(int(code, 16)).translate(_SYMBOLS) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
        elif name not in _GONE:
            yield _marked(child, name)


def _marked(element: "Element", name: str) -> str:
    """The text within an element, with a mark before it where it is raised or lowered, nothing where it is hidden."""
    properties = _child(element, "rPr")
    if _is_on(properties, "vanish"):
        return ""
    text = "".join(_inline(element))
    mark = _RAISED.get(name) or _RAISED.get(_value(_child(properties, "vertAlign"), "val"), "")
    return mark + text if text.strip() else text
