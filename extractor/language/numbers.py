"""Numbers as clinical documents write them: figures, decimals, thousands, words, powers of ten and ranges.

Values are computed with `decimal.Decimal` and handed out as `float`, so that "0.1" stays 0.1 and
"0.1 x 10^6" is exactly 100000.0.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

__all__ = [
    "FIGURE",
    "RANGE_SIGN",
    "WORD_NUMBER",
    "Number",
    "figure_value",
    "find_numbers",
    "lowered",
    "matches_at",
    "number_places",
    "number_word_places",
    "parse_number",
    "places",
    "word_matches",
    "word_places",
    "word_value",
]

_COUNTERS = (
    "day",
    "days",
    "week",
    "weeks",
    "phase",
    "cycle",
    "group",
    "arm",
    "cohort",
    "visit",
    "part",
    "level",
    "step",
    "month",
    "period",
    "stage",
    "grade",
    "type",
    "omega",
)
_NO_COUNTER = "".join(rf"(?<!(?i:{word}) )" for word in _COUNTERS)

# The order matters: thousands before plain digits. Bounded, so that no long run of digits is read twice.
_THOUSANDS = r"\d{1,3}(?:,\d{3}){1,4}(?![\d,])(?:\.\d{1,9})?"
_SPACED = (
    rf"(?=[1-9]\d{{0,2}}[ \u00a0\u202f\u2009]\d{{3}}){_NO_COUNTER}"
    r"[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3}){1,4}(?!\d)(?:[.,]\d{1,9})?"
)
_DOTTED = r"\d{1,3}(?:\.\d{3}){2,4}(?!\d)(?:,\d{1,9})?|[1-9]\d{0,2}\.\d{3},\d{1,2}(?!\d)"
_QUOTED = r"[1-9]\d{0,2}(?:['’]\d{3}){1,4}(?!\d)(?:\.\d{1,9})?"
_POWER_BEHIND = r"(?:\s?[\\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺*]|[ \u00a0\u202f](?:[-−–][ ]?)?\d)"  # written, or its superscript lost
_DECIMAL = rf"\d{{1,12}}(?:(?:[.,]|·(?!10{_POWER_BEHIND}))\d{{1,9}})?"
_FRACTION = r"(?:\d{1,2}[ ]?)?[½¼¾⅓⅔]|(?:\d{1,2} )?\d/[2348](?![\d/])"
_PARTED = r"(?=\d{0,3}+[ \u00a0\u202f\u2009]?[,.'’/½¼¾⅓⅔\d])"  # most figures are digits and nothing more
_PLAIN = rf"(?:{_PARTED}(?:{_FRACTION}|{_THOUSANDS}|{_SPACED}|{_QUOTED}|{_DOTTED})|{_DECIMAL}|(?<!\d)\.\d{{1,9}})"
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_EXPONENT = (
    rf"(?:\s?\\?\^\s?[\(\{{]?[-−–+]?\d{{1,2}}[\)\}}]?|[⁻⁺]?[{_SUPER}]{{1,2}}|\*\*[-+]?\d{{1,2}}"
    rf"|[eE]\+?\d{{1,2}}(?!\d))"
)
_IN_BRACKETS = r"\(\d{1,2}\)"  # "2 x 10(6) cells", as abstracts have it
_COUNTED = r"(?=\s?(?:/|[CP]FU|IU|v[gp]\b|(?:[\w+]{1,8} ){0,2}cells))"
_TIMES = r"[x×X*·∗⋅]"
_SCALE = r"\s?-?(?:thousand|million|billion|trillion)\b"

_RAISED = r"(?=\s?(?:[-x×X*·∗⋅eE]|(?i:th|[mb]ill|tr)))"
FIGURE = (
    rf"(?:10(?:{_EXPONENT}|{_IN_BRACKETS}{_COUNTED})"
    rf"|{_PLAIN}(?:{_RAISED}(?:\s?{_TIMES}\s?10(?:{_EXPONENT}|{_IN_BRACKETS})|[eE][+-]?\d{{1,2}}(?![\d\w])|(?i:{_SCALE})))?)"
)
"""Regular expression source of one number in figures ("1,500", "0.5", "2 x 10^7", "3 million"); it has no groups."""

RANGE_SIGN = r"(?:\s?(?:[-–—~‐‑−～]|\\-)\s?|\s(?:to|through)\s)"
"""Regular expression source of what stands between the two ends of a range."""

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333333333333", "⅔": "0.666666666667"}
_UNIT_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))

_SCALE_WORD = "|".join(_SCALES)
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT_WORD}))?|{_UNIT_WORD})\b"
WORD_NUMBER = (
    rf"(?:(?:{_BELOW_HUNDRED}|half\b)(?:[ -](?:{_SCALE_WORD})\b){{0,2}}"
    rf"(?:(?<=hundred|housand|million|billion)(?:(?: {_BELOW_HUNDRED}(?: hundred\b)?)|(?: and {_BELOW_HUNDRED}"
    rf"(?![ -](?:{_SCALE_WORD})\b)))){{0,2}}(?: and (?:a|one) half\b)?)"
)
"""Regular expression source of one number in words (lower case); it has no groups."""

_WORD_RE = re.compile(WORD_NUMBER, re.I)
_FIGURE_RE = re.compile(FIGURE)
_SIGNED = rf"(?:(?<![\w)])[-−])?{FIGURE}"
_NUMBER_RE = re.compile(
    rf"(?<![A-Za-z0-9_])(?<![A-Za-z]-)(?<!\d[.,/])(?P<low>{_SIGNED})(?:(?:{RANGE_SIGN}"
    rf"|\sand\s)(?P<high>{_SIGNED}))?"
    rf"|\b(?P<word>{WORD_NUMBER})(?:(?:\s?[-–]\s?|\sto\s)(?P<word2>{WORD_NUMBER}))?",
    re.I,
)
_BETWEEN = re.compile(r"\bbetween\s$", re.I)
_PLACE = re.compile(
    r"[^a-z_](?:(?<=[\d½¼¾⅓⅔])(?<!\d\d)|(?<=[-−.])(?=[.\d½¼¾⅓⅔])|(?=[aefhnostz])(?<!\d)(?=an?\b|one|t(?:wo|hree|hir|en|we)"
    r"|f(?:our|ive|if|or)|s(?:ix|even)|nine|e(?:ight|leven)|half|zero)())"
)
_WORD_PLACE = re.compile(
    r"[^a-z_](?=[efhnostz])(?:(?<!\d)(?=one|t(?:wo|hree|hir|en|we)|f(?:our|ive|if|or)|s(?:ix|even)|nine|e(?:ight|leven)|half|zero)())"
)
_TAIL_RE = re.compile(
    rf"(?P<scale>\s?-?(?:thousand|million|billion|trillion))$"
    rf"|(?P<times>\s?{_TIMES}\s?)?(?P<ten>10)(?P<exp>{_EXPONENT}|{_IN_BRACKETS})$",
    re.I,
)
_PLAIN_SUPER = str.maketrans(_SUPER + "⁻⁺−–", "0123456789-+--")


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a range of two; `low` equals `high` when single. `text[start:end]` is what was read."""

    start: int
    end: int
    low: float
    high: float


