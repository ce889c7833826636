"""Ages: registered limits, the ages cell of a registry page, and the participants' ages stated in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractor.language.ages.bands import band
from extractor.language.ages.context import (
    Clause,
    clause,
    conditional,
    excludes,
    items,
    joins,
    outside,
    plausible,
    restricted,
    statement_start,
)
from extractor.language.ages.grammar import Bound, Expression, Kind, expressions, plain, unit_name
from extractor.language.remembering import remembered
from extractor.language.time_units import DAYS

_MOST = 500  # places read in one text: a text with more is a table
_NEAR = 300  # characters within which a lone maximum goes with the minimum before it
_LOWER, _UPPER = (">=", ">"), ("<=", "<")


@dataclass(frozen=True, slots=True)
class Age:
    """An age: `unit` is hour, day, week, month or year."""

    value: int | float
    unit: str


@dataclass(frozen=True, slots=True)
class AgeStatement:
    """Eligible ages as stated at text[start:end].

    `population` names the band that the statement is about ("women", "Japan", "cohort B"), None where it is about all.
    `repaired` tells that a lost comparison sign was read from context.
    """

    start: int
    end: int
    minimum: Age | None
    maximum: Age | None
    minimum_inclusive: bool = True
    maximum_inclusive: bool = True
    population: str | None = None
    repaired: bool = False


def days(age: Age) -> float:
    """An age in days, for comparison: a year is 365.25 days, a month 30.4375 (a twelfth of it).

    >>> days(Age(2, "week"))
    14.0
    """
    return age.value * DAYS[age.unit]


_LIMIT = re.compile(
    r"\s*(?:[<>≤≥]=?\s*)?(?P<iso>p)?(?P<value>\d{1,5}(?:[.]\d+)?)\s*(?P<unit>years?|yrs?|months?|weeks?|"
    r"days?|hours?|min\w*|[ymwdh])?"
    r"\b[\s.]*(?:old|of age)?\s*(?:\([^()]*\))?\s*"
)


def parse_age(text: str) -> Age | None:
    """A registered limit; None where there is none ("N/A", "No limit") or it is no age. A bare number is years.

    >>> parse_age("6 Weeks"), parse_age("730D"), parse_age("P18Y"), parse_age("N/A")
    (Age(value=6, unit='week'), Age(value=730, unit='day'), Age(value=18, unit='year'), None)
    """
    match = _LIMIT.fullmatch(plain(text))
    if match is None or (match["unit"] or "").startswith("min"):
        return None
    value = float(match["value"])
    return Age(int(value) if value.is_integer() else value, unit_name(match["unit"] or "y"))


_CELL_OPEN = re.compile(r"\s*(?:all(?: ages)?|any(?: age)?|no (?:age )?limits?|n/?a|not applicable|none)\s*")
_CELL_GROUPS = re.compile(r"\s*(?:\(?\s*(?:child|adult|older adult|senior)\s*\)?\s*,?\s*)+")


def parse_age_range(text: str) -> tuple[Age | None, Age | None] | None:
    """The (minimum, maximum) of a registry page's ages cell, None for a side without limit.

    None in place of the pair if the cell is not understood or is longer than 300 characters.

    >>> parse_age_range("1 month to 18 years old")
    (Age(value=1, unit='month'), Age(value=18, unit='year'))
    >>> parse_age_range("18+ years old")
    (Age(value=18, unit='year'), None)
    """
    if len(text) > 300:
        return None
    readable = plain(text)
    if _CELL_OPEN.fullmatch(readable) or (readable.strip() and _CELL_GROUPS.fullmatch(readable)):
        return None, None
    found = next(expressions(readable, 0, len(readable)), None)
    if found is None:
        return None
    low, high = _ends(found.bounds)
    if found.bounds[0].kind == "" and len(found.bounds) == 1:
        if re.search(r"(?:-|\bto)\s*$", readable[: found.start]):
            low, high = None, found.bounds[0]
        elif not re.match(r"\s*(?:-|to\b|and\s*$)", readable[found.end :]):
            low = high = found.bounds[0]
    return _age(low), _age(high)


@remembered
def find_ages(text: str, *, excluded: bool = False) -> list[AgeStatement]:
    """The ages of participants that a text states, in order; ages of others and other spans of time are left out.

    With `excluded` the text stands in an exclusion list and its ages are turned round into those that are eligible.

    >>> [(s.minimum, s.maximum) for s in find_ages("Age 18 to 75 years")]
    [(Age(value=18, unit='year'), Age(value=75, unit='year'))]
    >>> find_ages("Patients under 18 years of age", excluded=True)[0].minimum
    Age(value=18, unit='year')
    """
    readable = plain(text)
    sure: list[tuple[AgeStatement, bool]] = []
    guesses: list[tuple[AgeStatement, bool]] = []
    places = ((item, found) for item in items(readable) for found in expressions(readable, *item))
    last = -1
    for item, found in islice((place for place in places if plausible(readable, place[1])), _MOST):
        around = clause(readable, item, found)
        continues = last >= item[0] and joins(readable, last, found.start)
        start = statement_start(readable, found, around, continues=continues)
        if start is None:
            continue
        last = found.end
        unsure = _is_guess(found) or conditional(readable, found, around)
        population, by_itself = band(text, readable, start, found, around) or (None, True)
        for statement in _statements(readable, found, around, excluded=excluded):
            if excluded and population and statement.maximum:
                continue  # "females over 13": a part is excluded, no limit for all
            placed = replace(statement, start=start, population=population)
            (guesses if unsure else sure).append((placed, by_itself))
    return _bands(sure or guesses)


def _is_guess(found: Expression) -> bool:
    """A number without any comparison ("age 18 years"): a minimum, if nothing better is said."""
    return len(found.bounds) == 1 and found.bounds[0].kind == ""


def _bands(statements: Sequence[tuple[AgeStatement, bool]]) -> list[AgeStatement]:
    """Drops a group such as "women" as population where no other group stands beside it."""
    groups = {s.population.lower() for s, by_itself in statements if s.population and not by_itself}
    return [s if by_itself or len(groups) > 1 else replace(s, population=None) for s, by_itself in statements]


def _statements(readable: str, found: Expression, around: Clause, *, excluded: bool) -> Iterator[AgeStatement]:
    if excluded or excludes(readable, found, around):
        ranges = _left_by(found) if not restricted(readable, found, around) else []
        if len(found.bounds) == 2 and outside(readable, found, around):
            ranges = [_ends(found.bounds)]
    elif _is_disjoint(found):
        ranges = [_ends((bound,)) for bound in found.bounds]
    else:
        ranges = [_ends(found.bounds)]
    repaired = _is_guess(found) or any(bound.kind == "=" for bound in found.bounds)
    for low, high in ranges:
        minimum, maximum = _age(low), _age(high)
        if minimum is None or maximum is None or days(minimum) <= days(maximum):
            closed = (low is None or low.kind != ">", high is None or high.kind != "<")
            yield AgeStatement(found.start, found.end, minimum, maximum, *closed, None, repaired)


_Ends = tuple[Bound | None, Bound | None]


def _age(bound: Bound | None) -> Age | None:
    return None if bound is None else Age(bound.value, bound.unit or "year")


def _size(bound: Bound) -> float:
    return days(Age(bound.value, bound.unit or "year"))


def _ends(bounds: Sequence[Bound]) -> _Ends:
    """The lower and the upper end."""
    first, last = bounds[0], bounds[-1]
    if len(bounds) == 2:
        return (last, first) if first.kind in _UPPER or last.kind in _LOWER else (first, last)
    return (None, first) if first.kind in _UPPER else (first, None)


def _is_disjoint(found: Expression) -> bool:
    """ "70 and over or under 60": no age lies in both."""
    low, high = _ends(found.bounds)
    return low is not None and high is not None and _size(low) > _size(high)


_OPPOSITE: dict[Kind, Kind] = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "=": "=", "": ""}


def _left_by(found: Expression) -> list[_Ends]:
    """What is left when the ages found are excluded; nothing where they would cut a hole."""
    turned = [bound._replace(kind=_OPPOSITE[bound.kind]) for bound in found.bounds]
    first = found.bounds[0]
    if len(turned) == 2:
        if _is_disjoint(found):
            return [_ends(turned)]
        if first.value == 0 and found.bounds[1].kind in ("", *_UPPER):
            return [(turned[1]._replace(kind=">" if found.bounds[1].kind != "<" else ">="), None)]
        return []
    if first.kind == "=":
        return [(first._replace(kind=">"), None)] if first.value < 40 else [(None, first._replace(kind="<"))]
    return [_ends(turned)] if first.kind else []


def union(statements: Sequence[AgeStatement], *, limits: Sequence[AgeStatement] = ()) -> AgeStatement | None:
    """All the ages that statements of one text allow together, as one statement quoting the first; None without any.

    Bands (cohorts, countries, sexes) add up; a lone minimum and a lone maximum are the two ends of one range.
    What is said of all stands before what is said of a band. `limits` are the statements of exclusion lists: they close
    a side that is still open.

    >>> both = union(find_ages("Age 18 or older\\nNot older than 75 years"))
    >>> both.minimum, both.maximum
    (Age(value=18, unit='year'), Age(value=75, unit='year'))
    """
    if not statements:
        if not limits:
            return None
        statements, limits = limits[:1], limits[1:]
    general = [s for s in statements if s.population is None]
    bands = [s for s in statements if s.population is not None]
    whole = general[0] if general else _all_bands(bands)
    splits = {_low(s) for s in general if s.minimum}
    for statement in general[1:]:
        if statement.minimum or (_high(statement) not in splits and statement.start - general[0].start < _NEAR):
            whole = _with(whole, statement)
    for statement in bands if general else ():
        whole = _widened(whole, statement)
    for limit in limits:
        whole = _closed(whole, limit)
    return replace(whole, start=statements[0].start, end=statements[0].end, population=None)


def _from(low: AgeStatement, high: AgeStatement) -> AgeStatement:
    """The minimum of one statement and the maximum of another."""
    return replace(
        low,
        maximum=high.maximum,
        maximum_inclusive=high.maximum_inclusive,
        repaired=low.repaired or high.repaired,
    )


def _all_bands(bands: Sequence[AgeStatement]) -> AgeStatement:
    return _from(min(bands, key=_low), max(bands, key=_high))


def _with(whole: AgeStatement, other: AgeStatement) -> AgeStatement:
    """What is said of all, and then said again: the open ends close each other, or the range grows."""
    if whole.maximum is None and other.minimum is None:
        return _from(whole, other) if _high(other) > _low(whole) else _open(whole)
    if whole.minimum is None and other.maximum is None:
        return _from(other, whole) if _low(other) < _high(whole) else _open(whole)
    return _widened(whole, other)


def _open(whole: AgeStatement) -> AgeStatement:
    return replace(whole, minimum=None, maximum=None, minimum_inclusive=True, maximum_inclusive=True)


def _widened(whole: AgeStatement, other: AgeStatement) -> AgeStatement:
    """Grows by the ends that the other states; an end that it leaves open opens nothing."""
    low = other if other.minimum and _low(other) < _low(whole) else whole
    high = other if other.maximum and _high(other) > _high(whole) else whole
    return _from(low, high)


def _closed(whole: AgeStatement, limit: AgeStatement) -> AgeStatement:
    """Closes an open end, unless nothing would be left."""
    low = limit if limit.minimum and not whole.minimum else whole
    high = limit if limit.maximum and not whole.maximum else whole
    return _from(low, high) if _low(low) < _high(high) else whole


def _low(statement: AgeStatement) -> float:
    return days(statement.minimum) if statement.minimum else 0.0


def _high(statement: AgeStatement) -> float:
    return days(statement.maximum) if statement.maximum else float("inf")
