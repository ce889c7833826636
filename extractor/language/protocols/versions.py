"""The versions of a protocol and their dates: its own, those of its amendments, the original's.

The document's own version is the last of those that its front pages date, unless they give its number and that is
another one's: then the list is of what came before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.dates import StatedDate, find_dates
from extractor.language.protocols.labels import find_labelled
from extractor.model import Span

FRONT: Final = 9_000  # characters of the title page and what comes with it
HISTORY: Final = 30_000  # characters in which a list of versions stands
SHORT: Final = 40  # characters of a line with a version's number alone, above its date
LONGEST: Final = 90  # characters of a line before its date
SHORTEST_LINE: Final = 120  # characters of a line that begins with its date

_BARE: Final = r"(?:v?\.?\s?\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|\(?[a-h]\)?|[A-Z]{2,4}-\d{1,2})(?![\w/-])"
_NUMBER: Final = rf"{_BARE}(?:\s\([A-Z]{{2,8}}(?:\s\w{{1,8}})?\))?"
_VERSION: Final = re.compile(
    rf"(?:(?i:\bam\s?endment|\bamended\s(?:clinical\s)?(?:trial\s|study\s)?protocol|\bversion|\brevision|\brevised\sprotocol)"
    rf"(?i:\s(?:no\.?|number))?\s?:?\s?(?P<number>{_NUMBER})|(?<!\w)[vV]\.?\s?(?P<short>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?![\w.]))"
)
_AMENDED: Final = re.compile(r"(?i)\bam\s?end(?:ment|ed)\b")
_ORIGINAL: Final = re.compile(
    r"(?i)\boriginal\b|\binitial\b|^\W*(?:clinical\s)?(?:study\s|trial\s)?protocol\s(?:(?:electronically\s)?(?:signed\sand\s)?"
    r"approv(?:al|ed)|date)\b(?!.*\bversion)|\bdate\sof\sprotocol\b"
)
_LABEL: Final = re.compile(
    r"(?i)\b(?:(?:approv(?:al|ed)|release|issue|effective|document|version|final|revision|protocol|amendment)\s{0,2}(?:\w+\s)?"
    r"(?:on\s)?dated?|approved|date|final\sprotocol|final|version)\W*$|\bdate:?\s{1,3}(?:protocol\s)?version\b|utc\)\W*$"
)
_NONE: Final = re.compile(
    r"(?i)\btemplate|\bsaved|\bform\b|\bSOP\b|\benrol|\bpatient|\bsubject|\bparticipant|\bfirst\b|\blast\b|\bcomplet"
    r"|\bpublished|\baccepted|\breceived|\bcut-?off|\bregist|\bopened|\bclosed|\bplan\b.{0,40}:|\bbirth|\bprinted"
    r"|\bguid(?:ance|eline)|\bHelsinki|\bconsent|\bbrochure|\bmonograph|\bexpir|\baccess|\bstart"
)
_SUPERSEDED: Final = re.compile(r"(?i)\b(?:replace|supersede)")
_ASIDE: Final = re.compile(r"\s?\([^()\n]{1,40}\)")
_OWN_VALUE: Final = re.compile(rf"{_NUMBER}(?=\s|$|[,;/|])")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a protocol: its date, and where its number stands; `kind` tells whether it is the document's own."""

    kind: Literal["own", "amendment", "original"]
    date: StatedDate
    number: Span | None


def find_versions(text: str) -> list[Version]:
    """The dated versions of a protocol, its own first; none is its own where the front pages date earlier ones only.

    >>> text = "Version 3.0\\nDate: 2 May 2021\\nVersion 2.0, 1 March 2020\\nOriginal Protocol | 5 June 2019\\n"
    >>> [(one.kind, one.date.date) for one in find_versions(text)]
    [('own', '2021-05-02'), ('amendment', '2020-03-01'), ('original', '2019-06-05')]
    """
    dated = list(_dated(text))
    own_number = _own_number(text)
    latest = max(dated, key=lambda one: one.date.date, default=None)
    if latest and own_number and latest.number and _key(text, latest.number) != _key(text, own_number):
        latest = None
    if latest is None:
        return list(_once(dated))
    number = latest.number or own_number
    same = [one for one in dated if one.date.date == latest.date.date]
    first = min(same, key=lambda one: (one.number is None, one.date.start))
    own = Version("own", first.date, first.number or number)
    return [own, *(one for one in _once(dated) if one.date.date != own.date.date)]


def _once(dated: list[Version]) -> Iterator[Version]:
    """Each date once, with its number where one place has it."""
    for day in dict.fromkeys(one.date.date for one in dated):
        same = [one for one in dated if one.date.date == day]
        yield next((one for one in same if one.number), same[0])


def _key(text: str, number: Span) -> str:
    """A number of a version for comparison: "2.0" is "2", "(b)" is "b"."""
    first = re.search(r"\d{1,2}(?:\.\d{1,2}){0,2}|[a-h](?!\w)", text[number.start : number.end])
    key = first[0] if first else ""
    while key.endswith(".0"):
        key = key[:-2]
    return key.lstrip("0")


def _own_number(text: str) -> Span | None:
    """Where the front pages label the document's own version or amendment."""
    for item in find_labelled(text[:FRONT], "version"):
        value = _OWN_VALUE.match(text, item.start, item.end)
        if value:
            return Span(*value.span())
    return None


def _dated(text: str) -> Iterator[Version]:
    front = text[:HISTORY]
    last = 0
    for date in find_dates(front):
        if date.precision not in ("day", "month"):
            continue
        begin = front.rfind("\n", 0, date.start) + 1
        stop = front.find("\n", date.end)
        stop = len(front) if stop < 0 else stop
        begin = max(begin, last)
        if begin == last and (aside := _ASIDE.match(front, begin, date.start)):
            begin = aside.end()
        last = date.end
        before = front[begin : date.start]
        after = front[date.end : stop]
        if not before.strip(" |•") and front[begin - 1 : begin] == "\n" and not _VERSION.search(after[:SHORTEST_LINE]):
            above = front.rfind("\n", 0, begin - 1) + 1
            begin, before = above, front[above : date.start]
        if len(before.strip()) > LONGEST or _NONE.search(before) or after.count(" ") > 25:
            continue
        found = _version(front, date, begin, before, after)
        if found:
            yield found


def _version(text: str, date: StatedDate, begin: int, before: str, after: str) -> Version | None:
    """The version that a date is of, told by the words before it, or by a number behind it where none are before."""
    named = None
    for match in _VERSION.finditer(before):
        named = match
    at = begin
    if named is None and (not before.strip() or _LABEL.search(before.strip(" |:"))) and len(after) < SHORTEST_LINE:
        named, at = _VERSION.search(after), date.end
        if named is None:
            at = text.rfind("\n", 0, max(0, begin - 1)) + 1
            above = text[at : max(at, begin - 1)]
            named = _VERSION.search(above) if len(above.strip()) < SHORT else None
    number = None
    if named:
        group = "number" if named["number"] else "short"
        number = Span(at + named.start(group), at + named.end(group))
    if _ORIGINAL.search(before):
        return Version("original", date, number)
    if _AMENDED.search(before) and named:
        return Version("amendment", date, number)
    if named or _SUPERSEDED.search(before):
        first = number is not None and _key(text, number) == "1"
        return Version("original" if first else "amendment", date, number)
    if date.start < FRONT and _LABEL.search(before.strip(" |:")):
        return Version("amendment", date, None)
    return None
