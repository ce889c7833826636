"""Whether a plain text is a protocol: it says so at its beginning, and has the sections of one."""

import re
from itertools import islice
from typing import Final

from extractor.language.m11 import m11_section

__all__ = ["is_protocol"]

SHORTEST: Final = 1_000
_BEGINNING: Final = 3_000
_FEWEST: Final = 7
_MOST_LINES: Final = 20_000
_NAMED: Final = re.compile(r"(?i)\b(?:protocol|clinical (?:trial|investigation) plan)\b")
_HEADING: Final = re.compile(
    r"(?im)^[ \t*#]{0,8}(?:(?:section )?\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]{1,8})?(?P<words>[a-z][^\n]{3,60})$"
)


def is_protocol(text: str) -> bool:
    """Whether a text of a page or more calls itself a protocol and has a third of the sections that protocols have.

    Any short line can be a heading. Source: ICH M11, clinical electronic structured harmonised protocol, template.

    >>> is_protocol("Protocol. Inclusion criteria: adults.")
    False
    """
    if len(text) < SHORTEST or not _NAMED.search(text, 0, _BEGINNING):
        return False
    found = set()
    for heading in islice(_HEADING.finditer(text), _MOST_LINES):
        found.add(m11_section(heading["words"]))
        if len(found - {None}) == _FEWEST:
            return True
    return False
