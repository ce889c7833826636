"""Passages that describe the trial, and its keywords."""

from extractor.facts import Found, proof
from extractor.language.protocols.endpoints import find_primary_objective
from extractor.model import Document
from extractor.record import Description, Keyword, TrialRecord

GIVES = ("descriptions", "keywords")
NEEDS = ()

PATHS = (
    ("summary", "protocolSection.descriptionModule.briefSummary"),
    ("detailed", "protocolSection.descriptionModule.detailedDescription"),
    ("population", "protocolSection.eligibilityModule.studyPopulation"),
    ("model", "protocolSection.designModule.designInfo.interventionModelDescription"),
    ("masking", "protocolSection.designModule.designInfo.maskingInfo.maskingDescription"),
)


def find(document: Document, record: TrialRecord) -> Found:
    """Descriptions and keywords as registered."""
    descriptions = [
        Description(kind=kind, text=document.value(item), origin="registered", evidence=proof(document, [item]))  # type: ignore[arg-type]
        for kind, path in PATHS
        for item in document.all(path)
    ]
    if not descriptions and document.kind == "protocol" and (place := find_primary_objective(document.text)):
        evidence = [document.evidence(*place)]
        descriptions = [Description(kind="summary", text=evidence[0].quote, origin="stated", evidence=evidence)]
    keywords = [
        Keyword(text=document.value(item), origin="registered", evidence=proof(document, [item]))
        for item in document.all("protocolSection.conditionsModule.keywords")
    ]
    return {"descriptions": descriptions, "keywords": keywords}
