"""How a text divides the people of its trial into groups: the total and the sizes, said in one breath."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from extractor.language.numbers import WORD_NUMBER, lowered, number_places, parse_number

__all__ = ["Division", "find_divisions"]

_COUNT: Final = rf"(?<![\w.,/:-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{WORD_NUMBER})\b(?![.,:/]\d|-)"
_WHO: Final = (
    r"(?:[A-Za-z][\w-]{1,20} ){0,3}?(?:patients|participants|subjects|volunteers|individuals|wom[ae]n|men|females|males"
    r"|children|infants|adults|people|adolescents|cases|neonates|newborns|persons|students|mothers|parturients)\b"
)
_PUT: Final = (
    r"(?:(?: will be| are to be| are| were)?(?: randomly| equally)? (?:allocated|assigned|randomi[sz]ed|enrolled"
    r"|included))?"
)
_GETS: Final = (
    r"(?:will (?:receive|undergo|serve|be given|be treated)|treated|given|receiving|assigned|allocated|randomi[sz]ed)\b"
)
_ONE: Final = r"(?!(?:each|every|both|either|per|all|two|three|four|any)\b)"
_LABEL: Final = r"(?:[A-H]|\d|I{1,3})\b"
# One group each: "20 in the control group", "control (n=20)", "group A (20 patients)", "group A: 20 patients",
# "of whom 20 will receive zinc"; "20 in the zinc and 20 in the control group".
_GROUP: Final = (
    rf"{_COUNT}(?: {_WHO})?{_PUT} (?:in|to|into|for) (?:the |an? )?(?:{_ONE}[\w/+-]{{1,25}} ){{0,3}}?{_ONE}"
    rf"(?:group|arm)\b(?: {_LABEL})?",
    r"[\w)\]-] ?[(\[] ?n ?= ?(?P<n>\d{1,6}) ?[)\]]",
    rf"\b(?:group|arm)(?: {_LABEL})? ?(?:\( ?|: ?){_COUNT} {_WHO}",
    rf"(?:[,;:(]| and| whom) {_COUNT}(?: {_WHO})?(?: of them)? {_GETS}",
    rf"{_COUNT}(?: {_WHO})?{_PUT} (?:in|to) (?:the )?{_ONE}[\w-]{{1,25}},? (?:and|or) (?=\d{{1,6}} )",
)
# All groups: "20 in each group", "20 patients per arm", "two groups of 20", "each group has 20 patients".
_EACH: Final = (
    rf"{_COUNT}(?: {_WHO})?{_PUT} (?:in|to|into|for) (?:each|every|both|the (?:two|three|four))(?: one)?(?: of)?"
    r"(?: the)?(?: [\w-]{1,20}){0,2}? (?:group|arm)s?\b",
    rf"{_COUNT}(?: {_WHO})? per (?:[\w-]{{1,20}} )?(?:group|arm)\b",
    rf"\b(?:groups|arms) of {_COUNT}(?: {_WHO})?",
    rf"\beach (?:group|arm) (?:will |would )?(?:consists? of|compris\w+|contains?|includes?|ha(?:s|ve)|of)"
    rf" {_COUNT} {_WHO}",
)
_TOTAL: Final = (
    rf"{_COUNT} {_WHO}",
    rf"\btotal (?:sample )?(?:size )?(?:is |of |: ?|will be )?{_COUNT}",
    rf"\bsample size(?: is| of| will be|:) {_COUNT}",
    rf"\b(?-i:N) ?= ?{_COUNT}",
    rf"\({_COUNT} in total\)",
)
_NUMBER: Final = re.compile(f"(?i){_COUNT}")
_GROUPS, _EQUALS, _TOTALS = (tuple(re.compile(f"(?i){form}") for form in forms) for forms in (_GROUP, _EACH, _TOTAL))
_HOW_MANY: Final = re.compile(r"(?i)\b(?P<n>two|three|four|five|six|[2-6])[ -](?:[\w-]{1,20} ){0,3}?(?:groups|arms)\b")
_ROUGHLY: Final = re.compile(r"(?i)\b(?:about|approximately|around|nearly|almost|up to|some)\b|~|≈")
# Other people than those who were divided, or some of them.
_OTHER: Final = re.compile(
    r"(?i)\b(?:complet\w+|analy[sz]\w+|lost|loss(?:es)?|drop\w*|attrition|withdr\w+|discontinu\w+|screen\w*|evaluable"
    r"|at least|minimum|power\w*|sub-?(?:stud(?:y|ies)|groups?|sets?)|pilot|previous\w*|earlier|published|literature"
    r"|et al|interim|stages?|phases?|part [A-D\d]|cohorts?|if|would|focus groups?|achiev\w+|respon(?:ded|ders?)"
    r"|replace\w*|additional|further|sufficient|exclu\w+|remain\w*|refus\w+|healthy|had|died|relaps\w+"
    r"|experienc\w+|develop\w+|reported|showed|underwent|(?:fe)?male|smok\w+|each (?:centre|center|site))\b"
    r"|%|\b\d(?::| : )\d\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s)|\n+")
_DIVIDED: Final = re.compile(r"(?i)\b(?:groups?|arms?|placebo|controls?)\b|\(n ?=|\bof whom\b")
_SIGNS: Final = ("group", "arm", "placebo", "control", "(n", "of whom")  # of a text that has any of these
_LONGEST: Final = 500
_CLOSE: Final = 0.1
SMALLEST: Final = 5


@dataclass(frozen=True, slots=True)
class Division:
    """`total` people in groups of these `sizes`, all of one size if `equal`; `groups` is how many there are said to be.

    `places` are those of the total and of each size.
    """

    total: int
    sizes: tuple[int, ...]
    equal: bool
    groups: int | None
    rough: bool
    places: tuple[tuple[int, int], ...]

    def other_total(self, arms: int) -> int | None:
        """What the groups of so many arms make together; None where it is the total, or some groups are not told."""
        many = self.groups or arms
        if many < 2 or not (self.equal or len(self.sizes) == many):
            return None
        together = self.sizes[0] * many if self.equal else sum(self.sizes)
        allowed = max(many - 1 if self.equal else 0, _CLOSE * self.total if self.rough else 0)
        return together if abs(together - self.total) > allowed else None


def find_divisions(text: str) -> list[Division]:
    """The divisions of a text's sentences, or of two that follow each other: a total and the sizes of its groups.

    >>> [(d.total, d.sizes) for d in find_divisions("60 women: 20 in the control group, 35 in the zinc group.")]
    [(60, (20, 35))]
    """
    small = lowered(text)
    if not any(map(small.__contains__, _SIGNS)):
        return []
    counts = [at for at in number_places(small) if _is_count(text, at)]
    found: list[Division] = []
    before = 0, 0
    for start, end in _sentences(text) if len(counts) > 1 else ():
        for first in (start, before[0]) if before[1] else (start,):
            several = bisect_left(counts, end) - bisect_left(counts, first) > 1
            if several and end - first <= _LONGEST and (division := _division(text, first, end)):
                found.append(division)
                break
        before = start, end
    return found


def _is_count(text: str, at: int) -> bool:
    """Whether a number that may be a total or a size begins here."""
    match = _NUMBER.match(text, at)
    return match is not None and _value(match) >= SMALLEST


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        if text[start:end].strip():
            yield start, end
        start = end


def _division(text: str, start: int, end: int) -> Division | None:
    part = text[start:end]
    if not _DIVIDED.search(part) or _OTHER.search(part):
        return None
    each, several = _numbers(_EQUALS, part), _numbers(_GROUPS, part)
    if bool(each) == bool(several) or len(each) > 1 or len(several) == 1:
        return None
    sizes = each or several
    total = [one for one in _numbers(_TOTALS, part) if one[0] not in {at for at, _, _ in sizes}]
    if not total and len(several) > 2:  # "60 patients will be assigned to the zinc group (30) or the iron group (30)"
        total = [several.pop(0)]
    if len({count for _, _, count in total}) != 1 or any(count >= total[0][2] for _, _, count in sizes):
        return None
    said = {_value(match) for match in _HOW_MANY.finditer(part)}
    return Division(
        total[0][2],
        tuple(count for _, _, count in sizes),
        bool(each),
        said.pop() if len(said) == 1 else None,
        bool(_ROUGHLY.search(part)),
        tuple((start + at, start + behind) for at, behind, _ in (total[0], *sizes)),
    )


def _numbers(patterns: Iterable[re.Pattern[str]], text: str) -> list[tuple[int, int, int]]:
    """The places of the numbers with what is counted, and the numbers, each once."""
    found: dict[int, tuple[int, int, int]] = {}
    for pattern in patterns:
        for match in pattern.finditer(text):
            count = _value(match)
            if count >= SMALLEST:
                found.setdefault(match.start("n"), (match.start("n"), match.end(), count))
    return sorted(found.values())


def _value(match: re.Match[str]) -> int:
    said = match["n"]
    return int(said) if said.isdecimal() else int(parse_number(said) or 0)
