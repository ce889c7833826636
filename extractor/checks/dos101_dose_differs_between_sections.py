"""One agent has two doses in two places that speak of the same thing.

What it does: where the description of an arm, of an intervention of that arm and of the trial each name one dose of an
agent, in the same role and unit, compares the doses, as they are and per day. Two arms are compared only where one dose
is ten, a hundred or a thousand times the other in the same words.

Why it matters: sites and readers take the dose from one of the places; the protocol has one.

Example: arm "75 mg of sertraline daily", intervention "sertraline 7.5 mg daily".

Not an error: the strength of a tablet, in a name too; loading and maintenance doses, steps of a titration; arms with
their own dose levels; the daily total and its parts (900 mg a day, 300 mg three times a day); doses per kilogram and
flat doses; a place that names several doses of the agent.

References: SPIRIT 2013, item 11a; TIDieR item 8.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from extractor.checks._doses import GRAMS, daily, doses_by_agent, per_of, words_of
from extractor.language.wording import shared_before, shared_behind
from extractor.model import Finding
from extractor.record import DoseRegimen, TrialRecord

code = "DOS101"
name = "dose-differs-between-sections"
severity: Final = "warning"
needs = ("doses", "interventions")
skips: Final = {
    "protocol": "a protocol also speaks of the doses of other studies, of strengths, reductions and samples"
}

ROLES: Final = (None, "maximum", "starting", "maintenance", "loading")
TOLERANCE = 0.05
FEWEST_WORDS = 3
_STEPS: Final = re.compile(
    r"(?i)\b(?:titrat\w*|escalat\w*|reduc\w*|increas\w*|decreas\w*|adjust\w*|taper\w*"
    r"|cohorts?|levels?|then|followed by"
    r"|depending|according|weigh\w*|if|(?:low|high|mid|medium|middle)[- ]?dose|up to"
    r"|between|loading|induction|maintenance)\b"
    r"|\b(?:previous\w*|prior|standard|usual\w*)(?: \w+){0,2} ?$|\b(?:vials?|ampou?les?|strengths?) ?(?:of )?$"
    r"|[x×*] ?$|^ ?(?:or\b|[/+]|→|->)"
)
_LEVEL: Final = re.compile(r"(?i)\d ?(?:mg|g|mcg|[uµμ]g|ml|%|iu|units?|x)\b|\b(?:dose|low|high|level|cohort)")
_REACH = 60


class Given(NamedTuple):
    """The one dose of an agent that a field names, and the arms that the field is about (none: all)."""

    dose: DoseRegimen
    field: str
    arms: frozenset[str]


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding for two fields: the first agent whose doses differ."""
    arms = _arms_of(record)
    done: set[tuple[str, str]] = set()
    for agent, doses in doses_by_agent(record).items():
        given = list(_single(doses, arms))
        pair = next((pair for pair in combinations(given, 2) if _conflict(record, agent, *pair, given)), None)
        if pair and (pair[0].field, pair[1].field) not in done:
            done.add((pair[0].field, pair[1].field))
            one, two = (each.dose for each in pair)
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"the dose of {one.agent or agent} is “{one.text}” in one place, “{two.text}” in another",
                suggestion="give one dose in both places",
                evidence=[one.evidence[0], two.evidence[0]],
                values={"agent": agent, "doses": [one.text, two.text]},
            )


def _arms_of(record: TrialRecord) -> dict[str, frozenset[str]]:
    """The arms that each arm's and intervention's fields are about, by the path of the list item."""
    found: dict[str, frozenset[str]] = {}
    for arm in record.arms:
        found |= {_item(place.path): frozenset([arm.label]) for place in arm.evidence}
    for given in record.interventions:
        labels = given.arm_labels or [arm.label for arm in record.arms if given.name in arm.interventions]
        found |= {_item(place.path): frozenset(labels) for place in given.evidence}
    return found


def _item(path: str | None) -> str:
    return (path or "").rpartition(".")[0]


def _single(all_doses: list[DoseRegimen], arms: dict[str, frozenset[str]]) -> Iterator[Given]:
    """The fields that name one of an agent's doses in one kind of unit."""
    fields: dict[str, list[DoseRegimen]] = {}
    for dose in all_doses:
        named = (dose.evidence[0].path or "").endswith((".name", ".label"))
        if dose.role in ROLES and not named:
            fields.setdefault(dose.evidence[0].path or "", []).append(dose)
    for path, doses in fields.items():
        for kind in {_kind(dose) for dose in doses}:
            own = [dose for dose in doses if _kind(dose) == kind]
            if len({(dose.low, dose.high) for dose in own}) == 1:
                item = path if "descriptionModule" in path or "Title" in path else _item(path)
                yield Given(own[0], item, arms.get(item, frozenset()))


