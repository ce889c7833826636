"""A PDF -> its canonical text, pages, sections and tables, as plain values that go from process to process."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from extractor.errors import ReadError
from extractor.inputs import LARGEST_TEXT
from extractor.layout.across import ruled_across, wide_rules
from extractor.layout.assembly import Assembled, assemble
from extractor.layout.drawing import Rule
from extractor.layout.furniture import without_furniture
from extractor.layout.glyphs import UNKNOWN, PageReader
from extractor.layout.grids import Grid, find_grids
from extractor.layout.headings import sections
from extractor.layout.pages import PageBlocks, blocks
from extractor.layout.words import Word, words
from extractor.model import Section

MOST_PAGES = 5000
STRANGE = 0.2


_Aside = tuple[str, str, str, list[int]]


@dataclass
class Parsed:
    """What stands in a PDF; `unparsed` are (what, text, reason, pages)."""

    assembled: Assembled
    sections: list[Section]
    unparsed: list[_Aside]


def parse(data: bytes) -> Parsed:
    """Reads a PDF. Raises ReadError where it cannot be read."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        raise ReadError("encrypted: it needs a password" if encrypted else "broken or truncated PDF") from None
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise ReadError(f"{len(document)} pages, where 1 to {MOST_PAGES} can be read")
        return _parse(document)
    finally:
        document.close()


def _parse(document: Any) -> Parsed:
    pages: list[list[Word]] = []
    grids: list[list[Grid]] = []
    rules: list[list[Rule]] = []
    widths: list[float] = []
    unparsed: dict[tuple[str, str, str], list[int]] = {}
    reader, characters = PageReader(), 0
    for number in range(1, len(document) + 1):
        found, tables, wide, width, aside = _page(reader, document, number)
        pages.append(found)
        grids.append(tables)
        rules.append(wide)
        widths.append(width)
        for reason, text in aside:
            unparsed.setdefault(("text", text, reason), []).append(number)
        characters += sum(len(word.text) + 1 for word in found) + sum(len(text) for _, text in aside)
        if characters > LARGEST_TEXT:
            raise ReadError(f"more than {LARGEST_TEXT} characters of text")
        if not found and not any(text == f"page {number}" for _, text in aside):
            unparsed["page", f"page {number}", "no text on it"] = [number]
        elif garbage(found):
            unparsed["page", f"page {number}", "its fonts have no mapping to characters: garbage"] = [number]
        elif any(UNKNOWN in word.text for word in found):
            unparsed.setdefault(("text", UNKNOWN, "characters that their font has no code for"), []).append(number)
    pages = without_furniture(pages, grids)
    for found, tables, wide in zip(pages, grids, rules, strict=True):
        tables += ruled_across(wide, found, tables)
    margins = _margins(pages, widths)
    laid = [
        PageBlocks(number, blocks(found, tables, number, *margins[width]))
        for number, (found, tables, width) in enumerate(zip(pages, grids, widths, strict=True), 1)
    ]
    assembled = assemble(laid)
    return Parsed(assembled, sections(assembled), [(*key, numbers) for key, numbers in unparsed.items()])


def garbage(found: Sequence[Word]) -> bool:
    """Whether much of a page's text is no characters: codes of fonts that say nothing of what they mean."""
    text = "".join(word.text for word in found)
    strange = sum(not character.isprintable() or "\ue000" <= character < "\uf900" for character in text)
    strange += text.count(UNKNOWN)
    return strange > STRANGE * len(text)


def _page(
    reader: PageReader, document: Any, number: int
) -> tuple[list[Word], list[Grid], list[Rule], float, list[tuple[str, str]]]:
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
        sheet = reader.read(page)
        page.close()
    except PdfiumError:
        return [], [], [], 0.0, [("the page cannot be loaded", f"page {number}")]
    except OverflowError as error:
        return [], [], [], 0.0, [(str(error), f"page {number}")]
    grids = find_grids(sheet.rules, sheet.width, sheet.height)
    return words(sheet.glyphs), grids, wide_rules(sheet.rules), round(sheet.width), sheet.aside


def _margins(pages: Sequence[Sequence[Word]], widths: Sequence[float]) -> dict[float, tuple[float, float]]:
    """The edges that the text of pages of each width is set between: those of the median page, but no narrow strip."""
    by_width: dict[float, list[tuple[float, float]]] = {}
    for found, width in zip(pages, widths, strict=True):
        upright = [word for word in found if word.turn == 0]
        by_width.setdefault(width, [])
        if upright:
            by_width[width].append((min(word.x0 for word in upright), max(word.x1 for word in upright)))
    result = {}
    for width, edges in by_width.items():
        left = median(edge[0] for edge in edges) if edges else 0.0
        right = median(edge[1] for edge in edges) if edges else width
        result[width] = (left, max(right, 0.7 * width))
    return result
