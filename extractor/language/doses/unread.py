"""What looks like a dose and cannot be read: a regimen or a schedule without an amount, a dose without a unit."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.language.doses.agents import Agents
from extractor.language.doses.amounts import most_amounts, prose_amounts
from extractor.language.doses.regimens import find_frequencies, find_routes, frequency_places
from extractor.language.doses.zones import sentence_ends
from extractor.language.durations import find_schedules
from extractor.language.numbers import FIGURE, lowered, matches_at, number_places, word_matches

__all__ = ["UnreadDose", "find_unread_doses"]

NO_AMOUNT = "a regimen without an amount"
NO_DOSE = "how often and how long, of no dose"
NO_UNIT = "a dose without a unit"
SLIP = "a unit divided by itself"
TOO_MANY = "more amounts than prose holds: this one and those after it are not read"
_BARE = re.compile(
    rf"\b(?:dose|dosage)[ ](?:level[ ])?(?:of|is|was|to)[ ](?P<amount>{FIGURE})"
    r"(?=[ ]?(?:[.,;)\n]|$|(?:once|twice|daily|per day|every|orally|intravenously|for|will|is|was)\b))(?![.,]\d)",
    re.I,
)
_OVER = r"/[ ]?(?:mg|mcg|[µμ]g|g|mL|IU)"
_TWICE_OVER = re.compile(rf"{_OVER}/")
_SLIP = re.compile(rf"(?<![\w.,/]){FIGURE}[ ]?{_OVER}(?:/(?:kg|m2|m²|day|d|h))+(?!\w)")
_LONGEST = 400  # characters of a sentence that states a regimen
_MOST = 200  # listed of one text
UNLISTED = "more looks like a dose here and further on than is listed"


@dataclass(frozen=True, slots=True)
class UnreadDose:
    """text[start:end] looks like a dose; `reason` tells why it could not be read."""

    start: int
    end: int
    reason: str


def find_unread_doses(text: str, read: Iterable[tuple[int, int]], *, agents: Sequence[str] = ()) -> list[UnreadDose]:
    """What looks like a dose in a text, left to right, but is none of those at the places that were read.

    agents: names that are known to be given in the trial.

    >>> [(x.start, x.reason) for x in find_unread_doses("Metformin is taken by mouth twice daily.", [])]
    [(0, 'a regimen without an amount')]
    >>> [(x.start, x.reason) for x in find_unread_doses("Yoga 3 times a week for 12 weeks.", [])]
    [(5, 'how often and how long, of no dose')]
    """
    places = sorted(read)
    found = [*_bare(text), *_regimens(text, places, agents), *_beyond(text)]
    found.sort(key=lambda item: (item.start, -item.end))
    free: list[UnreadDose] = []
    end = 0
    for item in found:
        if item.start >= end and not _meets(places, item.start, item.end):
            free.append(item)
            end = item.end
    if len(free) > _MOST:
        free[_MOST:] = [replace(free[_MOST], reason=UNLISTED)]
    return free


def _meets(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the places, in order and apart from each other, shares a character with the range."""
    before = bisect_left(places, (end, end)) - 1
    return before >= 0 and places[before][1] > start


def _bare(text: str) -> Iterator[UnreadDose]:
    small = lowered(text)
    for match in word_matches(_BARE, text, small, ("dose", "dosage")):
        yield UnreadDose(match.start(), match.end("amount"), NO_UNIT)
    for match in matches_at(_SLIP, text, number_places(small)) if _TWICE_OVER.search(text) else ():
        yield UnreadDose(match.start(), match.end(), SLIP)


def _beyond(text: str) -> Iterator[UnreadDose]:
    """The first amount of those that are too many to be read."""
    for first in prose_amounts(text)[most_amounts(text) :]:
        yield UnreadDose(first.start, first.end, TOO_MANY)


def _regimens(text: str, places: Sequence[tuple[int, int]], agents: Sequence[str]) -> Iterator[UnreadDose]:
    """Sentences with a route, a frequency and an agent, or with a frequency and how long, but no amount."""
    finder: Agents | None = None
    begun = frequency_places(text)
    if not begun:
        return
    starts = [0, *sentence_ends(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if bisect_left(begun, start) == bisect_left(begun, end) or end - start > _LONGEST or _meets(places, start, end):
            continue
        sentence = text[start:end]
        often = [item for item in find_frequencies(sentence) if item.kind != "once"]
        if not often:
            continue
        routes = [item for item in find_routes(sentence) if item.value != "RT"]
        finder = finder or Agents(text, agents)
        name = finder.first_sure(start, end) if routes else None
        if name is not None:
            parts = [(name.start, name.end), *((start + x.start, start + x.end) for x in (often[0], routes[0]))]
            yield UnreadDose(min(left for left, _ in parts), max(right for _, right in parts), NO_AMOUNT)
            continue
        for schedule in find_schedules(sentence):
            if schedule.duration:
                yield UnreadDose(start + schedule.start, start + schedule.end, NO_DOSE)
