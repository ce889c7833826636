"""Durations and schedules in words: "6-8 weeks", "two and a half years", "3 times a week for 12 weeks".

Nothing here is relative to today: "until next May" is no duration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.doses.regimens import Frequency, find_frequencies
from extractor.language.numbers import (
    FIGURE,
    RANGE_SIGN,
    WORD_NUMBER,
    lowered,
    matches_at,
    number_places,
    parse_number,
)

__all__ = ["Duration", "Schedule", "find_durations", "find_schedules", "iso_duration"]

_UNITS = {
    "year": ("Y", r"years?|yrs?"),
    "month": ("M", r"months?|mos?\b"),
    "week": ("W", r"weeks?|wks?"),
    "day": ("D", r"days?"),
    "hour": ("H", r"hours?|hrs?|h\b"),
    "minute": ("M", r"minutes?|mins?"),
    "second": ("S", r"seconds?|secs?"),
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, (_, words) in _UNITS.items())
_AMOUNT = rf"(?:{WORD_NUMBER}|{FIGURE}|an?\b)"
_HALF = r"(?P<half> and (?:an? )?half)"
_PART = re.compile(
    rf"(?<![\w.,/-])(?P<low>{_AMOUNT}|half(?: an?)?)(?:{RANGE_SIGN}(?P<high>{FIGURE}|{WORD_NUMBER}))?{_HALF}?"
    rf"(?:\s?\(\d{{1,4}}\))?[ -]?(?:full |more |additional |extra |consecutive |calendar |completed"
    rf" )?(?:{_UNIT})(?![A-Za-z])"
    r"(?P<behind> and (?:an? )?half\b)?",
    re.I,
)
_JOINT = re.compile(r"(?:\s?,\s?|\s)(?:and\s)?", re.I)
_ORDER = tuple(_UNITS)
_FOR = re.compile(
    r"\s?,?\s?(?:for|over|during|x)\s(?:a (?:total|period|duration) of\s|(?:at least|up to|approximately|about|the"
    r"|a total of)\s)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at text[start:end] as parts (number, unit) from the largest unit down; `high` of a range.

    Units: year, month, week, day, hour, minute, second.
    """

    start: int
    end: int
    parts: tuple[tuple[float, str], ...]
    high: float | None = None

    @property
    def iso(self) -> str:
        """The duration in ISO 8601: "P2Y3M"; a range as its two ends, "P6W/P8W"."""
        low = iso_duration(self.parts)
        return low if self.high is None else f"{low}/{iso_duration(((self.high, self.parts[-1][1]),))}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often and how long at text[start:end]; one of the two may be missing."""

    start: int
    end: int
    frequency: Frequency | None
    duration: Duration | None


def iso_duration(parts: tuple[tuple[float, str], ...]) -> str:
    """Parts of a duration in ISO 8601, weeks beside other parts as its 2019 edition allows.

    >>> iso_duration(((2, "year"), (3, "month"))), iso_duration(((1.5, "hour"),)), iso_duration(((6, "week"),))
    ('P2Y3M', 'PT1.5H', 'P6W')
    """
    written = {unit: f"{value:g}{_UNITS[unit][0]}" for value, unit in parts}
    days = "".join(written[unit] for unit in _ORDER[:4] if unit in written)
    hours = "".join(written[unit] for unit in _ORDER[4:] if unit in written)
    return f"P{days}T{hours}" if hours else f"P{days}"


def find_durations(text: str) -> list[Duration]:
    """All durations of a text, left to right; "2 years and 3 months" is one.

    >>> [duration.iso for duration in find_durations("6-8 weeks, two and a half years, 1 hour and 30 minutes")]
    ['P6W/P8W', 'P2.5Y', 'PT1H30M']
    """
    found: list[Duration] = []
    for match in matches_at(_PART, text, number_places(lowered(text))):
        one = _duration(match)
        last = found[-1] if found else None
        if last and last.high is None and one.high is None and _continues(text, last, one):
            found[-1] = Duration(last.start, one.end, (*last.parts, *one.parts))
        else:
            found.append(one)
    return found


def _duration(match: re.Match[str]) -> Duration:
    unit = next(name for name in _UNITS if match[name])
    half = 0.5 if match["half"] or match["behind"] else 0.0
    low = _number(match["low"]) + half
    high = _number(match["high"]) + half if match["high"] else None
    return Duration(match.start(), match.end(), ((low, unit),), high)


def _number(text: str) -> float:
    lowered = text.lower()
    if lowered.startswith("half"):
        return 0.5
    return 1.0 if lowered in ("a", "an") else parse_number(lowered) or 0.0


def _continues(text: str, last: Duration, one: Duration) -> bool:
    """Whether a part goes on with the one before: a smaller unit, joined by a comma or "and"."""
    steps = _ORDER.index(one.parts[0][1]) - _ORDER.index(last.parts[-1][1])
    return (
        steps in (1, 2, 3)
        and last.parts[-1][0].is_integer()
        and _JOINT.fullmatch(text, last.end, one.start) is not None
    )


def find_schedules(text: str) -> list[Schedule]:
    """How often with how long ("3 times a week for 12 weeks"), left to right; a duration alone is no schedule.

    >>> found = find_schedules("exercise 3 times a week for 12 weeks")[0]
    >>> found.frequency, found.duration.iso
    (Frequency(times=3.0, period=1.0, unit='wk', period_high=None), 'P12W')
    """
    found: list[Schedule] = []
    often_said = find_frequencies(text)
    durations = find_durations(text) if often_said else []
    for often in often_said:
        lasting = next(
            (d for d in durations if d.start >= often.end and _FOR.fullmatch(text, often.end, d.start)), None
        )
        end = lasting.end if lasting else often.end
        found.append(Schedule(often.start, end, often.value, lasting))
    return found
