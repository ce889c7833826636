"""The bounds that one criterion sets to a measurement leave no value.

What it does: compares the lower with the upper bound of a range, or of two comparisons that stand side by side ("> 110
g/L and < 9 g/dL"); the lower is the higher of the two.

Why it matters: nobody meets the criterion; "and" was written for "or", or the two numbers were exchanged.

Example: "BMI greater than 30 and less than 18".

Not an error: "below 18 or above 30"; a scale listed from high to low ("3-1"); "-5 to -2 diopters"; an exclusion that
joins its two ends by "and" ("BMI < 18 and > 30").
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extractor.checks import brief, cut
from extractor.checks._thresholds import in_scale_of, interval_of, place, shown, thresholds, values
from extractor.language.intervals import intersect
from extractor.model import Evidence, Finding
from extractor.record import EligibilityCriterion, MeasuredQuantity, TrialRecord

code = "ELG204"
name = "empty-interval"
severity: Final = "error"
needs = ("quantities",)


_AND: Final = re.compile(
    r"(?i)\s?[,;]?\s?(?:\b(?:and|but|yet)\b)?(?:\s(?:also|must|should|of|be|is|it|a|an|has|have|to))*\s?"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a quantity, or two side by side, that no number fulfils."""
    criteria = {criterion.id: criterion for criterion in record.criteria if criterion.kind != "exclusion"}
    for quantity in record.quantities:
        criterion = criteria.get(quantity.criterion or "")
        if criterion is not None and interval_of(quantity).empty:
            yield _finding(f"“{shown(quantity)}”", place(quantity, criterion), values(quantity))
    both = [pair for pair in pairwise(record.quantities) if _are_two_ends(*pair, criteria)]
    stated = {id(one.quantity): one for one in thresholds(record, "inclusion")} if both else {}
    for one, two in ((stated.get(id(one)), stated.get(id(two))) for one, two in both):
        other = in_scale_of(two, one) if one and two else None
        if one and two and other and intersect(one.interval, other).empty:
            whole = one.criterion.evidence[0]
            words = cut(whole, one.evidence.start - whole.start, two.evidence.end - whole.start)
            yield _finding(brief(words.quote), words, {"bounds": [values(one.quantity), values(two.quantity)]})


def _are_two_ends(one: MeasuredQuantity, two: MeasuredQuantity, criteria: dict[str, EligibilityCriterion]) -> bool:
    """Whether two comparisons of one measurement, a lower and an upper bound, have only "and" between them."""
    criterion = criteria.get(one.criterion or "")
    if criterion is None or one.criterion != two.criterion or one.measurement != two.measurement:
        return False
    if {(one.low is None, one.high is None), (two.low is None, two.high is None)} != {(False, True), (True, False)}:
        return False
    whole = criterion.evidence[0]
    return bool(_AND.fullmatch(whole.quote[one.evidence[0].end - whole.start : two.evidence[0].start - whole.start]))


def _finding(words: str, spot: Evidence, compared: dict[str, object]) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"no value fulfils {words}",
        suggestion="exchange the two bounds, or join them by “or”",
        evidence=[spot],
        values=compared,
    )
