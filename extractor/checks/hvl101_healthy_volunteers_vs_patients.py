"""Healthy volunteers are accepted, but a diagnosis is required.

What it does: where the flag says that healthy volunteers are accepted, looks for an inclusion criterion that asks for
a disease, and for any sign of people without it (a healthy, unaffected or control group, carers, staff).

Why it matters: the registry's search offers the trial to healthy people, whom it cannot take.

Example: "Accepts Healthy Volunteers", inclusion "documented diagnosis of degenerative disc disease".

Not an error: a healthy or unaffected comparison group (but a wait-list or treated control is no such group); phase 1
pharmacokinetics in healthy people; smokers, carers, staff; prevention and screening.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, diseases, one_line, passages, targets
from extractor.language.conditions import ConditionPhrase, covers, is_healthy, related
from extractor.language.numbers import lowered, word_matches
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "HVL101"
name = "healthy-volunteers-vs-patients"
severity: Final = "warning"
needs = ("healthy_volunteers", "criteria")

REACH = 80

_WITHOUT_DISEASE = re.compile(
    r"(?i)\b(?:healthy|normal|unaffected|asymptomatic|disease-free|non-?\s?diseased|typically developing|uninfected"
    r"|seronegative|well)[ -](?:[a-z]{1,20}[ -]){0,4}?(?:volunteers?|subjects?|participants?|controls?|adults?|children"
    r"|infants|people|persons?|individuals?|men|women|males?|females?|donors?|students?|siblings?|relatives?|groups?|cohorts?"
    r"|pregnan\w+|mothers|girls|boys|adolescents|comparators?)\b"
    r"|\b(?:age|sex|gender)[- ]matched\b|\b(?:case|healthy)[- ]controls?\b|\bcontrols? (?:subjects?|without)\b"
    r"|\b(?:with (?:and|or) without|without (?:any )?(?:known |the )?(?:disease|diagnosis|disorder|condition))\b"
    r"|\bgeneral (?:population|public)\b|\bgood (?:general )?health\b|\bhealthy\b(?= *(?:[.;,)]|$|and\b|or\b))"
)
# What these words begin with.
_WELL = tuple(
    "healthy normal unaffected asymptomatic disease non typically uninfected seronegative well age sex gender case"
    " control with general good".split()
)
_OTHERS = re.compile(
    r"(?i)\b(?:care-?\s?givers?|carers?|parents?|family members|spouses?|staff|nurses|physicians|clinicians|providers"
    r"|health ?care workers|students|employees|smok\w+|vap(?:e|ing)\w*|tobacco|nicotine|cannabis|alcohol|drinkers"
    r"|prevent(?:ion|ing|ive)?|at (?:high |increased )?risk|screening|cari(?:es|ous)|immuni[sz]ation|vaccin\w+)\b"
)
_WORKERS = re.compile(
    r"(?i)\W*(?:hospital |health ?care )?(?:professionals?|employees|workers|staff|nurses|clinicians)\b"
)
_NO_NEED = re.compile(
    r"(?i)\b(?:no|not|without|absence|free of|never|neither|negative|if|except|unless|may|with or|history|risk|prior"
    r"|recovered|exposed|contacts?|tested|vaccin\w+)\b"
)
_ABSENT = re.compile(r"(?i)\W*(?:absence|lack|no|not|without|never)\b")
_JUST_DENIED = re.compile(r"(?i)\b(?:without|no|not have|free of|free from)\s+(?:any |known |a |the )?$")
_ASKED = re.compile(
    r"(?i)\b(?:diagnos\w+|confirmed|proven|documented|patients?|suffer\w*|presence|criteria|classified|symptomatic|meet"
    r"|established|known|severe|moderate|mild|acute|chronic|active|DSM|ICD|having|has|have|with|undergoing|affected)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the flag and the criterion that asks for a disease."""
    flag = record.healthy_volunteers[0]
    if not flag.value or any(p.value == "PREVENTION" for p in record.primary_purpose[:1]) or _has_others(record):
        return
    studied = [target.phrase for target in targets(record, "registered", "target")]
    named = [
        (criterion, phrase)
        for criterion in record.criteria
        if criterion.kind != "exclusion" and not _OTHERS.search(criterion.text)
        for phrase in diseases(record, criterion.text)
    ]
    if any(_spared(criterion, phrase, studied) for criterion, phrase in named):
        return
    for criterion, phrase in named:
        if _asks_for(criterion, phrase, studied):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"healthy volunteers are accepted, but the criteria ask for {brief(phrase.text)}",
                suggestion="register that healthy volunteers are not accepted",
                evidence=[flag.evidence[0], criterion.evidence[0]],
                values={"healthy_volunteers": True, "required": phrase.name},
            )
            return


def _has_others(record: TrialRecord) -> bool:
    """Whether people without the disease, or people who are no patients, can be meant anywhere."""
    if any(is_healthy(condition.text) for condition in record.conditions):
        return True
    if any(_OTHERS.search(title.text) for title in record.titles):
        return True
    if any(criterion.kind == "inclusion" and _WORKERS.match(criterion.text) for criterion in record.criteria):
        return True
    return any(
        any(word_matches(_WITHOUT_DISEASE, place.quote, lowered(place.quote), _WELL)) for place in passages(record)
    )


def _spared(criterion: EligibilityCriterion, phrase: ConditionPhrase, studied: list[ConditionPhrase]) -> bool:
    """Whether a criterion asks for people who do not have the disease: "patients without asthma"."""
    before = _before(criterion, phrase)
    return bool(_JUST_DENIED.search(before)) and any(covers(phrase, target) for target in studied)


def _before(criterion: EligibilityCriterion, phrase: ConditionPhrase) -> str:
    return one_line(criterion.text[max(0, phrase.start - REACH) : phrase.start])


def _asks_for(criterion: EligibilityCriterion, phrase: ConditionPhrase, studied: list[ConditionPhrase]) -> bool:
    """Whether a criterion requires the disease: a target of the trial, or one that words of diagnosis stand beside."""
    before = _before(criterion, phrase)
    if criterion.text.startswith(" risk", phrase.end) or "pregnancy" in phrase.head:
        return False
    if _NO_NEED.search(before) or _ABSENT.match(criterion.text):
        return False
    if any(related(phrase, target) for target in studied):
        return True
    return criterion.kind == "inclusion" and bool(_ASKED.search(before))
