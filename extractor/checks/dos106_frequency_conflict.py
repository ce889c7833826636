"""One dose has two frequencies that cannot both be meant.

What it does: looks within a description for two frequencies side by side, or one in brackets and one behind them, that
make different numbers a day or a week: "once daily (bid)".

Why it matters: patients take half or twice of what is meant.

Example: "240 mg (120 mg bid) once daily".

Not an error: one frequency in two notations ("every 3 weeks (Q3W)"); alternatives ("once or twice daily"); days and
weeks together ("twice daily on one day a week"); steps ("daily, then weekly").

References: ISMP List of Error-Prone Abbreviations, Symbols and Dose Designations.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extractor.checks import cut, regimens
from extractor.language.doses.regimens import Frequency, Placed, find_frequencies
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DOS106"
name = "frequency-conflict"
severity: Final = "warning"
needs = ("arms",)

HOURS: Final = {"h": 1.0, "d": 24.0, "wk": 168.0, "mo": 730.0}
SHORT: Final = ("h", "d")
_BESIDE: Final = re.compile(
    r"[ ]?(?:\)|,?[ ]?[(\[]?[ ]?(?:(?:i\.?e\.?|that[ ]is),?[ ])?(?:\d{1,4}(?:\.\d{1,2})?[ ]?"
    r"(?:mg|g|mcg|[uµμ]g|mL|IU|units)[ ]?)?(?:(?:administered|given|taken|dosed|orally|po)[ ])?)?[ ]?",
    re.I,
)
_AMOUNT_NEXT: Final = re.compile(r",[ ]?\d")  # "8 mg QD, 10 mg BID" are two doses
# Of "four* times daily" only "daily" was read; "each morning and each evening" is one frequency.
_COUNTED: Final = re.compile(r"(?i)\b(?:times|and) ?$")
_SOMETIMES: Final = re.compile(
    r"(?i),?[ ]?(?:(?:and|or|if|when|where|in|for[ ](?:patients|those)|on|during|from|after|as|may|qd|bid|tid)\b"
    r"|dos|q\d|schedule|regimen|arm|group|cohort)"
)
TOLERANCE = 0.1
LONGEST = 2


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each pair of frequencies, each wording once."""
    done: set[str] = set()
    for place in regimens(record):
        for one, two in pairwise(find_frequencies(place.quote)):
            words = place.quote[one.start : two.end]
            if (
                words not in done
                and _are_of_one_dose(place.quote, one, two)
                and _differ(one.value, two.value)
                and not _is_total(place.quote[one.end : two.start], two.value)
            ):
                done.add(words)
                yield Finding(
                    code=code,
                    name=name,
                    severity=severity,
                    message=f"“{words}” names two frequencies",
                    suggestion="keep the one that is meant",
                    evidence=[cut(place, one.start, two.end, record)],
                    values={"per_day": [round(_daily(one.value), 3), round(_daily(two.value), 3)]},
                )


def _are_of_one_dose(text: str, one: Placed[Frequency], two: Placed[Frequency]) -> bool:
    """Whether two frequencies stand side by side, the second without a time or a condition of its own."""
    if _COUNTED.search(text, max(0, one.start - 8), one.start) or _AMOUNT_NEXT.match(text, one.end):
        return False
    apart = text[one.end : two.start].strip() not in ("", ")")
    return bool(_BESIDE.fullmatch(text, one.end, two.start)) and not (apart and _SOMETIMES.match(text, two.end))


def _differ(one: Frequency, two: Frequency) -> bool:
    """Whether both are of days, or both of weeks, and do not make the same number."""
    if one.unit not in HOURS or two.unit not in HOURS or one.period_high or two.period_high:
        return False
    if (one.unit in SHORT) != (two.unit in SHORT) or not one.period or not two.period:
        return False
    if any(often.unit == "d" and often.period > LONGEST for often in (one, two)):  # "daily, every 21 days" is a cycle
        return False
    first, second = _daily(one), _daily(two)
    return abs(first - second) > TOLERANCE * max(first, second)


def _is_total(between: str, often: Frequency) -> bool:
    """Whether an amount in brackets is that of the whole day: "40 mg 4 times per day (160 mg daily)"."""
    return any(letter.isdigit() for letter in between) and abs(_daily(often) - 1) < TOLERANCE


def _daily(often: Frequency) -> float:
    return 24 * often.times / (often.period * HOURS[often.unit])
