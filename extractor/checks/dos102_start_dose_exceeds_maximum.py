"""A dose starts above its maximum, or a range of doses begins with its higher end.

What it does: compares, for one agent, the doses that the text calls starting doses with those that it calls maximum
doses, per day where both say how often; and looks for ranges such as "200-150 mg".

Why it matters: nobody can be given both; one of the numbers is wrong.

Example: "the starting dose is 20 mg ... the maximum dose is 10 mg".

Not an error: 10 mg once daily with a maximum of 9 mg twice daily; a dose that is reduced or tapered ("from 200 to
150 mg"); the two strengths of a combination ("160-10 mg"); doses per kilogram and flat doses.

References: SPIRIT 2013, item 11a; TIDieR item 8.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._doses import GRAMS, daily, doses_by_agent, per_of
from extractor.model import Evidence, Finding
from extractor.record import DoseRegimen, TrialRecord

code = "DOS102"
name = "start-dose-exceeds-maximum"
severity: Final = "error"
needs = ("doses",)

_START: Final = re.compile(
    r"(?i)\b(?:start\w*|initial) (?:daily )?dos(?:e|age)\b[^.;\n]{0,40}$"
    r"|\b(?:initiated|started|begun|begin\w*|starting) (?:at|with) (?:a dos(?:e|age) of )?$"
)
_MAXIMUM: Final = re.compile(
    r"(?i)\b(?:maxim(?:um|al)|highest|max\.?|target)"
    r" (?:(?:tolerated|daily|total|allowed|permitted|single|planned) )?dos(?:e|age)\b"
    r"[^.;\n]{0,40}$"
)
_INVERTED: Final = re.compile(
    r"(?P<first>\d{1,6}(?:\.\d{1,3})?)[ ]?[-–—~][ ]?(?P<second>\d{1,6}(?:\.\d{1,3})?)[ ]?[A-Za-zµμ%]"
)
_LOWERED: Final = re.compile(
    r"(?i)\b(?:reduc\w*|taper\w*|decreas\w*|de-?escalat\w*|lower\w*|wean\w*|from|down\w*|titrat\w*|combin\w*|fixed)\b"
)
# "Cohort 1 - 0.5 mg" is a number and a dose.
_NUMBERED: Final = re.compile(
    r"(?i)\b(?:cohorts?|groups?|arms?|levels?|parts?|stages?|steps?|panels?|phases?|periods?"
    r"|days?|weeks?|cycles?) ?#? ?$"
)
_COMBINED: Final = re.compile(r"[/+-]|\band\b")
_REACH = 80
MOST = 40  # doses of one agent that are compared


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each inverted range, and one for each agent that starts above its maximum."""
    for dose in record.doses:
        match = _INVERTED.match(dose.text)
        if match and float(match["first"]) > float(match["second"]) and not _is_lowered(record, dose):
            yield _finding(f"“{dose.text}” begins with its higher end", "exchange or correct the ends", [dose])
    if record.document.kind == "protocol":
        return  # its sections speak of several studies
    done: set[str] = set()
    for agent, doses in doses_by_agent(record).items():
        starts = [dose for dose in doses if _is_called(record, dose, "starting", _START)][:MOST]
        limits = [dose for dose in doses if _is_called(record, dose, "maximum", _MAXIMUM)][:MOST]
        start, above = next((pair for pair in _pairs(starts, limits) if _exceeds(*pair)), (None, None))
        if start and above and start.id not in done:
            done.add(start.id)
            message = f"{start.agent or agent} starts with “{start.text}”, above its maximum of “{above.text}”"
            yield _finding(message, "correct one of the doses", [start, above])


def _pairs(starts: list[DoseRegimen], limits: list[DoseRegimen]) -> Iterator[tuple[DoseRegimen, DoseRegimen]]:
    """Each limit with the last start before it in its field; start and limit of two fields if there is one of each."""
    for limit in limits:
        place = limit.evidence[0]
        before = [s for s in starts if s.evidence[0].path == place.path and s.evidence[0].start < place.start]
        if before:
            yield before[-1], limit
    if len({dose.text for dose in starts}) == len({dose.text for dose in limits}) == 1:
        yield starts[0], limits[0]


def _is_lowered(record: TrialRecord, dose: DoseRegimen) -> bool:
    """Whether the range says that the dose goes down, holds the strengths of two agents, or begins with a label."""
    before = _before(record, dose)
    return bool(_LOWERED.search(before) or _NUMBERED.search(before) or _COMBINED.search(dose.agent or ""))


def _before(record: TrialRecord, dose: DoseRegimen) -> str:
    start = dose.evidence[0].start
    return (record.document.text or "")[max(0, start - _REACH) : start]


def _is_called(record: TrialRecord, dose: DoseRegimen, role: str, words: re.Pattern[str]) -> bool:
    return dose.role == role or (dose.role is None and bool(words.search(_before(record, dose))))


def _exceeds(start: DoseRegimen, limit: DoseRegimen) -> bool:
    """Whether a starting dose of the same agent, in the same unit, is above the limit."""
    if per_of(start) != per_of(limit) or start.low is None or limit.high is None:
        return False
    first, second = daily(start), daily(limit)
    comparable = start.unit == limit.unit or {start.unit, limit.unit} <= GRAMS.keys()
    if (first is None) != (second is None) or not comparable:
        return False
    scale = GRAMS[start.unit] / GRAMS[limit.unit] if start.unit != limit.unit else 1.0
    return start.low * scale * (first or 1.0) > 1.01 * limit.high * (second or 1.0)


def _finding(message: str, advice: str, doses: list[DoseRegimen]) -> Finding:
    places: list[Evidence] = [dose.evidence[0] for dose in doses]
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion=advice,
        evidence=places,
        values={"doses": [dose.text for dose in doses]},
    )
