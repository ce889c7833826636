"""A PDF page -> its characters with place, size and font, and the rules drawn on it.

Coordinates are points from the top left corner of the upright page: where most of a page's text runs sideways, it is
turned first. Text that is struck out, hidden or oblique (a watermark) is set aside.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.layout.drawing import BAND, MOST_OBJECTS, STRIKE_HEIGHT, WHITE, Drawing, Rule, Turned
from extractor.layout.symbols import by_glyph_number, sign

MOST_CHARACTERS = 200_000
_INVISIBLE = 3
# PDFium's mark for a hyphen at a line end; also the hyphens that are told apart from the keyboard's.
_HYPHENS = frozenset("\x02\xad\u2010\u2011\ufffe")
_BLANK = frozenset((0x20, 0xA0, 9, 10, 13))
_BOLD = ("bold", "black", "heavy", "demi")
BOLD, BOLDEST = 600, 1000  # weights of a font
UNKNOWN = "\ufffd"
GLYPHS_BEFORE = 29
BULLET_GLYPH = 120
USUAL = 0.9
_USUAL = frozenset(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:()/-_'\"&%+=<>[]#*?")
LEAST_WIDTHS = 8
NARROWEST = 0.45
APART = 0.12
GUESS = 0.14
"""A gap where PDFium guesses a space is one from this part of the size on; `words.GAP` where it does not."""
OBLIQUE = "oblique text, a watermark"
OUTSIDE = "text outside the page"
HIDDEN = "hidden text"
STRUCK = "struck out"


class Font(NamedTuple):
    """A font's name, and whether it is bold or italic."""

    name: str
    bold: bool
    italic: bool


class Glyph(NamedTuple):
    """A character: its extent along the line, its baseline, all in the frame of its own direction.

    `turn` is how far (in quarter turns, anticlockwise) it stands from the page's direction, `cx`, `cy` its middle in
    the page's frame. `after_space` says that a space was written before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: Font
    turn: int
    cx: float
    cy: float
    after_space: bool


@dataclass
class Sheet:
    """What stands on a page."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)  # (reason, text)
    pictures: int = 0


class _Run(NamedTuple):
    """What the characters of one text object have in common."""

    font: Font
    size: float
    turn: int | None
    seen: bool
    white: bool


# A character, its origin x and y, its advance, whether a space was before it, its run.
_Character = tuple[str, float, float, float, bool, _Run]


