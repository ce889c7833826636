"""How often something is given in all: once, several times, or as often as frequency and duration make it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor.language.doses.regimens import Frequency, Period, Placed, find_days, find_durations, find_frequencies
from extractor.language.numbers import lowered, matches_at, number_places, parse_number, word_matches
from extractor.language.time_units import DAYS_OF_CODE

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|[2-9]|[1-9]\d)"
_COUNTABLE = tuple("sessions doses injections infusions administrations applications treatments visits".split())
_NOUNS = rf"(?:{'|'.join(_COUNTABLE)})"
_SINGLE: Final = re.compile(
    r"(?i)\b(?:single|one[- ]time|only one|one single)[- ](?:[a-z]+[- ]){0,2}?(?P<noun>dose|injection|infusion"
    r"|administration|treatment session|session)\b"
    r"(?!\s?(?:vial|ampoule|syringe|container|packet|sachet|unit|level|escalation|cohort|group|pen)s?\b)"
)
_ONCE: Final = ("single", "one-time", "one time", "only one", "one single")  # what it begins with
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
    r"(?!\s?(?:(?:a|an|per|each|every)\b|/))"
)
_SESSIONS_PER: Final = re.compile(
    rf"(?i)\b(?P<count>one|{_NUMBER})[ -](?:[a-z]+ )?(?:sessions?|treatments?|injections?|infusions?)"
    r" ?(?:/|(?:a|per|each|every)) ?(?P<unit>day|week|month)\b|\b(?P<weekly>weekly|monthly|daily) sessions\b"
)
_LENGTH: Final = re.compile(
    rf"(?i)(?<!every )(?<!apart )\b(?P<count>{_NUMBER})[ -](?:consecutive )?(?P<unit>day|week|month)s?\b"
    r"(?! (?:a|per|each|every|in a|apart|later|before|after|prior|of age|old|follow|interval|break|rest|wash)\b)"
)
_GIVEN: Final = re.compile(r"(?i)\b(?:dos(?:e|es|ed|ing)|inject\w*|infus\w*|administ\w*|given|taken?)\b")
_WATCHED: Final = re.compile(
    r"(?i)\b(?:follow\w*|visit\w*|assess\w*|measur\w*|monitor\w*|sampl\w*|blood|tests?|record\w*|observ\w*"
    r"|question\w*|diets?|exercis\w*|train\w*|sessions?|then|either|or|before|prior|background|standard)\b"
)
_NAMED_WEEKS: Final = re.compile(r"(?i)\bweeks? (?P<weeks>\d{1,2}(?:, ?\d{1,2}){0,8},? (?:and|&) \d{1,2})\b(?! of)")
_DOSES: Final = re.compile(
    rf"(?i)\b(?P<count>{_NUMBER}) (?:[a-z-]+ ){{0,2}}?(?:doses|injections|infusions|administrations|vaccinations)\b"
)
_MANY_A_DAY: Final = re.compile(
    r"(?i)\b(?:cycles?|courses?|each|every|per|side|sides|both|respectively|months?|placebo|volume|hourly|bid|twice"
    r"|times|visit|remaining|total of \d+ (?!doses|injections|infusions|administrations|vaccinations))\b"
)
_SENTENCE: Final = re.compile(r"[^.;\n]+(?:\.(?=\S)[^.;\n]*)*")
_STEPS: Final = re.compile(
    r"(?i)\b(?:then|followed|after(?:wards?)?|first|initial\w*|remaining|thereafter|follow-?up|or|until|up to"
    r"|at least|maximum|minimum|each session|months? of|part|phase|stage|half|each of|visits (?:for|over)|break)\b"
)
_ONE_OF_SEVERAL: Final = re.compile(
    r"(?i)\b(?:(?:days?|weeks?) \d+(?:,| and)|(?:each|every|per|both|or|multiple|repeat\w*|followed by|then)\b)"
)
_WHOLE_DAYS: Final = ("d", "wk", "mo")
_UNITS: Final = {"d": "d", "w": "wk", "m": "mo"}
_FARTHEST: Final = 4


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
    for match in word_matches(_SINGLE, text, lowered(text), _ONCE):
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
    found += _given_regularly(text)
    return sorted(found, key=lambda one: one.start)


def _counts(small: str) -> bool:
    """Whether a text in small letters has a word for what is counted."""
    return any(map(small.__contains__, _COUNTABLE))


def _given_regularly(text: str) -> Iterator[GivenTimes]:
    """Sentences that something is given at one frequency for one length of time."""
    for sentence in _SENTENCE.finditer(text):
        if _GIVEN.search(sentence[0]) and not _WATCHED.search(sentence[0]):
            often, length = _often_and_long(sentence[0])
            if len(often) == len(length) == 1 and often[0].start < length[0].start:
                count = int(_times_in(length[0].value, often[0].value))
                if count > 1:
                    start = sentence.start()
                    yield GivenTimes(start + often[0].start, start + length[0].end, count, "times")


def _often_and_long(text: str) -> tuple[list[Placed[Frequency]], list[Placed[Period]]]:
    """How often something is given, and for how long, in whole days; how long an infusion takes is none."""
    often = [one for one in find_frequencies(text) if one.value.unit in _WHOLE_DAYS]
    return often, [one for one in find_durations(text) if one.value.unit in _WHOLE_DAYS and one.kind != "infusion"]


def _times_in(length: Period, often: Frequency) -> float:
    return length.value * DAYS_OF_CODE[length.unit] * often.times / (often.period * DAYS_OF_CODE[often.unit])


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
    sentences = [match for match in _SENTENCE.finditer(text) if len(match[0]) < 400]
    return [course for match in sentences if (course := _course(match) or _on_named_days(match))]


def _on_named_days(sentence: re.Match[str]) -> Course | None:
    """Another number of doses than of the days, or weeks, on which they are given."""
    text = sentence[0]
    doses = list(_DOSES.finditer(text))
    if len(doses) != 1 or _STEPS.search(text) or _MANY_A_DAY.search(text):
        return None
    named = [(day.start, day.end, day.value.count) for day in find_days(text)]
    named += [(*week.span(), len(re.findall(r"\d+", week["weeks"]))) for week in _NAMED_WEEKS.finditer(text)]
    if len(named) > 1 and all(count == 1 for _, _, count in named):  # "on day 1 and day 15"
        named = [(named[0][0], named[-1][1], len(named))]
    stated = _value(doses[0])
    if len(named) != 1 or named[0][2] in (1, stated):
        return None
    start, end = min(doses[0].start(), named[0][0]), max(doses[0].end(), named[0][1])
    return Course(sentence.start() + start, sentence.start() + end, stated, named[0][2])


def _course(sentence: re.Match[str]) -> Course | None:
    text = sentence[0]
    totals = list(matches_at(_TOTAL, text, number_places(lowered(text))))
    if len(totals) != 1 or _STEPS.search(text):
        return None
    often, length = _often_and_long(text)
    often += [
        one for one in _sessions_per(text) if all(one.end <= other.start or one.start >= other.end for other in often)
    ]
    length = length or _lengths(text, often)
    if len(often) != 1 or len(length) != 1 or often[0].value.period_high or often[0].start == length[0].start:
        return None
    stated = _value(totals[0])
    expected = _times_in(length[0].value, often[0].value)
    if expected < 1 or abs(stated - expected) <= max(1.01, 0.15 * expected):
        return None
    if not 1 / _FARTHEST < stated / expected < _FARTHEST:  # the parts of a session, or those of a day
        return None
    places = [totals[0].start(), often[0].start, length[0].start], [totals[0].end(), often[0].end, length[0].end]
    return Course(sentence.start() + min(places[0]), sentence.start() + max(places[1]), stated, round(expected, 1))


def _sessions_per(text: str) -> Iterator[Placed[Frequency]]:
    """Frequencies of what is counted here alone: "three sessions per week", "weekly sessions"."""
    for match in _SESSIONS_PER.finditer(text):
        times = parse_number(match["count"]) or 1.0 if match["count"] else 1.0
        unit = _UNITS[(match["unit"] or match["weekly"])[0].lower()]
        yield Placed(match.start(), match.end(), Frequency(times, 1.0, unit))


def _lengths(text: str, often: list[Placed[Frequency]]) -> list[Placed[Period]]:
    """The lengths of time in a sentence that no frequency has, however they are led up to."""
    return [
        Placed(match.start(), match.end(), Period(_value(match), _UNITS[match["unit"][0].lower()]))
        for match in _LENGTH.finditer(text)
        if all(match.end() <= one.start or match.start() >= one.end for one in often)
    ]


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
