"""Pasted registry pages: which text becomes which field, what is no page, and bounded time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.inputs import Source
from extractor.model import Document
from extractor.readers import registry_page
from tests.timing import at_most

VEEVA = """ClinicalTrials.Veeva

Menu

Alpha Cream for Itchy Elbows (ITCH)

Elbow Institute logo

Elbow Institute

Status and phase

Active, not recruiting
Phase 2
Phase 1

Conditions

{conditions}

Treatments

{treatments}

Study type

Interventional

Funder types

Other

Identifiers

NCT09999999
R01AB000001 (U.S. NIH Grant/Contract)
EI-7 (pilot)

Details and patient eligibility

About

Itchy elbows are common.

Full description

Design:

Sex

Inclusion criteria

were chosen with care.

Enrollment

1,200 estimated patients

Sex

Female

Ages

6 months to 17 years old

Volunteers

No Healthy Volunteers

Inclusion criteria

  • Itchy elbow

Exclusion criteria

  • No elbow

Trial design

Primary purpose

Treatment

Allocation

Randomized

Interventional model

Parallel Assignment

Masking

Double Blind

1,200 participants in 2 patient groups

Alpha 1%
Experimental group
Description:
Alpha cream 1%

Treatment:
twice daily
Treatment:
Drug: Alpha cream
Behavioral: Diary

Vehicle
Placebo Comparator group
Treatment:
Drug: Vehicle

Trial contacts and locations

1

Loading...

Central trial contact

Ann Example, MD; ann@example.org

Data sourced from clinicaltrials.gov

© Copyright 2026 Veeva Systems"""


def source(text: str) -> Source:
    return Source("page.txt", text.encode())


def read(text: str) -> Document:
    assert registry_page.detects(source(text))
    document = registry_page.read(source(text))
    assert document.text == text
    assert (document.format, document.kind) == ("registry-page", "registry")
    return document


def fields(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in document.fields:
        value = document.text[field.start : field.end]
        assert value
        assert value == value.strip()
        found.setdefault(field.path.removeprefix("protocolSection."), []).append(value)
    return found


def veeva(conditions: str = "Pruritus", treatments: str = "Drug: Alpha cream") -> str:
    return VEEVA.format(conditions=conditions, treatments=treatments)


def test_veeva_fields() -> None:
    document = read(veeva())
    found = fields(document)
    identification, arms = "identificationModule", "armsInterventionsModule.armGroups"
    expected = {
        f"{identification}.briefTitle": "Alpha Cream for Itchy Elbows (ITCH)",
        f"{identification}.nctId": "NCT09999999",
        f"{identification}.secondaryIdInfos[0].id": "R01AB000001",
        f"{identification}.secondaryIdInfos[0].type": "U.S. NIH Grant/Contract",
        f"{identification}.orgStudyIdInfo.id": "EI-7 (pilot)",
        "sponsorCollaboratorsModule.leadSponsor.name": "Elbow Institute",
        "statusModule.overallStatus": "Active, not recruiting",
        "designModule.phases[0]": "Phase 2",
        "designModule.phases[1]": "Phase 1",
        "designModule.studyType": "Interventional",
        "designModule.enrollmentInfo.count": "1,200",
        "designModule.enrollmentInfo.type": "estimated",
        "designModule.designInfo.primaryPurpose": "Treatment",
        "designModule.designInfo.allocation": "Randomized",
        "designModule.designInfo.interventionModel": "Parallel Assignment",
        "designModule.designInfo.maskingInfo.masking": "Double Blind",
        "eligibilityModule.sex": "Female",
        "eligibilityModule.minimumAge": "6 months to 17 years old",
        "eligibilityModule.maximumAge": "6 months to 17 years old",
        "eligibilityModule.healthyVolunteers": "No Healthy Volunteers",
        "eligibilityModule.eligibilityCriteria": (
            "Inclusion criteria\n\n  • Itchy elbow\n\nExclusion criteria\n\n  • No elbow"
        ),
        "descriptionModule.briefSummary": "Itchy elbows are common.",
        "descriptionModule.detailedDescription": ("Design:\n\nSex\n\nInclusion criteria\n\nwere chosen with care."),
        f"{arms}[0].label": "Alpha 1%",
        f"{arms}[0].type": "Experimental",
        f"{arms}[0].description": "Alpha cream 1%\n\nTreatment:\ntwice daily",
        f"{arms}[0].interventionNames[0]": "Drug: Alpha cream",
        f"{arms}[0].interventionNames[1]": "Behavioral: Diary",
        f"{arms}[1].label": "Vehicle",
        f"{arms}[1].type": "Placebo Comparator",
        f"{arms}[1].interventionNames[0]": "Drug: Vehicle",
    }
    for path, value in expected.items():
        assert found[path] == [value], path
    hidden = {document.value(span) for span in document.private}
    assert "ann@example.org" in hidden
    assert any("Ann Example" in name for name in hidden)
    assert not any("Veeva" in value or "Ann Example" in value for values in found.values() for value in values)


def test_veeva_lists_on_one_line_or_several() -> None:
    found = fields(read(veeva("Pruritus\nElbow Disease", "Drug: Alpha cream\nOther: Drug: holiday")))
    assert found["conditionsModule.conditions[0]"] == ["Pruritus"]
    assert found["conditionsModule.conditions[1]"] == ["Elbow Disease"]
    assert found["armsInterventionsModule.interventions[1].type"] == ["Other"]
    assert found["armsInterventionsModule.interventions[1].name"] == ["Drug: holiday"]
    found = fields(read(veeva("Pruritus Elbow Disease", "Drug: MSC+ATG Dietary supplement: Fish oil")))
    assert found["conditionsModule.conditions[0]"] == ["Pruritus Elbow Disease"]
    assert found["armsInterventionsModule.interventions[0].name"] == ["MSC+ATG"]
    assert found["armsInterventionsModule.interventions[1].type"] == ["Dietary supplement"]
    assert found["armsInterventionsModule.interventions[1].name"] == ["Fish oil"]


@pytest.mark.parametrize("end", ["Sex\n\nFemale", "Trial design", "Loading..."])
def test_veeva_cut_short(end: str) -> None:
    text = veeva()
    found = fields(read(text[: text.rindex(end)]))
    assert found["descriptionModule.briefSummary"] == ["Itchy elbows are common."]
    assert found["identificationModule.nctId"] == ["NCT09999999"]


MODERN = """Study Details
Beta Tablets in Sore Knees
ClinicalTrials.gov ID
NCT09999998
Sponsor
Knee House
Last Update Posted (Actual)
2024-03-05
Study Overview
Brief Summary
Knees are sore.

