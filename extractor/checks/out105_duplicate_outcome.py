"""One outcome is registered twice.

What it does: compares the outcomes by their name and time frame, without regard to case, punctuation and blanks,
within a list and between primary and secondary outcomes.

Why it matters: an outcome that is primary and secondary can be reported as either; in a list it is counted twice.

Example: "Overall survival", 2 years, as a primary and as a secondary outcome.

Not an error: one measure at two times; two outcomes of one name whose descriptions differ.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief
from extractor.model import Finding
from extractor.record import Outcome, TrialRecord

code = "OUT105"
name = "duplicate-outcome"
severity: Final = "info"
needs = ("outcomes.registered",)

_NOT_SAID: Final = re.compile(r"[\W_]+")
SHORTEST = 3


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each outcome that an earlier one repeats."""
    seen: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in record.outcomes:
        key = _plain(outcome.measure), _plain(outcome.time_frame)
        if outcome.origin != "registered" or len(key[0]) < SHORTEST:
            continue
        first = next((one for one in seen.get(key, []) if _same_description(one, outcome)), None)
        if first is None:
            seen.setdefault(key, []).append(outcome)
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


def _plain(text: str | None) -> str:
    return _NOT_SAID.sub(" ", text or "").strip().casefold()


def _same_description(one: Outcome, other: Outcome) -> bool:
    return not one.description or not other.description or _plain(one.description) == _plain(other.description)
