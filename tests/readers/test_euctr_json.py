"""EU Clinical Trials Register JSON: both forms give the names that the text gives."""

import json

import pytest

from extractor.inputs import Source
from extractor.readers import euctr_json

LABELLED = {
    "EudraCT Number": "2099-000001-10",
    "Trial Status": "Ongoing",
    "Date on which this record was first entered in the EudraCT database": "2099-01-01",
    "Link": "https://www.example.org",
    "A. Protocol Information": {
        "A.2 EudraCT number": "2099-000001-10",
        "A.3 Full title of the trial": "Testumab &amp; asthma",
        "A.5.1 ISRCTN (International Standard Randomised Controlled Trial) number": "ISRCTN90000001",
        "A.5.2 US NCT (ClinicalTrials.gov registry) number": "NCT90000001",
        "A.7 Trial is part of a Paediatric Investigation Plan": "Information not present in EudraCT",
    },
    "B. Sponsor Information": {
        "B.S1.1.1 Name of Sponsor": "Example AG",
        "B.S1.1.3.4\tCountry": "Austria",
        "B.S1.4 Source(s) of Monetary or Material Support for the clinical trial": None,
        "B.S1.5.2 Functional name of contact point": "Jane Doe",
        "B.S2.1.1 Name of Sponsor": "Example Fund",
    },
    "D. IMP Identification": {
        "D.I1.IMP": "1",
        "D.I1.1.2 and D.1.3 IMP Role": "Test",
        "D.I1.2.1.1.1 Trade name": "Comparex",
        "D.I1.3.1 Product name": "Testumab",
        "D.I1.3.8 INN - Proposed INN": "testumab",
        "D.I2.IMP": "2",
        "D.I2.3.8 INN - Proposed INN": "OTHERMAB",
        "D.P1.8 Placebo": "1",
        "D.P1.8.3 Pharmaceutical form of the placebo": "Tablet",
    },
    "E. General Information on the Trial": {
        "E.1.1 Medical condition(s) being investigated": "Asthma",
        "E.1.1.2 Therapeutic area": "Diseases [C]\nMedDRA Classification",
        "E.3 Principal inclusion criteria": "1. Adults",
        "E.4 Principal exclusion criteria": "1. Smoking",
        "E.5.1 Primary end point(s)": "FEV1",
        "E.5.1.1 Timepoint(s) of evaluation of this end point": "Week 12",
        "E.7.2 Therapeutic exploratory (Phase II)": "Yes",
        "E.8.9.1 In the Member State concerned years": "2",
    },
    "F. Population of Trial Subjects": {
        "F.1.1 Trial has subjects under 18": "No",
        "F.1.1 Number of subjects for this age range": "0",
        "F.3.3.1 Women of childbearing potential not using contraception \n(For clinical trials recorded in the "
        'database before the 10th March 2011 this question read \'"Women" and\ndid not include the words '
        '"not using contraception"\')': "No",
    },
    "P. End of Trial": {"P. End of Trial Status": "Ongoing"},
}
SHORT = {
    "_id": "2099-000001-10-AT",
    "ctrname": "EUCTR",
    "x5_trial_status": "Ongoing",
    "x6_date_on_which_this_record_was_first_entered_in_the_eudract_database": "2099-01-01",
    "a2_eudract_number": "2099-000001-10",
    "a3_full_title_of_the_trial": "Testumab &amp; asthma",
    "a3_full_title_of_the_trial_fr": "Testumab et asthme",
    "a8_ema_decision_number_of_paediatric_investigation_plan": "P/1/2099 B. Sponsor Information",
    "b1_sponsor": [
        {
            "_b1_sponsor": "1",
            "b11_name_of_sponsor": "Example AG",
            "b4_sources_of_monetary_or_material_support": [{"b41_name_of_organisation_providing_support": "Fund"}],
            "b52_functional_name_of_contact_point": "Jane Doe",
        }
    ],
    "dimp": [
        {
            "_dimp": "1",
            "d2111_trade_name": "Comparex",
            "d31_product_name": "Testumab",
            "d38_imp_identification_details": [
                {"d38_inn__proposed_inn": "Testumab", "d391_cas_number": "1-2"},
                {"d393_other_descriptive_name": "TST"},
            ],
            "d31110_medicinal_product_containing_genetically_modified_organisms": "No",
        }
    ],
    "e11_medical_conditions_being_investigated": "Asthma",
    "e12_meddra_classification": [
        {"e12_term": "Asthma bronchiale", "e13_condition_being_studied_is_a_rare_disease": "No"}
    ],
    "e3_principal_inclusion_criteria": "Adults",
    "e610_pharmacogenetic": "No",
    "e72_therapeutic_exploratory_phase_ii": "Yes",
    "e83single_site_trial": "Yes",
    "e891_in_the_member_state_concerned_years": "2",
    "f11_trial_has_subjects_under_18": "No",
    "f11_number_of_subjects_for_this_age_range": "0",
    "n_competent_authority_decision": "Authorised",
    "p_end_of_trial_status": "Ongoing",
    "endPoints": {"endPoint": [{"title": "FEV1"}]},
}


