"""Titles, brief first; of a text without registered fields its first line."""

import re

from extractor.facts import Found, proof
from extractor.model import Document
from extractor.record import Title, TrialRecord

GIVES = ("titles",)
NEEDS = ()

_ID = "protocolSection.identificationModule"
PATHS = (("brief", "briefTitle"), ("official", "officialTitle"), ("acronym", "acronym"))
_LABEL = re.compile(
    r"(?im)^[ \t#*]{0,9}(?:(?:full|study|protocol|official|trial) ){0,3}title[ \t]{0,9}[:\n][ \t*]{0,9}(\S[^\n]{9,400})"
)
_FIRST_LINE = re.compile(r"^\s*#?[ \t]*(\S[^\n]{14,300})$", re.M)
_TRIAL_WORD = re.compile(r"(?i)\b(?:study|trial|protocol|phase|versus|vs\.?|efficacy|treatment|patients|evaluat\w+)\b")
_CRITERIA = re.compile(r"(?i)\b(?:inclusion|exclusion|eligib)")


def find(document: Document, record: TrialRecord) -> Found:
    """The registered titles, else the one that the text states."""
    titles = [
        Title(kind=kind, text=document.value(item), origin="registered", evidence=proof(document, [item]))  # type: ignore[arg-type]
        for kind, path in PATHS
        for item in document.all(f"{_ID}.{path}")
    ]
    return {"titles": titles or _stated(document)}


def _stated(document: Document) -> list[Title]:
    kind = "protocol" if document.kind == "protocol" else "official"
    match = _LABEL.search(document.text[:20_000])
    if not match:
        match = _FIRST_LINE.match(document.text[:2_000])
        if not match or not _TRIAL_WORD.search(match[1]) or _CRITERIA.search(match[1]):
            return []
    start, end = match.span(1)
    end = start + len(document.text[start:end].rstrip(" \t*"))
    return [
        Title(
            kind=kind,  # type: ignore[arg-type]
            text=document.text[start:end],
            origin="stated",
            evidence=[document.evidence(start, end)],
        )
    ]
