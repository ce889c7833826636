"""Recognised mentions, each with the criterion in which it stands and how it is asserted there."""

from bisect import bisect_right
from collections.abc import Callable

from extractor.facts import Found
from extractor.language.assertion import PLAIN, Sense, assert_spans, carried
from extractor.model import Document, Span
from extractor.record import EligibilityCriterion, TrialRecord

GIVES = ("mentions",)
NEEDS = ("criteria",)


def find(document: Document, record: TrialRecord) -> Found:
    """The model's mentions, in document order, with the ids of their criteria, negated, uncertain and so on."""
    criterion_of = _finder(record.criteria)
    statements: dict[tuple[Span, str | None], list[int]] = {}
    paragraph = Span(0, 0)
    for index, mention in enumerate(record.mentions):
        place = Span(mention.evidence[0].start, mention.evidence[0].end)
        if criterion := criterion_of(place):
            within = Span(criterion.evidence[0].start, criterion.evidence[0].end)
            statements.setdefault((within, criterion.id), []).append(index)
            continue
        if place.end > paragraph.end:
            paragraph = _paragraph(document.text, place)
        statements.setdefault((paragraph, None), []).append(index)
    mentions = list(record.mentions)
    above = _introduced(document.text, record.criteria)
    for (within, name), indexes in statements.items():
        places = [(mentions[index].evidence[0].start, mentions[index].evidence[0].end) for index in indexes]
        senses = above.get(name or "", frozenset())
        found = assert_spans(document.text, places, start=within.start, end=within.end, above=senses)
        for index, assertion in zip(indexes, found, strict=True):
            if name is None and assertion == PLAIN:
                continue
            mentions[index] = mentions[index].model_copy(
                update={
                    "criterion": name,
                    "negated": assertion.negated,
                    "uncertain": assertion.uncertain,
                    "historical": assertion.historical,
                    "subject": assertion.subject,
                }
            )
    return {"mentions": mentions}


def _finder(criteria: list[EligibilityCriterion]) -> Callable[[Span], EligibilityCriterion | None]:
    places = sorted(criteria, key=lambda criterion: criterion.evidence[0].start)
    starts = [criterion.evidence[0].start for criterion in places]

    def criterion_of(place: Span) -> EligibilityCriterion | None:
        at = bisect_right(starts, place.start) - 1
        return places[at] if at >= 0 and place.end <= places[at].evidence[0].end else None

    return criterion_of


def _paragraph(text: str, place: Span) -> Span:
    end = text.find("\n\n", place.end)
    return Span(text.rfind("\n\n", 0, place.start) + 1, len(text) if end < 0 else end)


def _introduced(text: str, criteria: list[EligibilityCriterion]) -> dict[str, frozenset[Sense]]:
    """What the introductions of lists ("absence of the following:") say of the criteria below them, by id."""
    parents = {criterion.parent for criterion in criteria if criterion.parent}
    given: dict[str, frozenset[Sense]] = {}
    above: dict[str, frozenset[Sense]] = {}
    for criterion in criteria:
        if criterion.parent:
            above[criterion.id] = given.get(criterion.parent, frozenset())
        if criterion.id in parents:
            place = criterion.evidence[0]
            inherited = above.get(criterion.id, frozenset())
            given[criterion.id] = carried(text, start=place.start, end=place.end, above=inherited)
    return above