def _source(study: object) -> Source:
    return Source("trial.json", json.dumps(study).encode())


def _fields(study: object) -> list[tuple[str, str]]:
    document = euctr_json.read(_source(study))
    return [(field.path.removeprefix("protocolSection."), document.value(field)) for field in document.fields]


def test_labelled_form() -> None:
    assert sorted(_fields(LABELLED)) == sorted(
        [
            ("identificationModule.secondaryIdInfos[0].id", "2099-000001-10"),
            ("identificationModule.secondaryIdInfos[0].type", "EudraCT number"),
            ("identificationModule.officialTitle", "Testumab & asthma"),
            ("identificationModule.secondaryIdInfos[1].id", "ISRCTN90000001"),
            (
                "identificationModule.secondaryIdInfos[1].type",
                "ISRCTN (International Standard Randomised Controlled Trial) number",
            ),
            ("identificationModule.nctId", "NCT90000001"),
            ("statusModule.overallStatus", "Ongoing"),
            ("statusModule.studyFirstSubmitDate", "2099-01-01"),
            ("sponsorCollaboratorsModule.leadSponsor.name", "Example AG"),
            ("sponsorCollaboratorsModule.collaborators[0].name", "Example Fund"),
            ("conditionsModule.conditions[0]", "Asthma"),
            ("armsInterventionsModule.interventions[0].name", "Testumab"),
            ("armsInterventionsModule.interventions[0].otherNames[0]", "Comparex"),
            ("armsInterventionsModule.interventions[1].name", "OTHERMAB"),
            ("outcomesModule.primaryOutcomes[0].measure", "FEV1"),
            ("outcomesModule.primaryOutcomes[0].timeFrame", "Week 12"),
            (
                "eligibilityModule.eligibilityCriteria",
                "Inclusion Criteria:\n\n1. Adults\n\nExclusion Criteria:\n\n1. Smoking",
            ),
            ("source:B.1.3.4", "Austria"),
            ("source:D.1.2", "Test"),
            ("source:D.8.3", "Tablet"),
            ("source:E.1.1.2", "Diseases [C]"),
            ("source:E.7.2", "Yes"),
            ("source:E.8.9.1 years", "2"),
            ("source:F.1.1", "No"),
            ("source:F.1.1 Number of subjects", "0"),
            ("source:F.3.3.1", "No"),
            ("source:P. End of Trial Status", "Ongoing"),
        ]
    )


def test_short_form() -> None:
    assert sorted(_fields(SHORT)) == sorted(
        [
            ("identificationModule.secondaryIdInfos[0].id", "2099-000001-10"),
            ("identificationModule.secondaryIdInfos[0].type", "EudraCT number"),
            ("identificationModule.officialTitle", "Testumab & asthma"),
            ("statusModule.overallStatus", "Ongoing"),
            ("statusModule.studyFirstSubmitDate", "2099-01-01"),
            ("sponsorCollaboratorsModule.leadSponsor.name", "Example AG"),
            ("conditionsModule.conditions[0]", "Asthma"),
            ("armsInterventionsModule.interventions[0].name", "Testumab"),
            ("armsInterventionsModule.interventions[0].otherNames[0]", "Comparex"),
            ("armsInterventionsModule.interventions[0].otherNames[1]", "TST"),
            ("eligibilityModule.eligibilityCriteria", "Inclusion Criteria:\n\nAdults"),
            ("source:A.8", "P/1/2099"),
            ("source:B.4.1", "Fund"),
            ("source:D.3.9.1", "1-2"),
            ("source:D.3.11.10", "No"),
            ("source:E.1.2 Term", "Asthma bronchiale"),
            ("source:E.1.3", "No"),
            ("source:E.6.10", "No"),
            ("source:E.7.2", "Yes"),
            ("source:E.8.3", "Yes"),
            ("source:E.8.9.1 years", "2"),
            ("source:F.1.1", "No"),
            ("source:F.1.1 Number of subjects", "0"),
            ("source:N. Competent Authority Decision", "Authorised"),
            ("source:P. End of Trial Status", "Ongoing"),
        ]
    )


def test_contacts_stay_out_and_other_languages_are_named() -> None:
    document = euctr_json.read(_source(SHORT))
    assert "Doe" not in document.text and "asthme" not in document.text
    assert {(item.what, item.text, item.reason) for item in document.unparsed} == {
        ("field", "A.3", "not English: fr"),
        ("section", "endPoints", "not part of the registration"),
    }
    assert (document.format, document.kind) == ("euctr-json", "registry")


@pytest.mark.parametrize("study", [LABELLED, SHORT])
def test_detection(study: object) -> None:
    assert euctr_json.detects(_source(study))


@pytest.mark.parametrize("other", [{"EudraCT Number": "2099-000001-10"}, {"protocolSection": {}}, [], [LABELLED]])
def test_other_json_is_not_taken(other: object) -> None:
    assert not euctr_json.detects(_source(other))
