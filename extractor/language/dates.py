"""Dates as documents write them, in ISO 8601 at the precision they are written in; nothing is relative to today.

>>> [(d.date, d.precision) for d in find_dates("from March 2021 to 15 Mar 2022, closed Q1 2023")]
[('2021-03', 'month'), ('2022-03-15', 'day'), ('2023-Q1', 'quarter')]
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.language.numbers import lowered, matches_at, places

__all__ = ["Precision", "StatedDate", "find_dates", "parse_date"]

Precision = Literal["day", "month", "quarter", "year"]

_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20|21)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)"
_DATE = re.compile(
    r"(?<![\w./-])(?:"
    rf"(?P<y1>{_YEAR})-(?P<m1>{_NUMBER})(?:-(?P<d1>{_DAY}))?{_TIME}?"
    rf"|(?P<d2>{_DAY}){_ORDINAL}(?:\s(?:of\s)?|[.-])(?P<m2>{_MONTH})\.?[\s,.-]{{0,3}}(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?(?:\s(?P<d3>{_DAY}){_ORDINAL}\s?,)?[\s,.-]{{0,3}}(?P<y3>{_YEAR})"
    rf"|(?P<m8>{_MONTH})\.?\s(?P<d8>{_DAY}){_ORDINAL}\s(?P<y8>{_YEAR})"
    rf"|(?P<a4>\d{{1,2}})(?P<sign>[/.])(?P<b4>\d{{1,2}})(?P=sign)(?P<y4>{_YEAR})"
    rf"|(?P<m5>{_NUMBER})/(?P<y5>{_YEAR})"
    rf"|(?:Q(?P<q6>[1-4])|(?P<w6>first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?:\s(?:of\s)?)?/?(?P<y6>{_YEAR})"
    rf"|(?P<y9>{_YEAR})[ -]?Q(?P<q9>[1-4])"
    r")(?![\w/]|[.-]\d)",
    re.I,
)
# Where a date may begin in a text in small letters.
_PLACE = re.compile(
    r"[^a-z_](?:(?<=\d)(?<!\d\d)|(?=[jfmasondqt])(?<!\d)(?=jan|ju[nl]|f(?:eb|irst|ourth)|ma[ry]|apr|aug|se(?:p|cond)|oct|nov|dec|q[1-4]"
    r"|third)())"
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_BARE_YEAR = re.compile(rf"{_YEAR}|(?P<y>{_YEAR})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")


class StatedDate(NamedTuple):
    """A date at text[start:end]; a quarter is "2020-Q1"."""

    start: int
    end: int
    date: str
    precision: Precision


def find_dates(text: str) -> list[StatedDate]:
    """All dates of a text that name a month or a quarter, left to right; "03/04/2020", which may be two days, is none.

    >>> find_dates("by June 2021")[0].date
    '2021-06'
    """
    starts = places(_PLACE, lowered(text))
    return [found for match in matches_at(_DATE, text, starts) if (found := _stated(match))]


@lru_cache(maxsize=4096)
def parse_date(text: str) -> StatedDate | None:
    """A text that is one date and nothing else, a bare year or "20200315" too; None if it is not.

    >>> parse_date("March 31, 2016").date, parse_date("03/2021").date, parse_date("2020").precision
    ('2016-03-31', '2021-03', 'year')
    >>> parse_date("03/04/2020")
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if bare := _BARE_YEAR.fullmatch(text, start, end):
        if bare["y"]:
            return StatedDate(start, end, f"{bare['y']}-{bare['m']}-{bare['d']}", "day")
        return StatedDate(start, end, bare[0], "year")
    match = _DATE.fullmatch(text, start, end)
    return _stated(match) if match else None


def _stated(match: re.Match[str]) -> StatedDate | None:
    group = match.groupdict()
    year = next(group[name] for name in ("y1", "y2", "y3", "y8", "y4", "y5", "y6", "y9") if group[name])
    if quarter := group["q6"] or group["q9"] or group["w6"]:
        number = _QUARTERS.get(quarter.lower()) or int(quarter)
        return StatedDate(match.start(), match.end(), f"{year}-Q{number}", "quarter")
    if group["a4"]:
        month, day = _month_and_day(int(group["a4"]), int(group["b4"]))
        if month is None:
            return None
    else:
        name = next(group[key] for key in ("m1", "m2", "m3", "m8", "m5") if group[key])
        month = int(name) if name.isdigit() else _MONTHS[name[:3].lower()]
        day = next((int(group[key]) for key in ("d1", "d2", "d3", "d8") if group[key]), None)
    if day is None:
        return StatedDate(match.start(), match.end(), f"{year}-{month:02}", "month")
    return StatedDate(match.start(), match.end(), f"{year}-{month:02}-{day:02}", "day")


def _month_and_day(first: int, second: int) -> tuple[int, int] | tuple[None, None]:
    """Month and day of two numbers in an order that only a number over 12 tells."""
    if first == second <= 12 or first <= 12 < second <= 31:
        return first, second
    return (second, first) if second <= 12 < first <= 31 else (None, None)
