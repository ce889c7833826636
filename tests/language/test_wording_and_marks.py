"""Copied wording, brackets, ISO dates and doses without a unit."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.brackets import find_unbalanced
from extractor.language.iso_dates import first_day, is_after, last_day
from extractor.language.unitless_doses import find_unitless_doses
from extractor.language.wording import shared_before, shared_behind
from tests.timing import at_most

DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(DATES, DATES)
def test_days_are_compared_as_dates(one: date, two: date) -> None:
    assert is_after(one.isoformat(), two.isoformat()) == (one > two)


@given(DATES)
def test_a_month_is_not_after_its_days(day: date) -> None:
    text = day.isoformat()
    assert not is_after(text, text[:7]) and not is_after(text[:7], text) and not is_after(text[:4], text)
    assert first_day(text[:7]) <= day <= last_day(text[:7])
    assert first_day(text[:4]) <= day <= last_day(text[:4])


def test_a_day_that_its_month_lacks() -> None:
    assert first_day("2021-02-31") == last_day("2021-02-30") == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("(a) (b)", []),
        ("asthma (mild", [7]),
        ("mild) asthma", [4]),
        ("1) one, 2) two and iii) three", []),
        ("ratio (1:1) of [18, 75)", []),
        ("translocation t(9;22)(q34;q11)", []),
        ("both (including 1) fever, 2) cough)", []),
        ("（full width)", []),
        ("((one)", [0]),
        ("no bracket", []),
    ],
)
def test_brackets_without_a_partner(text: str, places: list[int]) -> None:
    assert find_unbalanced(text) == places


@given(st.text(alphabet="()[] abc1.\n", max_size=60))
def test_only_brackets_are_found_and_wrapping_adds_none(text: str) -> None:
    found = find_unbalanced(text)
    assert all(text[at] in "()[]" for at in found)
    assert found == sorted(set(found))


def test_shared_words() -> None:
    one, two = "Zinc 10 mg once daily for 8 weeks, then rest", "zinc  10 mg, once daily for 9 weeks; then work"
    a, b = one.index("8 weeks"), two.index("9 weeks")
    assert shared_before(one, a, two, b) == 6
    assert shared_behind("for 8 weeks", 11, "for 9 weeks.", 11) == 1
    assert shared_before("daily for 8", 10, "weekly for 9", 11) == 1


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("at a dose of 800 tid", ["dose of 800"]),
        ("gabapentin 800 tid", ["gabapentin 800 tid"]),
        ("a dose of 800.", ["dose of 800"]),
        ("a dose of 800 mg tid", []),
        ("a dose of 2 tablets daily", []),
        ("a dose of 5-10 mg", []),
        ("a dose of 5 or 10 mg", []),
        ("dose 1 daily; week 8 bid; cycles 2 bid", []),
        ("a dose of 30%", []),
    ],
)
def test_doses_without_a_unit(text: str, quotes: list[str]) -> None:
    assert [text[start:end] for start, end in find_unitless_doses(text)] == quotes


@pytest.mark.parametrize("reader", [find_unbalanced, find_unitless_doses])
@pytest.mark.parametrize("piece", ["dose of 1", "(", "1) ", "aaaaa ", "dose of 1 once ", "gabapentin 8 "])
def test_long_texts_are_read_quickly(reader: Callable[[str], list[object]], piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1.0):
        reader(text)
