"""How often something is given does not agree with how often else it is said to be given.

What it does: within the description of an arm and of its only intervention (of a trial with one of each, all its
prose), and within that of an intervention, compares "a single dose" with "injected three times" and "given weekly for
4 weeks"; within a sentence, a total with frequency times duration ("12 sessions, twice a week for 4 weeks"), or with
the days that are named ("5 doses on days 1, 8 and 15").

Why it matters: the total dose and the visits follow from it; sites will do one or the other.

Example: "The serum is injected four times; how a single injection is tolerated is recorded".

Not an error: a single daily dose, single-dose vials, a screening or test dose, a single and a multiple part, several
injections at one visit, one visit more than the weeks between.

References: SPIRIT 2013, item 11a (interventions in detail to allow replication); TIDieR item 8 (when and how much).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut, regimens
from extractor.language.arms.administrations import find_courses, find_given_once, find_given_repeatedly
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, TrialRecord

code = "SCH102"
name = "administration-count-conflict"
severity: Final = "warning"
needs = ()

_PARTS: Final = re.compile(
    r"(?i)\b(?:part|period|phase|cohorts?|stage|SAD|MAD|multiple[- ](?:ascending|doses?)|followed by|then"
    r"|cross-?over|respectively|boost\w*|loading"
    r"|wash-?out|screening|test dose|either|lead-in|maintenance|placebo|sham|site|sites|levels?|per side|block"
    r"|anesth\w+|anaesth\w+)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each arm that is given something once and again, and for each sum that does not come out."""
    done: set[int] = set()
    apart = [[e] for given in record.interventions for e in given.evidence if (e.path or "").endswith("description")]
    for places in [*(_told_of(record, arm) for arm in record.arms), *apart]:
        for finding in _once_and_again(places):
            if finding.evidence[0].start not in done:
                done.add(finding.evidence[0].start)
                yield finding
    yield from _sums(record)


def _sums(record: TrialRecord) -> Iterator[Finding]:
    """Totals that frequency and duration do not make, each sentence once."""
    sums: set[str] = set()
    for place in regimens(record):
        for course in find_courses(place.quote):
            words = cut(place, course.start, course.end, record)
            if words.quote not in sums:
                sums.add(words.quote)
                yield Finding(
                    code=code,
                    name=name,
                    severity=severity,
                    message=f"“{words.quote}” makes {course.expected:g}, not {course.stated}",
                    suggestion="correct the total, the frequency or the duration",
                    evidence=[words],
                    values={"stated": course.stated, "computed": course.expected},
                )


def _told_of(record: TrialRecord, arm: ArmGroup) -> list[Evidence]:
    """The arm's description, that of its only intervention if no other arm has it; with one arm all prose."""
    places = [e for e in arm.evidence if (e.path or "").endswith("description")]
    linked = [g for g in record.interventions if g.name in arm.interventions or arm.label in g.arm_labels]
    if len(linked) == 1 and len(linked[0].arm_labels) <= 1:
        places += [e for e in linked[0].evidence if (e.path or "").endswith("description")]
    if len(record.arms) == len(record.interventions) == 1:
        places += [fact.evidence[0] for facts in (record.titles, record.descriptions) for fact in facts]
    return places


def _is_whole(place: Evidence) -> bool:
    """Whether a text speaks of no parts of the trial, each with a number of its own."""
    return not _PARTS.search(place.quote)


def _once_and_again(places: list[Evidence]) -> Iterator[Finding]:
    once = [(place, one) for place in places for one in find_given_once(place.quote) if _is_whole(place)]
    again = [(place, one) for place in places if once for one in find_given_repeatedly(place.quote) if _is_whole(place)]
    for place, single in once:
        for other, several in again:
            if several.noun in ("times", single.noun) or {several.noun, single.noun} == {"dose", "administration"}:
                first, second = cut(other, several.start, several.end), cut(place, single.start, single.end)
                yield Finding(
                    code=code,
                    name=name,
                    severity=severity,
                    message=f"“{first.quote}” is not “{second.quote}”",
                    suggestion="say how often it is given, the same in each place",
                    evidence=[first, second],
                    values={"repeated": several.count, "single": 1},
                )
                return
