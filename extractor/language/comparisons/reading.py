"""The grammar of one comparison: operator, number, partner, unit, operator behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from extractor.language.comparisons.numerals import ROMAN, Numeral, anchors, is_marker, numeral
from extractor.language.comparisons.operators import Kind, Operator, operator_before, operator_behind, reversed_sign
from extractor.language.superscripts import LostSuperscript, find_lost_superscripts
from extractor.language.units import WrittenUnit, find_unit

__all__ = ["Comparison", "Limit", "scan"]

Limit = Literal["ULN", "LLN", "baseline"]


class Comparison(NamedTuple):
    """One stated bound, range, list or span of time; `text[start:end]` is all of it, operator and unit included.

    kind: the operator ("" where none is written; "within", "past", "next" say a span of time; "better" and "worse" a
    bound whose side depends on the scale). scale: the word before a number of a scale ("grade", "class"), else "".
    pair: the second number of "140/90". turned: the number stands before what is compared ("145 mmHg <= SBP").
    number: where the first number begins.
    """

    start: int
    end: int
    number: int
    low: float | None
    high: float | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    unit: str | None = None
    relative_to: Limit | None = None
    kind: Kind = ""
    scale: str = ""
    pair: float | None = None
    listed: bool = False
    turned: bool = False
    repaired: bool = False

    @property
    def states(self) -> bool:
        """Whether more is said than a bare number."""
        return bool(self.kind or self.unit or self.relative_to or self.scale) or self.low != self.high


_MOST = 2000  # places read in one text: a text with more is a table of figures
_SCALE = re.compile(r"(?<![\w-])(?P<word>grade|stage|class(?!\w)|classes)s?[\s:(]{0,3}$", re.I)
_ROMAN_SCALE = re.compile(r"(?<![\w-])(?P<word>grade|stage|class|level|status)(?:s|es)?[\s:(]{0,3}$", re.I)
_SCALE_ENDS = ("e", "s", "l", "E", "S", "L")
_SCALE_AHEAD = r"(?:(?:grade|class|stage)\s)?"
_NORMAL = (
    r"(?:\s?(?:of|for)?\s?(?:the\s)?[\"'“]?(?:(?:institution(?:al)?|laboratory|lab|local|reference|age"
    r"|central)(?:'s)?\s){0,3}"
    r"(?:normal|norm|reference|range|age)[\"'”]?(?:\s(?:reference\s)?(?:range|values?|limits?))?)?"
)
_LIMIT = (
    rf"(?:(?P<uln>(?:(?<![A-Za-z])|(?<=[\d\s][xX]))(?:I?ULN|UNL|ULRR|ULR|UNR)\b|upper(?:\s(?:normal|reference"
    rf"|laboratory|institutional))?\s?-?\s?(?:limits?|range|level|bound(?:ary)?)"
    rf"(?:\s(?:normal))?{_NORMAL}(?:\s?[(\[]\s?I?ULN\s?[)\]])?|upper\snormal|(?<=times )(?:normal|maximum normal(?:"
    rf" value)?)|(?<=[xX] )(?:normal|maximum normal(?: value)?)"
    r"|(?<=the )normal\b|(?<=institutional )normal\b|(?<=laboratory )normal\b"
    r"|(?:(?<=[\dxX×])|(?<=[xX×] ))(?-i:N)(?![A-Za-z\d]))"
    rf"|(?P<lln>\b(?:LLN|LNL)\b|lower(?:\s(?:normal|reference|laboratory))?\s?-?\s?(?:limits?|range"
    rf"|bound(?:ary)?){_NORMAL}(?:\s?[(\[]\s?LLN\s?[)\]])?)"
    r"|(?P<baseline>(?:the\s)?baseline\b))"
)
_QUALIFIER = (
    r"(?:(?:the|institution(?:al|s)?'?s?|laborator(?:y|ies)'?s?|labs?|local|central|age|gender|sex|and|of|for|above"
    r"|than|"
    r"appropriate|adjusted|specific|matched|normal|respective|its|their|site'?s?|testing|clinical"
    r"|reference)[\s/-]{1,3}){0,6}"
)
_TIMES = re.compile(
    rf"(?:\s{{0,3}}-?(?:[x×X*·]|(?=(?-i:N)\b)|times\b|-?fold\b)(?P<more>\sor\s(?:greater|more|higher"
    rf"|above)\b(?:\sthan)?)?|\s)\s{{0,3}}(?:greater than\s|higher than\s|more than\s|above\s"
    rf"|of\s)?\(?\s?{_QUALIFIER}{_LIMIT}",
    re.I,
)
_ALONE = re.compile(
    rf"{_QUALIFIER}{_LIMIT}(?:\s{{0,2}}[x×*]\s{{0,2}}(?P<times>\d{{1,2}}(?:\.\d{{1,2}})?)(?![\d.]))?", re.I
)
# What these can begin with: most numbers have something else behind them, and a slice is cheaper than a match.
_MEANWHILE_BEGINS = frozenset("plPL")
_TIMES_BEGIN = frozenset("-xX×*·NnTtFf")
_TO_BEGINS = frozenset("+-tuTU")
_OLD = re.compile(r"\s(?:old|of age)(?=\s(?:or|and)\b)", re.I)
_MEANWHILE = re.compile(r"\s(?:past|last|previous|preceding|prior)(?=\s(?:hour|day|week|month|year))", re.I)
_TO = re.compile(
    rf"\s?[+-]?\s?(?:-|\b(?:to|through|thru|until|up\sto)\b)\s?(?:<\s?|≤\s?|>\s?|≥\s?"
    rf"|about\s)?{_SCALE_AHEAD}(?=-?[.\d]|{ROMAN}|[a-z])",
    re.I,
)
_AND = re.compile(r"\s?,?\s?(?:and|&)\s(?:[<>≤≥]=?\s?|about\s|approximately\s)?(?=-?[.\da-z])", re.I)
_PAIR = re.compile(r"\s?(?:mm\s?hg)?\s?/\s?(?P<value>\d{2,3})(?![\d/]|[.]\d)", re.I)
_LISTED = re.compile(rf"(?:\s?[,/]\s?(?:or\s|and\s)?|\s(?:or|and)\s|\s?&\s?){_SCALE_AHEAD}(?=\d|{ROMAN})", re.I)
_ENDS = re.compile(
    r"(?![\w%]|[.,:]\d|\s?[-/]\s?[\dA-Za-z]|\s?(?:mg|weeks?|months?|days?|years?|hours?|or more|x)\b)", re.I
)
_INCLUSIVE = re.compile(r",?\s?[(\[]?\s?(?:both )?(?:inclusive(?:ly)?|included)\b\s?[)\]]?", re.I)


def scan(text: str) -> Iterator[Comparison]:
    """All numbers of a `plain` text, compared or bare, left to right, none inside another."""
    lost = {item.start: item for item in find_lost_superscripts(text)} if "10" in text else {}
    since = 0
    for match in islice(anchors(text), _MOST):
        if match.start() < since:
            continue
        found = _read(text, since, match, lost)
        if found is not None:
            yield found
            since = found.end


def _read(text: str, since: int, match: re.Match[str], lost: dict[int, LostSuperscript]) -> Comparison | None:
    at = match.start()
    if match["limit"]:
        return _of_limit(text, since, at)
    if match["implied"]:
        return _implied(text, match)
    if match["roman"] and not _ROMAN_SCALE.search(text, max(0, at - 10), at):
        return None
    if match["digit"] and is_marker(text, at):
        return None
    return _Reading(text, since, at, lost).comparison()


def _of_limit(text: str, since: int, at: int) -> Comparison | None:
    """ "> ULN" is more than once the limit, "ULN x 2.5" 2.5 times."""
    before = operator_before(text, since, at)
    match = _ALONE.match(text, at)
    if before is None or match is None or before.kind not in _BOUNDS:
        return None
    value = float(match["times"] or 1)
    return _bounded(before.start, match.end(), at, before.kind, value, value, relative_to=_limit(match))


def _implied(text: str, match: re.Match[str]) -> Comparison | None:
    """ "in the past year": one year."""
    unit = find_unit(text, match.end())
    if unit is None:
        return None
    before = operator_before(text, max(0, match.start() - 20), match.start())
    start = before.start if before and before.kind == "within" else match.start()
    kind: Kind = (
        "within"
        if match["implied"].lower().startswith("within")
        else "next"
        if match["implied"].lower() == "next"
        else "past"
    )
    return _bounded(start, unit.end, unit.start, kind, 1.0, 1.0, unit=unit.code)


def _limit(match: re.Match[str]) -> Limit:
    return "ULN" if match["uln"] else "LLN" if match["lln"] else "baseline"


_BOUNDS = (">=", ">", "<=", "<", "=")


class _Reading:
    """One number with all that belongs to it, read from left to right; `end` is where reading has come to."""

    def __init__(self, text: str, since: int, at: int, lost: dict[int, LostSuperscript]) -> None:
        self.text, self.at, self.lost = text, at, lost
        self.start = self.end = at
        self.unit: WrittenUnit | None = None
        self.limit: Limit | None = None
        self.kind: Kind = ""
        self.scale = ""
        self.pair: float | None = None
        self.listed = self.turned = False
        self.roman = text[at] in "IV"
        self._before(since)

    def comparison(self) -> Comparison | None:
        first = numeral(self.text, self.at, self.lost)
        if first is None:
            return None
        self.end = first.end
        self._unit()
        last = self._partner(first) or self._listed(first) or first
        low, high = sorted((min(first.low, last.low), max(first.high, last.high)))
        if last.power > 1 and first.power == 1 and low is first.low and low < high / 1000:
            low *= last.power
        self._behind(last is not first)
        factor = 10.0 ** (self.unit.scale if self.unit else 0)
        return _bounded(
            self.start, self.end, self.at, self.kind, _exact(low * factor), _exact(high * factor),
            unit=self.unit.code if self.unit else None, relative_to=self.limit, scale=self.scale, pair=self.pair,
            listed=self.listed, turned=self.turned, repaired=first.repaired or last.repaired,
        )  # fmt: skip

    def _before(self, since: int) -> None:
        """The operator and the word of a scale, in either order: "≤ grade 2", "grade ≤ 2"."""
        for _ in range(2):
            last = self.text[max(since, self.start - 3) : self.start].rstrip(" :(")[-1:]
            scale = _ROMAN_SCALE if self.roman else _SCALE
            word = scale.search(self.text, max(since, self.start - 10), self.start) if last in _SCALE_ENDS else None
            if not self.scale and word:
                self.scale, self.start = word["word"].lower(), word.start()
            elif not self.kind and (operator := operator_before(self.text, since, self.start)):
                self.kind, self.start = operator.kind, operator.start
            else:
                break

    def _unit(self) -> None:
        """The unit, or the limit that the number multiplies, behind what was read."""
        behind = self.text[self.end : self.end + 2]
        if behind[1:] in _MEANWHILE_BEGINS and (meanwhile := _MEANWHILE.match(self.text, self.end)):
            self.kind, self.end = "past", meanwhile.end()
        if (behind[:1].isspace() or behind[:1] in _TIMES_BEGIN) and (limit := _TIMES.match(self.text, self.end)):
            self.limit, self.end = _limit(limit), limit.end()
            self.kind = ">=" if limit["more"] and not self.kind else self.kind
        elif unit := find_unit(self.text, self.end):
            self.unit, self.end = unit, unit.end

    def _partner(self, first: Numeral) -> Numeral | None:
        """The other end of a range, or the second number of a pair."""
        behind = self.text[self.end : self.end + 8]
        if "/" in behind and (pair := _PAIR.match(self.text, self.end)):
            if 60 <= first.low <= 260 and 30 <= float(pair["value"]) < first.low and self.unit is None:
                self.pair, self.end = float(pair["value"]), pair.end()
                self._unit()
            return None
        joint = _TO.match(self.text, self.end) if behind[:3].lstrip()[:1] in _TO_BEGINS else None
        if joint is None and self.kind == "between":
            joint = _AND.match(self.text, self.end)
        second = numeral(self.text, joint.end(), self.lost) if joint else None
        if second is None or (self.unit is None and self.kind != "between" and not _orderly(first, second)):
            return None
        self.end = second.end
        unit, limit = self.unit, self.limit
        self.unit = self.limit = None
        self._unit()
        self.unit, self.limit = self.unit or unit, self.limit or limit
        return second

    def _listed(self, first: Numeral) -> Numeral | None:
        """The last of "0, 1 or 2": small whole numbers of a scale, in order."""
        if self.unit or self.limit or self.kind not in ("", "=") or not first.integer or first.high > 100:
            return None
        end, last, choice, step = self.end, first, False, 0.0
        for _ in range(6):
            joint = _LISTED.match(self.text, end)
            more = numeral(self.text, joint.end(), {}) if joint else None
            if joint is None or more is None or not more.integer or not last.high < more.high <= 100:
                break
            if step not in (0.0, more.high - last.high):
                return None
            step = more.high - last.high
            end, last, choice = more.end, more, choice or "or" in joint[0]
        if step not in (1.0, 10.0) or not _ENDS.match(self.text, end) or not (choice or self.scale):
            return None
        self.end, self.listed = end, True
        return last

    def _behind(self, ranged: bool) -> None:
        if "nclu" in self.text[self.end : self.end + 16].lower() and (note := _INCLUSIVE.match(self.text, self.end)):
            self.end = note.end()
        operator: Operator | None = operator_behind(self.text, self.end)
        if self.text[self.end + 1 : self.end + 2] in ("o", "O") and (old := _OLD.match(self.text, self.end)):
            operator = operator_behind(self.text, old.end())
        if operator is not None and not ranged and self.kind in ("", "=", "between"):
            self.kind, self.end = operator.kind, operator.end
            if self.unit is None and (unit := find_unit(self.text, self.end)):
                self.unit, self.end = unit, unit.end
        elif not self.kind and not ranged and (sign := reversed_sign(self.text, self.end)):
            self.kind, self.turned, self.end = sign.kind, True, sign.end


def _orderly(first: Numeral, second: Numeral) -> bool:
    """Whether two bare numbers can be the ends of a range."""
    return first.low < second.high or first.integer


def _exact(value: float) -> float:
    return value if value.is_integer() and abs(value) < 1e12 else float(f"{value:.12g}")


def _bounded(start: int, end: int, number: int, kind: Kind, low: float, high: float, **rest: object) -> Comparison:
    """A comparison with the bounds that its operator leaves."""
    bottom: float | None = low
    top: float | None = high
    if low == high:
        if kind in (">=", ">", "worse", "better"):
            top = None
        elif kind in ("<=", "<"):
            bottom = None
        elif kind == "±":
            bottom = -low
    return Comparison(start, end, number, bottom, top, kind != ">", kind != "<", kind=kind, **rest)  # type: ignore[arg-type]
