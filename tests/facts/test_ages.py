"""Eligible ages: registered in two cells or one, and as the criteria state them."""

import pytest

from extractor.model import Field
from extractor.record import AgeRange, TrialRecord
from tests.facts.documents import record_of, record_of_text, unread

MINIMUM = "protocolSection.eligibilityModule.minimumAge"
MAXIMUM = "protocolSection.eligibilityModule.maximumAge"


def limits(ages: AgeRange) -> tuple[object, object]:
    return tuple(limit and (limit.value, limit.unit) for limit in (ages.minimum, ages.maximum))  # type: ignore[return-value]


def registered(record: TrialRecord) -> list[AgeRange]:
    return [ages for ages in record.age_ranges if ages.origin == "registered"]


def stated(record: TrialRecord) -> list[AgeRange]:
    return [ages for ages in record.age_ranges if ages.origin == "stated"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"minimum_age": "18 Years", "maximum_age": "65 Years"}, ((18, "year"), (65, "year"))),
        ({"minimum_age": "6 Months"}, ((6, "month"), None)),
        ({"maximum_age": "28 Days"}, (None, (28, "day"))),
        ({"minimum_age": "24 Hours", "maximum_age": "2 Weeks"}, ((24, "hour"), (2, "week"))),
        ({"minimum_age": "N/A", "maximum_age": "5 Years"}, (None, (5, "year"))),
    ],
)
def test_registered_limits(facts: dict[str, str], expected: object) -> None:
    (ages,) = registered(record_of(facts))
    assert limits(ages) == expected
    assert [place.quote for place in ages.evidence] == [*facts.values()]


def test_no_age_fields_are_no_range() -> None:
    assert record_of({"title": "A study"}).age_ranges == []


def test_one_cell_with_both_limits_is_quoted_once() -> None:
    text = "Ages\n\n1 month to 18 years old\n"
    start = text.index("1 month")
    fields = [Field(path, start, len(text) - 1) for path in (MINIMUM, MAXIMUM)]
    (ages,) = record_of_text(text, fields=fields, kind="registry").age_ranges
    assert limits(ages) == ((1, "month"), (18, "year"))
    assert [place.quote for place in ages.evidence] == ["1 month to 18 years old"]


def test_a_cell_in_the_minimum_alone_is_read_as_both() -> None:
    (ages,) = registered(record_of({"minimum_age": "18 Years to 75 Years"}))
    assert limits(ages) == ((18, "year"), (75, "year"))


def test_what_is_no_age_is_not_dropped() -> None:
    record = record_of({"minimum_age": "2 visits", "maximum_age": "5 visits"})
    assert registered(record) == []
    assert unread(record, "age_ranges") == ["2 visits", "5 visits"]


def test_one_limit_that_is_no_age_leaves_the_other() -> None:
    record = record_of({"minimum_age": "18 Years", "maximum_age": "5 visits"})
    assert limits(registered(record)[0]) == ((18, "year"), None)
    assert unread(record, "age_ranges") == ["5 visits"]


def test_ages_of_the_criteria() -> None:
    record = record_of({"criteria": "Inclusion Criteria:\n\n* Age 18 to 65 years\n\nExclusion Criteria:\n\n* Stroke"})
    (ages,) = record.age_ranges
    assert (ages.origin, limits(ages)) == ("stated", ((18, "year"), (65, "year")))
    assert ages.evidence[0].path == "protocolSection.eligibilityModule.eligibilityCriteria"


def test_an_excluded_age_is_turned_round() -> None:
    record = record_of({"criteria": "Inclusion Criteria:\n\n* Asthma\n\nExclusion Criteria:\n\n* Age under 18 years"})
    (ages,) = record.age_ranges
    assert limits(ages) == ((18, "year"), None)
    assert ages.minimum_inclusive


def test_several_bands_have_their_union_first() -> None:
    criteria = "Inclusion Criteria:\n\n* Cohort A: aged 6 to 11 years\n* Cohort B: aged 12 to 17 years"
    record = record_of({"minimum_age": "6 Years", "criteria": criteria})
    assert [limits(ages) for ages in stated(record)] == [
        ((6, "year"), (17, "year")),
        ((6, "year"), (11, "year")),
        ((12, "year"), (17, "year")),
    ]
    assert stated(record)[0].population is None
    assert record.age_ranges[0].origin == "registered"
