"""The study type is not the one that the text describes.

What it does: in records of observational studies looks for titles and sentences that call this study randomized or
double-blind, for investigators who assign people to treatments, and for a phase of development in the title; in records
of trials for a title, a sentence or the label of the only arm that calls this study observational, retrospective or
cross-sectional.

Why it matters: observational studies and trials are registered, found and judged by different rules.

Example: study type "Observational", "this cluster randomised trial".

Not an error: "non-randomized", studies that are cited, an observational phase or follow-up of a trial, Mendelian
randomization.

References: Zarin et al., N Engl J Med 2011;364:852, table 3 (observational study with "randomized" in the title);
ClinicalTrials.gov data element "Study Type".
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks import cut
from extractor.checks._design import described, registered, told
from extractor.language.numbers import lowered, word_matches
from extractor.language.trial_phases import find_trial_phases
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "DSG106"
name = "study-type-vs-text"
severity: Final = "warning"
needs = ("study_type.registered",)

_STUDY = r"(?:study|trial|research|registry|investigation|survey|design)"
_OBSERVATIONAL: Final = re.compile(
    rf"(?i)\b(?:non-?interventional|observational)(?=,? (?:[\w-]{{1,20}} ){{0,3}}{_STUDY}\b)"
    r"|\bretrospective(?=,? (?:[\w-]{1,20} ){0,2}(?:cohort|case(?: series|[- ]control)|chart|records?|review)\b)"
    rf"|\b(?:cross-?sectional|case-control)(?=,? (?:[\w-]{{1,20}} ){{0,2}}{_STUDY}\b)"
)
_ARM: Final = re.compile(r"(?i)\b(?:non-?interventional|observational)\b(?! (?:phase|period|follow))")
_OBSERVES = ("non", "observational", "retrospective", "cross", "case")
_THIS: Final = re.compile(
    r"(?i)\b(?:this|the (?:present|current)|our) (?:[\w-]{1,20} )?(?:study|trial|research)? ?(?:is|will be"
    r"|was) an? [^.;\n]{0,50}$|^\W{0,3}it is an? [^.;\n]{0,50}$"
    r"|(?:^|[.\n])\W{0,3}this (?:[\w-]{1,20},? ){0,2}$"
)
_RCT: Final = re.compile(
    r"(?i)(?<!completed )(?<!previous )\brandomi[sz]ed (?:controll?(?:ed)? |clinical )?trial (?:design|will be)\b"
)
_COHORT_STUDY: Final = re.compile(r"(?i)cohort(?= (?:study|trial))")
_PEOPLE = "patients participants subjects volunteers women men children".split()
_PERSONS = f"(?:{'|'.join(_PEOPLE)})"
_RANDOMLY = r"(?:randomly (?:assigned|allocated)|randomi[sz]ed|(?:assigned|allocated) (?:at random|randomly))"
_WILL_BE_ASSIGNED: Final = re.compile(
    rf"(?i)\b(?:{_PERSONS}|they) will be (?:then )?{_RANDOMLY}(?: \(?\d+:\d+\)?)? (?:to|into|in)\b"
)
_ASSIGN: Final = re.compile(
    r"(?i)\b(?:investigators?|researchers?|we) will (?:then )?(?:randomly )?(?:assign|allocate|randomi[sz]e) "
    rf"(?:the |all |eligible )?{_PERSONS}\b"
)
_TRIALS: Final = (
    (_RCT, ("randomi",)),
    (_WILL_BE_ASSIGNED, (*_PEOPLE, "they")),
    (_ASSIGN, ("investigator", "researcher", "we ")),
)
_BLINDED: Final = frozenset({"DOUBLE", "TRIPLE", "QUADRUPLE"})
_AROUND, _BEHIND = 40, 14
_PART: Final = re.compile(
    r"(?i)\b(?:phase|part|period|extension|follow-?up|sub-?study|cohort|arm|mendelian|parallel|previous"
    r"|nested|within|from|and)\b|&"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the type and the first words that are of the other."""
    kind = registered(record.study_type)
    if kind is None:
        return
    places = _of_trials(record) if kind.value == "OBSERVATIONAL" else _of_observation(record)
    place = next(places, None)
    if place and kind.value in ("OBSERVATIONAL", "INTERVENTIONAL"):
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"the study is registered as {kind.value.lower()}, but the text says “{place.quote}”",
            suggestion="correct the study type, or the words in the text",
            evidence=[kind.evidence[0], place],
            values={"registered": kind.value, "stated": place.quote},
        )


def _of_trials(record: TrialRecord) -> Iterator[Evidence]:
    for said in told(record, "allocation"):
        if said.value == "RANDOMIZED":
            yield said.evidence
    for said in told(record, "masking"):
        if said.value in _BLINDED:
            yield said.evidence
    for title in record.titles:
        place = title.evidence[0]
        for phase in find_trial_phases(place.quote, title=True):
            yield cut(place, phase.start, phase.end)
    for place in described(record):
        for pattern, beginnings in _TRIALS:
            for match in _found(pattern, place.quote, beginnings):
                yield cut(place, *match.span())


def _of_observation(record: TrialRecord) -> Iterator[Evidence]:
    for place in [title.evidence[0] for title in record.titles]:
        for match in _found(_OBSERVATIONAL, place.quote, _OBSERVES):
            around = place.quote[max(0, match.start() - _AROUND) : match.end() + _BEHIND]
            if not _PART.search(_COHORT_STUDY.sub("", around)):
                yield cut(place, *match.span())
    if len(record.arms) == 1:
        label = record.arms[0].evidence[0]
        for match in _ARM.finditer(label.quote):
            yield cut(label, *match.span())
    for place in described(record):
        for match in _found(_OBSERVATIONAL, place.quote, _OBSERVES):
            before = _THIS.search(place.quote[max(0, match.start() - 120) : match.start()])
            if before and not _PART.search(before[0]):
                yield cut(place, *match.span())


def _found(pattern: re.Pattern[str], text: str, beginnings: Sequence[str]) -> Iterator[re.Match[str]]:
    return word_matches(pattern, text, lowered(text), beginnings)
