"""How two diseases relate: the same, one covered by the other, contradicted, or merely akin.

A phrase is a head with its modifiers: "Non-Severe Aplastic Anemia" is "aplastic anemia", not severe, whether it
is written out, abbreviated or misspelt by a letter.
"""

import re
from functools import lru_cache

import extractor.language.modifiers as modifiers
from extractor.language.conditions.phrases import ConditionPhrase, find_conditions, parse_condition
from extractor.language.conditions.synonyms import FIELDS, PARENTS, SAME_WORD
from extractor.language.conditions.terms import (
    is_healthy,
    is_intervention_like,
    is_material,
    is_symptom,
)
from extractor.language.conditions.words import COMMON, GENERIC, REAL_PAIRS
from extractor.language.modifiers import Modifier, parted, within_one_edit, words_of

__all__ = [
    "ConditionPhrase",
    "contradiction",
    "covers",
    "find_conditions",
    "identity",
    "is_healthy",
    "is_intervention_like",
    "is_material",
    "is_symptom",
    "named_in",
    "narrowed",
    "parse_condition",
    "related",
    "same_disease",
]

_WORD = re.compile(r"[^\W_]+")
_INFECTIONS = frozenset("hiv covid influenza malaria tuberculosis hepatitis sepsis pneumonia".split())
_SENTENCE = 200
_PLAIN_BEFORE = frozenset(
    "patient participant subject people person individual adult child man woman those the a an all any with who have "
    "has had having suffering from suffer of diagnosis diagnosed known confirmed clinical presence or and is are as "
    "histologically cytologically pathologically documented proven established current currently being been exclusion "
    "criteria excluded exclude e g".split()
)
_EITHER = re.compile(r"(?i),?\s(?:either )?with (?:or|and) without\b[^.;,\n]*")
_PLAIN_AFTER = frozenset(
    "patient participant subject adult child case are is excluded confirmed diagnosis diagnosed by or and histology "
    "cytology histopathology pathology will be not eligible as known documented in present the of".split()
)


def related(a: ConditionPhrase, b: ConditionPhrase) -> bool:
    """The two have something to do with each other: a shared word or synonym, an umbrella, a field.

    "Cancer" is related to any cancer, "lung cancer" not to "breast cancer". Meant for silence: true
    says only that no reader would wonder why both stand in one record.
    """
    ours, theirs = _content(a), _content(b)
    if same_disease(a, b) or not ours or not theirs:
        return True
    if ours <= _widened(theirs) or theirs <= _widened(ours):
        return True
    if any(ours & field and theirs & field for field in FIELDS):
        return True
    specific = (ours - COMMON, theirs - COMMON)
    return any(_akin(x, y) for x in specific[0] for y in specific[1])


def same_disease(a: ConditionPhrase, b: ConditionPhrase) -> bool:
    """The same head, whatever the modifiers: "severe asthma" and "mild asthma" are, NSCLC and SCLC are."""
    ours, theirs = identity(a.head), identity(b.head)
    if not ours or ours <= GENERIC or len(ours) != len(theirs):
        return False
    return ours == theirs or all(any(_spelled_alike(x, y) for y in theirs) for x in ours)


def contradiction(a: ConditionPhrase, b: ConditionPhrase) -> tuple[Modifier, Modifier] | None:
    """The two modifiers for which nobody has both diseases; None for different or compatible ones.

    >>> pair = contradiction(parse_condition("Severe Asthma"), parse_condition("non-severe asthma"))
    >>> pair[0].value, pair[1].negated
    ('severe', True)
    """
    if same_disease(a, b):
        return modifiers.contradicts(a.modifiers, b.modifiers)
    return _kind_denied(a, b) or _kind_denied(b, a, turned=True)


def covers(exclusion: ConditionPhrase, target: ConditionPhrase) -> bool:
    """Everyone who has `target` has `exclusion` too: the same disease, and nothing that narrows it.

    "AML" covers "relapsed AML", "recurrent AML" does not cover "AML".
    """
    return same_disease(exclusion, target) and modifiers.covers(exclusion.modifiers, target.modifiers)