class PageReader:
    """Reads the pages of one PDF; fonts are looked up once."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._fonts: dict[int, Font] = {}
        self._shifted: dict[Font, bool] = {}
        self._widths: dict[_Run, dict[int, float]] = {}
        pointer, number = ctypes.c_void_p, ctypes.c_int
        self._unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, pointer, number)
        self._object = _plain(raw.FPDFText_GetTextObject, pointer, pointer, number)
        self._origin = _plain(raw.FPDFText_GetCharOrigin, number, pointer, number, pointer, pointer)

    def read(self, page: Any) -> Sheet:
        """The page's characters and rules. Raises OverflowError where there are more than MOST_CHARACTERS."""
        left, bottom, right, top = page.get_bbox()
        frames = [Turned(turn, left, bottom, right - left, top - bottom) for turn in range(4)]
        textpage = page.get_textpage()
        try:
            found = self._characters(textpage)
        finally:
            textpage.close()
        found = respaced(self._decoded(found))
        turns = Counter(run.turn for *_, run in found if run.turn is not None)
        main = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
        sheet = Sheet(*frames[main].size)
        drawn = Drawing(self._raw, frames[main])
        drawn.read(page)
        sheet.rules, sheet.pictures = drawn.rules, drawn.pictures
        if drawn.count > MOST_OBJECTS:
            sheet.aside.append((f"more than {MOST_OBJECTS} objects on the page: not all of its rules were read", ""))
        _place(sheet, found, frames, main, drawn)
        return sheet

    def _characters(self, textpage: Any) -> list[_Character]:
        raw = self._raw
        count = raw.FPDFText_CountChars(textpage)
        if count > MOST_CHARACTERS:
            raise OverflowError(f"more than {MOST_CHARACTERS} characters on the page")
        found: list[_Character] = []
        last, run, space, before = None, None, False, None
        guessed, end = False, (0.0, 0.0)
        x, y = ctypes.c_double(), ctypes.c_double()
        at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        unicode_of, object_of, origin_of = self._unicode, self._object, self._origin
        widths: dict[int, float] = {}
        for index in range(count):
            code = unicode_of(handle, index)
            item = object_of(handle, index)
            if not item:  # PDFium's own guess of a space or a line end
                guessed = True
                continue
            if code in _BLANK:
                space = True
                continue
            if item != last:
                last, run = item, self._run(textpage, index, item)
                widths = self._widths.setdefault(run, {})
            assert run is not None
            origin_of(handle, index, at_x, at_y)
            advance = widths.get(code)
            if x.value == before:  # one of the letters of a ligature, each with the place of the whole
                advance = self._advance(textpage, index, run)
            elif advance is None:
                advance = widths[code] = self._advance(textpage, index, run)
            if guessed and run.turn == 0 and y.value == end[1] and x.value - end[0] >= GUESS * run.size:
                space = True
            found.append(
                (UNKNOWN if code == 0 or 0xD800 <= code < 0xE000 else chr(code), x.value, y.value, advance, space, run)
            )
            space, before = False, x.value
            guessed, end = False, (x.value + advance, y.value)
        return found

    def _decoded(self, found: list[_Character]) -> list[_Character]:
        """The characters, those of fonts without a mapping put right where their codes are glyph numbers.

        A TrueType font that is embedded with its glyphs in the usual order has them 29 places before ASCII, and a
        PDF without a mapping shows these numbers: U+0003 for a space, "7KH" for "The". Capitals and dots would be usual
        characters as numbers too ("K" for a dot): what is readable as it stands is no such font.
        """
        by_font: dict[Font, list[int]] = {}
        for text, *_, run in found:
            if text not in _HYPHENS:
                by_font.setdefault(run.font, []).append(ord(text))
        for font, codes in by_font.items():
            if font not in self._shifted and any(code < 0x20 for code in codes):
                likely = sum(chr(code + GLYPHS_BEFORE) in _USUAL for code in codes)
                readable = sum(chr(code) in _USUAL for code in codes)
                self._shifted[font] = likely > max(USUAL * len(codes), readable)
        shifted = {font for font in by_font if self._shifted.get(font)}
        bullets = {font for font, codes in by_font.items() if "symbol" in font.name.lower() and BULLET_GLYPH in codes}
        if not shifted and not bullets:
            return found
        result: list[_Character] = []
        space = False
        for text, x, y, advance, spaced, run in found:
            if run.font in shifted:
                text = by_glyph_number(ord(text))
            elif run.font in bullets and ord(text) == BULLET_GLYPH:
                text = "•"
            if text == " ":
                space = True
                continue
            result.append((text, x, y, advance, spaced or space, run))
            space = False
        return result

    def _run(self, textpage: Any, index: int, address: int) -> _Run:
        raw = self._raw
        item = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
        scale = math.hypot(matrix.c, matrix.d) or math.hypot(matrix.a, matrix.b)
        quarter, rest = divmod(math.degrees(math.atan2(matrix.b, matrix.a)) + 5, 90)
        turn = int(quarter) % 4 if rest <= 10 else None
        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(item, *map(ctypes.byref, parts))
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        white = mode == 0 and (min(part.value for part in parts[:3]) >= WHITE or parts[3].value == 0)
        return _Run(self._font(item), round(abs(size.value) * scale, 2), turn, mode != _INVISIBLE, white)

    def _font(self, item: Any) -> Font:
        raw = self._raw
        handle = raw.FPDFTextObj_GetFont(item)
        if not handle:
            return Font("", False, False)
        key = ctypes.addressof(handle.contents)
        if key not in self._fonts:
            buffer = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(handle, buffer, 200)
            name = buffer.value.decode("utf-8", "replace")
            low = name.lower()
            bold = is_bold(low, raw.FPDFFont_GetWeight(handle))
            self._fonts[key] = Font(name, bold, "italic" in low or "oblique" in low)
        return self._fonts[key]

    def _advance(self, textpage: Any, index: int, run: _Run) -> float:
        box = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        return float(abs(box.top - box.bottom) if (run.turn or 0) % 2 else abs(box.right - box.left))


