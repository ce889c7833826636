"""EU Clinical Trials Register text: the download, glued copies, and code, label and value on lines of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.inputs import Source
from extractor.readers import euctr_text
from extractor.studies.euctr import parse_euctr_lines, place_euctr
from extractor.studies.euctr_labels import LABELS
from tests.timing import at_most

DOWNLOAD = """Summary
EudraCT Number: 2099-000001-10
Sponsor's Protocol Code Number: TST-1
National Competent Authority: Spain - AEMPS
Trial Status: Ongoing
Link: https://www.example.org/trial

A. Protocol Information
A.1 Member State Concerned: Spain - AEMPS
A.2 EudraCT number: 2099-000001-10
A.3 Full title of the trial: Testumab in asthma
A.3 Full title of the trial (es): Testumab en el asma
A.3.1 Title of the trial for lay people, in easily understood, i.e. non-technical, language: A study of testumab
A.4.1 Sponsor's protocol code number: TST-1
A.5.2 US NCT (ClinicalTrials.gov registry) number: NCT90000001
A.5.1 ISRCTN (International Standard Randomised Controlled Trial) number: n/a
A.8 EMA Decision number of Paediatric Investigation Plan:

B. Sponsor Information
Sponsor 1
B.1.1 Name of Sponsor: Example AG
B.1.3.4	Country: Austria
B.5 Contact point designated by the sponsor for further information on the trial
B.5.2 Functional name of contact point: Jane Doe
B.5.4 Telephone number: 555 1234
Sponsor 2
B.1.1 Name of Sponsor: Example Fund

D. IMP Identification
D.IMP: 1
D.1.2 and D.1.3 IMP Role: Test
D.3.1 Product name: Testumab
D.3.2 Product code: TST-1
D.3.7 Routes of administration for this IMP:
Oral use
D.3.8 INN - Proposed INN: TESTUMAB
D.IMP: 2
D.2.1.1.1 Trade name: Comparex

E. General Information on the Trial
E.1.1 Medical condition(s) being investigated: Asthma
E.1.1.2 Therapeutic area: Diseases [C] - Respiratory Tract Diseases [C08]
MedDRA Classification
E.1.2 Medical condition or disease under investigation:
E.1.2 Term: Asthma
E.3 Principal inclusion criteria: 1. Age 18 or older
2. FEV1: below 80 %

E.1 is not a heading here
E.4 Principal exclusion criteria: 1. Smoking
E.5.1 Primary end point(s): FEV1
E.5.1.1 Timepoint(s) of evaluation of this end point: Week 12
E.7.2 Therapeutic exploratory (Phase II): Yes
E.8.1.1 Randomised: Yes
E.8.9.1 In the Member State concerned years: 2
F.1.1 Trial has subjects under 18: No
F.1.1 Number of subjects for this age range: 12
F.1.2 Adults (18-64 years): Yes
F.3.3.1 Women of childbearing potential not using contraception : No
F.4.2.2 In the whole clinical trial: 300

N. Review by the Competent Authority or Ethics Committee in the country concerned
N. Competent Authority Decision: Authorised
N. Date of Competent Authority Decision: 2099-01-02

P. End of Trial
P. End of Trial Status: Ongoing

Some footer of a site
"""
GLUED = """Trial page
EudraCT Number:2099-000001-10
A. Protocol Information
A.2EudraCT number2099-000001-10
A.3Full title of the trial
Testumab in asthma
A.4.1Sponsor’s protocol code numberTST-1
A.7Trial is part of a Paediatric Investigation Plan Yes
B.Sponsor: 1
B.1.1Name of SponsorExample AG
B.3.1 and B.3.2Status of the sponsorCommercial
D.IMP: 1
D.2.1.1.1Trade name Comparex
"""
PIECES = """A.3
Full title of the trial
Testumab in asthma
E.3
Principal inclusion criteria
Adults
with asthma
F.3.3.1
Women of childbearing potential not
                    using contraception
