"""A dose has no unit.

What it does: finds a number behind "dose of" or before "bid", "tid" and their like with nothing that it counts; before
"twice daily" and other words for how often only behind the name of a drug.

Why it matters: nobody can tell milligrams from tablets or millilitres.

Example: "at a dose of 800 tid".

Not an error: "dose 1" and "dose level 3"; "a dose of 2 tablets"; ranges whose unit stands behind the last number;
scores.

References: ISMP List of Error-Prone Abbreviations, Symbols and Dose Designations.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import cut, regimens
from extractor.language.unitless_doses import find_unitless_doses
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DOS105"
name = "dose-unit-missing"
severity: Final = "info"
needs = ("descriptions",)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding, with every dose that has no unit."""
    places = [
        cut(place, start, end, record) for place in regimens(record) for start, end in find_unitless_doses(place.quote)
    ]
    if places:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"“{places[0].quote}” has no unit",
            suggestion="give the unit of the dose",
            evidence=places,
            values={"doses": [place.quote for place in places]},
        )
