"""The letters of an acronym are not in the order of its words.

What it does: takes bracketed acronyms of three to six capitals, and fires where the words before them have the same
initials in another order, if the right order is used elsewhere in the document; or if it differs by one exchange of
neighbours, and the acronym does not stand for fewer or more words than these.

Why it matters: a slip of the keyboard makes another acronym, mostly of something else.

Example: "acute myeloid leukemia (MLA)".

Not an error: acronyms of another language ("magnetic resonance imaging (IRM)"); words in
another order than usual ("neutrophil absolute count (ANC)").
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, cut, passages
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ACR103"
name = "acronym-does-not-fit"
severity: Final = "info"
needs = ()
by_default = False

_BRACKETED = re.compile(r"(?<=[a-z] )\(([A-Z]{3,6})\)")
_WORDS = re.compile(r"(?:[A-Za-z][a-z]+[ -])*$")
REACH = 160
_WORD = re.compile(r"[A-Za-z]+")
# Of other languages, and English ones whose words are often turned round ("neutrophil absolute count").
KNOWN = frozenset("IRM VIH SIDA ADN ARN OMS EVA IMC UCI EPOC TEP BPCO AINS AVC ANC RCT ICU TSK".split())


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each acronym: the words and the bracket."""
    whole = passages(record)
    known = {item.short: item.long.casefold() for item in record.abbreviations}
    for place in whole:
        for match in _BRACKETED.finditer(place.quote):
            short = match[1]
            words = _words_before(place.quote, match.start())[-len(short) :]
            right = "".join(word[0][0].upper() for word in words)
            if short in KNOWN or right == short or sorted(right) != sorted(short):
                continue
            # letters from inside the words explain much; where they are the same words, an exchange explains more
            first = words[0][0].casefold()
            slip = known.get(short, first).startswith(first) and _is_exchange(short, right)
            if slip or any(_uses(other.quote, right) for other in whole):
                said = cut(place, words[0].start(), match.end(), record)
                yield Finding(
                    code=code,
                    name=name,
                    severity=severity,
                    message=f"{brief(said.quote)}: the acronym does not fit",
                    suggestion=f"write {right}, if that is what is meant",
                    evidence=[said],
                    values={"acronym": short, "initials": right},
                )


def _words_before(text: str, end: int) -> list[re.Match[str]]:
    """The unbroken words before a place."""
    start = max(0, end - REACH)
    found = _WORDS.search(text, start, end)
    return list(_WORD.finditer(text, found.start() if found else end, end))


def _is_exchange(one: str, other: str) -> bool:
    """Whether two neighbours have changed places."""
    unlike = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1


def _uses(text: str, acronym: str) -> bool:
    return acronym in text and re.search(rf"(?<![\w-]){acronym}(?![\w-])", text) is not None
