"""A phase is given though no drug or biological is studied.

What it does: looks for trials with a phase whose interventions are all devices, procedures, behavioural interventions
or diagnostic tests.

Why it matters: phases are those of drug development; counts of drug trials by phase take in what is none.

Example: phase 3, the only intervention a digital therapeutic.

Not an error: a drug with a device, combination products, radiation, supplements, genetic interventions, "other".

References: ClinicalTrials.gov data element "Study Phase" ("N/A" for trials without phases, for example of devices or
behavioural interventions); 21 CFR 312.21.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._design import is_trial
from extractor.model import Finding
from extractor.record import TrialRecord

code = "PHS103"
name = "phase-vs-intervention-type"
severity: Final = "info"
needs = ("phases.registered", "interventions.registered")
by_default = False

WITHOUT_PHASE: Final = frozenset({"DEVICE", "PROCEDURE", "BEHAVIORAL", "DIAGNOSTIC_TEST"})


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the phase and every type."""
    phase = next(one for one in record.phases if one.origin == "registered")
    given = [one for one in record.interventions if one.origin == "registered"]
    if phase.value == ["NA"] or not is_trial(record) or not all(one.type in WITHOUT_PHASE for one in given):
        return
    types = sorted({str(one.type) for one in given})
    places = [next((e for e in one.evidence if (e.path or "").endswith(".type")), one.evidence[0]) for one in given]
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"a phase is registered, but all that is studied is {' and '.join(t.lower() for t in types)}",
        suggestion="register the phase as not applicable",
        evidence=[*phase.evidence, *places],
        values={"phases": phase.value, "types": types},
    )
