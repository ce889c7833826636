"""What a page shows comes back as one reads it: paragraphs, columns, raised characters, struck-out text, headings."""

import io
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractor.layout import parse
from extractor.layout.glyphs import UNKNOWN
from extractor.layout.paragraphs import own_hyphen
from tests.layout.pages import A4, made, table, wrapped

WORDS = "the visit of each participant records dose and weight before any new cycle begins at clinic".split()


def prose(seed: int, words: int) -> str:
    """Sentences of no meaning."""
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(words)) + "."


def test_a_paragraph_is_a_line_of_the_text_over_lines_and_pages() -> None:
    first, second = prose(1, 90), prose(2, 60)
    canvas_words = first.split(" ")

    def one(canvas: Canvas) -> None:
        wrapped(canvas, " ".join(canvas_words[:60]), 72, 120, 450)

    def two(canvas: Canvas) -> None:
        y = wrapped(canvas, " ".join(canvas_words[60:]), 72, 770, 450)
        wrapped(canvas, second.capitalize(), 72, y - 6, 450)

    document = made(one, two)
    joined = document.text.split("\n")
    assert second.capitalize() in joined
    assert document.pages[1].start <= document.text.index(" ".join(canvas_words[-8:]))


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = prose(3, 150), prose(4, 150)

    def page(canvas: Canvas) -> None:
        wrapped(canvas, left, 50, 760, 230)
        wrapped(canvas, right, 315, 760, 230)

    text = made(page).text
    assert left in text
    assert right in text
    assert text.index(left) < text.index(right)


def test_columns_under_lines_that_run_across() -> None:
    top, left, right = prose(5, 160), prose(6, 130), prose(7, 130)

    def page(canvas: Canvas) -> None:
        y = wrapped(canvas, top, 72, 780, 450)
        wrapped(canvas, left, 72, y - 20, 215)
        wrapped(canvas, right, 307, y - 20, 215)

    assert made(page).text == f"{top}\n{left}\n{right}\n"


def test_columns_within_a_frame() -> None:
    left, right = prose(8, 90), prose(9, 90)

    def page(canvas: Canvas) -> None:
        canvas.rect(66, 400, 462, 380)
        canvas.line(66, 760, 528, 760)
        canvas.drawString(72, 765, "Of note")
        wrapped(canvas, left, 72, 740, 215)
        wrapped(canvas, right, 307, 740, 215)

    assert made(page).text == f"Of note\n{left}\n{right}\n"


def test_raised_characters_are_powers_and_lowered_ones_stand_as_they_are() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        for part, rise, size in (
            ("Dose 1 x 10", 0, 10), ("6", 4, 6.5), (" cells, 30 mg/m", 0, 10), ("2", 4, 6.5), (" with HbA", 0, 10),
            ("1c", -2, 6.5), (" on the 1", 0, 10), ("st", 4, 6.5), (" day", 0, 10),
        ):  # fmt: skip
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    assert made(page).text == "Dose 1 x 10^6 cells, 30 mg/m^2 with HbA1c on the 1st day\n"


def test_struck_out_text_is_set_aside() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Give 1.01.1 mL once.")
        start = 72 + canvas.stringWidth("Give ", "Helvetica", 10)
        end = start + canvas.stringWidth("1.0", "Helvetica", 10)
        canvas.line(start, 703, end, 703)
        canvas.line(72, 680, 200, 680)
        canvas.drawString(72, 682, "Underlined text stays.")

    document = made(page)
    assert document.text == "Give 1.1 mL once.\nUnderlined text stays.\n"
    assert [(item.text, item.reason) for item in document.unparsed] == [("1.0", "struck out")]


def test_text_on_a_shade_drawn_line_by_line_stays() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "also known")
        for step in range(40):
            canvas.line(84, 697 + step / 4, 200, 697 + step / 4)

    document = made(page)
    assert document.text == "also known\n"
    assert document.unparsed == []