def find_numbers(text: str) -> list[Number]:
    """All numbers and ranges of a text, left to right.

    "and" makes a range only after "between". A number inside a name ("IL-2", "NCT012") is none.

    >>> [(n.low, n.high) for n in find_numbers("twice 1,500 mg, then between 3 and 5 mg, 2 x 10^7 cells")]
    [(1500.0, 1500.0), (3.0, 5.0), (20000000.0, 20000000.0)]
    """
    found: list[Number] = []
    pos = 0
    for place in number_places(lowered(text)):
        if place >= pos and (match := _NUMBER_RE.match(text, place)):
            number = _number(text, match)
            found.append(number)
            pos = number.end
    return found


def lowered(text: str) -> str:
    """The text in small letters, of the same length.

    >>> lowered("İNR 2")
    'inr 2'
    """
    return text.lower() if text.isascii() else _lowered(text)


@lru_cache(maxsize=4)
def _lowered(text: str) -> str:
    return text.replace("İ", "I").lower()


@lru_cache(maxsize=4)
def number_places(small: str) -> tuple[int, ...]:
    """Where a number, or an article in its place, may begin in a `lowered` text: more places than numbers, none missed.

    >>> number_places("in a week, .5 or two")
    (3, 11, 12, 17)
    """
    return tuple(places(_PLACE, small))


def number_word_places(small: str) -> list[int]:
    """Where a number in words may begin in a `lowered` text: found faster than all the `number_places`.

    >>> number_word_places("in a week, .5 or two")
    [17]
    """
    return places(_WORD_PLACE, small)


def places(pattern: re.Pattern[str], small: str) -> list[int]:
    """Where what a pattern foresees may begin in a `lowered` text.

    Few characters are no letters, so the pattern begins with one that is none, which `re` looks for quickly: the first
    of a figure or sign, or the one before a word; behind that it has its only group, an empty one.

    >>> places(re.compile(r"[^a-z](?:(?<=\\d)|(?=two)())"), "two or 3, twofold two")
    [0, 7, 10, 18]
    """
    return [match.start() - 1 + (match.lastindex or 0) for match in pattern.finditer(" " + small)]


