"""The tables of a document: what was read of it, one row a fact, values in words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extractor.model import Concept, Evidence
from extractor.record import Date, Enrollment, Sponsor, TrialRecord
from extractor.writers.report.words import age_limit, amount, bounds, coded, frequency, quantity, window

Row = tuple[str | None, list[Evidence], list[str]]


@dataclass(frozen=True)
class Table:
    """A table: the field's name in the record, its title, its columns, and rows of origin, evidence and cells."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Callable[[TrialRecord], Iterable[Row]]


# The registry data elements of one value each, by their names in the record.
ELEMENTS = {
    "status": "Status",
    "study_type": "Study type",
    "phases": "Phase",
    "primary_purpose": "Primary purpose",
    "allocation": "Allocation",
    "intervention_model": "Intervention model",
    "masking": "Masking",
    "who_masked": "Who is masked",
    "sex": "Sex",
    "gender_based": "Gender-based",
    "std_ages": "Age groups",
    "healthy_volunteers": "Healthy volunteers",
}


def _elements(record: TrialRecord) -> Iterator[Row]:
    for item in record.identifiers:
        yield item.origin, item.evidence, [f"Identifier ({item.system})", item.value]
    for title in record.titles:
        yield title.origin, title.evidence, [f"Title ({title.kind})", title.text]
    for name, label in ELEMENTS.items():
        for fact in getattr(record, name):
            yield fact.origin, fact.evidence, [label, coded(fact.value)]
    others: list[Enrollment | Date | Sponsor] = [*record.enrollment, *record.dates, *record.sponsors]
    for other in others:
        yield other.origin, other.evidence, _other(other)


def _other(fact: Enrollment | Date | Sponsor) -> list[str]:
    if isinstance(fact, Sponsor):
        return [f"Sponsor ({fact.role})", fact.name]
    kind = f" ({fact.type.lower()})" if fact.type else ""
    if isinstance(fact, Enrollment):
        return [f"Enrolment{kind}", f"{fact.count:,}"]
    return [f"Date: {fact.kind.replace('_', ' ')}{kind}", fact.date]


def _ages(record: TrialRecord) -> Iterator[Row]:
    for ages in record.age_ranges:
        cells = [age_limit(ages, "minimum"), age_limit(ages, "maximum"), ages.population or "all", _as_written(ages)]
        yield ages.origin, ages.evidence, [*cells, _repaired(ages.repaired)]


def _conditions(record: TrialRecord) -> Iterator[Row]:
    for item in record.conditions:
        cells = [item.text, item.name if item.name != item.text else "", item.role, ", ".join(item.modifiers)]
        yield item.origin, item.evidence, [*cells, concept(item.concept)]


def _interventions(record: TrialRecord) -> Iterator[Row]:
    for item in record.interventions:
        agents = [part.name for part in item.components]
        concepts = dict.fromkeys(concept(part) for part in (item.concept, *(one.concept for one in item.components)))
        cells = [item.name, item.type or "", ", ".join(agents) if agents != [item.name] else ""]
        yield item.origin, item.evidence, [*cells, ", ".join(item.arm_labels), "; ".join(filter(None, concepts))]


def _arms(record: TrialRecord) -> Iterator[Row]:
    for arm in record.arms:
        yield arm.origin, arm.evidence, [arm.label, arm.type or "", ", ".join(arm.interventions)]


def _doses(record: TrialRecord) -> Iterator[Row]:
    for dose in record.doses:
        cells = [dose.agent or "not stated", amount(dose), dose.route or "", frequency(dose.frequency)]
        cells += [quantity(dose.duration), (dose.role or "").replace("_", " "), dose.text, _repaired(dose.repaired)]
        yield dose.origin, dose.evidence, cells


def _quantities(record: TrialRecord) -> Iterator[Row]:
    for value in record.quantities:
        cells = [value.measurement, bounds(value), window(value.window), value.text, _repaired(value.repaired)]
        yield value.origin, value.evidence, cells


def _outcomes(record: TrialRecord) -> Iterator[Row]:
    for item in record.outcomes:
        yield item.origin, item.evidence, [item.kind, item.measure, item.time_frame or ""]


def _locations(record: TrialRecord) -> Iterator[Row]:
    for place in record.locations:
        yield None, place.evidence, [place.facility or "", place.city or "", place.country or ""]


def _keywords(record: TrialRecord) -> Iterator[Row]:
    for item in record.keywords:
        yield item.origin, item.evidence, [item.text]


def _abbreviations(record: TrialRecord) -> Iterator[Row]:
    for item in record.abbreviations:
        yield None, item.evidence, [item.short, item.long]


def _unparsed(record: TrialRecord) -> Iterator[Row]:
    for item in record.unparsed:
        yield None, item.evidence, [item.what, item.text, item.reason]


def _as_written(fact: object) -> str:
    places: list[Evidence] = getattr(fact, "evidence", [])
    return " … ".join(place.quote for place in places[:2])


def _repaired(repaired: bool) -> str:
    return "repaired" if repaired else ""


def concept(linked: Concept | None) -> str:
    """A concept with its vocabulary and code; a match that is not exact says so."""
    if linked is None:
        return ""
    how = "" if linked.match == "exact" else f", {linked.match}"
    return f"{linked.name} ({linked.system} {linked.code}{how})"


TABLES = (
    Table("age_ranges", "Ages", ("Minimum", "Maximum", "Population", "As written", "Note"), _ages),
    Table(
        "doses",
        "Doses",
        ("Agent", "Dose", "Route", "Frequency", "Duration", "Role", "As written", "Note"),
        _doses,
    ),
    Table("quantities", "Quantities", ("Measurement", "Bounds", "Time", "As written", "Note"), _quantities),
    Table("conditions", "Conditions", ("Text", "Spelled out", "Role", "Modifiers", "Concept"), _conditions),
    Table("interventions", "Interventions", ("Name", "Type", "Agents", "Arms", "Concept"), _interventions),
    Table("arms", "Arms", ("Label", "Type", "Interventions"), _arms),
    Table("outcomes", "Outcomes", ("Kind", "Measure", "Time frame"), _outcomes),
    Table("elements", "Registry elements", ("Element", "Value"), _elements),
    Table("keywords", "Keywords", ("Keyword",), _keywords),
    Table("locations", "Locations", ("Facility", "City", "Country"), _locations),
    Table("abbreviations", "Abbreviations", ("Short form", "Long form"), _abbreviations),
    Table("unparsed", "Not understood", ("What", "Text", "Reason"), _unparsed),
)
