"""Whether a description speaks of what it stands under."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.arms.descriptions import (
    find_arm_names,
    find_options,
    is_contrast,
    mostly_named,
    place_named,
    telling_words,
)
from tests.timing import at_most


def test_named_by_a_word_a_misspelling_or_initials() -> None:
    assert place_named("take Losartan", ["losartan potassium"]) == (5, 13)
    assert place_named("Bupivacain 1%", ["Bupivacaine"]) == (0, 10)
    assert place_named("GALM postures", ["Guided Axial Lengthening Movement"]) == (0, 4)
    assert place_named("tablets daily", ["Oral tablets"]) is None
    assert place_named("XB-123", ["XB-124"]) is None
    assert place_named("losartan", ["losartan potassium"], but=["losartan"]) is None


def test_named_by_half_of_its_words() -> None:
    assert mostly_named("ferric carboxymaltose 1 g", "Ferric carboxymaltose") == (0, 6)
    assert mostly_named("carbon", "carbon nanotube scaffold") is None


@given(st.text(max_size=60))
def test_telling_words_are_long_and_lower_case(name: str) -> None:
    assert all(len(word) > 3 and word == word.lower() for word in telling_words(name))


@pytest.mark.parametrize("before", ["without ", "matched to ", "in addition to oral ", "the same as "])
def test_contrast(before: str) -> None:
    assert is_contrast(before + "losartan", len(before))


@pytest.mark.parametrize("before", ["", "Patients get ", "after food. One tablet of the drug, "])
def test_no_contrast(before: str) -> None:
    assert not is_contrast(before + "losartan", len(before))


def test_options() -> None:
    text = "cells with or without insulin"
    (option,) = find_options(text, ["insulin"])
    assert text[option.start : option.end] == "with or without insulin"
    assert find_options("cells with insulin", ["insulin"]) == []
    assert find_options(text, ["zinc"]) == []


def test_arm_names() -> None:
    assert [(a.noun, a.label) for a in find_arm_names("Arm A, cohort 12, the arm and group II; Arm 1.5")] == [
        ("arm", "A"),
        ("cohort", "12"),
        ("group", "II"),
    ]


@pytest.mark.parametrize("piece", ["or combined with ", "losartin ", "ABCD ", "arm ", "-", "a"])
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(3):
        place_named(text, ["losartan", "Guided Axial Lengthening Movement"])
        find_options(text, ["insulin"])
        find_arm_names(text)
