"""Which statement of one list says the same as which of another, whatever their order, marks and small words.

Words are compared folded (spelling, number, a few synonyms) and weighted by how rare they are in the two lists; numbers
are left to those who compare values. After the token-set similarity of record linkage (Dice's coefficient over weighted
sets; Christen, Data Matching, 2012, chapter 5).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, log
from typing import Final

from extractor.language.comparisons import Comparison, find_comparisons
from extractor.language.term_keys import term_words
from extractor.language.units import convert

__all__ = ["Pair", "Passages", "align", "content", "different_values"]

_WORD: Final = re.compile(r"[^\W\d_][^\W_]{0,60}")
_SMALL: Final = frozenset(
    "a an the of and or in on to for with by at from as be is are was were been being has have had having will would "
    "shall should must may might can could that this these those who whom whose which any all each some such other it "
    "its their his her they he she we patient patients subject subjects participant participants person persons people "
    "individual individuals study studies trial trials eligible eligibility inclusion exclusion criteria criterion "
    "following including include included defined definition according eg ie e g i etc if than then time least most "
    "more less greater equal up over under above below between within prior before after per during about measured "
    "assessed evaluated determined using based known able willing".split()
)
_TIMES: Final = frozenset({"d", "wk", "mo", "a"})
_CLOSE: Final = 0.02
_MONTHS_APART: Final = 0.09  # 4 weeks for a month
_STEM: Final = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """Statement `one` of the first list says the same as `other` of the second; `score` is 1 for the same words."""

    one: int
    other: int
    score: float


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(part[:_STEM] for part in term_words(word))


def content(text: str, expansions: Mapping[str, str] | None = None) -> frozenset[str]:
    """The words that tell what a statement is about, folded; abbreviations spelled out.

    >>> content("Patients with severe anaemia") == content("severe Anemia in participants")
    True
    """
    found: set[str] = set()
    for word in _WORD.findall(text):
        long = (expansions or {}).get(word)
        for part in _WORD.findall(long) if long else (word,):
            if part.lower() not in _SMALL:
                found.update(_folded(part.lower()))
    return frozenset(found)


def different_values(text: str, other: str) -> bool:
    """Whether two statements compare the same things with other numbers, or turn a comparison round.

    Units are converted; where the comparisons of the two are not of the same kinds, nothing can be told. Whether an
    end is open or closed makes no difference.

    >>> different_values("surgery within 4 weeks", "surgery within 28 days")
    False
    >>> different_values("platelets > 100 x 10^9/L", "platelets > 75 x 10^9/L")
    True
    """
    mine, theirs = find_comparisons(text), find_comparisons(other)
    if not mine or len(mine) != len(theirs):
        return False
    left = list(theirs)
    differs = False
    for one in mine:
        scored = [(_distance(one, another), at) for at, another in enumerate(left)]
        known = [(score, at) for score, at in scored if score is not None]
        if not known:
            return False
        best, at = min(known)
        differs = differs or best > (_MONTHS_APART if one.unit in _TIMES else _CLOSE)
        del left[at]
    return differs


def _distance(one: Comparison, other: Comparison) -> float | None:
    """How far the ends of two comparisons lie apart, as a share; infinite for an end that only one has."""
    if one.relative_to != other.relative_to or (one.unit is None) != (other.unit is None):
        return None
    far = 0.0
    for a, b in ((one.low, other.low), (one.high, other.high)):
        if a is None or b is None:
            far = max(far, 0.0 if a is b else inf)
            continue
        same = b if one.unit == other.unit else convert(b, other.unit or "", one.unit or "")
        if same is None:
            return None
        far = max(far, abs(a - same) / (max(abs(a), abs(same)) or 1))
    return far


def align(ones: Sequence[frozenset[str]], others: Sequence[frozenset[str]], *, least: float) -> list[Pair]:
    """For each statement of the first list those of the second that are like it by `least`, the most alike first.

    >>> align([content("active infection")], [content("pregnancy"), content("infection, active")], least=0.6)
    [Pair(one=0, other=1, score=1.0)]
    """
    weights = _weights([*ones, *others])
    holding: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(others):
        for word in words:
            holding[word].append(at)
    totals = [sum(weights[word] for word in words) for words in others]
    pairs: list[Pair] = []
    for number, words in enumerate(ones):
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            for at in holding[word]:
                shared[at] += weights[word]
        total = sum(weights[word] for word in words)
        scores = {at: 2 * weight / (total + totals[at]) for at, weight in shared.items()}
        like = sorted((-score, at) for at, score in scores.items() if score >= least)
        pairs.extend(Pair(number, at, round(-score, 6)) for score, at in like)
    return pairs


def _weights(statements: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much a word tells: the less, the more statements have it."""
    statements = list(statements)
    counts = Counter(word for words in statements for word in words)
    return {word: log(1 + len(statements) / count) for word, count in counts.items()}


class Passages:
    """A text in which one asks how much of a statement's words stand together somewhere.

    >>> Passages("The trial excludes pregnant women. Others may join.").coverage(content("pregnancy or women"))
    1.0
    """

    def __init__(self, text: str) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        at = 0
        for word in _WORD.findall(text):
            if word.lower() in _SMALL:
                continue
            for part in _folded(word.lower()):
                self._places[part].append(at)
            at += 1

    def coverage(self, words: frozenset[str], *, reach: int = 30) -> float:
        """The share of the words that stands within `reach` words of content, or three times their number."""
        if not words:
            return 1.0
        reach = max(reach, 3 * len(words))
        places = sorted((at, word) for word in words for at in self._places.get(word, ()))
        inside: Counter[str] = Counter()
        first = best = 0
        for at, word in places:
            inside[word] += 1
            while places[first][0] < at - reach:
                left = places[first][1]
                inside[left] -= 1
                if not inside[left]:
                    del inside[left]
                first += 1
            best = max(best, len(inside))
        return best / len(words)

    def holds(self, words: frozenset[str]) -> float:
        """The share of the words that stand anywhere."""
        return sum(word in self._places for word in words) / len(words) if words else 1.0
