"""Dates of registries as ISO 8601 text, at the precision of a day, a month or a year ("2020-03-15", "2020-03", "2020").

Two dates are compared at the coarser precision of the two: "2020-03" is neither before nor after "2020-03-15".
"""

from calendar import monthrange
from datetime import date

__all__ = ["first_day", "is_after", "last_day"]


def is_after(text: str, other: str) -> bool:
    """Whether a date is certainly later than another.

    >>> is_after("2020-04", "2020-03-15"), is_after("2020-03", "2020-03-15"), is_after("2020-03-15", "2020-03")
    (True, False, False)
    """
    length = min(len(text), len(other))
    return text[:length] > other[:length]


def first_day(text: str) -> date:
    """The first day that a date can mean; a day that its month lacks is the month's last.

    >>> first_day("2020-03"), first_day("2021-02-30")
    (datetime.date(2020, 3, 1), datetime.date(2021, 2, 28))
    """
    year, month, day = _parts(text)
    return _day(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that a date can mean.

    >>> last_day("2020-02"), last_day("2020")
    (datetime.date(2020, 2, 29), datetime.date(2020, 12, 31))
    """
    year, month, day = _parts(text)
    return _day(year, month or 12, day or 31)


def _parts(text: str) -> tuple[int, int, int]:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    return max(year, 1), month, day


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
