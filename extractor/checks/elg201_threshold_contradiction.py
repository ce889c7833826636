"""What the inclusion criteria require of a measurement, the exclusion criteria exclude altogether.

What it does: turns the thresholds of one measurement into intervals of one unit and takes the excluded ones out of
what is required; nothing is left.

Why it matters: nobody can be enrolled; usually a comparison sign is turned round or a line stands in the wrong list.

Example: inclusion "platelets >= 100 x 10^9/L", exclusion "platelets > 80 x 10^9/L".

Not an error: an exclusion that says the same the other way round ("platelets < 100 x 10^9/L"); limits for one sex, age
or cohort; "unless" and "if" clauses; different times; haemoglobin and HbA1c, systolic and diastolic pressure.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._thresholds import pairs, shown, values
from extractor.language.intervals import subtract
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ELG201"
name = "threshold-contradiction"
severity: Final = "error"
needs = ("quantities", "criteria.inclusion", "criteria.exclusion")
absorbs = ("ELG202", "ELG203", "ELG105")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for a required threshold, with the first excluded one that leaves nothing of it."""
    told = set()
    for required, other, excluded in pairs(record):
        if required.quantity.id in told or subtract([required.interval], [excluded]):
            continue
        told.add(required.quantity.id)
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"“{shown(required.quantity)}” is required, but “{shown(other.quantity)}” excludes all of it",
            suggestion="turn the sign of the exclusion round, or remove it",
            evidence=[required.evidence, other.evidence],
            values={"required": values(required.quantity), "excluded": values(other.quantity)},
        )
