"""The name of an intervention is spelt in two ways.

What it does: compares the codes and capitalised names of titles and arms' labels with those of the interventions, and
looks for two that differ by one letter or by two that changed places; in descriptions, the names of drugs, and other
names of which two letters changed places.

Why it matters: a search for the one spelling does not find the other, and nobody knows which is right.

Example: intervention "KNP2002", title "Study of KPN2002".

Not an error: both names registered, the name of another drug, codes with other digits, plural and singular, hyphens,
"-e" at the end, American and British spelling.

References: ClinicalTrials.gov data element "Intervention Name(s)".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut, regimens
from extractor.language.doses.words import is_drug_word
from extractor.language.modifiers import within_one_edit
from extractor.language.vocabulary import vocabulary
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "INT105"
name = "intervention-name-variants"
severity: Final = "info"
needs = ("interventions.registered",)

_SHORTEST: Final = 6
_REST: Final = rf"(?=[A-Za-z\d-]{{{_SHORTEST - 1}}})[A-Za-z]*-?\d*[A-Za-z\d]*\b"
_NAME: Final = re.compile(rf"\b[A-Z]{_REST}")
_WORD: Final = re.compile(rf"\b[A-Za-z]{_REST}")
_LONG_NUMBER: Final = 4
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
    known: dict[str, list[tuple[str, Evidence, tuple[int, int]]]] = {}  # by the letters that a variant begins with
    for given in record.interventions:
        for word in _WORD.finditer(given.name):
            if len(word[0]) >= _SHORTEST and (word[0][0].isupper() or is_drug_word(word[0])):
                folded = word[0].casefold()
                for letter in set(folded[:2]):
                    known.setdefault(letter, []).append((folded, given.evidence[0], word.span()))
    if not known:
        return
    spelt = {
        word.casefold()
        for given in record.interventions
        for word in _WORD.findall(" ".join([given.name, *given.other_names]))
    }
    seen = set(spelt)
    for place, names, is_prose in _places(record):
        for word in dict.fromkeys(names.findall(place.quote)):
            if len(word) < _SHORTEST or (folded := word.casefold()) in seen:
                continue
            seen.add(folded)
            for other, at, span in known.get(folded[0], ()):
                if _is_variant(folded, other) and (not is_prose or _is_slip(folded, other)):
                    first = next(match.span() for match in names.finditer(place.quote) if match[0] == word)
                    yield _finding(cut(at, *span), cut(place, *first))
                    break


def _places(record: TrialRecord) -> Iterator[tuple[Evidence, re.Pattern[str], bool]]:
    """Where names stand, by which pattern they are found there, and whether other words may be found too."""
    headings = [title.evidence[0] for title in record.titles if title.kind != "acronym"]
    headings += [arm.evidence[0] for arm in record.arms if arm.label and arm.evidence]
    yield from ((place, _NAME, False) for place in headings)
    yield from ((place, _WORD, True) for place in (*headings, *regimens(record)))


def _is_variant(word: str, other: str) -> bool:
    """Whether two names, which are not the same, are one but for a slip of the pen."""
    if not within_one_edit(word, other):
        return False
    if any(letter.isdigit() for letter in word + other):
        return _changed_places(word, other)
    if word[0] != other[0] or _plain(word) == _plain(other):
        return False
    return not any(one + end == two for end in _ENDINGS for one, two in ((word, other), (other, word)))


def _changed_places(code: str, other: str) -> bool:
    """Whether two neighbours of a code changed places; of a short number that makes another code."""
    digits, others = re.sub(r"\D", "", code), re.sub(r"\D", "", other)
    if digits != others and len(digits) < _LONG_NUMBER:
        return False
    return code != other and sorted(code) == sorted(other)


def _is_slip(word: str, other: str) -> bool:
    """Whether a word of prose that is a variant of a name can be nothing else."""
    if vocabulary("intervention").named(word) or word in vocabulary("condition").words:
        return False
    return is_drug_word(other) or sorted(word) == sorted(other)


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
