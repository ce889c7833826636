"""The short forms that the document defines: our own search, and a second voter where a model runs."""

from extractor.facts import Found
from extractor.language.abbreviations import find_abbreviations
from extractor.language.protocols.abbreviation_lists import find_listed_abbreviations
from extractor.model import Document
from extractor.record import Abbreviation, TrialRecord

GIVES = ("abbreviations",)
NEEDS = ()
READS_ENGLISH = True


def find(document: Document, record: TrialRecord) -> Found:
    """Each pair once, at its first definition: the short form's place first, then the long form's.

    What a protocol's list of abbreviations says holds for its whole text.

    What the second voter proposes for a short form that our search missed counts if our rules accept the pair on its
    own: on MED1250 nineteen of twenty such proposals are wrong.
    """
    found = [
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
    if document.kind == "protocol":
        listed = [
            Abbreviation(
                short=document.text[slice(*item.short)],
                long=document.text[slice(*item.long)],
                evidence=[document.evidence(*item.short), document.evidence(*item.long)],
            )
            for item in find_listed_abbreviations(document.text)
        ]
        in_list = {item.short for item in listed}
        found = listed + [item for item in found if item.short not in in_list]
    known = {item.short for item in found}
    votes = [vote for vote in record.abbreviations if vote.short not in known and _accepted(vote)]
    return {"abbreviations": sorted(found + votes, key=lambda item: item.evidence[0].start)}


def _accepted(vote: Abbreviation) -> bool:
    return any(item.long == vote.long for item in find_abbreviations(f"{vote.long} ({vote.short})"))
