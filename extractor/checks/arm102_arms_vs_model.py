"""The number of arms does not go with the intervention model.

What it does: counts the arms: a single group has one, parallel and crossover designs at least two, a factorial design
at least three.

Why it matters: a single group has no comparison; who searches for controlled trials by the model misses, or gets, the
wrong ones.

Example: model "Single Group Assignment", allocation "Randomized", two arms.

Not an error: dose levels, phases or cohorts of one group as arms, several arms of the same interventions without a
comparator, sequential designs, records without arms (before 2008).

References: ClinicalTrials.gov data elements "Interventional Study Model" and "Number of Arms".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._design import registered
from extractor.model import Finding
from extractor.record import ArmGroup, TrialRecord

code = "ARM102"
name = "arms-vs-model"
severity: Final = "warning"
needs = ("arms", "intervention_model.registered")
absorbs = ("ARM103",)

LEAST: Final = {"PARALLEL": 2, "CROSSOVER": 2, "FACTORIAL": 3}
_PART: Final = re.compile(
    r"(?i)\b(?:cohorts?|parts?|phases?|stages?|levels?|steps?|lead-in|run-in|extension|expansion|escalation|periods?"
    r"|strat(?:um|a)|dose|\d+(?:\.\d+)?\s?(?:mg|ug|µg|mcg|g|mL|IU)(?:/\w+)?|visits?|days?|weeks?"
    r"|months?)\b|(?:phase|cohort)\s?\d"
)
_COMPARATORS: Final = {"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"}


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the model, the allocation and the arms."""
    model = registered(record.intervention_model)
    allocation = registered(record.allocation)
    count = len(record.arms)
    if model is None:
        return
    randomised = allocation is not None and allocation.value == "RANDOMIZED"
    too_many = model.value == "SINGLE_GROUP" and count > 1 and (randomised or not _one_group(record.arms))
    if not too_many and count >= LEAST.get(model.value, 0):
        return
    shown = model.value.lower().replace("_", " ")
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the model is registered as {shown}, but {count} arm{' is' if count == 1 else 's are'} listed",
        suggestion="correct the intervention model, or list the arms that the model has",
        evidence=[
            model.evidence[0],
            *(allocation.evidence[:1] if allocation else []),
            *(arm.evidence[0] for arm in record.arms),
        ],
        values={"model": model.value, "arms": count},
    )


def _one_group(arms: list[ArmGroup]) -> bool:
    """Whether what is listed are parts of one group: by their names, or all of them given the same."""
    if any(_PART.search(arm.label) for arm in arms):
        return True
    alike = len({tuple(sorted(arm.interventions)) for arm in arms}) == 1
    return alike and not any(arm.type in _COMPARATORS for arm in arms)
