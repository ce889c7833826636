"""Dose regimens: each stated amount of an agent with its role, route, frequency and duration."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.language.doses.agents import Agents
from extractor.language.doses.amounts import Amount, find_amounts
from extractor.language.doses.context import bounds_of, is_dose, role_of
from extractor.language.doses.regimens import (
    Frequency,
    Period,
    find_cycles,
    find_days,
    find_durations,
    find_frequencies,
    find_routes,
)

__all__ = ["Dose", "Frequency", "Period", "find_doses"]


@dataclass(frozen=True, slots=True)
class Dose:
    """One stated amount of one agent; `text[start:end]` is the amount (numbers, unit, per-units).

    low is None for "up to", high for "at least"; unit and per are codes of `units`; repaired tells that a lost
    superscript was restored. agent is written as it stands nearest, at [agent_start, agent_end); None if none is told.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    per: tuple[str, ...] = ()
    repaired: bool = False
    role: str | None = None
    route: str | None = None
    frequency: Frequency | None = None
    duration: Period | None = None
    infusion: Period | None = None
    as_needed: bool = False
    agent: str | None = None
    agent_start: int | None = None
    agent_end: int | None = None


_SENTENCE_END = re.compile(
    r"\n"
    r"|(?<![A-Z]\.[A-Z])(?<!\bi\.v)(?<!\bp\.o)(?<!\bs\.c)(?<!\bi\.e)(?<!\be\.g)(?<!\bmax)[.。]\s{1,4}(?=[A-Z(\d*-])|。"
)
_BOUNDARY = re.compile(
    r"[;；]|[,、+](?=[^\W\d]|[ ][^\W\d])"
    r"|\b(?:and|plus|followed by|then|or|with|combined with|thereafter|versus|reduced|increased)\b",
    re.I,
)
_SINGLE = re.compile(r"\bsingle[ -]$", re.I)
_GIVEN_ONCE = re.compile(r"[ ](?:[\w-]{1,14}[ ]){0,2}?(?:dose|injection|infusion|bolus|administration)\b", re.I)
_LISTED = re.compile(r"\s?(?:/|,|and|or|,\s(?:and|or))\s?$", re.I)
_PHASE = re.compile(
    r"\b(?:followed by|then|thereafter|afterwards|subsequently|increase|escalat|reduced"
    r"|until|maintenance)\b|[;]",
    re.I,
)
_AS_NEEDED = re.compile(r"\b(?:as needed|as required|p\.?r\.?n\b|on demand|if needed|when needed)", re.I)
_REACH = 400  # characters of one sentence that are looked at on each side of an amount
_UNTIMED = ("strength", "concentration")


@dataclass(frozen=True, slots=True)
class _Zone:
    """The text that belongs to one amount: `before` from start to the amount, `behind` from the amount to end."""

    amount: Amount
    sentence: tuple[int, int]
    start: int
    end: int


def find_doses(text: str, *, agents: Sequence[str] = ()) -> list[Dose]:
    """All doses of a text, left to right; values as in the contract's table of dose regimens.

    agents: names that are known to be given in the trial. Ages, weights, laboratory values, thresholds, sample volumes
    and time points are no doses.

    >>> dose, = find_doses("Metformin 500 mg orally twice daily for 8 weeks")
    >>> dose.agent, dose.low, dose.unit, dose.route, dose.frequency.times, dose.duration.value
    ('Metformin', 500.0, 'mg', 'PO', 2.0, 8.0)
    """
    amounts = [amount for amount in find_amounts(text) if is_dose(text, amount)]
    if not amounts:
        return []
    finder = Agents(text, agents)
    doses: list[Dose] = []
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for paragraph in _paragraphs(text, amounts):
        zones = _zones(text, paragraph, ends)
        found = [_dose(text, zone) for zone in zones]
        found = _agents(text, finder, zones, found)
        doses += _shared(text, zones, found)
    return doses


def _paragraphs(text: str, amounts: list[Amount]) -> list[list[Amount]]:
    """Amounts grouped by blank lines: what one group says of route or agent does not reach the next."""
    groups = [[amounts[0]]]
    for before, amount in pairwise(amounts):
        if "\n\n" in text[before.end : amount.start]:
            groups.append([])
        groups[-1].append(amount)
    return groups


