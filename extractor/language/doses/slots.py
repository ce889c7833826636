"""Route, frequency, duration and time of infusion of one amount, from the words of its zone."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from extractor.language.doses.regimens import (
    DaySpec,
    Frequency,
    Period,
    Placed,
    T,
    find_cycles,
    find_days,
    find_durations,
    find_frequencies,
    find_routes,
)
from extractor.language.doses.zones import Zone

__all__ = ["Regimens", "Timing"]

_SINGLE = re.compile(r"\bsingle[ -]$", re.I)
_GIVEN_ONCE = re.compile(r"[ ](?:[\w-]{1,14}[ ]){0,2}?(?:dose|injection|infusion|bolus|administration)\b", re.I)
_SUBJECT = re.compile(
    r"\b(?:patients?|participants?|subjects?|infants?|children|women|who|receiv\w{0,3}|tak(?:e|es|ing)|will)\b", re.I
)
_CLAUSE_SIGN = re.compile(r"\)?[ ]?[:,]")
_OTHER_DAY = re.compile(r"\b(?:and|&)[ ](?:on[ ])?$", re.I)
_REPEATED = re.compile(r"[\s.]{0,4}(?:the[ ])?(?:cycles?|courses?|treatments?|repeat\w*)\b[^.;\n]{0,40}", re.I)
_NEW_PHASE = re.compile(
    r"\b(?:followed by|then|thereafter|afterwards|subsequently|increase|escalat|reduced|until|maintenance)\b|[;]", re.I
)


class Timing(NamedTuple):
    """When a dose is given, for how long, and how long one administration runs."""

    frequency: Frequency | None = None
    duration: Period | None = None
    infusion: Period | None = None


class Regimens:
    """All words of regimens around the amounts of a text, found once and looked up by place."""

    def __init__(self, text: str, places: Iterable[tuple[int, int]]) -> None:
        self.text = text
        windows = _merged(places)
        self._routes = _found(find_routes, text, windows)
        self._frequencies = _found(find_frequencies, text, windows)
        self._days = _found(find_days, text, windows)
        self._durations = _found(find_durations, text, windows)
        self._cycles = _found(find_cycles, text, windows)

    def routes(self, start: int, end: int) -> set[str]:
        """The routes that are named between two places, radiation left out."""
        return {item.value for item in _inside(self._routes, start, end)} - {"RT"}

    def plain_frequencies(self, start: int, end: int) -> list[Frequency]:
        """The frequencies between two places that are neither cycles nor single doses."""
        return [item.value for item in _inside(self._frequencies, start, end) if not item.kind]

    def route(self, zone: Zone) -> str | None:
        """The route behind the amount, else the nearest before it."""
        behind, before = self._sides(self._routes, zone)
        return next((item.value for item in (*behind, *before) if item.value != "RT"), None)

    def timing(self, zone: Zone, *, cumulative: bool) -> Timing:
        """The timing that the words of the zone give its amount; a cumulative amount has no frequency."""
        frequency, days = (None, None) if cumulative else self._frequency(zone)
        behind, before = self._sides(self._durations, zone)
        behind = [item for item in behind if not self._is_cycle(item)]
        before = [item for item in before if not self._is_cycle(item) and item.value.unit != "h"]
        if frequency is None and "d" not in zone.amount.per:
            behind, before = ([item for item in side if item.kind != "week"] for side in (behind, before))
        infusion = next((item.value for item in (*behind, *before) if item.kind == "infusion"), None)
        length = next((item.value for item in (*behind, *before) if item.kind != "infusion"), None)
        return Timing(frequency, length or days, infusion)

    def timed(self, zone: Zone) -> bool:
        """Whether the words behind an amount name days on which it is given."""
        return bool(self._sides(self._days, zone)[0])

    def _is_cycle(self, item: Placed[Period]) -> bool:
        """Whether a length is that of a cycle ("during 28 day-cycles"), not the time of treatment."""
        return re.match(r"[ -]cycles?\b", self.text[item.end : item.end + 8], re.I) is not None

    def _sides(self, items: "_Items[T]", zone: Zone) -> tuple[list[Placed[T]], list[Placed[T]]]:
        """What stands behind the amount, and what stands before it from the nearest on."""
        behind = _inside(items, zone.amount.end, zone.end)
        before = _inside(items, zone.start, zone.amount.start)
        return [x for x in behind if zone.holds(x.start, x.end)], [x for x in before if zone.holds(x.start, x.end)][
            ::-1
        ]

    def _frequency(self, zone: Zone) -> tuple[Frequency | None, Period | None]:
        """How often, and the duration that named days imply."""
        amount = zone.amount
        behind, before = self._sides(self._frequencies, zone)
        days, own = self._named_days(zone)
        found = behind or ([] if own else before)
        plain = next((item.value for item in found if not item.kind), None)
        cycle = next((item.value for item in found if item.kind == "cycle"), None)
        once = next((item.value for item in found if item.kind == "once"), None)
        if plain is not None:
            length = Period(float(days.count), "d") if days and days.consecutive and plain.unit in ("d", "h") else None
            return plain, length
        if days is not None:
            return self._on_days(zone, days, cycle)
        if cycle is not None or once is not None:
            return cycle or once, None
        around = self.text[max(zone.start, amount.start - 8) : amount.start], self.text[amount.end : zone.end][:60]
        if _SINGLE.search(around[0]) and _GIVEN_ONCE.match(around[1]):
            return Frequency(1.0, 1.0, "once"), None
        return (Frequency(float(amount.times), 1.0, "d") if amount.times > 1 else None), None

    def _on_days(self, zone: Zone, days: DaySpec, cycle: Frequency | None) -> tuple[Frequency | None, Period | None]:
        daily = "d" in zone.amount.per
        every = cycle if cycle is not None and cycle.unit != "cycle" else self._cycle_length(zone)
        if every is not None and not daily and days.count:
            return Frequency(float(days.count), every.period, every.unit), None
        if cycle is not None and days.count:
            return Frequency(float(days.count), 1.0, "cycle"), None
        if days.consecutive:
            return (None if daily else Frequency(float(zone.amount.times), 1.0, "d")), Period(float(days.count), "d")
        return (Frequency(1.0, 1.0, "once") if days.count == 1 and not daily else None), None

    def _named_days(self, zone: Zone) -> tuple[DaySpec | None, bool]:
        """The days that are named, and whether they stand behind the amount."""
        behind, before = self._sides(self._days, zone)
        if behind:
            spec = behind[0]
            joined = spec.value.count == 1 and _OTHER_DAY.search(
                self.text, max(zone.start, spec.start - 10), spec.start
            )
            several = joined or (len(behind) > 1 and spec.kind)
            return (DaySpec(0, consecutive=False) if several else spec.value), True
        for spec in before[:1]:
            gap = self.text[spec.end : zone.amount.start]
            if _CLAUSE_SIGN.match(gap) or not _SUBJECT.search(gap):
                return spec.value, False
        return None, False

    def _cycle_length(self, zone: Zone) -> Frequency | None:
        """The cycle that the sentence names, or "every 3 weeks" behind the amount where no new phase has begun."""
        if cycles := _inside(self._cycles, *zone.sentence):
            return Frequency(1.0, cycles[0].value.value, cycles[0].value.unit)
        last = zone.sentence[1]
        phase = _NEW_PHASE.search(self.text, zone.amount.end, last)
        repeated = _REPEATED.match(self.text, last, last + 60)
        windows = [(zone.amount.end, phase.start() if phase else last)]
        windows += [repeated.span()] if repeated and not phase else []
        found = [item.value for window in windows for item in _inside(self._frequencies, *window)]
        if length := next((value for value in found if value.unit in ("d", "wk") and value.period > 1), None):
            return Frequency(1.0, length.period, length.unit)
        known = {item.value for item in _inside(self._cycles, last - 600, last + 200)}
        return Frequency(1.0, (only := known.pop()).value, only.unit) if len(known) == 1 else None


_Items = tuple[Sequence[int], Sequence[Placed[T]]]


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(
    find: Callable[[str], Iterable[Placed[T]]], text: str, windows: Sequence[tuple[int, int]]
) -> tuple[Sequence[int], Sequence[Placed[T]]]:
    items = [
        Placed(start + item.start, start + item.end, item.value, item.kind)
        for start, end in windows
        for item in find(text[start:end])
    ]
    return [item.start for item in items], items


def _inside(items: tuple[Sequence[int], Sequence[Placed[T]]], start: int, end: int) -> list[Placed[T]]:
    starts, placed = items
    return [item for item in placed[bisect_left(starts, start) : bisect_left(starts, end)] if item.end <= end]
