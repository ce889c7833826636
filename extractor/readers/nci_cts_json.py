"""NCI Clinical Trials Search API: one trial, in the API's current form and in the one before it.

The older form has its names prefixed ("arm_name", "preferred_name") and some values as objects ("phase": {"phase":
"II"}). Criteria come one by one; they are put together as two bulleted lists.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from extractor.inputs import Source
from extractor.model import Document
from extractor.studies import render
from extractor.studies.criteria_text import bulleted, criteria_text
from extractor.studies.references import dedented, resolve_references
from extractor.studies.values import as_list, as_object, as_text, look_text, pruned, texts_of

ORDER = 26
Record = dict[str, Any]
NO_LIMIT = 999
NO_ARM = "Arm not specified"
_ROLES = {
    "subject": "Subject",
    "caregiver": "Caregiver",
    "investigator": "Investigator",
    "outcome_assessor": "Outcome Assessor",
}


def detects(source: Source) -> bool:
    """A JSON object with an nct_id and the API's two-part eligibility."""
    study = source.json
    if not isinstance(study, dict) or not ({"nct_id", "nci_id"} & study.keys()):
        return False
    return bool({"structured", "unstructured"} & as_object(study.get("eligibility")).keys())


def read(source: Source) -> Document:
    """The trial; contacts, sites' staff and the disease tree above the trial's own diseases are left out."""
    trial: Record = source.json
    study = {
        "protocolSection": {
            "identificationModule": _identification(trial),
            "statusModule": _status(trial),
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": as_text(trial.get("lead_org"))},
                "collaborators": [{"name": name} for name in texts_of(trial, "collaborators.name")],
            },
            "descriptionModule": {
                "briefSummary": as_text(trial.get("brief_summary")),
                "detailedDescription": as_text(trial.get("detail_description")),
            },
            "conditionsModule": {
                "conditions": _conditions(trial),
                "keywords": texts_of(trial, "keywords"),
            },
            "designModule": _design(trial),
            "armsInterventionsModule": _arms(trial),
            "outcomesModule": _outcomes(trial),
            "eligibilityModule": _eligibility(trial),
            "contactsLocationsModule": {"locations": _locations(trial)},
        },
        "source": {
            "number_of_arms": as_text(trial.get("number_of_arms")),
            "anatomic_sites": texts_of(trial, "anatomic_sites"),
            "biomarkers": _names(item for item in _objects(trial, "biomarkers") if _is_own(item)),
            "intervention_description": list(
                dict.fromkeys(
                    text
                    for arm in _objects(trial, "arms")
                    for item in _objects(arm, "interventions")
                    if _is_own(item) and (text := _first(item, "description", "intervention_description"))
                )
            ),
            "classification_code": as_text(trial.get("classification_code")),
        },
    }
    text, fields = render(pruned(study), clean=lambda text: dedented(resolve_references(text)))
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="nci-cts-json",
        kind="registry",
        text=text,
        fields=fields,
    )


