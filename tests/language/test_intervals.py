from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.intervals import Interval, complement, contains, intersect, subtract, touch, union

NUMBERS = st.integers(-5, 5)
POINTS = [n / 2 for n in range(-12, 13)]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(NUMBERS | st.just(-inf))
    high = draw(NUMBERS | st.just(inf))
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def members(*parts: Interval) -> set[float]:
    return {point for point in POINTS if any(contains(part, point) for part in parts)}


@given(intervals(), intervals())
def test_intersection_holds_what_both_hold(one: Interval, other: Interval) -> None:
    assert members(intersect(one, other)) == members(one) & members(other)


@given(intervals())
def test_a_complement_holds_the_rest(one: Interval) -> None:
    assert members(*complement(one)) == set(POINTS) - members(one)


@given(intervals(), st.lists(intervals(), max_size=3))
def test_subtraction(one: Interval, taken: list[Interval]) -> None:
    assert members(*subtract([one], taken)) == members(one) - members(*taken)


@given(st.lists(intervals(), max_size=4))
def test_a_union_holds_all_and_its_parts_are_apart(parts: list[Interval]) -> None:
    joined = union(parts)
    assert members(*joined) == members(*parts)
    assert all(a.high <= b.low for a, b in pairwise(joined))


@given(intervals())
def test_empty_means_no_member(one: Interval) -> None:
    halves = {n / 4 for n in range(-24, 25)}
    assert one.empty == (not any(contains(one, point) for point in halves))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Interval(low=26), Interval(high=26), 26),
        (Interval(low=26, low_closed=False), Interval(high=26), None),
        (Interval(18, 26), Interval(26, 30), 26),
        (Interval(18, 30), Interval(26, 40), None),
        (Interval(26, 26), Interval(high=26), None),
    ],
)
def test_boundaries_that_touch(one: Interval, other: Interval, both: float | None) -> None:
    assert touch(one, other) == both
    assert touch(other, one) == both


def test_a_threshold_that_is_excluded_altogether() -> None:
    assert subtract([Interval(low=100)], [Interval(low=80, low_closed=False)]) == []
    assert subtract([Interval(low=100)], [Interval(high=100, high_closed=False)]) == [Interval(low=100)]
