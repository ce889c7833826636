"""What a condition field holds that is no single disease: material, treatments, healthy people, several terms."""

import re
from itertools import pairwise

from extractor.language.conditions.words import (
    GENERIC,
    HEALTHY,
    HEALTHY_NOUNS,
    INTERVENTION_ENDINGS,
    INTERVENTIONS,
    LATIN_TAILS,
    MATERIAL_PAIRS,
    MATERIAL_QUALIFIERS,
    MATERIALS,
    SYMPTOMS,
    WEAK_HEADS,
    is_head,
)
from extractor.language.modifiers import Word, words_of
from extractor.language.modifiers.words import NUMBERED

_LINKS = frozenset("of and or in with due to by from for the a an related associated induced".split())
_TAILS = frozenset("cessation virus spectrum involving associated related liver brain bone".split())
_REACH = 12
_TERM_START = re.compile(r"[A-Z0-9]")


def is_material(text: str) -> bool:
    """Whether it names a stuff taken from a body, no disease.

    >>> is_material("Umbilical Cord Blood"), is_material("Blood Cancer")
    (True, False)
    """
    words = {word.text for word in words_of(text)}
    return bool(words & MATERIALS) and words <= MATERIALS | MATERIAL_QUALIFIERS


def is_intervention_like(text: str) -> bool:
    """Whether it names something done or given ("Lumbar Fusion Surgery"), no disease treated by it."""
    words = [word.text for word in words_of(text)]
    if not words or any(is_head(word) for word in words):
        return False
    return words[-1] in INTERVENTIONS or (len(words[-1]) > 5 and words[-1].endswith(INTERVENTION_ENDINGS))


def is_symptom(text: str) -> bool:
    """Whether a disease phrase is what many diseases and treatments bring ("Postoperative Pain").

    Such a phrase in a title seldom names the disease that a trial is about.
    """
    words = [word.text for word in words_of(text)]
    heads = [word for word in words if is_head(word)]
    return bool(words) and (words[-1] in SYMPTOMS or (bool(heads) and all(word in SYMPTOMS for word in heads)))


def is_healthy(text: str) -> bool:
    """Whether it says that there is no disease.

    >>> is_healthy("Healthy Volunteers"), is_healthy("Healthy Diet")
    (True, False)
    """
    words = {word.text for word in words_of(text)}
    named = bool(words & HEALTHY) or words in ({"volunteer"}, {"normal", "volunteer"})
    return named and words <= HEALTHY | HEALTHY_NOUNS


def split_run_together(text: str) -> list[tuple[int, int]]:
    """The terms that a page ran together without a mark between them; a single term is one pair.

    A new term begins at a capitalised word where the words before it are complete (they hold a disease
    that stands by itself, or a material) and so are those after it.

    >>> text = "Complications of Organ Transplant Stem Cells Umbilical Cord"
    >>> [text[start:end] for start, end in split_run_together(text)]
    ['Complications of Organ Transplant', 'Stem Cells', 'Umbilical Cord']
    """
    words = words_of(text)
    if not words:
        return []
    cuts = [0]
    for at in range(1, len(words)):
        if text[words[at - 1].end : words[at].start] == " " and _begins(text, words, cuts[-1], at):
            cuts.append(at)
    cuts.append(len(words))
    return [(words[low].start, words[high - 1].end) for low, high in pairwise(cuts)]


def _begins(text: str, words: list[Word], low: int, at: int) -> bool:
    word = words[at].text
    if not _TERM_START.match(text, words[at].start) or {word, words[at - 1].text} & _LINKS:
        return False
    before, after = words[max(low, at - _REACH) : at], words[at : at + _REACH]
    pair = (word, words[at + 1].text if at + 1 < len(words) else "")
    if pair in MATERIAL_PAIRS and (_is_material_run(after) or _holds_disease(text, after[2:])):
        return is_head(before[0].text) or _is_material_run(before) or _holds_disease(text, before)
    if is_head(word) or word in NUMBERED or word in LATIN_TAILS or word in _TAILS:
        return False
    if _is_material_run(before) and len(before) > 1:
        return _holds_disease(text, after)
    return _stands_alone(before) and _holds_disease(text, after)


def _is_material_run(words: list[Word]) -> bool:
    return bool(words) and all(word.text in MATERIALS for word in words)


def _holds_disease(text: str, words: list[Word]) -> bool:
    """A capitalised term whose own disease word says which ("Lumbar Stenosis", not "Spectrum Disorder")."""
    first = next((word for word in words if is_head(word.text)), None)
    strong = first is not None and first.text not in GENERIC | WEAK_HEADS | {"metastasis", "pain"}
    return strong and bool(_TERM_START.match(text, words[0].start))


def _stands_alone(words: list[Word]) -> bool:
    last = words[-1].text
    return is_head(last) and last not in WEAK_HEADS and words[0].text not in _LINKS