def test_characters_without_a_code_are_named_once_with_their_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for line in ("A score of ? or more.", "No sign here.", "A dose of ? mg."):
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    read = parse.words
    monkeypatch.setattr(
        parse,
        "words",
        lambda glyphs: read([glyph._replace(text=UNKNOWN) if glyph.text == "?" else glyph for glyph in glyphs]),
    )
    parsed = parse.parse(out.getvalue())
    assert parsed.unparsed == [("text", UNKNOWN, "characters that their font has no code for", [1, 3])]
    assert f"A score of {UNKNOWN} or more." in parsed.assembled.text


def test_hidden_text_and_oblique_stamps_are_set_aside() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Seen by all.")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 650, "White on white.")
        canvas.setFillColorRGB(0, 0, 0.5)
        canvas.rect(60, 590, 200, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 596, "White on blue.")
        canvas.setFillColorRGB(0.7, 0.7, 0.7)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT COPY")

    document = made(page)
    assert document.text == "Seen by all.\nWhite on blue.\n"
    assert {item.text for item in document.unparsed} == {"White on white.", "DRAFT COPY"}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_set_sideways_reads_as_any_other(turn: int) -> None:
    text = prose(5, 40)

    def page(canvas: Canvas) -> None:
        width, height = A4
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
        canvas.rotate(turn)
        wrapped(canvas, text, 60, 400, 450)

    assert made(page).text == text + "\n"


def test_numbers_of_lines_go() -> None:
    lines = prose(6, 200)

    def page(canvas: Canvas) -> None:
        end = wrapped(canvas, lines, 90, 760, 400)
        for number in range(round((760 - end) / 12)):
            canvas.drawRightString(60, 760 - 12 * number, str(number + 1))

    assert made(page).text == lines + "\n"


def test_sections_come_from_numbers_fonts_and_contents() -> None:
    def contents(canvas: Canvas) -> None:
        for at, entry in enumerate(("1 Aims", "2 People", "2.1 Who Is In", "2.2 Who Is Out")):
            canvas.drawString(72, 760 - 14 * at, f"{entry} {'.' * 60} 2")

    def body(canvas: Canvas) -> None:
        y = 760.0
        for heading, text in (("1 Aims", 20), ("2 People", 20), ("2.1 Who Is In", 40), ("2.2 Who Is Out", 40)):
            canvas.setFont("Helvetica-Bold", 12)
            canvas.drawString(72, y, heading)
            canvas.setFont("Helvetica", 10)
            y = wrapped(canvas, "1. Adults of any age", 90, y - 20, 400)
            y = wrapped(canvas, prose(text, text), 72, y - 6, 450) - 10

    document = made(contents, body)
    assert [(item.path, item.page) for item in document.sections] == [
        ("1 Aims", 2),
        ("2 People", 2),
        ("2 People > 2.1 Who Is In", 2),
        ("2 People > 2.2 Who Is Out", 2),
    ]


def test_numbers_of_sections_in_a_list_of_changes_are_no_headings() -> None:
    def contents(canvas: Canvas) -> None:
        for at, entry in enumerate(("1 Aims", "2 People", "2.1 Who Is In")):
            canvas.drawString(72, 760 - 14 * at, f"{entry} {'.' * 60} 3")

    def changes(canvas: Canvas) -> None:
        table(canvas, [["Section", "Change"], ["2.1 Who Is In", "Ages"], ["2 People", "Text"]], 72, 760, [150, 100])

    def body(canvas: Canvas) -> None:
        y = 760.0
        for heading in ("1 Aims", "2 People", "2.1 Who Is In"):
            canvas.drawString(72, y, heading)
            y = wrapped(canvas, prose(30, 30), 72, y - 20, 450) - 10

    found = made(contents, changes, body).sections
    assert [(item.heading, item.page) for item in found] == [("1 Aims", 3), ("2 People", 3), ("2.1 Who Is In", 3)]


def test_lines_of_the_size_of_the_text_are_no_headings_beside_large_tables() -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, [["small words " * 4, "more small words " * 3]] * 14, 40, 800, [260, 260])
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 500, "The following are asked for")
        wrapped(canvas, prose(50, 70), 72, 460, 450)

    document = made(page)
    assert "The following are asked for" in document.text
    assert document.sections == []


