"""Terms -> concepts of MeSH, DrugBank, UNII or ICD-10-CM, or none: offline, the same answer each time, no model.

In the order of trust: the term is a name of the concept (`exact`); it is one but for spelling, order, number or
modifiers, or it names a narrower form of it, told by the head noun (`normalised`, score 0.95 down to 0.7); it is one
with a single wrong letter in a word that no concept has (`fuzzy`). What is less than that is None. A negating word
("non-small", "without") is never lost on the way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from extractor.language.conditions.synonyms import KNOWN_ABBREVIATIONS
from extractor.language.conditions.words import is_head
from extractor.language.link_words import GIVEN_AS, HEALTHY, MODIFIERS, NEGATED, NEVER_LOST, STOP, VAGUE
from extractor.language.term_keys import key_of, telling, term_key, term_words
from extractor.language.vocabulary import Entry, Kind, Vocabulary, vocabulary
from extractor.model import Concept

LONGEST = 200
_MOST_WORDS = 9
_SHORTEST_RESPELT = 7
# MeSH trees of diseases and behaviours; headings that say only how a disease goes are no disease.
_DISEASES = ("C", "F01", "F03")
_ATTRIBUTES = ("C23.550.288", "C23.550.291")
_METASTASIS = "D009362"
_ASIDE = re.compile(r"[(\[]([^()\[\]]{0,80})[)\]]")
_SHORT = re.compile(r"[^\W_][\w-]{1,9}")
_PARTS = re.compile(
    r"(?i)[;|]|\s[-–/]\s|\b(?:secondary to|due to|associated with|related to|caused by|induced by|treated with|in|with|"
    r"after|following|undergoing|receiving|during|among|before|for|vs\.?|versus|plus)\b"
)
_DOSE = re.compile(
    r"(?i)(?<![\w.-])\d[\d.,]{0,9} ?(?:mg|g|mcg|ug|µg|μg|ng|ml|iu|units?|%|mmol|gy)"
    r"(?:/(?:kg|m2|m²|ml|day|d|h|hr))?(?![\w-])"
)
# Both named is neither meant: "acute or chronic pancreatitis".
_COURSES = frozenset({"acute", "chronic"})
_CANCERS = {"carcinoma": "neoplasm", "adenocarcinoma": "neoplasm"}


class _Hit(NamedTuple):
    entry: Entry
    words: frozenset[str]


def link(text: str, kind: Kind, *, expansions: Mapping[str, str] | None = None) -> Concept | None:
    """The concept that a term names as a whole, or None; `expansions` are the document's abbreviations.

    >>> link("Severe Aplastic Anaemia", "condition").name
    'Anemia, Aplastic'
    >>> link("SAA", "condition") is None, link("SAA", "condition", expansions={"SAA": "severe aplastic anemia"}).code
    (True, 'D000741')
    """
    return _linked(expanded(text, kind, expansions or {}), kind)


def link_named(text: str, kind: Kind, *, expansions: Mapping[str, str] | None = None) -> Concept | None:
    """As `link`, for words found in running text: no narrowing to a broader concept and no wrong letters."""
    return _named(expanded(text, kind, expansions or {}), kind)


def expanded(text: str, kind: Kind, expansions: Mapping[str, str]) -> str:
    """The term with abbreviations spelled out: the document's own, for conditions also the well-known ones.

    >>> expanded("Advanced NSCLC", "condition", {})
    'Advanced non-small cell lung cancer'
    """
    known = KNOWN_ABBREVIATIONS if kind == "condition" else {}

    def long_form(match: re.Match[str]) -> str:
        short = match[0]
        return expansions.get(short) or known.get(short) or short

    return _SHORT.sub(long_form, text) if expansions or known else text


@lru_cache(maxsize=65536)
def _linked(text: str, kind: Kind) -> Concept | None:
    found = _named(text, kind)
    if found or not _worth(text):
        return found
    table = vocabulary(kind)
    if kind == "condition":
        return _narrowed(text, table) or _respelt(text, kind) or _icd(text, table) or _heading(text)
    return _respelt(text, kind)


@lru_cache(maxsize=65536)
def _named(text: str, kind: Kind) -> Concept | None:
    """The term is a name of a concept, as it stands, in other words, or but for modifiers."""
    if not _worth(text):
        return None
    table = vocabulary(kind)
    for form in _forms(text):
        entry = table.named(form)
        if entry and entry.system != "ICD10CM":
            exact = form.strip().casefold() in entry.names or form.strip().casefold() == entry.name.casefold()
            return _concept(entry, "exact" if exact else "normalised", 1.0 if exact else 0.95)
    lost = MODIFIERS if kind == "condition" else GIVEN_AS
    for form in _forms(text):
        for words in _wordings(term_words(_DOSE.sub(" ", form))):
            entry = _reworded(words, table) if kind == "condition" else table.entry(key_of(words))
            if entry := entry or _unmodified(words, table, lost):
                return _concept(entry, "normalised", 0.9)
    return None


def _worth(text: str) -> bool:
    """Whether the term can say by itself what is meant."""
    if not 1 < len(text) <= LONGEST:
        return False
    words = set(term_words(text))
    return bool(words) and not words <= STOP and not (words <= HEALTHY | MODIFIERS and words & HEALTHY)


def _forms(text: str) -> Iterator[str]:
    """The term, the term without what stands in brackets, what stands in them."""
    yield text
    if "(" in text or "[" in text:
        yield _ASIDE.sub(" ", text)
        yield from (inner for inner in _ASIDE.findall(text) if _worth(inner) and len(inner) > 3)


def _reworded(words: Sequence[str], table: Vocabulary) -> Entry | None:
    """With another of the words that say only that it is a disease, or without ("Sjogren disease")."""
    bare = telling(words)
    if not bare or len(bare) == len(words) or set(bare) <= STOP | MODIFIERS:
        return None
    for wording in ([*bare, "disease"], [*bare, "disorder"], [*bare, "syndrome"], bare):
        entry = table.entry(key_of(wording))
        if entry and entry.system != "ICD10CM":
            return entry
    return None


def _unmodified(words: Sequence[str], table: Vocabulary, lost: frozenset[str]) -> Entry | None:
    """The most specific concept among what is left when modifiers alone are lost."""
    kept = {word for word in words if not _may_go(word, lost)}
    either = _COURSES if set(words) >= _COURSES else frozenset()
    spare = [word for word in dict.fromkeys(words) if word not in kept | either][:_MOST_WORDS]
    if not kept or kept <= STOP or not (spare or either):
        return None
    for size in range(len(spare) - (not either), -1, -1):
        entries = [table.entry(key_of({*kept, *some})) for some in combinations(spare, size)]
        good = [entry for entry in entries if entry and entry.system != "ICD10CM"]
        if good:
            return max(good, key=_specific)
    return _reworded(sorted(kept), table) if telling(kept) != list(kept) else None


def _may_go(word: str, lost: frozenset[str]) -> bool:
    return word in lost or any(word.startswith(prefix) and word[len(prefix) :] in lost for prefix in NEGATED)


def _specific(entry: Entry) -> tuple[int, str]:
    return entry.depth, entry.code


def _narrowed(text: str, table: Vocabulary) -> Concept | None:
    """The concept of which the term names a narrower form: most of its words, its head among them."""
    for part in _PARTS.split(_ASIDE.sub(" ", text)):
        words = [word for word in term_words(part)]
        if set(words) & NEVER_LOST:
            return None
        if set(words) <= MODIFIERS | STOP:
            continue
        hits = [hit for wording in _wordings(words) if (hit := _largest(wording, table))]
        if hits:
            best = max(hits, key=lambda hit: (len(hit.words), hit.entry.depth))
            return _concept(best.entry, "normalised", 0.7)
        return None
    return None


def _wordings(words: list[str]) -> Iterator[list[str]]:
    """The words; with the site's neoplasm for its carcinoma; with carcinoma for a neoplasm of a kind of cell."""
    yield words
    if _CANCERS.keys() & set(words):
        yield [_CANCERS.get(word, word) for word in words]
    elif {"cell", "neoplasm"} <= set(words):
        yield ["carcinoma" if word == "neoplasm" else word for word in words]


