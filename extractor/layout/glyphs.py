"""A PDF page -> its characters with place, size and font, and the rules drawn on it. The only door to PDFium.

Coordinates are points from the top left corner of the upright page: where most of a page's text runs sideways, it is
turned first. Text that is struck out, hidden or oblique (a watermark) is set aside.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from extractor.layout.symbols import by_glyph_number, sign

MOST_CHARACTERS = 200_000
MOST_OBJECTS = 100_000
MOST_STRIKES = 2_000
MOST_SEGMENTS = 10_000
SIMPLE = 5
THIN = 3.0
SHORT = 4.0
DEPTH = 4
# A strike runs this far above the baseline, give or take, in parts of the font size.
STRIKE_HEIGHT = 0.28
STRIKE = 0.14
BAND = 6.0
WHITE = 250
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE = 3
_STRIKE_OUT = 12
# PDFium's mark for a hyphen at a line end; also the hyphens that are told apart from the keyboard's.
_HYPHENS = frozenset("\x02\xad\u2010\u2011\ufffe")
_BLANK = frozenset((0x20, 0xA0, 9, 10, 13))
_BOLD = ("bold", "black", "heavy", "demi")
UNKNOWN = "\ufffd"
GLYPHS_BEFORE = 29
BULLET_GLYPH = 120
USUAL = 0.9
_USUAL = frozenset(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:()/-_'\"&%+=<>[]#*?")
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


class Rule(NamedTuple):
    """A straight line: horizontal from x0 to x1 at y0 = y1, or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it is horizontal."""
        return self.x1 - self.x0 >= self.y1 - self.y0


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


class Turned(NamedTuple):
    """The frame of a page that is read after so many quarter turns."""

    turn: int
    left: float
    bottom: float
    width: float
    height: float

    @property
    def coefficients(self) -> tuple[float, float, float, float, float, float]:
        """What x and y are multiplied by, and what is added, for each coordinate in this frame."""
        left, bottom = self.left, self.bottom
        return (
            (1, 0, -left, 0, -1, self.height + bottom),
            (0, 1, -bottom, 1, 0, -left),
            (-1, 0, self.width + left, 0, 1, -bottom),
            (0, -1, self.height + bottom, -1, 0, self.width + left),
        )[self.turn]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF's own space in this frame."""
        xx, xy, x_shift, yx, yy, y_shift = self.coefficients
        return xx * x + xy * y + x_shift, yx * x + yy * y + y_shift

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in this frame."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)


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
        found = self._decoded(found)
        turns = Counter(run.turn for *_, run in found if run.turn is not None)
        main = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
        sheet = Sheet(*frames[main].size)
        drawn = _Drawing(self._raw, frames[main])
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
        last, run, space = None, None, False
        x, y = ctypes.c_double(), ctypes.c_double()
        at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        unicode_of, object_of, origin_of = self._unicode, self._object, self._origin
        widths: dict[int, float] = {}
        for index in range(count):
            code = unicode_of(handle, index)
            item = object_of(handle, index)
            if not item:
                continue  # PDFium's own guess of a space or a line end
            if code in _BLANK:
                space = True
                continue
            if item != last:
                last, run = item, self._run(textpage, index, item)
                widths = self._widths.setdefault(run, {})
            assert run is not None
            origin_of(handle, index, at_x, at_y)
            advance = widths.get(code)
            if advance is None:
                advance = widths[code] = self._advance(textpage, index, run)
            found.append(
                (UNKNOWN if code == 0 or 0xD800 <= code < 0xE000 else chr(code), x.value, y.value, advance, space, run)
            )
            space = False
        return found

    def _decoded(self, found: list[_Character]) -> list[_Character]:
        """The characters, those of fonts without a mapping put right where their codes are glyph numbers.

        A TrueType font that is embedded with its glyphs in the usual order has them 29 places before ASCII, and a
        PDF without a mapping shows these numbers: U+0003 for a space, "7KH" for "The".
        """
        by_font: dict[Font, list[int]] = {}
        for text, *_, run in found:
            by_font.setdefault(run.font, []).append(ord(text))
        for font, codes in by_font.items():
            if font not in self._shifted and any(code < 0x20 for code in codes):
                likely = sum(chr(code + GLYPHS_BEFORE) in _USUAL for code in codes)
                self._shifted[font] = likely > USUAL * len(codes)
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
            bold = any(word in low for word in _BOLD) or raw.FPDFFont_GetWeight(handle) >= 600
            self._fonts[key] = Font(name, bold, "italic" in low or "oblique" in low)
        return self._fonts[key]

    def _advance(self, textpage: Any, index: int, run: _Run) -> float:
        box = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        return float(abs(box.top - box.bottom) if (run.turn or 0) % 2 else abs(box.right - box.left))


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of the library that is called for every character, with the conversions of its arguments left out."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _place(sheet: Sheet, found: Sequence[_Character], frames: list[Turned], main: int, drawn: "_Drawing") -> None:
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


