"""The registered phase is not the one that the text names.

What it does: reads the phase of the trial from the titles, all together (roman or arabic, with or without a letter),
from "this is a phase ... trial" in the summary where the titles don't say, and compares it with the phase field.

Why it matters: searches and statistics go by the field, readers by the title.

Example: title "A Phase 2 Study of ...", phase 3.

Not an error: "based on phase I data", "recommended phase 2 dose", "phase 2 of the study", phase 2 of a rehabilitation,
a phase of a disease, phase 1b beside 1/2, early phase 1 for phase 0. "Not applicable" without a drug or biological is
information only: the field is for those.

References: ClinicalTrials.gov data element "Study Phase"; 21 CFR 312.21.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor.checks import cut
from extractor.language.trial_phases import TrialPhase, find_trial_phases
from extractor.model import Evidence, Finding, Severity
from extractor.record import CodedList, TrialRecord

code = "PHS101"
name = "phase-vs-text"
severity: Final = "error"
needs = ("phases.registered",)

_MEDICINES: Final = {"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC", "DIETARY_SUPPLEMENT", None}


class _Said(NamedTuple):
    phase: TrialPhase
    evidence: Evidence
    in_title: bool


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the field and the first words that disagree."""
    field = next(one for one in record.phases if one.origin == "registered")
    said = list(_titled(record)) or list(_summarised(record))[:1]
    if not said or (record.study_type and record.study_type[0].value == "OBSERVATIONAL"):
        return
    registered = {_folded(value) for value in field.value}
    stated = {_folded(value) for one in said for value in one.phase.values}
    if registered == stated or (stated < registered and not all(_is_plain_title(one) for one in said)):
        return
    first = next((one for one in said if {_folded(v) for v in one.phase.values} != registered), said[0])
    yield Finding(
        code=code,
        name=name,
        severity=_severity(record, first, registered, stated),
        message=f"the registered phase is {_shown(field)}, but the text says “{first.evidence.quote}”",
        suggestion="correct the phase, or the words in the text",
        evidence=[*field.evidence, first.evidence],
        values={"registered": field.value, "stated": sorted({v for one in said for v in one.phase.values})},
    )


def _is_plain_title(said: _Said) -> bool:
    """Whether words leave no room for a second phase: a title's, without a letter."""
    return said.in_title and not said.phase.lettered


def _titled(record: TrialRecord) -> Iterator[_Said]:
    for title in record.titles:
        place = title.evidence[0]
        for phase in find_trial_phases(place.quote, title=True):
            yield _Said(phase, cut(place, phase.start, phase.end, record), True)


def _summarised(record: TrialRecord) -> Iterator[_Said]:
    for description in record.descriptions:
        if description.kind in ("summary", "detailed"):
            place = description.evidence[0]
            for phase in find_trial_phases(place.quote):
                yield _Said(phase, cut(place, phase.start, phase.end, record), False)


def _severity(record: TrialRecord, said: _Said, registered: set[str], stated: set[str]) -> Severity:
    if registered == {"NA"} and not any(given.type in _MEDICINES for given in record.interventions):
        return "info"
    return "error" if said.in_title and not stated < registered else "warning"


def _folded(value: str) -> str:
    return "PHASE1" if value == "EARLY_PHASE1" else value


def _shown(field: CodedList) -> str:
    return " and ".join("not applicable" if v == "NA" else v.replace("PHASE", "phase ").lower() for v in field.value)
