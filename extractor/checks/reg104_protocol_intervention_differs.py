"""What is given is registered otherwise than the protocol says: another agent, dose or frequency.

What it does: looks for each registered medicine in the protocol, and compares the doses of the arms and interventions
with those that the protocol gives for the same agent: the amounts, as single doses and as daily totals, and for equal
amounts how often they are given.

Why it matters: a dose in the registry that is not the protocol's misleads who plans, reviews or repeats the trial.

Example: "75 mg daily" in the record, "150 mg daily" in the protocol.

Not an error: dose levels and ranges that hold the registered dose, a daily total against its parts, an agent under its
other name, procedures and behavioural interventions, which everyone words anew.

References: SPIRIT 2013, item 11a; TIDieR, items 1, 3 and 8.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._doses import GRAMS, daily, doses_by_agent, mass, per_of, words_of
from extractor.checks._pair import passages_of
from extractor.language.alignment import content
from extractor.model import Evidence, Finding
from extractor.record import DoseRegimen, Intervention, TrialRecord

code = "REG104"
name = "protocol-intervention-differs"
severity: Final = "warning"
reads = "pair"
needs = ("registry.interventions", "protocol.text")

_MEDICINES: Final = {"DRUG", "BIOLOGICAL", "GENETIC", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT"}
_FORMS: Final = content(
    "placebo tablet capsule injection infusion solution oral intravenous subcutaneous dose mg group arm treatment "
    "therapy standard care matching control combination active comparator drug medicine product vehicle cream gel "
    "vaccine saline high low usual best supportive background optional phase part cohort and without plus "
    "hydrochloride sodium acid intervention experimental powder film coated prefilled syringe device long short acting "
    "release"
)
_SPELLED: Final = {"ug": r"(?:[uµμ]g|mcg|micrograms?)", "mg": r"(?:mg|milligrams?)", "g": r"(?:g|grams?)", "ng": "ng"}
_UNITS: Final = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "cycle": "cycle"}
_CLOSE: Final = 0.02


def run(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """One finding for each agent that is missing, and at most one for each whose dose differs."""
    yield from _missing(registry, protocol)
    theirs = doses_by_agent(protocol)
    for agent, doses in doses_by_agent(registry).items():
        own = [dose for dose in doses if "armsInterventionsModule" in (dose.evidence[0].path or "") and mass(dose)]
        named = [name for name in theirs if name == agent or words_of(name) & words_of(agent)]
        others = [dose for name in named for dose in theirs[name]]
        if own and others:
            found = next(_other_dose(own, others, protocol), None) or next(_other_frequency(own, others), None)
            if found:
                yield _finding(agent, *found)


def _missing(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    text = passages_of(protocol)
    beside = [fact.evidence[0] for fact in (*protocol.interventions, *protocol.titles) if fact.evidence]
    for given in registry.interventions:
        if given.type not in _MEDICINES or given.origin != "registered" or not beside:
            continue
        names = [words for one in _names(given) if (words := content(one, protocol.spelled_out()) - _FORMS)]
        if names and len(content(given.name) - _FORMS) > 0 and not any(text.holds(words) for words in names):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"{given.name} is registered, but does not stand in the protocol",
                suggestion="register what the current version of the protocol gives",
                evidence=[given.evidence[0], beside[0]],
                values={"registry": given.name},
            )


def _names(given: Intervention) -> list[str]:
    parts = [name for part in given.components for name in (part.text, part.name)]
    return [given.name, *given.other_names, *parts]


def _other_dose(
    own: list[DoseRegimen], others: list[DoseRegimen], protocol: TrialRecord
) -> Iterator[tuple[DoseRegimen, DoseRegimen]]:
    """A registered amount that is none of those that the protocol gives, and one of these."""
    for dose in own:
        alike = [other for other in others if mass(other) and per_of(other) == per_of(dose)]
        if alike and not any(_same_amount(dose, other) for other in alike) and not _written(dose, protocol):
            yield dose, alike[0]


def _other_frequency(own: list[DoseRegimen], others: list[DoseRegimen]) -> Iterator[tuple[DoseRegimen, DoseRegimen]]:
    """A registered amount that the protocol gives at other intervals only."""
    for dose in own:
        often = _regular(dose)
        alike = [other for other in others if per_of(other) == per_of(dose) and _overlap(_ends(dose), _ends(other))]
        known = [(other, rate) for other in alike if (rate := _regular(other))]
        if often and known and len(known) == len(alike) and not any(_near(often, rate) for _, rate in known):
            yield dose, known[0][0]


def _regular(dose: DoseRegimen) -> float | None:
    """How many times a day a dose is given that is given without breaks: not on some days of a cycle."""
    often = dose.frequency
    if often is None or often.period_high or often.as_needed or (often.times > 1 and often.period > 1):
        return None
    return daily(dose)


def _ends(dose: DoseRegimen) -> tuple[float, float]:
    return mass(dose) or (0.0, -1.0)


def _same_amount(one: DoseRegimen, other: DoseRegimen) -> bool:
    """Whether two doses have an amount in common, given at once or in a day."""
    times = {1.0, daily(one) or 1.0}, {1.0, daily(other) or 1.0}
    (low, high), (other_low, other_high) = _ends(one), _ends(other)
    return any(_overlap((low * a, high * a), (other_low * b, other_high * b)) for a in times[0] for b in times[1])


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] * (1 + _CLOSE) and other[0] <= one[1] * (1 + _CLOSE)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.1 * max(one, other)


def _written(dose: DoseRegimen, protocol: TrialRecord) -> bool:
    """Whether the amount stands anywhere in the protocol, whosever it is."""
    amount = dose.high if dose.high is not None else dose.low
    if amount is None or dose.unit not in GRAMS:
        return True
    digits = {f"{amount:g}", f"{amount:,g}"}
    pattern = rf"(?i)(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(digits)))})[\s-]?{_SPELLED[dose.unit]}\b"
    return bool(re.search(pattern, protocol.document.text or ""))


def _finding(agent: str, mine: DoseRegimen, theirs: DoseRegimen) -> Finding:
    places: list[Evidence] = [mine.evidence[0], theirs.evidence[0]]
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the record gives {agent} as {_shown(mine)}, the protocol as {_shown(theirs)}",
        suggestion="register the doses of the current version of the protocol",
        evidence=places,
        values={"registry": _values(mine), "protocol": _values(theirs)},
    )


def _shown(dose: DoseRegimen) -> str:
    """A dose as it is written, and how often it is given where that is said."""
    quote = f"“{' '.join(dose.text.split())}”"
    often = dose.frequency
    if often is None or often.unit not in _UNITS:
        return quote
    unit = _UNITS[often.unit]
    times = {1.0: "once", 2.0: "twice"}.get(often.times, f"{often.times:g} times")
    return f"{quote} {times} {f'in {often.period:g} {unit}s' if often.period != 1 else f'a {unit}'}"


def _values(dose: DoseRegimen) -> dict[str, object]:
    return dose.model_dump(include={"low", "high", "unit", "per", "frequency"})
