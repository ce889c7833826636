"""Sexes: registered values, statements of who may take part, and the many clauses that state nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.sexes import combined, find_sexes, parse_sex
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All", "ALL"),
        ("Both", "ALL"),
        ("All Sexes", "ALL"),
        ("Male and Female", "ALL"),
        ("Female, Male", "ALL"),
        ("M/F", "ALL"),
        ("Women only", "FEMALE"),
        ("FEMALE", "FEMALE"),
        ("F", "FEMALE"),
        (" Male\n", "MALE"),
        ("men", "MALE"),
        ("N/A", None),
        ("", None),
    ],
)
def test_registry_cells(text: str, expected: str | None) -> None:
    assert parse_sex(text) == expected


STATED = [
    ("Male or female, 18 to 65 years", "Male or female", "ALL"),
    ("Males & Females.", "Males & Females", "ALL"),
    ("Patients of both genders", "both genders", "ALL"),
    ("either sex", "either sex", "ALL"),
    ("Healthy men and women aged 18-75", "men and women", "ALL"),
    ("Male or non-pregnant female", "Male or non-pregnant female", "ALL"),
    ("Males and females (of non-childbearing potential) aged 18 or older", "Males and females", "ALL"),
    ("Gender not limited", "Gender not limited", "ALL"),
    ("No sex restriction", "No sex restriction", "ALL"),
    ("Women with breast cancer", "Women", "FEMALE"),
    ("* Women aged 18 to 45 years", "Women", "FEMALE"),
    ("1. Premenopausal women between 20 and 40 years", "Premenopausal women", "FEMALE"),
    ("Female patients only", "Female patients", "FEMALE"),
    ("Participants must be female", "female", "FEMALE"),
    ("Sex: Female", "Female", "FEMALE"),
    ("Age 18-75, female;", "female", "FEMALE"),
    ("All pregnant women attending the clinic", "All pregnant women", "FEMALE"),
    ("Olaparib in Women With Ovarian Cancer", "Women", "FEMALE"),
    ("Healthy non-smoking males", "Healthy non-smoking males", "MALE"),
    ("Abiraterone in Men With Prostate Cancer", "Men", "MALE"),
    ("Only men", "men", "MALE"),
]


@pytest.mark.parametrize(("text", "quote", "sex"), STATED)
def test_states_who_may_take_part(text: str, quote: str, sex: str) -> None:
    (found,) = find_sexes(text)
    assert quote.lower() in text[found.start : found.end].lower()
    assert found.sex == sex


NOT_STATED = [
    "Male participants must use a condom",
    "Male patients:\n- must use a condom",
    "Women of childbearing potential must use contraception",
    "Male and female subjects of reproductive potential must use two methods",
    "Nursing women",
    "Pregnant or breastfeeding women",
    "Women who are pregnant",
    "Females who are postmenopausal for at least 1 year",
    "Women < 50 years old: amenorrheic for 12 months",
    "their male or female partners",
    "male/female condom",
    "Total testosterone: males 300-1000 ng/dL, females 15-70 ng/dL",
    "Hemoglobin ≥ 12 g/dL for males and females",
    "If female, a negative pregnancy test",
    "Age 18 years or older",
]


@pytest.mark.parametrize("text", NOT_STATED)
def test_other_clauses_state_nothing(text: str) -> None:
    assert find_sexes(text) == []


def test_a_wrapped_line_is_no_new_item() -> None:
    text = "  - QTc interval of no more than 450 ms for males and of 470 ms for\n    females, measured at screening"
    assert find_sexes(text) == []


def test_men_and_women_in_two_lines_are_all() -> None:
    found = find_sexes("- Men aged 18-60 years\n- Women aged 18-55 years")
    assert [s.sex for s in found] == ["MALE", "FEMALE"]
    assert combined(s.sex for s in found) == "ALL"
    assert combined(s.sex for s in found[:1]) == "MALE"
    assert combined([]) is None


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for found in find_sexes(text):
        assert 0 <= found.start < found.end <= len(text)
    parse_sex(text)


@pytest.mark.parametrize(
    "piece", ["male ", "female and ", "\n women", "men or the healthy ", "only women ", "gender is ", " "]
)
def test_long_input_takes_linear_time(piece: str) -> None:
    with at_most(1.0):
        find_sexes((piece * 100_000)[:100_000])
