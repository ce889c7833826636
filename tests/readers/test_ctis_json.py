"""CTIS JSON: the portal's older and newer forms give the same fields."""

import json
from typing import Any

import pytest

from extractor.inputs import Source
from extractor.readers import ctis_json

PART_ONE: dict[str, Any] = {
    "rowSubjectCount": 0,
    "trialDetails": {
        "clinicalTrialIdentifiers": {
            "fullTitle": "A randomised trial of testumab",
            "fullTitleTranslations": [{"attributeTranslation": "Une etude", "languageDescription": "French"}],
            "publicTitle": "Testumab for asthma",
            "shortTitle": "TST-1",
            "secondaryIdentifyingNumbers": {
                "nctNumber": {"number": "NCT90000001"},
                "isrctnNumber": {"number": "ISRCTN90000001"},
                "additionalRegistries": [{"number": "JPRN-1"}],
            },
        },
        "trialInformation": {
            "medicalCondition": {"partIMedicalConditions": [{"medicalCondition": "Asthma"}]},
            "trialObjective": {"mainObjective": "To test testumab"},
            "eligibilityCriteria": {
                "principalInclusionCriteria": [
                    {"number": 10, "principalInclusionCriteria": "Consent"},
                    {"number": 2, "principalInclusionCriteria": "Asthma:\nfor a year"},
                ],
                "principalExclusionCriteria": [{"number": 1, "principalExclusionCriteria": "Smoking"}],
            },
            "endPoint": {"primaryEndPoints": [{"endPoint": "FEV1"}], "secondaryEndPoints": []},
            "trialDuration": {"estimatedRecruitmentStartDate": "2099-01-01", "estimatedEndDate": "2099-12-31"},
        },
        "protocolInformation": {
            "studyDesign": {"periodDetails": [{"armDetails": [{"title": "Arm A", "description": "Testumab 5 mg"}]}]}
        },
    },
    "sponsors": [{"primary": True, "organisation": {"name": "Example AG"}}, {"organisation": {"name": "Fund"}}],
    "products": [
        {"id": 1, "productDictionaryInfo": {"prodName": "Testumab 5 mg", "activeSubstanceName": "TESTUMAB"}},
        {"id": 2, "productName": "Placebo", "productDictionaryInfo": {"prodName": "Placebo", "shortName": "N/A"}},
    ],
    "productRoleGroupInfos": [
        {
            "products": [
                {"id": 1, "productDictionaryInfo": {"prodName": "Testumab 5 mg", "activeSubstanceName": "TESTUMAB"}}
            ]
        }
    ],
}
PARTS_TWO = [
    {
        "trialSites": [
            {
                "organisationAddressInfo": {
                    "organisation": {"name": "Example Hospital"},
                    "address": {"city": "Vienna", "postcode": "1010", "countryName": "Austria"},
                },
                "personInfo": {"firstName": "Jane", "lastName": "Doe"},
            }
        ]
    }
]
STATES = [{"mscName": "Austria"}, {"mscName": "Spain"}]
COMMON = {
    "ctNumber": "2099-500001-10-00".replace("2099", "2022"),
    "trialPhase": "Therapeutic exploratory (Phase II)",
    "gender": "Male, Female",
    "ageGroup": "18-64 years, 65+ years",
    "totalNumberEnrolled": "150",
}
OLDER = COMMON | {
    "ctStatus": "Authorised",
    "eudraCtInfo": {"eudraCtCode": "2019-000001-10"},
    "primarySponsor": {"organisation": {"name": "Example AG"}, "publicContacts": [{"functionalName": "Jane Doe"}]},
    "authorizedPartI": PART_ONE,
    "authorizedPartsII": PARTS_TWO,
    "memberStatesConcerned": STATES,
    "publicEvaluation": [{"id": 1}],
}
NEWER = COMMON | {
    "ctStatus": 4,
    "authorizedApplication": {
        "authorizedPartI": PART_ONE,
        "authorizedPartsII": PARTS_TWO,
        "memberStatesConcerned": STATES,
        "eudraCt": {"eudraCtCode": "2019-000001-10"},
    },
}
FIELDS = {
    "identificationModule.nctId": "NCT90000001",
    "identificationModule.orgStudyIdInfo.id": "TST-1",
    "identificationModule.secondaryIdInfos[0].id": "2022-500001-10-00",
    "identificationModule.secondaryIdInfos[0].type": "EU CT Number",
    "identificationModule.secondaryIdInfos[1].id": "2019-000001-10",
    "identificationModule.secondaryIdInfos[1].type": "EudraCT Number",
    "identificationModule.secondaryIdInfos[2].id": "ISRCTN90000001",
    "identificationModule.secondaryIdInfos[2].type": "ISRCTN",
    "identificationModule.secondaryIdInfos[3].id": "JPRN-1",
    "identificationModule.briefTitle": "Testumab for asthma",
    "identificationModule.officialTitle": "A randomised trial of testumab",
    "statusModule.startDateStruct.date": "2099-01-01",
    "statusModule.completionDateStruct.date": "2099-12-31",
    "sponsorCollaboratorsModule.leadSponsor.name": "Example AG",
    "sponsorCollaboratorsModule.collaborators[0].name": "Fund",
    "conditionsModule.conditions[0]": "Asthma",
    "designModule.phases[0]": "Therapeutic exploratory (Phase II)",
    "designModule.enrollmentInfo.count": "150",
    "armsInterventionsModule.armGroups[0].label": "Arm A",
    "armsInterventionsModule.armGroups[0].description": "Testumab 5 mg",
    "armsInterventionsModule.interventions[0].name": "Testumab 5 mg",
    "armsInterventionsModule.interventions[0].otherNames[0]": "TESTUMAB",
    "armsInterventionsModule.interventions[1].name": "Placebo",
    "outcomesModule.primaryOutcomes[0].measure": "FEV1",
    "eligibilityModule.eligibilityCriteria": (
        "Inclusion Criteria:\n\n2. Asthma:\n  for a year\n10. Consent\n\nExclusion Criteria:\n\n1. Smoking"
    ),
    "eligibilityModule.sex": "Male, Female",
    "eligibilityModule.stdAges[0]": "18-64 years, 65+ years",
    "contactsLocationsModule.locations[0].facility": "Example Hospital",
    "contactsLocationsModule.locations[0].city": "Vienna",
    "contactsLocationsModule.locations[0].zip": "1010",
    "contactsLocationsModule.locations[0].country": "Austria",
    "contactsLocationsModule.locations[1].country": "Spain",
    "source:mainObjective": "To test testumab",
}


