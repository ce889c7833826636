"""A laboratory threshold has no unit, or one in which its number cannot be meant.

What it does: looks up the measurement in a small table of the values that occur in people, in one unit, and converts.

Why it matters: "haemoglobin > 11" may be g/dL or mmol/L; "creatinine 1.5 g/dL" is a thousand times too much.

Example: "hemoglobin > 11"; "creatinine > 1.5 g/dL".

Not an error: a unit that is given once for a list; multiples of a normal limit; scores and ratios (ECOG, INR).
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._thresholds import place, shown, values
from extractor.language.quantities import measure_key
from extractor.language.units import convert
from extractor.model import Finding
from extractor.record import EligibilityCriterion, MeasuredQuantity, TrialRecord

code = "ELG205"
name = "threshold-unit-missing-or-implausible"
severity: Final = "info"
needs = ("quantities",)
by_default = False

# Measurement: unit, and the lowest and highest value that a criterion may name.
_PLAUSIBLE = {
    "haemoglobin": ("g/dL", 3, 25),
    "platelets": ("10*9/L", 1, 3000),
    "neutrophils": ("10*9/L", 0.05, 50),
    "leukocytes": ("10*9/L", 0.1, 500),
    "creatinine": ("mg/dL", 0.1, 20),
    "bilirubin": ("mg/dL", 0.05, 50),
    "albumin": ("g/dL", 1, 7),
    "glucose": ("mg/dL", 20, 1000),
    "fasting glucose": ("mg/dL", 20, 1000),
    "potassium": ("mmol/L", 1.5, 9),
    "sodium": ("mmol/L", 90, 200),
    "creatinine clearance": ("mL/min", 3, 250),
}


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a threshold without unit, or out of range in its own."""
    criteria = {criterion.id: criterion for criterion in record.criteria}
    with_unit = {_key(quantity) for quantity in record.quantities if quantity.unit or quantity.relative_to}
    for quantity in record.quantities:
        criterion = criteria.get(quantity.criterion or "")
        problem = _problem(quantity, criterion, with_unit) if criterion else None
        if criterion is None or problem is None:
            continue
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"“{shown(quantity)}” {problem}",
            suggestion=f"give the value in a usual unit such as {_PLAUSIBLE[_key(quantity)][0]}",
            evidence=[place(quantity, criterion)],
            values=values(quantity),
        )


def _key(quantity: MeasuredQuantity) -> str:
    return measure_key(quantity.measurement) or ""


def _problem(quantity: MeasuredQuantity, criterion: EligibilityCriterion, with_unit: set[str]) -> str | None:
    key = _key(quantity)
    if key not in _PLAUSIBLE or quantity.relative_to:
        return None
    usual, lowest, highest = _PLAUSIBLE[key]
    if quantity.unit is None:
        behind = criterion.evidence[0].quote[quantity.evidence[0].end - criterion.evidence[0].start :][:12]
        return (
            None
            if key in with_unit or behind.lstrip()[:1] in ("/", "x", "X", "×", "*", "g", "m", "u")
            else "has no unit"
        )
    numbers = [convert(value, quantity.unit, usual, substance=key) for value in (quantity.low, quantity.high) if value]
    if any(number is None for number in numbers):
        return None
    return (
        "cannot be meant in that unit" if any(n is not None and not lowest <= n <= highest for n in numbers) else None
    )
