import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.dates import find_dates, parse_date
from extractor.language.doses.regimens import Frequency
from extractor.language.durations import find_durations, find_schedules
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "quote", "iso"),
    [
        ("treated for 12 weeks", "12 weeks", "P12W"),
        ("for 6-8 weeks", "6-8 weeks", "P6W/P8W"),
        ("over 3 to 5 days", "3 to 5 days", "P3D/P5D"),
        ("two and a half years", "two and a half years", "P2.5Y"),
        ("half an hour later", "half an hour", "PT0.5H"),
        ("2 years and 3 months", "2 years and 3 months", "P2Y3M"),
        ("1 hour and 30 minutes", "1 hour and 30 minutes", "PT1H30M"),
        ("a month and a half", "a month and a half", "P1.5M"),
        ("a 28-day cycle", "28-day", "P28D"),
        ("four (4) weeks", "four (4) weeks", "P4W"),
        ("2 additional days", "2 additional days", "P2D"),
        ("at 24 h", "24 h", "PT24H"),
        ("in 90 seconds", "90 seconds", "PT90S"),
    ],
)
def test_durations(text: str, quote: str, iso: str) -> None:
    (found,) = find_durations(text)
    assert (text[found.start : found.end], found.iso) == (quote, iso)


@pytest.mark.parametrize(
    "text", ["12 mg", "until next May", "week 4", "visit 3", "version 2.0", "2 dayshift nurses", ""]
)
def test_what_is_no_duration(text: str) -> None:
    assert find_durations(text) == []


def test_two_lengths_that_a_comma_joins_are_two() -> None:
    assert [found.iso for found in find_durations("6 weeks, 2 and a half years, 1 hour")] == ["P6W", "P2.5Y", "PT1H"]


@pytest.mark.parametrize(
    ("text", "quote", "frequency", "duration"),
    [
        ("walk 3 times a week for 12 weeks.", "3 times a week for 12 weeks", Frequency(3, 1, "wk"), "P12W"),
        ("rinse twice daily for up to 6 months", "twice daily for up to 6 months", Frequency(2, 1, "d"), "P6M"),
        ("every 8 weeks", "every 8 weeks", Frequency(1, 8, "wk"), None),
    ],
)
def test_schedules(text: str, quote: str, frequency: Frequency, duration: str | None) -> None:
    (found,) = find_schedules(text)
    lasting = found.duration.iso if found.duration else None
    assert (text[found.start : found.end], found.frequency, lasting) == (quote, frequency, duration)


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("March 2021", "2021-03", "month"),
        ("2021-03", "2021-03", "month"),
        ("03/2021", "2021-03", "month"),
        ("15 Mar 2021", "2021-03-15", "day"),
        ("15th of March, 2021", "2021-03-15", "day"),
        ("March 15, 2021", "2021-03-15", "day"),
        ("Sept. 1st 2020", "2020-09-01", "day"),
        ("15-Mar-2021", "2021-03-15", "day"),
        ("2021-03-15", "2021-03-15", "day"),
        ("2021-03-15T10:30", "2021-03-15", "day"),
        ("31/12/2020", "2020-12-31", "day"),
        ("12/31/2020", "2020-12-31", "day"),
        ("05.05.2020", "2020-05-05", "day"),
        ("Q1 2020", "2020-Q1", "quarter"),
        ("second quarter of 2020", "2020-Q2", "quarter"),
        ("2020 Q4", "2020-Q4", "quarter"),
    ],
)
def test_dates(text: str, date: str, precision: str) -> None:
    sentence = f"from {text}, then"
    (found,) = find_dates(sentence)
    assert (sentence[found.start : found.end], found.date, found.precision) == (text, date, precision)
    parsed = parse_date(f" {text}\n")
    assert parsed is not None
    assert (parsed.date, parsed.precision, parsed.start) == (date, precision, 1)


@pytest.mark.parametrize(
    "text", ["03/04/2020", "13/13/2020", "May 5", "in May", "2020-13", "version 1.2020", "32/01/2020", "today"]
)
def test_what_is_no_date_or_not_one_only(text: str) -> None:
    assert find_dates(text) == []
    assert parse_date(text) is None


def test_a_bare_year_is_a_date_only_by_itself() -> None:
    assert find_dates("guidelines of 2019") == []
    found = parse_date("2019")
    assert found is not None
    assert (found.date, found.precision) == ("2019", "year")
    compact = parse_date("20200315")
    assert compact is not None
    assert compact.date == "2020-03-15"


@given(
    st.integers(1, 99),
    st.sampled_from([("year", "Y"), ("month", "M"), ("week", "W"), ("day", "D")]),
    st.sampled_from(["for {} or so", "({})", "Duration: {}.", "lasting {}; then rest"]),
)
def test_a_planted_duration_is_found_where_it_stands(number: int, unit: tuple[str, str], frame: str) -> None:
    words = f"{number} {unit[0]}s"
    text = frame.format(words)
    (found,) = find_durations(text)
    assert (text[found.start : found.end], found.iso) == (words, f"P{number}{unit[1]}")


@pytest.mark.parametrize(
    "piece", ["1 day ", "a ", "one hundred ", "1-", "2020-", "12/", "March ", "3 times a week for ", "1,000 "]
)
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for find in (find_durations, find_dates):
        with at_most(0.5, (find, re.escape(piece))):
            find(text)
