"""Quantities in criteria: what is measured, the bounds as stated, the unit, what it is relative to, and when.

>>> [(q.measurement, q.low, q.high, q.unit) for q in find_quantities("ANC >= 1.5 x 10^9/L and BP > 140/90 mmHg")]
... # doctest: +NORMALIZE_WHITESPACE
[('ANC', 1500000000.0, None, '/L'), ('systolic BP', 140.0, None, 'mm[Hg]'), ('diastolic BP', 90.0, None, 'mm[Hg]')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.language.comparisons import Comparison, Readable, scan
from extractor.language.quantities.measures import COUNTS, HIGH_IS_GOOD, LOW_IS_GOOD, SCALES, Measure, measure_key
from extractor.language.quantities.names import before, behind, fits, generic, is_amount, is_count, subject
from extractor.language.quantities.windows import TimeWindow, placed, window_of
from extractor.language.units import comparable, is_time

__all__ = ["SCALES", "Quantity", "TimeWindow", "Unread", "find_quantities", "measure_key", "read_quantities"]


class Quantity(NamedTuple):
    """A threshold or range of a measurement, as stated; text[start:end] is its value with operator and unit.

    measurement: as written, at text[named_start:named_end]; key: its name for comparison. low, high: None is no bound.
    relative_to: ULN, LLN or baseline, of which low and high are multiples (unit is None then). repaired: a lost sign or
    superscript was read from what stands around it.
    """

    start: int
    end: int
    measurement: str
    key: str
    named_start: int
    named_end: int
    low: float | None
    high: float | None
    low_inclusive: bool
    high_inclusive: bool
    unit: str | None
    relative_to: str | None
    window: TimeWindow | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """text[start:end] has an operator and a value, and why no quantity was made of it."""

    start: int
    end: int
    reason: str


_BREAK = re.compile(
    r"[\n;.!?](?:(?<=\n)\s{0,12}(?:\n|(?:[-*•·◦▪]|o\s|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\s?[.)](?!\d)))|(?<=;)"
    r"|(?<=[.!?])(?<![A-Z].)(?<!e\.g.)(?<!i\.e.)(?<!vs.)(?<!approx.)(?=\s+[A-Z(]))"
)
_CARRIED = re.compile(
    r"[\s,()\[\]:/-]{0,4}(?:(?:and|or|but|to|if|for|in|is|are|be|with|must|the|men|women|males?|females?|patients?"
    r"|subjects?|participants?|"
    r"known|liver|hepatic|bone|metasta\w+|present|who|have|has|children|adults|otherwise|unless|gilbert'?s?"
    r"|syndrome|disease|involvement"
    r"|due|not|more|less|than|both|either|allowed|acceptable|permitted|boys|girls|alone|case|cases|of|inclusive"
    r"|tumor|tumors|"
    r"attributable|cancer|documented|at|screening|baseline|also|on|a|eg|ie|i\.e\.|e\.g\.|equal|equivalent|equals"
    r"|approximately|asian)\b[\s,()\[\]:/.-]{0,4}){0,9}",
    re.I,
)
_JOINED = re.compile(r"[\s,)\]]{0,3}(?:and|but|to|-|&|or|i\.e\.,?|/|=)?[\s(,\[]{0,3}(?:is |are |be |also |or )?", re.I)
_LINK = re.compile(r"[,&/-]|\b(?:and|but|to)\b", re.I)
_OR = re.compile(r"\bor\b", re.I)
_BOUNDS = (">=", ">", "<=", "<", "=", "better", "worse")
_TIMES = ("within", "past", "next")
_OTHER_UNIT = re.compile(r"\s?(?:[(\[]\s?(?:or|i\.e\.,?|equivalent to|=|~|about|approximately)?|[/=]|or)\s?", re.I)
_WINDOW_GAP = 60
_BETWEEN = re.compile(
    r"(?!.*(?:\b(?:or|and|no|not|without|absence|free|recent)\b"
    r"|,(?! ?(?:obtained|within|measured|assessed|at\b|as\b|on\b|in\b|for\b|during))))"
    r"[^;\n]*",
    re.I,
)
_LEADING = re.compile(
    r"[\s,:(]{0,4}(?:(?:the|an?|have|had|has|must|with|of|documented|patients?|subjects?|participants?|adequate"
    r"|following|screening|"
    r"laboratory|values?|should|be|show\w*|demonstrat\w+|central|local|a|as|confirmed|evidence)\b[\s,:(]{1,3}){0,6}",
    re.I,
)
_PRESSURES = frozenset(("systolic BP", "diastolic BP"))
_OTHER_THAN = re.compile(
    r"(?:\bv\.?|\bversion|\bother than|\boutside(?: of)?(?: the)?(?: range)?(?: of)?|\bnot equal to"
    r"|≠|\bexcept)\s{0,2}$",
    re.I,
)
_LEAST = re.compile(r"\b(?:(?P<low>minimum|minimal|min\.?|at least an?)|(?P<high>maximum|maximal|max\.?))\s$", re.I)


def find_quantities(text: str, *, excluded: bool = False) -> list[Quantity]:
    """The quantities of a text, left to right, as stated; `excluded` tells how a lost sign is read.

    >>> find_quantities("Hemoglobin = 9 g/dL")[0].low, find_quantities("Hemoglobin = 9 g/dL", excluded=True)[0].high
    (9.0, 9.0)
    """
    return read_quantities(text, excluded=excluded)[0]


def read_quantities(text: str, *, excluded: bool = False) -> tuple[list[Quantity], list[Unread]]:
    """The quantities of a text, and what looks like one and could not be read."""
    readable = Readable(text)
    found, unread = _Reader(readable.text, excluded=excluded).read()
    return [_placed(readable, one) for one in found], [
        replace(one, start=place[0], end=place[1]) for one in unread for place in [readable.place(one.start, one.end)]
    ]


def _placed(readable: Readable, one: Quantity) -> Quantity:
    start, end = readable.place(one.start, one.end)
    named_start, named_end = readable.place(one.named_start, one.named_end)
    window = placed(readable, one.window) if one.window else None
    return one._replace(start=start, end=end, named_start=named_start, named_end=named_end, window=window)


class _Reader:
    """Reads one text from left to right: what was measured last carries on until the clause ends."""

    def __init__(self, text: str, *, excluded: bool) -> None:
        self.text, self.excluded = text, excluded
        self.items = list(scan(text))
        self.breaks = [match.start() for match in _BREAK.finditer(text)] if self.items else []
        self.since = self.next_break = 0
        self.carried: list[Measure] = []
        self.last: Comparison | None = None
        self.found: list[Quantity] = []
        self.unread: list[Unread] = []

    def read(self) -> tuple[list[Quantity], list[Unread]]:
        for index, item in enumerate(self.items):
            self._cross(item.start)
            measures = _named(self.text, self.since, item)
            if measures is None and (measures := self._carried_over(item)) and self.last:
                item = _as_before(item, self.last)
            if measures is None and (alone := _generic(self.text, self.since, item)):
                measures = [alone]
            if measures:
                made = _quantities(self.text, item, measures, excluded=self.excluded)
                _append(self.text, self.found, self._with_window(index, made))
                self.carried, self.last = measures, item
                self.since = max(self.since, item.end, *(one.end for one in measures))
            elif measures is None and _looks_like_one(self.text, item):
                self.unread.append(Unread(item.start, item.end, "no measurement is named"))
        return self.found, self.unread

    def _cross(self, at: int) -> None:
        """Forgets what was measured where a clause ends."""
        while self.next_break < len(self.breaks) and self.breaks[self.next_break] < at:
            self.since, self.next_break = self.breaks[self.next_break], self.next_break + 1
            self.carried = []

    def _carried_over(self, item: Comparison) -> list[Measure] | None:
        """The measurements of the value before, where this value is still of them."""
        if self.last is None or not self.carried or not _carries(self.text, self.last, self.since, item):
            return None
        return [one for one in self.carried if fits(one, item) and _alike(self.text, self.last, item, one)] or None

    def _with_window(self, index: int, made: list[Quantity]) -> list[Quantity]:
        """The quantities with the time that is said right behind them, or right before them."""
        item = self.items[index]
        behind_it = self.items[index + 1] if index + 1 < len(self.items) else None
        before_it = self.items[index - 1] if index else None
        if (
            behind_it
            and self._near(item.end, behind_it.start, _BETWEEN)
            and (window := window_of(self.text, behind_it))
        ):
            return [one._replace(window=window) for one in made]
        window = window_of(self.text, before_it) if before_it else None
        if window and window.direction != "after" and self._near(window.end, made[0].named_start, _LEADING):
            return [one._replace(window=window) for one in made]
        return made

    def _near(self, start: int, end: int, words: re.Pattern[str]) -> bool:
        return 0 <= end - start <= _WINDOW_GAP and words.fullmatch(self.text, start, end) is not None


def _as_before(item: Comparison, last: Comparison) -> Comparison:
    """A value without operator with that of the value before it: "< 40 mg/dL in men and 50 mg/dL in women"."""
    if item.unit is None and item.relative_to is None:
        item = item._replace(relative_to=last.relative_to)
    if item.kind or item.low != item.high or last.kind not in _BOUNDS:
        return item
    return item._replace(
        kind=last.kind, low=item.low if last.low is not None else None, low_inclusive=last.low_inclusive,
        high=item.high if last.high is not None else None, high_inclusive=last.high_inclusive,
    )  # fmt: skip


def _alike(text: str, last: Comparison, item: Comparison, measure: Measure) -> bool:
    """Whether two values can be of one measurement: units of one kind, or a conversion in brackets."""
    if item.unit is None and is_time(last.unit):
        return False
    if item.unit is None or last.unit is None or comparable(last.unit, item.unit, substance=measure.key):
        return True
    return _OTHER_UNIT.fullmatch(text, last.end, item.start) is not None


def _named(text: str, since: int, item: Comparison) -> list[Measure] | None:
    """What a comparison is about; empty where it is about something else, None where nothing known is named."""
    if not item.kind and _OTHER_THAN.search(text, max(0, item.start - 24), item.start):
        return []
    if item.kind in _TIMES or is_count(text, item):
        return None if item.kind in _TIMES else []
    if item.turned:
        about = subject(text, item.end)
        return [about] if about and fits(about, item) else None
    if "stolic" in text[item.end : item.end + 14]:
        about = behind(text, item.end)
        if about and about.key in _PRESSURES and fits(about, item):
            return [about]
    found = before(text, since, item)
    fitting = [one for one in found if one.key and fits(one, item)]
    if {one.key for one in fitting} & _PRESSURES:  # "hypertension (systolic > 160 mmHg)"
        fitting = [one for one in fitting if one.key != "BP"]
    if fitting:
        return fitting if _is_stated(item, fitting) else []
    if found and not found[-1].key and not is_time(item.unit):
        return []
    about = behind(text, item.end) if item.states else None
    return [about] if about and fits(about, item) else None


def _generic(text: str, since: int, item: Comparison) -> Measure | None:
    """The measurement of a comparison by a name that no table has, or the bare word "grade"."""
    if not item.states or item.kind in (*_TIMES, "±"):
        return None
    if item.scale == "grade" and (item.kind in _BOUNDS or item.low != item.high):
        at = text.lower().find("grade", item.start, item.end)
        return Measure(at, at + 5, "grade")
    return generic(text, since, item) if not item.scale else None


def _is_stated(item: Comparison, measures: Sequence[Measure]) -> bool:
    """Whether a value is stated: a bare number is one of scales alone."""
    return item.states or (measures[-1].key in SCALES and item.low is not None and item.low <= 100)


def _carries(text: str, last: Comparison, since: int, item: Comparison) -> bool:
    """Whether what was measured before is still spoken of: "≥ 2 for men and ≥ 3 for women"."""
    if item.kind in _TIMES or not item.states or item.start - last.end > 90 or (is_time(item.unit) and not item.kind):
        return False
    return _CARRIED.fullmatch(text, since, item.start) is not None


def _looks_like_one(text: str, item: Comparison) -> bool:
    """Whether an operator and a value stand there that ought to be of something."""
    if item.kind not in _BOUNDS or is_time(item.unit):
        return False
    return item.relative_to is not None or (
        text[item.start] in "<>≤≥" and item.unit is not None and not is_amount(item.unit)
    )


def _quantities(text: str, item: Comparison, measures: Sequence[Measure], *, excluded: bool) -> list[Quantity]:
    """One quantity a measurement; two for "140/90"."""
    made = []
    item = _counted(text, item, measures[-1].key)
    for one in measures:
        low, high, repaired = _bounds(text, item, one, excluded=excluded)
        made.append(
            Quantity(
                item.start,
                item.end,
                " ".join(text[one.start : one.end].split()),
                one.key,
                one.start,
                one.end,
                low,
                high,
                item.low_inclusive,
                item.high_inclusive,
                item.unit,
                item.relative_to,
                repaired=repaired or item.repaired,
            )
        )
    if item.pair is None:
        return made
    systolic = made[0]._replace(measurement="systolic BP", key="systolic BP")
    return [systolic, _shifted(made[0], item.pair)._replace(measurement="diastolic BP", key="diastolic BP")]


def _counted(text: str, item: Comparison, key: str) -> Comparison:
    """ "100 G/L" of platelets is giga, not gram."""
    if key not in COUNTS or item.unit != "g/L" or not text[: item.end].endswith(("G/L", "G/l")):
        return item
    low, high = (None if value is None else value * 1e9 for value in (item.low, item.high))
    return item._replace(low=low, high=high, unit="/L")


def _shifted(quantity: Quantity, value: float) -> Quantity:
    return quantity._replace(low=None if quantity.low is None else value, high=None if quantity.high is None else value)


def _bounds(
    text: str, item: Comparison, measure: Measure, *, excluded: bool
) -> tuple[float | None, float | None, bool]:
    """The bounds of a comparison for what it is about: "or better" and a lost sign depend on it."""
    value = item.low if item.low is not None else item.high
    key = measure.key
    if item.kind in ("better", "worse"):
        upper = (item.kind == "better") == (key in LOW_IS_GOOD)
        return (None, value, False) if upper else (value, None, False)
    if item.low != item.high or item.listed:
        return item.low, item.high, False
    if item.kind == "=" and (item.unit or item.relative_to) and (key in LOW_IS_GOOD or key in HIGH_IS_GOOD):
        minimum = (key in HIGH_IS_GOOD) != excluded
        return (value, None, True) if minimum else (None, value, True)
    if not item.kind and (leading := _LEAST.search(text, max(0, measure.start - 14), measure.start)):
        return (value, None, False) if leading["low"] else (None, value, False)
    return item.low, item.high, False


def _append(text: str, found: list[Quantity], made: list[Quantity]) -> None:
    """Adds quantities; what two neighbours of one measurement share is shared: a unit, an operator, a range."""
    last = found[-1] if found else None
    new = made[0]
    if (
        last is None
        or len(made) > 1
        or last.key != new.key
        or not _JOINED.fullmatch(text, max(last.end, last.named_end), new.start)
    ):
        found.extend(made)
        return
    if last.unit is None and last.relative_to is None and new.unit:
        last = found[-1] = last._replace(unit=new.unit)
    if merged := _range(text, last, new):
        found[-1] = merged
    elif (
        last.unit
        and new.unit not in (None, last.unit)
        and new.low == new.high
        and _OTHER_UNIT.fullmatch(text, last.end, new.start)
    ):
        # "above 48 mmol/mol (or 6.5%)": the same bound in another unit.
        low, high = (None if last.low is None else new.low), (None if last.high is None else new.high)
        found.append(
            new._replace(low=low, high=high, low_inclusive=last.low_inclusive, high_inclusive=last.high_inclusive)
        )
    else:
        found.extend(made)


def _range(text: str, last: Quantity, new: Quantity) -> Quantity | None:
    """A lower and an upper bound that are joined, or two lost signs, as one range; None where they are none."""
    turned = last.named_start >= last.end
    if _OR.search(text, last.end, new.start) or not (turned or _LINK.search(text, last.end, new.start)):
        return None
    if last.unit and new.unit and last.unit != new.unit:
        return None
    if (
        (last.low is None) != (last.high is None)
        and (last.low is None) == (new.high is None)
        and (new.low is None) != (new.high is None)
    ):
        bottom, top = (last, new) if last.high is None else (new, last)
    elif text[last.start] == "=" == text[new.start] and last.unit in (None, new.unit):
        bottom, top = sorted((last, new), key=_value)
    else:
        return None
    return last._replace(
        end=new.end, low=_value(bottom), high=_value(top),
        low_inclusive=bottom.low_inclusive, high_inclusive=top.high_inclusive,
        unit=new.unit or last.unit, relative_to=new.relative_to or last.relative_to, window=new.window or last.window,
        repaired=last.repaired or new.repaired or text[last.start] == "=",
    )  # fmt: skip


def _value(quantity: Quantity) -> float:
    return next((value for value in (quantity.low, quantity.high) if value is not None), 0.0)
