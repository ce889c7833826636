"""Ruled tables become cells; a schedule of activities is typed, over pages and with marks of all kinds."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.facts import schedule
from extractor.layout.glyphs import Font, PageReader, _Run, respaced
from extractor.layout.parse import garbage
from extractor.layout.words import words
from extractor.model import Document
from extractor.record import DocumentInfo, Schedule, TrialRecord
from tests.layout.pages import made, table

HEAD = ["", "Screening", "Week 0", "Week 4", "Follow-up"]
WIDTHS = [150.0, 70.0, 60.0, 60.0, 60.0]


def schedules(document: Document) -> list[Schedule]:
    info = DocumentInfo(path="", format="pdf", kind="protocol", sha256="", characters=0)
    return schedule.find(document, TrialRecord(document=info))["schedule"]


def test_a_ruled_table_is_rows_of_cells_of_the_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 720, "Before.")
        table(canvas, [["Test", "Limit"], ["Platelets", "100"], ["", "9"]], 72, 700, [120, 80])
        canvas.drawString(72, 600, "After.")

    document = made(page)
    assert document.text == "Before.\nTest | Limit\nPlatelets | 100\n9\nAfter.\n"
    [found] = document.tables
    cells = [[(document.text[cell.start : cell.end], cell.row, cell.column) for cell in row] for row in found.rows]
    assert cells == [[("Test", 0, 0), ("Limit", 0, 1)], [("Platelets", 1, 0), ("100", 1, 1)], [("9", 2, 1)]]
    assert (found.page, document.text[found.start : found.end]) == (1, "Test | Limit\nPlatelets | 100\n9")


def test_a_frame_around_a_passage_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 600, 300, 60)
        canvas.drawString(72, 640, "A note in a box.")

    document = made(page)
    assert (document.text, document.tables) == ("A note in a box.\n", [])


def test_a_schedule_over_two_pages_with_repeated_heads_is_one() -> None:
    first = [HEAD, ["Consent", "X", "", "", ""], ["Vital signs", "X", "X", "X", "X"], ["Height", "X", "", "", ""]]
    second = [HEAD, ["Pregnancy test", "X", "", "Xa", ""], ["Adverse events", "", "X", "X", "X"]]

    def one(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "Table 1: Schedule of Activities")
        table(canvas, first, 72, 700, WIDTHS, double=True)

    def two(canvas: Canvas) -> None:
        table(canvas, second, 72, 700, WIDTHS, double=True)

    document = made(lambda canvas: canvas.drawString(72, 700, "Title"), one, two)
    [found] = schedules(document)
    assert (found.page, [place.page for place in found.evidence]) == (2, [2, 3])
    assert found.visits == ["Screening", "Week 0", "Week 4", "Follow-up"]
    assert {row.procedure: row.cells for row in found.rows} == {
        "Consent": ["X", None, None, None],
        "Vital signs": ["X", "X", "X", "X"],
        "Height": ["X", None, None, None],
        "Pregnancy test": ["X", None, "Xa", None],
        "Adverse events": [None, "X", "X", "X"],
    }
    for place in found.evidence:
        assert document.text[place.start : place.end] == place.quote


def test_marks_that_touch_are_parted_at_the_rule_and_labels_go_to_bare_numbers() -> None:
    rows = [["Visit", "1", "2", "3"], ["Week", "-2", "0", "4"], ["Blood count", "", "", ""], ["ECG", "X", "", "X"],
            ["Weight", "X", "X", "X"]]  # fmt: skip

    def page(canvas: Canvas) -> None:
        table(canvas, rows, 72, 700, [120, 12, 12, 12])
        x = canvas.stringWidth("X", "Helvetica", 10)
        canvas.drawString(204 - x, 700 - 2 * 18 - 12, "XX")

    [found] = schedules(made(page))
    assert found.visits == ["Visit 1 Week -2", "Visit 2 Week 0", "Visit 3 Week 4"]
    assert found.rows[0].procedure == "Blood count"
    assert found.rows[0].cells == ["X", "X", None]


def test_a_table_of_numbers_is_no_schedule() -> None:
    rows = [["Dose", "Week 0", "Week 4"], ["Low", "10 mg", "20 mg"], ["High", "20 mg", "40 mg"], ["X", "1", "2"]]
    assert schedules(made(lambda canvas: table(canvas, rows, 72, 700, [100, 80, 80]))) == []


def test_fonts_without_a_mapping_are_read_by_their_glyph_numbers_or_said_to_be_garbage() -> None:
    run = _Run(Font("Strange", False, False), 10.0, 0, True, False)
    shown = "The dose is 10 mg/kg once daily."
    codes = [(chr(ord(character) - 29), 5.0 * at, 0.0, 5.0, False, run) for at, character in enumerate(shown)]
    read = PageReader()._decoded(codes)
    assert "".join(" " * spaced + text for text, *_, spaced, _ in read) == shown
    noise = [(chr(1 + at % 25), 5.0 * at, 0.0, 5.0, False, run) for at in range(40)]
    assert PageReader()._decoded(noise) == noise


@pytest.mark.parametrize("strange", ["\x02", "\x01"])
def test_a_font_that_is_readable_keeps_its_characters(strange: str) -> None:
    run = _Run(Font("Bold", True, False), 10.0, 0, True, False)
    shown = f"4. KNOWN MOON{strange}LOOMS {'.' * 60} 12"
    codes = [(text, 5.0 * at, 0.0, 5.0, False, run) for at, text in enumerate(shown)]
    assert PageReader()._decoded(codes) == codes


def test_spaces_strewn_over_the_text_of_a_scan_are_put_right() -> None:
    run = _Run(Font("Invisible", False, False), 10.0, 0, False, False)
    shown, x, found = "A page with tumor size and grade", 0.0, []
    wide = {"i": 2.8, "t": 2.8, "r": 3.3, "m": 7.8, "w": 7.2, "s": 3.9, "a": 4.4, "e": 4.4, "z": 4.4, "A": 7.2}
    for at, character in enumerate(shown):
        x += 2.5 if character == " " else wide.get(character, 5.0)
        if character != " ":
            found.append((character, x, 0.0, 3.0, at % 2 == 0, run))
    assert "".join(" " * spaced + text for text, *_, spaced, _ in respaced(found)).strip() == shown


def test_garbage_is_told_from_text() -> None:
    from extractor.layout.glyphs import Glyph

    font = Font("F", False, False)

    def page(text: str) -> bool:
        return garbage(
            words([Glyph(c, 5.0 * at, 5.0 * at + 5, 0, 10, font, 0, 0, 0, False) for at, c in enumerate(text)])
        )

    assert page("\x01\x02abc\x05\x06\ue123")
    assert not page("Ordinary text with a sign \ue123.")
