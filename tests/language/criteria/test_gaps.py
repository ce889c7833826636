"""Headings between criteria, and restrictions in time within them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.criteria import split_criteria
from extractor.language.criteria.gaps import list_headings
from tests.timing import at_most

LINES = st.sampled_from(
    [
        "Inclusion Criteria:",
        "Exclusion Criteria:",
        "Exclusion criteria for controls:",
        "* Knee pain",
        "2. Age 40 or above",
        "",
        "Patients must not smoke",
        "- Trauma of the knee Exclusion Criteria: * Gout",
    ]
)


def headings(text: str) -> list[tuple[str, str, int, bool]]:
    places = [(one.start, one.end) for one in split_criteria(text).criteria]
    return [(text[h.start : h.end], h.kind, h.after, h.inline) for h in list_headings(text, places)]


def test_each_heading_knows_how_many_criteria_stand_before_it() -> None:
    text = "Inclusion Criteria:\n\n* Knee pain\n* Gout\n\nExclusion Criteria:\n\n* Fever"
    assert headings(text) == [
        ("Inclusion Criteria:", "inclusion", 0, False),
        ("Exclusion Criteria:", "exclusion", 2, False),
    ]


def test_a_heading_behind_an_item_is_inline() -> None:
    text = "* Knee pain\n* Signed consent Exclusion Criteria:• Fever"
    items = [(text.index(item), text.index(item) + len(item)) for item in ("Knee pain", "Signed consent", "Fever")]
    (found,) = list_headings(text, items)
    assert (text[found.start : found.end], found.after, found.inline) == ("Exclusion Criteria:", 2, True)


def test_the_group_of_a_heading() -> None:
    text = "Inclusion Criteria for controls:\n* No pain"
    assert [h.cohort for h in list_headings(text, [(34, 42)])] == ["controls"]


def test_a_heading_at_the_end_stands_behind_all() -> None:
    text = "Inclusion Criteria:\n* Knee pain\nExclusion Criteria:\n"
    assert headings(text)[-1] == ("Exclusion Criteria:", "exclusion", 1, False)


def test_what_is_excluded_from_the_analysis_heads_no_list() -> None:
    text = "Inclusion Criteria:\n* Knee pain\n* Patients will be excluded from the analysis if:\n  * They miss a visit"
    assert [one.kind for one in split_criteria(text).criteria] == ["inclusion"] * 3


def test_no_criteria_no_trouble() -> None:
    assert list_headings("", []) == []
    assert [h.kind for h in list_headings("Exclusion Criteria:", [])] == ["exclusion"]


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_headings_lie_in_gaps_and_in_order(text: str) -> None:
    places = [(one.start, one.end) for one in split_criteria(text).criteria]
    found = list_headings(text, places)
    assert [h.start for h in found] == sorted(h.start for h in found)
    for one in found:
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert not any(start < one.end and one.start < end for start, end in places)
        assert sum(end <= one.start for _, end in places) == one.after


@pytest.mark.parametrize("piece", ["Inclusion Criteria:\n", "inclusion criteria for ", "- - - \n", "\n \n"])
def test_long_gaps_are_quick(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(2):
        list_headings(text, [(0, 1), (len(text) - 1, len(text))])
