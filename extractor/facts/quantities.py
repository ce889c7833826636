"""Quantities: the thresholds, ranges and grades that the criteria state."""

from extractor.facts import Found
from extractor.language.quantities import Quantity, TimeWindow, read_quantities
from extractor.model import Document, Unparsed
from extractor.record import EligibilityCriterion, MeasuredQuantity, TrialRecord, Window

GIVES = ("quantities",)
NEEDS = ("criteria",)
READS_ENGLISH = True


def find(document: Document, record: TrialRecord) -> Found:
    """Quantities, ids q1, q2 ... in the order of the criteria, as stated; evidence: the value, its name, its window."""
    quantities: list[MeasuredQuantity] = []
    unread: list[Unparsed] = []
    for criterion in record.criteria:
        place = criterion.evidence[0]
        found, left = read_quantities(place.quote, excluded=criterion.kind == "exclusion")
        for one in found:
            quantities.append(_quantity(document, one, criterion, len(quantities) + 1))
        for item in left:
            evidence = document.evidence(place.start + item.start, place.start + item.end)
            unread.append(Unparsed(what="quantities", text=evidence.quote, reason=item.reason, evidence=[evidence]))
    return {"quantities": quantities, "unparsed": unread}


def _quantity(document: Document, one: Quantity, criterion: EligibilityCriterion, number: int) -> MeasuredQuantity:
    offset = criterion.evidence[0].start
    places = [(one.start, one.end), (one.named_start, one.named_end)]
    if one.window:
        places.append((one.window.start, one.window.end))
    evidence = [document.evidence(offset + start, offset + end) for start, end in places]
    return MeasuredQuantity(
        id=f"q{number}",
        measurement=one.measurement,
        low=one.low,
        high=one.high,
        low_inclusive=one.low_inclusive,
        high_inclusive=one.high_inclusive,
        unit=one.unit,
        relative_to=one.relative_to,  # type: ignore[arg-type]
        window=_window(one.window) if one.window else None,
        repaired=one.repaired,
        criterion=criterion.id,
        text=evidence[0].quote,
        origin="stated",
        evidence=evidence,
    )


def _window(one: TimeWindow) -> Window:
    return Window(value=one.value, unit=one.unit, direction=one.direction, anchor=one.anchor)
