"""The same criterion stands under inclusion and under exclusion.

What it does: compares every inclusion criterion with every exclusion criterion of the same cohort, folded (case,
punctuation, plural and spelling apart).

Why it matters: nobody can satisfy both; usually a line was copied into the wrong list.

Example: "ASA physical status 1-3" in both lists.

Not an error: each cohort with its own lists; a shared sub-heading ("For adolescents:") or boilerplate ("Additional
criteria apply"); complements ("no X" / "X"; "Age >= 18" / "Age < 18").
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG104"
name = "criterion-included-and-excluded"
severity: Final = "error"
needs = ("criteria.inclusion", "criteria.exclusion")
absorbs = ("ELG105", "ELG106")

_WORD = re.compile(r"[^\W_]+|[<>≤≥=%+]")
_BOILERPLATE = re.compile(
    r"(?i)\b(?:(?:other|additional|further|more)\b[^.]{0,60}\b(?:criteria|apply|reasons?)|protocol[- ]defined|see\b"
    r"|not applicable|none\b|n/a\b|criteria\b|the following|subjects? must|all (?:of )?the)"
)
SHORTEST = 2


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a pair of equal criteria."""
    parents = {criterion.parent for criterion in record.criteria}
    included: dict[tuple[str, str | None], EligibilityCriterion] = {}
    for criterion in record.criteria:
        key = (_folded(criterion.text), criterion.cohort)
        if criterion.id in parents or not _says_something(criterion):
            continue
        if criterion.kind == "inclusion":
            included.setdefault(key, criterion)
        elif criterion.kind == "exclusion" and (same := included.get(key)):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"“{same.text}” is both required and excluded",
                suggestion="keep the criterion in the list where it belongs",
                evidence=[same.evidence[0], criterion.evidence[0]],
                values={"criterion": key[0]},
            )


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _says_something(criterion: EligibilityCriterion) -> bool:
    text = criterion.text
    return (
        len(_WORD.findall(text)) >= SHORTEST and not text.rstrip().endswith(":") and not _BOILERPLATE.search(text[:200])
    )
