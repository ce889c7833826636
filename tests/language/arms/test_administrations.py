"""Once, several times, or as often as frequency and duration make it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.arms.administrations import find_courses, find_given_once, find_given_repeatedly
from tests.timing import at_most


@pytest.mark.parametrize("text", ["They get a single infusion.", "A single oral dose was given", "One-time injection"])
def test_once(text: str) -> None:
    assert [one.count for one in find_given_once(text)] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "a single daily dose",
        "a single-dose vial",
        "as a single infusion every three weeks",
        "a single dose on days 1, 8 and 15",
        "each single dose",
        "a screening single dose",
        "single dose escalation",
    ],
)
def test_not_once(text: str) -> None:
    assert find_given_once(text) == []


@pytest.mark.parametrize(
    ("text", "count", "noun"),
    [
        ("Serum was injected four times.", 4, "times"),
        ("Three doses are given at weekly intervals", 3, "dose"),
        ("two injections, one month apart", 2, "injection"),
    ],
)
def test_repeatedly(text: str, count: int, noun: str) -> None:
    assert [(one.count, one.noun) for one in find_given_repeatedly(text)] == [(count, noun)]


@pytest.mark.parametrize("text", ["given three times a day", "two injections per side", "three times higher"])
def test_not_repeatedly(text: str) -> None:
    assert find_given_repeatedly(text) == []


@given(st.integers(1, 5), st.integers(2, 16))
def test_a_sum_that_comes_out_is_silent_and_half_of_it_is_not(times: int, weeks: int) -> None:
    word = {1: "once", 2: "twice"}.get(times, f"{times} times")
    total = times * weeks
    assert find_courses(f"{total} sessions, {word} a week for {weeks} weeks") == []
    if total >= 6 and total * 2 < 100:
        wrong = f"They get {total * 2} sessions, {word} a week for {weeks} weeks."
        assert [(c.stated, c.expected) for c in find_courses(wrong)] == [(total * 2, total)]


def test_steps_make_no_sum() -> None:
    assert find_courses("20 sessions, twice a week for 4 weeks, then once a week") == []


@pytest.mark.parametrize("piece", ["single ", "given ", "two weekly doses ", "12 sessions twice a week for 4 weeks, "])
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(3):
        for find in (find_given_once, find_given_repeatedly, find_courses):
            find(text)
