"""An age limit has the right number and the wrong unit.

What it does: compares each registered limit with the limits of the same side that criteria, titles and descriptions
state, and fires where the numbers are equal and the units are not. Where no text states an age, a limit in months,
weeks, days or hours that would suit an adult (18 and over) fires if a title speaks of adults.

Why it matters: an adult trial is shown to the parents of infants, and to no adult.

Example: minimumAge "18 Months", criteria "18 years or older".

Not an error: trials of infants; a limit in other units that comes to the same (216 Months, 18 years).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor.checks import Side, brief, cut, shown
from extractor.language.ages import Age, days, find_ages
from extractor.model import Evidence, Finding
from extractor.record import AgeRange, Description, Quantity, Title, TrialRecord

code = "AGE106"
name = "age-unit-suspect"
severity: Final = "error"
needs = ("age_ranges.registered",)
absorbs = ("AGE101", "AGE102")

SIDES: tuple[Side, Side] = ("minimum", "maximum")
GROWN = 18
_GROWN_UP = re.compile(r"(?i)(?<![\w-])(?:adults?|elderly|older (?:people|persons?|men|women|patients))(?![\w-])")
_YOUNG = re.compile(r"(?i)\b(?:child|infant|p(?:a)?ediatric|newborn|neonat|adolesc|toddler|bab(?:y|ies)\b|all ages)")


class Said(NamedTuple):
    """A limit that a text states, and where."""

    age: Age
    place: Evidence


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a limit: the field and the words that give the other unit."""
    ages = next(one for one in record.age_ranges if one.origin == "registered")
    for side in SIDES:
        field: Quantity | None = getattr(ages, side)
        if field is None:
            continue
        stated = _stated(record, side)
        if any(_agrees(field, said.age) for said in stated):
            continue
        stated += _told(record, side)
        if stated:
            if other := _same_number(field, stated):
                message = f"the {side} age is registered as {shown(field)}, the text says {brief(other.place.quote)}"
                yield _finding(message, ages, side, other.place, f"{other.age.value:g} {other.age.unit}")
        elif field.unit != "year" and field.value >= GROWN and (adults := _adults(record)):
            message = f"the {side} age is registered as {shown(field)}, the title speaks of {brief(adults.quote)}"
            yield _finding(message, ages, side, adults, "adults")


def _stated(record: TrialRecord, side: Side) -> list[Said]:
    """The limits that the criteria state."""
    return [
        Said(Age(limit.value, limit.unit), one.evidence[0])
        for one in record.age_ranges
        if one.origin == "stated" and (limit := getattr(one, side))
    ]


def _told(record: TrialRecord, side: Side) -> Iterator[Said]:
    """The limits that titles and descriptions state."""
    parts: list[Title | Description] = [*record.titles, *record.descriptions]
    for part in parts:
        for said in find_ages(part.text):
            if limit := getattr(said, side):
                yield Said(limit, cut(part.evidence[0], said.start, said.end))


def _same_number(field: Quantity, stated: list[Said]) -> Said | None:
    """The first statement with the field's number in another unit, unless some statement agrees with the field."""
    if any(_agrees(field, said.age) for said in stated):
        return None
    return next((said for said in stated if said.age.value == field.value and said.age.unit != field.unit), None)


def _agrees(field: Quantity, age: Age) -> bool:
    own = days(Age(field.value, field.unit))
    return abs(days(age) - own) <= 0.05 * own


def _adults(record: TrialRecord) -> Evidence | None:
    titles = [title for title in record.titles if title.kind != "acronym"]
    if any(_YOUNG.search(title.text) for title in titles):
        return None
    found = ((title, _GROWN_UP.search(title.text)) for title in titles)
    return next((cut(title.evidence[0], *match.span()) for title, match in found if match), None)


def _finding(message: str, ages: AgeRange, side: Side, other: Evidence, said: str) -> Finding:
    place = next((e for e in ages.evidence if (e.path or "").endswith(side + "Age")), ages.evidence[0])
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion="correct the unit of the registered limit",
        evidence=[place, other],
        values={"registered": getattr(ages, side).model_dump(), "said": said},
    )
