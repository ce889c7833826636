"""What a condition field holds that is no disease: material, treatments, healthy people."""

from functools import lru_cache

from extractor.language.conditions.words import (
    HEALTHY,
    HEALTHY_NOUNS,
    INTERVENTION_ENDINGS,
    INTERVENTIONS,
    MATERIAL_QUALIFIERS,
    MATERIALS,
    SYMPTOMS,
    is_head,
)
from extractor.language.modifiers import words_of


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(text))


@lru_cache(maxsize=1024)
def is_material(text: str) -> bool:
    """Whether it names a stuff taken from a body, no disease.

    >>> is_material("Umbilical Cord Blood"), is_material("Blood Cancer")
    (True, False)
    """
    words = set(_words(text))
    return bool(words & MATERIALS) and words <= MATERIALS | MATERIAL_QUALIFIERS


@lru_cache(maxsize=1024)
def is_intervention_like(text: str) -> bool:
    """Whether it names something done or given ("Lumbar Fusion Surgery"), no disease treated by it."""
    words = _words(text)
    if not words or any(is_head(word) for word in words):
        return False
    return words[-1] in INTERVENTIONS or (len(words[-1]) > 5 and words[-1].endswith(INTERVENTION_ENDINGS))


@lru_cache(maxsize=1024)
def is_symptom(text: str) -> bool:
    """Whether a disease phrase is what many diseases and treatments bring ("Postoperative Pain").

    Such a phrase in a title seldom names the disease that a trial is about.
    """
    words = _words(text)
    heads = [word for word in words if is_head(word)]
    return bool(words) and (words[-1] in SYMPTOMS or (bool(heads) and all(word in SYMPTOMS for word in heads)))


@lru_cache(maxsize=1024)
def is_healthy(text: str) -> bool:
    """Whether it says that there is no disease.

    >>> is_healthy("Healthy Volunteers"), is_healthy("Healthy Diet")
    (True, False)
    """
    words = set(_words(text))
    named = bool(words & HEALTHY) or words in ({"volunteer"}, {"normal", "volunteer"})
    return named and words <= HEALTHY | HEALTHY_NOUNS
