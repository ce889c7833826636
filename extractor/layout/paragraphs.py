"""Lines -> paragraphs: which line goes on in the next one, also over columns and pages, and how cut words are joined.

A line goes on where the next one's first word would not have fitted into it (word processors fill lines greedily), and
nothing in the print says otherwise: a gap, an indent, another font, a list marker.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.layout.words import Line

MARKER = re.compile(
    r"(?:[•▪●○◦‣□■➢✓✗☐☑➔❖·*–—-]|o(?= )|\(?\d{1,3}[.)]|\(?[ivx]{1,5}[.)]|\(?[A-Za-z]\)|\d{1,2}(?:\.\d{1,3}){1,5}\.?) \S"
)
_LETTERED = re.compile(r"[A-Za-z]\. \S")
_LEADER = re.compile(r"(?:\.{3}|(?:\. ){3}|…|_{4})[ .…_]*[ivxlc\d]{0,4}$")
_ENDED = re.compile(r"[.:;?!]['\"”’)]?$")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CUT = re.compile(r"([\w-]{1,60})-$")
_NEXT = re.compile(r"[\w-]{1,60}")
APART = 1.4
INDENT = 0.8
SAME_SIZE = 0.08
CENTRED = 8.0
WIDE = 0.55


@dataclass
class Paragraph:
    """Lines that are one paragraph, each with its page; `left`, `right` are the edges of their column."""

    lines: list[tuple[int, Line]] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0][1]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1][1]

    @property
    def size(self) -> float:
        """The font size of its first line."""
        return self.first.size

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for _, line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether every line is italic."""
        return all(line.italic for _, line in self.lines)

    @property
    def marked(self) -> bool:
        """Whether it begins with a list marker or a number."""
        return bool(MARKER.match(self.first.text) or _LETTERED.match(self.first.text))

    @property
    def body(self) -> float:
        """Where its lines after the first begin, as far as one can tell."""
        if len(self.lines) > 1:
            return self.last.x0
        words = self.first.words
        return words[1].x0 if self.marked and len(words) > 1 else self.first.x0

    @property
    def indent(self) -> int:
        """Its indentation in characters."""
        if abs((self.first.x0 - self.left) - (self.right - self.first.x1)) < CENTRED and not self.marked:
            return 0
        steps = round((self.first.x0 - self.left) / 4.5)
        return min(40, steps) if steps > 1 else 0


def paragraphs(lines: Sequence[Line], page: int, left: float, right: float) -> list[Paragraph]:
    """The paragraphs of one column's lines; `left` and `right` are the edges that its lines are set between."""
    pitch = _pitch(lines)
    found: list[Paragraph] = []
    for line in lines:
        if found and not _begins(found[-1], line, pitch):
            found[-1].lines.append((page, line))
        else:
            found.append(Paragraph([(page, line)], left, right))
    return found


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of lines, in parts of the font size."""
    steps = sorted((b.y - a.y) / a.size for a, b in pairwise(lines) if 0 < b.y - a.y < 2.6 * a.size)
    return max(steps[len(steps) // 4], 0.9) if steps else 1.2


def _begins(above: Paragraph, line: Line, pitch: float) -> bool:
    """Whether a line begins a new paragraph."""
    last = above.last
    step = line.y - last.y
    if step > APART * pitch * last.size or step <= 0 or abs(line.size - last.size) > SAME_SIZE * last.size:
        return True
    return _starts_anew(above, line) or _is_indented(above, line)


def _is_indented(above: Paragraph, line: Line) -> bool:
    last = above.last
    centred = abs((line.x0 + line.x1) - (last.x0 + last.x1)) < CENTRED
    away = line.x0 - above.body
    if len(above.lines) == 1 and away < 0 and not above.marked:
        return False  # the first line was indented
    return abs(away) > INDENT * line.size and not centred


def _starts_anew(above: Paragraph, line: Line) -> bool:
    """Whether the wording or the room left in the line above says that a new paragraph begins."""
    last = above.last
    if MARKER.match(line.text) or _LEADER.search(last.text):
        return True
    if _is_centred_title(above, line):
        return False
    room = above.right - last.x1 > (line.first_end - line.x0) + 0.6 * line.size
    if _LETTERED.match(line.text) and (room or _ENDED.search(last.text) or above.marked):
        return True
    if last.bold != line.bold and (room or line.bold):
        return room or bool(_ENDED.search(last.text))
    if not room:
        return False
    wide = last.x1 - above.left > WIDE * (above.right - above.left)
    return not (wide and line.text[:1].islower() and not _ENDED.search(last.text))


def _is_centred_title(above: Paragraph, line: Line) -> bool:
    """Whether two lines are parts of one title: one over the middle of the other, in one font, no sentence's end."""
    last = above.last
    return (
        abs(line.x0 + line.x1 - last.x0 - last.x1) < CENTRED
        and abs(line.x0 - last.x0) > 1
        and max(last.x0, line.x0) - above.left > 2 * line.size
        and last.bold == line.bold
        and not _ENDED.search(last.text)
        and ":" not in line.text
    )


def goes_on(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph goes on at the head of the next column or page."""
    last, line = above.last, below.first
    if abs(line.size - last.size) > SAME_SIZE * last.size or last.bold != line.bold:
        return False
    shift = below.left - above.left
    if abs(line.x0 - shift - above.body) > INDENT * line.size:
        return False
    if _starts_anew(above, line):
        return False
    return not _ENDED.search(last.text) or not line.text[:1].isupper()


class Joiner:
    """Joins the lines of paragraphs, with the words put together that were cut at line ends.

    Whether a hyphen was the word's own is told from how the document writes it elsewhere, else from most of the others:
    a word processor cuts only at hyphens, a typesetter anywhere.
    """

    def __init__(self, all_paragraphs: Iterable[Sequence[Line]]) -> None:
        lines = [[line.text for line in item] for item in all_paragraphs]
        self._words = {
            word
            for item in lines
            for text in item
            for word in _WORD.findall(
                text.lower().removesuffix("-").rpartition(" ")[0] if text.endswith("-") else text.lower()
            )
        }
        verdicts = Counter(own_hyphen(a, b, self._words) for item in lines for a, b in pairwise(item) if _CUT.search(a))
        self._default = verdicts[True] > verdicts[False]

    def glue(self, above: str, below: str) -> tuple[str, str]:
        """The end of a line as it stands in the text, and what comes between it and the next."""
        cut = _CUT.search(above)
        if not cut or not below[:1].isalnum():
            return above, "" if above.endswith(("/", "^")) and below[:1].isalnum() else " "
        own = own_hyphen(above, below, self._words)
        return (above, "") if (self._default if own is None else own) else (above[:-1], "")


def own_hyphen(above: str, below: str, words: Collection[str]) -> bool | None:
    """Whether a word cut at a line end has a hyphen of its own; None where the document does not tell.

    >>> own_hyphen("a random-", "ised trial", {"randomised"}), own_hyphen("a 12-", "week trial", ())
    (False, True)
    """
    cut, rest = _CUT.search(above), _NEXT.match(below)
    left, right = (cut[1] if cut else "").lower(), (rest[0] if rest else "").lower()
    if f"{left}-{right}" in words or "-" in left or not left[-1:].isalpha() or not right[:1].isalpha():
        return True
    return False if left + right in words else None
