"""NCI Clinical Trials Search API JSON: both of its forms, criteria put together, interventions once."""

import json
from typing import Any

import pytest

from extractor.inputs import Source
from extractor.readers import nci_cts_json
from tests.timing import at_most

CRITERIA = [
    {"inclusion_indicator": False, "display_order": 3, "description": "Smoking"},
    {"inclusion_indicator": True, "display_order": 2, "description": "Stable:\r\n* for a year"},
    {"inclusion_indicator": True, "display_order": 1, "description": "Adults"},
]
CURRENT: dict[str, Any] = {
    "nct_id": "NCT90000001",
    "nci_id": "NCI-2099-00001",
    "protocol_id": "TST-1",
    "other_ids": [{"name": "Study Protocol Other Identifier", "value": "X1"}],
    "brief_title": "Testumab",
    "lead_org": "Example University",
    "principal_investigator": "Jane Doe",
    "central_contact": {"central_contact_name": "Jane Doe"},
    "collaborators": [{"name": "Example Fund"}],
    "brief_summary": "First line\r\n      second line",
    "diseases": [
        {"name": "Asthma", "inclusion_indicator": "TRIAL", "is_lead_disease": False},
        {"name": "Lung Disorder", "inclusion_indicator": "TREE", "is_lead_disease": True},
        {"name": "Severe Asthma", "inclusion_indicator": "TRIAL", "is_lead_disease": True},
    ],
    "phase": "II",
    "primary_purpose": "TREATMENT",
    "study_protocol_type": "Interventional",
    "masking": {"masking": "DOUBLE_BLIND", "allocation_code": "Randomized Controlled Trial", "role_subject": "YES"},
    "minimum_target_accrual_number": 60,
    "start_date": "2099-01-01",
    "start_date_type_code": "ACTUAL",
    "current_trial_status": "Active",
    "arms": [
        {
            "name": "Arm I",
            "type": "EXPERIMENTAL",
            "description": "Testumab 5 mg",
            "interventions": [
                {"name": "Testumab", "type": "Drug", "inclusion_indicator": "TRIAL", "synonyms": ["TST", "testumab"]},
                {"name": "Antibody", "type": "Drug", "inclusion_indicator": "TREE"},
            ],
        },
        {"name": "Arm II", "interventions": [{"name": "Testumab", "type": "Drug", "inclusion_indicator": "TRIAL"}]},
        {"name": "Arm not specified", "interventions": [{"name": "Biopsy", "type": "Procedure"}]},
    ],
    "outcome_measures": [
        {"name": "FEV1", "time_frame": "12 weeks", "type_code": "PRIMARY"},
        {"name": "Biomarkers", "type_code": "OTHER_PRE_SPECIFIED"},
    ],
    "eligibility": {
        "structured": {
            "min_age": "18 Years",
            "max_age": "999 Years",
            "max_age_number": 999,
            "sex": "ALL",
            "accepts_healthy_volunteers": False,
        },
        "unstructured": CRITERIA,
    },
}
OLDER = CURRENT | {
    "phase": {"phase": "II"},
    "primary_purpose": {"primary_purpose_code": "TREATMENT"},
    "masking": {
        "masking": "DOUBLE_BLIND",
        "masking_allocation_code": "Randomized Controlled Trial",
        "masking_role_subject": "YES",
    },
    "diseases": [
        {"preferred_name": "Asthma", "inclusion_indicator": "TRIAL", "lead_disease_indicator": "NO"},
        {"preferred_name": "Severe Asthma", "inclusion_indicator": "TRIAL", "lead_disease_indicator": "YES"},
    ],
    "arms": [
        {
            "arm_name": "Arm I",
            "arm_type": "EXPERIMENTAL",
            "arm_description": "Testumab 5 mg",
            "interventions": [
                {"intervention_name": "Testumab", "intervention_type": "Drug", "synonyms": ["TST", "testumab"]}
            ],
        },
        {"arm_name": "Arm II", "interventions": [{"intervention_name": "Testumab", "intervention_type": "Drug"}]},
        {
            "arm_name": "Arm not specified",
            "interventions": [{"intervention_name": "Biopsy", "intervention_type": "Procedure"}],
        },
    ],
    "outcome_measures": [
        {"name": "FEV1", "timeframe": "12 weeks", "type_code": "PRIMARY"},
        {"name": "Biomarkers", "type_code": "OTHER_PRE_SPECIFIED"},
    ],
}


def _source(trial: object) -> Source:
    return Source("trial.json", json.dumps(trial).encode())


def _values(trial: object) -> dict[str, str]:
    document = nci_cts_json.read(_source(trial))
    return {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}


