"""Searches that remember what they found in the texts of late: several checks ask the same of the same text."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

KEPT = 256
LONGEST = 40_000


def remembered(find: Callable[Concatenate[str, P], list[T]]) -> Callable[Concatenate[str, P], list[T]]:
    """The same search, made once for a text that is asked of again; its findings must be immutable.

    What is kept is bounded: of the last `KEPT` texts, and of none longer than `LONGEST` characters.

    >>> @remembered
    ... def find_a(text: str) -> list[int]:
    ...     print("searched")
    ...     return [at for at, letter in enumerate(text) if letter == "a"]
    >>> find_a("a bat"), find_a("a bat")
    searched
    ([0, 3], [0, 3])
    """

    def found(text: str, *args: Any, **how: Any) -> tuple[T, ...]:
        return tuple(find(text, *args, **how))

    known: Callable[..., tuple[T, ...]] = lru_cache(maxsize=KEPT)(found)

    @wraps(find)
    def search(text: str, /, *args: P.args, **how: P.kwargs) -> list[T]:
        return list(known(text, *args, **how)) if len(text) <= LONGEST else find(text, *args, **how)

    return search
