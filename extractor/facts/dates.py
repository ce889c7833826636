"""Dates of the trial and of its record, ISO 8601 at the precision that is given."""

import re

from extractor.facts import Found, not_understood, proof
from extractor.language.dates import parse_date
from extractor.language.protocols.versions import find_versions
from extractor.model import Document
from extractor.record import Date, TrialRecord

GIVES = ("dates",)
NEEDS = ()

_MODULE = "protocolSection.statusModule"
KINDS = {
    "startDateStruct": "start",
    "primaryCompletionDateStruct": "primary_completion",
    "completionDateStruct": "completion",
    "studyFirstSubmitDate": "first_submitted",
    "studyFirstPostDateStruct": "first_posted",
    "lastUpdateSubmitDate": "last_update_submitted",
    "lastUpdatePostDateStruct": "last_update_posted",
    "statusVerifiedDate": "verified",
    "resultsFirstSubmitDate": "results_first_submitted",
    "resultsFirstPostDateStruct": "results_first_posted",
}
VERSIONS = {"own": "protocol_version", "amendment": "protocol_amendment", "original": "protocol_original"}
_TYPES = {"ACTUAL": "ACTUAL", "ESTIMATED": "ESTIMATED", "ESTIMATE": "ESTIMATED", "ANTICIPATED": "ESTIMATED"}
_TYPE_WORD = re.compile(r"(?i)\s*\(?\b(actual|estimated?|anticipated)\b\)?\s*:?\s*")


def find(document: Document, record: TrialRecord) -> Found:
    """Dates as registered, each with its type where the registry gives one; those of a protocol's versions."""
    dates, unread = [], []
    for key, kind in KINDS.items():
        struct = key.endswith("Struct")
        for item in document.all(f"{_MODULE}.{key}.date" if struct else f"{_MODULE}.{key}"):
            text = document.value(item)
            kinds = [document.value(one) for one in document.all(f"{_MODULE}.{key}.type")]
            word = _TYPE_WORD.search(text)
            parsed = parse_date(_TYPE_WORD.sub("", text) if word else text)
            if not parsed or parsed.precision == "quarter":
                unread.append(not_understood(document, item, "dates", "not a date, or not one date only"))
                continue
            stated_type = _TYPES.get((word[1] if word else kinds[0] if kinds else "").upper())
            dates.append(
                Date(
                    kind=kind,
                    date=parsed.date,
                    precision=parsed.precision,
                    type=stated_type,  # type: ignore[arg-type]
                    origin="registered",
                    evidence=proof(document, [item]),
                )
            )
    if document.kind == "protocol":
        dates += _versions(document)
    return {"dates": dates, "unparsed": unread}


def _versions(document: Document) -> list[Date]:
    """The dates of a protocol's versions, its own first; the second place of evidence is the version's number."""
    return [
        Date(
            kind=VERSIONS[one.kind],
            date=one.date.date,
            precision="day" if one.date.precision == "day" else "month",
            origin="stated",
            evidence=[
                document.evidence(one.date.start, one.date.end),
                *([document.evidence(*one.number)] if one.number else []),
            ],
        )
        for one in find_versions(document.text)
    ]
