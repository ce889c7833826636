"""The tables that csv and DuckDB share: what is in a row, how rows refer to each other.

A trial's key is its number in the output, from 1: a document may have no id, and two may have the same. All other rows
have it too, and with it their own id. Concepts and the main place of evidence stand in columns of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import WriteError
from extractor.record import Quantity, TrialRecord
from extractor.writers._columns import age, date, each, first, joined, title

TEXT, WHOLE, NUMBER, FLAG = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN"
KEY = "trial_key"


@dataclass(frozen=True)
class Column:
    """A column: its SQL type, its value of a part of the record, what it is, the table that it refers to."""

    type: str
    value: Callable[[Any], object]
    meaning: str
    refers: str | None = None


@dataclass(frozen=True)
class Table:
    """A table: what a row is, its columns behind the key, the column that names the row within its trial."""

    what: str
    columns: dict[str, Column]
    name: str = "id"
    rows: Callable[[TrialRecord], list[Any]] = field(default=lambda record: [record])


def _at(path: str) -> Callable[[Any], object]:
    """The value at a path of names; None where there is none on the way."""

    def value(part: Any) -> object:
        for name in path.split("."):
            part = getattr(part, name) if part is not None else None
        return joined(part)

    return value


def _columns(type: str, /, **meanings: str) -> dict[str, Column]:
    return {name: Column(type, _at(name), meaning) for name, meaning in meanings.items()}


def _place(number: int, name: str) -> Callable[[Any], object]:
    return lambda part: getattr(part.evidence[number], name) if len(part.evidence) > number else None


def _evidence(number: int = 0, prefix: str = "") -> dict[str, Column]:
    which = "second" if number else "main"
    return {
        f"{prefix}char_start": Column(WHOLE, _place(number, "start"), f"first character of the {which} place"),
        f"{prefix}char_end": Column(WHOLE, _place(number, "end"), "the character behind its last"),
        f"{prefix}quote": Column(TEXT, _place(number, "quote"), "what stands there"),
        f"{prefix}path": Column(TEXT, _place(number, "path"), "the registry field or the headings above it"),
        f"{prefix}page": Column(WHOLE, _place(number, "page"), "its page, from 1"),
    }


_PLACES = {"places": Column(WHOLE, lambda part: len(part.evidence), "how many places show it"), **_evidence()}
_PROOF = {**_columns(TEXT, origin="registered, stated, recognised or inferred"), **_PLACES}
_CONCEPT = {
    f"concept_{name}": Column(TEXT, _at(f"concept.{name}"), meaning)
    for name, meaning in {
        "system": "MESH, DRUGBANK, UNII or ICD10CM", "code": "its code there", "name": "its name there",
        "match": "exact, normalised or fuzzy",
    }.items()
}  # fmt: skip
_ID = _columns(TEXT, id="names the row within its trial")


def _quantity(name: str, meaning: str) -> dict[str, Column]:
    def value(part: Any) -> object:
        found: Quantity | None = getattr(part, name)
        return found.value if found else None

    return {
        name: Column(NUMBER, value, meaning),
        f"{name}_unit": Column(TEXT, _at(f"{name}.unit"), "its unit"),
    }


def _trials() -> dict[str, Column]:
    said = {name: Column(TEXT, _at(f"document.{name}"), meaning) for name, meaning in {
        "path": "the input as given", "member": "line or entry of an input of many documents",
        "format": "the input's format", "kind": "registry, protocol or text", "language": "its language",
        "sha256": "digest of the document",
    }.items()}  # fmt: skip
    values = {name: Column(TEXT, _of(first(name)), meaning) for name, meaning in {
        "status": "overall status (v2 enumeration)", "study_type": "study type (v2 enumeration)",
        "phases": "phases (v2 enumeration)", "allocation": "allocation (v2 enumeration)",
        "intervention_model": "intervention model (v2 enumeration)", "masking": "masking (v2 enumeration)",
        "who_masked": "who is masked (v2 enumeration)", "primary_purpose": "primary purpose (v2 enumeration)",
        "sex": "ALL, FEMALE or MALE", "std_ages": "age groups (v2 enumeration)",
    }.items()}  # fmt: skip
    dates = {f"{name}_date": Column(TEXT, date(name), f"{name.replace('_', ' ')}, ISO 8601") for name in (
        "start", "primary_completion", "completion",
    )}  # fmt: skip
    return {
        "trial_id": Column(TEXT, _at("trial_id"), "NCT number or the best other id; may be missing, or not unique"),
        **said,
        "characters": Column(WHOLE, _at("document.characters"), "length of the canonical text"),
        "pages": Column(WHOLE, _at("document.pages"), "number of pages"),
        "brief_title": Column(TEXT, title("brief"), "brief title"),
        "official_title": Column(TEXT, title("official"), "official title"),
        "acronym": Column(TEXT, title("acronym"), "acronym"),
        **values,
        "healthy_volunteers": Column(FLAG, first("healthy_volunteers"), "whether healthy volunteers may take part"),
        "gender_based": Column(FLAG, first("gender_based"), "whether eligibility is by gender"),
        "enrollment": Column(WHOLE, lambda r: next((e.count for e in r.enrollment), None), "number of participants"),
        "enrollment_type": Column(TEXT, lambda r: next((e.type for e in r.enrollment), None), "ACTUAL or ESTIMATED"),
        "minimum_age_days": Column(NUMBER, age("minimum", 1.0), "lowest eligible age in days; none is no limit"),
        "maximum_age_days": Column(NUMBER, age("maximum", 1.0), "highest eligible age in days; none is no limit"),
        **dates,
        "lead_sponsor": Column(TEXT, _of(each("sponsors", "name", role="lead")), "lead sponsor"),
        "keywords": Column(TEXT, _of(each("keywords", "text")), "keywords"),
        "primary_outcomes": Column(TEXT, _of(each("outcomes", "measure", kind="primary")), "primary outcome measures"),
        "failed_stages": Column(TEXT, _of(each("errors", "stage")), "stages that failed on the document"),
    }


def _of(value: Callable[[TrialRecord], object]) -> Callable[[Any], object]:
    return lambda record: joined(value(record))


def _numbered(name: str) -> Callable[[TrialRecord], list[Any]]:
    return lambda record: list(getattr(record, name))


def _dose_owner(record: TrialRecord) -> list[Any]:
    owners = {dose: one.id for one in reversed(record.interventions) for dose in one.doses}
    return [_Owned(dose, owners.get(dose.id)) for dose in record.doses]


class _Owned:
    """A dose with the intervention that it is of."""

    def __init__(self, dose: Any, intervention: str | None) -> None:
        self._dose = dose
        self.intervention = intervention

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dose, name)


TABLES: dict[str, Table] = {
    "trials": Table("a document", _trials(), name=""),
    "conditions": Table(
        "a condition of a trial",
        {
            **_ID,
            **_columns(TEXT, role="registered, target or mentioned", name="as written out", text="as it stands"),
            **_columns(TEXT, modifiers="severity, course, stage ..."),
            **_CONCEPT,
            **_PROOF,
        },
        rows=_numbered("conditions"),
    ),
    "interventions": Table(
        "an intervention",
        {
            **_ID,
            **_columns(TEXT, name="its name", type="v2 enumeration", other_names="other names"),
            "components": Column(TEXT, lambda i: joined([each.name for each in i.components]), "its agents"),
            **_columns(TEXT, arm_labels="arms in which it is given"),
            **_CONCEPT,
            **_PROOF,
        },
        rows=_numbered("interventions"),
    ),
    "arms": Table(
        "an arm or group",
        {
            **_columns(TEXT, label="its label", type="v2 enumeration", description="description"),
            **_columns(TEXT, interventions="names of what is given"),
            **_PROOF,
        },
        name="number",
        rows=_numbered("arms"),
    ),
    "doses": Table(
        "a stated amount of one agent",
        {
            **_ID,
            "intervention": Column(TEXT, _at("intervention"), "the intervention that it is of", refers="interventions"),
            **_columns(TEXT, agent="the agent"),
            **_columns(NUMBER, low="lowest amount", high="highest amount"),
            **_columns(TEXT, unit="UCUM where it has one", per="what it is per", role="starting, maximum ..."),
            **_columns(TEXT, route="route"),
            "times": Column(NUMBER, _at("frequency.times"), "how often per period"),
            "period": Column(NUMBER, _at("frequency.period"), "length of the period"),
            "period_high": Column(NUMBER, _at("frequency.period_high"), "its greatest length, where that is a range"),
            "period_unit": Column(TEXT, _at("frequency.unit"), "h, d, wk, mo, cycle or once"),
            "as_needed": Column(FLAG, _at("frequency.as_needed"), "whether given as needed"),
            **_quantity("duration", "how long at that dose"),
            **_quantity("infusion", "how long an infusion takes"),
            **_columns(FLAG, repaired="whether a lost sign was restored"),
            **_columns(TEXT, text="as it stands"),
            **_PROOF,
        },
        rows=_dose_owner,
    ),
    "criteria": Table(
        "an eligibility criterion",
        {
            **_ID,
            **_columns(TEXT, kind="inclusion, exclusion or unspecified", text="without its list marker"),
            "parent": Column(TEXT, _at("parent"), "the criterion that it stands under", refers="criteria"),
            **_columns(TEXT, cohort="the cohort that it is for"),
            **_PLACES,
        },
        rows=_numbered("criteria"),
    ),
    "mentions": Table(
        "a recognised entity",
        {
            **_ID,
            **_columns(TEXT, label="its label", group="criteria, registry or biomedical", text="as it stands"),
            "criterion": Column(TEXT, _at("criterion"), "the criterion that it stands in", refers="criteria"),
            **_columns(FLAG, negated="it is negated", uncertain="it is uncertain", historical="it is past"),
            **_columns(TEXT, subject="participant, family, partner, donor or other"),
            **_CONCEPT,
            **_PROOF,
        },
        rows=_numbered("mentions"),
    ),
    "quantities": Table(
        "a threshold or range of a measurement",
        {
            **_ID,
            "criterion": Column(TEXT, _at("criterion"), "the criterion that it stands in", refers="criteria"),
            **_columns(TEXT, measurement="what is measured"),
            **_columns(NUMBER, low="lower end; none is open", high="upper end; none is open"),
            **_columns(FLAG, low_inclusive="the lower end counts", high_inclusive="the upper end counts"),
            **_columns(TEXT, unit="UCUM", relative_to="ULN, LLN or baseline"),
            "window_direction": Column(TEXT, _at("window.direction"), "before, after or within"),
            "window_value": Column(NUMBER, _at("window.value"), "length of the window"),
            "window_unit": Column(TEXT, _at("window.unit"), "its unit"),
            "window_anchor": Column(TEXT, _at("window.anchor"), "the event that it is counted from"),
            **_columns(FLAG, repaired="whether a lost sign was restored"),
            **_columns(TEXT, text="as it stands"),
            **_PROOF,
        },
        rows=_numbered("quantities"),
    ),
    "findings": Table(
        "an inconsistency",
        {
            **_columns(TEXT, code="its check", name="the check's name", severity="error, warning or info"),
            **_columns(TEXT, message="what is wrong", suggestion="what to change", related="codes it stands for"),
            **_PLACES,
            **_evidence(1, "other_"),
        },
        name="number",
        rows=_numbered("findings"),
    ),
}


def heading(name: str) -> list[str]:
    """The names of a table's columns."""
    table = TABLES[name]
    own = ["trial_id"] if name != "trials" else []
    number = ["number"] if table.name == "number" else []
    return [KEY, *own, *number, *table.columns]


def rows(record: TrialRecord) -> dict[str, list[list[Any]]]:
    """The rows of a record, table by table, without the key. Raises WriteError where two rows have one id."""
    known: dict[str, set[Any]] = {}
    made: dict[str, list[list[Any]]] = {}
    for name, table in TABLES.items():
        parts = table.rows(record)
        if table.name == "id":
            known[name] = {part.id for part in parts}
            if len(known[name]) < len(parts):
                raise WriteError(f"two {name} have the same id")
        made[name] = [list(_row(record, name, number, part, known)) for number, part in enumerate(parts, 1)]
    return made


def _row(record: TrialRecord, name: str, number: int, part: Any, known: dict[str, set[Any]]) -> Iterator[Any]:
    table = TABLES[name]
    if name != "trials":
        yield record.trial_id
    if table.name == "number":
        yield number
    for column in table.columns.values():
        value = column.value(part)
        # A reference to nothing, in a record that was changed by hand, is none.
        yield None if column.refers and value not in known[column.refers] else value
