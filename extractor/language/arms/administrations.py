"""How often something is given in all: once, several times, or as often as frequency and duration make it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor.language.doses.regimens import find_durations, find_frequencies
from extractor.language.numbers import lowered, matches_at, number_places, parse_number

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|[2-9]|[1-9]\d)"
_COUNTABLE = tuple("sessions doses injections infusions administrations applications treatments visits".split())
_NOUNS = rf"(?:{'|'.join(_COUNTABLE)})"
_SINGLE: Final = re.compile(
    r"(?i)\b(?:single|one[- ]time|only one|one single)[- ](?:[a-z]+[- ]){0,2}?(?P<noun>dose|injection|infusion"
    r"|administration|treatment session|session)\b"
    r"(?!\s?(?:vial|ampoule|syringe|container|packet|sachet|unit|level|escalation|cohort|group|pen)s?\b)"
)
_DAILY: Final = re.compile(
    r"(?i)\b(?:daily|weekly|monthly|nightly|morning|evening|oral daily|per|each|maximum|loading|test|booster"
    r"|screening)\b"
)
_EACH_BEFORE: Final = re.compile(
    r"(?i)\b(?:each|every|per|daily|weekly|monthly|as|in|repeated?|second|another|additional|prior|previous"
    r"|screening|test)\s+(?:an?\s+)?$"
)
_TIMES: Final = re.compile(
    r"(?i)\b(?:inject|administer|infus|giv|vaccinat|dos|treat|appl|repeat"
    r"|receiv)\w*\s(?:[a-z]+\s){0,3}?(?P<count>" + _NUMBER + r")\stimes\b"
    r"(?!\s?(?:a|an|per|each|every|in|the|daily|weekly|monthly|more|higher|as|upper)\b)"
)
_COUNTED: Final = re.compile(
    rf"(?i)\b(?P<count>{_NUMBER})[- ](?:(?:consecutive|weekly|monthly|daily|total|intravenous|subcutaneous"
    rf"|intramuscular|intravitreal|repeated|separate)[- ]){{0,2}}"
    r"(?P<noun>doses|injections|infusions|administrations)\b(?=[^.;\n]{0,40}?\b(?:weekly|monthly|daily|apart"
    r"|intervals?|(?:every|per|each|a|one|two|three|four|\d+)[- ](?:other )?(?:days?|weeks?|months?))\b)"
)
_TOTAL: Final = re.compile(
    rf"(?i)\b(?P<count>{_NUMBER})[ -](?:(?:treatment|therapy|training|consecutive|individual|intravenous"
    rf"|subcutaneous|exercise|acupuncture|total|physiotherapy|supervised|weekly|group)[ -]){{0,2}}{_NOUNS}\b"
    r"(?!\s?(?:a|an|per|each|every)\b)"
)
_SENTENCE: Final = re.compile(r"[^.;\n]+(?:\.(?=\S)[^.;\n]*)*")
_STEPS: Final = re.compile(
    r"(?i)\b(?:then|followed|after(?:wards?)?|first|initial\w*|remaining|thereafter|follow-?up|or|until|up to"
    r"|at least|maximum|minimum|each session|months? of|part|phase|stage|half|each of)\b"
)
_ONE_OF_SEVERAL: Final = re.compile(
    r"(?i)\b(?:(?:days?|weeks?) \d+(?:,| and)|(?:each|every|per|both|or|multiple|repeat\w*|followed by|then)\b)"
)
_DAYS: Final = {"d": 1.0, "wk": 7.0, "mo": 30.44}


@dataclass(frozen=True, slots=True)
class GivenTimes:
    """That something is given `count` times in all, `text[start:end]`; `noun` is what is counted."""

    start: int
    end: int
    count: int
    noun: str


@dataclass(frozen=True, slots=True)
class Course:
    """A sentence with a total of administrations, a frequency and a duration, which make another total, `expected`."""

    start: int
    end: int
    stated: int
    expected: float


def find_given_once(text: str) -> list[GivenTimes]:
    """Statements that something is given once in all; "a single daily dose" and single-dose vials are none.

    >>> [text.noun for text in find_given_once("A single injection of cells will be given.")]
    ['injection']
    >>> find_given_once("Take 10 mg as a single daily dose.")
    []
    """
    found = []
    for match in _SINGLE.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        clause = _clause(text, match.start(), match.end())
        if not (_DAILY.search(match[0]) or _EACH_BEFORE.search(before) or _regular(clause)):
            found.append(GivenTimes(*match.span(), 1, match["noun"].lower()))
    return found


def find_given_repeatedly(text: str) -> list[GivenTimes]:
    """Statements that something is given several times in all, as a number of times or of doses at intervals.

    >>> [(g.count, g.noun) for g in find_given_repeatedly("Serum was injected three times, on Mondays.")]
    [(3, 'times')]
    """
    small = lowered(text)
    found = [
        GivenTimes(*match.span(), _value(match), "times")
        for match in (_TIMES.finditer(text) if "times" in small else ())
    ]
    counted = matches_at(_COUNTED, text, number_places(small)) if _counts(small) else ()
    found += [GivenTimes(*match.span(), _value(match), match["noun"].lower()[:-1]) for match in counted]
    return sorted(found, key=lambda one: one.start)


def _counts(small: str) -> bool:
    """Whether a text in small letters has a word for what is counted."""
    return any(noun in small for noun in _COUNTABLE)


def _value(match: re.Match[str]) -> int:
    return int(parse_number(match["count"]) or 0)


def find_courses(text: str) -> list[Course]:
    """Sentences whose total is not their frequency times their duration, of one number, frequency and duration each.

    One more for the first day, and a tenth for holidays and rounded months, is agreement.

    >>> [(c.stated, c.expected) for c in find_courses("12 sessions, twice a week for 4 weeks")]
    [(12, 8.0)]
    """
    small = lowered(text)
    if not (_counts(small) and any(matches_at(_TOTAL, text, number_places(small)))):
        return []
    return [course for match in _SENTENCE.finditer(text) if len(match[0]) < 400 and (course := _course(match))]


def _course(sentence: re.Match[str]) -> Course | None:
    text = sentence[0]
    totals = list(matches_at(_TOTAL, text, number_places(lowered(text))))
    if len(totals) != 1 or _STEPS.search(text):
        return None
    often = [one for one in find_frequencies(text) if one.value.unit in _DAYS]
    length = [one for one in find_durations(text) if one.value.unit in _DAYS and one.kind != "infusion"]
    if len(often) != 1 or len(length) != 1 or often[0].value.period_high or often[0].start == length[0].start:
        return None
    stated = _value(totals[0])
    every = often[0].value.period * _DAYS[often[0].value.unit] / often[0].value.times
    expected = length[0].value.value * _DAYS[length[0].value.unit] / every
    if expected < 1 or abs(stated - expected) <= max(1.01, 0.15 * expected):
        return None
    places = [totals[0].start(), often[0].start, length[0].start], [totals[0].end(), often[0].end, length[0].end]
    return Course(sentence.start() + min(places[0]), sentence.start() + max(places[1]), stated, round(expected, 1))


def _clause(text: str, start: int, end: int) -> str:
    """The text between the sentence ends around a range."""
    before = re.split(r"[.;\n]", text[max(0, start - 120) : start])[-1]
    after = re.split(r"[.;\n]", text[end : end + 120])[0]
    return before + " # " + after


def _regular(clause: str) -> bool:
    return any(True for _ in _again(clause))


def _again(clause: str) -> Iterator[object]:
    """What shows that a single dose is one of several: a frequency, named days, each visit."""
    yield from (one for one in find_frequencies(clause) if one.value.unit != "once")
    yield from _ONE_OF_SEVERAL.finditer(clause)
