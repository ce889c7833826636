"""PDF: text in reading order with its pages; running lines, cut words, and files that break parsers."""

import io
import subprocess
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document
from extractor.readers import pdf
from tests.timing import at_most


def made(pages: Sequence[Sequence[str]], **options: Any) -> bytes:
    """A PDF of these lines."""
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 800 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(data: bytes) -> Document:
    source = Source("a.pdf", data)
    assert pdf.detects(source)
    return pdf.read(source)


def reason(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read(data)
    return str(error.value)


def test_text_and_pages() -> None:
    document = read(made([["1 Title", "first page"], ["second page"], ["Dose: 10 mg"]]))
    assert document.text == "1 Title\nfirst page\nsecond page\nDose: 10 mg\n"
    assert [document.text[page.start : page.end] for page in document.pages] == [
        "1 Title\nfirst page",
        "second page",
        "Dose: 10 mg",
    ]
    at = document.text.index("10 mg")
    evidence = document.evidence(at, at + 5)
    assert (evidence.quote, evidence.page) == ("10 mg", 3)
    assert (document.format, document.kind) == ("pdf", "protocol")


def test_running_lines_and_page_numbers_go_and_the_first_of_them_stays() -> None:
    pages = [
        ["XY-123 Protocol", f"Page {n} of 5", "Version 2, 1 May", *(f"text {n}.{k}" for k in range(9)), "Confidential"]
        for n in range(1, 6)
    ]
    text = read(made(pages)).text
    for line in ("XY-123 Protocol", "Version 2, 1 May", "Confidential"):
        assert text.count(line) == 1
    assert "Page" not in text
    assert all(f"text {n}.{k}\n" in text for n in range(1, 6) for k in range(9))


def test_numbers_go_only_where_they_count_the_pages() -> None:
    pages = [[str(n + 3), *("x" * k for k in range(4, 9)), "20"] for n in range(1, 6)]
    lines = read(made(pages)).text.splitlines()
    assert lines.count("20") == 5
    assert not set(lines) & {"4", "5", "6", "7", "8"}


def test_rows_of_a_table_that_goes_on_over_pages_stay() -> None:
    pages = [[f"Visit V{n} V{n * 7}", "X", *("text" + "x" * k * n for k in range(1, 9)), "X"] for n in range(1, 6)]
    text = read(made(pages)).text
    assert text.count("\nX\n") == 10
    assert text.count("Visit V") == 5


@pytest.mark.parametrize("mark", ["\x02", "\ufffe", "\x02\n", "\xad\n"])
@pytest.mark.parametrize(
    ("cut", "elsewhere", "joined"),
    [
        ("random|ised", "", "randomised"),
        ("random|ised", "randomised", "randomised"),
        ("self|reported", "self-reported", "self-reported"),
        ("self|reported", "self-reported well-known selfreported", "self-reported"),
        ("albumin-to|creatinine", "", "albumin-to-creatinine"),
        ("12|week", "", "12-week"),
        ("COVID|19", "", "COVID-19"),
        ("non|fatal", "post|hoc post-hoc", "non-fatal"),
    ],
)
def test_cut_words(cut: str, elsewhere: str, joined: str, mark: str) -> None:
    page = f"{elsewhere} then {cut} end".replace("|", mark)
    assert pdf._joined([page])[0].endswith(f"then {joined} end")


def test_a_soft_hyphen_within_a_line_was_drawn_as_one() -> None:
    assert pdf._joined(["double\xadblind"]) == ["double-blind"]


def test_joining_is_linear() -> None:
    for page in ("a" * 200_000, "a-" * 100_000, "a\x02" * 100_000, "\x02" * 100_000):
        with at_most(2):
            pdf._joined([page])


def test_pages_without_text_are_named_and_none_with_any_fails() -> None:
    document = read(made([["text"], []]))
    assert [item.text for item in document.unparsed] == ["page 2"]
    assert reason(made([[], []])).startswith("no text on any of its 2 pages")


def test_encrypted() -> None:
    assert reason(made([["text"]], encrypt=StandardEncryption("secret"))) == "encrypted: it needs a password"


def test_a_pdf_that_any_one_may_open_is_read() -> None:
    document = read(made([["text"]], encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0)))
    assert document.text == "text\n"


def test_broken() -> None:
    whole = made([["text"]] * 3)
    assert reason(b"%PDF-1.7\n") == "broken or truncated PDF"
    assert reason(b"%PDF-1.7\n" + bytes(range(256)) * 50) == "broken or truncated PDF"
    try:
        assert read(whole[: len(whole) // 2]).text is not None
    except ReadError as error:
        assert "\n" not in str(error)


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LARGEST_TEXT", 10)
    answer = subprocess.CompletedProcess([], 0, b'{"error": "more than 10 characters of text"}')
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: answer)
    assert reason(b"%PDF-") == "more than 10 characters of text"


@pytest.mark.parametrize("status", [-11, 1, 137])
def test_a_parser_that_crashes_costs_this_document_alone(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: subprocess.CompletedProcess([], status, b""))
    assert reason(b"%PDF-") == "PDF that crashes its parser or needs too much memory"


def test_a_parser_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    assert reason(made([["text"]])) == "not read within 0.01 seconds"


def test_a_module_of_the_working_folder_takes_no_librarys_place(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read(made([["text"]])).text == "text\n"


def test_detection_is_by_content() -> None:
    assert pdf.detects(Source("a.txt", b"\n%PDF-1.4"))
    assert not pdf.detects(Source("a.pdf", b"The %PDX- format"))
