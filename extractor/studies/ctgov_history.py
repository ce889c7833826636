"""The XML that ClinicalTrials.gov's registration system wrote for the versions in its archive, as the public XML.

The registration system had other element names, and the whole study design as a list of bare values: each belongs to
the part of the design whose vocabulary it is of.
"""

from collections.abc import Mapping
from typing import Any

from extractor.studies.values import as_list, as_object, as_text

Record = dict[str, Any]

_NAMES = {
    "detailed_descr": "detailed_description",
    "study_sponsor": "sponsors",
    "primary_compl_date": "primary_completion_date",
    "initial_release_date": "study_first_submitted",
    "last_release_date": "last_update_submitted",
}
_INNER_NAMES = {
    "arm_type": "arm_group_type",
    "intervent_type": "intervention_type",
    "primary_name": "intervention_name",
    "annotation": "description",
    "sponsor": "collaborator",
    "medline_ui": "PMID",
}
# Values by the registration system's own lists; masking and model are told by their beginnings and ends.
_VOCABULARY = {
    "allocation": ("Randomized", "Non-Randomized", "Random Sample", "Randomized Controlled Trial"),
    "primary_purpose": (
        "Treatment",
        "Prevention",
        "Diagnostic",
        "Supportive Care",
        "Screening",
        "Health Services Research",
        "Basic Science",
        "Educational/Counseling/Training",
    ),
    "observational_model": (
        "Natural History",
        "Defined Population",
        "Cohort",
        "Case Control",
        "Case-Control",
        "Case-Only",
        "Case-Crossover",
        "Ecologic or Community",
        "Family-Based",
    ),
    "time_perspective": (
        "Longitudinal",
        "Cross-Sectional",
        "Prospective",
        "Retrospective",
        "Retrospective/Prospective",
    ),
}
_PART = {value: part for part, values in _VOCABULARY.items() for value in values}
_MASKING = ("Open Label", "None (", "No Masking", "Single Blind", "Double Blind", "Double-Blind", "Single Masked")


def public_form(record: Mapping[str, Any]) -> Record:
    """An archived version's elements under the names of the public XML; any other record as it is.

    >>> old = {"study_id": {"nct_id": "NCT00000000"}, "design": ["Randomized", "Parallel Assignment"]}
    >>> public_form(old)["study_design_info"]
    {'other': [], 'allocation': 'Randomized', 'intervention_model': 'Parallel Assignment'}
    """
    if "study_id" not in record:
        return dict(record)
    status, follow_up = as_object(record.get("status_block")), record.get("last_follow_up_date")
    found = {_NAMES.get(name, name): _renamed(value) for name, value in record.items()}
    return found | {
        "id_info": _identifiers(as_object(record["study_id"])),
        "source": as_object(record["study_id"]).get("org_full_name"),
        "overall_status": status.get("status"),
        "why_stopped": status.get("why_stopped"),
        "verification_date": status.get("date"),
        "phase": as_object(record.get("phase_block")).get("phase"),
        "completion_date": follow_up if _filled(follow_up) else record.get("end_date"),
        "link": _renamed(record.get("see_also")),
        "reference": _renamed(as_object(record.get("background")).get("reference")),
        "study_design_info": _design(as_list(record.get("design"))),
    }


def _filled(date: Any) -> bool:
    return bool(as_text(as_object(date).get("date")))


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if isinstance(value, dict):
        return {_INNER_NAMES.get(name, name): inner for name, inner in value.items()}
    return value


def _identifiers(found: Mapping[str, Any]) -> Record:
    return {name: found.get(name) for name in ("nct_id", "org_study_id", "secondary_id")}


def _design(values: list[Any]) -> Record:
    """The parts of a design given as bare values, those of no known vocabulary as "other"."""
    design: Record = {"other": []}
    for text in filter(None, map(as_text, values)):
        if text.startswith(_MASKING):
            part = "masking"
        else:
            part = "intervention_model" if text.endswith("Assignment") else _PART.get(text, "other")
        if part == "other":
            design["other"].append(text)
        else:
            design.setdefault(part, text)
    return design
