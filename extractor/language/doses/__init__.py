"""Dose regimens: each stated amount of an agent with its role, route, frequency and duration."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.language.doses.agents import Agents, Name
from extractor.language.doses.amounts import most_amounts, prose_amounts
from extractor.language.doses.context import bounds_of, is_dose, role_of
from extractor.language.doses.regimens import Frequency, Period
from extractor.language.doses.slots import Regimens
from extractor.language.doses.zones import Zone, paragraphs, sentence_ends, zones

__all__ = ["Dose", "Frequency", "Period", "find_doses"]


class Dose(NamedTuple):
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


_LISTED = re.compile(r"\s?(?:/|,|and|or|,\s(?:and|or))\s?$", re.I)
_PHASE = re.compile(
    r"\b(?:followed by|then|thereafter|afterwards|subsequently|increase|escalat|reduced|until|maintenance|as well as"
    r"|taper\w*)\b|[;；:]",
    re.I,
)
_PLACEBO = re.compile(r"^(?!.*(?:/|\+| or | and )).*placebo", re.I)
_AS_NEEDED = re.compile(r"\b(?:as needed|as required|p\.?r\.?n\b|on demand|if needed|when needed)", re.I)
_UNTIMED = ("strength", "concentration")
_COUNTED = ("tablet", "capsule", "pill", "puff", "drop", "patch", "spray", "sachet")


def find_doses(text: str, *, agents: Sequence[str] = (), title: str | None = None) -> list[Dose]:
    """All doses of a text, left to right; values as in the contract's table of dose regimens.

    agents: names that are known to be given in the trial. title: the name of the intervention that the text describes,
    the agent of what names none ("" if there is none); None where the text has its own headings. Ages, weights,
    laboratory values, thresholds, sample volumes and time points are no doses.

    >>> dose, = find_doses("Metformin 500 mg orally twice daily for 8 weeks")
    >>> dose.agent, dose.low, dose.unit, dose.route, dose.frequency.times, dose.duration.value
    ('Metformin', 500.0, 'mg', 'PO', 2.0, 8.0)
    """
    amounts = [amount for amount in prose_amounts(text)[: most_amounts(text)] if is_dose(text, amount)]
    if not amounts:
        return []
    finder = Agents(text, [*agents, title] if title else agents, titled=title is not None)
    ends = sentence_ends(text)
    groups = [zones(text, paragraph, ends, finder.names_any) for paragraph in paragraphs(text, amounts)]
    regimens = Regimens(
        text, ((max(0, zone.sentence[0] - 200), zone.sentence[1] + 200) for group in groups for zone in group)
    )
    doses: list[Dose] = []
    for group in groups:
        found = [_dose(text, zone, regimens) for zone in group]
        found = _with_agents(text, finder, group, found, title)
        doses += _shared(text, group, found, regimens)
    return doses


def _dose(text: str, zone: Zone, regimens: Regimens) -> Dose:
    amount = zone.amount
    (low, high), capped = bounds_of(text, amount)
    role = "maximum" if capped else role_of(text, amount, zone.start, zone.end)
    dose = Dose(amount.start, amount.end, low, high, amount.unit, amount.per, amount.repaired, role)
    dose = dose._replace(route="RT" if dose.unit in ("Gy", "cGy") else regimens.route(zone))
    if role in _UNTIMED:
        return dose
    timing = regimens.timing(zone, cumulative=role == "cumulative")
    return dose._replace(
        frequency=timing.frequency,
        duration=timing.duration,
        infusion=timing.infusion,
        as_needed=_AS_NEEDED.search(text, amount.end, zone.end) is not None,
    )


def _with_agents(
    text: str, finder: Agents, group: Sequence[Zone], doses: Sequence[Dose], title: str | None
) -> list[Dose]:
    names = _names(finder, group, doses, titled=bool(title))
    found = []
    for dose, name in zip(doses, names, strict=True):
        if name is not None:
            words = " ".join(text[name.start : name.end].split())
            dose = dose._replace(agent=words, agent_start=name.start, agent_end=name.end)
        else:
            dose = dose._replace(agent=title or None)
        placebo = dose.role is None and _PLACEBO.search(dose.agent or "") is not None
        found.append(dose._replace(role="placebo") if placebo else dose)
    return found


def _names(finder: Agents, group: Sequence[Zone], doses: Sequence[Dose], *, titled: bool) -> list[Name | None]:
    """The agent of each amount: in its own words, else of the amount that it belongs with, else from around."""
    names: list[Name | None] = []
    last: int | None = None
    used = 0
    for index, (zone, dose) in enumerate(zip(group, doses, strict=True)):
        if dose.unit in ("Gy", "cGy"):
            name = finder.radiation(zone.sentence[0], (dose.start, dose.end), zone.sentence[1])
            name = name or finder.heading(dose.start)
        else:
            name = finder.near(max(zone.start, used), (dose.start, dose.end), zone.sentence[1])
        if name is None and zone.aside:
            after = zone.aside[-1][1]
            name = finder.near(after, (after, after), zone.sentence[1])
        if name is None or name.weak:
            explained = names[zone.outer] if zone.outer is not None else None
            name = explained or _from_around(finder, group, names[: index + 1], last, titled=titled) or name
        if name is not None:
            used = max(used, name.end) if name.start >= dose.end else used
            last = index if zone.outer is None else last
        names.append(name)
        if zone.outer is not None and names[zone.outer] is None:
            names[zone.outer] = name
    for index in range(len(names) - 2, -1, -1):
        together = names[index] is None and group[index].sentence == group[index + 1].sentence
        if together or group[index].amount.listed:
            names[index] = names[index + 1]
    return names


def _from_around(
    finder: Agents, group: Sequence[Zone], names: Sequence[Name | None], last: int | None, *, titled: bool
) -> Name | None:
    """The agent of an amount whose own words name none."""
    zone, before = group[len(names)], names[last] if last is not None else None
    first, end = zone.sentence
    if last is not None and group[last].sentence[1] >= zone.amount.start:
        return before
    if name := finder.last_sure(first, zone.amount.start):
        return name
    title = finder.heading(group[0].amount.start)
    if title is not None and title.sure and zone.amount.unit not in _COUNTED:
        return title if before is None or not finder.same(before, title) else before
    line = finder.text.rfind("\n", 0, zone.amount.start) + 1
    near = before or finder.last_sure(line, first)
    if titled:
        return near
    near = near or finder.first_sure(zone.amount.end, end)
    if near is None and (title is None or not title.sure):
        blank = finder.text.find("\n\n", end)
        near = finder.first_sure(end, blank if blank >= 0 else len(finder.text))
    return near or title


def _shared(text: str, group: Sequence[Zone], doses: Sequence[Dose], regimens: Regimens) -> list[Dose]:
    """Slots that one dose takes from another: frequency and duration within a sentence, routes by agent."""
    result = list(doses)
    for index, zone in enumerate(group):
        if index and result[index].role is None and _is_strength(text, result[index - 1], result[index]):
            result[index] = result[index]._replace(role="strength", frequency=None, duration=None, infusion=None)
        if zone.outer is not None:
            if zone.amount.of_volume and result[index].role is None and zone.amount.unit == result[zone.outer].unit:
                result[index] = result[index]._replace(role="strength", frequency=None, duration=None, infusion=None)
            result[zone.outer], result[index] = _explained(result[zone.outer], result[index])
    chain = [index for index, zone in enumerate(group) if zone.outer is None]
    for place in range(len(chain) - 2, -1, -1):
        index, behind = chain[place], chain[place + 1]
        if group[index].sentence[1] >= result[behind].start and result[index].role not in _UNTIMED:
            dose, following = result[index], result[behind]
            following = following._replace(frequency=None) if regimens.timed(group[index]) else following
            result[index] = _from_next(text[dose.end : following.start], dose, following)
    for index in range(1, len(result)):
        before, dose = result[index - 1], result[index]
        if dose.role is None and before.role and _LISTED.fullmatch(text, before.end, dose.start):
            dose = dose._replace(role=before.role)
        elif before.role is None and (group[index - 1].amount.listed or _same_strength(text, before, dose)):
            result[index - 1] = before._replace(role=dose.role)
        if dose.role == "cumulative" and dose.duration is None and group[index].sentence[0] <= before.start:
            dose = dose._replace(duration=before.duration if before.agent == dose.agent else None)
        result[index] = dose
    return _by_paragraph(text, group, result, regimens)


def _is_strength(text: str, count: Dose, dose: Dose) -> bool:
    """Whether an amount tells what is in each of those counted before: "3 capsules of 500 mg"."""
    return count.unit in _COUNTED and dose.unit not in _COUNTED and text[count.end : dose.start].strip() == "of"


def _same_strength(text: str, before: Dose, dose: Dose) -> bool:
    """Whether both are strengths of a list: "150 mg and 50 mg tablets"."""
    listed = dose.role == "strength" and dose.unit == before.unit
    return listed and _LISTED.fullmatch(text, before.end, dose.start) is not None


def _explained(outer: Dose, inner: Dose) -> tuple[Dose, Dose]:
    """An amount and the one in the bracket behind it: each has what the other says of both."""
    inner = inner._replace(route=inner.route or outer.route)
    outer = outer._replace(route=outer.route or inner.route)
    if inner.role is None and outer.role == "strength" and inner.unit == outer.unit:
        return outer, inner._replace(role="strength", frequency=None, duration=None, infusion=None)
    if inner.role in _UNTIMED or outer.role in _UNTIMED:
        return outer, inner
    if _splits(outer, inner):
        outer = outer._replace(role="cumulative", frequency=None)
    elif inner.role != "cumulative" and outer.role != "cumulative":
        outer = outer._replace(frequency=outer.frequency or inner.frequency)
        inner = inner._replace(frequency=inner.frequency or outer.frequency)
    inner = inner._replace(duration=inner.duration or outer.duration, infusion=inner.infusion or outer.infusion)
    return outer._replace(duration=outer.duration or inner.duration, infusion=outer.infusion or inner.infusion), inner


def _splits(total: Dose, part: Dose) -> bool:
    """Whether the second is what the first is split into ("600 mg daily (300 mg twice daily)")."""
    often = part.frequency
    if often is None or often.unit != "d" or often.times < 2 or total.unit != part.unit:
        return False
    return total.high is not None and part.high is not None and total.high == part.high * often.times


def _from_next(between: str, dose: Dose, following: Dose) -> Dose:
    if len(between) > 120 or _PHASE.search(between):
        return dose
    own_regimen = following.role in ("cumulative", "maximum") and "(" not in between
    rate = bool({"h", "min", "d"} & set(dose.per))
    if dose.frequency is None and dose.role != "cumulative" and not own_regimen and not rate:
        dose = dose._replace(frequency=following.frequency)
    once = dose.frequency is not None and dose.frequency.unit == "once"
    return dose if once else dose._replace(duration=dose.duration or following.duration)


def _by_paragraph(text: str, group: Sequence[Zone], doses: list[Dose], regimens: Regimens) -> list[Dose]:
    """Routes of the same agent, and what sentences without an amount say where the paragraph has one agent."""
    names = {(dose.agent or "").lower() for dose in doses}
    start, end = group[0].sentence[0], group[-1].sentence[1]
    start = max(text.rfind("\n", 0, start) + 1, start - 200)
    end = min(text.find("\n", end) + 1 or len(text), end + 200)
    routes = {(dose.agent or "").lower(): dose.route for dose in reversed(doses) if dose.route}
    if len(names) == 1 and not routes and len(said := regimens.routes(start, end)) == 1:
        routes = dict.fromkeys(names, said.pop())
    doses = [dose if dose.route else dose._replace(route=routes.get((dose.agent or "").lower())) for dose in doses]
    if len(doses) == 1 and doses[0].frequency is None and doses[0].role not in (*_UNTIMED, "cumulative"):
        found = regimens.plain_frequencies(start, end)
        if len(found) == 1:
            return [doses[0]._replace(frequency=found[0])]
    return doses