def _source(trial: object) -> Source:
    return Source("trial.json", json.dumps(trial).encode())


def _values(trial: object) -> dict[str, str]:
    document = ctis_json.read(_source(trial))
    return {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}


def test_older_form() -> None:
    assert _values(OLDER) == FIELDS | {"statusModule.overallStatus": "Authorised"}


def test_newer_form_where_a_status_is_a_bare_code() -> None:
    assert _values(NEWER) == FIELDS


def test_part_one_only_among_the_applications() -> None:
    found = _values(COMMON | {"applications": [{"partI": PART_ONE}], "memberStatesConcerned": STATES})
    assert found["eligibilityModule.eligibilityCriteria"] == FIELDS["eligibilityModule.eligibilityCriteria"]
    assert found["contactsLocationsModule.locations[0].country"] == "Austria"


def test_flat_record() -> None:
    assert _values(COMMON | {"title": "A trial"})["identificationModule.officialTitle"] == "A trial"


def test_subjects_elsewhere_make_the_number_no_enrolment() -> None:
    found = _values(COMMON | {"authorizedPartI": PART_ONE | {"rowSubjectCount": 290}})
    assert "designModule.enrollmentInfo.count" not in found
    assert (found["source:totalNumberEnrolled"], found["source:rowSubjectCount"]) == ("150", "290")


def test_contacts_stay_out_and_translations_are_named() -> None:
    document = ctis_json.read(_source(OLDER))
    assert "Doe" not in document.text and "etude" not in document.text
    assert {(item.what, item.text, item.reason) for item in document.unparsed} == {
        ("field", "fullTitle", "not English: French"),
        ("section", "publicEvaluation", "not part of the registration"),
    }
    assert (document.format, document.kind) == ("ctis-json", "registry")


@pytest.mark.parametrize("other", [{"ctNumber": "NCT90000001"}, {"ctNumber": None}, [OLDER], {"title": "x"}])
def test_other_json_is_not_taken(other: object) -> None:
    assert not ctis_json.detects(_source(other))
    assert ctis_json.detects(_source(OLDER)) and ctis_json.detects(_source(COMMON))
