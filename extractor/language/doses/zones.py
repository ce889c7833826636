"""Which words of a passage belong to which amount: sentences, clauses, brackets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.language.doses.amounts import Amount

__all__ = ["Zone", "paragraphs", "sentence_ends", "zones"]

_SENTENCE_END = re.compile(
    r"[\n.。](?:(?<=\n)"
    r"|(?<![A-Z]\.[A-Z].)(?<!\bi\.v.)(?<!\bp\.o.)(?<!\bs\.c.)(?<!\bi\.e.)(?<!\be\.g.)(?<!\bmax.)\s{1,4}(?=[A-Z(\d*-])"
    r"|(?<=。)|(?:(?<=[a-z]{3}\.)|(?<=[)）]\.))(?=[A-Z][a-z]))"
)
_REGIMEN_WORD = (
    r"(?:IV|PO|SC|IM|IT|i\.v|p\.o|s\.c|intra\w+|oral(?:ly)?|subcut\w+|by mouth|per os|topical\w*|once|twice|daily|"
    r"weekly|every|each|q\d\w*|Q\d\w*|qd|QD|bid|BID|tid|TID|b\.i\.d|on|for|over|at|[dD][ ]?\d+|[dD]ays?|C\d+D\d+|until|"
    r"up to|max\w*|total|"
    r"as an?|in \d|given|administered|infused|injected|taken|starting|followed)(?![\w-])"
)
_BOUNDARY = re.compile(
    rf"[;；]|[,、，+](?=[^\W\d]|[ ][^\W\d])(?![ ]?{_REGIMEN_WORD})"
    r"|\b(?:and|plus|followed by|then|or|as well as|with|combined with|thereafter|versus|reduced|increased|PLUS"
    r"|OR|AND|THEN|after (?:an? |the )?(?=(?:intravenous )?(?:loading|initial|bolus)))\b",
)
_JOINED = re.compile(r"\b(?:and|plus|PLUS|AND|OR|then|followed by)\b|[;+]")
_REACH = 400  # characters of one sentence that are looked at on each side of an amount
_COUNTED = ("tablet", "capsule", "pill", "sachet", "vial", "ampoule")
_ASIDE = 60  # characters between an amount and the bracket that goes on with it


class Zone(NamedTuple):
    """The words that belong to one amount, in its sentence.

    They stand from start to the amount and from the amount to end, without those in the brackets at `aside`, which
    belong to other amounts. outer: the place in the list of the zone whose amount this one's bracket explains.
    """

    amount: Amount
    sentence: tuple[int, int]
    start: int
    end: int
    aside: tuple[tuple[int, int], ...] = ()
    outer: int | None = None

    def holds(self, start: int, end: int) -> bool:
        """Whether a place in the zone is not set aside."""
        return not any(left <= start and end <= right for left, right in self.aside)


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def paragraphs(text: str, amounts: Sequence[Amount]) -> list[list[Amount]]:
    """Amounts grouped by blank lines: what one group says of route or agent does not reach the next."""
    groups = [[amounts[0]]]
    for before, amount in pairwise(amounts):
        if "\n\n" in text[before.end : amount.start]:
            groups.append([])
        groups[-1].append(amount)
    return groups


def zones(text: str, amounts: Sequence[Amount], ends: Sequence[int], named: Callable[[int, int], bool]) -> list[Zone]:
    """A zone for each amount of a paragraph; `named(start, end)` tells whether an agent is named in between."""
    sentences = [_sentence(text, amount, ends) for amount in amounts]
    brackets = _brackets(text, amounts, sentences)
    outers = _outers(text, amounts, sentences, brackets, named)
    found: list[Zone | None] = [None] * len(amounts)
    timed = [_timed(text, amounts, index) for index in range(len(amounts))]
    chain = [index for index in range(len(amounts)) if outers[index] is None]
    for place, index in enumerate(chain):
        before = chain[place - 1] if place else None
        behind = next((one for one in chain[place + 1 :] if not (timed[index] and not timed[one])), None)
        first, last = sentences[index]
        end = last
        if before is not None and (left := _finish(amounts, brackets, outers, before)) >= first:
            start = _boundary(text, left, amounts[index].start, left, named)
        else:
            start = _opening(text, first, amounts[index].start, named)
        if behind is not None and amounts[behind].start <= last:
            left = _finish(amounts, brackets, outers, index)
            end = _boundary(text, left, amounts[behind].start, amounts[behind].start)
        aside = {brackets[inner] for inner in range(index, behind or len(amounts)) if outers[inner] == index}
        places = tuple(bracket for bracket in aside if bracket)
        found[index] = Zone(amounts[index], sentences[index], start, max(end, amounts[index].end), places)
    for index, outer in enumerate(outers):
        bracket = brackets[index]
        if outer is not None and bracket is not None:
            found[index] = _inside(text, amounts, index, outer, bracket, sentences[index], outers)
    return [zone for zone in found if zone is not None]


def _timed(text: str, amounts: Sequence[Amount], index: int) -> bool:
    """Whether an amount is given by itself: no concentration, no strength of what was counted before ("two 80 mg")."""
    amount, before = amounts[index], amounts[index - 1] if index else None
    if amount.unit == "%" or {"mL", "L"} & set(amount.per):
        return False
    return before is None or before.unit not in _COUNTED or text[before.end : amount.start].strip() not in ("", "of")


def _sentence(text: str, amount: Amount, ends: Sequence[int]) -> tuple[int, int]:
    place = bisect_right(ends, amount.start)
    first = max(ends[place - 1] if place else 0, amount.start - _REACH)
    place = bisect_left(ends, amount.end)
    last = min(ends[place] if place < len(ends) else len(text), amount.end + _REACH)
    return first, last


def _brackets(
    text: str, amounts: Sequence[Amount], sentences: Sequence[tuple[int, int]]
) -> list[tuple[int, int] | None]:
    """The bracket around each amount that opened behind the amount before it, or that holds that one too."""
    found: list[tuple[int, int] | None] = []
    for index, amount in enumerate(amounts):
        since = max(sentences[index][0], amounts[index - 1].end if index else 0)
        opened = max(text.rfind(sign, since, amount.start) for sign in "([（")
        closed = max(text.rfind(sign, since, amount.start) for sign in ")]）")
        previous = found[-1] if found else None
        if opened >= 0 and opened > closed:
            ends = [place for sign in ")]）" if (place := text.find(sign, amount.end, sentences[index][1])) >= 0]
            found.append((opened, min(ends) + 1) if ends else None)
        elif previous and previous[1] > amount.end:
            found.append(previous)
        else:
            found.append(None)
    return found


def _outers(
    text: str,
    amounts: Sequence[Amount],
    sentences: Sequence[tuple[int, int]],
    brackets: Sequence[tuple[int, int] | None],
    named: Callable[[int, int], bool],
) -> list[int | None]:
    """For each amount in a bracket that explains the amount before it, which that is."""
    outers: list[int | None] = []
    for index, bracket in enumerate(brackets):
        outer = None
        if bracket and index:
            left = amounts[index - 1].end
            if brackets[index - 1] == bracket:
                outer = outers[index - 1]
            elif sentences[index][0] <= left <= bracket[0] <= left + _ASIDE:
                apart = _BOUNDARY.search(text, left, bracket[0]) or named(left, bracket[0])
                before = outers[index - 1]
                outer = None if apart else index - 1 if before is None else before
        outers.append(outer)
    return outers


def _finish(
    amounts: Sequence[Amount],
    brackets: Sequence[tuple[int, int] | None],
    outers: Sequence[int | None],
    index: int,
) -> int:
    """Where an amount ends with the brackets that explain it."""
    end = amounts[index].end
    for inner in range(index + 1, len(amounts)):
        bracket = brackets[inner]
        if outers[inner] != index or bracket is None:
            break
        end = bracket[1]
    return end


def _inside(
    text: str,
    amounts: Sequence[Amount],
    index: int,
    outer: int,
    bracket: tuple[int, int],
    sentence: tuple[int, int],
    outers: Sequence[int | None],
) -> Zone:
    amount = amounts[index]
    start, end = bracket
    if amounts[index - 1].end > start:
        start = _boundary(text, amounts[index - 1].end, amount.start, amounts[index - 1].end)
    if index + 1 < len(amounts) and outers[index + 1] == outer and amounts[index + 1].start < end:
        end = _boundary(text, amount.end, amounts[index + 1].start, amounts[index + 1].start)
    return Zone(amount, sentence, start, max(end, amount.end), (), outer)


def _boundary(text: str, left: int, right: int, default: int, named: Callable[[int, int], bool] | None = None) -> int:
    """Where, between two amounts, the words of the second begin: at the last conjunction or comma.

    With `named` a comma does not part an amount from the agent that a conjunction before it begins with.
    """
    place = default
    for match in _BOUNDARY.finditer(text, left, right):
        comma = match[0] in ",、，" and place != default
        if not (comma and named and not named(match.end(), right) and named(place, match.start())):
            place = match.start()
    return place


def _opening(text: str, first: int, start: int, named: Callable[[int, int], bool]) -> int:
    """Where the words of the first amount of a sentence begin: at its own agent, where others are named before."""
    place = first
    for match in _JOINED.finditer(text, first, start):
        if named(match.end(), start) and named(first, match.start()):
            place = match.start()
    return place
