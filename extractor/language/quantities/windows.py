"""The time that a statement speaks of: "within 4 weeks before randomisation", "for at least 3 months prior to
screening".

>>> find_windows("PSA > 4 ng/mL within 4 weeks before randomisation")
[TimeWindow(start=14, end=49, value=4.0, unit='wk', direction='before', anchor='randomisation')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from extractor.language.comparisons import Comparison, Readable, scan
from extractor.language.units import is_time

__all__ = ["Direction", "TimeWindow", "find_windows", "placed", "window_of"]

Direction = Literal["before", "after", "within"]


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A span of time at text[start:end]: `value` (the longer of a range) in a UCUM unit, and what it is counted
    from.
    """

    start: int
    end: int
    value: float
    unit: str
    direction: Direction
    anchor: str | None = None


_RELATION = re.compile(
    r"\s?(?:period\s|time\s|interval\s)?(?:immediately\s|directly\s|just\s|or (?:less|more)\s)?"
    r"(?:(?P<around>(?:before|prior to) (?:or|and|and/or) after|(?:on )?either side of)"
    r"|(?P<before>prior\s(?:to)?|before|preceding|previous\sto|pre-?|in advance of|leading up to)"
    r"|(?P<after>after|following|post-?|since|from|subsequent to)|(?P<of>of))\s?"
    r"(?:the\s|a\s|an\s|their\s)?(?P<anchor>[A-Za-z][\w'/-]{1,24}(?:\s(?!and\b|or\b|with\b|for\b|in\b|at\b|is\b"
    r"|are\b|if\b"
    r"|unless\b|as\b|that\b|which\b|who\b|must\b|should\b|will\b|without\b|on\b|has\b|have\b|by\b|except\b|while\b"
    r"|due\b)"
    r"[\w'/-]{1,24}){0,4})?",
    re.I,
)
_PRIOR = re.compile(r"\s(?:prior|before|ago|earlier|previously)\b", re.I)
_LATER = re.compile(r"\s(?:later|after|afterwards|thereafter)\b", re.I)


def find_windows(text: str) -> list[TimeWindow]:
    """The windows of a text, left to right: spans of time with a word that says where they lie."""
    readable = Readable(text)
    windows = [found for item in scan(readable.text) if (found := window_of(readable.text, item))]
    return [placed(readable, window) for window in windows]


def placed(readable: Readable, window: TimeWindow) -> TimeWindow:
    """The window in the text as it was given."""
    start, end = readable.place(window.start, window.end)
    return replace(window, start=start, end=end)


def window_of(text: str, item: Comparison) -> TimeWindow | None:
    """The window that a comparison with a unit of time states; None if nothing tells where it lies."""
    value = item.high if item.high is not None else item.low
    if value is None or item.unit is None or not is_time(item.unit):
        return None
    relation = _RELATION.match(text, item.end)
    if relation and not (relation["of"] and item.kind != "within"):
        direction: Direction = "before" if relation["before"] else "after" if relation["after"] else "within"
        anchor, end = relation["anchor"], relation.end()
        return TimeWindow(item.start, end, value, item.unit, direction, " ".join(anchor.split()) if anchor else None)
    if prior := _PRIOR.match(text, item.end):
        return TimeWindow(item.start, prior.end(), value, item.unit, "before")
    if later := _LATER.match(text, item.end):
        return TimeWindow(item.start, later.end(), value, item.unit, "after")
    kinds: dict[str, Direction] = {"within": "within", "past": "before", "next": "after"}
    if item.kind not in kinds:
        return None
    past = re.search(r"past|last|previous|prior|preceding", text[item.start : item.end], re.I)
    return TimeWindow(item.start, item.end, value, item.unit, "before" if past else kinds[item.kind])
