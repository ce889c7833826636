"""Cues of the list in which a criterion belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.criteria.cues import BARRED, REQUIRED, denied, list_cues
from tests.timing import at_most


@pytest.mark.parametrize(
    ("criterion", "kind"),
    [
        ("Signed informed consent", "consent"),
        ("Written assent of the child", "consent"),
        ("Patients aged 18 to 65 years", "age"),
        ("Be between 18 and 65 years of age", "age"),
        ("≥ 18 years of age", "age"),
        ("Willing and able to attend all visits", "able"),
        ("Must be able to read English", "language"),
        ("Literate in Spanish", "language"),
        ("Adequate bone marrow function", "function"),
        ("ECOG performance status of 0 or 1", "function"),
    ],
)
def test_what_belongs_under_inclusion(criterion: str, kind: str) -> None:
    assert kind in list_cues([criterion], REQUIRED)
    assert list_cues([criterion], BARRED) == {}


@pytest.mark.parametrize(
    ("criterion", "kind"),
    [
        ("Pregnant or nursing women", "pregnancy"),
        ("Known hypersensitivity to latex", "allergy"),
        ("Participation in another interventional study", "other trial"),
        ("Unable to swallow", "refusal"),
        ("Alcohol abuse", "abuse"),
        ("Uncontrolled\nhypertension", "comorbidity"),
        ("History of another malignancy", "comorbidity"),
    ],
)
def test_what_belongs_under_exclusion(criterion: str, kind: str) -> None:
    assert kind in list_cues([criterion], BARRED)
    assert list_cues([criterion], REQUIRED) == {}


@pytest.mark.parametrize(
    "criterion",
    ["No known allergy", "Not pregnant", "Refusal of informed consent", "Withdrawal of informed consent", "Age < 18"],
)
def test_what_is_denied_is_no_cue(criterion: str) -> None:
    assert denied(criterion)
    assert set(list_cues([criterion], BARRED)) | set(list_cues([criterion], REQUIRED)) <= {"refusal"}


def test_the_first_criterion_of_each_kind() -> None:
    criteria = ["No allergy", "Allergy to nuts", "Allergy to eggs", "Pregnancy"]
    assert list_cues(criteria, BARRED) == {"allergy": 1, "pregnancy": 3}


@given(st.lists(st.text(max_size=80), max_size=5))
def test_numbers_are_those_of_the_criteria(criteria: list[str]) -> None:
    for patterns in (REQUIRED, BARRED):
        found = list_cues(criteria, patterns)
        assert set(found) <= set(patterns)
        assert all(0 <= number < len(criteria) for number in found.values())


@pytest.mark.parametrize("piece", ["patients ", "signed ", "severe ", "another ", "and or ", "aged ", "ECOG "])
def test_long_texts_take_no_longer_than_they_must(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(0.5):
        for patterns in (REQUIRED, BARRED):
            list_cues([text], patterns)
