"""Dates in every spelling of the registries, at the precision they have."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts.dates import KINDS
from extractor.language.dates import parse_date
from tests.facts.documents import record_of_modules, unread
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-04-09", ("2031-04-09", "day")),
        ("2031-4-9", ("2031-04-09", "day")),
        ("2031-04", ("2031-04", "month")),
        ("2031", ("2031", "year")),
        ("20310409", ("2031-04-09", "day")),
        ("2031-04-09T00:00:00.000Z", ("2031-04-09", "day")),
        ("2031-04-09 12:30", ("2031-04-09", "day")),
        ("April 9, 2031", ("2031-04-09", "day")),
        ("April 2031", ("2031-04", "month")),
        ("Apr. 9 2031", ("2031-04-09", "day")),
        ("9 April 2031", ("2031-04-09", "day")),
        ("9th Sept 2031", ("2031-09-09", "day")),
        ("09-APR-2031", ("2031-04-09", "day")),
        (" 31/12/2031 ", ("2031-12-31", "day")),
        ("12/31/2031", ("2031-12-31", "day")),
        ("31.12.2031", ("2031-12-31", "day")),
        ("05/05/2031", ("2031-05-05", "day")),
        ("03/04/2031", None),
        ("2031-13-01", None),
        ("2031-00", None),
        ("40 April 2031", None),
        ("spring 2031", None),
        ("12 weeks", None),
        ("", None),
    ],
)
def test_spellings(text: str, expected: tuple[str, str] | None) -> None:
    found = parse_date(text)
    assert (found and (found.date, found.precision)) == expected


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y"]),
)
def test_any_day_comes_back(day: date, form: str) -> None:
    year = f"{day.year:04}"
    text = day.strftime(form.replace("%Y", year))
    found = parse_date(text)
    assert found and (found.date, found.precision) == (f"{year}-{day.month:02}-{day.day:02}", "day")


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?|-Q\d)?", found.date)


def test_long_text_takes_no_time() -> None:
    with at_most(1):
        for text in ("1" * 100_000, "1 " * 50_000, "May " * 25_000, "1-" * 50_000, " \n" * 50_000 + "x"):
            assert parse_date(text) is None


def test_kinds_and_types() -> None:
    record = record_of_modules(
        statusModule={
            "statusVerifiedDate": "March 2031",
            "startDateStruct": {"date": "2030-01-02", "type": "ACTUAL"},
            "completionDateStruct": {"date": "2032-05", "type": "ESTIMATED"},
            "primaryCompletionDateStruct": {"date": "May 2032 (Anticipated)"},
            "studyFirstSubmitDate": "2029-12-24",
        }
    )
    assert {(item.kind, item.date, item.precision, item.type) for item in record.dates} == {
        ("verified", "2031-03", "month", None),
        ("start", "2030-01-02", "day", "ACTUAL"),
        ("completion", "2032-05", "month", "ESTIMATED"),
        ("primary_completion", "2032-05", "month", "ESTIMATED"),
        ("first_submitted", "2029-12-24", "day", None),
    }
    assert all(item.kind in KINDS.values() for item in record.dates)


def test_what_is_no_date_is_not_dropped() -> None:
    record = record_of_modules(statusModule={"startDateStruct": {"date": "03/04/2031"}})
    assert record.dates == []
    assert unread(record, "dates") == ["03/04/2031"]
