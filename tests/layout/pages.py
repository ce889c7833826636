"""PDFs made for tests: text at places, rules, tables."""

import io
from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas

from extractor.inputs import Source
from extractor.model import Document
from extractor.readers import pdf

A4 = (595.0, 842.0)
Draw = Callable[[Canvas], None]


def made(*pages: Draw, size: tuple[float, float] = A4) -> Document:
    """The document of a PDF of which each page is drawn by one function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return pdf.read(Source("a.pdf", out.getvalue()))


def wrapped(canvas: Canvas, text: str, x: float, y: float, width: float, pitch: float = 12.0) -> float:
    """Sets text in lines of at most that width, as a word processor does; gives the place of the next line."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and canvas.stringWidth(longer, canvas._fontname, canvas._fontsize) > width:
            canvas.drawString(x, y, line)
            y -= pitch
            longer = word
        line = longer
    canvas.drawString(x, y, line)
    return y - pitch


def table(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    x: float,
    y: float,
    widths: Sequence[float],
    height: float = 18.0,
    double: bool = False,
) -> None:
    """A ruled table; with `double`, each upright rule is two."""
    bottom = y - height * len(rows)
    places = [x]
    for width in widths:
        places.append(places[-1] + width)
    for at in range(len(rows) + 1):
        canvas.line(x, y - at * height, places[-1], y - at * height)
    for place in places:
        canvas.line(place, y, place, bottom)
        if double:
            canvas.line(place + 2.5, y, place + 2.5, bottom)
    for number, row in enumerate(rows):
        for place, text in zip(places, row, strict=False):
            canvas.drawString(place + 5, y - number * height - 12, text)
