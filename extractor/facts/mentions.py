"""Recognised mentions, each with the criterion in which it stands."""

from bisect import bisect_right

from extractor.facts import Found
from extractor.model import Document, Mention
from extractor.record import TrialRecord

GIVES = ("mentions",)
NEEDS = ("criteria",)


def find(document: Document, record: TrialRecord) -> Found:
    """The model's mentions, in document order, with the ids of their criteria."""
    places = sorted((c.evidence[0].start, c.evidence[0].end, c.id) for c in record.criteria)
    starts = [start for start, _, _ in places]

    def criterion(mention: Mention) -> str | None:
        at = bisect_right(starts, mention.evidence[0].start) - 1
        return places[at][2] if at >= 0 and mention.evidence[0].end <= places[at][1] else None

    return {"mentions": [mention.model_copy(update={"criterion": criterion(mention)}) for mention in record.mentions]}