def _kind(dose: DoseRegimen) -> tuple[str, tuple[str, ...], str | None]:
    return ("mass" if dose.unit in GRAMS else dose.unit), tuple(per_of(dose)), dose.role


def _conflict(record: TrialRecord, agent: str, one: Given, two: Given, given: Sequence[Given]) -> bool:
    """Whether two fields are about the same thing and name doses that are not the same in any reading."""
    if one.field == two.field or _kind(one.dose) != _kind(two.dose) or not _differ(one.dose, two.dose):
        return False
    if any(_is_step(record, each.dose) for each in (one, two)):
        return False
    fields = [each.field for each in (one, two)]
    levels = any(_LEVEL.search(label) for each in (one, two) for label in each.arms)
    ladder = bool(one.arms and two.arms and not one.arms & two.arms) and _steps(one, given) > 2
    if not (levels or ladder) and _is_slip(one.dose, two.dose) and _same_words(record, one.dose, two.dose):
        return True
    if all("armGroups" in field for field in fields) or not (one.arms & two.arms or not one.arms or not two.arms):
        return False
    # What is said of the trial holds for an arm if it is the only one; a dose that another arm has is that arm's.
    arms = _receiving(record, agent).union(*(each.arms for each in given))
    everywhere = any("armGroups" in field for field in fields) and not (one.arms and two.arms)
    others = [each for each in given if each.field not in fields and each.arms != one.arms and each.arms != two.arms]
    taken = any(not _differ(each.dose, other.dose) for each in (one, two) for other in others if other.arms)
    return _steps(one, given) == 2 and not taken and not (everywhere and len(arms) > 1)


def _steps(one: Given, given: Sequence[Given]) -> int:
    """How many amounts of one kind an agent has in all."""
    return len({round(_amount(each.dose), 9) for each in given if _kind(each.dose) == _kind(one.dose)})


def _receiving(record: TrialRecord, agent: str) -> frozenset[str]:
    """The arms whose label or interventions name the agent."""
    own = words_of(agent)
    return frozenset(arm.label for arm in record.arms if own & words_of(" ".join([arm.label, *arm.interventions])))


def _amount(dose: DoseRegimen) -> float:
    value = dose.high if dose.high is not None else dose.low or 0.0
    return value * GRAMS.get(dose.unit, 1.0)


def _differ(one: DoseRegimen, two: DoseRegimen) -> bool:
    """Whether neither the amounts nor the amounts per day are the same; ranges do not differ."""
    if _is_range(one) or _is_range(two):
        return False
    first, second = _amount(one), _amount(two)
    often = daily(one) or 1.0, daily(two) or 1.0
    readings = [(first, second)]
    if often[0] != often[1]:
        readings += [(first * often[0], second * often[1]), (first * often[0], second), (first, second * often[1])]
    return all(abs(a - b) > TOLERANCE * max(a, b) for a, b in readings)


def _is_range(dose: DoseRegimen) -> bool:
    return dose.low is not None and dose.high is not None and dose.low != dose.high


def _is_slip(one: DoseRegimen, two: DoseRegimen) -> bool:
    """Whether one amount is ten, a hundred or a thousand times the other."""
    low, high = sorted((_amount(one), _amount(two)))
    return low > 0 and any(abs(high / low / power - 1) < 1e-6 for power in (10, 100, 1000))


def _is_step(record: TrialRecord, dose: DoseRegimen) -> bool:
    text = record.document.text or ""
    place = dose.evidence[0]
    before = text[max(0, place.start - _REACH) : place.start].rpartition("\n")[2]
    behind = text[place.end : place.end + _REACH].partition("\n")[0]
    return bool(_STEPS.search(before) or _STEPS.search(behind))


def _same_words(record: TrialRecord, one: DoseRegimen, two: DoseRegimen) -> bool:
    text = record.document.text or ""
    first, second = one.evidence[0], two.evidence[0]
    before = shared_before(text, first.start, text, second.start)
    return before + shared_behind(text, first.end, text, second.end) >= FEWEST_WORDS and before >= 1