def _zones(text: str, amounts: list[Amount], ends: list[int]) -> list[_Zone]:
    zones: list[_Zone] = []
    for index, amount in enumerate(amounts):
        place = bisect_right(ends, amount.start)
        first = max(ends[place - 1] if place else 0, amount.start - _REACH)
        place = bisect_left(ends, amount.end)
        last = min(ends[place] if place < len(ends) else len(text), amount.end + _REACH)
        start, end = first, last
        if index and amounts[index - 1].end >= first:
            start = _boundary(text, amounts[index - 1].end, amount.start, amounts[index - 1].end)
        if index + 1 < len(amounts) and amounts[index + 1].start <= last:
            end = _boundary(text, amount.end, amounts[index + 1].start, amounts[index + 1].start)
        zones.append(_Zone(amount, (first, last), start, end))
    return zones


def _boundary(text: str, left: int, right: int, default: int) -> int:
    """Where, between two amounts, the words of the second begin: at the last conjunction or comma."""
    place = default
    for match in _BOUNDARY.finditer(text, left, right):
        place = match.start()
    return place


def _dose(text: str, zone: _Zone) -> Dose:
    amount = zone.amount
    (low, high), capped = bounds_of(text, amount)
    role = role_of(text, amount, zone.start, zone.end)
    if capped:
        role = "maximum"
    dose = Dose(amount.start, amount.end, low, high, amount.unit, amount.per, amount.repaired, role)
    behind, before = text[amount.end : zone.end], text[zone.start : amount.start]
    dose = replace(dose, route="RT" if dose.unit in ("Gy", "cGy") else _route(behind, before))
    if role in _UNTIMED:
        return dose
    frequency, days = _frequency(text, zone, dose)
    duration, infusion = _periods(behind, before)
    return replace(
        dose,
        frequency=frequency,
        duration=duration or days,
        infusion=infusion,
        as_needed=_AS_NEEDED.search(behind) is not None,
    )


def _route(behind: str, before: str) -> str | None:
    found = [*find_routes(behind), *list(find_routes(before))[::-1]]
    return next((place.value for place in found if place.value != "RT"), None)


def _frequency(text: str, zone: _Zone, dose: Dose) -> tuple[Frequency | None, Period | None]:
    """How often, and the duration that named days imply."""
    amount = zone.amount
    behind, before = text[amount.end : zone.end], text[zone.start : amount.start]
    found = find_frequencies(behind) or find_frequencies(before)[::-1]
    if dose.role == "cumulative":
        return None, None
    plain = next((item.value for item in found if not item.kind), None)
    cycle = next((item.value for item in found if item.kind == "cycle"), None)
    once = next((item.value for item in found if item.kind == "once"), None)
    named = [item.value for item in (find_days(behind) or find_days(before)[-1:])]
    days = named[0] if named else None
    if plain is not None:
        length = Period(float(days.count), "d") if days and days.consecutive and plain.unit in ("d", "h") else None
        return plain, length
    if days is not None:
        every = cycle if cycle is not None and cycle.unit != "cycle" else _cycle_length(text, zone)
        if every is not None and "d" not in dose.per:
            return Frequency(float(days.count), every.period, every.unit), None
        if cycle is not None:
            return Frequency(float(days.count), 1.0, "cycle"), None
        if days.consecutive:
            return (None if "d" in dose.per else Frequency(1.0, 1.0, "d")), Period(float(days.count), "d")
        return (Frequency(1.0, 1.0, "once") if days.count == 1 and "d" not in dose.per else None), None
    if cycle is not None or once is not None:
        return cycle or once, None
    if _SINGLE.search(before) and _GIVEN_ONCE.match(behind):
        return Frequency(1.0, 1.0, "once"), None
    if amount.times > 1:
        return Frequency(float(amount.times), 1.0, "d"), None
    return None, None


def _cycle_length(text: str, zone: _Zone) -> Frequency | None:
    """The cycle that the sentence names, or "every 3 weeks" behind the amount where no new phase has begun."""
    if cycles := find_cycles(text[slice(*zone.sentence)]):
        return Frequency(1.0, cycles[0].value.value, cycles[0].value.unit)
    rest = _PHASE.split(text[zone.amount.end : zone.sentence[1]], maxsplit=1)[0]
    found = (item.value for item in find_frequencies(rest) if item.kind == "cycle")
    return next((value for value in found if value.unit != "cycle"), None)


