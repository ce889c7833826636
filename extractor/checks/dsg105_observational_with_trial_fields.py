"""An observational study has fields that only trials have.

What it does: looks in records of observational studies for a phase, an allocation, a masking, an intervention model
and arm types, none of which the registry lets them have.

Why it matters: either the study type is wrong, or the record came through a converter that mixed up fields; the study
is found, or missed, in the wrong place.

Example: study type "Observational", phase 2.

Not an error: phase "N/A", masking "None", allocation "N/A", interventions and groups without a type.

References: ClinicalTrials.gov protocol data element definitions: "Study Phase", "Allocation" and "Masking" are elements
of interventional studies.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._design import registered
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "DSG105"
name = "observational-with-trial-fields"
severity: Final = "error"
needs = ("study_type.registered",)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the study type and every field of a trial."""
    kind = registered(record.study_type)
    if kind is None or kind.value != "OBSERVATIONAL":
        return
    fields = dict(_trial_fields(record))
    if fields:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"an observational study has {', '.join(fields)}, which only a trial can have",
            suggestion="correct the study type, or clear the fields of trials",
            evidence=[*kind.evidence[:1], *fields.values()],
            values={"study_type": kind.value, "fields": {what: place.quote for what, place in fields.items()}},
        )


def _trial_fields(record: TrialRecord) -> Iterator[tuple[str, Evidence]]:
    for phase in record.phases:
        if phase.origin == "registered" and phase.value != ["NA"]:
            yield "a phase", phase.evidence[0]
    for what, facts in (
        ("an allocation", record.allocation),
        ("masking", record.masking),
        ("an intervention model", record.intervention_model),
    ):
        field = registered(facts)
        if field and field.value not in ("NA", "NONE"):
            yield what, field.evidence[0]
    for arm in record.arms:
        place = next((e for e in arm.evidence if (e.path or "").endswith(".type")), None)
        if arm.type and place:
            yield "arm types", place
