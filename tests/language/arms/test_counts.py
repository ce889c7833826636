"""How many arms a text says there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.arms.counts import find_arm_counts, find_group_labels
from tests.timing import at_most

STATED = [
    ("Women are randomised to one of three groups.", 3, "assignment"),
    ("Eligible men will be randomly assigned in a 1:1 ratio to two treatment arms.", 2, "assignment"),
    ("A 4-arm, double-blind trial of zinc", 4, "design"),
    ("This is an open-label, single arm study.", 1, "design"),
    ("A randomised, three arms, controlled clinical trial", 3, "design"),
    ("The trial consists of five arms.", 5, "existence"),
    ("There will be two study groups.", 2, "existence"),
    ("Every participant received three dose groups", 3, "received"),
]
NOT_STATED = [
    "They were divided into three groups based on the body mass index.",
    "The other two groups are compared.",
    "In a previous two-arm trial the rate was lower.",
    "In part 2, patients are randomised into two groups.",
    "There are two groups of questions.",
    "Two treatment arms of this study are new.",
    "We hold four focus groups with nurses.",
    "The arms were raised twice in one study.",
]


@pytest.mark.parametrize(("text", "count", "form"), STATED)
def test_stated(text: str, count: int, form: str) -> None:
    assert [(one.count, one.form) for one in find_arm_counts(text)] == [(count, form)]


@pytest.mark.parametrize("text", NOT_STATED)
def test_not_stated(text: str) -> None:
    assert find_arm_counts(text) == []


@given(st.text(max_size=60), st.sampled_from([text for text, *_ in STATED]))
def test_a_statement_is_quoted_where_it_stands(before: str, text: str) -> None:
    whole = f"{before}\n{text}"
    for one in find_arm_counts(whole):
        assert 0 <= one.start < one.end <= len(whole)
    assert any(one.start > len(before) for one in find_arm_counts(whole))


def test_groups_by_letter() -> None:
    text = "Patients in group A wait, subjects assigned to arm b start. Group C has none."
    assert [(text[g.start : g.end], g.label) for g in find_group_labels(text)] == [
        ("Patients in group A", "A"),
        ("subjects assigned to arm b", "B"),
    ]


@pytest.mark.parametrize("piece", ["two ", "randomized ", "study with ", "single-", "each patient received "])
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(2):
        find_arm_counts(text)
        find_group_labels(text)