def narrowed(text: str, phrase: ConditionPhrase) -> bool:
    """Whether the words round a disease in its sentence make it a narrower or another one.

    "Other types of leukemia", "history of prostate cancer", "asthma requiring intubation" are; the whole
    of a criterion such as "Patients with asthma" is not, nor what has a thing "with or without" another.
    """
    low = max(text.rfind("\n", 0, phrase.start) + 1, phrase.start - _SENTENCE)
    high = min(text.find("\n", phrase.end) % (len(text) + 1), phrase.end + _SENTENCE)
    before = {word.text for word in words_of(text, low, phrase.start) if not word.text.isdigit()}
    either = _EITHER.match(text, phrase.end, high)
    after = {word.text for word in words_of(text, either.end() if either else phrase.end, high)}
    return not (before <= _PLAIN_BEFORE and after <= _PLAIN_AFTER)


def named_in(phrase: ConditionPhrase, text: str) -> bool:
    """Whether a content word of the disease, or its stem, stands anywhere in `text`."""
    said = _vocabulary(text)
    return any(
        word in said or any(_akin(word, other) for other in said if other[0] == word[0])
        for word in _content(phrase) - COMMON
    )


def _kind_denied(a: ConditionPhrase, b: ConditionPhrase, *, turned: bool = False) -> tuple[Modifier, Modifier] | None:
    """ "Non-Hodgkin lymphoma" against "Hodgkin lymphoma": the one denies a word of the other's head."""
    for denied in a.modifiers:
        word = SAME_WORD.get(denied.value, denied.value)
        if denied.family != "kind" or word not in b.head.split():
            continue
        if identity(a.head) == identity(b.head) - {word}:
            point = Modifier("kind", denied.value, False, b.start, b.end)
            return (point, denied) if turned else (denied, point)
    return None


@lru_cache(maxsize=65536)
def identity(head: str) -> frozenset[str]:
    """The words of a head that make it this disease: without "disease" where others say which.

    >>> sorted(identity("aplastic anemia")), sorted(identity("lung disease"))
    (['anemia', 'aplastic'], ['lung'])
    """
    words = frozenset(head.split())
    named = words - GENERIC
    if named & _INFECTIONS:
        named -= {"infection", "virus"}
    return named or words


def _content(phrase: ConditionPhrase) -> frozenset[str]:
    """What a phrase is about: its head, its site, and "cancer" for any -oma."""
    words = set(phrase.head.split()) - GENERIC
    words |= {mark.value for mark in phrase.modifiers if mark.family == "spine"}
    if any(mark.value == "metastatic" for mark in phrase.modifiers):
        words.add("cancer")
    return frozenset(words)


@lru_cache(maxsize=65536)
def _widened(words: frozenset[str]) -> frozenset[str]:
    """With the umbrellas of each word."""
    wide = set(words)
    for word in words:
        wide |= set(PARENTS.get(word, ()))
        if word.endswith(("oma", "blastoma")) and word not in {"glaucoma", "hematoma", "trachoma", "coma", "granuloma"}:
            wide |= {"cancer", "solid", "lymphoma"} if word.endswith("lymphoma") else {"cancer", "solid"}
    if "cancer" in wide:
        wide |= {"solid", "advanced", "metastasis"}
    return frozenset(wide)


def _akin(a: str, b: str) -> bool:
    """One stem, or one word misspelt."""
    if a == b or _spelled_alike(a, b):
        return True
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 5 and shared >= 0.7 * min(len(a), len(b)) and shared >= 0.5 * max(len(a), len(b))


def _spelled_alike(a: str, b: str) -> bool:
    if a == b or min(len(a), len(b)) < 7 or a[0] != b[0]:
        return a == b
    return within_one_edit(a, b) and frozenset({a, b}) not in REAL_PAIRS


@lru_cache(maxsize=64)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(SAME_WORD.get(word, word) for raw in set(_WORD.findall(text)) for word in parted(raw) if word)