def word_places(small: str, beginnings: Iterable[str]) -> list[int]:
    """Where words that begin so, or signs that follow no word, stand in a `lowered` text.

    >>> word_places("recalls, calls or +1", ("call", "+"))
    [9, 18]
    """
    found = []
    for beginning in beginnings:
        at = small.find(beginning)
        while at >= 0:
            if not (at and (small[at - 1].isalnum() or small[at - 1] == "_")):
                found.append(at)
            at = small.find(beginning, at + 1)
    return sorted(found)


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that can begin at these places alone, none inside another: faster than a search."""
    end = 0
    for place in starts:
        if place >= end and (match := pattern.match(text, place)):
            end = match.end()
            yield match


def word_matches(pattern: re.Pattern[str], text: str, small: str, beginnings: Iterable[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin with words, or signs, that begin so; `small` is the text `lowered`.

    >>> [match[0] for match in word_matches(re.compile(r"dose \\d"), "Dose dose 1", "dose dose 1", ("dose",))]
    ['dose 1']
    """
    return matches_at(pattern, text, word_places(small, beginnings))


def _number(text: str, match: re.Match[str]) -> Number:
    first, second = ("low", "high") if match["low"] is not None else ("word", "word2")
    value = _value(match[first])
    end = match.end(first)
    high = value
    if match[second] is not None:
        joined = text[end : match.start(second)].strip().lower()
        if joined != "and" or _BETWEEN.search(text[max(0, match.start() - 9) : match.start()]):
            high, end = _value(match[second]), match.end(second)
    return Number(match.start(), end, float(min(value, high)), float(max(value, high)))


def _value(text: str) -> Decimal:
    if text.isdecimal():
        return Decimal(text)
    if text[0] in "-−":
        return -_value(text[1:])
    return figure_value(text) if _FIGURE_RE.match(text) else word_value(text)


def parse_number(text: str) -> float | None:
    """The value of a text that is one number and nothing else, in figures or words; None if it is not.

    >>> parse_number("500 000"), parse_number("twenty-five"), parse_number("10⁶"), parse_number("0.1")
    (500000.0, 25.0, 1000000.0, 0.1)
    """
    stripped = text.strip()
    sign = -1 if stripped[:1] in ("-", "−") else 1
    body = stripped[1:].strip() if sign < 0 else stripped
    if _FIGURE_RE.fullmatch(body):
        return float(sign * figure_value(body))
    if _WORD_RE.fullmatch(body):
        return float(sign * word_value(body))
    return None


def figure_value(text: str) -> Decimal:
    """The exact value of a text that matches `FIGURE`; "10e6" is read as the 10^6 that its writers mean."""
    if text.isdecimal():
        return Decimal(text)
    tail = _TAIL_RE.search(text)
    if tail is None:
        return _plain(text)
    if tail["scale"]:
        return _plain(text[: tail.start()]).scaleb(_SCALES[tail["scale"].strip(" -").lower()])
    exponent = int(re.sub(r"[^0-9+\-]", "", tail["exp"].translate(_PLAIN_SUPER).replace("**", "")))
    return (_plain(text[: tail.start()]) if tail["times"] else Decimal(1)).scaleb(exponent)


def _plain(text: str) -> Decimal:
    digits = re.sub(r"(?<=\d)[\s\u00a0\u202f\u2009'’]+(?=\d{3}(?:\D|$))", "", text.strip()).replace("·", ".")
    if digits[-1] in _FRACTIONS:
        return Decimal(digits[:-1].strip() or 0) + Decimal(_FRACTIONS[digits[-1]])
    if "/" in digits:
        whole, _, fraction = digits.rpartition(" ")
        top, bottom = fraction.split("/")
        return Decimal(whole or 0) + Decimal(top) / Decimal(bottom)
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", digits):
        return Decimal(digits.replace(",", ""))
    if digits.count(".") > 1 or re.search(r"\.\d{3},", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    return Decimal(digits.replace(",", "."))


def word_value(text: str) -> Decimal:
    """The value of a text that matches `WORD_NUMBER`, in any case: "twenty-five" is 25, "one and a half" 1.5."""
    lowered = text.lower()
    whole = re.sub(r" and (?:a|one) half$", "", lowered)
    total, part = Decimal("0.5") if whole != lowered else Decimal(0), Decimal(0)
    for word in re.split(r"[\s-]+", whole):
        if word in _SCALES and word != "hundred":
            total, part = total + part.scaleb(_SCALES[word]), Decimal(0)
        elif word == "hundred":
            part = part.scaleb(2)
        elif word == "half":
            part = Decimal("0.5")
        else:
            part += _UNITS.get(word, _TENS.get(word, 0))
    return total + part