def _periods(behind: str, before: str) -> tuple[Period | None, Period | None]:
    after, ahead = find_durations(behind), find_durations(before)
    infusion = next((item.value for item in (*after, *ahead[::-1]) if item.kind == "infusion"), None)
    length = next((item.value for item in (*after, *ahead[::-1]) if not item.kind), None)
    return length, infusion


def _agents(text: str, finder: Agents, zones: list[_Zone], doses: list[Dose]) -> list[Dose]:
    found: list[Dose] = []
    last: tuple[int, int] | None = None
    searched = -1
    for index, (zone, dose) in enumerate(zip(zones, doses, strict=True)):
        end = zones[index + 1].start if index + 1 < len(zones) and zones[index + 1].start > dose.end else zone.end
        place = finder.behind(dose.end, min(end, zone.end)) or finder.before(zone.start, dose.start)
        if place is None and last is None and zone.sentence[0] > searched:
            searched = zone.sentence[1]
            place = finder.before(zone.sentence[0], dose.start) or finder.heading(dose.start)
        place = place or last
        if place is None:
            found.append(dose)
            continue
        last = place
        name = " ".join(text[place[0] : place[1]].split())
        role = "placebo" if "placebo" in name.lower() and dose.role is None else dose.role
        found.append(replace(dose, agent=name, agent_start=place[0], agent_end=place[1], role=role))
    return found


def _shared(text: str, zones: list[_Zone], doses: list[Dose]) -> list[Dose]:
    """Slots that one dose takes from another: frequency and duration within a sentence, routes by agent."""
    result = list(doses)
    for index in range(len(result) - 2, -1, -1):
        if zones[index].sentence == zones[index + 1].sentence and result[index].role not in _UNTIMED:
            dose, following = result[index], result[index + 1]
            result[index] = _from_next(text[dose.end : following.start], dose, following)
    for index in range(1, len(result)):
        before, dose = result[index - 1], result[index]
        if dose.role is None and before.role and _LISTED.fullmatch(text, before.end, dose.start):
            dose = replace(dose, role=before.role)
        if dose.role == "cumulative" and dose.duration is None and zones[index].sentence == zones[index - 1].sentence:
            dose = replace(dose, duration=before.duration if before.agent == dose.agent else None)
        result[index] = dose
    return _by_paragraph(text, zones, result)


def _from_next(between: str, dose: Dose, following: Dose) -> Dose:
    if len(between) > 120 or _PHASE.search(between):
        return dose
    own_regimen = following.role in ("cumulative", "maximum") and "(" not in between
    if dose.frequency is None and dose.role != "cumulative" and not own_regimen:
        dose = replace(dose, frequency=following.frequency)
    return replace(dose, duration=dose.duration or following.duration)


def _by_paragraph(text: str, zones: list[_Zone], doses: list[Dose]) -> list[Dose]:
    """Routes of the same agent, and what sentences without an amount say where the paragraph has one agent."""
    names = {(dose.agent or "").lower() for dose in doses}
    start, end = zones[0].sentence[0], zones[-1].sentence[1]
    start = max(text.rfind("\n", 0, start) + 1, start - 300)
    end = min(text.find("\n", end) + 1 or len(text), end + 200)
    paragraph = text[start:end]
    routes = {(dose.agent or "").lower(): dose.route for dose in reversed(doses) if dose.route}
    if len(names) == 1 and not routes and len(said := {place.value for place in find_routes(paragraph)} - {"RT"}) == 1:
        routes = dict.fromkeys(names, said.pop())
    doses = [dose if dose.route else replace(dose, route=routes.get((dose.agent or "").lower())) for dose in doses]
    if len(doses) == 1 and doses[0].frequency is None and doses[0].role not in (*_UNTIMED, "cumulative"):
        found = [item.value for item in find_frequencies(paragraph) if not item.kind]
        if len(found) == 1:
            return [replace(doses[0], frequency=found[0])]
    return doses
