"""Dates of the trial and of its record, ISO 8601 at the precision that is given."""

import re
from typing import Literal

from extractor.facts import Found, not_understood, proof
from extractor.model import Document
from extractor.record import Date, TrialRecord

GIVES = ("dates",)
NEEDS = ()

_MODULE = "protocolSection.statusModule"
KINDS = {
    "startDateStruct": "start",
    "primaryCompletionDateStruct": "primary_completion",
    "completionDateStruct": "completion",
    "studyFirstSubmitDate": "first_submitted",
    "studyFirstPostDateStruct": "first_posted",
    "lastUpdateSubmitDate": "last_update_submitted",
    "lastUpdatePostDateStruct": "last_update_posted",
    "statusVerifiedDate": "verified",
    "resultsFirstSubmitDate": "results_first_submitted",
    "resultsFirstPostDateStruct": "results_first_posted",
}
Precision = Literal["day", "month", "year"]
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d\d:\d\d.{0,20})?$")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
_WORDS = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+)?([A-Za-z]{3,9})\.?"
    r"(?:[ .-]+(\d{1,2})(?:st|nd|rd|th)?)?[, \n.-]+(\d{4})$"
)
_NUMBERS = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_TYPES = {"ACTUAL": "ACTUAL", "ESTIMATED": "ESTIMATED", "ESTIMATE": "ESTIMATED", "ANTICIPATED": "ESTIMATED"}
_TYPE_WORD = re.compile(r"(?i)\s*\(?\b(actual|estimated?|anticipated)\b\)?\s*:?\s*")


def parse_date(text: str) -> tuple[str, Precision] | None:
    """A date as ISO 8601 and its precision; None where it is no date or not one date only ("03/04/2020").

    >>> parse_date("March 31, 2016"), parse_date("2001-03"), parse_date("31/12/2020"), parse_date("03/04/2020")
    (('2016-03-31', 'day'), ('2001-03', 'month'), ('2020-12-31', 'day'), None)
    """
    text = text.strip()
    if match := _ISO.match(text) or _COMPACT.match(text):
        return _date(*match.groups())
    if match := _WORDS.match(text):
        before, name, after, year = match.groups()
        month = _MONTHS.get(name[:3].lower())
        return _date(year, str(month), before or after) if month else None
    if match := _NUMBERS.match(text):
        first, second, year = match.groups()
        if int(first) > 12:
            return _date(year, second, first)
        if int(second) > 12 or first == second:
            return _date(year, first, second)
    return None


def _date(year: str, month: str | None, day: str | None) -> tuple[str, Precision] | None:
    if not month:
        return year, "year"
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    if not day:
        return f"{year}-{int(month):02}", "month"
    return f"{year}-{int(month):02}-{int(day):02}", "day"


def find(document: Document, record: TrialRecord) -> Found:
    """Dates as registered, each with its type where the registry gives one."""
    dates, unread = [], []
    for key, kind in KINDS.items():
        struct = key.endswith("Struct")
        for item in document.all(f"{_MODULE}.{key}.date" if struct else f"{_MODULE}.{key}"):
            text = document.value(item)
            kinds = [document.value(one) for one in document.all(f"{_MODULE}.{key}.type")]
            word = _TYPE_WORD.search(text)
            parsed = parse_date(_TYPE_WORD.sub("", text))
            if not parsed:
                unread.append(not_understood(document, item, "dates", "not a date, or not one date only"))
                continue
            stated_type = _TYPES.get((word[1] if word else kinds[0] if kinds else "").upper())
            dates.append(
                Date(
                    kind=kind,
                    date=parsed[0],
                    precision=parsed[1],
                    type=stated_type,  # type: ignore[arg-type]
                    origin="registered",
                    evidence=proof(document, [item]),
                )
            )
    return {"dates": dates, "unparsed": unread}
