"""Whether a text can name a disease like some others, told by its single words: most texts cannot."""

import re
from functools import lru_cache

from extractor.language.conditions.phrases import long_forms
from extractor.language.conditions.remembered import Expansions
from extractor.language.conditions.synonyms import SAME_PHRASE, SAME_WORD
from extractor.language.conditions.words import GENERIC
from extractor.language.modifiers import parted, within_one_edit

_WORD = re.compile(r"[^\W_]+")
# Sites that are words of a disease only where nothing says that they are modifiers.
_SITES = frozenset({"cervical", "thoracic"})
_FUZZY = 7
_MEANT: dict[str, set[str]] = {}
for _phrase, _meaning in SAME_PHRASE.items():
    for _part in _phrase:
        _MEANT.setdefault(_part, set()).update(_meaning)


def telling_words(head: str) -> frozenset[str]:
    """The words of a disease's head of which one at least is in any form of it.

    >>> sorted(telling_words("aplastic anemia")), sorted(telling_words("lung disease"))
    (['anemia', 'aplastic'], ['lung'])
    """
    words = frozenset(head.split())
    return words - GENERIC or words


def may_be_like(text: str, wanted: frozenset[str], expansions: Expansions) -> bool:
    """Whether a text may name a disease with one of the `wanted` words, or one of them misspelt.

    Never false where `find_conditions` finds one that is the same disease, or another kind of it.

    >>> may_be_like("Severe anaemia", telling_words("aplastic anemia"), ())
    True
    >>> may_be_like("Known allergy to peanuts", telling_words("aplastic anemia"), ())
    False
    """
    raw = set(_WORD.findall(text))
    if wanted & _SITES or not long_forms(expansions).keys().isdisjoint(raw):
        return True
    meant = set().union(*map(_meanings, raw))
    if not meant.isdisjoint(wanted):
        return True
    fuzzy = _fuzzy(wanted)
    near = [word for word in meant if len(word) >= _FUZZY and word[0] in fuzzy]
    return any(within_one_edit(one, word) for word in near for one in fuzzy[word[0]])


@lru_cache(maxsize=16)
def _fuzzy(wanted: frozenset[str]) -> dict[str, list[str]]:
    """The words that are long enough to be known when they are misspelt, by their first letter."""
    found: dict[str, list[str]] = {}
    for word in wanted:
        if len(word) >= _FUZZY:
            found.setdefault(word[0], []).append(word)
    return found


@lru_cache(maxsize=65536)
def _meanings(raw: str) -> frozenset[str]:
    """What a word can be in the head of a disease: itself folded, its synonym, words for phrases that it is part of."""
    meant = {SAME_WORD.get(word, word) for word in parted(raw) if word}
    while more := {other for word in meant for other in _MEANT.get(word, ())} - meant:
        meant |= more
    return frozenset(meant)
