"""The type of an arm and its label or interventions do not go together.

What it does: looks for an arm that is nothing but placebo or sham, or that its label calls untreated, under the type
"Experimental"; for a placebo or sham comparator whose label names a treatment, without a placebo, sham or control in
its label, description and interventions; and for "No Intervention" where the label names a treatment.

Why it matters: who received what is read from the type: with types exchanged a treatment effect turns round.

Example: arm "Placebo" of type "Experimental"; "Radiotherapy alone" of type "No Intervention".

Not an error: placebo run-in arms, "placebo, then zinc", placebo added to a drug, usual care as "No Intervention",
background care that every arm receives and the label does not name.

References: ClinicalTrials.gov data element "Arm Type".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._design import registered
from extractor.language.arms.labels import is_dummy, is_untreated, names_dummy, treatment_in
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, TrialRecord

code = "ARM104"
name = "arm-type-vs-label"
severity: Final = "warning"
needs = ("arms",)

_SHAM_OF: Final = re.compile(r"(?i)^\W*(?:sham|placebo|dummy)\b[- ](?:of )?")
SHORTEST = 3
_WAITS: Final = re.compile(r"(?i)\b(?:wait(?:ing)?|delay(?:ed)?|deferred)")


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each arm: its type and its label."""
    for arm in record.arms:
        place = next((e for e in arm.evidence if (e.path or "").endswith(".type")), None)
        told = _mismatch(record, arm) if place else None
        if place and told:
            yield _finding(arm, place, told)


def _mismatch(record: TrialRecord, arm: ArmGroup) -> str | None:
    """What the arm is by its label, where that is not its type."""
    if arm.type == "EXPERIMENTAL":
        if (is_dummy(arm.label) or _is_sham_of_another(record, arm)) and not _is_treated(record, arm):
            return "a placebo or sham arm"
        treated = _has_its_own(record, arm) or _is_treated_later(record, arm)
        return "an untreated arm" if is_untreated(arm.label) and not treated else None
    if arm.type == "NO_INTERVENTION" and _is_named_after_its_own(arm):
        return "a treated arm"
    if not treatment_in(arm.label, record.spelled_out()):
        return None
    dummy = arm.type in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR") and not _mentions_dummy(record, arm)
    return "a treated arm" if dummy or arm.type == "NO_INTERVENTION" else None


def _is_treated(record: TrialRecord, arm: ArmGroup) -> bool:
    """Whether an arm gets drugs, biologicals or devices and none of them is a placebo."""
    kinds = {one.name: one.type for one in record.interventions}
    given = [name for name in arm.interventions if kinds.get(name) in ("DRUG", "BIOLOGICAL", "DEVICE")]
    return bool(given) and not any(names_dummy(name) for name in arm.interventions)


def _is_sham_of_another(record: TrialRecord, arm: ArmGroup) -> bool:
    """Whether an arm is called the sham, or the placebo, of what another is called: "Sham NSSD" beside "NSSD"."""
    rest = _SHAM_OF.sub("", arm.label).strip().casefold()
    return rest != arm.label.strip().casefold() and any(other.label.strip().casefold() == rest for other in record.arms)


def _is_named_after_its_own(arm: ArmGroup) -> bool:
    """Whether an arm's name is that of an intervention it is linked to, and of no care that all get."""
    label = arm.label.casefold()
    return any(
        len(name) > SHORTEST and name.casefold() in label and not names_dummy(label) and not is_untreated(name)
        for name in arm.interventions
    )


def _has_its_own(record: TrialRecord, arm: ArmGroup) -> bool:
    """Whether an arm gets something that no other gets."""
    others = {given for other in record.arms if other is not arm for given in other.interventions}
    return not set(arm.interventions) <= others


def _is_treated_later(record: TrialRecord, arm: ArmGroup) -> bool:
    """Whether an arm only waits: everyone gets the treatment, as its links or a crossover say."""
    model = registered(record.intervention_model)
    return bool(arm.interventions or (model and model.value == "CROSSOVER")) and bool(_WAITS.search(arm.label))


def _mentions_dummy(record: TrialRecord, arm: ArmGroup) -> bool:
    linked = [one for one in record.interventions if one.name in arm.interventions]
    said = [text for one in linked for text in (one.name, *one.other_names)]
    said += [e.quote for one in linked for e in one.evidence if (e.path or "").endswith("description")]
    return any(names_dummy(text) for text in (arm.label, arm.description or "", *arm.interventions, *said))


def _finding(arm: ArmGroup, place: Evidence, told: str) -> Finding:
    shown = str(arm.type).lower().replace("_", " ")
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"“{arm.label}” is {told} by its label, but its type is {shown}",
        suggestion="correct the type of the arm",
        evidence=[place, *(e for e in arm.evidence if e.path != place.path)],
        values={"type": arm.type, "label": arm.label},
    )
