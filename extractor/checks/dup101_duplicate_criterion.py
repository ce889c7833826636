"""The same criterion stands twice in one list.

What it does: compares the criteria of one list and one cohort, folded (case, punctuation and list marks apart).

Why it matters: usually one of the two was meant to say something else, and was never changed after it was copied.

Example: "Known bleeding disorder" as the third and as the ninth exclusion criterion.

Not an error: each cohort with its own list; sub-headings and the short items below them ("Negative pregnancy test"
under each sex); the same criterion under inclusion and exclusion (ELG104); references ("as above").
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, folded_words
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "DUP101"
name = "duplicate-criterion"
severity: Final = "info"
needs = ("criteria",)

SHORTEST = 2
_REFERENCE = re.compile(
    r"(?i)\W*(?:see|as|same)\b|.*\b(?:above|below|follow(?:s|ing)|criteria|applicable|none|n/a)\W*$"
)
# A line that says of whom the next ones speak.
_GROUP = re.compile(
    r"\W*(?!(?i:pregnant|lactating|nursing|vulnerable|unwilling))(?:[\w/'’-]+ ){0,3}"
    r"(?i:participants?|patients?|controls?|volunteers?|subjects?|donors?|groups?|cohorts?|arms?|(?:sub-?)?study)\W*"
)
_HEADING = re.compile(r"[^\W\d_]{3}")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each criterion that repeats an earlier one."""
    keyed = [
        (words, criterion.kind, criterion.cohort, criterion.parent)
        for words, criterion in zip(folded_words(record), record.criteria, strict=True)
    ]
    if len(set(keyed)) == len(keyed):
        return
    first: dict[tuple[object, ...], EligibilityCriterion] = {}
    parents = {criterion.parent for criterion in record.criteria}
    part = end = 0
    for (words, *of), criterion in zip(keyed, record.criteria, strict=True):
        place = criterion.evidence[0]
        # Behind a heading or the name of a group another part begins, and may say the same again.
        between = (record.document.text or "")[end : place.start] if end else ""
        part += bool(_HEADING.search(between)) or bool(_GROUP.fullmatch(criterion.text))
        end = max(end, place.end)
        if len(words) < SHORTEST or criterion.id in parents or _leads_on(criterion.text):
            continue
        key = (*words, part, *of)
        same = first.setdefault(key, criterion)
        if same is not criterion:
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"{brief(criterion.text)} stands twice in the {criterion.kind} list",
                suggestion="take one out, or say what it was meant to say",
                evidence=[same.evidence[0], place],
                values={"criterion": " ".join(words)},
            )


def _leads_on(text: str) -> bool:
    return text.rstrip().endswith(":") or bool(_REFERENCE.match(text[:200]))
