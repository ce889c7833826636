"""DOCX: what one sees in Word, in order; the packages are made here, part by part."""

import io
import zipfile

import pytest

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document
from extractor.readers import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="LB"><w:name w:val="List Bullet"/></w:style>'
    '<w:style w:styleId="IT"><w:name w:val="CPT_Instructional Text"/></w:style>'
)
NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote>'
)


def package(body: str, **more: str) -> bytes:
    """A Word document whose body is this."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>')
        archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{NOTES}</w:footnotes>')
        document = f'<w:document xmlns:w="{W}" xmlns:mc="mc" xmlns:m="m"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", more.get("document", document))
    return out.getvalue()


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def styled(style: str, text: str) -> str:
    return p(r(text), f'<w:pStyle w:val="{style}"/>')


def read(data: bytes) -> Document:
    source = Source("a.docx", data)
    assert docx.detects(source)
    return docx.read(source)


def text(body: str) -> str:
    return read(package(body)).text


def test_paragraphs_in_the_style_of_instructions_are_told() -> None:
    document = read(package(styled("IT", "Name the drug.") + p(r("Zinc"))))
    assert document.text == "Name the drug.\nZinc\n"
    assert [document.value(place) for place in document.instructions] == ["Name the drug."]


def test_headings_become_sections() -> None:
    document = read(
        package(
            styled("H1", "5 Population")
            + p(r("who"))
            + styled("H2", "5.1 Inclusion Criteria")
            + styled("LB", "Adults")
            + styled("H1", "6 Treatment")
            + p(r("Appendix"), '<w:outlineLvl w:val="1"/>')
        )
    )
    assert [section.path for section in document.sections] == [
        "5 Population",
        "5 Population > 5.1 Inclusion Criteria",
        "6 Treatment",
        "6 Treatment > Appendix",
    ]
    inner = document.sections[1]
    assert document.text[inner.start : inner.end] == "5.1 Inclusion Criteria\n  • Adults\n"
    assert (document.format, document.kind) == ("docx", "protocol")


def test_lists() -> None:
    numbered = '<w:numPr><w:numId w:val="3"/></w:numPr>'
    off = '<w:pStyle w:val="LB"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert text(p(r("a"), numbered) + styled("LB", "b") + p(r("c"), off)) == "  • a\n  • b\nc\n"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_tables() -> None:
    nested = f"<w:tbl>{row(cell(p(r('inner'))))}</w:tbl>"
    rows = (
        row(cell(p(r("Dose")), '<w:gridSpan w:val="2"/>'), cell(p(r("one")) + p(r("two"))))
        + row(cell(p(r("merged")), '<w:vMerge w:val="restart"/>'), cell(p(r("10 mg"))))
        + row(cell(p(""), "<w:vMerge/>"), cell(nested))
        + row("<w:trPr><w:del/></w:trPr>", cell(p(r("deleted"))))
    )
    seen = "a\nDose\none\ntwo\nmerged | 10 mg\n | inner\nb\n"
    document = read(package(p(r("a")) + f"<w:tbl>{rows}</w:tbl>" + p(r("b"))))
    assert document.text == seen
    [table] = document.tables
    assert seen[table.start : table.end] == seen[2:-3]
    assert [[(seen[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in cells] for cells in table.rows] == [
        [("Dose", 0, 0, 1, 2), ("one\ntwo", 0, 2, 1, 1)],
        [("merged", 1, 0, 2, 1), ("10 mg", 1, 1, 1, 1)],
        [("inner", 2, 1, 1, 1)],
    ]


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (r("10") + r("6", '<w:vertAlign w:val="superscript"/>') + r(" cells"), "10^6 cells"),
        (r("H") + r("2", '<w:vertAlign w:val="subscript"/>') + r("O"), "H2O"),
        (r("a ") + f"<w:hyperlink>{r('link')}</w:hyperlink>" + r(" b"), "a link b"),
        (r("age ") + f"<w:ins>{r('18')}</w:ins><w:del><w:r><w:delText>21</w:delText></w:r></w:del>", "age 18"),
        (r("a") + f"<w:del>{r('deleted')}<w:r><w:tab/></w:r></w:del>", "a"),
        (f"<w:moveFrom>{r('old')}</w:moveFrom><w:moveTo>{r('new')}</w:moveTo>", "new"),
        (r("seen") + r("hidden", "<w:vanish/>") + r("!", '<w:vanish w:val="0"/>'), "seen!"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('control')}</w:sdtContent></w:sdt>", "control"),
        (f"<w:fldSimple>{r('field')}</w:fldSimple><w:smartTag>{r(' tag')}</w:smartTag>", "field tag"),
        ("<w:r><w:instrText>PAGEREF x</w:instrText></w:r>" + r("a"), "a"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r>", "a\tb-c\nd"),
        ('<w:r><w:t>Age </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 18 \uf0a3</w:t></w:r>', "Age ≥ 18 ≤"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>9</m:t></m:r></m:sup></m:sSup></m:oMath>",
         "10^9"),
    ],
)  # fmt: skip
def test_what_is_seen_in_a_paragraph(content: str, seen: str) -> None:
    assert text(p(content)) == seen + "\n"


def test_blocks_in_wrappings() -> None:
    inner = p(r("inside"))
    assert text(f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt><w:ins>{inner}</w:ins>") == "inside\ninside\n"


def test_text_boxes_once_and_footnotes_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert text(p(r("a") + drawn + note + r(" b")) + p(r("c"))) == "a b\nboxed\nThe note.\nc\n"


def test_other_namespace_of_the_same_standard() -> None:
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = "<x:body><x:p><x:r><x:t>a</x:t></x:r></x:p></x:body>"
    strict = f'<x:document xmlns:x="{namespace}">{body}</x:document>'
    assert read(package("", document=strict)).text == "a\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package(p(r("text")))[:-40], "damaged DOCX package"),
        (package("", document="<w:document"), "broken XML"),
        (package("", document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "entities"),
        (package(p("")), "no text in it"),
        (package(r("x" * 200_000)[:-1]), "broken XML"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read(data)


def test_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "LARGEST_PART", 1000)
    with pytest.raises(ReadError, match=r"word/document\.xml unpacks to more than 1000 bytes"):
        read(package(p(r(" " * 2000))))


def test_detection_is_by_content() -> None:
    assert not docx.detects(Source("a.docx", b"PK\x03\x04 something else"))
    assert not docx.detects(Source("a.docx", b"word/document.xml"))
