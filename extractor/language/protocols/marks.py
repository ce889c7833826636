"""Marks of the items of a protocol's lists: "1.", "[17]", "I 01.", "31b.", "101)", "a.", "iv)", bullets."""

import re
from dataclasses import dataclass

_BULLETS = "•●○◦▪▫■□◆◇►▶➢➤✓✔‣⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0be\uf06f\u25aa\u2022"
_MARK = re.compile(
    rf"""
      (?P<bullet>[{_BULLETS}]|[-–—−*](?=\s)|o(?=\s+\S))
    | \[\s?(?P<square>\d{{1,3}}[a-z]?)\s?\](?=\s|[A-Z])
    | (?P<code>(?:[IE]C?|INC?|EXC?L?|CI|CE)\s?[-#]?\s?)(?P<coded>\d{{1,3}}[a-z]?)(?:[.):]+(?=\s|[A-Z])|(?=\s+[A-Z]))
    | (?P<deep>\d{{1,3}}\.\d{{1,2}})\.?(?=\s+[A-Z(])
    | (?P<open>\()?(?:(?P<number>\d{{1,3}}[a-z]?)|(?P<letter>[A-Za-z])|(?P<roman>[ivx]{{2,5}}))
      (?P<close>[.)]{{1,2}})(?=\s|$|[A-Z≥≤<>])
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN = {tens + ones: 10 * len(tens) + at for tens in ("", "x") for at, ones in enumerate(_ONES, 1)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that ends at `end`; `style` is its shape ("1.", "[1]", "a)", "•"), `label` what it says ("17.1").

    `number` is its place in a count, None for bullets; `roman` its place if it is a Roman numeral.
    """

    end: int
    style: str
    label: str
    number: int | None
    roman: int | None = None

    @property
    def numeric(self) -> bool:
        """Whether the mark is a number, not a letter or a bullet."""
        return "1" in self.style


def read_mark(text: str, at: int, end: int) -> Mark | None:
    """The mark at the head of a line text[at:end], or None; spaces after it are part of it.

    >>> read_mark("31b. Current use", 0, 16)
    Mark(end=5, style='1.', label='31b', number=31, roman=None)
    >>> read_mark("[17] Metastatic disease", 0, 23).style, read_mark("I 05. Consent", 0, 13).label
    ('[1]', '05')
    >>> read_mark("2.5 mg daily", 0, 12) is None
    True
    """
    found = _MARK.match(text, at, end)
    if found is None:
        return None
    stop = found.end()
    while stop < end and text[stop].isspace():
        stop += 1
    if found["bullet"]:
        return Mark(stop, found["bullet"], "", None)
    if found["square"]:
        return Mark(stop, "[1]", found["square"], _number(found["square"]))
    if found["coded"]:
        return Mark(stop, f"{found['code'][0]}1", found["coded"], _number(found["coded"]))
    if found["deep"]:
        return Mark(stop, "1.1", found["deep"], _number(found["deep"]))
    frame = (found["open"] or "") + "{}" + found["close"][0]
    if found["number"]:
        return Mark(stop, frame.format("1"), found["number"], _number(found["number"]))
    if found["roman"]:
        return Mark(stop, frame.format("i"), found["roman"], None, _ROMAN.get(found["roman"]))
    letter = found["letter"]
    shape = "A" if letter.isupper() else "a"
    return Mark(stop, frame.format(shape), letter, ord(letter.lower()) - 96, _ROMAN.get(letter))


def _number(label: str) -> int:
    digits = _DIGITS.match(label)
    return int(digits[0]) if digits else 0
