"""A power of ten has lost its superscript: "106 cells/kg" for 10^6 cells/kg.

What it does: finds amounts in which a multiplication sign, a 10 and an exponent have run together before something
that is counted in powers of ten (cells, CFU, vector genomes, /L, /kg). The value that was meant goes into the record,
marked as repaired, and into all other checks.

Why it matters: a dose of "1 x 106 cells" read as one hundred and six cells is wrong by four orders of magnitude.

Example: "0.5-1.0 * 106 cells /kg", "WBC >= 3.0 x 109/L".

Not an error: a written power (10^6, 10⁶), a size (100 x 106 mm), a count that is 109, mm3 and m2, whose exponent
belongs to the unit. "10e8" (1e9 to a computer, 10^8 to its writer) is information only.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, cut, passages
from extractor.language.superscripts import find_lost_superscripts
from extractor.model import Finding, Severity
from extractor.record import TrialRecord

code = "DOS103"
name = "lost-superscript"
severity: Final = "warning"
needs = ()

SHOWN = 5


LEVELS: Final[tuple[tuple[str, Severity, str], ...]] = (
    ("certain", severity, "has lost its superscript"),
    ("info", "info", "is ten times as much to a computer"),
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a document that quotes every amount; ambiguous ones make one of their own, for information."""
    powers = [place for place in passages(record) if "10" in place.quote]
    lost = [(place, one) for place in powers for one in find_lost_superscripts(place.quote)]
    for level, degree, flaw in LEVELS:
        places = [cut(place, one.start, one.end, record) for place, one in lost if one.level == level]
        repaired = [one.repaired_text for _, one in lost if one.level == level]
        if places:
            more = f", and {len(places) - 1} more like it" if len(places) > 1 else ""
            yield Finding(
                code=code,
                name=name,
                severity=degree,
                message=f"{brief(places[0].quote)} {flaw}: {repaired[0]} is meant{more}",
                suggestion=f"write {', '.join(list(dict.fromkeys(repaired))[:SHOWN])}",
                evidence=places,
                values={"repaired": repaired},
            )