class _Drawing:
    """Rules, filled areas and pictures of a page, in the page's frame."""

    def __init__(self, raw: Any, frame: Turned) -> None:
        self._raw = raw
        self._frame = frame
        self.rules: list[Rule] = []
        self.filled: list[tuple[float, ...]] = []
        self.pictures = 0
        self.count = 0
        self.bands: dict[int, list[Rule]] = {}

    def read(self, page: Any) -> None:
        """Goes through the page's objects."""
        raw = self._raw
        self._walk(
            raw.FPDFPage_CountObjects(page),
            lambda at: raw.FPDFPage_GetObject(page, at),
            raw.FS_MATRIX(1, 0, 0, 1, 0, 0),
            0,
        )
        self._annotations(page)
        level = [rule for rule in self.rules if rule.level]
        for rule in level if len(level) <= MOST_STRIKES else ():
            for band in range(int((rule.y0 - STRIKE * 30) // BAND), int((rule.y0 + STRIKE * 30) // BAND) + 1):
                self.bands.setdefault(band, []).append(rule)

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies on a filled area or a picture."""
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.filled)

    def strikes(self, middle: float, baseline: float, size: float) -> bool:
        """Whether a rule runs through the middle of a character's small letters."""
        line = baseline - STRIKE_HEIGHT * size
        near = self.bands.get(int(line // BAND))
        if not near:
            return False
        reach = STRIKE * size
        return any(line - reach <= rule.y0 <= line + reach and rule.x0 - 1 <= middle <= rule.x1 + 1 for rule in near)

    def _walk(self, count: int, get: Callable[[int], Any], matrix: Any, depth: int) -> None:
        raw = self._raw
        for at in range(count):
            self.count += 1
            if self.count > MOST_OBJECTS:
                return
            item = get(at)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _IMAGE:
                self.pictures += 1
                self._fill(*self._box(item, matrix))
            elif kind == _FORM and depth < DEPTH:
                own = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
                inner = raw.FPDFFormObj_CountObjects(item)
                self._walk(inner, partial(raw.FPDFFormObj_GetObject, item), _times(raw, own, matrix), depth + 1)

    def _fill(self, *box: float) -> None:
        if len(self.filled) < MOST_STRIKES:
            self.filled.append(box)

    def _box(self, item: Any, matrix: Any) -> tuple[float, float, float, float]:
        raw = self._raw
        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
        left, bottom, right, top = (side.value for side in sides)
        return self._turned(left, bottom, right, top, matrix)

    def _turned(
        self, left: float, bottom: float, right: float, top: float, m: Any
    ) -> tuple[float, float, float, float]:
        corners = [
            self._frame.point(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f)
            for x, y in ((left, bottom), (right, top))
        ]
        (xa, ya), (xb, yb) = corners
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def _path(self, item: Any, matrix: Any) -> None:
        raw = self._raw
        box = self._box(item, matrix)
        if box[2] - box[0] < SHORT and box[3] - box[1] < SHORT:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        stroked = bool(stroke.value) and self._ink(item, True) < WHITE
        filled = bool(fill.value) and self._ink(item, False) < WHITE
        if not stroked and not filled:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self._thin(*box)
            return
        pieces = self._pieces(item, matrix) if stroked or raw.FPDFPath_CountSegments(item) > SIMPLE else []
        if stroked:
            for piece in pieces:
                for a, b in pairwise(piece):
                    self._straight(a, b)
        if filled:
            boxes = [(min(x), min(y), max(x), max(y)) for x, y in (zip(*piece, strict=True) for piece in pieces)]
            for part in boxes or [box]:
                if min(part[2] - part[0], part[3] - part[1]) > THIN:
                    self._fill(*part)
                elif max(part[2] - part[0], part[3] - part[1]) >= SHORT:
                    self._thin(*part)

    def _thin(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rule of a box that is hardly thicker than a line."""
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        self.rules.append(Rule(x0, y, x1, y) if x1 - x0 >= y1 - y0 else Rule(x, y0, x, y1))

    def _ink(self, item: Any, stroke: bool) -> int:
        """The lightest of an object's colour values: 250 and more is as good as white."""
        raw = self._raw
        parts = [ctypes.c_uint() for _ in range(4)]
        get = raw.FPDFPageObj_GetStrokeColor if stroke else raw.FPDFPageObj_GetFillColor
        get(item, *map(ctypes.byref, parts))
        return min(part.value for part in parts[:3])

    def _pieces(self, item: Any, matrix: Any) -> list[list[tuple[float, float]]]:
        """The points of each piece of a path, in the page's frame."""
        raw = self._raw
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
        m = _times(raw, own, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        pieces: list[list[tuple[float, float]]] = []
        for at in range(min(raw.FPDFPath_CountSegments(item), MOST_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(item, at)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            here = self._frame.point(m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f)
            if not pieces or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                pieces.append([])
            pieces[-1].append(here)
            if raw.FPDFPathSegment_GetClose(segment):
                pieces[-1].append(pieces[-1][0])
        return pieces

    def _straight(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, x1 = sorted((a[0], b[0]))
        y0, y1 = sorted((a[1], b[1]))
        if (x1 - x0 < 1) != (y1 - y0 < 1) and max(x1 - x0, y1 - y0) >= SHORT:
            self.rules.append(Rule(x0, y0, x1, y1))

    def _annotations(self, page: Any) -> None:
        """Strike-out annotations, as rules through the text that they cover."""
        raw = self._raw
        for at in range(min(raw.FPDFPage_GetAnnotCount(page), 1000)):
            note = raw.FPDFPage_GetAnnot(page, at)
            if note and raw.FPDFAnnot_GetSubtype(note) == _STRIKE_OUT:
                rectangle = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(note, ctypes.byref(rectangle))
                same = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
                box = self._turned(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, same)
                middle = (box[1] + box[3]) / 2
                self.rules.append(Rule(box[0], middle, box[2], middle))
            if note:
                raw.FPDFPage_CloseAnnot(note)


def _times(raw: Any, m: Any, n: Any) -> Any:
    """The matrix that does m, then n."""
    return raw.FS_MATRIX(
        m.a * n.a + m.b * n.c,
        m.a * n.b + m.b * n.d,
        m.c * n.a + m.d * n.c,
        m.c * n.b + m.d * n.d,
        m.e * n.a + m.f * n.c + n.e,
        m.e * n.b + m.f * n.d + n.f,
    )
