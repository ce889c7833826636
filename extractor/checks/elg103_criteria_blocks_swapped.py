"""The inclusion list and the exclusion list are exchanged.

What it does: fires on an exact mirror (an inclusion criterion that contradicts the target and an exclusion criterion
that is the target), or where both lists bear cues of the other: consent, diagnosis and age stand under exclusion,
pregnancy, allergy, other trials and comorbidity under inclusion. Without a mirror it takes two cues of different kinds
on either side and more of them than cues in the right place.

Why it matters: read by a machine or in haste, the trial takes exactly those whom it must not.

Example: inclusion "Non-Severe Aplastic Anemia", exclusion "Severe Aplastic Anemia" in a trial of the severe form.

Not an error: one stray criterion in the wrong list (ELG105); "Exclusion: none"; a list that says "no pregnancy".
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from extractor.checks import targets
from extractor.language.conditions import contradiction, covers, find_conditions, narrowed
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG103"
name = "criteria-blocks-swapped"
severity: Final = "error"
needs = ("criteria.inclusion", "criteria.exclusion")
absorbs = ("ELG101", "ELG102", "ELG105", "AGE101", "AGE102")
absorbs_anywhere = True

Side = Literal["inclusion", "exclusion"]

_NEGATED = re.compile(
    r"(?i)\b(?:no|not|non|without|un\w+|inab\w+|in\w*capab\w+|refus\w+|declin\w+|lack|absence|less|unable|never|free)\b|<"
)
# What belongs under inclusion, and what under exclusion, as the lists of registries have them.
REQUIRED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "consent",
        re.compile(
            r"(?i)\b(?:sign\w*|provid\w+|written|giv\w+)\b.{0,40}\b(?:informed )?consent|^informed consent|\bassent\b"
        ),
    ),
    (
        "age",
        re.compile(
            r"(?i)^(?:\W|patients?|subjects?|male|female|men|women|and|or|adults?|participants?|who|are)*(?:ag(?:e|ed|es)\b.{0,30}\d|[≥>]=? ?18 years|18 years (?:of age )?(?:or|and) o)"
        ),
    ),
    (
        "able",
        re.compile(
            r"(?i)^(?:\W|patients?|subjects?|participants?|must|be)*(?:willing|able) (?:and able |and willing )?to\b"
        ),
    ),
    (
        "function",
        re.compile(
            r"(?i)\b(?:adequate|normal|sufficient)\b.{0,40}\b(?:function|reserve)|\blife expectancy\b|\bECOG\b.{0,30}\b0\b"
        ),
    ),
)
BARRED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("pregnancy", re.compile(r"(?i)\b(?:pregnan\w+|breast-?\s?feeding|lactating|nursing)\b")),
    ("allergy", re.compile(r"(?i)\b(?:allerg\w+|hypersensitiv\w+|contra-?indicat\w+|intoleran\w+)\b")),
    (
        "other trial",
        re.compile(
            r"(?i)\b(?:another|other)\b.{0,40}\b(?:clinical )?(?:trial|study|investigational)|\binvestigational (?:drug|agent|product)s? within"
        ),
    ),
    ("refusal", re.compile(r"(?i)\b(?:refus\w+|unwilling|unable|inability|non-?compliance|not (?:able|willing))\b")),
    ("abuse", re.compile(r"(?i)\b(?:drug|alcohol|substance) (?:or \w+ )?(?:abuse|dependence|addiction)\b")),
    (
        "comorbidity",
        re.compile(
            r"(?i)\b(?:uncontrolled|serious|severe|significant|unstable|active)\b.{0,40}\b(?:disease|infection|illness|disorder|hypertension|angina|condition)s?\b|\b(?:other|prior|previous|history of)\b.{0,30}\bmalignan\w+"
        ),
    ),
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the strongest cue of each list."""
    plain = [criterion for criterion in record.criteria if not criterion.cohort]
    pair = _mirror(record, plain) or _by_cues(plain)
    if pair:
        included, excluded = pair
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the lists look exchanged: “{included.text}” is required, “{excluded.text}” is excluded",
            suggestion="exchange the inclusion and the exclusion list",
            evidence=[included.evidence[0], excluded.evidence[0]],
            values={"included": included.text, "excluded": excluded.text},
        )


def _mirror(
    record: TrialRecord, plain: list[EligibilityCriterion]
) -> tuple[EligibilityCriterion, EligibilityCriterion] | None:
    """A criterion that contradicts the target under inclusion, and one that is the target under exclusion."""
    expansions = record.spelled_out()
    for target in targets(record, "target", "registered"):
        against = target_in = None
        for criterion in plain:
            for phrase in find_conditions(criterion.text, expansions=expansions):
                if criterion.kind == "inclusion" and contradiction(phrase, target.phrase):
                    against = against or criterion
                elif (
                    criterion.kind == "exclusion"
                    and covers(phrase, target.phrase)
                    and (phrase.modifiers or not narrowed(criterion.text, phrase))
                ):
                    target_in = target_in or criterion
        if against and target_in and not _NEGATED.search(target_in.text):
            return against, target_in
    return None


def _by_cues(plain: list[EligibilityCriterion]) -> tuple[EligibilityCriterion, EligibilityCriterion] | None:
    included = [c for c in plain if c.kind == "inclusion"]
    excluded = [c for c in plain if c.kind == "exclusion"]
    wrong_out, wrong_in = _cues(excluded, REQUIRED), _cues(included, BARRED)
    right_in, right_out = _cues(included, REQUIRED), _cues(excluded, BARRED)
    wrong, right = len(wrong_out) + len(wrong_in), len(right_in) + len(right_out)
    if wrong >= 3 and wrong_in and wrong_out and wrong > 2 * right:
        return next(iter(wrong_in.values())), next(iter(wrong_out.values()))
    return None


def _cues(
    criteria: list[EligibilityCriterion], cues: tuple[tuple[str, re.Pattern[str]], ...]
) -> dict[str, EligibilityCriterion]:
    """The kinds of cue that a list has, each with its first criterion; what is denied is no cue."""
    found: dict[str, EligibilityCriterion] = {}
    for criterion in criteria:
        for kind, pattern in cues:
            match = pattern.search(criterion.text[:400])
            if match and kind not in found:
                denied = _NEGATED.search(criterion.text[: match.end()])
                if not denied or kind == "refusal":
                    found[kind] = criterion
    return found
