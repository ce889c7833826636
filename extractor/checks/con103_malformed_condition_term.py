"""A registered condition is not one condition.

What it does: finds entries in which several terms have run together, entries that name a material (stem cells, cord
blood) or an intervention, and entries that are sentences.

Why it matters: the registry maps conditions to a vocabulary entry by entry; such an entry maps to nothing or to the
wrong thing.

Example: "Complications of Organ Transplant Stem Cells Umbilical Cord" as one condition.

Not an error: long but single terms, inverted terms ("Diabetes Mellitus, Type 2"), healthy volunteers; on a pasted page,
which joins its list by spaces, what can be split into conditions again.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief
from extractor.language.conditions import is_intervention_like, is_material
from extractor.language.run_together import split_run_together
from extractor.model import Finding
from extractor.record import Condition, TrialRecord

code = "CON103"
name = "malformed-condition-term"
severity: Final = "info"
needs = ("conditions.registered",)

MOST_WORDS = 14
_ANOTHER = re.compile(r"\s[A-Z0-9]")  # what a second term begins with


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each malformed entry."""
    for condition in record.conditions:
        if condition.role == "registered" and (flaw := _flaw(condition)):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"{brief(condition.text)} {flaw}",
                suggestion="register each condition as an entry of its own, in the words of a vocabulary such as MeSH",
                evidence=condition.evidence,
                values={"condition": condition.text},
            )


def _flaw(condition: Condition) -> str | None:
    text = condition.text
    if is_material(text):
        return "is a material, not a condition"
    if is_intervention_like(condition.name):
        return "is an intervention, not a condition"
    if _ANOTHER.search(text) and len(split_run_together(text)) > 1:
        return "is several terms that have run together"
    if len(text.split()) > MOST_WORDS or text.rstrip().endswith("."):
        return "is a sentence, not a term"
    return None
