"""The description gives another age range than the limits.

What it does: reads the age ranges of participants that titles and descriptions state, and compares them with the
registered limits and with those of the criteria. It fires where a range with two ends reaches beyond both, and where a
title states a range, or one end of one, that differs from both.

Why it matters: readers of the summary, the first thing that a search shows, are told of another trial than the one
that the limits describe.

Example: summary "women aged 15 to 50", maximumAge and criteria 49.

Not an error: epidemiology ("back pain affects adults aged 20-59"); bands of a stratified trial; ages at onset; the
off-by-one of an open end (under 18 beside 17 Years); a range that agrees with either the field or the criteria, which
is what AGE101 and AGE102 are for.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from extractor.checks import brief, cut, shown
from extractor.language.ages import Age, AgeStatement, days, find_ages
from extractor.model import Evidence, Finding
from extractor.record import AgeRange, Description, Title, TrialRecord

code = "AGE107"
name = "age-differs-in-description"
severity: Final = "warning"
needs = ("age_ranges",)

Span = tuple[float | None, float | None]
"""The least and the greatest age that a range takes in, in days; None where it has no such end."""

REACH = 160
YEAR = days(Age(1, "year"))
GROWN = Age(18, "year")
_SENTENCE_END = re.compile(r"[.;?]\s|\n\n")
_PEOPLE = re.compile(
    r"(?i)\b(?:patients?|participants?|subjects?|volunteers?|individuals|persons?|people|wom[ae]n|m[ae]n|(?:fe)?males?"
    r"|adults?|child(?:ren)?|adolescents?|infants?|boys|girls|students?|population|screening|enrol\w*|recruit\w*"
    r"|eligib\w+|includ\w+|toddlers?|teen\w*|youths?|elders?|elderly|veterans?|controls?|cases|older)\b"
)
_ELSEWHERE = re.compile(
    r"(?i)\b(?:prevalen\w*|inciden\w*|mortality|worldwide|globally|epidemiolog\w*|affect(?:s|ed|ing)|occur(?:s|red|ring)?"
    r"|common(?:ly)?|most|previous(?:ly)?|prior (?:study|trial)|earlier|published|literature|reported|percent|onset"
    r"|parents?|mothers?|caregivers?|relatives?|donors?|norms?|norm\w+ (?:data|sample)|validat\w*|mean|median"
    r"|guidelines?|recommend\w*|approved|licensed|indicated|rates?|census|strat\w*|sub-?(?:set|group)s?|per cent)\b|%"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each range that differs."""
    limits = _limits(record)
    if not _in_order(limits[0]):
        return
    seen: set[Span] = set()
    parts: list[Title | Description] = [*record.titles, *record.descriptions]
    for part in parts:
        titled = isinstance(part, Title)
        for said in _ranges(part.text, titled=titled):
            span = _span(said)
            if span not in seen and _differs(span, limits, beyond=not titled):
                seen.add(span)
                yield _finding(cut(part.evidence[0], said.start, said.end), said, limits[0])


def _limits(record: TrialRecord) -> list[AgeRange]:
    """What a range may agree with: the registered limits, the union of what the criteria state, and their bands."""
    registered = [one for one in record.age_ranges if one.origin == "registered"][:1]
    return registered + [one for one in record.age_ranges if one.origin == "stated"]


def _in_order(limits: AgeRange) -> bool:
    """False where a range would only differ because the limits are exchanged (AGE105)."""
    low, high = limits.minimum, limits.maximum
    return not (low and high) or days(Age(low.value, low.unit)) <= days(Age(high.value, high.unit))


def _ranges(text: str, *, titled: bool) -> list[AgeStatement]:
    """The ranges of ages in a passage, none where it states several; only in a title may one have one end."""
    found = [one for one in find_ages(text) if titled or (one.minimum and one.maximum)]
    if len({_span(one) for one in found}) > 1:
        return []
    return [one for one in found if _of_participants(text, one) or (titled and one.minimum and one.maximum)]


def _of_participants(text: str, said: AgeStatement) -> bool:
    start = max(text.rfind(mark, 0, said.start) for mark in (". ", "\n\n", "; ", "? "))
    before = text[max(start + 1, said.start - REACH) : said.end]
    after = _SENTENCE_END.split(text[said.end : said.end + REACH], maxsplit=1)[0]
    return bool(_PEOPLE.search(before + after)) and not _ELSEWHERE.search(before + after)


def _span(said: AgeStatement) -> Span:
    """The whole years that a range takes in: "under 19" ends with 18, and so may "up to 18" with 17."""
    grown = said.maximum == GROWN
    return (
        days(said.minimum) + YEAR * (not said.minimum_inclusive) if said.minimum else None,
        days(said.maximum) - YEAR * (not said.maximum_inclusive or grown) if said.maximum else None,
    )


def _differs(span: Span, limits: list[AgeRange], *, beyond: bool) -> bool:
    """Whether an end of a range agrees with none of the limits; with `beyond` only where it lies outside of all."""
    lows = [days(Age(one.minimum.value, one.minimum.unit)) for one in limits if one.minimum]
    highs = [days(Age(one.maximum.value, one.maximum.unit)) for one in limits if one.maximum]
    low, high = span
    lower = low is not None and limits[0].minimum is not None and all(low <= x - YEAR for x in lows)
    upper = high is not None and limits[0].maximum is not None and all(high >= x + YEAR for x in highs)
    return lower or upper or not (beyond or (_near(low, lows) and _near(high, highs)))


def _near(value: float | None, limits: list[float]) -> bool:
    return value is None or not limits or any(abs(value - limit) <= YEAR for limit in limits)


def _finding(place: Evidence, said: AgeStatement, limit: AgeRange) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"{brief(place.quote)} differs from the limits {shown(limit.minimum)} to {shown(limit.maximum)}",
        suggestion="correct the description or the age limits",
        evidence=[place, *limit.evidence],
        values={
            "said": [asdict(age) for age in (said.minimum, said.maximum) if age],
            "minimum": limit.minimum and limit.minimum.model_dump(),
            "maximum": limit.maximum and limit.maximum.model_dump(),
        },
    )
