"""Masking, allocation, model, phase or number of arms are registered otherwise than the protocol says.

What it does: compares each registered element of the design with what the protocol states; where it states nothing as
a fact, with the words of its title page and synopsis. It fires only where nothing that the protocol says agrees.

Why it matters: design decides how far the results can be trusted, and meta-analyses take it from the registry.

Example: masking "None", protocol "randomized, double-blind".

Not an error: "double-blind" with triple or quadruple masking; an open-label trial whose assessor is masked; phase 1b
in a phase 1/2 trial; an open-label extension; cohorts and dose levels registered as arms.

References: ClinicalTrials.gov data elements "Masking", "Allocation", "Intervention Model", "Study Phase"; SPIRIT 2013,
item 8.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from extractor.checks import cut
from extractor.checks._pair import head_of
from extractor.language.arms.counts import find_arm_counts
from extractor.language.designs import Aspect, find_design_words
from extractor.language.trial_phases import find_trial_phases
from extractor.model import Evidence, Finding
from extractor.record import CodedText, TrialRecord

code = "REG105"
name = "protocol-design-differs"
severity: Final = "warning"
reads = "pair"
needs = ("registry.study_type", "protocol.text")

_DEPTH: Final = {"NONE": 0, "SINGLE": 1, "DOUBLE": 2, "TRIPLE": 2, "QUADRUPLE": 2}
_JUDGES: Final = {"OUTCOMES_ASSESSOR", "INVESTIGATOR"}
_ASSESSOR = re.compile(r"(?i)\b(?:assessor|observer|evaluator|investigator|rater|examiner|reader)")
_EARLY_LATER = re.compile(r"(?i)\bearly[ -]phase[ -]?(?:[2-4]|i[iv]+)")
_LETTER = re.compile(r"(?i)[\di][abc]\b")
_DIVIDED = re.compile(
    r"(?i)\b(?:cohort|part|phase|stage|level|step|pilot|lead-in|run-in|extension|expansion|escalation|sub-?study"
    r"|period|cross-?over|screen|observ|non-?randomi|follow-up|healthy|dose)"
)
_OPEN_PART = re.compile(
    r"(?i)\b(?:extension|run-in|lead-in|roll-?over|follow-up|open[- ]label (?:phase|period|part))\b"
)
Name = Literal["masking", "allocation", "intervention_model"]
ELEMENTS: Final[tuple[tuple[Name, Aspect], ...]] = (
    ("masking", "masking"), ("allocation", "allocation"), ("intervention_model", "model"),
)  # fmt: skip


def run(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """One finding for each element that differs."""
    if registry.study_type[0].value == "OBSERVATIONAL":
        return
    for element, aspect in ELEMENTS:
        field = next((one for one in getattr(registry, element) if one.origin == "registered"), None)
        said = _said(protocol, element, aspect) if field else []
        if field and said and not any(_agrees(registry, element, field.value, *one) for one in said):
            yield _finding(element.replace("_", " "), field.value, field.evidence, said[0][1], said[0][0])
    yield from _phase(registry, protocol)
    yield from _arms(registry, protocol)


def _finding(what: str, value: object, field: Sequence[Evidence], place: Evidence, stated: object) -> Finding:
    shown = ", ".join(value) if isinstance(value, list) else str(value)
    quote = " ".join(place.quote.split())
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the record has the {what} {shown.lower().replace('_', ' ')}, the protocol says “{quote}”",
        suggestion=f"register the {what} of the current version of the protocol",
        evidence=[field[0], place],
        values={"registry": value, "protocol": stated},
    )


def _said(protocol: TrialRecord, element: Name, aspect: Aspect) -> list[tuple[str, Evidence]]:
    facts: list[CodedText] = getattr(protocol, element)
    if facts:
        return [(one.value, one.evidence[0]) for one in facts if one.evidence]
    head = head_of(protocol)
    words = [word for word in find_design_words(head.quote) if word.aspect == aspect]
    return [(word.value, cut(head, word.start, word.end, protocol)) for word in words]


def _agrees(registry: TrialRecord, element: Name, value: str, said: str, place: Evidence) -> bool:
    if element == "masking":
        return _masking_agrees(registry, value, said, place)
    if element == "allocation":
        return value == said or (value == "NA" and said == "NON_RANDOMIZED")
    return value in (said, "SEQUENTIAL") or {value, said} == {"PARALLEL", "FACTORIAL"}


def _masking_agrees(registry: TrialRecord, value: str, said: str, place: Evidence) -> bool:
    if said == "ASSESSOR" or _ASSESSOR.search(place.quote):
        return value != "NONE"
    roles = {role for fact in registry.who_masked for role in fact.value}
    if said == "NONE" and roles and roles <= _JUDGES:
        return True
    return _DEPTH.get(value) == _DEPTH.get(said)


def _phase(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    field = next((one for one in registry.phases if one.origin == "registered"), None)
    said = [one for one in _phases(protocol) if not _EARLY_LATER.search(one[1].quote)]
    if field is None or not said or field.value == ["NA"]:
        return
    mine = {_folded(value) for value in field.value}
    stated = {_folded(value) for values, _ in said for value in values}
    first, place = said[0]
    lettered = bool(_LETTER.search(place.quote))
    if mine & stated and (mine in ({_folded(value) for value in first}, stated) or lettered or len(said) > 1):
        return
    yield _finding("phase", field.value, field.evidence, place, first)


def _phases(protocol: TrialRecord) -> Iterator[tuple[list[str], Evidence]]:
    """The phases that the protocol gives as facts, else those that its beginning says this trial has."""
    for fact in protocol.phases:
        yield fact.value, fact.evidence[0]
    head = head_of(protocol)
    for phase in find_trial_phases(head.quote) if not protocol.phases else ():
        yield list(phase.values), cut(head, phase.start, phase.end, protocol)


def _folded(phase: str) -> str:
    return "PHASE1" if phase == "EARLY_PHASE1" else phase


def _arms(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    listed = len(registry.arms)
    if not listed or any(_DIVIDED.search(arm.label) for arm in registry.arms):
        return
    head = head_of(protocol)
    said = [
        one
        for one in find_arm_counts(head.quote)
        if one.form != "received" and not _OPEN_PART.search(head.quote[max(0, one.start - 120) : one.end + 60])
    ]
    counts = {one.count for one in said}
    if counts == {1} and any(one.value == "SINGLE_GROUP" for one in registry.intervention_model):
        return
    if len(counts) != 1 or listed in counts or counts & _counted(registry):
        return
    place = cut(head, said[0].start, said[0].end, protocol)
    labels = [arm.evidence[0] for arm in registry.arms if arm.evidence]
    yield _finding("number of arms", str(listed), labels, place, said[0].count)


def _counted(registry: TrialRecord) -> set[int]:
    """The numbers of arms that the record's own text names: what contradicts its list is no matter of the protocol."""
    return {one.count for one in find_arm_counts(registry.document.text or "")}
