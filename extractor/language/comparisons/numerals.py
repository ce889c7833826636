"""Numbers where a comparison may stand: figures, words, Roman numerals of scales, powers whose superscript was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.language.numbers import FIGURE, WORD_NUMBER, figure_value, lowered, matches_at, places, word_value
from extractor.language.superscripts import LostSuperscript

__all__ = ["ROMAN", "Numeral", "anchors", "is_marker", "numeral"]

_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
ROMAN = r"(?-i:III|II|IV|VI|I|V)(?![\w'])"
_ANCHOR = re.compile(
    rf"(?P<digit>(?<=[<>≤≥=(: ])-[.]?\d|(?<![\w.,/^])(?<![A-Za-z]-)[.]?\d)|\b(?=[efhnostz])(?P<word>{WORD_NUMBER})"
    rf"|\b(?P<roman>(?=[IV]){ROMAN})"
    r"|\b(?=[iul])(?P<limit>(?:I?ULN|UNL|LLN|upper|lower)\b)"
    r"|\b(?=[lnpw])(?P<implied>past|last|previous|preceding|prior|next|within an?)\s(?=(?:year|month|week|day|hour)\b)",
    re.I,
)
# Where it may match in a text in small letters.
_PLACE = re.compile(
    r"[^a-z_](?:(?<=\d)(?<!\w\d)|(?<=[-.])(?<!\w.)(?=[.\d])|(?<!\d)(?=one|t(?:wo|hree|hir|en|we)|f(?:our|ive|if|or)|s(?:ix|even)"
    r"|e(?:ight|leven)|half|zero|[iv]{1,3}(?![a-z0-9])|iuln|u(?:ln|nl|pper)|l(?:ln|ower|ast)|n(?:ine|ext)"
    r"|p(?:ast|re|rior)|within a)())"
)

_FIGURE = re.compile(FIGURE, re.I)
_WORD = re.compile(WORD_NUMBER, re.I)
_ROMAN = re.compile(ROMAN)
_MARKER = re.compile(r"[ ]{0,12}(?:[-*•·][ ]{0,4})?[(\[]?\d{1,2}(?:[.)\]](?![\d.])|:)(?=[ ]|[A-Z])")
_GLOSS = re.compile(r"\s?\(\s?(?:\d{1,4}|[a-z-]{3,14})\s?\)(?=\s?[a-z%])", re.I)
# Weeks and days of a pregnancy: "24+0 weeks", "36 6/7 weeks".
_WEEKS_DAYS = re.compile(
    r"(?P<weeks>\d\d)(?:\s?\+\s?(?P<days>[0-6])(?:/7)?|\s(?P<sevenths>[0-6])/7)(?![\d.,/])"
    r"(?=[^.;\n]{0,30}\b(?:weeks?|wks?|gestation\w*|GA)\b)",
    re.I,
)
_WEEKS_END = frozenset("+ ")  # what stands behind them, they have two figures
_TIMES_TEN = re.compile(r"\s?[x×X*·∗⋅]\s?10(?!\d)")
_CALENDAR = re.compile(r"\d{4}(?![\d.,])(?<=(?:19|20)\d\d)")
_MONTH_BEFORE = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|sept|oct|nov|dec)[a-z]*\.?,?\s$", re.I)


class Numeral(NamedTuple):
    """A number at text[...:end]; `high` differs from `low` where a lost power has a range; `power` where one is
    written.
    """

    low: float
    high: float
    end: int
    power: float = 1.0
    repaired: bool = False
    integer: bool = False


def anchors(text: str) -> Iterator[re.Match[str]]:
    """Where a number can begin; groups digit, word, roman, limit (of the normal range), implied ("past year")."""
    return matches_at(_ANCHOR, text, places(_PLACE, lowered(text)))


def numeral(text: str, at: int, lost: dict[int, LostSuperscript]) -> Numeral | None:
    """The number that begins at `at`, with a gloss behind it ("four (4) weeks"); None if there is none."""
    if text[at : at + 1] == "-":
        found = numeral(text, at + 1, lost)
        return found and found._replace(low=-found.low, high=-found.high)
    if repaired := lost.get(at):
        certain = repaired.level == "certain"
        return Numeral(repaired.low, repaired.high, repaired.power_end, 10.0**repaired.exponent, certain)
    if text[at + 2 : at + 3] in _WEEKS_END and (days := _WEEKS_DAYS.match(text, at)):
        value = round(int(days["weeks"]) + int(days["days"] or days["sevenths"]) / 7, 2)
        return Numeral(value, value, days.end())
    if figure := _FIGURE.match(text, at):
        if figure[0].isdecimal():
            value = float(figure[0])
            gloss = _GLOSS.match(text, figure.end())
            return Numeral(value, value, gloss.end() if gloss else figure.end(), integer=True)
        exact = figure_value(figure[0])
        times = _TIMES_TEN.search(figure[0])
        scaled = float(figure_value("1" + figure[0][times.start() :])) if times else 1.0
        gloss = _GLOSS.match(text, figure.end())
        end = gloss.end() if gloss else figure.end()
        return Numeral(float(exact), float(exact), end, scaled, integer=exact == int(exact))
    if word := _WORD.match(text, at):
        value = float(word_value(word[0]))
        gloss = _GLOSS.match(text, word.end())
        return Numeral(value, value, gloss.end() if gloss else word.end(), integer=True)
    if roman := _ROMAN.match(text, at):
        return Numeral(_ROMANS[roman[0]], _ROMANS[roman[0]], roman.end(), integer=True)
    return None


def is_marker(text: str, at: int) -> bool:
    """Whether the figure at `at` is the marker of a list item, or the year of a date."""
    if _CALENDAR.match(text, at) and _MONTH_BEFORE.search(text, max(0, at - 12), at):
        return True
    line = text.rfind("\n", max(0, at - 20), at) + 1
    if line == 0 and at > 20:
        return False
    match = _MARKER.match(text, line)
    return match is not None and match.start() <= at < match.end() and text[match.end() - 1] in ".)]:"
