"""An arm is linked to another intervention than the one that its label names.

What it does: looks for arms whose label names a registered intervention that is not linked to them, while what is
linked is not in the label; for placebo arms linked to the drug in place of the placebo; for "no X" arms linked to what
the X arm gets, and for comparators of another name linked to nothing but what the experimental arm is named after.

Why it matters: databases take from the links what each arm received: with links exchanged the arms are exchanged.

Example: arm "Zinc" linked to "Drug: Iron", arm "Iron" linked to "Drug: Zinc".

Not an error: labels that name nothing ("Arm A"), background drugs linked to all arms, several agents in one
entry, the factors of a factorial design.

References: ClinicalTrials.gov data element "Cross-Reference" (arms and interventions).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.language.arms.descriptions import place_named, telling_words
from extractor.language.arms.labels import is_dummy, is_untreated, names_dummy
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, Intervention, TrialRecord

code = "ARM105"
name = "arm-intervention-link-mismatch"
severity: Final = "error"
needs = ("arms", "interventions")

_COMPARATORS: Final = {"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"}

_OPEN: Final = re.compile(r"(?i)\b(?:no|non|not|without|minus|versus|vs|or|then|followed|first|before|after)\b|→|->")
_PEOPLE: Final = re.compile(r"(?i)\b(?:patients|participants|subjects|volunteers|people|women|men|children)\b")


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each arm: its label and the links that are wrong."""
    factorial = any(fact.value == "FACTORIAL" for fact in record.intervention_model)
    if len(record.arms) < 2 or factorial:
        return
    common = set.intersection(*(set(arm.interventions) for arm in record.arms))
    for arm in record.arms:
        linked = [given for given in record.interventions if given.name in arm.interventions]
        if not linked:
            continue
        own = [given for given in linked if given.name not in common]
        if missing := _missing(record, arm, linked, own):
            yield _finding(arm, missing.name, own)
        elif _denied(record, arm) or _borrowed(record, arm, linked):
            yield _finding(arm, arm.label, linked)


def _missing(
    record: TrialRecord, arm: ArmGroup, linked: list[Intervention], own: list[Intervention]
) -> Intervention | None:
    """What the label names and the links lack, where none of the arm's own links is in the label."""
    others = [given for given in record.interventions if given not in linked]
    alike = next((given for given in others if _compact(given.name) == _compact(arm.label)), None)
    if alike and not any(given.name == alike.name for given in linked):
        return alike
    if not own or _OPEN.search(arm.label) or any(_in_label(arm.label, given, []) for given in own):
        return None
    if is_dummy(arm.label):
        dummies = [given for given in record.interventions if names_dummy(given.name)]
        return None if any(names_dummy(_all_text(given)) for given in linked) else next(iter(dummies), None)
    if names_dummy(arm.label) and any(names_dummy(given.name) for given in linked):
        return None
    return next((given for given in others if _in_label(arm.label, given, linked)), None)


def _in_label(label: str, given: Intervention, but: list[Intervention]) -> bool:
    """Whether a label names an intervention, by words that are not those of others."""
    if is_dummy(given.name):
        return is_dummy(label)
    wanted = telling_words(given.name) - {word for one in but for word in telling_words(_all_text(one))}
    if 2 * len(wanted & telling_words(label)) >= max(1, len(wanted)):
        return bool(wanted)
    names = [one for one in given.other_names if telling_words(one)]
    return not but and bool(place_named(label, [given.name, *names]) or _compact(given.name) in _compact(label))


def _compact(text: str) -> str:
    return "".join(text.casefold().split())


def _all_text(given: Intervention) -> str:
    described = [e.quote for e in given.evidence if (e.path or "").endswith("description")]
    return " ".join([given.name, *given.other_names, *(part.name for part in given.components), *described])


def _denied(record: TrialRecord, arm: ArmGroup) -> bool:
    """Whether a label says that nothing is given, and the links are those of an arm that gets something."""
    return is_untreated(arm.label) and any(
        set(arm.interventions) == set(other.interventions) and telling_words(other.label) & telling_words(arm.label)
        for other in record.arms
        if other is not arm and not _PEOPLE.search(arm.label)
    )


def _borrowed(record: TrialRecord, arm: ArmGroup, linked: list[Intervention]) -> bool:
    """Whether a comparator of another name gets nothing but what an experimental arm is named after."""
    if arm.type not in _COMPARATORS or len(linked) != 1 or not telling_words(arm.label):
        return False
    given = linked[0]
    return not place_named(arm.label, [given.name]) and any(
        other.type == "EXPERIMENTAL"
        and other.interventions == arm.interventions
        and place_named(other.label, [given.name])
        and not telling_words(other.label) & telling_words(arm.label)
        for other in record.arms
    )


def _finding(arm: ArmGroup, named: str, linked: list[Intervention]) -> Finding:
    names = {given.name for given in linked}
    places: list[Evidence] = [
        e for e in arm.evidence if "interventionNames" in (e.path or "") and any(e.quote.endswith(one) for one in names)
    ]
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the arm “{arm.label}” is linked to {' and '.join(f'“{one}”' for one in sorted(names))}",
        suggestion="check which interventions the arm receives",
        evidence=[arm.evidence[0], *(places or [given.evidence[0] for given in linked])],
        values={"named": named, "linked": sorted(names)},
    )
