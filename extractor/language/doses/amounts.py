"""Amounts: numbers with a unit that doses are given in, before it is asked whether they are doses.

"10 mg/kg/day", "40-60 mg", "two tablets", "AUC 5", "2 x 10^7 cells/kg", "0.5-1.0 * 106 cells /kg" (repaired).
"""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from extractor.language.numbers import (
    FIGURE,
    RANGE_SIGN,
    WORD_NUMBER,
    figure_value,
    lowered,
    matches_at,
    number_word_places,
    word_value,
)
from extractor.language.superscripts import LostSuperscript, find_lost_superscripts
from extractor.language.units import FORM_WORD, UNIT_WORD, find_per_units, scale_of, unit_code

__all__ = ["Amount", "find_amounts", "most_amounts", "prose_amounts"]


class Amount(NamedTuple):
    """`text[start:end]` is the amount with its unit and per-units; `low` equals `high` when single.

    times: what a number before it multiplies ("2 x 500 mg": 2). of_volume: where a volume that it is dissolved in
    ends ("225 mg/1.5 mL"), else None. over: the text behind a "/" that is no per-unit of a dose ("dL"), else "".
    listed: whether its unit stands behind a later number of a list.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    per: tuple[str, ...]
    repaired: bool = False
    times: int = 1
    of_volume: int | None = None
    over: str = ""
    listed: bool = False


_NOT_INSIDE = r"(?:(?<![A-Za-z0-9_])(?<!\d[.,:])(?<![A-Z]-)|(?<=\b\d[x×]))(?!0\d)"
_BIG = (
    rf"{_NOT_INSIDE}(?=\d{{5}}|\d{{1,3}},\d{{3}}|10|\d[\d.]{{0,6}}(?:[-–]\d[\d.]{{0,5}})?\s?(?:[x×X*·]"
    rf"|million|billion))"
    rf"(?P<first>{FIGURE})(?:{RANGE_SIGN}(?P<second>{FIGURE}))?"
)
_AMOUNT_RE = re.compile(
    rf"{_NOT_INSIDE}(?P<first>{FIGURE})(?:(?:\s?(?P<unit1>mg|mcg|[µμu]g|g|ml|cc|IU|c?Gy|U|units?|mmol|[mM][Cc]i|MBq|%)(?P<per1>/\w{{1,3}})?)?"
    rf"{RANGE_SIGN}(?P<second>{FIGURE}))?(?:[ -]|\s{{1,16}})?{UNIT_WORD}",
    re.I,
)
_WORD_AMOUNT_RE = re.compile(
    rf"\b(?P<first>{WORD_NUMBER})[ ](?:(?:[a-z-]{{1,14}}[ ]){{0,2}}?(?P<unit>{FORM_WORD})"
    rf"|(?P<measure>m[lL]|cc|mg|grams?|milligrams?|millilit(?:er|re)s?))(?![A-Za-z\d])",
    re.I,
)
_COUNT_BEFORE = re.compile(rf"(?:\b(?P<word>{WORD_NUMBER})|(?<![\w.,/])(?P<figure>[1-9]))[ ](?:x[ ])?$", re.I)
_FORM_BEHIND = re.compile(rf"[ -](?P<form>{FORM_WORD})(?![A-Za-z\d])", re.I)
_AUC_RE = re.compile(
    r"(?:\barea under the (?:[\w-]{1,20} ){0,4}curve\s?)?(?:\\?[(\[]\bAUC\d?\\?[)\]]|\bAUC\d?"
    r"|(?<=curve )(?=of|\d))"
    rf"[\s:=]{{0,3}}(?:(?:of|at|dosed at|target|to"
    rf"|dose of)\s)?(?P<first>{FIGURE})(?:{RANGE_SIGN}(?P<second>{FIGURE}))?(?![\d%])"
    r"(?:\s?mg\s?/\s?m[lL]\s?(?:[x·*/]\s?min(?:ute)?s?|per min(?:ute)?)?)?"
)
_BIG_RE = re.compile(_BIG)
_CELLS_RE = re.compile(
    r"(?:[ ]?(?:\([^()\n]{1,30}\)|[A-Za-z][\w+/\-αβγ]{0,20})[ ]){0,4}?[ ]?(?P<unit>cells?"
    r"|[A-Z][A-Za-z]{0,4}(?:SC|DC|NC|TL|IL|EC|reg)s?|DCs?|vg|PFU|TCID50|CFU)(?![A-Za-z\d])"
)
_SPELLED = re.compile(r"\s*(IU|CFU|PFU|vg|vp|(?:colony|plaque)[- ]forming[ ]units?)\b")
# The digits of a number, unless what stands behind them is no unit: a closing bracket, a stop, a time, a joint.
_DIGITS = re.compile(
    r"[\d½¼¾⅓⅔][\d.,]*+(?<![.,])(?![);:\]]|[ -]?(?:(?:year|week|month|day|hour|minute|time|point|patient|subject)s?"
    r"|yrs?|or|and|of)\b)",
    re.I,
)
_LIST_BEFORE = re.compile(
    rf"(?<![\w.,/:+–-])(?P<figure>{FIGURE})(?:\s?,\s{{1,2}}(?:and |or |to )?|\s(?:and|or|vs\.?|versus)\s"
    rf"|\s?/\s?|、)$"
)
_COUNTER = re.compile(
    r"\b(?:days?|d|weeks?|phase|cycles?|groups?|arms?|cohorts?|visits?|part|levels?|step|months?|period"
    r"|stages?|grade|hours?|"
    r"years?|aged?|parts|doses?|n =|type|table|number)[ ]?$",
    re.I,
)
_TIMES_BEFORE = re.compile(r"(?<![\w.])(?P<times>[1-9])[ ]?[x×][ ]?$")
_VOLUME_RE = re.compile(
    rf"[ ]?(?:/|in|per)[ ]?{FIGURE}[ -]?(?:m[lL]|cc|L|millilit(?:er|re)s?|g|grams?|h|hours?|days?|weeks?"
    rf"|min)(?![A-Za-z\d])"
)
_OVER_RE = re.compile(r"[ ]?[/／∕][ ]?(?P<over>[A-Za-zµμ][\w²³^]{0,12})")
_GLOSS = re.compile(r"[ ]?\\?[(\[](?:mg|mcg|ng|[µμu]g|m[lL]|g|Gy|IU|U|mmol|CFU|PFU)\\?[)\]](?=[ ]?/|[ ]per[ ])")


def most_amounts(text: str) -> int:
    """How many amounts of a kind are read in a text: 400, and one more for every 250 characters.

    What has more is no prose, and would take time that grows with the square of its length.

    >>> most_amounts("take 5 mg")
    400
    """
    return 400 + len(text) // 250


@lru_cache(maxsize=1)
def prose_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text, and one more than `most_amounts` where there are too many.

    >>> [amount.low for amount in prose_amounts("take 5 mg")]
    [5.0]
    """
    most = most_amounts(text) + 1
    return tuple(find_amounts(text, most=most)[:most])


