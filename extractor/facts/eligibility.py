"""Eligibility criteria as a tree: what is included, what is excluded, of which cohort."""

from extractor.facts import Found
from extractor.language.criteria import split_criteria
from extractor.language.protocols.lists import split_passage
from extractor.model import Document
from extractor.record import EligibilityCriterion, TrialRecord

GIVES = ("criteria",)
NEEDS = ()
READS_ENGLISH = True


def find(document: Document, record: TrialRecord) -> Found:
    """The criteria of every eligibility passage, in document order, with ids c1, c2 ..."""
    criteria: list[EligibilityCriterion] = []
    split_text = split_passage if document.kind == "protocol" else split_criteria
    for passage in document.eligibility:
        first = len(criteria) + 1
        split = split_text(document.statements, kind=passage.kind, start=passage.start, end=passage.end)
        for number, item in enumerate(split.criteria, first):
            criteria.append(
                EligibilityCriterion(
                    id=f"c{number}",
                    kind=item.kind,  # type: ignore[arg-type]
                    text=document.text[item.start : item.end],
                    parent=None if item.parent is None else f"c{first + item.parent}",
                    cohort=item.cohort,
                    evidence=[document.evidence(item.start, item.end)],
                )
            )
    return {"criteria": criteria}