For clinical trials recorded in the database before the 10th March 2011 this question read:
"Women of childbearing potential" and did not include the words "not using contraception".
No
F.3.3.2
Women of child-bearing potential using contraception
Yes
"""


def _fields(text: str) -> list[tuple[str, str]]:
    placed = place_euctr(text)
    return [(field.path.removeprefix("protocolSection."), text[field.start : field.end]) for field in placed.fields]


def test_download() -> None:
    assert _fields(DOWNLOAD) == [
        ("source:National Competent Authority", "Spain - AEMPS"),
        ("statusModule.overallStatus", "Ongoing"),
        ("source:A.1", "Spain - AEMPS"),
        ("identificationModule.secondaryIdInfos[0].type", "EudraCT number"),
        ("identificationModule.secondaryIdInfos[0].id", "2099-000001-10"),
        ("identificationModule.officialTitle", "Testumab in asthma"),
        ("identificationModule.briefTitle", "A study of testumab"),
        ("identificationModule.orgStudyIdInfo.id", "TST-1"),
        ("identificationModule.nctId", "NCT90000001"),
        ("sponsorCollaboratorsModule.leadSponsor.name", "Example AG"),
        ("source:B.1.3.4", "Austria"),
        ("sponsorCollaboratorsModule.collaborators[0].name", "Example Fund"),
        ("source:D.1.2", "Test"),
        ("armsInterventionsModule.interventions[0].name", "Testumab"),
        ("armsInterventionsModule.interventions[0].otherNames[0]", "TST-1"),
        ("source:D.3.7", "Oral use"),
        ("armsInterventionsModule.interventions[1].name", "Comparex"),
        ("conditionsModule.conditions[0]", "Asthma"),
        ("source:E.1.1.2", "Diseases [C] - Respiratory Tract Diseases [C08]"),
        ("source:E.1.2 Term", "Asthma"),
        (
            "eligibilityModule.eligibilityCriteria",
            "1. Age 18 or older\n2. FEV1: below 80 %\n\nE.1 is not a heading here",
        ),
        ("eligibilityModule.eligibilityCriteria", "1. Smoking"),
        ("outcomesModule.primaryOutcomes[0].measure", "FEV1"),
        ("outcomesModule.primaryOutcomes[0].timeFrame", "Week 12"),
        ("source:E.7.2", "Yes"),
        ("source:E.8.1.1", "Yes"),
        ("source:E.8.9.1 years", "2"),
        ("source:F.1.1", "No"),
        ("source:F.1.1 Number of subjects", "12"),
        ("source:F.1.2", "Yes"),
        ("source:F.3.3.1", "No"),
        ("source:F.4.2.2", "300"),
        ("source:N. Competent Authority Decision", "Authorised"),
        ("source:N. Date of Competent Authority Decision", "2099-01-02"),
        ("source:P. End of Trial Status", "Ongoing"),
    ]


def test_glued_copy() -> None:
    assert _fields(GLUED) == [
        ("identificationModule.secondaryIdInfos[0].type", "EudraCT number"),
        ("identificationModule.secondaryIdInfos[0].id", "2099-000001-10"),
        ("identificationModule.officialTitle", "Testumab in asthma"),
        ("identificationModule.orgStudyIdInfo.id", "TST-1"),
        ("source:A.7", "Yes"),
        ("sponsorCollaboratorsModule.leadSponsor.name", "Example AG"),
        ("source:B.3.1", "Commercial"),
        ("armsInterventionsModule.interventions[0].name", "Comparex"),
    ]


def test_code_label_and_value_on_lines_of_their_own() -> None:
    assert _fields(PIECES) == [
        ("identificationModule.officialTitle", "Testumab in asthma"),
        ("eligibilityModule.eligibilityCriteria", "Adults\nwith asthma"),
        ("source:F.3.3.1", "No"),
        ("source:F.3.3.2", "Yes"),
    ]


def test_reader_keeps_the_input_and_names_what_is_not_english() -> None:
    document = euctr_text.read(Source("trial.txt", DOWNLOAD.encode()))
    assert document.text == DOWNLOAD
    assert (document.format, document.kind, document.id) == ("euctr-text", "registry", None)
    assert [document.value(span) for span in document.private] == ["Jane Doe", "555 1234"]
    (foreign,) = document.unparsed
    assert (foreign.what, foreign.text, foreign.reason) == ("field", "A.3", "not English: es")
    assert foreign.evidence[0].quote == "Testumab en el asma"


def test_first_label_of_an_identifier_wins_over_the_summary() -> None:
    only_summary = "EudraCT Number: 2099-000001-10\nA. Protocol Information\n"
    assert _fields(only_summary) == [
        ("identificationModule.secondaryIdInfos[0].type", "EudraCT Number"),
        ("identificationModule.secondaryIdInfos[0].id", "2099-000001-10"),
    ]


@pytest.mark.parametrize("text", [DOWNLOAD, GLUED])
def test_detection(text: str) -> None:
    assert euctr_text.detects(Source("x", text.encode()))


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>\nA.2 EudraCT number: 2099-000001-10\n</body></html>",
        b"The EudraCT number of this protocol is 2099-000001-10.",
        b'{"A.2 EudraCT number": "2099-000001-10"}',
        b"%PDF-1.7\n\0EudraCT\nA.2 EudraCT number",
        b"",
    ],
)
def test_other_documents_are_not_taken(data: bytes) -> None:
    assert not euctr_text.detects(Source("x", data))


_LINES = st.lists(
    st.sampled_from([line.removeprefix("# ").partition(" | ")[0] for line in LABELS.splitlines()])
    | st.text(alphabet="abE.3 :\n", max_size=20),
    max_size=20,
)


@given(_LINES)
def test_elements_stand_in_order_and_inside_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    at = 0
    for element in parse_euctr_lines(text):
        assert at <= element.label_start <= element.start <= element.end <= len(text)
        assert text[element.start : element.end] == text[element.start : element.end].strip()
        at = element.end


@given(st.sampled_from(["asthma", "1. Adults\n2. Stable", "Yes"]), st.sampled_from(["E.3", "E.4", "E.2.1"]))
def test_a_planted_value_comes_back(value: str, code: str) -> None:
    labels = {"E.3": "Principal inclusion criteria", "E.4": "Principal exclusion criteria"}
    label = labels.get(code, "Main objective of the trial")
    for text in (f"{code} {label}: {value}\n", f"{code}\n{label}\n{value}\n", f"{code}{label}\n{value}"):
        assert [(e.name, text[e.start : e.end]) for e in parse_euctr_lines(text)] == [(code, value)]


@pytest.mark.parametrize("piece", ["E.3 ", "E.3\n", "E.3 Principal inclusion criteria (", "F.3.3.1 Women\n", " \n"])
def test_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1):
        parse_euctr_lines(text)