def _largest(words: list[str], table: Vocabulary) -> _Hit | None:
    heads, content = _heads(words), list(dict.fromkeys(words))
    for size in range(min(len(content), _MOST_WORDS), 0, -1):
        hits = []
        for some in _choices(content, size):
            chosen = frozenset(some)
            entry = table.entry(key_of(chosen)) if chosen & heads and not chosen <= STOP | VAGUE else None
            if entry and _is_disease(entry) and all(_loosable(word) for word in content if word not in chosen):
                hits.append(_Hit(entry, chosen))
        if hits:
            return max(hits, key=lambda hit: _specific(hit.entry))
    return None


def _choices(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """All choices among few words, neighbours among many."""
    if len(words) <= _MOST_WORDS:
        return combinations(words, size)
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _heads(words: list[str]) -> set[str]:
    """The words of which one must be kept: the last that is no modifier, and the last that names a disease."""
    plain = [word for word in words if word not in MODIFIERS] or words
    named = [word for word in plain if is_head(word)]
    return {plain[-1], *named[-1:]}


def _loosable(word: str) -> bool:
    return not word.startswith(NEGATED) or _may_go(word, MODIFIERS)


def _is_disease(entry: Entry) -> bool:
    trees = [tree for tree in entry.trees if tree.startswith(_DISEASES)]
    vague = entry.code == _METASTASIS or all(tree.startswith(_ATTRIBUTES) for tree in trees)
    return entry.system == "MESH" and not vague


def _respelt(text: str, kind: Kind) -> Concept | None:
    """The term with one letter put right in each word that no concept has."""
    words = term_words(_ASIDE.sub(" ", text))
    right = [_known_word(word, kind) for word in words]
    if right == words:
        return None
    table = vocabulary(kind)
    entry = table.entry(key_of(right)) or _unmodified(right, table, MODIFIERS)
    return _concept(entry, "fuzzy", 0.8) if entry and entry.system != "ICD10CM" else None


@lru_cache(maxsize=16384)
def _known_word(word: str, kind: Kind) -> str:
    """The one word of the table that differs by a letter, where the table does not know the word itself."""
    table = vocabulary(kind)
    if len(word) < _SHORTEST_RESPELT or not word.isalpha() or word in table.words:
        return word
    near = table.respellings(word)
    return near.pop() if len(near) == 1 else word


def _icd(text: str, table: Vocabulary) -> Concept | None:
    """ICD-10-CM, where MeSH has nothing."""
    entry = table.named(_ASIDE.sub(" ", text))
    return _concept(entry, "normalised", 0.9) if entry and entry.system == "ICD10CM" else None


def _heading(text: str) -> Concept | None:
    """A MeSH heading that is no disease, such as "Anesthesia": registries list what a trial is about as conditions."""
    entry = vocabulary("intervention").named(text)
    same = entry is not None and entry.system == "MESH" and term_key(entry.name) == term_key(text)
    return _concept(entry, "normalised", 0.9) if entry and same else None


def _concept(entry: Entry, match: str, score: float) -> Concept:
    return Concept(system=entry.system, code=entry.code, name=entry.name, match=match, score=score)  # type: ignore[arg-type]
