"""CSV: one row a trial, for a spreadsheet. Lists are joined by " | "; ages stand in days and in years.

Cells that a spreadsheet would take for a formula get an apostrophe before them (OWASP, "CSV Injection").
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from extractor.language.ages import Age, days
from extractor.record import AgeRange, Quantity, Result, TrialRecord
from extractor.writers import Output, masked

COMMAND = "extract"
FORMAT = "csv"
SUFFIXES = (".csv",)

DAYS_IN_A_YEAR = 365.25
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _first(name: str) -> Callable[[TrialRecord], object]:
    return lambda record: next((fact.value for fact in getattr(record, name)), None)


def _each(name: str, part: str, **which: str) -> Callable[[TrialRecord], list[str]]:
    return lambda record: [
        getattr(fact, part) for fact in getattr(record, name) if all(getattr(fact, k) == v for k, v in which.items())
    ]


def _title(kind: str) -> Callable[[TrialRecord], object]:
    return lambda record: next((title.text for title in record.titles if title.kind == kind), None)


def _date(kind: str) -> Callable[[TrialRecord], object]:
    return lambda record: next((date.date for date in record.dates if date.kind == kind), None)


def _age(side: str, unit: float) -> Callable[[TrialRecord], object]:
    def column(record: TrialRecord) -> float | None:
        ages: AgeRange | None = next(iter(record.age_ranges), None)
        limit: Quantity | None = getattr(ages, side) if ages else None
        return round(days(Age(limit.value, limit.unit)) / unit, 4) if limit else None

    return column


# Column -> its value, and what it is.
COLUMNS: dict[str, tuple[Callable[[TrialRecord], object], str]] = {
    "trial_id": (lambda r: r.trial_id, "NCT number or the best other id"),
    "path": (lambda r: r.document.path, "the input as given"),
    "member": (lambda r: r.document.member, "line or entry of an input of many documents"),
    "format": (lambda r: r.document.format, "the input's format"),
    "brief_title": (_title("brief"), "brief title"),
    "official_title": (_title("official"), "official title"),
    "status": (_first("status"), "overall status (v2 enumeration)"),
    "study_type": (_first("study_type"), "study type (v2 enumeration)"),
    "phases": (_first("phases"), "phases (v2 enumeration)"),
    "allocation": (_first("allocation"), "allocation (v2 enumeration)"),
    "intervention_model": (_first("intervention_model"), "intervention model (v2 enumeration)"),
    "masking": (_first("masking"), "masking (v2 enumeration)"),
    "primary_purpose": (_first("primary_purpose"), "primary purpose (v2 enumeration)"),
    "sex": (_first("sex"), "ALL, FEMALE or MALE"),
    "healthy_volunteers": (_first("healthy_volunteers"), "true or false"),
    "enrollment": (lambda r: next((e.count for e in r.enrollment), None), "number of participants"),
    "enrollment_type": (lambda r: next((e.type for e in r.enrollment), None), "ACTUAL or ESTIMATED"),
    "minimum_age_days": (_age("minimum", 1.0), "lowest eligible age in days; empty is no limit"),
    "maximum_age_days": (_age("maximum", 1.0), "highest eligible age in days; empty is no limit"),
    "minimum_age_years": (_age("minimum", DAYS_IN_A_YEAR), "the same in years of 365.25 days"),
    "maximum_age_years": (_age("maximum", DAYS_IN_A_YEAR), "the same in years of 365.25 days"),
    "start_date": (_date("start"), "start, ISO 8601"),
    "primary_completion_date": (_date("primary_completion"), "primary completion, ISO 8601"),
    "completion_date": (_date("completion"), "completion, ISO 8601"),
    "lead_sponsor": (_each("sponsors", "name", role="lead"), "lead sponsor"),
    "conditions": (_each("conditions", "text", role="registered"), "registered conditions"),
    "target_conditions": (_each("conditions", "name", role="target"), "conditions named by titles, spelled out"),
    "interventions": (_each("interventions", "name"), "interventions"),
    "arms": (_each("arms", "label"), "arms or groups"),
    "primary_outcomes": (_each("outcomes", "measure", kind="primary"), "primary outcome measures"),
    "inclusion_criteria": (lambda r: sum(c.kind == "inclusion" for c in r.criteria), "number of inclusion criteria"),
    "exclusion_criteria": (lambda r: sum(c.kind == "exclusion" for c in r.criteria), "number of exclusion criteria"),
    "doses": (_each("doses", "text"), "stated doses"),
    "findings": (lambda r: [f.code for f in r.findings], "codes of the findings"),
}


def encode(result: Result, output: Output) -> bytes:
    """The record as one row."""
    record = masked(result.record)
    return _row([_cell(column(record)) for column, _ in COLUMNS.values()])


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The heading row, then the rows."""
    yield _row(COLUMNS)
    yield from chunks


def _row(cells: Iterable[str]) -> bytes:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = " | ".join(str(item) for item in dict.fromkeys(value))
    text = str(value).replace("\0", "")
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text
