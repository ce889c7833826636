"""An age limit stands in the registered fields and nowhere in the text.

What it does: looks for any statement of the participants' ages in the criteria that has the limit's side.

Why it matters: whoever reads only the criteria, a site or a matching tool, misses the limit.

Example: maximumAge "80 Years", criteria that say nothing of age.

Not an error: the criteria state the limit in any words ("adults up to their 80th year"); no registered limit at all.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import shown
from extractor.model import Finding
from extractor.record import TrialRecord

code = "AGE108"
name = "age-only-structured"
severity: Final = "info"
needs = ("age_ranges.registered", "criteria")
by_default = False


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the fields whose limits the text does not state."""
    ages = next(one for one in record.age_ranges if one.origin == "registered")
    stated = [one for one in record.age_ranges if one.origin == "stated"]
    silent = [
        (side, limit)
        for side, limit in (("minimum", ages.minimum), ("maximum", ages.maximum))
        if limit and not any(getattr(one, side) for one in stated)
    ]
    if silent:
        places = [e for e in ages.evidence if any((e.path or "").endswith(f"{side}Age") for side, _ in silent)]
        limits = " and ".join(f"{side} age {shown(limit)}" for side, limit in silent)
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{limits}: registered, but not stated in the criteria",
            suggestion="state the age limits in the criteria too",
            evidence=places or ages.evidence,
            values={side: limit.model_dump() for side, limit in silent},
        )
