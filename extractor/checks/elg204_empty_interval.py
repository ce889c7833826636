"""The bounds that one criterion sets to a measurement leave no value.

What it does: compares the lower with the upper bound of a range; the lower is the higher of the two.

Why it matters: nobody meets the criterion; "and" was written for "or", or the two numbers were exchanged.

Example: "BMI greater than 30 and less than 18".

Not an error: "below 18 or above 30"; a scale listed from high to low ("3-1"); "-5 to -2 diopters"; an exclusion that
joins its two ends by "and" ("BMI < 18 and > 30").
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks._thresholds import interval_of, place, shown, values
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ELG204"
name = "empty-interval"
severity: Final = "error"
needs = ("quantities",)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a quantity that no number fulfils."""
    criteria = {criterion.id: criterion for criterion in record.criteria if criterion.kind != "exclusion"}
    for quantity in record.quantities:
        criterion = criteria.get(quantity.criterion or "")
        if criterion is None or not interval_of(quantity).empty:
            continue
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"no value fulfils “{shown(quantity)}”",
            suggestion="exchange the two bounds, or join them by “or”",
            evidence=[place(quantity, criterion)],
            values=values(quantity),
        )
