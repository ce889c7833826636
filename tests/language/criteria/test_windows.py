"""Restrictions in time: what, how long, and before what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.criteria.windows import find_restrictions
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "what", "days", "anchor"),
    [
        ("Major surgery within 4 weeks of randomisation", {"major", "surgery"}, 28, {"randomisation"}),
        ("Received blood in the past two months", {"blood"}, 60.875, set()),
        ("Fever within 48 hours before dosing", {"fever"}, 2, {"dosing"}),
        ("Drug abuse within the previous 2 years", {"drug", "abuse"}, 730.5, set()),
        ("Live vaccines within four (4) weeks prior to screening", {"live", "vaccine"}, 28, {"screening"}),
    ],
)
def test_what_how_long_and_before_what(text: str, what: set[str], days: float, anchor: set[str]) -> None:
    (found,) = find_restrictions(text)
    assert (found.what, found.days, found.anchor) == (what, days, anchor)


@pytest.mark.parametrize(
    "text",
    [
        "Any antibody within 4 weeks or 5 half-lives, whichever is longer",
        "Surgery within 4 weeks or radiotherapy within 2 weeks",
        "Within 4 weeks",
        "Surgery within 4 weeks after enrolment",
        "Surgery within 4 weeks unless minor",
        "Age over 18 years",
    ],
)
def test_what_is_no_plain_restriction(text: str) -> None:
    assert not [one for one in find_restrictions(text) if one.what - {"age"}]


def test_clauses_are_read_apart() -> None:
    text = "Fever; live vaccines within 30 days before the first dose; gout"
    (found,) = find_restrictions(text)
    assert text[found.start : found.end] == "live vaccines within 30 days before the first dose"


@given(
    what=st.sampled_from(["major surgery", "blood donation", "live vaccine"]),
    number=st.integers(1, 60),
    unit=st.sampled_from([("day", 1), ("week", 7)]),
    before=st.text(alphabet=" \nabc;.", max_size=30),
)
def test_a_planted_restriction_is_found_where_it_stands(
    what: str, number: int, unit: tuple[str, int], before: str
) -> None:
    text = f"{before}; {what} within {number} {unit[0]}s of screening"
    found = find_restrictions(text)[-1]
    assert text[found.start : found.end] == f"{what} within {number} {unit[0]}s of screening"
    assert (found.days, found.anchor) == (number * unit[1], {"screening"})


@pytest.mark.parametrize("piece", ["within 4 weeks ", "within ", "a ", "in the past ", "; . A", "9"])
def test_long_texts_are_quick(piece: str) -> None:
    with at_most(0.5):
        find_restrictions(piece * (100_000 // len(piece)))
