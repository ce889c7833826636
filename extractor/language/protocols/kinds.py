"""Whether a plain text is a protocol: it says so at its beginning, and has the sections of one."""

import re
from typing import Final

__all__ = ["is_protocol"]

SHORTEST: Final = 1_000
_BEGINNING: Final = 3_000
_FEWEST: Final = 4
_NAMED: Final = re.compile(r"(?i)\b(?:protocol|clinical (?:trial|investigation) plan)\b")
# Of each section of ICH E6(R2), 6, and ICH M11 that every protocol has, how its heading begins.
_HEADING: Final = re.compile(
    r"(?im)^[ \t*#]{0,8}(?:(?:section )?\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]{1,8})?"
    r"(?:(?:study|trial|key|patient|subject)[ ])?"
    r"(?:(?P<aims>(?:primary )?(?:objectives?|endpoints?|outcomes?)\b|hypothes[ei]s)|(?P<inclusion>inclusion criteria)"
    r"|(?P<exclusion>exclusion criteria|withdrawal criteria)|(?P<design>(?:study )?design|methodology)"
    r"|(?P<treatment>treatments?\b|interventions?\b|investigational (?:product|medicinal)|dos(?:e|ing|age))"
    r"|(?P<statistics>statistic(?:s|al)\b|sample size)|(?P<safety>adverse events?|safety|pharmacovigilance)"
    r"|(?P<ethics>ethic(?:s|al)\b|informed consent|regulatory|confidentiality)|(?P<background>background|introduction))"
    r"[^\n]{0,60}$"
)


def is_protocol(text: str) -> bool:
    """whether a text of a page or more calls itself a protocol and has most of the sections that protocols have.

    Source: ICH E6(R2), section 6; ICH M11.

    >>> is_protocol("Protocol. Inclusion criteria: adults.")
    False
    """
    if len(text) < SHORTEST or not _NAMED.search(text, 0, _BEGINNING):
        return False
    return len({match.lastgroup for match in _HEADING.finditer(text)}) >= _FEWEST
