"""How many participants a protocol plans: what most of its statements say."""

import re
from collections import Counter
from itertools import chain
from typing import Final

from extractor.language.protocols.labels import find_labelled
from extractor.language.sample_sizes import SampleSize, find_sample_sizes

_NUMBER: Final = re.compile(
    r"(?<![\w.,:/-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d,.]*\d|\s?[:%/-]|\s?(?:sites|cent|countries|years?|months|weeks|days|mg))"
)
_ROUGHLY: Final = re.compile(
    r"(?i)\b(?:approximately|about|around|up to|a (?:total|target|maximum) of|total(?: of)?|sample size"
    r" (?:is|will be|of)|enrol\w*|randomi[sz]e)\s"
    r"(?:approximately\s|about\s|up to\s)?(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6}|\d{1,3}["
    r" ]\d{3})(?:\s\([^()]{1,12}\))?\s(?:[\w≥-]{1,20}\s){0,6}?"
    r"(?:patients|participants|subjects|volunteers|adults|men|women|children|infants|individuals)\b"
)
_TAKEN_IN: Final = re.compile(r"(?i)\b(?:enrol|randomi[sz]|recruit|includ|assign|treated)")
_PART: Final = re.compile(
    r"(?i)\b(?:per|each|every|in the \w+ (?:arm|group|cohort)|screened|previous|prior|additional|first"
    r"|interim|sub-?study|events|cohort|evaluable|at least one)\b"
)
_SCREENED: Final = re.compile(r"(?i)[^.,;\n]{0,40}\bscreened\b")
_TO_SCREEN: Final = re.compile(r"(?i)\bscreen(?:ing)?\s(?:approximately\s|about\s|up\sto\s|a\stotal\sof\s){0,2}$")
# "7000 will be enrolled to reach 4500 randomised": the number that is aimed at counts.
_TO_REACH: Final = re.compile(
    r"(?i)[^.\n]{0,160}?\bto\s(?:reach|achieve|obtain|ensure|yield)\b[^.\n\d]{0,60}\d[\d,]{0,7}\s(?:\w+\s)?randomi[sz]ed\b"
)
_IN_TOTAL: Final = re.compile(
    r"(?i)\btotal\s(?:of\s)?(?:approximately\s|about\s|up\sto\s)?(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6})\s(?:\w+\s){0,2}?"
    r"(?:patients|participants|subjects|volunteers)\b"
)
_ASIDE: Final = re.compile(r"^\s?\([^()]{1,60}\)")
_CLAUSE: Final = re.compile(r"[.;,]\s|\sand\s")
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:previous|earlier|prior|ongoing|completed|phase\s[1-4I]+[ab]?\sstud(?:y|ies)|studies|et al"
    r"|NCT\d)\b[^.\n]{0,120}$"
)
LONGEST = 700  # characters of a labelled value in which the total stands
CLOSE = 16  # characters behind the people that may make a number one of a part
SHARE = 0.3  # of the weight of the best that another number needs
LABEL, SURE, ROUGH, LIKELY = 4, 3, 1, 2


def find_planned_sizes(text: str) -> list[SampleSize]:
    """The planned numbers of participants, the one with the most weight first: a label's, sure sentences, others.

    >>> text = "A total of 60 patients will be enrolled. Sample Size: 60. Up to 80 patients will be screened."
    >>> [one.count for one in find_planned_sizes(text)][:1]
    [60]
    """
    weights: Counter[int] = Counter()
    places: dict[int, tuple[int, SampleSize]] = {}

    def note(weight: int, size: SampleSize) -> None:
        weights[size.count] += weight
        if size.count not in places or weight > places[size.count][0]:
            places[size.count] = (weight, size)

    for item in find_labelled(text, "sample_size")[:6]:
        numbers = _NUMBER.finditer(text, item.start, min(item.end, item.start + 300))
        total = _IN_TOTAL.finditer(text, item.start, min(item.end, item.start + LONGEST))
        planned = (one for one in chain(total, numbers) if _count(one["n"]) > 3 and not _is_passed(text, one))
        if found := next(planned, None):
            note(LABEL, _size(found, sure=True))
    for size in find_sample_sizes(text):
        passed = _TO_REACH.match(text, size.end) or _TO_SCREEN.search(text, max(0, size.start - 60), size.start)
        if size.form == "total" and not passed:
            note(SURE if size.sure else 0, size)
    for match in _ROUGHLY.finditer(text):
        before = text[max(0, match.start() - 160) : match.start()].rsplit("\n", 1)[-1]
        clause = _CLAUSE.split(before)[-1] + match[0]
        behind = _ASIDE.sub("", text[match.end() : match.end() + 110]).split(".")[0]
        part = _PART.search(clause + behind[:CLOSE]) or _SCREENED.match(behind[:40])
        if part or _ELSEWHERE.search(before) or _is_passed(text, match):
            continue
        note(LIKELY if _TAKEN_IN.search(clause + behind) else ROUGH, _size(match, sure=False))
    ranked = sorted(weights, key=lambda count: (-weights[count], places[count][1].start))
    least = max(2.0, weights[ranked[0]] * SHARE) if ranked else 0
    return [places[count][1] for count in ranked if weights[count] >= least]


def _is_passed(text: str, number: re.Match[str]) -> bool:
    """Whether it is the number that is screened, or enrolled so that others remain."""
    start, end = number.span("n")
    before = text[max(0, start - 60) : start]
    return bool(_SCREENED.match(text, end) or _TO_SCREEN.search(before) or _TO_REACH.match(text, end))


def _count(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _size(match: re.Match[str], *, sure: bool) -> SampleSize:
    return SampleSize(match.start("n"), match.end("n"), _count(match["n"]), "total", "", False, sure)
