"""DOCX: paragraphs and tables in document order; superscripts as ^x, subscripts as _x, headings as sections."""

import io
from collections.abc import Iterator
from typing import Any

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document, Section

ORDER = 11
LARGEST_PART = 200 * 2**20


def detects(source: Source) -> bool:
    """A zip whose parts are those of a Word document."""
    return source.data.startswith(b"PK\x03\x04") and b"word/document.xml" in source.data


def read(source: Source) -> Document:
    """The text of the body. Raises ReadError where the package is damaged, too large, or empty."""
    body = _body(source.data)
    parts: list[str] = []
    sections: list[Section] = []
    open_headings: list[tuple[int, str, int]] = []
    at = 0
    for level, line in _blocks(body):
        if level:
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


def _body(data: bytes) -> Any:
    import zipfile

    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if any(part.file_size > LARGEST_PART for part in package.infolist()):
                raise ReadError(f"a part of the package unpacks to more than {LARGEST_PART} bytes")
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise ReadError(f"damaged DOCX package: {error}") from None


def _blocks(document: Any) -> Iterator[tuple[int, str]]:
    """Each paragraph's heading level (0 for none) and text; a table's rows with cells between bars."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = list(dict.fromkeys((cell._tc, cell) for cell in row.cells))
                yield 0, " | ".join(" ".join(_text(p) for p in cell.paragraphs).strip() for _, cell in cells)
        else:
            style = (block.style.name or "") if block.style is not None else ""
            level = int(style[-1]) if style.startswith("Heading ") and style[-1].isdigit() else 0
            bullet = "  • " if style.startswith("List") else ""
            yield level, bullet + _text(block)


def _text(paragraph: Any) -> str:
    """A paragraph's text with raised characters as ^ and lowered ones as _."""
    pieces = []
    for run in paragraph.runs:
        mark = "^" if run.font.superscript else "_" if run.font.subscript else ""
        pieces.append(mark + run.text if mark and run.text.strip() else run.text)
    return "".join(pieces) if pieces else str(paragraph.text)
