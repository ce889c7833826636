"""Times in texts: lengths, points, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.time_points import DAYS, find_times
from tests.timing import at_most

MONTH, YEAR = DAYS["month"], DAYS["year"]


def lows(text: str) -> list[float]:
    return [round(found.low, 2) for found in find_times(text)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 weeks", [84]),
        ("12-week", [84]),
        ("twelve weeks", [84]),
        ("three (3) months", [round(3 * MONTH, 2)]),
        ("6, 12 and 24 weeks", [42, 84, 168]),
        ("Weeks 4, 8, 12 (±3 days)", [28, 56, 84]),
        ("0.5, 1 and 24 (±15 minutes) hours", [0.02, 0.04, 1]),
        ("D1, D7 and D28", [1, 7, 28]),
        ("day 0 to day 90", [0, 90]),
        ("Day-90", [90]),
        ("8weeks, 48h", [56, 2]),
        ("2.5 years", [round(2.5 * YEAR, 2)]),
        ("the 12th week and the third day", [84, 3]),
        ("Day 1, 2 weeks", [1, 14]),
        ("up to 3 years 5 months", [round(3 * YEAR + 5 * MONTH, 2)]),
        ("6 weeks-6months-12 months", [42, round(6 * MONTH, 2), round(12 * MONTH, 2)]),
    ],
)
def test_times_in_days(text: str, days: list[float]) -> None:
    assert lows(text) == days


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("for 8 weeks", "length"),
        ("at Week 8", "point"),
        ("every 8 weeks", "recurring"),
        ("4 days per week", "recurring"),
        ("in the past 7 days", "recalled"),
        ("at 2 years of age", "age"),
        ("aged 2 years", "age"),
        ("30 days prior to surgery", "before"),
        ("Day -7", "before"),
        ("± 3 days", "tolerance"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [found.kind for found in find_times(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["EQ-5D-5L", "Body Weight", "vitamin D3", "Year 2014", "C1D1", "5 mg", "12%", "M6620", "[90Y]-labelled"]
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text) == []


def test_a_range_is_one_time() -> None:
    (found,) = find_times("8-12 weeks")
    assert (found.low, found.high, found.start, found.end) == (56, 84, 0, 10)


def test_an_adjective_is_joined_to_its_noun() -> None:
    assert [found.adjective for found in find_times("6-minute walk after 6-12 months")] == [True, False]


@given(st.integers(1, 300), st.sampled_from(["day", "week", "month"]), st.text(alphabet="abc .,", max_size=20))
def test_a_planted_time_is_found_at_its_place(number: int, unit: str, before: str) -> None:
    text = f"{before} after {number} {unit}s"
    planted = [found for found in find_times(text) if text[found.start : found.end] == f"{number} {unit}s"]
    assert planted and planted[0].low == pytest.approx(number * DAYS[unit])


@given(st.text(alphabet="0123456789 dwmy,-–±()/aektoWD.", max_size=60))
def test_places_are_in_the_text_and_in_order(text: str) -> None:
    found = find_times(text)
    assert all(0 <= one.start < one.end <= len(text) and one.low <= one.high for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@pytest.mark.parametrize("piece", ["1, ", "1,1,", "day 1 to ", "twenty-four-", "1-", "1 (1) and ", "± 1 day ", "1 ("])
def test_long_texts_are_read_quickly(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1.5):
        find_times(text)
