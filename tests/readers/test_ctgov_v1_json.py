"""ClinicalTrials.gov v1 JSON: every piece under its v2 name, whatever the API wrapped it in."""

import json

import pytest

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.readers import ctgov_v1_json

STUDY = {
    "ProtocolSection": {
        "IdentificationModule": {
            "NCTId": "NCT90000001",
            "OrgStudyIdInfo": {"OrgStudyId": "ABC-1"},
            "SecondaryIdInfoList": {
                "SecondaryIdInfo": [{"SecondaryId": "2099-000001-10", "SecondaryIdType": "EudraCT Number"}]
            },
            "Organization": {"OrgFullName": "Example University", "OrgClass": "OTHER"},
            "BriefTitle": "Testumab in Asthma",
        },
        "StatusModule": {
            "OverallStatus": "Completed",
            "StartDateStruct": {"StartDate": "July 2001", "StartDateType": "Actual"},
            "StudyFirstSubmitQCDate": "April 8, 2003",
        },
        "SponsorCollaboratorsModule": {
            "ResponsibleParty": {"ResponsiblePartyInvestigatorFullName": "Jane Doe"},
            "LeadSponsor": {"LeadSponsorName": "Example University"},
            "CollaboratorList": {"Collaborator": [{"CollaboratorName": "Example Fund"}]},
        },
        "OversightModule": {"OversightHasDMC": "Yes", "IsFDARegulatedDrug": "No"},
        "ConditionsModule": {"ConditionList": {"Condition": ["Asthma"]}, "KeywordList": {"Keyword": ["airway"]}},
        "DesignModule": {
            "StudyType": "Interventional",
            "PhaseList": {"Phase": ["Phase 1", "Phase 2"]},
            "DesignInfo": {
                "DesignAllocation": "Randomized",
                "DesignInterventionModel": "Parallel Assignment",
                "DesignMaskingInfo": {
                    "DesignMasking": "Double",
                    "DesignWhoMaskedList": {"DesignWhoMasked": ["Participant", "Investigator"]},
                },
                "DesignTimePerspectiveList": {"DesignTimePerspective": ["Other"]},
            },
            "EnrollmentInfo": {"EnrollmentCount": "63", "EnrollmentType": "Actual"},
        },
        "ArmsInterventionsModule": {
            "ArmGroupList": {
                "ArmGroup": [
                    {
                        "ArmGroupLabel": "A",
                        "ArmGroupType": "Experimental",
                        "ArmGroupInterventionList": {"ArmGroupInterventionName": ["Drug: testumab"]},
                    }
                ]
            },
            "InterventionList": {
                "Intervention": [
                    {
                        "InterventionType": "Drug",
                        "InterventionName": "testumab",
                        "InterventionArmGroupLabelList": {"InterventionArmGroupLabel": ["A"]},
                        "InterventionOtherNameList": {"InterventionOtherName": ["TST-1", "Testimab"]},
                    }
                ]
            },
        },
        "OutcomesModule": {
            "PrimaryOutcomeList": {
                "PrimaryOutcome": [{"PrimaryOutcomeMeasure": "FEV1", "PrimaryOutcomeTimeFrame": "12 weeks"}]
            }
        },
        "EligibilityModule": {
            "EligibilityCriteria": "Inclusion Criteria:\r\n\r\nAge &gt;= 18",
            "HealthyVolunteers": "No",
            "Gender": "All",
            "MinimumAge": "18 Years",
            "StdAgeList": {"StdAge": ["Adult"]},
        },
        "ContactsLocationsModule": {
            "CentralContactList": {"CentralContact": [{"CentralContactName": "Jane Doe"}]},
            "LocationList": {
                "Location": [
                    {
                        "LocationFacility": "Example Clinic",
                        "LocationCity": "Basel",
                        "LocationContactList": {"LocationContact": [{"LocationContactName": "John Roe"}]},
                    }
                ]
            },
        },
        "IPDSharingStatementModule": {"IPDSharing": "No"},
    },
    "ResultsSection": {"BaselineCharacteristicsModule": {}, "X": 1},
}


def _source(study: object) -> Source:
    return Source("study.json", json.dumps(study).encode())


def _values(study: object) -> dict[str, str]:
    document = ctgov_v1_json.read(_source(study))
    return {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}


