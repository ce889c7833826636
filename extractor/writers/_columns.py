"""What writers of tables share: the columns of a trial, and cells that a spreadsheet takes for text."""

import csv
import io
from collections.abc import Callable, Iterable

from extractor.language.ages import Age, days
from extractor.record import AgeRange, Quantity, TrialRecord

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = Callable[[TrialRecord], object]


def first(name: str) -> Value:
    """The best fact's value."""
    return lambda record: next((fact.value for fact in getattr(record, name)), None)


def each(name: str, part: str, **which: str) -> Value:
    """That part of each fact for which those others are so."""
    return lambda record: [
        getattr(fact, part) for fact in getattr(record, name) if all(getattr(fact, k) == v for k, v in which.items())
    ]


def title(kind: str) -> Value:
    """The best title of a kind."""
    return lambda record: next((title.text for title in record.titles if title.kind == kind), None)


def date(kind: str) -> Value:
    """The best date of a kind."""
    return lambda record: next((date.date for date in record.dates if date.kind == kind), None)


def age(side: str, unit: float) -> Value:
    """The lowest or highest eligible age, in units of so many days."""

    def column(record: TrialRecord) -> float | None:
        ages: AgeRange | None = next(iter(record.age_ranges), None)
        limit: Quantity | None = getattr(ages, side) if ages else None
        return round(days(Age(limit.value, limit.unit)) / unit, 4) if limit else None

    return column


def joined(value: object) -> object:
    """A list as one text, each item once."""
    return " | ".join(str(item) for item in dict.fromkeys(value)) if isinstance(value, list) else value


def cell(value: object) -> str:
    """A value as a cell: a text that would be a formula gets an apostrophe before it (OWASP, "CSV Injection").

    >>> cell(None), cell(True), cell("=1+1"), cell(-1.5), cell(["a", "b", "a"])
    ('', 'true', "'=1+1", '-1.5', 'a | b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    value = joined(value)
    text = str(value).replace("\0", "")
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def line(cells: Iterable[str]) -> bytes:
    """Cells as a row of CSV."""
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue().encode("utf-8", "replace")
