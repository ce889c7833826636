"""The same criterion stands under inclusion and under exclusion.

What it does: compares every inclusion criterion with every exclusion criterion of the same cohort, without regard to
case, punctuation and "patients with" in front.

Why it matters: nobody can satisfy both; usually a line was copied into the wrong list.

Example: "ASA physical status 1-3" in both lists.

Not an error: each cohort with its own lists; a shared sub-heading ("For adolescents:") or boilerplate ("Additional
criteria apply"); complements ("no X" / "X"; "Age >= 18" / "Age < 18").
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import WORD, brief, folded_words
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG104"
name = "criterion-included-and-excluded"
severity: Final = "error"
needs = ("criteria.inclusion", "criteria.exclusion")
absorbs = ("ELG105", "ELG106")

_BOILERPLATE = re.compile(
    r"(?i)\b(?:(?:other|additional|further|more)\b[^.]{0,60}\b(?:criteria|apply|reasons?)|protocol[- ]defined|see\b"
    r"|not applicable|none\b|n/a\b|criteria\b|the following|subjects? must|all (?:of )?the)"
)
_PEOPLE = r"(?:participants?|patients?|subjects?|controls?|volunteers?|adults?|children|parents?|caregivers?|cohorts?)"
# A line that only says of whom the next ones speak.
_ANYONE = re.compile(
    rf"(?i)\W*(?:for |all |the |healthy |adult |normal |both )*{_PEOPLE}\W*"
    rf"|[\w-]+(?: [\w-]+){{0,3}} for (?:\w+ )?{_PEOPLE} with(?:out)? [^,;.]{{1,40}}"
)
_GROUP = re.compile(rf"(?i)\W*(?:for |all |the )*(?:\w+[ -]){{0,2}}{_PEOPLE}\b[^,;.]{{0,60}}")
SHORTEST = 2
_WHO: Final = frozenset("patient patients subject subjects participant participants individuals people persons".split())
_HAVE: Final = (("with",), ("who", "have"), ("having",), ("diagnosed", "with"), ("suffering", "from"))


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a pair of equal criteria."""
    pairs = list(_equal(record))
    groups = [pair for pair in pairs if _GROUP.fullmatch(pair[0].text) or _ANYONE.fullmatch(pair[0].text)]
    for same, other in pairs:
        # Two groups of people, each with its own lines under a name that both lists repeat.
        if _ANYONE.fullmatch(same.text) or (len(groups) > 1 and (same, other) in groups):
            continue
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{brief(same.text)} is both required and excluded",
            suggestion="keep the criterion in the list where it belongs",
            evidence=[same.evidence[0], other.evidence[0]],
            values={"criterion": " ".join(WORD.findall(same.text.casefold()))},
        )


def _equal(record: TrialRecord) -> Iterator[tuple[EligibilityCriterion, EligibilityCriterion]]:
    """An inclusion and an exclusion criterion of one cohort with the same words, each pair once."""
    keyed = [
        ((_bare(words), criterion.cohort), criterion)
        for words, criterion in zip(folded_words(record), record.criteria, strict=True)
    ]
    required = {key for key, criterion in keyed if criterion.kind == "inclusion"}
    twice = {key for key, criterion in keyed if criterion.kind == "exclusion" and key in required}
    parents = {criterion.parent for criterion in record.criteria}
    included: dict[tuple[tuple[str, ...], str | None], EligibilityCriterion] = {}
    for key, criterion in keyed:
        if key not in twice or criterion.id in parents or not _says_something(criterion):
            continue
        if criterion.kind == "inclusion":
            included.setdefault(key, criterion)
        elif criterion.kind == "exclusion" and (same := included.get(key)):
            yield same, criterion


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a criterion without those that only say that people have it."""
    if words and words[0] in _WHO:
        for have in _HAVE:
            if words[1 : 1 + len(have)] == have:
                return words[1 + len(have) :]
    return words


def _says_something(criterion: EligibilityCriterion) -> bool:
    text = criterion.text
    return (
        len(WORD.findall(text)) >= SHORTEST and not text.rstrip().endswith(":") and not _BOILERPLATE.search(text[:200])
    )
