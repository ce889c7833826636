"""CSV: one row a trial, for a spreadsheet. Lists are joined by " | "; ages stand in days and in years.

Cells that a spreadsheet would take for a formula get an apostrophe before them (OWASP, "CSV Injection").
"""

from collections.abc import Iterable, Iterator

from extractor.language.time_units import DAYS
from extractor.record import Result
from extractor.writers import Output, masked
from extractor.writers._columns import Value, age, cell, date, each, first, line, title

COMMAND = "extract"
FORMAT = "csv"
SUFFIXES = (".csv",)

# Column -> its value, and what it is.
COLUMNS: dict[str, tuple[Value, str]] = {
    "trial_id": (lambda r: r.trial_id, "NCT number or the best other id"),
    "path": (lambda r: r.document.path, "the input as given"),
    "member": (lambda r: r.document.member, "line or entry of an input of many documents"),
    "format": (lambda r: r.document.format, "the input's format"),
    "brief_title": (title("brief"), "brief title"),
    "official_title": (title("official"), "official title"),
    "status": (first("status"), "overall status (v2 enumeration)"),
    "study_type": (first("study_type"), "study type (v2 enumeration)"),
    "phases": (first("phases"), "phases (v2 enumeration)"),
    "allocation": (first("allocation"), "allocation (v2 enumeration)"),
    "intervention_model": (first("intervention_model"), "intervention model (v2 enumeration)"),
    "masking": (first("masking"), "masking (v2 enumeration)"),
    "primary_purpose": (first("primary_purpose"), "primary purpose (v2 enumeration)"),
    "sex": (first("sex"), "ALL, FEMALE or MALE"),
    "healthy_volunteers": (first("healthy_volunteers"), "true or false"),
    "enrollment": (lambda r: next((e.count for e in r.enrollment), None), "number of participants"),
    "enrollment_type": (lambda r: next((e.type for e in r.enrollment), None), "ACTUAL or ESTIMATED"),
    "minimum_age_days": (age("minimum", 1.0), "lowest eligible age in days; empty is no limit"),
    "maximum_age_days": (age("maximum", 1.0), "highest eligible age in days; empty is no limit"),
    "minimum_age_years": (age("minimum", DAYS["year"]), "the same in years of 365.25 days"),
    "maximum_age_years": (age("maximum", DAYS["year"]), "the same in years of 365.25 days"),
    "start_date": (date("start"), "start, ISO 8601"),
    "primary_completion_date": (date("primary_completion"), "primary completion, ISO 8601"),
    "completion_date": (date("completion"), "completion, ISO 8601"),
    "lead_sponsor": (each("sponsors", "name", role="lead"), "lead sponsor"),
    "conditions": (each("conditions", "text", role="registered"), "registered conditions"),
    "target_conditions": (each("conditions", "name", role="target"), "conditions named by titles, spelled out"),
    "interventions": (each("interventions", "name"), "interventions"),
    "arms": (each("arms", "label"), "arms or groups"),
    "primary_outcomes": (each("outcomes", "measure", kind="primary"), "primary outcome measures"),
    "inclusion_criteria": (lambda r: sum(c.kind == "inclusion" for c in r.criteria), "number of inclusion criteria"),
    "exclusion_criteria": (lambda r: sum(c.kind == "exclusion" for c in r.criteria), "number of exclusion criteria"),
    "doses": (each("doses", "text"), "stated doses"),
    "findings": (lambda r: [f.code for f in r.findings], "codes of the findings"),
}


def encode(result: Result, output: Output) -> bytes:
    """The record as one row."""
    record = masked(result.record)
    return line([cell(column(record)) for column, _ in COLUMNS.values()])


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The heading row, then the rows."""
    yield line(COLUMNS)
    yield from chunks
