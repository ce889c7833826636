"""The cut-off of a measurement differs between the inclusion and the exclusion criteria.

What it does: compares, in one unit, an end of what is required with the end of what is excluded on the same side.

Why it matters: one of the two numbers says nothing; a reader cannot tell which is meant.

Example: inclusion "ANC >= 1.5 x 10^9/L", exclusion "ANC < 1,000/mm3".

Not an error: a limit on the other side ("BMI >= 18" and "BMI > 40"); exceptions ("<= 5 x ULN if liver metastases").
"""

from collections.abc import Iterator
from math import inf
from typing import Final

from extractor.checks._thresholds import Threshold, pairs, shown, values
from extractor.language.intervals import Interval, subtract, touch
from extractor.language.quantities import SCALES
from extractor.model import Finding
from extractor.record import TrialRecord

code = "ELG203"
name = "threshold-disagreement"
severity: Final = "info"
needs = ("quantities", "criteria.inclusion", "criteria.exclusion")
by_default = False


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a pair of thresholds whose cut-offs on one side differ."""
    for required, other, excluded in pairs(record):
        if not _disagree(required, excluded) or not subtract([required.interval], [excluded]):
            continue
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"“{shown(required.quantity)}” is required, but the exclusion is “{shown(other.quantity)}”",
            suggestion="state one cut-off",
            evidence=[required.evidence, other.evidence],
            values={"required": values(required.quantity), "excluded": values(other.quantity)},
        )


def _disagree(threshold: Threshold, excluded: Interval) -> bool:
    """Whether what is excluded ends elsewhere than what is required begins, or the other way round."""
    required = threshold.interval
    if touch(required, excluded) is not None:
        return False
    # On a scale of whole numbers "≤ 3" and "≥ 4" leave nothing between them.
    step = 1 if threshold.key in SCALES and required.low_closed and required.high_closed else 0
    if excluded.low == -inf and excluded.high < inf and required.low > -inf:
        return not 0 <= required.low - excluded.high <= step
    return (
        excluded.high == inf
        and excluded.low > -inf
        and required.high < inf
        and not 0 <= excluded.low - required.high <= step
    )
