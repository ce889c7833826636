"""Times that a text names: lengths ("8 weeks", "24-hour"), points ("Week 8") and what repeats ("every 3 months").

Everything is converted to days. Units without a length in days (cycles, visits, sessions) are no times.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extractor.language.numbers import lowered, matches_at, parse_number, places
from extractor.language.remembering import remembered
from extractor.language.time_units import DAYS

__all__ = ["Kind", "Time", "find_times"]

Kind = Literal["length", "point", "recurring", "recalled", "age", "tolerance", "before"]


class Time(NamedTuple):
    """One time that a text names, `text[start:end]`.

    low, high: in days, equal unless it is a range ("8-12 weeks"). unit: minute, hour, day, week, month or year.
    kind: "length" and "point" count from the start or from the event that is named; "recurring" is an interval,
    "recalled" what a question looks back on ("the past 7 days"), "tolerance" a margin ("± 3 days"), "before" lies
    before the event ("30 days prior to"). adjective: joined to a noun by a hyphen ("the 6-minute walk").
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    kind: Kind
    adjective: bool = False


OLDEST: Final = 120  # "Year 2014" is a date
_UNIT: Final = (
    r"(?:min(?:ute)?s?|hours?|hrs?|h|days?|(?-i:d)|weeks?|wks?|(?-i:w)|months?|mos?|mths?|years?|yrs?|(?-i:y))"
    r"(?![A-Za-z\d])"
)
_UNIT_BEFORE: Final = r"(?:(?i:days?|weeks?|wks?|months?|years?|hours?)|(?<!itamin )[DWMY](?=[ -]?\d{1,3}(?!\d)))"
_LETTERS: Final = {"h": "hour", "d": "day", "w": "week", "y": "year"}
_FIGURE: Final = r"(?>\d{1,4}(?:[.·]\d{1,2})?)(?![\d%])"
_ORDINALS: Final = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ORDINAL: Final = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{'|'.join(_ORDINALS[1:])}))\b"
_ORDINAL_RE: Final = re.compile(rf"(?i){_ORDINAL}")
_WORD: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty(?:[- ]four)?"
    r"|thirty(?:[- ]six)?|forty[- ]eight)\b"
)
_TOKEN: Final = re.compile(
    rf"(?:(?<![\w.-])(?P<before>{_UNIT_BEFORE})(?:[-–](?=\d)|[ ]?#?)(?P<sign>[-−])?|(?<![\w.%$€£]))"
    rf"(?P<number>(?i:{_ORDINAL}|{_FIGURE}|{_WORD}))(?(before)(?![A-Za-z\d]))(?:[ ]?\([^()]{{1,16}}\))?"
    rf"(?:(?P<gap>[ ]?[-–]?[ ]?)(?:(?:calendar|full|consecutive|more|post-?operative)[ ])?(?P<after>(?i:{_UNIT})))?"
)
# Where a token may begin in a text in small letters.
_PLACE: Final = re.compile(
    r"[^a-z_](?:(?<=\d)(?<!\w\d)|(?=[defhmnostwy])(?<!\d)(?=day|week|wk|month|year|hour|[dwmy][ -]?\d|one"
    r"|t(?:wo|h(?:ree|ir)|en|we)|f(?:our|ive|if|or)|s(?:ix|even|eco)|nin|e(?:igh|leven))())"
)
_AND: Final = re.compile(r"(?i)[ ]{0,2}(?:,(?:[ ]?(?:and|or|&))?|;|&|/|\+|and|or|to|through|until|[-–—−~])[ ]{0,2}")
_TO: Final = re.compile(r"(?i)[ ]*(?:to|through|until|[-–—−~])[ ]*")

_EVERY: Final = re.compile(r"(?i)(?:\b(?:every|each|per|q)[ ]?(?:other[ ])?|/[ ]?)$")
_APART: Final = re.compile(
    r"(?i)[ -]?(?:intervals?|a[ ]?part|cycles?|courses?)\b(?![ ]of\b)"
    r"|[ ]?(?:/|\b(?:an?|per|each|every|in[ ]a)\b)[ ]?(?:hour|day|week|month|year)\b"
)
_PAST: Final = re.compile(r"(?i)\b(?:past|last|previous|preceding|prior|recall(?: period)?(?: of)?|trailing)[ ]$")
_AGED: Final = re.compile(r"(?i)\b(?:aged?|ages)[ ](?:(?:of|between|at|over|under|from)[ ])?$")
_OF_AGE: Final = re.compile(r"(?i)[- ](?:of[ ](?:[a-z]+[ ])?age|olds?\b|corrected|chronological|gestation)")
_PRIOR: Final = re.compile(
    r"(?i)[ ](?:\(?±[^)]{1,12}\)?[ ])?(?:before|prior|preceding|earlier|ago"
    r"|pre-?(?:operat|treat|surg|dos|baseline)\w*)\b"
)
_MARGIN: Final = re.compile(r"(?i)(?:±|\+/[-−]|\+-|plus or minus|plus/minus)[ ]?$")
_NOUN: Final = re.compile(r"[- ][A-Za-z]")
_JOINED: Final = (" ", " and ", ", ")
# How what is said before a time ends, of a margin, a repetition, what is past or an age.
_TOLD: Final = (
    "±", "+/-", "+/−", "+-", "minus", "every", "each", "per", "q", "other", "/", "past", "last", "previous",
    "preceding", "prior", "recall", "period", "of", "trailing", "age", "aged", "ages", "between", "at", "over", "under",
    "from",
)  # fmt: skip
_REACH: Final = 24


