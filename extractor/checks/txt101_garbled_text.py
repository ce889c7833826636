"""Characters were lost or mangled.

What it does: finds lower-case letters glued to a closing bracket where a word has lost its beginning, replacement
characters (U+FFFD), and sequences that UTF-8 text leaves when it is read as Latin-1 or Windows-1252 ("â€œ").

Why it matters: a missing letter can hide a missing "not"; a mangled sign is often a lost "≥".

Example: "Non-Severe Aplastic Anemia (NSAA)atients".

Not an error: codes, chemical and gene names ("3(OH)ase", "poly(lactic)acid"), plurals ("criterion(s)", "drug(s)"),
escapes and list breaks of a registry's markup.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut, passages
from extractor.model import Finding
from extractor.record import TrialRecord

code = "TXT101"
name = "garbled-text"
severity: Final = "info"
needs = ()

# A bracketed short form, then a word whose first letters are missing: four letters or more, and no known ending.
_GLUED = re.compile(
    r"(?<=[ \w])\([A-Z][A-Za-z0-9+-]{1,9}\)(?!(?:and|or|with|from|for|the|of|in|on|at|to|ml|mg)\b)[a-z]{4,}\b"
)
_REPLACED = re.compile(r"\S{0,20}\ufffd\S{0,20}")
_MOJIBAKE = re.compile(r"\S{0,20}(?:â€[œ\u009d™˜“”¦\u0080-\u009f]|Ã[©¨¤¶¼±\u00a0-\u00bf]|Â[°±µ²³·]|â‰[¥¤])\S{0,20}")
PATTERNS = (_GLUED, _REPLACED, _MOJIBAKE)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a document that quotes every garbled place."""
    found = [
        cut(place, *match.span(), record)
        for place in passages(record)
        for pattern in PATTERNS
        for match in pattern.finditer(place.quote)
    ]
    if found:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"lost or mangled characters: {found[0].quote}",
            suggestion="restore the characters from the source",
            evidence=found,
        )
