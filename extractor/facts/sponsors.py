"""Sponsors and sites."""

from typing import Literal

from extractor.facts import Found, proof
from extractor.language.protocols.identity import sponsor_name
from extractor.language.protocols.labels import find_labelled
from extractor.model import Document
from extractor.record import Location, Sponsor, TrialRecord

GIVES = ("sponsors", "locations")
NEEDS = ()

_MODULE = "protocolSection.sponsorCollaboratorsModule"
PATHS: tuple[tuple[Literal["lead", "collaborator", "support"], str], ...] = (
    ("lead", "leadSponsor.name"),
    ("collaborator", "collaborators.name"),
    ("support", "support.name"),
)
_PARTS = ("facility", "city", "country")


def find(document: Document, record: TrialRecord) -> Found:
    """Sponsors by role, and locations as registered."""
    sponsors = [
        Sponsor(name=document.value(item), role=role, origin="registered", evidence=proof(document, [item]))
        for role, path in PATHS
        for item in document.all(f"{_MODULE}.{path}")
    ]
    if not sponsors and document.kind == "protocol":
        sponsors = _stated(document)
    locations = []
    for group in document.items("protocolSection.contactsLocationsModule.locations"):
        parts = {name: group[name][0] for name in _PARTS if name in group}
        if parts:
            values = {name: document.value(item) for name, item in parts.items()}
            locations.append(Location(**values, evidence=proof(document, parts.values())))
    return {"sponsors": sponsors, "locations": locations}


def _stated(document: Document) -> list[Sponsor]:
    """The sponsor that a protocol's title page or synopsis names."""
    for item in find_labelled(document.text, "sponsor"):
        if name := sponsor_name(document.text, item.start, item.end):
            evidence = [document.evidence(*name)]
            return [Sponsor(name=document.value(name), role="lead", origin="stated", evidence=evidence)]
    return []
