"""The same restriction stands with two different windows.

What it does: reads "X within 4 weeks of Y" in every criterion and compares the windows where X has the same words and
Y, where both name it, too.

Why it matters: a patient six weeks after radiotherapy is eligible by one line and not by the other.

Example: "Radiotherapy within 4 weeks" and "Radiotherapy within 12 weeks of enrolment".

Not an error: kinds of the same treatment with windows of their own (palliative 1 week, whole brain 4 weeks); "or 5
half-lives, whichever is longer"; other anchors (screening, first dose); conditions and exceptions; two cohorts.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, cut
from extractor.language.criteria.windows import Restriction, find_restrictions
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "ELG206"
name = "washout-conflict"
severity: Final = "warning"
needs = ("criteria",)

SAME = 1.1


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a pair of windows."""
    seen: dict[tuple[object, ...], list[tuple[Restriction, Evidence]]] = {}
    for criterion in record.criteria:
        whole = criterion.evidence[0]
        for found in find_restrictions(criterion.text):
            earlier = seen.setdefault((found.what, criterion.kind, criterion.cohort), [])
            for other, place in earlier:
                if _differ(found, other):
                    said, before = cut(whole, found.start, found.end), cut(place, other.start, other.end)
                    yield _finding(other, found, before, said)
                    break
            earlier.append((found, whole))


def _differ(one: Restriction, other: Restriction) -> bool:
    """Whether two windows of one thing differ, counted from the same event where both name it."""
    short, long = sorted((one.days, other.days))
    return long > short * SAME and (not one.anchor or not other.anchor or one.anchor == other.anchor)


def _finding(one: Restriction, other: Restriction, place: Evidence, said: Evidence) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"{brief(place.quote)} and {brief(said.quote)} give two windows for the same",
        suggestion="keep one window, or say what tells the two apart",
        evidence=[place, said],
        values={"days": [one.days, other.days], "what": sorted(one.what)},
    )
