"""Restrictions in time: what may not have been within which time of what ("chemotherapy within 4 weeks of ...")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.language.numbers import lowered
from extractor.language.time_units import DAYS

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(), 1
    )
}
_UNIT = r"(?P<unit>hour|day|week|month|year)s?"
_WINDOW = re.compile(
    r"(?i)\b(?:within|in|during|over|less than|<)\s{0,2}(?:the\s)?"
    r"(?:past|last|previous|prior|preceding)?\s?"
    rf"(?P<number>\d{{1,3}}(?:\.\d)?|{'|'.join(_NUMBERS)})"
    rf"\s?(?:\(\d{{1,3}}\)\s?)?-?{_UNIT}\b(?:\s(?:prior|before"
    rf"|preceding|previous(?:ly)?))?(?!\s+(?:after|following|post))"
)
_STOP = re.compile(r"[;；]|\n\s*\n|\.\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")
_LONGER = re.compile(r"(?i)half-?\s?li[fv]es|whichever|unless|except|if\b|respectively")
_PARTICIPATION = re.compile(r"participat(?:ion|ing|ed|e)")
_SMALL = frozenset(
    "the a an of any or and to prior before from at on in for with by is are has have had been be subject subjects "
    "patient patients participant participants who study trial start first day within last past previous other his her "
    "their use used using receipt receive received receiving taken taking treatment treated".split()
)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Text[start:end] restricts `what` (its words, folded) to a window of `days` days before `anchor` (its words)."""

    start: int
    end: int
    what: frozenset[str]
    days: float
    anchor: frozenset[str]


def find_restrictions(text: str) -> list[Restriction]:
    """The restrictions of a criterion, in order; those of a clause with two windows or with conditions are left out.

    >>> [(sorted(one.what), one.days) for one in find_restrictions("Major surgery within 4 weeks of randomisation")]
    [(['major', 'surgery'], 28.0)]
    """
    small = lowered(text)
    if not any(map(small.__contains__, DAYS)):
        return []
    return [found for start, end in _clauses(text) for found in _read(text, start, end)]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in _STOP.finditer(text):
        yield at, stop.start()
        at = stop.end()
    yield at, len(text)


def _read(text: str, start: int, end: int) -> Iterator[Restriction]:
    windows = list(_WINDOW.finditer(text, start, end))
    if len(windows) != 1 or _LONGER.search(text, start, end):
        return
    window = windows[0]
    number = _NUMBERS.get(window["number"].lower()) or float(window["number"])
    what = _words(text[start : window.start()])
    if what:
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        stop = start + len(text[start:end].rstrip())
        days = number * DAYS[window["unit"].lower()]
        yield Restriction(start + lead, stop, what, days, _words(text[window.end() : end]))


def _words(text: str) -> frozenset[str]:
    words = (word.rstrip("s") for word in _WORD.findall(text.lower()) if word not in _SMALL)
    return frozenset(_PARTICIPATION.sub("participat", word) for word in words)
