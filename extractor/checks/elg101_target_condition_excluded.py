"""The condition that the trial is about is excluded.

What it does: compares the conditions of the title and the registered ones with each exclusion criterion, abbreviations
spelled out, other names of a registered disease known. It fires where everyone with the target has the excluded
condition too: the same disease, and no modifier (severity, stage, type ...) or further word that would narrow the
exclusion.

Why it matters: nobody could take part; mostly the two lists are exchanged (ELG103) or a prefix was lost.

Example: title "Child SAA", exclusion "Severe Aplastic Anemia (SAA) patients".

Not an error: a narrower exclusion ("recurrent AML", "asthma requiring intubation", "other types of leukemia"), the
same adjective on another disease ("severe hepatic impairment" in severe asthma), groups without the disease.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks import Target, brief, likeness, one_line, treated
from extractor.language.conditions import ConditionPhrase, covers, is_symptom, narrowed
from extractor.language.modifiers import parse_modifiers
from extractor.language.vocabulary import vocabulary
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG101"
name = "target-condition-excluded"
severity: Final = "error"
needs = ("conditions", "criteria.exclusion")

_PEOPLE = re.compile(
    r"(?i)^\W*(?:(?:any|all) )?(?:(?:patients?|subjects?|participants?|individuals) )?"
    r"(?:(?:who (?:have|has|are) )?"
    r"(?:with|having|diagnosed with|suffering from|diagnosis of|known|confirmed|documented) )?"
)
_FIGURE = re.compile(r"\d")
LONGEST = 5
_BRACKETED = re.compile(r"\(([\w+/-]{2,12})\)")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each exclusion criterion that covers a target."""
    studied, like_treated = treated(record), likeness(record)
    own = [target for target in reversed(studied) if target.role == "registered"]
    registered = {target.phrase.text.casefold(): target for target in own}
    by_concept = {concept: target for target in own if (concept := _concept(target.phrase.text))}
    short_forms = record.spelled_out()
    parents = {criterion.parent for criterion in record.criteria}
    for criterion in record.criteria:
        if criterion.kind != "exclusion" or criterion.cohort or criterion.id in parents or criterion.parent:
            continue
        # A short form in brackets behind its long form says nothing new: blanks of equal length in its place.
        text = _BRACKETED.sub(lambda m: " " * len(m[0]) if m[1].rstrip("s") in short_forms else m[0], criterion.text)
        named = _PEOPLE.sub("", one_line(text)).strip(" .;,").casefold()
        target = registered.get(named) or (by_concept.get(_concept(named) or "") if by_concept else None)
        if target := target or _covered(like_treated(text), text, studied):
            yield _finding(target, criterion)


def _concept(term: str) -> str | None:
    """The code of the disease that is all that a term names, without a modifier: of "high blood pressure"."""
    if term.count(" ") >= LONGEST or parse_modifiers(term):
        return None
    entry = vocabulary("condition").named(term)
    # what a figure tells apart ("HIV-2 infection") is one disease only where its name has one ("COVID-19")
    return entry.code if entry and (_FIGURE.search(entry.name) or not _FIGURE.search(term)) else None


def _covered(phrases: Sequence[ConditionPhrase], text: str, studied: Sequence[Target]) -> Target | None:
    for phrase in phrases:
        for target in studied:
            if not covers(phrase, target.phrase) or narrowed(one_line(text), phrase):
                continue
            # What many diseases bring is a target only where it is registered as one.
            if target.role == "registered" or not is_symptom(phrase.head):
                return target
    return None


def _finding(target: Target, criterion: EligibilityCriterion) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the trial is about {target.phrase.name}, but the exclusion criteria name {brief(criterion.text)}",
        suggestion="check the criterion: a modifier may be missing, or it belongs to the inclusion list",
        evidence=[target.evidence, criterion.evidence[0]],
        values={"target": target.phrase.name, "excluded": criterion.text},
    )
