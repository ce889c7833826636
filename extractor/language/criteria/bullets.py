"""List markers and the blocks of a list: which lines begin an item, and which go on with the one before.

A block is a paragraph, a heading line or a list item, its wrapped lines joined. Everything is decided on the
characters: the shape of the marker, its place in a running count, the indentation and the width of the text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DOTS = "•●○◦▪▫■□◆◇►▶➢➤✓✔‣⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc"
_LABEL = r"(?:inclusion|exclusion)\s+criteri(?:a|on)"
MARKER = re.compile(
    rf"""
      (?P<dot>[{_DOTS}](?!\d)|\*{{1,3}}(?=[\s\w(<>≥≤"])|[-–—−]{{1,2}}(?=\s|[^\W\d]|[(<>≥≤"])
        |\+(?=\s)|o(?=\s)|[#]{{2,4}}(?=\s))
    | (?P<deep>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?:[.)](?=\s|[^\W\d])|(?=\s+[A-Z][a-z]{{2}})))
    | (?P<hash>\#\s?(?P<h>\d{{1,2}})[.):]?(?=\s))
    | (?P<code>(?:[IE]C?|IN|EX|INC|EXC|CI|CE|CNI)[- ]?(?P<c>\d{{1,2}})\s?[.):](?=\s))
    | (?P<label>(?i:{_LABEL})\s*(?:\#|(?i:no\.?)\s)?\s*(?P<l>\d{{1,2}})\s?[.):](?=\s))
    | (?P<open>\()?(?:(?P<n>\d{{1,2}})|(?P<a>[A-Za-z])|(?P<r>[ivx]{{2,5}}|[IVX]{{2,5}}))
      (?:\s?(?P<close>[.)\]]{{1,2}})-?(?=\s|$|(?:(?<=[\d.)\]][)\]-])|(?<=\d[.]))(?:[^\W\d]|[(<>≥≤=%"'+~]))
        |(?P<dash>(?<=\d)\s?[-–/:])(?=\s+[^\s\d]|[A-Z][a-z]))
    | (?P<wide>\d{{1,2}}[、．])
    | (?P<ring>[①-⒇])
    """,
    re.VERBOSE,
)
_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NUMERALS = [tens + ones for tens in ("", "x") for ones in _ONES]
_ROMAN = {r: i for i, r in enumerate(_NUMERALS, 1)}
_BREAK = re.compile(r"\n|<br\s?/?>")
_DANGLING = re.compile(
    r"\b(?:of|the|a|an|with|to|in|for|by|from|at|than|against|is|are|as|on|within|per|least|between|into|that|which"
    r"|who|if)$|[^\W_]-$"
)
_LIST_LINE = re.compile(r"\W{0,3}(?:\w+ ){0,2}(?:non-?)?(?:in|ex)clusion criterias?\s{0,2}:?\s*$", re.I)


class Marker(NamedTuple):
    """A list marker text[start:end]: `style` is its shape ("1.", "(a)", "•"), `number` its place in a count."""

    start: int
    end: int
    style: str
    number: int | None


class Block(NamedTuple):
    """A block without its markers; `column`: where its line begins, `style`: that of its marker, else ""."""

    start: int
    end: int
    column: int
    style: str
    marker: Marker | None


class Count:
    """The open counts of a list, by style: a number is a marker where it goes on with one or begins anew."""

    def __init__(self) -> None:
        self.open: dict[str, list[int]] = {}

    def follows(self, marker: Marker, *, gap: int = 3) -> bool:
        """Whether an open count of the style goes on with the marker, at most `gap` further."""
        return marker.number is not None and any(0 < marker.number - n <= gap for n in self.open.get(marker.style, ()))

    def fits(self, marker: Marker, *, gap: int = 3) -> bool:
        """Whether the marker starts a count, or goes on with an open one."""
        return marker.number in (None, 1) or self.follows(marker, gap=gap)

    def next_numbers(self) -> Iterator[str]:
        """How the markers that carry the open counts on would look, for a quick search."""
        for style, counts in self.open.items():
            for number in counts:
                if style == "①":
                    yield chr(ord(style) + number % 20)
                elif "i" in style.lower():
                    yield _NUMERALS[number % 20] + style[-1]
                else:
                    yield (str(number + 1) if "1" in style else chr(97 + number % 26)) + style[-1]

    def note(self, marker: Marker) -> None:
        """Open a count at 1; else carry on the innermost that the number fits, closing those within it."""
        if marker.number is None:
            return
        counts = self.open.setdefault(marker.style, [])
        while counts and marker.number != 1 and not 0 < marker.number - counts[-1] <= 3:
            counts.pop()
        if counts and marker.number != 1:
            counts.pop()
        counts.append(marker.number)
        del counts[:-6]  # lists nest no deeper


def read_marker(text: str, at: int, end: int, count: Count) -> Marker | None:
    """The marker that stands at `at`, or None; roman and Latin letters are told apart by the count.

    >>> read_marker("b) fever", 0, 8, Count())
    Marker(start=0, end=2, style='a)', number=2)
    """
    found = MARKER.match(text, at, end)
    if found is None:
        return None
    kind = found.lastgroup or ""
    if found["dot"]:
        return Marker(at, found.end(), found["dot"], None)
    for group in ("h", "c", "l"):
        if found[group]:
            return Marker(at, found.end(), {"h": "#", "c": "I1", "l": "label"}[group], int(found[group]))
    if found["deep"]:
        parts = found["deep"].rstrip(".)").split(".")
        style = ".".join(["1"] * len(parts)) + ("" if found["deep"][-1].isdigit() else ".")
        return Marker(at, found.end(), style, int(parts[-1]))
    if kind == "ring":
        return Marker(at, found.end(), "①", (ord(found["ring"]) - ord("①")) % 20 + 1)
    if found["wide"]:
        return Marker(at, found.end(), "1.", int(found["wide"][:-1]))
    frame = f"{found['open'] or ''}{{}}{(found['close'] or found['dash']).strip()[0]}"
    if found["n"]:
        return Marker(at, found.end(), frame.format("1"), int(found["n"]))
    return _lettered(found, frame, count)


def _lettered(found: re.Match[str], frame: str, count: Count) -> Marker:
    letter = (found["a"] or found["r"]).lower()
    upper = (found["a"] or found["r"]).isupper()
    start, end = found.span()
    latin = Marker(start, end, frame.format("A" if upper else "a"), ord(letter[0]) - 96)
    if letter not in _ROMAN:
        return latin
    roman = Marker(start, end, frame.format("I" if upper else "i"), _ROMAN[letter])
    return latin if len(letter) == 1 and count.follows(latin, gap=1) else roman


def _accepts(marker: Marker, count: Count, fresh: bool) -> bool:
    """A bullet always is a marker; a number must fit; after a blank line any one will do."""
    if count.fits(marker):
        return True
    if marker.style[-1] in "-–/:":
        return False
    numeric = marker.style.endswith(("1.", "1)", "1]", "I1")) or marker.style in {"#", "①", "label"}
    return fresh and (numeric or marker.style.endswith(")"))


def strip_markers(text: str, at: int, end: int, count: Count, *, fresh: bool) -> tuple[int, Marker | None]:
    """Skip the markers at the head of a line ("•  1. "); the offset after them and the last of them."""
    last: Marker | None = None
    for _ in range(3):
        marker = read_marker(text, at, end, count)
        if marker is not None and marker.style == "label" and marker.number == 1 and last is None:
            break  # "Inclusion criteria 1. ..." opens the list
        if marker is None or not _accepts(marker, count, fresh or last is not None):
            break
        count.note(marker)
        last, at = marker, marker.end
        while at < end and text[at].isspace():
            at += 1
    return at, last


class _Line(NamedTuple):
    start: int  # the first character that is no space
    end: int
    column: int
    fresh: bool  # first, or after an empty line

    @property
    def width(self) -> int:
        return self.column + self.end - self.start


def _lines(text: str, start: int, end: int) -> list[_Line]:
    lines = []
    at, fresh = start, True
    for stop, following in [*(m.span() for m in _BREAK.finditer(text, start, end)), (end, end)]:
        line = text[at:stop]
        body = line.strip()
        if body:
            column = len(line) - len(line.lstrip())
            lines.append(_Line(at + column, at + column + len(body), column, fresh))
        fresh = not body
        at = following
    return lines


def _wrap_widths(lines: list[_Line]) -> list[int]:
    """For each line the width at which its text seems to be wrapped, 0 where it is not."""
    widest = max((line.width for line in lines), default=0)
    if widest <= 130:
        return [widest if widest >= 60 else 0] * len(lines)
    widths = [0] * len(lines)
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not lines[i].fresh:
            continue
        run = [line.width for line in lines[first:i]]
        if len(run) > 2 and 75 <= max(run) <= 130 and min(run[:-1]) > max(run) - 25:
            widths[first:i] = [max(run)] * len(run)
        first = i
    return widths


def _goes_on(text: str, line: _Line, before: _Line, block: Block, *, width: int, margin: int) -> bool:
    """Whether an unmarked line right below another goes on with its sentence."""
    if _LIST_LINE.match(text, line.start, line.end) or _LIST_LINE.match(text, before.start, before.end):
        return False
    if block.style and line.column > block.column:
        return True
    last, first = text[before.end - 1], text[line.start]
    lower = first.islower() or first in ",;)"
    word = text.find(" ", line.start, line.end)
    word = (line.end if word < 0 else word) - line.start
    if width and before.width >= 50 and before.width + 1 + word > width:
        return bool(margin >= 4 or block.style or lower or last not in ".;:!?")
    if block.style and lower and last not in ".;:":
        return True
    return _DANGLING.search(text, max(before.start, before.end - 12), before.end) is not None


def blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of text[start:end] in order.

    Lines that were wrapped are joined again; a line of bare punctuation is a block without content.

    >>> [(b.style, "a)  age\\nover 18"[b.start:b.end]) for b in blocks("a)  age\\nover 18", 0, 15)]
    [('a)', 'age\\nover 18')]
    """
    lines = _lines(text, start, end)
    widths = _wrap_widths(lines)
    margin = min((line.column for line in lines[1:]), default=0)
    count = Count()
    block: Block | None = None
    for i, line in enumerate(lines):
        fresh = line.fresh or text[lines[i - 1].end - 1] in ".;:"
        at, marker = strip_markers(text, line.start, line.end, count, fresh=fresh)
        if block is not None:
            if (
                marker is None
                and not line.fresh
                and _goes_on(text, line, lines[i - 1], block, width=widths[i], margin=margin)
            ):
                block = block._replace(end=line.end)
                continue
            yield block
        block = Block(at, line.end, line.column, marker.style if marker else "", marker)
    if block is not None:
        yield block
