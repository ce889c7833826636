"""What the checks of doses share: whose a dose is, its mass, how often a day, and what is being divided by."""

import re
from typing import Final

from extractor.language.time_units import DAYS_OF_CODE
from extractor.record import DoseRegimen, Intervention, TrialRecord

GRAMS: Final = {"g": 1.0, "mg": 1e-3, "ug": 1e-6, "ng": 1e-9}
_WORD: Final = re.compile(r"[^\W_]{5,}")


def doses_by_agent(record: TrialRecord) -> dict[str, list[DoseRegimen]]:
    """The doses of each name that agents go by, in lower case.

    A dose goes by its agent's name, and that of the one intervention that is called so ("anlotinib" for "Anlotinib
    Hydrochloride"). Where none is, it is of the intervention of one agent in whose description it stands.
    """
    called = {agent: _called(record, agent) for agent in {(dose.agent or "").casefold() for dose in record.doses}}
    standing: dict[str, set[str]] = {}
    for given in record.interventions:
        for own in given.doses if len(given.components) <= 1 else ():
            standing.setdefault(own, set()).add(given.name.casefold())
    found: dict[str, list[DoseRegimen]] = {}
    for dose in record.doses:
        agent = (dose.agent or "").casefold()
        for name in called[agent] or standing.get(dose.id) or {agent} - {""}:
            found.setdefault(name, []).append(dose)
    return dict(sorted(found.items()))


def _called(record: TrialRecord, agent: str) -> set[str]:
    """The agent's name and those of the interventions that are called so; nothing if none is."""
    exact = {given.name.casefold() for given in record.interventions if agent and agent in _names(given)}
    longer = {given.name.casefold() for given in record.interventions if words_of(agent) & words_of(given.name)}
    called = exact or (longer if len(longer) == 1 else set())
    return called | {agent} if called else set()


def words_of(name: str) -> set[str]:
    """The words of a name that can tell one agent from another."""
    return set(_WORD.findall(name.casefold()))


def _names(given: Intervention) -> set[str]:
    names = [given.name, *given.other_names, *(name for part in given.components for name in (part.text, part.name))]
    return {name.casefold() for name in names}


def per_of(dose: DoseRegimen) -> list[str]:
    """What a dose is divided by, days and administrations left out: ["kg"] of mg/kg/day."""
    return [unit for unit in dose.per if unit not in ("d", "dose")]


def daily(dose: DoseRegimen) -> float | None:
    """How many times a day a dose is given; 1 for an amount per day, None if nothing is said."""
    if "d" in dose.per:
        return 1.0
    often = dose.frequency
    if not often or often.unit not in DAYS_OF_CODE or not often.period:
        return None
    return often.times / (often.period * DAYS_OF_CODE[often.unit])


def mass(dose: DoseRegimen) -> tuple[float, float] | None:
    """The ends of a dose in grams; None if it is not a mass. "Up to 40 mg" has two equal ends."""
    low = dose.low if dose.low is not None else dose.high
    high = dose.high if dose.high is not None else low
    if dose.unit not in GRAMS or low is None or high is None:
        return None
    return low * GRAMS[dose.unit], high * GRAMS[dose.unit]
