"""Lists of conditions that a page shows without a mark between their entries, taken apart by a vocabulary.

Each stretch of words has a worth: a known name is worth most, one with modifiers nearly as much, unknown words
little, and a disease hidden inside another stretch costs. The cut with the highest sum wins; a known name is never
cut, and a cut is made only before a capital or a digit.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from extractor.language.conditions.terms import is_healthy, is_intervention_like, is_material
from extractor.language.conditions.words import GENERIC, HEALTHY, HEALTHY_NOUNS, MATERIALS, WEAK_HEADS, is_head
from extractor.language.link_words import MODIFIERS, VAGUE
from extractor.language.remembering import remembered
from extractor.language.term_keys import key_of, term_words
from extractor.language.vocabulary import Entry, vocabulary

LONGEST = 2_000
_REACH = 12
_TOKEN = re.compile(r"\S+")
_BEGINS = re.compile(r"[A-Z0-9]")
_LINKS = frozenset(
    "of and or in with without due to by from for the a an related associated induced involving non "
    "and/or & - /".split()
)
_NEVER_FIRST = frozenset(
    "otherwise specified unspecified nos survivor survivors survivorship patients positive negative status mutation "
    "symptoms screening level levels disease disorder disorders syndrome virus infection infections ajcc v7 v8".split()
)
_BEFORE_NUMBER = frozenset("type stage grade phase".split())
_NUMBER = re.compile(r"(?:\d|[IVX]+[ABC]?\b)")
_ENUMERATOR = re.compile(r"[A-Z0-9]\.")
_LEADING_ON = _LINKS | _BEFORE_NUMBER
_NO_BEGINNING = _LINKS | _NEVER_FIRST
_OF_HEALTHY = HEALTHY | HEALTHY_NOUNS
_ONLY_MODIFIERS = MODIFIERS - GENERIC
_GENERAL_HEADS = GENERIC | WEAK_HEADS
_SAYING_LITTLE = WEAK_HEADS | VAGUE | {"pain", "metastasis"}
_SITES = frozenset("lumbar cervical thoracic upper lower left right".split())
# What a stretch costs by itself: the less of it a name explains, the more.
_NAMED, _TURNED, _HEADLESS, _WEAK, _OTHER, _PARTLY = 0.35, 0.45, 1.2, 0.9, 0.6, 0.6
_MODIFIED, _TRAILED = 0.15, 0.45


class _Token(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]
    begins: bool

    @property
    def is_modifier(self) -> bool:
        return bool(self.words) and _ONLY_MODIFIERS.issuperset(self.words)

    @property
    def lead(self) -> float:
        """What it is worth before a known name."""
        return 1.0 if self.is_modifier else 0.6 if _SITES.issuperset(self.words) else 0.2

    @property
    def is_head(self) -> bool:
        return any(is_head(word) and word not in _GENERAL_HEADS for word in self.words)


@remembered
def split_run_together(text: str) -> list[tuple[int, int]]:
    """The terms of `text` as (start, end), in order; a single term is one pair.

    >>> text = "Complications of Organ Transplant Stem Cells Umbilical Cord"
    >>> [text[start:end] for start, end in split_run_together(text)]
    ['Complications of Organ Transplant', 'Stem Cells', 'Umbilical Cord']
    """
    whole = text.strip()
    if not whole:
        return []
    if len(whole) > LONGEST:
        start = text.index(whole)
        return [(start, start + len(whole))]
    tokens = _tokens(text)
    row = _Row(text, tokens)
    if row.named(0, len(tokens)) == _NAMED:  # no cut is worth as much
        return [(tokens[0].start, tokens[-1].end)]
    best: list[tuple[float, int]] = [(0.0, 0)]
    begin = 0
    for end in range(1, len(tokens) + 1):
        begin = end - 1 if tokens[end - 1].begins else begin
        if end < len(tokens) and not tokens[end].begins:
            best.append(best[0])  # no cut is made here
            continue
        starts = {begin, *(at for at in range(max(0, end - _REACH), end) if tokens[at].begins)}
        best.append(max((best[at][0] + row.worth(at, end), -at) for at in starts))
        best[-1] = (best[-1][0], -best[-1][1])
    cuts = [len(tokens)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [(tokens[low].start, tokens[high - 1].end) for low, high in pairwise(reversed(cuts))]


def _tokens(text: str) -> list[_Token]:
    """The words of the text, and where a term may begin: a capital after a plain blank, outside of brackets."""
    found: list[_Token] = []
    matches = list(_TOKEN.finditer(text))
    depth = 0
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        raw, low = match[0], match[0].lower()
        before = text[found[-1].start : found[-1].end] if found else ""
        plain = match.start() - len(before) == (found[-1].start + 1 if found else 0)
        joined = before.lower() in _LEADING_ON or low in _NO_BEGINNING
        joined |= before.endswith((",", ";", ":", "-", "/"))
        joined |= low == "secondary" and after is not None and after[0] == "to"
        if low in _BEFORE_NUMBER:
            joined |= not (after and _NUMBER.match(after[0]))
        begins = not found or (plain and depth <= 0 and not joined and bool(_BEGINS.match(raw)))
        found.append(_Token(match.start(), match.end(), tuple(term_words(raw)), begins))
        depth += raw.count("(") - raw.count(")")
    return found


class _Row:
    """The stretches of a row of tokens."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text, self._tokens = text, tokens
        self._named: dict[tuple[int, int], float] = {}
        self._core: dict[tuple[int, int], tuple[int, int]] = {}

    def worth(self, low: int, high: int) -> float:
        """What the stretch is worth as one term."""
        if named := self.named(low, high):
            return high - low - named
        first, last = low, high
        while first < last - 1 and self._tokens[first].is_modifier:
            first += 1
        while last > first + 1 and self._tokens[last - 1].is_modifier:
            last -= 1
        if named := self.named(first, last):
            return high - low - named - (_MODIFIED if last == high else _TRAILED)
        start, end = self.core(first, last)
        outside = self._tokens[low:start] + self._tokens[end:high]
        hidden = sum(token.is_head for token in outside) + bool(_ENUMERATOR.fullmatch(self._raw(high - 1, high)))
        if end == start:
            return (0.3 if hidden == 1 and self._tokens[last - 1].is_head else -0.5 * hidden) - _PARTLY
        lead = sum(token.lead for token in self._tokens[low:start])
        return end - start + lead - 0.1 * (high - end) - hidden - _PARTLY

    def named(self, low: int, high: int) -> float:
        """What the stretch costs if it is a known name or a material, else 0."""
        at = low, high
        if at not in self._named:
            self._named[at] = self._cost(low, high) if high - low <= _REACH else 0.0
        return self._named[at]

    def core(self, low: int, high: int) -> tuple[int, int]:
        """The longest known name in the stretch; the later one of two."""
        at = low, high
        if at not in self._core:
            if high - low < 1 or high - low > _REACH:
                self._core[at] = (low, low)
            elif self.named(low, high) and not self._material(low, high):
                self._core[at] = at
            else:
                choices = [self.core(low + 1, high), self.core(low, high - 1)] if high - low > 1 else [(low, low)]
                self._core[at] = max(choices, key=lambda span: (span[1] - span[0], span[0]))
        return self._core[at]

    def _cost(self, low: int, high: int) -> float:
        words = [word for token in self._tokens[low:high] for word in token.words]
        if self._material(low, high) or (_OF_HEALTHY.issuperset(words) and is_healthy(self._raw(low, high))):
            return _NAMED
        key = key_of(words)
        entry = vocabulary("condition").entry(key) if len(words) == len(set(words)) else None
        text = self._raw(low, high)
        if entry is None or MODIFIERS.issuperset(words):
            other = vocabulary("intervention").entry(key) if high - low > 1 else None
            done = other and other.system == "MESH" and _said_so(other, text) and is_intervention_like(text)
            return _OTHER if done else 0.0
        if _said_so(entry, text):
            return _WEAK if _SAYING_LITTLE.issuperset(words) else _NAMED
        if entry.system != "MESH":
            return 0.0
        return _TURNED if "," in text or is_head(words[-1]) else _HEADLESS

    def _material(self, low: int, high: int) -> bool:
        """One material: "Bone Marrow Stem Cells", not "Stem Cells Umbilical Cord"."""
        before = {word for token in self._tokens[low : high - 1] for word in token.words}
        last = set(self._tokens[high - 1].words)
        return "cell" not in before and bool(last & MATERIALS) and is_material(self._raw(low, high))

    def _raw(self, low: int, high: int) -> str:
        return self._text[self._tokens[low].start : self._tokens[high - 1].end]


def _said_so(entry: Entry, text: str) -> bool:
    return text.casefold() in entry.names or text.casefold() == entry.name.casefold()
