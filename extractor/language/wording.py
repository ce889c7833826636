"""Whether two texts say the same around two values: "once daily for [4 weeks]." and "once daily for [8 weeks]."

A statement that is copied from one field to another keeps its words; a value that then differs is one of the copies'
mistakes. Words and sentence marks are compared, without regard to case.
"""

import re
from itertools import takewhile
from typing import Final

__all__ = ["shared_before", "shared_behind"]

_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[.;:()]")
_REACH: Final = 160


def shared_before(text: str, start: int, other: str, other_start: int) -> int:
    """How many words the two texts share right before the places.

    >>> shared_before("Zinc 5 mg daily for 4 weeks", 20, "zinc, 5 mg daily for 8 weeks", 21)
    5
    """
    one = _WORD.findall(text[max(0, start - _REACH) : start].lower())
    two = _WORD.findall(other[max(0, other_start - _REACH) : other_start].lower())
    return sum(1 for _ in takewhile(_equal, zip(reversed(one), reversed(two), strict=False)))


def shared_behind(text: str, end: int, other: str, other_end: int) -> int:
    """How many words the two texts share right behind the places; the end of a text is a full stop.

    >>> shared_behind("for 4 weeks, then stopped", 11, "for 8 weeks, then resumed", 11)
    1
    """
    one = _WORD.findall(text[end : end + _REACH].lower()) or ["."]
    two = _WORD.findall(other[other_end : other_end + _REACH].lower()) or ["."]
    return sum(1 for _ in takewhile(_equal, zip(one, two, strict=False)))


def _equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1] or {*pair} <= {".", ";"}
