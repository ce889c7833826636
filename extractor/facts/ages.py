"""The ages that are eligible: as registered, then as the criteria state them (their union first, then each band)."""

from collections.abc import Iterator
from itertools import groupby

from extractor.facts import Found, proof
from extractor.language.ages import Age, AgeStatement, find_ages, parse_age, parse_age_range, union
from extractor.model import Document, Evidence, Field, Origin, Span, Unparsed
from extractor.record import AgeRange, Quantity, TrialRecord

GIVES = ("age_ranges",)
NEEDS = ("criteria",)

_ELIGIBILITY = "protocolSection.eligibilityModule"


def find(document: Document, record: TrialRecord) -> Found:
    """One registered range, the union of what the criteria state, and their bands where there are several."""
    registered, unread = _registered(document)
    return {"age_ranges": [*registered, *_stated(document, record)], "unparsed": unread}


def _registered(document: Document) -> tuple[list[AgeRange], list[Unparsed]]:
    low = document.first(f"{_ELIGIBILITY}.minimumAge")
    high = document.first(f"{_ELIGIBILITY}.maximumAge")
    shown = [item for item in (low, high) if item]
    if not shown:
        return [], []
    if low and _is_cell(document, low, high):
        ends = parse_age_range(document.value(low))
        return ([_registered_range(document, ends, [low])], []) if ends else ([], [_unread(document, low)])
    ages = low and parse_age(document.value(low)), high and parse_age(document.value(high))
    unread = [
        _unread(document, item)
        for item, age in zip((low, high), ages, strict=True)
        if item and not age and any(letter.isdigit() for letter in document.value(item))
    ]
    if unread and not any(ages):
        return [], unread
    return [_registered_range(document, ages, shown)], unread


def _registered_range(document: Document, ends: tuple[Age | None, Age | None], shown: list[Field]) -> AgeRange:
    minimum, maximum = map(_quantity, ends)
    if maximum and maximum.value == 0:  # how some registries write "no limit"
        maximum = None
    return AgeRange(minimum=minimum, maximum=maximum, origin="registered", evidence=proof(document, shown))


def _is_cell(document: Document, low: Field, high: Field | None) -> bool:
    """Whether one cell states both limits, as pages write them."""
    same = high is not None and (low.start, low.end) == (high.start, high.end)
    return same or (high is None and parse_age(document.value(low)) is None)


def _unread(document: Document, item: Field) -> Unparsed:
    return Unparsed(what="age_ranges", text=document.value(item), reason="not an age", evidence=proof(document, [item]))


def _stated(document: Document, record: TrialRecord) -> Iterator[AgeRange]:
    stated: list[AgeStatement] = []
    limits: list[AgeStatement] = []
    for excluded, place in _lists(record):
        found = find_ages(_without_tables(document, place), excluded=excluded)
        (limits if excluded else stated).extend(_moved(one, place.start) for one in found)
    whole = union(stated, limits=limits)
    if whole is None:
        return
    places = [document.evidence(one.start, one.end) for one in [*stated, *limits]]
    yield _range(whole, places, "stated")
    if len(stated) > 1:
        for one in stated:
            yield _range(one, [document.evidence(one.start, one.end)], "stated")


def _without_tables(document: Document, place: Span) -> str:
    """The text of criteria with blanks for the tables within them: the ages of a laboratory table are not eligible."""
    text = document.text[place.start : place.end]
    for table in document.tables:
        if place.start < table.start and table.end <= place.end and len(table.rows) > 1:
            start, end = table.start - place.start, table.end - place.start
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _lists(record: TrialRecord) -> Iterator[tuple[bool, Span]]:
    """Each run of criteria of one kind as a range, and whether it excludes."""
    for excluded, run in groupby(record.criteria, key=lambda criterion: criterion.kind == "exclusion"):
        places = [criterion.evidence[0] for criterion in run]
        yield excluded, Span(min(place.start for place in places), max(place.end for place in places))


def _moved(one: AgeStatement, by: int) -> AgeStatement:
    return AgeStatement(
        start=one.start + by,
        end=one.end + by,
        minimum=one.minimum,
        maximum=one.maximum,
        minimum_inclusive=one.minimum_inclusive,
        maximum_inclusive=one.maximum_inclusive,
        population=one.population,
        repaired=one.repaired,
    )


def _range(one: AgeStatement, evidence: list[Evidence], origin: Origin) -> AgeRange:
    return AgeRange(
        minimum=_quantity(one.minimum),
        maximum=_quantity(one.maximum),
        minimum_inclusive=one.minimum_inclusive,
        maximum_inclusive=one.maximum_inclusive,
        population=one.population,
        repaired=one.repaired,
        origin=origin,
        evidence=evidence,
    )


def _quantity(age: Age | None) -> Quantity | None:
    return Quantity(value=age.value, unit=age.unit) if age else None
