"""The level of masking and the list of who is masked do not go together.

What it does: counts the masked roles: one is single masking, two double, three triple, four quadruple, none is open
label.

Why it matters: who is masked decides which bias the masking prevents.

Example: masking "Double", who is masked "Participant, Care Provider, Investigator, Outcomes Assessor".

Not an error: no roles listed at all, older records that give the roles within the masking field.

References: ClinicalTrials.gov data elements "Masking" and "Who is Masked".
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._design import registered
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DSG104"
name = "who-masked-count"
severity: Final = "warning"
needs = ("masking.registered", "who_masked.registered")

ROLES: Final = {"NONE": 0, "SINGLE": 1, "DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the level and the roles."""
    field = registered(record.masking)
    roles = next(fact for fact in record.who_masked if fact.origin == "registered")
    if field is None or all((e.path or "").endswith("masking") for e in roles.evidence):
        return
    if ROLES[field.value] != len(roles.value):
        many = " is" if len(roles.value) == 1 else "s are"
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"masking is registered as {field.value.lower()}, but {len(roles.value)} role{many} masked",
            suggestion="correct the level of masking, or the list of who is masked",
            evidence=[field.evidence[0], *roles.evidence],
            values={"masking": field.value, "who_masked": roles.value},
        )
