"""Whether a text can name a disease like some others, told by its single words: most texts cannot."""

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.language.conditions import identity
from extractor.language.conditions.phrases import long_forms
from extractor.language.conditions.remembered import Expansions
from extractor.language.conditions.synonyms import SAME_PHRASE, SAME_WORD
from extractor.language.modifiers import parted, within_one_edit

_WORD = re.compile(r"[^\W_]+")
# Sites that are words of a disease only where nothing says that they are modifiers.
_SITES = frozenset({"cervical", "thoracic"})
_FUZZY = 7
_MEANT_BY: dict[str, set[str]] = {}
for _word, _same in SAME_WORD.items():
    _MEANT_BY.setdefault(_same, set()).add(_word)
for _phrase, _meaning in SAME_PHRASE.items():
    for _word in _meaning:
        _MEANT_BY.setdefault(_word, set()).update(_phrase)


class Likeness:
    """Tells which texts may name one of some diseases, given by their heads: those with all words of one of them.

    A word may be misspelt or a synonym; `expansions` are the document's abbreviations. What was learnt of the words
    of a text is kept for the next.

    >>> like = Likeness(["aplastic anemia", "asthma"], ())
    >>> like.may_be_in("Severe aplasic anaemia"), like.may_be_in("Anemia of another cause")
    (True, False)
    """

    def __init__(self, heads: Iterable[str], expansions: Expansions) -> None:
        self._diseases = {identity(head) - _SITES for head in heads}
        self._longs = long_forms(expansions)
        self._meanings: dict[str, set[str]] = {}  # the words of the diseases that a folded word can stand for
        self._long_words: dict[str, list[str]] = {}  # those that are known when they are misspelt, by first letter
        for word in frozenset().union(*self._diseases):
            for spelling in _spellings(word):
                self._meanings.setdefault(spelling, set()).add(word)
            if len(word) >= _FUZZY:
                self._long_words.setdefault(word[0], []).append(word)
        self._seen: set[str] = set()
        self._telling: dict[str, set[str]] = {}

    def may_be_in(self, text: str) -> bool:
        """Never false where `find_conditions` finds one that is the same disease, or another kind of it."""
        words = set(_WORD.findall(text))
        for word in words - self._seen:
            told = self._told_by(word)
            if word in self._longs:
                told = told.union(*map(self._told_by, _WORD.findall(self._longs[word])))
            if told:
                self._telling[word] = told
        self._seen |= words
        said = set[str]().union(*(self._telling[word] for word in words.intersection(self._telling)))
        return any(disease <= said for disease in self._diseases)

    def _told_by(self, word: str) -> set[str]:
        """The words of the diseases that a word of a text may be."""
        told: set[str] = set()
        for part in parted(word):
            if part in self._meanings:
                told |= self._meanings[part]
            if part[:1] in self._long_words and len(part) >= _FUZZY:
                told.update(known for known in self._long_words[part[0]] if within_one_edit(part, known))
        return told


@lru_cache(maxsize=4096)
def _spellings(word: str) -> frozenset[str]:
    """The folded words that can mean one in the head of a disease: itself, synonyms, words of phrases for it."""
    found = {word}
    if len(word) >= _FUZZY:
        found.update(other for other in _MEANT_BY if other[0] == word[0] and within_one_edit(other, word))
    while more := {spelling for one in found for spelling in _MEANT_BY.get(one, ())} - found:
        found |= more
    return frozenset(found)
