"""The short forms that the document defines."""

from extractor.facts import Found
from extractor.language.abbreviations import find_abbreviations
from extractor.model import Document
from extractor.record import Abbreviation, TrialRecord

GIVES = ("abbreviations",)
NEEDS = ()


def find(document: Document, record: TrialRecord) -> Found:
    """Each pair once, at its first definition: the short form's place first, then the long form's."""
    return {
        "abbreviations": [
            Abbreviation(
                short=item.short,
                long=item.long,
                evidence=[
                    document.evidence(item.short_start, item.short_end),
                    document.evidence(item.long_start, item.long_end),
                ],
            )
            for item in find_abbreviations(document.text)
        ]
    }