@pytest.mark.parametrize(
    ("above", "below", "elsewhere", "own"),
    [
        ("a random-", "ised trial", "randomised", False),
        ("was self-", "reported", "self-reported selfreported", True),
        ("albumin-to-", "creatinine", "", True),
        ("a 12-", "week", "", True),
        ("COVID-", "19", "", True),
        ("random-", "ised", "", None),
    ],
)
def test_the_hyphen_of_a_cut_word(above: str, below: str, elsewhere: str, own: bool | None) -> None:
    assert own_hyphen(above, below, set(elsewhere.split())) is own


@settings(max_examples=12, deadline=None)
@given(
    page=st.integers(1, 4),
    columns=st.booleans(),
    turned=st.booleans(),
    headed=st.booleans(),
    after=st.integers(5, 60),
)
def test_a_planted_phrase_comes_back_on_its_page(
    page: int, columns: bool, turned: bool, headed: bool, after: int
) -> None:
    phrase = "zebrafish quagga ocelot lynx"

    def draw(number: int, canvas: Canvas) -> None:
        words = prose(number, 140).split(" ")
        if number == page:
            words[after:after] = phrase.split(" ")
        if turned:
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
        if headed:
            canvas.drawString(60, 560, f"Protocol AB-12 page {number} of 4")
            canvas.drawString(60, 20, "Strictly confidential")
        text = " ".join(words)
        if columns:
            half = len(text) // 2 + text[len(text) // 2 :].index(" ")
            wrapped(canvas, text[:half], 50, 520, 230)
            wrapped(canvas, text[half + 1 :], 315, 520, 230)
        else:
            wrapped(canvas, text, 50, 520, 480)

    document = made(*(lambda canvas, number=number: draw(number, canvas) for number in range(1, 5)))
    at = document.text.index(phrase)
    evidence = document.evidence(at, at + len(phrase))
    assert (evidence.quote, evidence.page) == (phrase, page)
    assert document.text.count("Strictly confidential") == headed


def test_labels_and_values_without_rules_are_a_table() -> None:
    entries = [("Title", f"A Study of {prose(8, 30)}"), ("Phase", "2"), ("Sponsor:", "Example Cell Foundation")]

    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "Synopsis of the protocol, as it was approved by all who have to do so before.")
        for number, (label, value) in enumerate(entries):
            canvas.drawString(72, 720 - 60 * number, label)
            wrapped(canvas, value, 200, 720 - 60 * number, 320)
        wrapped(canvas, prose(7, 60), 72, 520, 450)

    document = made(page)
    [found] = document.tables
    assert document.text[found.start : found.end] == (
        f"Title | A Study of {prose(8, 30)}\nPhase | 2\nSponsor: Example Cell Foundation"
    )
    assert [[document.text[cell.start : cell.end] for cell in row] for row in found.rows][1] == ["Phase", "2"]
    assert prose(7, 60) in document.text


def test_a_numbered_list_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for number in range(4):
            canvas.drawString(72, 700 - 14 * number, f"{number + 1}.")
            canvas.drawString(100, 700 - 14 * number, f"Criterion of the number {number + 1}")

    document = made(page)
    assert document.tables == []
    assert document.text.startswith("1. Criterion of the number 1\n2. Criterion")


def test_a_centred_title_is_one_paragraph() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        for number, line in enumerate(("A Phase 3 Study of Supposicel", "in Adults", "With Lupus Nephritis")):
            canvas.drawCentredString(300, 700 - 17 * number, line)
        canvas.setFont("Helvetica", 10)
        wrapped(canvas, prose(9, 60), 72, 600, 450)

    assert "A Phase 3 Study of Supposicel in Adults With Lupus Nephritis\n" in made(page).text


def test_page_numbers_of_any_form_go() -> None:
    pages = [lambda canvas, n=n: wrapped(canvas, prose(n, 100), 72, 760, 450) for n in range(4)]

    def numbered(canvas: Canvas, number: int) -> None:
        pages[number](canvas)
        canvas.drawCentredString(300, 30, f"{number + 3} (102)")

    text = made(*(lambda canvas, n=n: numbered(canvas, n) for n in range(4))).text
    assert "(102)" not in text
