"""Searches that remember what they found in the texts of late: several checks ask the same of the same text."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

KEPT = 256
LONGEST = 40_000


def remembered(find: Callable[[str], list[T]]) -> Callable[[str], list[T]]:
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

    @lru_cache(maxsize=KEPT)
    def known(text: str) -> tuple[T, ...]:
        return tuple(find(text))

    @wraps(find)
    def search(text: str) -> list[T]:
        return list(known(text)) if len(text) <= LONGEST else find(text)

    return search