def find_amounts(text: str, *, most: int | None = None) -> list[Amount]:
    """All amounts of a text, left to right, none inside another; no more than `most` of a kind.

    A list with a unit at its end gives one amount a number ("1.5, 2.0 mg/kg"); "24/26 mg" gives two.

    >>> [(a.low, a.high, a.unit, a.per) for a in find_amounts("40-60 mg, then 24/26 mg, 5 mcg/kg/day")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [(40.0, 60.0, 'mg', ()), (24.0, 24.0, 'mg', ()), (26.0, 26.0, 'mg', ()), (5.0, 5.0, 'ug', ('kg', 'd'))]
    """
    powers = find_lost_superscripts(text) if "10" in text else []
    found = [amount for lost in powers if (amount := _repaired(text, lost)) is not None]
    taken = bytearray(len(text))
    for lost in powers:
        taken[lost.start : lost.end] = b"\x01" * (lost.end - lost.start)
    for match in islice(_AUC_RE.finditer(text), most) if "AUC" in text or "curve" in text else ():
        _add(found, taken, _auc(match))
    places = [_first_figure(text, run.start()) for run in _DIGITS.finditer(text)]
    for match in islice(matches_at(_AMOUNT_RE, text, places), most):
        if text[match.start() - 1 : match.start()] == "±":
            continue
        for amount in _with_list(text, _amount(text, match)):
            _add(found, taken, amount)
    for amount in list(found):
        _add(found, taken, _count_of(text, amount))
    for match in islice(matches_at(_BIG_RE, text, places), most):
        if (cells := _cells(text, match)) is not None:
            for amount in _with_list(text, cells):
                _add(found, taken, amount)
    for match in islice(matches_at(_WORD_AMOUNT_RE, text, number_word_places(lowered(text))), most):
        _add(found, taken, _words(text, match))
    return sorted(found, key=lambda amount: amount.start)


def _first_figure(text: str, start: int) -> int:
    """Where a number begins whose digits begin at start: ".5" begins at its point."""
    return start - 1 if start and text[start - 1] == "." else start


