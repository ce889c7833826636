"""Which lines of an eligibility text are headings, by their wording alone."""

import pytest

from extractor.language.criteria.headings import read_title


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Key Inclusion Criteria:", "inclusion"),
        ("INCLUSION CRITERIA", "inclusion"),
        ("Inclusion Criterias", "inclusion"),
        ("Main inclusion criteria include:", "inclusion"),
        ("Key Inclusion Criteria :", "inclusion"),
        ("Who can participate?", "inclusion"),
        ("Criteria for inclusion:", "inclusion"),
        ("Major Exclusion Criteria:", "exclusion"),
        ("Non-inclusion criteria:", "exclusion"),
        ("Non inclusion criteria", "exclusion"),
        ("Ineligibility Criteria:", "exclusion"),
        ("Exclusions:", "exclusion"),
        ("Exclusion criteria are as follows:", "exclusion"),
        ("Who can't take part?", "exclusion"),
        ("Eligibility Criteria:", "other"),
        ("The subject is excluded if any of the following applies:", "exclusion"),
        ("None", "other"),
        ("N/A", "other"),
        ("To be eligible, patients must meet the following criteria:", "inclusion"),
        ("PATIENT CHARACTERISTICS:", "other"),
        ("The presence of any of the following will preclude participation:", "exclusion"),
        ("Age:", "other"),
        ("For adolescents:", "cohort"),
        ("Cohort A", "cohort"),
        ("Part B and Part C:", "cohort"),
        ("Donor eligibility:", "cohort"),
        ("Healthy volunteers:", "cohort"),
        ("Part 1 (dose escalation):", "cohort"),
    ],
)
def test_headings(line: str, kind: str) -> None:
    title = read_title(line)
    assert title is not None
    assert title.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Does not meet the inclusion criteria",
        "Inclusion criteria for the informant include age above 18",
        "Not meeting inclusion criteria",
        "Exclusion of other diagnoses",
        "Adequate organ function:",
        "At least one of the following:",
        "Women of any age who:",
        "Patients with brain metastases must meet all of the following:",
        "Patients must meet one of the following criteria:",
        "Stage IV",
        "Other inclusion criteria may apply",
        "History of cancer, including:",
        "Pregnant patients are excluded.",
        "Cohort 1: aged 12 to 17",
        "Inclusion criterion 4 is only for patients of the first part:",
        "Surgery, chemotherapy",
        "Patients with:",
        "Healthy volunteers",
    ],
)
def test_criteria_that_only_look_like_headings(line: str) -> None:
    assert read_title(line) is None
