"""The inclusion list and the exclusion list are exchanged.

What it does: fires on an exact mirror (an inclusion criterion that contradicts the target and an exclusion criterion
that is the target), or where both lists bear cues of the other: consent, diagnosis and age stand under exclusion,
pregnancy, allergy, other trials and comorbidity under inclusion. Without a mirror it takes a cue on either side, three
kinds in all and more than twice as many as stand in the right place; two do where nothing stands in the right place.

Why it matters: read by a machine or in haste, the trial takes exactly those whom it must not.

Example: inclusion "Non-Severe Aplastic Anemia", exclusion "Severe Aplastic Anemia" in a trial of the severe form.

Not an error: one stray criterion in the wrong list (ELG105); "Exclusion: none"; a list that says "no pregnancy".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, likeness, one_line, treated
from extractor.language.conditions import covers, narrowed
from extractor.language.conditions.forms import other_form
from extractor.language.criteria.cues import BARRED, REQUIRED, denied, list_cues
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG103"
name = "criteria-blocks-swapped"
severity: Final = "error"
needs = ("criteria.inclusion", "criteria.exclusion")
absorbs = ("ELG101", "ELG102", "ELG105", "AGE101", "AGE102")
absorbs_anywhere = True

Criteria = list[EligibilityCriterion]
FEWEST_CUES = 3
_DIAGNOSED = re.compile(
    r"(?i)\W*(?:(?:patients?|subjects?|participants?|who|with|an?|have|has|had|be|must|clinical|definite) )*"
    r"(?:diagnos\w+|histolog\w+|cytolog\w+|patholog\w+|confirmed)\b"
)
_OTHER = re.compile(r"(?i)\b(?:other|another|different|co-?existing|not|no|prior|previous|secondary|history)\b")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the strongest cue of each list."""
    plain = [criterion for criterion in record.criteria if not criterion.cohort]
    included = [criterion for criterion in plain if criterion.kind == "inclusion"]
    excluded = [criterion for criterion in plain if criterion.kind == "exclusion"]
    if pair := _mirror(record, included, excluded) or _by_cues(record, included, excluded):
        asked, barred = pair
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the lists look exchanged: {brief(asked.text)} is required, {brief(barred.text)} is excluded",
            suggestion="exchange the inclusion and the exclusion list",
            evidence=[asked.evidence[0], barred.evidence[0]],
            values={"included": asked.text, "excluded": barred.text},
        )


def _mirror(
    record: TrialRecord, included: Criteria, excluded: Criteria
) -> tuple[EligibilityCriterion, EligibilityCriterion] | None:
    """A criterion that contradicts the target under inclusion, and one that is the target under exclusion."""
    studied, like_treated = [target.phrase for target in treated(record)], likeness(record)
    for asked in included:
        phrases = like_treated(asked.text)
        found = other_form(phrases, studied) if phrases else None
        if not found:
            continue
        for barred in excluded:
            text = one_line(barred.text)
            for phrase in () if denied(text) else like_treated(barred.text):
                if covers(phrase, found.target) and (phrase.modifiers or not narrowed(text, phrase)):
                    return asked, barred
    return None


def _by_cues(
    record: TrialRecord, included: Criteria, excluded: Criteria
) -> tuple[EligibilityCriterion, EligibilityCriterion] | None:
    inside, outside = [one.text for one in included], [one.text for one in excluded]
    wrong_out = list_cues(outside, REQUIRED) | _diagnosis(record, outside)
    wrong_in = list_cues(inside, BARRED) if wrong_out else {}
    if not wrong_in:
        return None
    wrong = len(wrong_in) + len(wrong_out)
    right = len(list_cues(inside, REQUIRED) | _diagnosis(record, inside)) + len(list_cues(outside, BARRED))
    # An age alone proves nothing: people are excluded for theirs too.
    if wrong <= 2 * right or (wrong < FEWEST_CUES and wrong_out.keys() == {"age"}):
        return None
    return included[next(iter(wrong_in.values()))], excluded[next(iter(wrong_out.values()))]


def _diagnosis(record: TrialRecord, texts: list[str]) -> dict[str, int]:
    """The first criterion that asks for the diagnosis of what is treated, as a cue of its list."""
    studied, like_treated = [target.phrase for target in treated(record)], likeness(record)
    for number, text in enumerate(texts):
        if _DIAGNOSED.match(text) and not _OTHER.search(text):
            found = like_treated(text)
            if any(covers(phrase, target) or covers(target, phrase) for phrase in found for target in studied):
                return {"diagnosis": number}
    return {}
