"""PDFs that are made to cost time or memory: read within limits, or refused with the reason."""

import io
import zlib
from collections.abc import Sequence

import pytest

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.layout.drawing import MOST_OBJECTS
from extractor.layout.glyphs import MOST_CHARACTERS
from extractor.model import Document
from extractor.readers import pdf

TEXT = b"BT /F1 10 Tf 72 700 Td (Age 18 to 65 years) Tj ET\n"


def raw(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all show one stream of drawing commands."""
    packed = zlib.compress(content)
    kids = range(5, 5 + pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(b"%d 0 R" % kid for kid in kids)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>"
        ]
        * pages,
    ]
    return written(objects)


def written(objects: Sequence[bytes]) -> bytes:
    """The objects as a PDF file."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, item in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, item))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def read(data: bytes) -> Document:
    return pdf.read(Source("a.pdf", data))


def test_five_thousand_pages_are_read_and_more_are_refused() -> None:
    document = read(raw(TEXT, pages=5000))
    assert (len(document.pages), document.text) == (5000, "Age 18 to 65 years\n")
    with pytest.raises(ReadError, match="5001 pages, where 1 to 5000 can be read"):
        read(raw(TEXT, pages=5001))


def test_a_page_of_too_many_objects_keeps_its_text() -> None:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (n % 500, n % 600, n % 500 + 20, n % 600) for n in range(MOST_OBJECTS + 1)
    )
    document = read(raw(lines + TEXT))
    assert document.text == "Age 18 to 65 years\n"
    assert [item.reason for item in document.unparsed] == [
        f"more than {MOST_OBJECTS} objects on the page: not all of its rules were read"
    ]


def test_a_page_of_too_many_characters_is_refused() -> None:
    text = b"BT /F1 10 Tf 72 700 Td " + b"(abcdefghij) Tj " * (MOST_CHARACTERS // 10 + 1) + b"ET"
    with pytest.raises(ReadError, match="no text on any of its 1 pages"):
        read(raw(text))


def test_a_grid_of_thousands_of_rules_costs_little() -> None:
    rules = b"".join(b"%f 0 m %f 842 l S 0 %f m 595 %f l S\n" % (n / 5, n / 5, n / 4, n / 4) for n in range(2_500))
    assert read(raw(TEXT + rules)).text == "Age 18 to 65 years\n"


def test_the_first_of_a_running_line_stays_on_a_page_of_few_lines() -> None:
    assert read(raw(TEXT, pages=4)).text == "Age 18 to 65 years\n"
