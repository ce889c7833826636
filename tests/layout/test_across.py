"""Tables that are ruled across only."""

from reportlab.pdfgen.canvas import Canvas

from extractor.layout.across import ruled_across, wide_rules
from extractor.layout.drawing import Rule
from tests.layout.pages import made, wrapped


def ruled(canvas: Canvas, rows: list[list[list[str]]], places: list[float], y: float) -> None:
    """Rows of cells of lines, a rule above each row and below the last, each drawn in two pieces."""
    for row in rows:
        for start, end in ((places[0], places[1]), (places[1], 540)):
            canvas.line(start, y, end, y)
        for place, lines in zip(places, row, strict=True):
            for at, line in enumerate(lines):
                canvas.drawString(place + 4, y - 12 - 12 * at, line)
        y -= 18 + 12 * max(map(len, row)) - 12
    canvas.line(places[0], y, 540, y)


ROWS = [
    [["Objectives"], ["Endpoints"]],
    [["Primary"], []],
    [
        ["To see whether pain", "gets less with zinc"],
        ["•  Pain score at Week 8", "•  Sleep at Week 8", "•  Falls at night"],
    ],
    [["To see whether zinc", "is safe"], ["•  Deaths in all"]],
]


def test_columns_between_level_rules() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 800, "The aims of the trial are as follows, with what is measured for each of them.")
        ruled(canvas, ROWS, [72, 300], 780)
        wrapped(canvas, "After the table the text goes on over the whole width of the page. " * 3, 72, 600, 450)

    document = made(page)
    (table,) = document.tables
    cells = [[(cell.column, document.text[cell.start : cell.end]) for cell in row] for row in table.rows]
    assert cells[0] == [(0, "Objectives"), (1, "Endpoints")]
    assert " ".join(cells[2][0][1].split()) == "To see whether pain gets less with zinc"
    assert cells[2][1][1].split("\n") == ["• Pain score at Week 8", "• Sleep at Week 8", "• Falls at night"]
    assert (
        document.text.index("is safe") < document.text.index("Deaths in all") < document.text.index("After the table")
    )


def test_a_head_and_a_body_of_single_lines_is_rows() -> None:
    rows = [[["Grade"], ["Cells"]], [["0", "1", "2", "3"], ["none", "few", "some", "many"]]]
    document = made(lambda canvas: ruled(canvas, rows, [72, 300], 780))
    assert document.text == "Grade | Cells\n0 | none\n1 | few\n2 | some\n3 | many\n"


def test_rules_around_prose_make_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for y in (780, 740, 650):
            canvas.line(72, y, 540, y)
        wrapped(canvas, "Words run on from the left edge to the right one without any strip. " * 2, 74, 765, 460)
        wrapped(canvas, "Here too words fill each of the lines between two rules of one length. " * 4, 74, 728, 460)

    assert made(page).tables == []


def test_rules_of_another_tables_are_left_alone() -> None:
    assert ruled_across(wide_rules([Rule(0, y, 200, y) for y in (10, 20)]), [], []) == []
    assert ruled_across(wide_rules([Rule(0, y, 200 + 9 * y, y) for y in (10, 20, 30)]), [], []) == []
