"""One acronym stands for two things.

What it does: compares the long forms that the document defines for one short form. They differ where they share no
word, spellings and forms of one word taken together; two names of a cancer, where one word stands for another.

Why it matters: wherever the acronym stands alone, nobody can say which is meant.

Example: "visual analogue scale (VAS)" and "vertebral artery stenosis (VAS)".

Not an error: leukemia and leukaemia, lymphoblastic and lymphocytic, disc and disk, hyphens; a long form within another
("quality of life", "health-related quality of life"); variants ("objective response rate", "overall response rate");
a bracket that says more than the definition ("data on all VTEs (DVT or PE)").
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from extractor.checks import brief
from extractor.model import Finding
from extractor.record import Abbreviation, TrialRecord

code = "ACR102"
name = "acronym-two-expansions"
severity: Final = "warning"
needs = ("abbreviations",)

SHORTEST = 2
ALIKE = 0.75
SPELLING = 0.85
KIN = 4
LONG_WORD = 12  # a shorter single word is more often a chance match
_CANCER = re.compile(r"(?i)(?:cancers?|carcinomas?|leuk(?:a)?emias?|lymphomas?|sarcomas?|myelomas?)\W*$")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = ("", *")]};,:.=–-")
_SMALL = frozenset("a an and by de for from in of on or per the to with".split())


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding an acronym: the places of both definitions."""
    first: dict[str, Abbreviation] = {}
    found: set[str] = set()
    for item in record.abbreviations:
        if len(item.short) < SHORTEST or not item.short.rstrip("s").isupper():
            continue
        if not _is_whole(item, record.document.text):
            continue
        short = item.short.rstrip("s")
        other = first.setdefault(short, item)
        if other is not item and short not in found and _differ(other.long, item.long):
            found.add(short)
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"{short} stands for {brief(other.long)} and for {brief(item.long)}",
                suggestion="use another acronym for one of the two",
                evidence=[other.evidence[-1], item.evidence[-1]],
                values={"acronym": short, "long_forms": [other.long, item.long]},
            )


def _is_whole(item: Abbreviation, text: str | None) -> bool:
    """Whether the bracket of a definition ends behind it, not "(DVT or PE)" or "ADRs (assessed as related to it)"."""
    end = max(place.end for place in item.evidence)
    return text is None or text[end : end + 2].strip()[:1] in _ENDS


def _differ(one: str, other: str) -> bool:
    ours, theirs = _words(one), _words(other)
    if ours == theirs or any(len(words) == 1 and len(words[0]) < LONG_WORD for words in (ours, theirs)):
        return False
    strange = [word for word in ours if not any(_akin(word, x) for x in theirs)]
    missing = [word for word in theirs if not any(_akin(word, x) for x in ours)] if strange else []
    if not strange or not missing or _alike("".join(ours), "".join(theirs), SPELLING):
        return False
    return len(strange) == len(ours) or bool(_CANCER.search(one) and _CANCER.search(other))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _SMALL]


def _akin(one: str, other: str) -> bool:
    """Forms or spellings of one word."""
    return one[:KIN] == other[:KIN] or _alike(one, other, ALIKE)


def _alike(one: str, other: str, least: float) -> bool:
    """Whether the ratio of what two words share is above `least`; its upper bounds, which cost less, come first."""
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() > least and matcher.quick_ratio() > least and matcher.ratio() > least
