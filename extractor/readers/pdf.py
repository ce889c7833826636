"""PDF: text in reading order with its pages, sections and tables, by `extractor.layout` in a child process."""

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.layout.child import read_pdf
from extractor.model import Cell, Document, Evidence, Page, Section, Table, Unparsed

ORDER = 10


def detects(source: Source) -> bool:
    """The PDF header, within the first kilobyte as viewers accept it."""
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> Document:
    """The text of all pages; pages without any are named in `unparsed`. Raises ReadError where there is none at all."""
    found = read_pdf(source.data)
    pages = [Page(*page) for page in found["pages"]]
    if not found["text"].strip():
        raise ReadError(f"no text on any of its {len(pages)} pages (scanned, or fonts without a mapping)")
    starts = {page.number: page.start for page in pages}
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="pdf",
        kind="protocol",
        text=found["text"],
        pages=pages,
        sections=[Section(**section) for section in found["sections"]],
        tables=[
            Table(page, start, end, [[Cell(*cell) for cell in row] for row in rows])
            for page, start, end, rows in found["tables"]
        ],
        unparsed=[
            Unparsed(
                what=what,
                text=text,
                reason=reason,
                evidence=[Evidence(start=starts[page], end=starts[page], quote="", page=page) for page in numbers],
            )
            for what, text, reason, numbers in found["unparsed"]
        ],
    )
