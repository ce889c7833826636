"""An outcome is measured after the study is over.

What it does: compares the longest time that an outcome's time frame names with the length of the study: primary
outcomes with the time from its start to the primary completion, the others with the time to its completion. Estimated
dates count. A month is allowed, and a tenth of the time frame.

Why it matters: either the outcome cannot have been measured as registered, or the study lasts longer than it says.

Example: time frame "24 months", start 2020-09, primary completion 2021-09.

Not an error: "2.5 years" in a study of three; "Day 29"; times counted from birth, diagnosis or an earlier study; what
is seen in records of the past; a study that was stopped early, and has ended; until an event ("progression or death,
up to 5 years"), unless that is twice the study. Of an observational study, whose patients may have been treated before
it began, it is information only, and so are secondary outcomes.

References: ClinicalTrials.gov Protocol Registration Data Element Definitions, Primary Completion Date and Outcome
Measure Time Frame.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.language.iso_dates import first_day, last_day
from extractor.language.time_points import Time, find_times
from extractor.model import Evidence, Finding
from extractor.record import Date, Outcome, TrialRecord

code = "OUT101"
name = "time-frame-exceeds-study"
severity: Final = "warning"
needs = ("outcomes.registered", "dates.start")

GRACE = 31
TOLERANCE = 0.1
PROSPECTIVE = {"prospective", "registry", "database", "medical record", "medical records"}
STOPPED = {"TERMINATED", "WITHDRAWN"}
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:birth|diagnos\w+|onset|injury|retrospective\w*|previous\w*|prior|historical|first patient|last patient"
    r"|interim|years? old|life|original|parent)\b"
)
_LOOSE: Final = re.compile(
    r"(?i)\b(?:until|progress\w*|death|relapse|recurrence|whichever|first (?:documented|event)|events?|approximately"
    r"|approx\.?|about|around|average|estimated|median|expected)\b"
)
_PAST: Final = re.compile(
    r"(?i)\b(?:retrospective\w*|chart review|medical records?|registry|database|historical|extension|roll-?over"
    r"|long[- ]term follow[- ]up|prospective|follow[- ]up study|(?:long[- ]term|antibody|immune) persistence)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding on the primary outcomes, and one on the others."""
    dates = {date.kind: date for date in reversed(record.dates)}
    ends = dates.get("primary_completion") or dates.get("completion"), dates.get("completion")
    stopped = any(status.value in STOPPED for status in record.status[:1])
    for primary, end in zip((True, False), ends, strict=True):
        if end is None or (stopped and end.type != "ESTIMATED"):
            continue
        length = (last_day(end.date) - first_day(dates["start"].date)).days
        outcomes = [outcome for outcome in record.outcomes if (outcome.kind == "primary") == primary]
        beyond = [found for outcome in outcomes if length > 0 and (found := _beyond(outcome, length))]
        if beyond and not _looks_back(record):
            yield _finding(record, beyond, dates["start"], end, length, primary=primary)


def _looks_back(record: TrialRecord) -> bool:
    """Whether the study says that it reads old records, or goes on from an earlier one."""
    texts = [title.text for title in record.titles]
    if _is_observational(record):
        texts += [description.text for description in record.descriptions]
    found = {match[0].lower() for text in texts for match in _PAST.finditer(text)}
    return bool(found - PROSPECTIVE if "prospective" in found else found)


def _is_observational(record: TrialRecord) -> bool:
    return any("OBSERVATIONAL" in one.value for one in record.study_type[:1])


def _beyond(outcome: Outcome, length: int) -> tuple[Evidence, Time] | None:
    """The longest time of an outcome's frame and its place, if the study (of so many days) is shorter."""
    place = next((e for e in outcome.evidence if (e.path or "").endswith("timeFrame")), None)
    if place is None:
        return None
    times = [time for time in find_times(place.quote) if time.kind in ("length", "point")]
    longest = max(times, key=lambda time: time.low, default=None)
    if longest is None:
        return None
    margin = max(GRACE, TOLERANCE * longest.low)
    if longest.low - length <= margin or _ELSEWHERE.search(place.quote):
        return None
    return None if longest.low - 2 * length <= margin and _LOOSE.search(place.quote) else (place, longest)


def _finding(
    record: TrialRecord, beyond: list[tuple[Evidence, Time]], start: Date, end: Date, length: int, *, primary: bool
) -> Finding:
    places = [cut(place, time.start, time.end) for place, time in beyond]
    more = f", and {len(places) - 1} more," if len(places) > 1 else ""
    return Finding(
        code=code,
        name=name,
        severity=severity if primary and not _is_observational(record) else "info",
        message=f"“{places[0].quote}”{more} is longer than the study, {length} days from {start.date} to {end.date}",
        suggestion="correct the time frame, or the dates of the study",
        evidence=[*places, start.evidence[0], end.evidence[0]],
        values={"days": max(round(time.low) for _, time in beyond), "study_days": length},
    )
