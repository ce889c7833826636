"""The name of an intervention is spelt in two ways.

What it does: compares the codes and capitalised names of titles and arms' labels with those of the interventions, and
looks for two that differ by one letter or by two that changed places.

Why it matters: a search for the one spelling does not find the other, and nobody knows which is right.

Example: intervention "KNP2002", title "Study of KPN2002".

Not an error: both names registered, codes with other digits, plural and singular, hyphens, "-e" at the end, American
and British spelling.

References: ClinicalTrials.gov data element "Intervention Name(s)".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.language.modifiers import within_one_edit
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "INT105"
name = "intervention-name-variants"
severity: Final = "info"
needs = ("interventions.registered", "titles")

_NAME: Final = re.compile(r"\b[A-Z][A-Za-z]*-?\d*[A-Za-z\d]*\b")
_SHORTEST: Final = 6
_SAME: Final = (
    ("ae", "e"),
    ("oe", "e"),
    ("ph", "f"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("our", "or"),
    ("y", "i"),
    ("ï", "i"),
    ("eneic", "enic"),
)
_ENDINGS: Final = ("s", "e", "es", "a", "d")


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each pair of spellings, at its first places."""
    known = [
        (word[0].casefold(), given.evidence[0], word.span())
        for given in record.interventions
        for word in _NAME.finditer(given.name)
    ]
    spelt = {
        word.casefold()
        for given in record.interventions
        for word in _NAME.findall(" ".join([given.name, *given.other_names]))
    }
    told: set[str] = set()
    for place in _places(record):
        for word in _NAME.finditer(place.quote):
            folded = word[0].casefold()
            if folded in spelt or folded in told or len(folded) < _SHORTEST:
                continue
            for other, at, span in known:
                if _is_variant(folded, other):
                    told.add(folded)
                    yield _finding(cut(at, *span), cut(place, *word.span()))
                    break


def _places(record: TrialRecord) -> Iterator[Evidence]:
    yield from (title.evidence[0] for title in record.titles if title.kind != "acronym")
    yield from (arm.evidence[0] for arm in record.arms if arm.label and arm.evidence)


def _is_variant(word: str, other: str) -> bool:
    """Whether two names, which are not the same, are one but for a slip of the pen."""
    if len(other) < _SHORTEST or word[0] != other[0] or not within_one_edit(word, other):
        return False
    if re.sub(r"\D", "", word) != re.sub(r"\D", "", other):
        return False
    if _plain(word) == _plain(other) or any(
        one + end == two for end in _ENDINGS for one, two in ((word, other), (other, word))
    ):
        return False
    has_digits = any(letter.isdigit() for letter in word)
    return not has_digits or sorted(word) == sorted(other)


def _plain(word: str) -> str:
    for one, two in _SAME:
        word = word.replace(one, two)
    return word.replace("-", "")


def _finding(registered: Evidence, variant: Evidence) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"“{registered.quote}” is spelt “{variant.quote}” elsewhere",
        suggestion="spell the name in one way",
        evidence=[registered, variant],
        values={"registered": registered.quote, "variant": variant.quote},
    )
