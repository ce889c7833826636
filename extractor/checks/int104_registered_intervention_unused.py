"""An intervention is linked to no arm.

What it does: looks for interventions that no arm names and that name no arm, where other interventions are linked.

Why it matters: nobody can tell who receives it; results and databases drop it.

Example: interventions zinc and iron, both arms linked to zinc only.

Not an error: observational studies and records without arms, records in which nothing is linked.

References: ClinicalTrials.gov data element "Cross-Reference" (arms and interventions).
"""

from collections.abc import Iterator
from typing import Final

from extractor.model import Finding
from extractor.record import TrialRecord

code = "INT104"
name = "registered-intervention-unused"
severity: Final = "warning"
needs = ("arms", "interventions.registered", "study_type.registered")


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each intervention without an arm."""
    named = [one.casefold() for arm in record.arms for one in arm.interventions]
    linked = {*named, *(one.partition(": ")[2] for one in named)} - {""}  # "drug: zinc" is a link to zinc
    labels = {arm.label for arm in record.arms}
    if not linked or record.study_type[0].value != "INTERVENTIONAL":
        return
    for given in record.interventions:
        if given.origin == "registered" and given.name.casefold() not in linked and not labels & set(given.arm_labels):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"“{given.name}” is linked to none of the {len(record.arms)} arms",
                suggestion="link it to the arms that receive it, or take it out",
                evidence=[given.evidence[0], *(arm.evidence[0] for arm in record.arms)],
                values={"intervention": given.name, "linked": sorted(linked)},
            )