def test_pieces_stand_under_their_v2_names() -> None:
    assert _values(STUDY) == {
        "identificationModule.nctId": "NCT90000001",
        "identificationModule.orgStudyIdInfo.id": "ABC-1",
        "identificationModule.secondaryIdInfos[0].id": "2099-000001-10",
        "identificationModule.secondaryIdInfos[0].type": "EudraCT Number",
        "identificationModule.organization.fullName": "Example University",
        "identificationModule.organization.class": "OTHER",
        "identificationModule.briefTitle": "Testumab in Asthma",
        "statusModule.overallStatus": "Completed",
        "statusModule.startDateStruct.date": "July 2001",
        "statusModule.startDateStruct.type": "Actual",
        "statusModule.studyFirstSubmitQcDate": "April 8, 2003",
        "sponsorCollaboratorsModule.leadSponsor.name": "Example University",
        "sponsorCollaboratorsModule.collaborators[0].name": "Example Fund",
        "oversightModule.oversightHasDmc": "Yes",
        "oversightModule.isFdaRegulatedDrug": "No",
        "conditionsModule.conditions[0]": "Asthma",
        "conditionsModule.keywords[0]": "airway",
        "designModule.studyType": "Interventional",
        "designModule.phases[0]": "Phase 1",
        "designModule.phases[1]": "Phase 2",
        "designModule.designInfo.allocation": "Randomized",
        "designModule.designInfo.interventionModel": "Parallel Assignment",
        "designModule.designInfo.maskingInfo.masking": "Double",
        "designModule.designInfo.maskingInfo.whoMasked[0]": "Participant",
        "designModule.designInfo.maskingInfo.whoMasked[1]": "Investigator",
        "designModule.designInfo.timePerspective[0]": "Other",
        "designModule.enrollmentInfo.count": "63",
        "designModule.enrollmentInfo.type": "Actual",
        "armsInterventionsModule.armGroups[0].label": "A",
        "armsInterventionsModule.armGroups[0].type": "Experimental",
        "armsInterventionsModule.armGroups[0].interventionNames[0]": "Drug: testumab",
        "armsInterventionsModule.interventions[0].type": "Drug",
        "armsInterventionsModule.interventions[0].name": "testumab",
        "armsInterventionsModule.interventions[0].armGroupLabels[0]": "A",
        "armsInterventionsModule.interventions[0].otherNames[0]": "TST-1",
        "armsInterventionsModule.interventions[0].otherNames[1]": "Testimab",
        "outcomesModule.primaryOutcomes[0].measure": "FEV1",
        "outcomesModule.primaryOutcomes[0].timeFrame": "12 weeks",
        "eligibilityModule.eligibilityCriteria": "Inclusion Criteria:\n\nAge >= 18",
        "eligibilityModule.healthyVolunteers": "No",
        "eligibilityModule.sex": "All",
        "eligibilityModule.minimumAge": "18 Years",
        "eligibilityModule.stdAges[0]": "Adult",
        "contactsLocationsModule.locations[0].facility": "Example Clinic",
        "contactsLocationsModule.locations[0].city": "Basel",
        "ipdSharingStatementModule.ipdSharing": "No",
    }


def test_contacts_and_results_stay_out_of_the_text() -> None:
    document = ctgov_v1_json.read(_source(STUDY))
    assert "Doe" not in document.text and "Roe" not in document.text
    assert [(item.what, item.text) for item in document.unparsed] == [("section", "ResultsSection")]
    assert (document.format, document.kind, document.id) == ("ctgov-v1-json", "registry", None)


@pytest.mark.parametrize(
    "wrapped",
    [
        STUDY,
        {"Study": STUDY},
        {"FullStudy": {"Rank": 1, "Study": STUDY}},
        {"Rank": 1, "Study": STUDY},
        {"FullStudiesResponse": {"NStudiesFound": 1, "FullStudies": [{"Rank": 1, "Study": STUDY}]}},
    ],
)
def test_wrappings_change_nothing(wrapped: object) -> None:
    assert ctgov_v1_json.detects(_source(wrapped))
    assert _values(wrapped) == _values(STUDY)


def test_several_studies_in_one_response_are_refused() -> None:
    response = {"FullStudiesResponse": {"FullStudies": [{"Study": STUDY}, {"Study": STUDY}]}}
    with pytest.raises(ReadError, match="2 studies"):
        ctgov_v1_json.read(_source(response))


def test_deep_nesting_is_a_read_error() -> None:
    deep: object = "x"
    for _ in range(500):
        deep = {"A": deep}
    with pytest.raises(ReadError, match="nested deeper"):
        ctgov_v1_json.read(_source({"ProtocolSection": deep}))


@pytest.mark.parametrize(
    "other", [{"protocolSection": {"identificationModule": {}}}, {"ProtocolSection": None}, {"Study": []}, [], {}]
)
def test_other_json_is_not_taken(other: object) -> None:
    assert not ctgov_v1_json.detects(_source(other))


def test_text_is_not_taken() -> None:
    assert not ctgov_v1_json.detects(Source("a.txt", b"ProtocolSection"))
    assert not ctgov_v1_json.detects(Source("a.bin", b"\x00\xff\xfe"))
