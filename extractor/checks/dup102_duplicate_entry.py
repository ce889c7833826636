"""The same entry is registered twice.

What it does: compares the conditions with each other, the keywords, the labels of the arms and the names of the
interventions, folded (case, blanks and punctuation apart).

Why it matters: a list with an entry twice counts wrong and searches wrong; of two arms with one label nobody can say
which is meant.

Example: conditions "Low Back Pain" and "Low back pain".

Not an error: "Obesity" beside "Overweight or Obesity"; a keyword that is a condition too; interventions of one name
that differ in type or are given to different arms.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "DUP102"
name = "duplicate-entry"
severity: Final = "info"
needs = ()

_WORD = re.compile(r"[^\W_]+|[+%]")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each entry that repeats an earlier one."""
    first: dict[tuple[object, ...], Evidence] = {}
    for what, text, of, place in _entries(record):
        folded = " ".join(_WORD.findall(text.casefold()))
        same = first.setdefault((what, folded, of), place)
        if folded and same is not place:
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"the {what} {brief(text)} is registered twice",
                suggestion="take one of the entries out, or tell them apart",
                evidence=[same, place],
                values={"entry": folded},
            )


def _entries(record: TrialRecord) -> Iterator[tuple[str, str, tuple[str, ...], Evidence]]:
    """What kind of entry, its text, what else must be the same in a repetition, and its place."""
    for condition in record.conditions:
        if condition.role == "registered":
            yield "condition", condition.text, (), condition.evidence[0]
    for keyword in record.keywords:
        yield "keyword", keyword.text, (), keyword.evidence[0]
    for arm in record.arms:
        if arm.origin == "registered":
            yield "arm", arm.label, (), arm.evidence[0]
    for given in record.interventions:
        if given.origin == "registered":
            yield "intervention", given.name, (given.type or "", *sorted(given.arm_labels)), given.evidence[0]