def _add(found: list[Amount], taken: bytearray, amount: Amount | None) -> None:
    """Adds the amount unless a part of it is taken; one byte a character keeps this linear."""
    if amount is None or 1 in taken[amount.start : amount.end]:
        return
    found.append(amount)
    taken[amount.start : amount.end] = b"\x01" * (amount.end - amount.start)


def _finish(text: str, amount: Amount) -> Amount:
    """The amount with what is written behind its unit: per-units, a volume it is dissolved in, another "/"."""
    gloss = _GLOSS.match(text, amount.end)
    per, end = find_per_units(text, gloss.end() if gloss else amount.end)
    if per:
        amount = amount._replace(end=end, per=(*amount.per, *per))
    if volume := _VOLUME_RE.match(text, amount.end):
        return amount._replace(of_volume=volume.end())
    if over := _OVER_RE.match(text, amount.end):
        return amount._replace(over=over["over"])
    return amount


def _amount(text: str, match: re.Match[str]) -> Amount:
    power = scale_of(match["scale"])
    first = figure_value(match["first"]).scaleb(power)
    second = figure_value(match["second"]).scaleb(power) if match["second"] else first
    start = match.start()
    times = 1
    if before := _TIMES_BEFORE.search(text, max(0, start - 5), start):
        times = int(before["times"])
    unit = unit_code(match["unit"]) or match["unit"].lower()
    low, high = float(min(first, second)), float(max(first, second))
    return _finish(text, Amount(start, match.end("unit"), low, high, unit, (), times=times))


def _with_list(text: str, last: Amount) -> list[Amount]:
    """The amount and the numbers listed before it that share its unit."""
    amounts = [last]
    start = last.start
    for _ in range(12):
        before = _LIST_BEFORE.search(text, max(0, start - 30), start)
        if before is None:
            break
        if _COUNTER.search(text, max(0, before.start() - 12), before.start()):
            return [last]
        value = float(figure_value(before["figure"]))
        start = before.start()
        end = before.end("figure")
        amounts.append(last._replace(start=start, end=end, low=value, high=value, times=1, of_volume=None, listed=True))
    else:
        return [last]
    return amounts


def _words(text: str, match: re.Match[str]) -> Amount | None:
    unit = unit_code(match["unit"] or match["measure"])
    value = float(word_value(match["first"]))
    return _finish(text, Amount(match.start(), match.end(), value, value, unit, ())) if unit else None


def _count_of(text: str, strength: Amount) -> Amount | None:
    """The count before a strength: "two" of "two 80 mg tablets" is 2 tablets."""
    form = _FORM_BEHIND.match(text, strength.end)
    count = _COUNT_BEFORE.search(text, max(0, strength.start - 14), strength.start) if form else None
    if form is None or count is None or (unit := unit_code(form["form"])) is None:
        return None
    value = float(word_value(count["word"]) if count["word"] else count["figure"])
    end = count.end("word") if count["word"] else count.end("figure")
    return Amount(count.start(), end, value, value, unit, ())


def _cells(text: str, match: re.Match[str]) -> Amount | None:
    unit = _CELLS_RE.match(text, match.end())
    if unit is None:
        return None
    first = figure_value(match["first"])
    second = figure_value(match["second"]) if match["second"] else first
    if first < second / 1000:  # "1-3 x 10^6": the power belongs to both
        first = first * second / figure_value(re.split(r"\s?[x×X*·∗⋅m]", match["second"])[0])
    code = unit_code(unit["unit"]) or "cells"
    return _finish(text, Amount(match.start(), unit.end(), float(first), float(second), code, ()))


def _auc(match: re.Match[str]) -> Amount | None:
    first = float(figure_value(match["first"]))
    second = float(figure_value(match["second"])) if match["second"] else first
    if not 1 <= first <= second <= 10:
        return None
    return Amount(match.start(), match.end(), first, second, "AUC", ())


def _repaired(text: str, lost: LostSuperscript) -> Amount | None:
    """The amount of a lost superscript, if its unit is one of doses ("/L" and "copies/mL" are laboratory values)."""
    tail = text[lost.power_end : lost.end]
    unit = _CELLS_RE.match(f" {tail.strip()}")
    if unit is not None:
        code = unit_code(unit["unit"]) or "cells"
    elif (spelled := _SPELLED.match(tail)) is not None:
        code = unit_code(spelled[1]) or spelled[1]
    else:
        return None
    head = text.find(unit["unit"] if unit else tail.strip(), lost.power_end)
    end = head + len(unit["unit"] if unit else tail.strip())
    return _finish(text, Amount(lost.start, end, lost.low, lost.high, code, (), repaired=lost.level == "certain"))