def _objects(trial: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [as_object(item) for item in as_list(trial.get(key))]


def _first(item: Mapping[str, Any], *keys: str) -> str | None:
    """The first of the keys that has a text."""
    return next((text for key in keys if (text := as_text(item.get(key)))), None)


def _is_own(item: Mapping[str, Any]) -> bool:
    """Whether the trial itself names the term, and not only the tree above it."""
    return item.get("inclusion_indicator") in (None, "TRIAL")


def _names(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each name once, in order."""
    keys = ("name", "display_name", "preferred_name", "long_name")
    return list(dict.fromkeys(name for item in items if (name := _first(item, *keys))))


def _conditions(trial: Record) -> list[str]:
    """The trial's own diseases, its lead disease first."""
    own = [item for item in _objects(trial, "diseases") if _is_own(item)]
    own.sort(key=lambda item: item.get("is_lead_disease") is not True and item.get("lead_disease_indicator") != "YES")
    return _names(own)


def _identification(trial: Record) -> Record:
    kinds = {"nci_id": "NCI", "ctep_id": "CTEP", "dcp_id": "DCP", "ccr_id": "CCR"}
    secondary: list[Record] = [
        {"id": found, "type": kind} for key, kind in kinds.items() if (found := as_text(trial.get(key)))
    ]
    secondary += [
        {"id": as_text(item.get("value")), "type": as_text(item.get("name"))} for item in _objects(trial, "other_ids")
    ]
    return {
        "nctId": as_text(trial.get("nct_id")),
        "orgStudyIdInfo": {"id": as_text(trial.get("protocol_id"))},
        "secondaryIdInfos": secondary,
        "briefTitle": as_text(trial.get("brief_title")),
        "officialTitle": as_text(trial.get("official_title")),
        "acronym": as_text(trial.get("acronym")),
    }


def _status(trial: Record) -> Record:
    dates = {
        f"{new}Struct": {
            "date": as_text(trial.get(old)),
            "type": as_text(trial.get(f"{old}_type_code")),
        }
        for old, new in (
            ("start_date", "startDate"),
            ("primary_completion_date", "primaryCompletionDate"),
            ("completion_date", "completionDate"),
        )
    }
    return {
        "statusVerifiedDate": as_text(trial.get("record_verification_date")),
        "overallStatus": as_text(trial.get("current_trial_status")),
        "whyStopped": as_text(trial.get("why_study_stopped")),
        **dates,
    }


def _design(trial: Record) -> Record:
    masking = as_object(trial.get("masking"))
    phase = as_text(trial.get("phase")) or look_text(trial, "phase.phase")
    purpose = trial.get("primary_purpose")
    masked = [word for key, word in _ROLES.items() if _says_yes(masking, f"role_{key}", f"masking_role_{key}")]
    return {
        "studyType": as_text(trial.get("study_protocol_type")),
        "phases": [phase] if phase else [],
        "designInfo": {
            "allocation": _first(masking, "allocation_code", "masking_allocation_code"),
            "interventionModel": as_text(trial.get("interventional_model")),
            "primaryPurpose": as_text(purpose) or look_text(purpose, "primary_purpose_code"),
            "observationalModel": as_text(trial.get("study_model_code")),
            "maskingInfo": {"masking": as_text(masking.get("masking")), "whoMasked": masked},
        },
        "enrollmentInfo": {"count": as_text(trial.get("minimum_target_accrual_number"))},
    }


def _says_yes(item: Mapping[str, Any], *keys: str) -> bool:
    return any(item.get(key) not in (None, "", False, "NO", "N") for key in keys)


def _arms(trial: Record) -> Record:
    """The arms, and each intervention once, whatever the number of arms it stands in."""
    arms: list[Record] = []
    found: dict[str, Record] = {}
    for arm in _objects(trial, "arms"):
        label = _first(arm, "name", "arm_name")
        own = [item for item in _objects(arm, "interventions") if _is_own(item)]
        names = dict.fromkeys(name for item in own if (name := _first(item, "name", "intervention_name")))
        for item in own:
            name = _first(item, "name", "intervention_name") or ""
            intervention = found.setdefault(name.casefold(), _intervention(item, name))
            if label not in (None, NO_ARM, *intervention["armGroupLabels"]):
                intervention["armGroupLabels"].append(label)
        if label != NO_ARM:
            kind, description = _first(arm, "type", "arm_type"), _first(arm, "description", "arm_description")
            arms.append({"label": label, "type": kind, "description": description, "interventionNames": list(names)})
    return {"armGroups": arms, "interventions": [item for name, item in found.items() if name]}


def _intervention(item: Mapping[str, Any], name: str) -> Record:
    synonyms = {text.casefold(): text for text in texts_of(item, "synonyms")}
    synonyms.pop(name.casefold(), None)
    return {
        "type": _first(item, "type", "intervention_type"),
        "name": name,
        "armGroupLabels": [],
        "otherNames": list(synonyms.values()),
    }


def _outcomes(trial: Record) -> Record:
    outcomes: dict[str, list[Record]] = {f"{kind}Outcomes": [] for kind in ("primary", "secondary", "other")}
    for item in _objects(trial, "outcome_measures"):
        kind = (as_text(item.get("type_code")) or "").lower()
        outcomes.get(f"{kind}Outcomes", outcomes["otherOutcomes"]).append(
            {
                "measure": as_text(item.get("name")),
                "timeFrame": _first(item, "time_frame", "timeframe"),
                "description": as_text(item.get("description")),
            }
        )
    return outcomes


def _eligibility(trial: Record) -> Record:
    eligibility = as_object(trial.get("eligibility"))
    structured = as_object(eligibility.get("structured"))
    items = sorted(_objects(eligibility, "unstructured"), key=_order)
    inclusion = [item for item in items if item.get("inclusion_indicator") is not False]
    exclusion = [item for item in items if item.get("inclusion_indicator") is False]
    healthy = structured.get("accepts_healthy_volunteers", trial.get("accepts_healthy_volunteers_indicator"))
    limited = structured.get("max_age_number") != NO_LIMIT
    return {
        "eligibilityCriteria": criteria_text(_bullets(inclusion), _bullets(exclusion)),
        "healthyVolunteers": healthy if isinstance(healthy, bool) else as_text(healthy),
        "sex": _first(structured, "sex", "gender"),
        "minimumAge": as_text(structured.get("min_age")),
        "maximumAge": as_text(structured.get("max_age")) if limited else None,
        "studyPopulation": as_text(trial.get("study_population_description")),
        "samplingMethod": as_text(trial.get("sampling_method_code")),
    }


def _bullets(items: Iterable[Mapping[str, Any]]) -> str:
    return bulleted(as_text(item.get("description")) or "" for item in items)


def _order(item: Mapping[str, Any]) -> int:
    number = item.get("display_order")
    return number if isinstance(number, int) else 0


def _locations(trial: Record) -> list[Record]:
    return [
        {
            "facility": as_text(site.get("org_name")),
            "status": as_text(site.get("recruitment_status")),
            "city": as_text(site.get("org_city")),
            "state": as_text(site.get("org_state_or_province")),
            "country": as_text(site.get("org_country")),
        }
        for site in _objects(trial, "sites")
    ]
