"""Outcome measures."""

from typing import Literal

from extractor.facts import Found, proof
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
    return {"outcomes": outcomes}
