"""The registered phase and what the trial sets out to find do not go together.

What it does: in phase 3 and 4 looks for aims of first trials (a maximum tolerated dose, dose-limiting toxicity, dose
escalation, a dose for phase 2, first in human) where the trial states its own objective, its title, a primary outcome
or a dose role; in phase 1 for a trial that calls itself pivotal or confirmatory.

Why it matters: phase 4 studies a licensed product; who filters by phase for established treatment finds an
unlicensed one.

Example: phase 4, "the starting dose was ...; the maximum tolerated dose was ...".

Not an error: background ("the MTD was established in phase 1"), phase 2/3 with a safety lead-in, titration of one
patient's dose ("maximum tolerated dose of the statin"), a pivotal bioequivalence study in phase 1.

References: ICH E8(R1) on types of study.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from extractor.checks import cut, passages
from extractor.model import Evidence, Finding
from extractor.record import CodedList, TrialRecord

code = "PHS102"
name = "phase-vs-objective"
severity: Final = "warning"
needs = ("phases.registered",)

LATE = ({"PHASE4"}, {"PHASE3"}, {"PHASE3", "PHASE4"})
_EARLY = re.compile(
    r"(?i)\b(?:maximum[- ]tolerated[- ]dos(?:e|age)s?(?:\s?\(MTD\))?|MTD|dose[- ]limiting toxicit(?:y|ies)|DLTs?"
    r"|recommended phase (?:2|II) dos(?:e|age)s?|RP2D|first[- ]in[- ](?:hu)?man"
    r"|dose[- ]escalation (?:stud(?:y|ies)|trial|phase|cohorts?|scheme|design|part)"
    r"|(?:phase (?:1|I) )?dose[- ]finding (?:study|trial))\b"
)
EARLY = ({"EARLY_PHASE1"}, {"PHASE1"})
_CONFIRMATORY = re.compile(r"(?i)\b(?:pivotal|confirmatory)(?=[^.;\n]{0,60}?\b(?:study|trial)\b)")
_THIS = re.compile(r"(?i)\b(?:this|the (?:present|current)|(?:study|trial) is)\b[^.;\n]{0,80}$")
_NOT_EFFICACY = re.compile(
    r"(?i)\b(?:bio-?equivalence|bio-?availability|pharmacokinetic\w*|pharmacodynamic\w*|PK|food effect"
    r"|non-?pivotal|before|prior"
    r"|future|next|subsequent|support\w*|inform|imaging|embedded)\b"
)
_BACKGROUND = re.compile(
    r"(?i)\b(?:previous(?:ly)?|prior|earlier|established in|phase (?:1|i)\b|has been"
    r"|was (?:established|found|shown|defined)|have been|published|literature|reported|et al|based on)\b"
)
_CITED = re.compile(
    r"(?i)(?<!be )\b(?:identified|determined|established|defined|selected|chosen|found)"
    r" (?:by|in|from|during) (?:the|a|an|another) $"
)
_WITHIN = re.compile(
    r"(?i)\b(?:incorporates|includes|embeds|contains) an? (?:embedded )?dose[- ]finding (?:sub-?)?study\b"
)
_AIM = re.compile(
    r"(?i)\b(?:determin\w*|establish\w*|defin\w*|identif\w*|evaluat\w*|assess\w*|find\w*|estimat\w*|objectives?|purpose"
    r"|aims?|endpoints?|outcomes?|toleran\w*|this (?:is|study|trial)|will|starting dose|until)\b"
)
_TITRATION = re.compile(
    r"(?i)\b(?:titrat\w*|uptitrat\w*|background|embedded|stable|standard of care|metformin|statins?"
    r"|on a maximum|receiving)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s|\n")


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the phase and the first words that state an early aim."""
    phase = next(one for one in record.phases if one.origin == "registered")
    if set(phase.value) in EARLY:
        yield from islice(_confirmatory(record, phase), 1)
    if set(phase.value) not in LATE:
        return
    starts = any(dose.role == "starting" for dose in record.doses)
    for place in passages(record):
        if "eligibility" in (place.path or "") and "studyPopulation" not in (place.path or ""):
            continue
        for match in _EARLY.finditer(place.quote):
            if _is_aim(place, match, starts=starts):
                if not any(_WITHIN.search(other.quote) for other in passages(record)):
                    yield _finding(phase, cut(place, *match.span(), record))
                return


def _confirmatory(record: TrialRecord, phase: CodedList) -> Iterator[Finding]:
    """Where a phase 1 trial calls itself pivotal or confirmatory."""
    for place in (fact.evidence[0] for fact in (*record.titles, *record.descriptions)):
        for match in _CONFIRMATORY.finditer(place.quote):
            before, after = place.quote[max(0, match.start() - 120) : match.start()], place.quote[match.end() :][:120]
            own = "Title" in (place.path or "") or _THIS.search(before)
            if own and not _NOT_EFFICACY.search(f"{before} {after}"):
                yield _finding(phase, cut(place, *match.span(), record))


def _is_aim(place: Evidence, match: re.Match[str], *, starts: bool) -> bool:
    """Whether the words are this trial's aim; a trial that names a starting dose is looking for its dose."""
    if "Title" in (place.path or "") or "primaryOutcomes" in (place.path or ""):
        return not _TITRATION.search(place.quote[max(0, match.start() - 60) : match.end() + 40])
    before = _SENTENCE_END.split(place.quote[max(0, match.start() - 250) : match.start()])[-1]
    after = _SENTENCE_END.split(place.quote[match.end() : match.end() + 150])[0]
    around = before + match[0] + after
    return (
        (starts or bool(_AIM.search(around)))
        and not _BACKGROUND.search(before[-120:])
        and not _CITED.search(before)
        and not _BACKGROUND.search(after[:80])
        and not _TITRATION.search(around)
    )


def _finding(phase: CodedList, place: Evidence) -> Finding:
    shown = " and ".join(value.replace("PHASE", "phase ").lower().replace("_", " ") for value in phase.value)
    early = set(phase.value) in EARLY
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"registered as {shown}, but “{place.quote}” is the aim of {'a late' if early else 'an early'} trial",
        suggestion=f"check the phase: {'confirmation belongs to 3' if early else 'dose-finding belongs to 1 or 2'}",
        evidence=[phase.evidence[0], place],
        values={"phases": phase.value, "aim": place.quote},
    )
