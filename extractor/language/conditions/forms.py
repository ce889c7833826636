"""Which form of a disease a text asks for, against the forms that a trial is about."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.language.conditions import ConditionPhrase, contradiction, same_disease
from extractor.language.modifiers import Modifier


class OtherForm(NamedTuple):
    """A phrase that asks for another form of `target`: `asked` and `meant` are the two opposed modifiers."""

    target: ConditionPhrase
    phrase: ConditionPhrase
    asked: Modifier
    meant: Modifier


def other_form(
    phrases: Iterable[ConditionPhrase],
    targets: Sequence[ConditionPhrase],
    *,
    beside: Iterable[ConditionPhrase] = (),
) -> OtherForm | None:
    """The first of `phrases` that no reading of the targets allows; None where all can be meant.

    A target that has the asked form (another cohort), or a phrase `beside` it that asks for the target's own form
    (alternatives), makes it agree.

    >>> from extractor.language.conditions import find_conditions, parse_condition
    >>> found = other_form(find_conditions("non-severe asthma"), [parse_condition("Severe Asthma")])
    >>> found.asked.negated, found.meant.value
    (True, 'severe')
    """
    phrases = list(phrases)
    everywhere = [*phrases, *beside]
    for phrase in phrases:
        for target in targets:
            pair = contradiction(phrase, target)
            if not pair:
                continue
            meant_too = any(_agrees(other, phrase, pair) for other in targets)
            offered = any(_agrees(other, target, pair) for other in everywhere if other is not phrase)
            if not meant_too and not offered:
                return OtherForm(target, phrase, *pair)
            break
    return None


def _agrees(other: ConditionPhrase, phrase: ConditionPhrase, pair: tuple[Modifier, Modifier]) -> bool:
    """Whether `other` is the same disease in a form that fits, and says so where the two are opposed."""
    if not same_disease(other, phrase) or contradiction(other, phrase):
        return False
    return pair[0].family == "kind" or any(mark.dimension == pair[0].dimension for mark in other.modifiers)
