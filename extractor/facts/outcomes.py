"""Outcome measures."""

from typing import Literal

from extractor.facts import Found, proof
from extractor.language.protocols.endpoints import find_endpoints
from extractor.model import Document
from extractor.record import Outcome, TrialRecord

GIVES = ("outcomes",)
NEEDS = ()

_MODULE = "protocolSection.outcomesModule"
KINDS: tuple[tuple[Literal["primary", "secondary", "other"], str], ...] = (
    ("primary", "primaryOutcomes"),
    ("secondary", "secondaryOutcomes"),
    ("other", "otherOutcomes"),
)


def find(document: Document, record: TrialRecord) -> Found:
    """Outcomes as registered; the measure is empty where only a time frame or description stands."""
    outcomes = []
    for kind, path in KINDS:
        for group in document.items(f"{_MODULE}.{path}"):
            parts = {name: group[name][0] for name in ("measure", "timeFrame", "description") if name in group}
            values = {name: document.value(item) for name, item in parts.items()}
            outcomes.append(
                Outcome(
                    kind=kind,
                    measure=values.get("measure", ""),
                    time_frame=values.get("timeFrame"),
                    description=values.get("description"),
                    origin="registered",
                    evidence=proof(document, parts.values()),
                )
            )
    if not outcomes and document.kind == "protocol":
        outcomes = _stated(document)
    return {"outcomes": outcomes}


def _stated(document: Document) -> list[Outcome]:
    """The endpoints that a protocol lists, with the time that their own words give."""
    outcomes = []
    for one in find_endpoints(document.text, document.tables):
        places = [document.evidence(one.start, one.end)]
        if one.time:
            places.append(document.evidence(*one.time))
        outcomes.append(
            Outcome(
                kind=one.kind,
                measure=document.text[one.start : one.end],
                time_frame=document.text[slice(*one.time)] if one.time else None,
                origin="stated",
                evidence=places,
            )
        )
    return outcomes