@remembered
def find_times(text: str) -> list[Time]:
    """All times of a text, left to right, the numbers of a list one by one.

    >>> [(t.low, t.kind) for t in find_times("pain at Week 8, then every 3 days up to 2 years after surgery")]
    [(56.0, 'point'), (3.0, 'recurring'), (730.5, 'length')]
    >>> [(t.low, t.high) for t in find_times("at 6 and 12 weeks, or between 8-10 weeks")]
    [(42.0, 42.0), (84.0, 84.0), (56.0, 70.0)]
    """
    found = [time for run in _runs(text) for time in _times(text, run)]
    return _summed(text, found)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The numbers that share a unit: those that are linked, up to one with a unit behind or before the next unit."""
    run: list[re.Match[str]] = []
    for token in matches_at(_TOKEN, text, places(_PLACE, lowered(text))):
        if run and (token["before"] or not _AND.fullmatch(text, run[-1].end(), token.start())):
            yield run
            run = []
        if run and token["after"] and run[0]["before"]:  # "Day 1, 2 weeks"
            yield run
            run = []
        run.append(token)
        if token["after"]:
            yield run
            run = []
    if run:
        yield run


def _times(text: str, run: Sequence[re.Match[str]]) -> Iterator[Time]:
    first, last = run[0], run[-1]
    spelling = first["before"] or last["after"]
    if not spelling:
        return
    unit = _unit(spelling)
    kind = _kind(text, first.start(), last.end())
    counted = bool(first["before"]) or bool(_ORDINAL_RE.fullmatch(last["number"]))
    adjective = not first["before"] and "-" in last["gap"] and bool(_NOUN.match(text, last.end()))
    for low, high in _ranges(text, run):
        values = sorted((_value(low) * DAYS[unit], _value(high) * DAYS[unit]))
        if unit == "year" and values[1] > OLDEST * DAYS[unit]:
            continue
        start = low.start() if low is first else low.start("number")
        end = high.end() if high is last else high.end("number")
        own: Kind = "before" if low["sign"] else "point" if kind == "length" and counted else kind
        yield Time(start, end, values[0], values[1], unit, own, adjective)


def _ranges(text: str, run: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The numbers of a run, each as a range of one; two that "to" or a hyphen joins are one range."""
    at = 0
    while at < len(run):
        low = high = run[at]
        following = run[at + 1] if at + 1 < len(run) else low
        if _value(following) > _value(low) and _TO.fullmatch(text, low.end(), following.start()):
            at += 1
            high = following
        yield low, high
        at += 1


def _unit(spelling: str) -> str:
    word = spelling.lower()
    if word == "m" or word.startswith(("mo", "mth")):
        return "month"
    return "minute" if word.startswith("mi") else _LETTERS[word[0]]


def _value(token: re.Match[str]) -> float:
    word = token["number"].lower()
    value = _number(word)
    return -value if token["sign"] and not _ORDINAL_RE.fullmatch(word) else value


@lru_cache(maxsize=4096)
def _number(word: str) -> float:
    if _ORDINAL_RE.fullmatch(word):
        return float(_ORDINALS.index(word) + 1 if word.isalpha() else word[:-2])
    return parse_number(word) or 0.0


def _kind(text: str, start: int, end: int) -> Kind:
    """What surrounds a time makes of it; a length if nothing does."""
    before = text[max(0, start - _REACH) : start]
    told = before.rstrip(" ").lower().endswith(_TOLD)
    if told and _MARGIN.search(before):
        return "tolerance"
    if (told and _EVERY.search(before)) or _APART.match(text, end):
        return "recurring"
    if told and _PAST.search(before):
        return "recalled"
    if (told and _AGED.search(before)) or _OF_AGE.match(text, end):
        return "age"
    return "before" if _PRIOR.match(text, end) else "length"


def _summed(text: str, times: list[Time]) -> list[Time]:
    """Years and months of one length made one: "3 years 5 months", "1 year and 6 months"."""
    kept: list[Time] = []
    for time in times:
        last = kept[-1] if kept else None
        units = (last.kind, last.unit, time.kind, time.unit) if last else ()
        if last and units == ("length", "year", "length", "month") and text[last.end : time.start] in _JOINED:
            kept[-1] = last._replace(end=time.end, low=last.low + time.low, high=last.high + time.high)
        else:
            kept.append(time)
    return kept
