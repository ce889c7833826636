"""The name of an outcome has one time, its time frame another.

What it does: where the time frame of an outcome names a single time, compares it with the time in the outcome's name
("pain at week 8"), in days, with a tolerance of a tenth (three months are 12 weeks).

Why it matters: the time at which the outcome counts is part of the outcome.

Example: measure "Pain at Week 8", time frame "16 weeks".

Not an error: "change from baseline to week 8" with the frame "baseline, week 8"; a frame with several times; a landmark
in another unit within "up to 5 years" or long before the frame ends; what belongs to the test ("6-minute walk", "pain
in the last 7 days", "stable for 3 months or longer"); a list of outcomes in one; another event to count from ("4 weeks
after the end of treatment", "change from week 8").
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.language.time_points import Time, find_times
from extractor.model import Evidence, Finding
from extractor.record import Outcome, TrialRecord

code = "OUT104"
name = "measure-time-vs-time-frame"
severity: Final = "warning"
needs = ("outcomes.registered",)

TOLERANCE = 0.1
FAR = 3
_INTRODUCED: Final = re.compile(
    r"(?i)\b(?:at|by|to|until|till|through|after|within|up to)[ ](?:(?:the|end|of|first|approximately|about)[ ]){0,3}$"
)
_DURATION_OF_STATE: Final = re.compile(
    r"(?i)[ )]*(?:(?:per|an?|each|every) (?:night|day|week|month|year)"
    r"|or (?:longer|more|greater|better)|averages?|mean|diary|recall|periods?|evaluation"
    r"|calls?|and (?:over|above)"
    r"|(?:after|post|following|since|from)[- ](?:the )?(?:end|completion|last|discontinu\w+|stopping|final|cessation"
    r"|withdrawal))\b"
)
_SURVIVAL: Final = re.compile(
    r"(?i)[- ](?:(?:overall|(?:progression|disease|event|relapse|recurrence|metastasis|failure)[- ]free"
    r"|all-cause|local) )?(?:survival|mortality|OS|PFS|DFS|EFS)\b"
)  # "2-year overall survival"
_SINCE: Final = re.compile(r"(?i)\b(?:change|increase|decrease|difference)s? (?:in|from|since) (?:the )?$")
_NUMBERED: Final = re.compile(r"(?<![\w.])\d{1,2}[.)](?=[ ]?[A-Z])")
_COMPOUND: Final = re.compile(r"(?i)(?:[)\w]|\b(?:vitamin|prostaglandin|cyclin)s? )$")  # the D3 of "25(OH)D3"
_PERIODIC: Final = re.compile(
    r"(?i)\b(?:cycles?|visits?|courses?|sessions?|every|each|weekly|monthly|daily|annual\w*|yearly)\b"
)
_OPEN: Final = re.compile(
    r"(?i)\b(?:up ?to|through(?:out)?|maximum|max|within|during|over|completion|end|until|average|death)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each time frame, however many outcomes have it."""
    done: set[str] = set()
    for outcome in record.outcomes:
        if outcome.origin == "registered" and (found := _differing(outcome)):
            named, frame = found
            if frame.quote not in done:
                done.add(frame.quote)
                yield Finding(
                    code=code,
                    name=name,
                    severity=severity,
                    message=f"the outcome is named for “{named.quote}”, its time frame is “{frame.quote}”",
                    suggestion="give the same time in both",
                    evidence=[named, frame],
                    values={"measure": named.quote, "time_frame": frame.quote},
                )


def _differing(outcome: Outcome) -> tuple[Evidence, Evidence] | None:
    """The time in the name and that of the frame, where the frame has one and it is none of those in the name."""
    places = {(place.path or "").rpartition(".")[2]: place for place in outcome.evidence}
    measure, frame = places.get("measure"), places.get("timeFrame")
    if measure is None or frame is None:
        return None
    named = [time for time in find_times(measure.quote) if time.kind in ("length", "point") and time.high > 0]
    own = [time for time in named if _is_landmark(measure.quote, time)]
    if not own or _PERIODIC.search(frame.quote) or len(_NUMBERED.findall(measure.quote)) > 1:
        return None
    framed = [time for time in find_times(frame.quote) if time.high > 0]
    if len({(time.low, time.high) for time in framed}) != 1 or framed[0].kind not in ("length", "point"):
        return None
    open_ended = bool(_OPEN.search(frame.quote))
    if any(_agree(time, framed[0], open_ended=open_ended) for time in named):
        return None
    return cut(measure, own[0].start, own[0].end), cut(frame, framed[0].start, framed[0].end)


def _is_landmark(text: str, time: Time) -> bool:
    """Whether it is the time at which the outcome counts, not a part of the test or of a state."""
    if time.adjective and _SURVIVAL.match(text, time.end):
        return True
    if (
        _SINCE.search(text[: time.start])
        or time.adjective
        or _DURATION_OF_STATE.match(text, time.end)
        or _COMPOUND.search(text, 0, time.start)
    ):
        return False
    return time.kind == "point" or bool(_INTRODUCED.search(text[max(0, time.start - 40) : time.start]))


def _agree(time: Time, frame: Time, *, open_ended: bool) -> bool:
    """Whether the frame is the time, or may well hold it: a much earlier landmark, or one within an open frame."""
    margin = max(TOLERANCE * max(time.high, frame.high), 1.01 if min(time.low, frame.low) >= 1 else 0)
    if frame.low - margin <= time.high and time.low <= frame.high + margin:
        return True
    if time.high > frame.high:
        return False
    if time.adjective:  # "3-year survival" in a follow-up of 5 years
        return True
    return time.unit != frame.unit and (open_ended or time.high < 1 or frame.low > FAR * time.high)
