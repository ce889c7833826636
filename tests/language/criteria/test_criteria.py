"""Eligibility text to criteria: the shapes that registries, pages and protocols give it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.criteria import Eligibility, split_criteria
from tests.timing import at_most


def tree(text: str, **options: str) -> list[tuple[str, str]]:
    """The criteria as (kind, text), with two blanks of indentation a level."""
    found = split_criteria(text, kind=options.get("kind", "unspecified"))
    depth: list[int] = []
    rows = []
    for item in found.criteria:
        depth.append(0 if item.parent is None else depth[item.parent] + 1)
        rows.append((item.kind[:3], "  " * depth[-1] + " ".join(text[item.start : item.end].split())))
    return rows


def headings(text: str) -> list[tuple[str, str]]:
    return [(h.kind, " ".join(text[h.start : h.end].split())) for h in split_criteria(text).headings]


def test_lists_under_headings() -> None:
    text = "Inclusion Criteria:\n\n* Adults\n* Signed consent\n\nExclusion Criteria:\n\n* Smokers"
    assert tree(text) == [("inc", "Adults"), ("inc", "Signed consent"), ("exc", "Smokers")]
    assert headings(text) == [("inclusion", "Inclusion Criteria:"), ("exclusion", "Exclusion Criteria:")]


@pytest.mark.parametrize(
    "marker",
    ["-", "*", "•", "–", "\uf0b7", "➢", "o", "•\t", "•  1.", "-  a)", "1.", "1)", "(1)", "①", "#1", "I1.", "i."],
)
def test_markers_are_no_part_of_the_criterion(marker: str) -> None:
    assert tree(f"Inclusion criteria\n\n{marker} Adults over 40")[0] == ("inc", "Adults over 40")


@pytest.mark.parametrize(
    "line",
    [
        "1.5 x ULN or less",
        "e.g. asthma",
        "i.e. no cancer",
        "-5 to 5 dioptres",
        "12-lead ECG normal",
        "2 mg of the drug",
        "E. coli infection",
        "A positive test",
        "> 18 years",
        "6-minute walk of 300 m",
        "18-75 years of age",
        "10 - 12 years",
    ],
)
def test_what_only_looks_like_a_marker_stays(line: str) -> None:
    assert tree(f"Inclusion criteria:\n{line}") == [("inc", line)]


def test_numbers_inside_an_item_do_not_split_it() -> None:
    for item in (
        "Toxicity of grade 2. Patients may continue",
        "Bilirubin below 1.5 x ULN. ALT below 2. AST below 3",
        "As in criteria 1) and 2) of the protocol",
        "Levels of (1) sodium and (2) potassium",
    ):
        assert tree(f"* {item}") == [("uns", item)]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "\n        Inclusion Criteria:\n\n          -  Histologically confirmed carcinoma of the colon "
        "that has progressed on at least\n"
        "             one earlier line of treatment\n\n          -  Age 18 or older\n\n        Consent "
        "must be given in writing by the patient or, where he is not able to, by his legal\n"
        "        Representative at the site.\n      "
    )
    assert tree(text) == [
        (
            "inc",
            "Histologically confirmed carcinoma of the colon that has progressed on at least one earlier "
            "line of treatment",
        ),
        ("inc", "Age 18 or older"),
        (
            "inc",
            "Consent must be given in writing by the patient or, where he is not able to, by his legal "
            "Representative at the site.",
        ),
    ]


def test_short_lines_without_markers_are_items() -> None:
    text = (
        "Inclusion Criteria:\n\nage over 18\nno earlier surgery\nConsent\n\nExclusion Criteria:\n\npregnancy\nSmokers"
    )
    assert [t for _, t in tree(text)] == ["age over 18", "no earlier surgery", "Consent", "pregnancy", "Smokers"]


def test_everything_on_one_line() -> None:
    text = "Inclusion Criteria: * Adults * Asthma for 2 * 6 months Exclusion Criteria: * Smokers; * Pregnancy"
    assert tree(text) == [
        ("inc", "Adults"),
        ("inc", "Asthma for 2 * 6 months"),
        ("exc", "Smokers;"),
        ("exc", "Pregnancy"),
    ]
    assert tree("Inclusion Criteria: Aged 6 weeks, In good health") == [("inc", "Aged 6 weeks, In good health")]
    run = (
        "INCLUSION CRITERIA 1. Consent is given 2. Male or Female 3. Grade 2. Disease EXCLUSION "
        "CRITERIA 1. Smoker 2. Cancer"
    )
    assert tree(run) == [
        ("inc", "Consent is given"),
        ("inc", "Male or Female"),
        ("inc", "Grade 2. Disease"),
        ("exc", "Smoker"),
        ("exc", "Cancer"),
    ]
    dashes = (
        "Inclusion Criteria: - Adults with a score of 7 - 9 - Consent - HbA1c of 7-9% Exclusion Criteria: - Smokers"
    )
    assert [t for _, t in tree(dashes)] == ["Adults with a score of 7 - 9", "Consent", "HbA1c of 7-9%", "Smokers"]


def test_enumerations_within_an_item() -> None:
    text = "* Organ function, defined as: a) ANC 1.5 or more; b) platelets 100 or more; c) ALT below 2.5 x ULN"
    assert tree(text) == [
        ("uns", "Organ function, defined as:"),
        ("uns", "  ANC 1.5 or more;"),
        ("uns", "  platelets 100 or more;"),
        ("uns", "  ALT below 2.5 x ULN"),
    ]
    assert len(tree("* Imaging by a) CT, b) MRI or c) PET")) == 1


def test_a_count_goes_on_behind_a_nested_list() -> None:
    text = (
        "* 1. Adults; 2. Consent; 3. Blood counts:\n\n  * Platelets over 100;\n  * Haemoglobin over 9; "
        "4. Women must not be pregnant\n* 5. Asthma"
    )
    assert tree(text) == [
        ("uns", "Adults;"),
        ("uns", "Consent;"),
        ("uns", "Blood counts:"),
        ("uns", "  Platelets over 100;"),
        ("uns", "  Haemoglobin over 9;"),
        ("uns", "Women must not be pregnant"),
        ("uns", "Asthma"),
    ]


def test_semicolons_cut_only_the_sole_item_of_a_list() -> None:
    assert len(tree("Inclusion Criteria:\n\nAdults of both sexes; Asthma since childhood; Consent given")) == 3
    assert len(tree("Inclusion Criteria:\n\n* Heart disease: Angina; Infarction; Block\n* Consent")) == 2
    assert [t for _, t in tree("Inclusion: age 20-60; asthma (mild; moderate; severe); consent. Exclusion: gout")] == [
        "age 20-60;",
        "asthma (mild; moderate; severe);",
        "consent.",
        "gout",
    ]
    assert len(tree("over 18 years; with asthma; who consent")) == 1


def test_who_is_eligible_heads_a_list() -> None:
    text = "Eligible patients:\n- Adults\n- Asthma\nIneligible patients:\n- Gout"
    assert tree(text) == [("inc", "Adults"), ("inc", "Asthma"), ("exc", "Gout")]


def test_ringed_numbers_in_a_line() -> None:
    assert tree("Exclusion criteria: ①gout; ②gravidity； ③smoking") == [
        ("exc", "gout;"),
        ("exc", "gravidity；"),
        ("exc", "smoking"),
    ]


def test_who_leaves_is_neither_included_nor_excluded() -> None:
    text = "Inclusion Criteria:\n- Adults\n\nExclusion Criteria:\n- Gout\n\nWithdrawal criteria:\n- Loss of consent"
    assert tree(text) == [("inc", "Adults"), ("exc", "Gout"), ("uns", "Loss of consent")]
    assert tree("Exclusion Criteria:\n- Gout\nStudy discontinuation criteria are met\n- Asthma")[-1][0] == "exc"


def test_nesting_by_indentation() -> None:
    text = "1. At least one of the following:\n\n   * Asthma\n   * COPD:\n\n     * stage II\n2. Consent"
    assert tree(text) == [
        ("uns", "At least one of the following:"),
        ("uns", "  Asthma"),
        ("uns", "  COPD:"),
        ("uns", "    stage II"),
        ("uns", "Consent"),
    ]


def test_nesting_by_marker_where_a_page_lost_its_indentation() -> None:
    text = "• 1. Any of these conditions:\n• a) asthma\n• b) COPD\n• 2. Consent"
    assert tree(text) == [
        ("uns", "Any of these conditions:"),
        ("uns", "  asthma"),
        ("uns", "  COPD"),
        ("uns", "Consent"),
    ]


def test_an_outer_count_resumes_after_an_inner_one() -> None:
    text = "1. One of:\n   1. asthma\n   2. COPD\n   3. cancer\n2. Consent\n3. Adults"
    assert [t for _, t in tree(text)] == ["One of:", "  asthma", "  COPD", "  cancer", "Consent", "Adults"]


def test_an_introduction_is_a_heading_at_the_top_alone() -> None:
    text = (
        "Inclusion Criteria:\n\nSubjects must meet all of the following criteria:\n\n* Adults\n* One of "
        "the following:\n  * asthma"
    )
    assert tree(text) == [("inc", "Adults"), ("inc", "One of the following:"), ("inc", "  asthma")]
    assert headings(text)[1] == ("other", "Subjects must meet all of the following criteria:")
    below = "Exclusion Criteria:\n\n* Smokers\n* Patients will be excluded if any of the following apply:\n  * cancer"
    assert tree(below)[1:] == [
        ("exc", ("Patients will be excluded if any of the following apply:")),
        ("exc", "  cancer"),
    ]


def test_sentences_open_lists_where_no_heading_does() -> None:
    text = (
        "Patients are eligible if they meet the following criteria:\n- Adults\nPatients will be "
        "excluded if they have any of the following:\n- Cancer"
    )
    assert tree(text) == [("inc", "Adults"), ("exc", "Cancer")]


def test_old_records_have_topics_for_headings() -> None:
    text = (
        "DISEASE CHARACTERISTICS:\n\n* Proven melanoma\n\nPATIENT CHARACTERISTICS:\n\nAge:\n\n* 18 and "
        "over\n\nRenal\n\n* Creatinine normal\n\n"
        "PRIOR CONCURRENT THERAPY:\n\n* None for 4 weeks"
    )
    assert tree(text) == [
        ("inc", "Proven melanoma"),
        ("inc", "18 and over"),
        ("inc", "Creatinine normal"),
        ("inc", "None for 4 weeks"),
    ]
    assert tree("* Renal\n* Asthma")[0] == ("uns", "Renal")
    run = "PATIENT CHARACTERISTICS: Age: 16 to 44 Performance status: ECOG 0-2 Renal: Not specified Other: Not pregnant"
    assert [t for _, t in tree(run)] == [
        "Age: 16 to 44",
        "Performance status: ECOG 0-2",
        "Renal: Not specified",
        "Other: Not pregnant",
    ]


def cohorts(text: str) -> list[tuple[str, str | None]]:
    return [(c.kind[:3], c.cohort) for c in split_criteria(text).criteria]


def test_groups() -> None:
    assert cohorts(
        "Inclusion Criteria - Healthy volunteers:\n* a b\nExclusion criteria for cohort B\n* c d\n"
        "Exclusion Criteria:\n* e f"
    ) == [
        ("inc", "Healthy volunteers"),
        ("exc", "cohort B"),
        ("exc", None),
    ]
    assert cohorts("Inclusion Criteria:\n* a b\nFor adolescents:\n* c d\nExclusion Criteria:\n* e f") == [
        ("inc", None),
        ("inc", "adolescents"),
        ("exc", None),
    ]
    assert cohorts(
        "Cohort A\nInclusion Criteria:\n* a b\nExclusion Criteria:\n* c d\nCohort B\nInclusion Criteria:\n* e f"
    ) == [
        ("inc", "Cohort A"),
        ("exc", "Cohort A"),
        ("inc", "Cohort B"),
    ]
    assert cohorts("* Donors:\n  * a b\n* c d") == [("uns", "Donors"), ("uns", None)]
    assert cohorts("Healthy Controls\n\nInclusion Criteria:\n\n* a b") == [("inc", "Healthy Controls")]


def test_nothing_to_exclude_is_no_criterion() -> None:
    for text in ("Exclusion Criteria: None", "Exclusion Criteria:\n\n* Not applicable"):
        assert tree(text) == []
        assert [k for k, _ in headings(text)] == ["exclusion", "other"]


def test_headings_that_a_check_of_the_structure_wants() -> None:
    text = (
        "Exclusion Criteria:\n\n* Inclusion Criteria: All answers must be YES\n\nInclusion Criteria:\n\n"
        "* Adults\n\nInclusion Criteria:\n\n* Adults"
    )
    assert [k for k, _ in headings(text)] == ["exclusion", "inclusion", "inclusion", "inclusion"]
    assert tree(text)[0] == ("inc", "All answers must be YES")


def test_labelled_items() -> None:
    text = "Inclusion criteria:\n\n- Inclusion Criteria 1. Adults\n\n- Inclusion Criteria 2. Male"
    assert tree(text) == [("inc", "Adults"), ("inc", "Male")]
    assert len(headings(text)) == 1


def test_kind_and_range_given_by_the_caller() -> None:
    text = "before\n1. Adults\n2. Consent\nafter"
    found = split_criteria(text, kind="exclusion", start=7, end=27)
    assert [(c.kind, text[c.start : c.end]) for c in found.criteria] == [
        ("exclusion", "Adults"),
        ("exclusion", "Consent"),
    ]
    assert split_criteria("") == Eligibility([], [])


@pytest.mark.parametrize("nested", [True, False])
def test_a_page_without_layout_gives_the_same_criteria(nested: bool) -> None:
    record = (
        "Inclusion Criteria:\n\nPatients must meet all of the following:\n\n1. Adults\n2. Organ "
        "function:\n\n   1. ALT below 60\n   2. AST below 60\n"
        "   3. LDH normal\n3. Consent\n\nFor women:\n\n* Not pregnant\n\nExclusion Criteria:\n\n* "
        "Cancer of: a) colon; b) lung\n* Other criteria may apply"
    )
    heads = "Inclusion Criteria:", "Exclusion Criteria:"
    lines = [line.strip().lstrip("*").strip() for line in record.splitlines() if line.strip()]
    page = "\n".join(line if line in heads else f"  • {line}" for line in lines)
    strip = [(k, t.strip()) for k, t in tree(record)]
    assert [(k, t.strip()) for k, t in tree(page if nested else page.replace("\n", "\n\n"))] == strip


WORDS = st.lists(
    st.sampled_from(
        [
            "adults",
            "Asthma",
            "consent",
            "1.5",
            "x",
            "ULN",
            "(a)",
            "2.",
            "b)",
            "- ",
            "e.g.",
            "grade",
            ";",
            ":",
            "*",
            "Exclusion Criteria:",
            "inclusion criteria",
            "following",
            "Cohort A",
            "•",
            "\n",
            "\n\n",
            "\n   - ",
            "\n2) ",
            "≥",
        ]
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_no_word_is_lost_and_spans_are_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = split_criteria(text)
    spans = sorted([(c.start, c.end) for c in found.criteria] + [(h.start, h.end) for h in found.headings])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() and a < b for a, b in spans)
    assert all(c.parent is None or c.parent < i for i, c in enumerate(found.criteria))
    rest, at = [], 0
    for a, b in [*spans, (len(text), len(text))]:
        rest.append(text[at:a])
        at = b
    assert not re.search(
        r"[^\W\d]{3}|1\.5|≥[^\S\n]*\w", re.sub(r"[a-zA-Z]+ [a-zA-Z]+ \d+[.)]", "", " | ".join(rest))
    )  # a label: "Inclusion criteria 2."


@given(st.text(max_size=200))
def test_any_text_is_split_without_error(text: str) -> None:
    found = split_criteria(text)
    assert all(0 <= c.start < c.end <= len(text) for c in found.criteria)


@pytest.mark.parametrize(
    "unit",
    [
        "a) ",
        "1. ",
        "Inclusion ",
        "patients must ",
        "- \n",
        "1.1.",
        "; A",
        " * b",
        "(",
        "\n\n",
        "i.",
        "Part A, ",
        "1) x; ",
        "x\n",
        "Criteria: ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    with at_most(3.0):
        split_criteria(text)
        split_criteria("1. " + text)