@pytest.mark.parametrize("trial", [CURRENT, OLDER])
def test_both_forms(trial: object) -> None:
    assert nci_cts_json.detects(_source(trial))
    assert _values(trial) == {
        "identificationModule.nctId": "NCT90000001",
        "identificationModule.orgStudyIdInfo.id": "TST-1",
        "identificationModule.secondaryIdInfos[0].id": "NCI-2099-00001",
        "identificationModule.secondaryIdInfos[0].type": "NCI",
        "identificationModule.secondaryIdInfos[1].id": "X1",
        "identificationModule.secondaryIdInfos[1].type": "Study Protocol Other Identifier",
        "identificationModule.briefTitle": "Testumab",
        "statusModule.overallStatus": "Active",
        "statusModule.startDateStruct.date": "2099-01-01",
        "statusModule.startDateStruct.type": "ACTUAL",
        "sponsorCollaboratorsModule.leadSponsor.name": "Example University",
        "sponsorCollaboratorsModule.collaborators[0].name": "Example Fund",
        "descriptionModule.briefSummary": "First line\nsecond line",
        "conditionsModule.conditions[0]": "Severe Asthma",
        "conditionsModule.conditions[1]": "Asthma",
        "designModule.studyType": "Interventional",
        "designModule.phases[0]": "II",
        "designModule.designInfo.allocation": "Randomized Controlled Trial",
        "designModule.designInfo.primaryPurpose": "TREATMENT",
        "designModule.designInfo.maskingInfo.masking": "DOUBLE_BLIND",
        "designModule.designInfo.maskingInfo.whoMasked[0]": "Subject",
        "designModule.enrollmentInfo.count": "60",
        "armsInterventionsModule.armGroups[0].label": "Arm I",
        "armsInterventionsModule.armGroups[0].type": "EXPERIMENTAL",
        "armsInterventionsModule.armGroups[0].description": "Testumab 5 mg",
        "armsInterventionsModule.armGroups[0].interventionNames[0]": "Testumab",
        "armsInterventionsModule.armGroups[1].label": "Arm II",
        "armsInterventionsModule.armGroups[1].interventionNames[0]": "Testumab",
        "armsInterventionsModule.interventions[0].type": "Drug",
        "armsInterventionsModule.interventions[0].name": "Testumab",
        "armsInterventionsModule.interventions[0].armGroupLabels[0]": "Arm I",
        "armsInterventionsModule.interventions[0].armGroupLabels[1]": "Arm II",
        "armsInterventionsModule.interventions[0].otherNames[0]": "TST",
        "armsInterventionsModule.interventions[1].type": "Procedure",
        "armsInterventionsModule.interventions[1].name": "Biopsy",
        "outcomesModule.primaryOutcomes[0].measure": "FEV1",
        "outcomesModule.primaryOutcomes[0].timeFrame": "12 weeks",
        "outcomesModule.otherOutcomes[0].measure": "Biomarkers",
        "eligibilityModule.eligibilityCriteria": (
            "Inclusion Criteria:\n\n* Adults\n* Stable:\n  * for a year\n\nExclusion Criteria:\n\n* Smoking"
        ),
        "eligibilityModule.healthyVolunteers": "false",
        "eligibilityModule.sex": "ALL",
        "eligibilityModule.minimumAge": "18 Years",
    }


def test_investigators_stay_out() -> None:
    document = nci_cts_json.read(_source(CURRENT))
    assert "Doe" not in document.text
    assert (document.format, document.kind, document.id) == ("nci-cts-json", "registry", None)


@pytest.mark.parametrize("piece", [" ", "\t", "\r\n", "&", "a \n "])
def test_linear_time(piece: str) -> None:
    long = "x" + piece * (100_000 // len(piece)) + "."
    trial = CURRENT | {"brief_summary": long, "eligibility": {"unstructured": [CRITERIA[0] | {"description": long}]}}
    with at_most(1.5):
        nci_cts_json.read(_source(trial))


def test_a_real_maximum_age_is_kept() -> None:
    structured = {"max_age": "55 Years", "max_age_number": 55}
    trial = {"nct_id": "NCT90000001", "eligibility": {"structured": structured}}
    assert _values(trial)["eligibilityModule.maximumAge"] == "55 Years"


@pytest.mark.parametrize(
    "other",
    [
        {"nct_id": "NCT90000001"},
        {"eligibility": CURRENT["eligibility"]},
        {"nct_id": "x", "eligibility": {"criteria": ""}},
        [],
    ],
)
def test_other_json_is_not_taken(other: object) -> None:
    assert not nci_cts_json.detects(_source(other))
