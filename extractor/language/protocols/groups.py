"""Groups that a protocol names by what happens to them: "half are assigned to the lecture condition, half to ...".

What behavioural and other trials without a product compare.
"""

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["NamedGroup", "find_named_groups"]

_GROUP: Final = r"(?:condition|group|arm)s?\b"
_NAME: Final = (
    r"(?:the|an?)\s(?P<{0}>(?!same\b|following\b|other\b|study\b|treatment\b|one\b)"
    r"[\w-]{{2,24}}(?:\s[\w-]{{2,24}}){{0,4}}?)"
)
_ASSIGNED: Final = re.compile(
    rf"(?i)\b(?:assigned|allocated|randomi[sz]ed)\s(?:either\s)?to\s{_NAME.format('one')}(?:\s{_GROUP})?"
    r"(?:,|\s\([^()\n]{1,60}\))?\s(?:and|or|versus|vs\.?)\s"
    r"(?:(?:the\s)?(?:other\s)?(?:half|rest|others|remaining(?:\s\w+)?)\s)?(?:to\s)?"
    rf"{_NAME.format('other')}\s{_GROUP}"
)


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group named `name` at text[start:end]."""

    start: int
    end: int
    name: str


def find_named_groups(text: str) -> list[NamedGroup]:
    """The two groups of the first sentence that assigns people to both by name; none where no sentence does.

    >>> text = "Half the pupils are assigned to the lecture condition and half to the group work condition."
    >>> [one.name for one in find_named_groups(text)]
    ['lecture', 'group work']
    """
    match = _ASSIGNED.search(text)
    if match is None:
        return []
    return [NamedGroup(*match.span(name), match[name]) for name in ("one", "other")]
