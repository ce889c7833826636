"""An outcome has no time frame, or no name.

What it does: looks for outcomes without a time frame, with a time frame that is a bare number, and for measures whose
whole text is the heading of the field ("Primary Outcome Measure:") or a placeholder.

Why it matters: an outcome can be chosen after the results are seen where nobody wrote down what is measured and when.

Example: measure "Secondary Outcome", time frame "12".

Not an error: "Baseline", "one year" and "during surgery" as time frames; short names of endpoints ("OS"); sources that
have no time frames at all.

References: ClinicalTrials.gov Protocol Registration Quality Control Review Criteria (a time frame may not be a bare
number); Zarin et al., NEJM 2011;364:852.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief
from extractor.model import Evidence, Finding
from extractor.record import Outcome, TrialRecord

code = "OUT102"
name = "time-frame-missing-or-empty"
severity: Final = "warning"
needs = ("outcomes.registered",)

_BARE: Final = re.compile(r"[\W\d_]*")
_EMPTY: Final = re.compile(
    r"(?i)\W*(?:(?:the )?(?:primary|secondary|other|main|pre-?specified)?\W*(?:study )?(?:outcomes?|end ?points?)?\W*"
    r"(?:measures?|variables?)?\W*\d{0,2}|none|n\W?a|not applicable|nil|tbd|tba|to be (?:determined|decided|announced)"
    r"|unknown|see (?:above|below)|as above|same as above|test|x+)\W*"
)
_DATE: Final = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b")
_NO_FRAME: Final = re.compile(
    r"(?i)\W*(?:none|n\W?a|not applicable|nil|tbd|tba|to be (?:determined|decided)|unknown|\?+)\W*"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each flaw that outcomes have, with all the outcomes that have it."""
    outcomes = [outcome for outcome in record.outcomes if outcome.origin == "registered"]
    empty = [_part(one, "measure") or one.evidence[0] for one in outcomes if _EMPTY.fullmatch(one.measure)]
    framed = [one for one in outcomes if one.time_frame]
    bare = [_part(one, "timeFrame") for one in framed if _is_bare(one.time_frame or "")]
    # Registries that do not ask for time frames give none, and no date of primary completion.
    asked = bool(framed) or any(date.kind == "primary_completion" for date in record.dates)
    missing = [one.evidence[0] for one in outcomes if asked and not one.time_frame and one.evidence]
    yield from _finding("is no name of an outcome", "name what is measured", empty)
    yield from _finding("is no time frame", "give the time with its unit", [place for place in bare if place])
    yield from _finding("has no time frame", "say when it is measured", missing)


def _is_bare(frame: str) -> bool:
    if _DATE.search(frame):
        return False
    return bool(_BARE.fullmatch(frame) or _NO_FRAME.fullmatch(frame))


def _part(outcome: Outcome, part: str) -> Evidence | None:
    return next((place for place in outcome.evidence if (place.path or "").endswith(part)), None)


def _finding(flaw: str, advice: str, places: list[Evidence]) -> Iterator[Finding]:
    if places:
        more = f", and {len(places) - 1} more like it" if len(places) > 1 else ""
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{brief(places[0].quote)} {flaw}{more}",
            suggestion=advice,
            evidence=places,
            values={"outcomes": len(places)},
        )
