"""What is drawn on a page: rules, filled areas, pictures and strike-out notes, in the frame in which it is read."""

import ctypes
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

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
_PATH, _IMAGE, _FORM = 2, 3, 5
_STRIKE_OUT = 12


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


class Drawing:
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
        """Whether a rule or two run through the middle of a character's small letters; more of them are a shade."""
        line = baseline - STRIKE_HEIGHT * size
        near = self.bands.get(int(line // BAND))
        if not near:
            return False
        reach = STRIKE * size
        through = {
            rule.y0 for rule in near if line - reach <= rule.y0 <= line + reach and rule.x0 - 1 <= middle <= rule.x1 + 1
        }
        return 0 < len(through) <= 2

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
