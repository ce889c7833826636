"""One intervention is given for two lengths of time.

What it does: finds the same statement in two places - the description of an arm, of an intervention of that arm, of the
trial, or of the placebo that is taken just as the drug - with another number of days, weeks or months; and an arm and
its only intervention that each name one length of treatment. Lengths are compared in days, with a tolerance of 8%.

Why it matters: the length of treatment is part of the dose; sites will do one or the other.

Example: arm "10 mg once daily for 8 weeks", intervention "10 mg once daily for 10 weeks".

Not an error: treatment, follow-up and the whole study; 1 month, 4 weeks and 30 days; arms that differ in nothing but
their length; several lengths, of which the other place has one.

References: SPIRIT 2013, item 11a; TIDieR item 8 (when and how much).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from extractor.checks import cut, one_line
from extractor.language.time_points import Time, find_times
from extractor.language.wording import shared_before, shared_behind
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, Intervention, TrialRecord

code = "SCH101"
name = "duration-differs"
severity: Final = "warning"
needs = ("arms",)

TOLERANCE = 0.08
MOST = 40  # lengths of one description that are compared
FEWEST_WORDS = 3
FEWEST_WORDS_IN_PROSE = 4
_INACTIVE: Final = re.compile(r"(?i)\b(?:placebos?|shams?|dummy|vehicle)\b")
_ANOTHER_TIME: Final = re.compile(
    r"(?i)\b(?:follow\w*[- ]?up|following|wash\w*|cycles?|after\w*|post\w*|until|up to|screen\w*|before|prior|baseline"
    r"|within|intervals?"
    r"|apart|stable|average|visits?|assess\w*|evaluat\w*|measur\w*|minimum|at least|maximum|later|first|last|then"
    r"|observ\w*|hospital\w*|surg\w*|operat\w*|recruit\w*|study|trial)\b"
)
_CITED: Final = re.compile(r"(?i)\b(?:recommend\w*|guidelines?|previous\w*|et al)\b(?:[^.;]|\.(?! )){0,160}$")
_END: Final = re.compile(r"\s*\)?\s*(?:[.;,]|$)")
LONGEST_CITATION = 200
_AROUND = 40


class Place(NamedTuple):
    """A description and whose it is; nobody's is the trial's."""

    evidence: Evidence
    owner: ArmGroup | Intervention | None


class Said(NamedTuple):
    """A length of time in a description."""

    place: Place
    time: Time


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the two places that differ."""
    owned = _lengths_of(_owned(record))
    described = [*_lengths_of(_prose(record)), *owned] if owned else []
    pair = next((pair for one, two in combinations(described, 2) for pair in _copies(one, two)), None)
    pair = pair or next(_alone(described), None)
    if pair:
        first, second = (cut(one.place.evidence, one.time.start, one.time.end) for one in pair)
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"“{first.quote}” in one place, “{second.quote}” in another",
            suggestion="give one duration in both places",
            evidence=[first, second],
            values={"days": [round(one.time.low, 1) for one in pair]},
        )


def _lengths_of(places: Iterable[Place]) -> list[list[Said]]:
    """The lengths of each place that has any."""
    said = ([Said(place, time) for time in _lengths(place.evidence.quote)] for place in places)
    return [lengths for lengths in said if lengths]


def _prose(record: TrialRecord) -> Iterator[Place]:
    for description in record.descriptions:
        if description.kind in ("summary", "detailed"):
            yield Place(description.evidence[0], None)


def _owned(record: TrialRecord) -> Iterator[Place]:
    owners: list[ArmGroup | Intervention] = [*record.arms, *record.interventions]
    for owner in owners:
        for place in owner.evidence:
            if (place.path or "").endswith("description"):
                yield Place(place, owner)


def _lengths(text: str) -> list[Time]:
    times = find_times(one_line(text))
    return [time for time in times if time.kind == "length" and not time.adjective and time.low >= 1][:MOST]


def _copies(one: list[Said], two: list[Said]) -> Iterator[tuple[Said, Said]]:
    """The lengths of two places that differ in the same words; neither place has the other's length."""
    if not _belong(one[0].place.owner, two[0].place.owner):
        return
    prose = one[0].place.owner is None or two[0].place.owner is None
    if type(one[0].place.owner) is type(two[0].place.owner) and len(one) + len(two) > 2:
        return  # the parts of a trial differ in which of them has a placebo
    firsts = [first for first in one if not any(_same(first, other) for other in two)]
    seconds = [second for second in two if not any(_same(second, other) for other in one)]
    for first in firsts:
        for second in seconds:
            known = prose and any(_is_cited(each) for each in (first, second))
            if not known and _same_words(first, second, FEWEST_WORDS_IN_PROSE if prose else FEWEST_WORDS):
                yield first, second


def _belong(one: ArmGroup | Intervention | None, two: ArmGroup | Intervention | None) -> bool:
    """Whether two descriptions are of one thing: the trial's of all, an arm's of what it gets."""
    if one is None or two is None:
        return (one is None) != (two is None)
    if isinstance(one, ArmGroup) and isinstance(two, Intervention):
        return two.name in one.interventions or one.label in two.arm_labels
    return type(one) is type(two) and _is_inactive(one) != _is_inactive(two)


def _is_inactive(owner: ArmGroup | Intervention) -> bool:
    return bool(_INACTIVE.search(owner.label if isinstance(owner, ArmGroup) else owner.name))


def _same(one: Said, two: Said) -> bool:
    return abs(one.time.low - two.time.low) <= TOLERANCE * max(one.time.low, two.time.low)


def _same_words(one: Said, two: Said, fewest: int) -> bool:
    a, b = one.place.evidence.quote, two.place.evidence.quote
    before = shared_before(a, one.time.start, b, two.time.start)
    behind = shared_behind(a, one.time.end, b, two.time.end)
    ends = any(_END.match(text, said.time.end) for text, said in ((a, one), (b, two)))
    return (before >= fewest and (behind >= 1 or (ends and before > fewest))) or (
        before > 1 and before + behind > fewest + 1
    )


def _alone(described: list[list[Said]]) -> Iterator[tuple[Said, Said]]:
    """The only length of an arm and that of the only intervention it has, if both are of treatment."""
    for lengths, others in combinations([one for one in described if len(one) == 1], 2):
        first, second = lengths[0], others[0]
        arm, given = first.place.owner, second.place.owner
        if not isinstance(arm, ArmGroup) or not isinstance(given, Intervention):
            continue
        only = arm.interventions == [given.name] and given.arm_labels in ([], [arm.label])
        if only and not _same(first, second) and not any(_is_another_time(one) for one in (first, second)):
            yield first, second


def _is_cited(said: Said) -> bool:
    """Whether the text tells of other work: what a guideline recommends, what was done previously."""
    text, start = one_line(said.place.evidence.quote), said.time.start
    return bool(_CITED.search(text[max(0, start - LONGEST_CITATION) : start]))


def _is_another_time(said: Said) -> bool:
    text, time = said.place.evidence.quote, said.time
    return bool(_ANOTHER_TIME.search(text[max(0, time.start - _AROUND) : time.end + _AROUND]))