def is_bold(name: str, weight: int) -> bool:
    """Whether a font is bold, by its name or its weight; PDFium reckons weights from the width of stems.

    Some writers of PDFs give every font a stem as wide as a letter: such a weight says nothing.

    >>> is_bold("arial-boldmt", 400), is_bold("arial", 700), is_bold("cidfont+f2", 3912)
    (True, True, False)
    """
    return any(word in name for word in _BOLD) or BOLD <= weight <= BOLDEST


def respaced(found: list[_Character]) -> list[_Character]:
    """The characters of a page that was scanned, with spaces where they stand apart.

    Some readers of scans put an invisible font over the picture whose characters are all as wide as a narrow one, and
    fill up with spaces between letters: "P a g e". Where it is so, spaces are told by the letters' usual widths.
    """
    widths = {text: advance / run.size for text, _, _, advance, _, run in found if not run.seen and run.size}
    if (
        len(widths) < LEAST_WIDTHS
        or max(widths.values()) > NARROWEST
        or max(widths.values()) - min(widths.values()) > 0.02
    ):
        return found
    result: list[_Character] = []
    for text, x, y, advance, space, run in found:
        if result and not run.seen and run.turn == 0:
            before, x_before, y_before, _, spaced, own = result[-1]
            step = x - x_before
            usual = _usual_width(text) + APART  # each stands at its own right edge
            space = abs(y - y_before) > 0.3 * run.size or not 0 < step <= usual * run.size
            if not space:
                result[-1] = (before, x_before, y_before, step, spaced, own)
        result.append((text, x, y, advance, space, run))
    return result


def _usual_width(character: str) -> float:
    """How wide a character of a serif font is, in parts of its size."""
    if character in "iljtfrI|!'.,:;()[]-":
        return 0.34
    if character in "mwMWOQ@%":
        return 0.85
    if character in "acesz":
        return 0.46
    return 0.7 if character.isupper() else 0.53


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of the library that is called for every character, with the conversions of its arguments left out."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _place(sheet: Sheet, found: Sequence[_Character], frames: list[Turned], main: int, drawn: "Drawing") -> None:
    """The characters that a reader sees, in their frames; the others' text is set aside."""
    aside: dict[str, list[str]] = {}
    page, glyphs = frames[main], sheet.glyphs
    scanned = sheet.pictures > 0 or all(not run.seen for *_, run in found)
    last, plain, straight = None, False, False
    width, height = sheet.width + 2, sheet.height + 2
    for text, x, y, advance, space, run in found:
        shown = text if " " < text <= "~" else "-" if text in _HYPHENS else sign(text, run.font.name)
        if not shown:
            continue
        if run is not last:
            last, turn, size, font = run, run.turn, run.size, run.font
            if turn is not None:
                xx, xy, x_shift, yx, yy, y_shift = frames[turn].coefficients
                turned = (turn - main) % 4
            plain = (run.seen or scanned) and size >= 1 and not run.white
            up, straight = 0.3 * size, turn == main
        if turn is None:
            aside.setdefault(OBLIQUE, []).append(" " * space + shown)
            continue
        x0, line = xx * x + xy * y + x_shift, yx * x + yy * y + y_shift
        half = advance / 2
        if straight:
            cx, cy = x0 + half, line - up
        else:
            cx, cy = page.point(x + (half, -up, -half, up)[turn], y + (up, half, -up, -half)[turn])
        if not (-2 <= cx <= width and -2 <= cy <= height):
            reason = OUTSIDE
        elif not plain and not (run.white and size >= 1 and drawn.covers(cx, cy)):
            reason = HIDDEN
        elif straight and int((line - STRIKE_HEIGHT * size) // BAND) in drawn.bands and drawn.strikes(cx, line, size):
            reason = STRUCK
        else:
            glyphs.append(Glyph(shown, x0, x0 + advance, line, size, font, turned, cx, cy, space))
            continue
        aside.setdefault(reason, []).append(" " * space + shown)
    sheet.aside += [(reason, "".join(parts).strip()) for reason, parts in aside.items()]
