"""One outcome is registered twice.

What it does: compares the outcomes by their name and time frame, within a list and between primary and secondary
outcomes, without regard to case, punctuation, blanks, an article and a short form that the record explains; "24 months"
is "2 years".

Why it matters: an outcome that is primary and secondary can be reported as either; in a list it is counted twice.

Example: "Overall survival", 2 years, as a primary and as a secondary outcome.

Not an error: one measure at two times; two outcomes of one name whose descriptions differ.
"""

import re
from collections.abc import Iterator, Set
from math import isclose
from typing import Final

from extractor.checks import brief
from extractor.language.durations import find_durations
from extractor.language.time_units import DAYS
from extractor.model import Finding
from extractor.record import Outcome, TrialRecord

code = "OUT105"
name = "duplicate-outcome"
severity: Final = "info"
needs = ("outcomes.registered",)

_NOT_SAID: Final = re.compile(r"[\W_]+")
_BEFORE_FIGURE: Final = re.compile(r"(?<=[^\W\d_])[\W_]+(?=\d)")
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")
_BRACKETED: Final = re.compile(r" ?\(([\w-]{2,10})\)")
SHORTEST = 3
ROUNDING: Final = 0.004
"""26 weeks are 6 months, and 365 days a year."""


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each outcome that an earlier one repeats."""
    short = {item.short for item in record.abbreviations}
    seen: dict[str, list[Outcome]] = {}
    for outcome in record.outcomes:
        called = _called(outcome.measure, short)
        if outcome.origin != "registered" or len(called) < SHORTEST:
            continue
        first = next((one for one in seen.get(called, []) if _same(one, outcome)), None)
        if first is None:
            seen.setdefault(called, []).append(outcome)
            continue
        kinds = first.kind if first.kind == outcome.kind else f"{first.kind} and {outcome.kind}"
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{brief(outcome.measure)} is registered twice, as {kinds} outcome",
            suggestion="keep one of the two, or say how they differ",
            evidence=[first.evidence[0], outcome.evidence[0]],
            values={"measure": outcome.measure, "time_frame": outcome.time_frame},
        )


def _called(measure: str, short: Set[str]) -> str:
    """A measure's name, the same however it is written."""
    return _ARTICLE.sub("", _plain(_BRACKETED.sub(lambda match: "" if match[1] in short else match[0], measure)))


def _plain(text: str | None) -> str:
    return _NOT_SAID.sub(" ", _BEFORE_FIGURE.sub("", text or "")).strip().casefold()


def _same(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes of one name have the same time frame, and no descriptions that differ."""
    if one.description and other.description and _plain(one.description) != _plain(other.description):
        return False
    frame, frame_of_other = one.time_frame or "", other.time_frame or ""
    if _plain(frame) == _plain(frame_of_other):
        return True
    days, days_of_other = _days(frame), _days(frame_of_other)
    return days is not None and days_of_other is not None and isclose(days, days_of_other, rel_tol=ROUNDING)


def _days(frame: str) -> float | None:
    """The length of a time frame that is nothing but one length of time."""
    found = find_durations(frame)
    if len(found) != 1 or found[0].high is not None or found[0].end - found[0].start != len(frame.strip()):
        return None
    parts = found[0].parts
    return sum(number * DAYS[unit] for number, unit in parts) if all(unit in DAYS for _, unit in parts) else None
