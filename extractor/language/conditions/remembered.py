"""The diseases of the texts and terms of late: facts and checks ask for those of the same ones."""

from functools import lru_cache

from extractor.language.conditions.phrases import ConditionPhrase, find_conditions, parse_condition

Expansions = tuple[tuple[str, str], ...]
KEPT = 2048


@lru_cache(maxsize=KEPT)
def conditions_in(text: str, expansions: Expansions) -> tuple[ConditionPhrase, ...]:
    """The diseases named in running text, as `find_conditions` gives them.

    >>> [phrase.name for phrase in conditions_in("Child SAA", (("SAA", "Severe Aplastic Anemia"),))]
    ['Child Severe Aplastic Anemia']
    """
    return tuple(find_conditions(text, expansions=dict(expansions)))


@lru_cache(maxsize=KEPT)
def condition_of(text: str, expansions: Expansions) -> ConditionPhrase:
    """A string that is a condition as a whole, as `parse_condition` gives it.

    >>> condition_of("Anemia, Aplastic", ()).name
    'Aplastic Anemia'
    """
    return parse_condition(text, expansions=dict(expansions))
