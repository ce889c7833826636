"""Makes the samples that no editor can write by hand: `python -m samples.make_documents` (protocol.pdf, protocol.docx).

The same bytes come out every time: no dates, no random ids.
"""

import io
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "documents"

# One entry a page: the heading level (0 for a paragraph, -1 for a list item) and the text; ^{..} is raised.
PAGES = (
    (
        (0, "Protocol Title: An Open-label, Single-arm Phase 1b Study of Supposicel in Adults With Refractory Lupus "
            "Nephritis (LN)"),
        (0, "Protocol Number: EX-LUP-16"),
        (0, "NCT Number: NCT99990016"),
        (0, "Sponsor: Example Cell Foundation"),
        (1, "1 Introduction"),
        (0, "Lupus nephritis (LN) that is refractory to cyclophosphamide has few remedies. Supposicel is a product of "
            "autologous T cells."),
        (1, "2 Study Design"),
        (0, "This is an open-label, single-arm study. Twelve participants will be enrolled at two centres."),
        (1, "3 Study Treatment"),
        (2, "3.1 Dosing"),
        (0, "Participants receive one intravenous infusion of supposicel, 1 x 10^{6} cells/kg, over 30 minutes on day "
            "1, after fludarabine 30 mg/m^{2} intravenously once daily for 3 days."),
    ),
    (
        (1, "4 Study Population"),
        (2, "4.1 Inclusion Criteria"),
        (-1, "Age 18 to 60 years"),
        (-1, "Lupus nephritis of class III or IV, proven by biopsy"),
        (-1, "No response to at least two immunosuppressants"),
        (-1, "Lymphocytes of at least 0.5 x 10^{9}/L"),
        (2, "4.2 Exclusion Criteria"),
        (-1, "Dialysis within 3 months before screening"),
        (-1, "Active tuberculosis or hepatitis B"),
        (-1, "Pregnancy or breastfeeding"),
        (1, "5 Endpoints"),
        (0, "The primary endpoint is the number of participants with dose-limiting toxicity within 28 days."),
    ),
)  # fmt: skip
HEAD = "Example Cell Foundation        Protocol EX-LUP-16        Version 1.0"
BEGIN_OF_TIME = (1980, 1, 1, 0, 0, 0)


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text's parts, and whether each is raised.

    >>> pieces("10^{6} cells")
    [('10', False), ('6', True), (' cells', False)]
    """
    found = []
    for part in text.split("^{"):
        raised, brace, rest = part.partition("}")
        found.extend([(raised, True), (rest, False)] if brace else [(part, False)])
    return [(part, raised) for part, raised in found if part]


def pdf() -> bytes:
    """The protocol as a PDF with a running head and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph

    def head(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, A4[1] - 40, HEAD)

    def foot(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(A4[0] / 2, 36, f"Page {template.page} of {len(PAGES)}")

    styles = getSampleStyleSheet()
    names = {1: "Heading1", 2: "Heading2", 0: "BodyText", -1: "BodyText"}
    story = []
    for page in PAGES:
        number = 0
        for level, text in page:
            number = number + 1 if level < 0 else 0
            marker = f"{number}. " if number else ""
            marked = "".join(f"<super>{part}</super>" if raised else part for part, raised in pieces(text))
            story.append(Paragraph(marker + marked, styles[names[level]]))
        story.append(PageBreak())
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=A4, invariant=1, title="Protocol EX-LUP-16")
    frame = Frame(72, 72, A4[0] - 144, A4[1] - 144)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=head, onPageEnd=foot))
    template.build(story[:-1])
    return out.getvalue()


def docx() -> bytes:
    """The same protocol as a Word document, with a table of visits."""
    import docx as word

    document = word.Document()
    for page in PAGES:
        for level, text in page:
            if level > 0:
                document.add_heading(text, level)
                continue
            paragraph = document.add_paragraph(style="List Number" if level else None)
            for part, raised in pieces(text):
                paragraph.add_run(part).font.superscript = raised or None
    table = document.add_table(rows=0, cols=3)
    for row in (("Procedure", "Screening", "Day 1"), ("Biopsy", "X", ""), ("Infusion", "", "X")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return _without_dates(out.getvalue())


def _without_dates(package: bytes) -> bytes:
    """The same package, every part dated at the beginning of time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, BEGIN_OF_TIME), old.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


MADE = {"protocol.pdf": pdf, "protocol.docx": docx}

if __name__ == "__main__":
    for name, make in MADE.items():
        (FOLDER / name).write_bytes(make())
