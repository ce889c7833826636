"""Numbers of participants: totals, groups, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.sample_sizes import find_sample_sizes
from tests.timing import at_most

SURE = [
    ("A total of 60 patients will be enrolled.", 60),
    ("Sixty female participants with warts will be recruited.", 60),
    ("The pilot trial will include up to 100 participants.", 100),
    ("We included 44 women.", 44),
    ("The sample size is calculated as 120 patients.", 120),
    ("1,200 men and women will be randomized.", 1200),
    ("This study, including 72 patients, is open.", 72),
    ("Eighty children will be randomly allocated to zinc or iron.", 80),
    ("Enrolment of 500 participants is planned.", 500),
]
UNSURE = [
    "A previous trial included 200 patients.",
    "We will screen and recruit 200 patients for screening.",
    "Each physician will recruit 10 patients.",
    "A total of 475 patients were included, and the main results can be summarised.",
    "In part 2 we enroll 30 patients.",
    "30 and 50 patients will be enrolled, respectively.",
]


@pytest.mark.parametrize(("text", "count"), SURE)
def test_totals(text: str, count: int) -> None:
    assert [(size.count, size.form) for size in find_sample_sizes(text) if size.sure] == [(count, "total")]


@pytest.mark.parametrize("text", UNSURE)
def test_what_may_be_another_number(text: str) -> None:
    assert not [size for size in find_sample_sizes(text) if size.sure]


def test_each_of_equal_groups() -> None:
    found = find_sample_sizes("The sample size was calculated to be 90 patients (45 per group).")
    assert [(size.count, size.form) for size in found] == [(90, "total"), (45, "each")]


def test_the_second_of_two_sizes_is_not_that_of_each() -> None:
    found = find_sample_sizes("121 patients will be included (61/60 patients per arm).")
    assert [(size.count, size.form) for size in found] == [(121, "total")]


def test_groups() -> None:
    text = "Group A: 20 patients get zinc. Group B (n = 30) gets iron."
    assert [(size.label, size.count) for size in find_sample_sizes(text)] == [("A", 20), ("B", 30)]
    assert [(size.count, size.form) for size in find_sample_sizes("25 patients in each group")] == [(25, "each")]


def test_evaluable_patients_are_told() -> None:
    assert [(size.count, size.evaluable) for size in find_sample_sizes("We enroll 15 evaluable patients.")] == [
        (15, True)
    ]


def test_few_people_and_other_things_are_no_sample() -> None:
    assert find_sample_sizes("We select 2 patients. Visits include 10 or more sessions for patients.") == []


@given(st.integers(min_value=5, max_value=99_999))
def test_any_number_is_found_where_it_stands(count: int) -> None:
    text = f"A total of {count} patients will be enrolled."
    size = find_sample_sizes(text)[0]
    assert size.count == count
    assert text[size.start : size.end].startswith(str(count))


@pytest.mark.parametrize(
    "piece", ["total of ", "including 10 a ", "10 patients ", "Group A ", "aaaaaaaaaa", "each group of "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1.5):
        find_sample_sizes(text)