Study Design
This is written in the summary.

More of it.
Official Title
A Randomized Trial of Beta
Conditions
Sore Knee
Healthy Volunteers
Intervention / Treatment
Drug: Beta
Other Study ID Numbers
KH-1
Study Start (Actual)
2022-01-01
Enrollment (Estimated)
40
Study Type
Interventional
Phase
Phase 3
Contacts and Locations
Study Contact
Name: Bob Sample
Email: bob@example.org
Participation Criteria
Researchers look for people who fit a certain description.
Eligibility Criteria
Description
Inclusion Criteria:

* Age: 18 or more
* Sex: any

Exclusion Criteria:

* Pregnancy
Ages Eligible for Study
18 Years and older (Adult, Older Adult )
Sexes Eligible for Study
All
Accepts Healthy Volunteers
No
Study Plan
How is the study designed?
Design Details
Primary Purpose : Treatment
Allocation : Randomized
Masking : Double (Participant, Investigator)
Arms and Interventions
Participant Group/Arm
Intervention/Treatment
Experimental: Beta arm
Beta daily
Drug: Beta
10 mg tablets
Other Names:
B-1
Placebo Comparator: Control
Other: Sugar pill
What is the study measuring?
Primary Outcome Measures
Outcome Measure\tMeasure Description\tTime Frame
Pain\tVAS,
0 to 100\t12 weeks
Stiffness\t\t24 weeks
More Information
Terms related to this study
Keywords Provided by Knee House
knee
soreness
Additional Relevant MeSH Terms
Pain
"""


def test_current_clinicaltrials_gov() -> None:
    document = read(MODERN)
    found = fields(document)
    arms = "armsInterventionsModule"
    expected = {
        "identificationModule.briefTitle": "Beta Tablets in Sore Knees",
        "identificationModule.nctId": "NCT09999998",
        "identificationModule.officialTitle": "A Randomized Trial of Beta",
        "sponsorCollaboratorsModule.leadSponsor.name": "Knee House",
        "conditionsModule.conditions[1]": "Healthy Volunteers",
        "conditionsModule.keywords[1]": "soreness",
        "statusModule.startDateStruct.date": "2022-01-01",
        "statusModule.startDateStruct.type": "Actual",
        "designModule.enrollmentInfo.count": "40",
        "designModule.enrollmentInfo.type": "Estimated",
        "designModule.phases[0]": "Phase 3",
        "designModule.designInfo.maskingInfo.masking": "Double (Participant, Investigator)",
        "eligibilityModule.minimumAge": "18 Years and older (Adult, Older Adult )",
        "eligibilityModule.sex": "All",
        "eligibilityModule.healthyVolunteers": "No",
        "eligibilityModule.eligibilityCriteria": (
            "Inclusion Criteria:\n\n* Age: 18 or more\n* Sex: any\n\nExclusion Criteria:\n\n* Pregnancy"
        ),
        f"{arms}.armGroups[0].type": "Experimental",
        f"{arms}.armGroups[0].label": "Beta arm",
        f"{arms}.armGroups[0].description": "Beta daily",
        f"{arms}.armGroups[0].interventionNames[0]": "Drug: Beta",
        f"{arms}.armGroups[1].label": "Control",
        f"{arms}.interventions[0].name": "Beta",
        "outcomesModule.primaryOutcomes[0].measure": "Pain",
        "outcomesModule.primaryOutcomes[0].description": "VAS,\n0 to 100",
        "outcomesModule.primaryOutcomes[0].timeFrame": "12 weeks",
        "outcomesModule.primaryOutcomes[1].timeFrame": "24 weeks",
    }
    for path, value in expected.items():
        assert found[path] == [value], path
    assert "eligibilityModule.maximumAge" not in found
    hidden = " ".join(document.value(span) for span in document.private)
    assert "Bob Sample" in hidden
    assert "bob@example.org" in hidden


def test_labels_and_values_on_one_line() -> None:
    found = fields(
        read(
            "Administrative data\n\nNCT number NCT09999997\nStatus Completed\nPhase Phase 3\nFirst received\n"
            "Start date March 15, 2017\nStudy type Interventional\n\nEnrollment 302\nGender All\n"
            "Age group 18 Years and older\nEligibility Inclusion Criteria: - Adult Exclusion Criteria: - Child"
        )
    )
    assert found["identificationModule.nctId"] == ["NCT09999997"]
    assert found["statusModule.startDateStruct.date"] == ["March 15, 2017"]
    assert found["eligibilityModule.sex"] == ["All"]
    assert found["eligibilityModule.eligibilityCriteria"][0].startswith("Inclusion Criteria: - Adult")
    assert "statusModule.studyFirstSubmitDate" not in found


def test_ordinary_words_do_not_cut_criteria() -> None:
    found = fields(
        read(
            "Study Type:\nInterventional\nStatus:\nCompleted\nPhase:\nPhase 3\nAccepts Healthy Volunteers?\nNo\n"
            "Criteria\nDISEASE:\n\n- Stage 2\n\nAge:\n\n- 18 and over\n\nSex:\n\n- Female\n\nConditions\n\n"
            "- None of note\n\n- Not pregnant"
        )
    )
    assert found["eligibilityModule.eligibilityCriteria"][0].endswith("- Not pregnant")
    assert "eligibilityModule.sex" not in found
    assert "conditionsModule.conditions[0]" not in found


def test_ages_sex_and_volunteers_glued() -> None:
    found = fields(
        read(
            "Study Type\nInterventional\nPhase\nPhase 3\nStatus\nRecruiting\nSponsored by\nUni\n"
            "Eligibility Criteria\n\nundefined - 17 Years (Child)All SexesDoes not accept healthy volunteers\n\n"
            "Inclusion Criteria:\n\n  • Child"
        )
    )
    assert found["eligibilityModule.maximumAge"] == ["17 Years (Child)"]
    assert "eligibilityModule.minimumAge" not in found
    assert found["eligibilityModule.sex"] == ["All Sexes"]
    assert found["eligibilityModule.eligibilityCriteria"] == ["Inclusion Criteria:\n\n  • Child"]


def test_one_line_under_overview_is_the_title() -> None:
    head = "Overview\n\nDelta in Toe Pain\n\nStatus:\nCompleted\n"
    found = fields(read(head + "Phase:\nPhase 1\nStudy Type:\nInterventional\nLead Sponsor:\nX"))
    assert found["identificationModule.briefTitle"] == ["Delta in Toe Pain"]
    text = "Overview\nWe study delta in people whose toes hurt.\nEligibility\nInclusion Criteria:\n- Toes"
    found = fields(read(text))
    assert found == {
        "descriptionModule.briefSummary": ["We study delta in people whose toes hurt."],
        "eligibilityModule.eligibilityCriteria": ["Inclusion Criteria:\n- Toes"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n\n- Age 18\n\nExclusion Criteria:\n\n- Pregnancy",
        "Inclusion criteria\nSex\nFemale\nAge\n18 years or older\nExclusion criteria\nPhase\nAcute illness",
        "Protocol Synopsis\nTitle\nA study\nSponsor\nX\nPhase\nPhase 2\nStudy Design\nopen\n\nTable of Contents\n\n"
        "1.1 Background\n1.2 Rationale\n2.1 Primary Objective\nStudy Population\nAdults\nInclusion Criteria\n- 18",
        "Methods\nStudy design\nA cohort.\nParticipants\nAdults.\nInterventions\nNone.\nOutcomes\nDeath.\n"
        "Sample size\nWe planned 100.\nRandomisation\nBlocks.\nBlinding\nNone.\nResults\nGood.",
        '{"protocolSection": {}}',
        "",
    ],
)
def test_not_taken(text: str) -> None:
    assert not registry_page.detects(source(text))


def test_binary_is_not_taken() -> None:
    assert not registry_page.detects(Source("x", b"%PDF-1.7\0\xff\xfe"))


@pytest.mark.parametrize(
    "piece",
    ["Sex\n", "a", "Time Frame: ", "Drug: ", "Inclusion criteria\n", "x@", "1. ", "Experimental: a\n", "a\t", "("],
)
def test_bounded_time(piece: str) -> None:
    for head in ("", veeva() + "\n", MODERN):
        page = source(head + piece * (100_000 // len(piece)))
        with at_most(3):
            registry_page.detects(page)
            registry_page.read(page)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*MODERN.splitlines(), *VEEVA.splitlines(), "", "x y z"]), max_size=60))
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    document = registry_page.read(source("\n".join(lines)))
    fields(document)
    assert all(0 <= span.start < span.end <= len(document.text) for span in document.private)
