"""Characters were lost or mangled.

What it does: finds the rest of a word glued to a closing bracket, its first letters gone, replacement characters
(U+FFFD), sequences that UTF-8 text leaves when it is read as Latin-1 or Windows-1252 ("â€œ", "ï¿½"), and brackets of a
registered field that have no partner.

Why it matters: a missing letter can hide a missing "not"; a mangled sign is often a lost "≥".

Example: "Non-Severe Aplastic Anemia (NSAA)atients".

Not an error: a whole word without its blank ("(DEXA)scanning"); codes, chemical and gene names ("3(OH)ase",
"poly(lactic)acid"); plurals ("criterion(s)"); escapes and list breaks of a registry's markup; the marks of a list
("1)", "iv)"), a bracket that goes on in the next item, intervals like "[18, 75)"; replacement characters in what is
read of a PDF, whose page shows the sign that its font has no code for.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks import brief, cut, passages
from extractor.language.brackets import find_unbalanced
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "TXT101"
name = "garbled-text"
severity: Final = "info"
needs = ()

_GLUED = re.compile(r"\((?<=[ \w].)[A-Z][A-Za-z0-9+-]{1,9}\)([a-z]{4,})\b")
_REPLACED = re.compile(r"\S{0,20}\ufffd\S{0,20}")
_MOJIBAKE = re.compile(r"\S{0,20}(?:â€[œ\u009d™˜“”¦\u0080-\u009f]|Ã[©¨¤¶¼±\u00a0-\u00bf]|Â[°±µ²³·]|â‰[¥¤]|ï¿½)\S{0,20}")
# What the sequences of _MOJIBAKE begin with.
_MANGLED = ("â€", "Ã", "Â", "â‰", "ï¿½")
_WORD = re.compile(r"[a-z]{4,}")
# Whole words that follow a bracketed short form in any trial.
COMMON_WORDS = frozenset(
    "patients participants subjects children adults volunteers individuals women disease disorder syndrome infection "
    "treatment therapy group groups symptoms diagnosis deficiency carcinoma cancer".split()
)
MOST_LOST = 3
_CLAUSE = re.compile(r"[^\n.;]{0,60}")
_LEAD = 30
_CRITERIA = "protocolSection.eligibilityModule.eligibilityCriteria"


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most two findings a document: one quotes every mangled place, one every bracket without a partner."""
    whole = passages(record)
    together = "\n".join(place.quote for place in whole)
    found: list[Evidence] = []
    mangled = _misread if record.document.format == "pdf" else _mangled
    if any(mangled(together)):
        found += [cut(place, *span, record) for place in whole for span in mangled(place.quote)]
    if _GLUED.search(together):
        found += [cut(place, *match.span(), record) for place, match in _beheaded(whole)]
    found.sort(key=lambda place: place.start)
    yield from _finding("characters are lost or mangled in", "restore the characters from the source", found)
    yield from _finding("a bracket has no partner in", "open or close the bracket", list(_brackets(record, whole)))


def _finding(flaw: str, advice: str, places: list[Evidence]) -> Iterator[Finding]:
    if places:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{flaw} {brief(places[0].quote)}",
            suggestion=advice,
            evidence=places,
        )


def _brackets(record: TrialRecord, whole: Sequence[Evidence]) -> Iterator[Evidence]:
    """The clauses around brackets without a partner, field by field: a bracket may hold a list of criteria."""
    text = record.document.text
    if record.document.kind != "registry" or text is None:
        return
    fields = [(place.path, place.start, place.end) for place in whole if place.path != _CRITERIA]
    criteria = [place for place in whole if place.path == _CRITERIA]
    if criteria:
        fields.append((_CRITERIA, criteria[0].start, max(place.end for place in criteria)))
    for path, start, end in fields:
        field = text[start:end]
        for at in find_unbalanced(field):
            opens = field[at] in "([（［"
            first = at if opens else max(0, at - _LEAD, field.rfind("\n", 0, at) + 1)
            clause = _CLAUSE.match(field, at) if opens else None
            last = clause.end() if clause else at + 1
            yield Evidence(start=start + first, end=start + last, quote=field[first:last], path=path)


def _mangled(text: str) -> Iterator[tuple[int, int]]:
    if "\ufffd" in text:
        yield from (match.span() for match in _REPLACED.finditer(text))
    yield from _misread(text)


def _misread(text: str) -> Iterator[tuple[int, int]]:
    if any(sign in text for sign in _MANGLED):
        yield from (match.span() for match in _MOJIBAKE.finditer(text))


def _beheaded(whole: Sequence[Evidence]) -> Iterator[tuple[Evidence, re.Match[str]]]:
    """Endings of words behind a bracket, where the document has the word and never the ending by itself."""
    glued = [(place, match) for place in whole for match in _GLUED.finditer(place.quote)]
    bare = [_GLUED.sub(" ", place.quote).lower() for place in whole]
    words = COMMON_WORDS.union(*(_WORD.findall(text) for text in bare))
    endings = {word[lost:] for word in words for lost in range(1, MOST_LOST + 1)}
    yield from ((place, match) for place, match in glued if match[1] in endings and match[1] not in words)
