"""PDF: text in reading order with its pages; running lines, cut words, and files that break parsers."""

import io
import os
import signal
import time
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.layout import child
from extractor.model import Document
from extractor.readers import pdf


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


def test_pages_without_text_are_named_and_none_with_any_fails() -> None:
    document = read(made([["text"], []]))
    assert [(item.text, item.evidence[0].page) for item in document.unparsed] == [("page 2", 2)]
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


def test_a_child_that_was_killed_costs_nothing() -> None:
    read(made([["text"]]))
    process = child._children[os.getpid()]._process
    assert process
    process.send_signal(signal.SIGKILL)
    time.sleep(0.1)
    assert read(made([["other"]])).text == "other\n"


def test_one_child_reads_many_files() -> None:
    read(made([["text"]]))
    before = child._children[os.getpid()]._process
    read(made([["other"]]))
    assert child._children[os.getpid()]._process is before


@pytest.mark.parametrize("end", ["import os; os.kill(os.getpid(), 11)", "raise MemoryError", "import sys; sys.exit(0)"])
def test_a_parser_that_crashes_costs_this_document_alone(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_ARGUMENTS", ("-c", end))
    own = child.Child()
    with pytest.raises(ReadError, match="crashes its parser or needs too much memory"):
        own.ask(b"%PDF-")
    monkeypatch.undo()
    assert own.ask(made([["text"]]))["text"] == "text\n"
    own.stop()


def test_a_parser_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 0.0)
    assert reason(made([["text"]])) == "not read within 0 seconds"
    monkeypatch.undo()
    assert read(made([["text"]])).text == "text\n"


def test_a_module_of_the_working_folder_takes_no_librarys_place(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(child, "_children", {})
    assert read(made([["text"]])).text == "text\n"


def test_detection_is_by_content() -> None:
    assert pdf.detects(Source("a.txt", b"\n%PDF-1.4"))
    assert not pdf.detects(Source("a.pdf", b"The %PDX- format"))
