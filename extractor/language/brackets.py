"""Brackets that are opened and never closed, or closed and never opened."""

import re
from typing import Final

__all__ = ["find_unbalanced"]

_BRACKETS: Final = "()[]（）［］"
_BRACKET: Final = re.compile(rf"[{re.escape(_BRACKETS)}]")
_CLOSING: Final = frozenset(")）]］")
_MARK: Final = re.compile(r"(?:^|[^A-Za-z\d])(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|[A-Za-z]|[ivxIVX]{2,5})[.]?[ ]?$|[:;]-?$")


def find_unbalanced(text: str) -> list[int]:
    """The places of the brackets that have no partner, in order; the marks of a list ("1)", "a)", "iv)") need none.

    Where something may be a mark or close a bracket, a bracket is only found if it lacks its partner either way. Round
    and square brackets can close each other, as in the interval "[18, 75)".

    >>> find_unbalanced("asthma (mild or moderate, and eczema"), find_unbalanced("b) the 1:1 (2:1) ratio, [1, 2)")
    ([7], [])
    """
    if not any(map(text.__contains__, _BRACKETS)):
        return []
    brackets = [(match.start(), match[0] in _CLOSING) for match in _BRACKET.finditer(text)]
    if not brackets or not _alone(brackets, set()):
        return []
    marks = {at for at, closes in brackets if closes and _MARK.search(text[max(0, at - 8) : at])}
    without = _alone([one for one in brackets if one[0] not in marks], set())
    return sorted(without & _alone(brackets, marks)) if without else []


def _alone(brackets: list[tuple[int, bool]], optional: set[int]) -> set[int]:
    """The brackets without a partner; the optional ones need none."""
    opened: list[int] = []
    alone: set[int] = set()
    for at, closes in brackets:
        if not closes:
            opened.append(at)
        elif opened:
            opened.pop()
        elif at not in optional:
            alone.add(at)
    return alone.union(opened)
