"""Identifiers: registry numbers first, then the sponsor's and others."""

import re
from collections.abc import Iterator

from extractor.facts import Found, proof
from extractor.language.protocols.identity import FIRST_PAGES, find_own_nct, find_protocol_ids
from extractor.model import Document
from extractor.record import Identifier, TrialRecord

GIVES = ("identifiers",)
NEEDS = ()

_ID = "protocolSection.identificationModule"
PATTERNS = (
    ("nct", re.compile(r"\bNCT\d{8}\b")),
    ("eudract", re.compile(r"(?<![\d-])(?:19|20)\d\d-\d{6}-\d\d(?![\d-])")),
    ("ctis", re.compile(r"(?<![\d-])20\d\d-5\d{5}-\d\d-\d\d(?![\d-])")),
    ("isrctn", re.compile(r"\bISRCTN\s?\d{8}\b")),
    ("actrn", re.compile(r"\bACTRN126\d{11}\b")),
    ("chictr", re.compile(r"\bChiCTR[A-Za-z\d-]{5,20}\b")),
    ("drks", re.compile(r"\bDRKS\d{8}\b")),
    ("jrct", re.compile(r"\bjRCTs?\d{9,10}\b")),
    ("ctri", re.compile(r"\bCTRI/\d{4}/\d{2,3}/\d{6}\b")),
    ("irct", re.compile(r"\bIRCT\d{10,20}N?\d*\b")),
    ("pactr", re.compile(r"\bPACTR\d{15,16}\b")),
    ("itmctr", re.compile(r"\bITMCTR\d{10}\b")),
    ("who", re.compile(r"\bU1111-\d{4}-\d{4}\b")),
    ("nci", re.compile(r"\bNCI-20\d\d-\d{5}\b")),
)
STATED_IN = 3000
_OWN_NUMBER = re.compile(
    r"(?i)\b(?:protocol|study|trial)[ \t]{1,3}(?:number|no\.|id|identifier|code)[ \t]{0,3}[:#]?[ \t]{0,3}\n?"
    r"(?P<value>(?=[\w./-]{0,30}\d)[A-Z\d][\w./-]{2,30}\w)"
)


def system_of(value: str) -> str | None:
    """The numbering that a whole value belongs to, or None.

    >>> system_of("NCT02218437"), system_of("2016-000674-38"), system_of("MSC-2014")
    ('nct', 'eudract', None)
    """
    return next((system for system, pattern in PATTERNS if pattern.fullmatch(value.strip())), None)


def find(document: Document, record: TrialRecord) -> Found:
    """Registered numbers, or, in text without any, the registry numbers and the sponsor's that its beginning states."""
    found: list[Identifier] = []
    for path, default in (("nctId", "nct"), ("orgStudyIdInfo.id", "org"), ("secondaryIdInfos.id", "other")):
        for item in document.all(f"{_ID}.{path}"):
            value = document.value(item)
            system = system_of(value) or default
            found.append(Identifier(system=system, value=value, origin="registered", evidence=proof(document, [item])))
    if not found:
        found = _of_protocol(document) if document.kind == "protocol" else _stated(document)
    order = [system for system, _ in PATTERNS]
    found.sort(key=lambda one: order.index(one.system) if one.system in order else 99)
    return {"identifiers": found}


def _of_protocol(document: Document) -> list[Identifier]:
    """The sponsor's number and the registries' of a protocol; an NCT number only where it is this trial's."""
    first = document.pages[0].end if document.pages else FIRST_PAGES
    found = [(system, document.text[start:end], start) for system, start, end in _registry_numbers(document, first)]
    found += [("org", document.text[start:end], start) for start, end in find_protocol_ids(document.text)]
    known: dict[str, Identifier] = {}
    for system, value, start in found:
        evidence = [document.evidence(start, start + len(value))]
        known.setdefault(value, Identifier(system=system, value=value, origin="stated", evidence=evidence))
    return list(known.values())


def _registry_numbers(document: Document, first: int) -> Iterator[tuple[str, int, int]]:
    for start, end in find_own_nct(document.text, first):
        yield "nct", start, end
    for system, pattern in PATTERNS[1:]:
        for match in pattern.finditer(document.text, 0, max(first, FIRST_PAGES)):
            yield system, *match.span()


def _stated(document: Document) -> list[Identifier]:
    seen: dict[str, Identifier] = {}
    for system, pattern in PATTERNS:
        for match in pattern.finditer(document.text, 0, STATED_IN):
            evidence = [document.evidence(*match.span())]
            seen.setdefault(match[0], Identifier(system=system, value=match[0], origin="stated", evidence=evidence))
    own = _OWN_NUMBER.search(document.text, 0, STATED_IN)
    if own and not system_of(own["value"]):
        evidence = [document.evidence(*own.span("value"))]
        seen[own["value"]] = Identifier(system="org", value=own["value"], origin="stated", evidence=evidence)
    return list(seen.values())
