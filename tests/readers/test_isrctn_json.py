"""ISRCTN JSON: elements under v2 names, whom to contact left out."""

import json
from typing import Any

import pytest

from extractor.inputs import Source
from extractor.readers import isrctn_json

TRIAL: dict[str, Any] = {
    "isrctn": "90000001",
    "trialDescription": {
        "title": "Testumab for asthma",
        "scientificTitle": "A randomised trial of testumab",
        "acronym": "TEST",
        "studyHypothesis": "Testumab works",
        "plainEnglishSummary": "Background\nAsthma is common.\n\nWho can participate?\nAdults\n\n"
        "Who is the main contact?\nDr Jane Doe\n\nIs there more?\nNo",
        "primaryOutcome": "FEV1 at 12 weeks",
        "secondaryOutcome": "Exacerbations",
    },
    "externalRefs": {
        "eudraCTNumber": "2099-000001-10",
        "irasNumber": "",
        "clinicalTrialsGovNumber": "NCT90000001",
        "protocolSerialNumber": "TST-1",
        "secondaryNumbers": {"secondaryNumber": ["2099-000001-10", "TST-1", "40/2099"]},
    },
    "trialDesign": {
        "studyDesign": "Double-blind randomised trial",
        "primaryStudyDesign": "Interventional",
        "secondaryStudyDesign": "Randomised controlled trial",
        "trialTypes": {"trialType": "Treatment"},
        "overallEndDate": "2099-02-01T00:00:00.000Z",
    },
    "participants": {
        "recruitmentCountries": {"country": ["Ireland", "France"]},
        "trialCentres": {
            "trialCentre": {"name": "Example Hospital", "city": "Dublin", "zip": "-", "country": "Ireland"}
        },
        "participantTypes": {"participantType": "Patient"},
        "inclusion": "1. Adults\r\n2. Asthma",
        "exclusion": "1. Smoking",
        "ageRange": "Adult",
        "lowerAgeLimit": "18 Years",
        "gender": "All",
        "targetEnrolment": "20",
        "totalFinalEnrolment": "9",
        "recruitmentStart": "2099-01-01T00:00:00.000Z",
    },
    "conditions": {"condition": [{"description": "Asthma"}, {"description": "Rhinitis"}]},
    "interventions": {
        "intervention": {
            "description": "Testumab 50 mg once",
            "interventionType": "Drug",
            "phase": "Phase III",
            "drugNames": "Testumab",
        }
    },
    "outputs": {"output": [{"description": "protocol"}]},
    "attachedFiles": "",
}


def _source(trial: object) -> Source:
    return Source("trial.json", json.dumps(trial).encode())


def _values(trial: object) -> dict[str, str]:
    document = isrctn_json.read(_source(trial))
    return {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}


def test_elements_stand_under_v2_names() -> None:
    assert _values(TRIAL) == {
        "identificationModule.nctId": "NCT90000001",
        "identificationModule.orgStudyIdInfo.id": "TST-1",
        "identificationModule.secondaryIdInfos[0].id": "ISRCTN90000001",
        "identificationModule.secondaryIdInfos[0].type": "ISRCTN",
        "identificationModule.secondaryIdInfos[1].id": "2099-000001-10",
        "identificationModule.secondaryIdInfos[1].type": "EudraCT Number",
        "identificationModule.secondaryIdInfos[2].id": "40/2099",
        "identificationModule.briefTitle": "Testumab for asthma",
        "identificationModule.officialTitle": "A randomised trial of testumab",
        "identificationModule.acronym": "TEST",
        "statusModule.startDateStruct.date": "2099-01-01",
        "statusModule.completionDateStruct.date": "2099-02-01",
        "descriptionModule.briefSummary": (
            "Background\nAsthma is common.\n\nWho can participate?\nAdults\n\nIs there more?\nNo"
        ),
        "conditionsModule.conditions[0]": "Asthma",
        "conditionsModule.conditions[1]": "Rhinitis",
        "designModule.studyType": "Interventional",
        "designModule.phases[0]": "Phase III",
        "designModule.designInfo.allocation": "Randomised controlled trial",
        "designModule.designInfo.interventionModelDescription": "Double-blind randomised trial",
        "designModule.designInfo.primaryPurpose": "Treatment",
        "designModule.enrollmentInfo.count": "9",
        "armsInterventionsModule.interventions[0].type": "Drug",
        "armsInterventionsModule.interventions[0].name": "Testumab",
        "armsInterventionsModule.interventions[0].description": "Testumab 50 mg once",
        "outcomesModule.primaryOutcomes[0].measure": "FEV1 at 12 weeks",
        "outcomesModule.secondaryOutcomes[0].measure": "Exacerbations",
        "eligibilityModule.eligibilityCriteria": (
            "Inclusion Criteria:\n\n1. Adults\n2. Asthma\n\nExclusion Criteria:\n\n1. Smoking"
        ),
        "eligibilityModule.sex": "All",
        "eligibilityModule.minimumAge": "18 Years",
        "contactsLocationsModule.locations[0].facility": "Example Hospital",
        "contactsLocationsModule.locations[0].city": "Dublin",
        "contactsLocationsModule.locations[0].country": "Ireland",
        "contactsLocationsModule.locations[1].country": "France",
        "source:studyHypothesis": "Testumab works",
        "source:ageRange": "Adult",
        "source:participantType": "Patient",
        "source:targetEnrolment": "20",
    }


def test_contacts_and_outputs() -> None:
    document = isrctn_json.read(_source(TRIAL))
    assert "Doe" not in document.text
    assert [item.text for item in document.unparsed] == ["outputs"]
    assert (document.format, document.kind, document.id) == ("isrctn-json", "registry", None)


@pytest.mark.parametrize("wrapped", [TRIAL, {"trial": TRIAL}, {"fullTrial": {"trial": TRIAL, "contact": []}}])
def test_wrappings_change_nothing(wrapped: object) -> None:
    assert isrctn_json.detects(_source(wrapped))
    assert _values(wrapped) == _values(TRIAL)


@pytest.mark.parametrize("other", [{"participants": {}}, {"trial": None}, {"fullTrial": "x"}, [], {"text": "x"}])
def test_other_json_is_not_taken(other: object) -> None:
    assert not isrctn_json.detects(_source(other))
    assert not isrctn_json.detects(Source("x.txt", b"trialDescription participants"))
