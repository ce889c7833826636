"""Outcomes are registered otherwise than the protocol has them.

What it does: finds for each registered primary and secondary outcome the one of the protocol with the same words,
abbreviations spelled out. It fires where a primary outcome is secondary in the other document, where the time frames of
one outcome have no time in common, or one time of as many is another, and where a primary outcome of one document
stands nowhere in the other.

Why it matters: outcomes that are exchanged after the start are the best known bias of reporting.

Example: primary outcome "Overall survival" in the record; secondary in the protocol, where progression comes first.

Not an error: other words, another order, a time frame in other units, outcomes of which only one document gives a time,
secondary and exploratory outcomes that the record leaves out.

References: SPIRIT 2013, item 12; Zarin et al., NEJM 2011;364:852; COMPare (Goldacre et al., Trials 2019;20:118).
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import brief
from extractor.checks._pair import said_somewhere, several, spelled
from extractor.language.alignment import align, content
from extractor.language.time_points import find_times
from extractor.model import Evidence, Finding
from extractor.record import Outcome, TrialRecord

code = "REG102"
name = "protocol-outcome-differs"
severity: Final = "warning"
reads = "pair"
needs = ("registry.outcomes", "protocol.outcomes")

_SAME: Final = 0.7
_LIKE: Final = 0.45
_ABOUT: Final = 0.15
_SAID: Final = 0.6
_CLOSE: Final = 0.09
_MOST: Final = 5

Matches = dict[int, list[tuple[Outcome, float]]]


def run(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """At most a few findings of each kind."""
    expansions = spelled(registry, protocol)
    there = _matches(registry.outcomes, protocol.outcomes, expansions)
    back = _matches(protocol.outcomes, registry.outcomes, expansions)
    pairs = [(one, there.get(at, [])) for at, one in enumerate(registry.outcomes)]
    yield from list(_switched(pairs, back, protocol))[:_MOST]
    yield from list(_other_time(pairs))[:_MOST]
    yield from _missing(registry, protocol, there, expansions, "record", "protocol")
    yield from _missing(protocol, registry, back, expansions, "protocol", "record")


def _matches(ones: list[Outcome], others: list[Outcome], expansions: dict[str, str]) -> Matches:
    found: Matches = {}
    sides = ([content(one.measure, expansions) for one in side] for side in (ones, others))
    for pair in align(*sides, least=_LIKE):
        found.setdefault(pair.one, []).append((others[pair.other], pair.score))
    return found


def _switched(
    pairs: list[tuple[Outcome, list[tuple[Outcome, float]]]], back: Matches, protocol: TrialRecord
) -> Iterator[Finding]:
    for mine, matches in pairs:
        same = [other for other, score in matches if score >= _SAME]
        if not same or mine.kind in _kinds(matches) or "primary" not in (mine.kind, same[0].kind):
            continue
        theirs = same[0]
        number = next(at for at, one in enumerate(protocol.outcomes) if one is theirs)
        if theirs.kind in _kinds(back.get(number, [])):
            continue
        yield _finding(
            f"{brief(mine.measure)} is a {mine.kind} outcome in the record and a {theirs.kind} one in the protocol",
            f"register it as {theirs.kind}, or say when and why it was changed",
            [mine.evidence[0], theirs.evidence[0]],
            {"registry": mine.kind, "protocol": theirs.kind},
        )


def _kinds(matches: list[tuple[Outcome, float]]) -> set[str]:
    """The kinds of the outcomes that match about as well as the best."""
    best = max((score for _, score in matches), default=0.0)
    return {other.kind for other, score in matches if score >= best - _ABOUT}


def _other_time(pairs: list[tuple[Outcome, list[tuple[Outcome, float]]]]) -> Iterator[Finding]:
    for mine, matches in pairs:
        same = [other for other, score in matches if score >= _SAME and other.kind == mine.kind]
        times = _days(mine)
        others = [(other, _days(other)) for other in same]
        if not same or not times or any(not found or _agree(times, found) for _, found in others):
            continue
        theirs, found = others[0]
        yield _finding(
            f"the time frame of {brief(mine.measure)} in the record is not that of the protocol",
            "register the time frame of the current version of the protocol",
            [_timed(mine), _timed(theirs)],
            {"registry": times, "protocol": found, "unit": "d"},
        )


def _days(outcome: Outcome) -> list[float]:
    text = f"{outcome.measure}; {outcome.time_frame or ''}"
    kinds = ("length", "point")
    return sorted({round(one.high, 2) for one in find_times(text) if one.kind in kinds and not one.adjective})


def _agree(times: list[float], others: list[float]) -> bool:
    """Whether two outcomes have a time in common; as many times on both sides are compared one by one."""
    pairs = zip(times, others, strict=True) if len(times) == len(others) else None
    if pairs:
        return all(_close(a, b) for a, b in pairs)
    return any(_close(a, b) for a in times for b in others)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= _CLOSE * max(a, b)


def _timed(outcome: Outcome) -> Evidence:
    places = [place for place in outcome.evidence if outcome.time_frame and place.quote == outcome.time_frame]
    return places[0] if places else outcome.evidence[0]


def _missing(
    here: TrialRecord, there: TrialRecord, matches: Matches, expansions: dict[str, str], mine: str, theirs: str
) -> Iterator[Finding]:
    """The primary outcomes of one document that the other does not speak of, in one finding."""
    primary = [other for other in there.outcomes if other.kind == "primary"]
    lost = [
        one
        for at, one in enumerate(here.outcomes)
        if one.kind == "primary"
        and len(content(one.measure)) > 1
        and at not in matches
        and said_somewhere(there, one.measure, expansions) < _SAID
    ]
    if lost and primary:
        ours = [one.evidence[0] for one in lost[:_MOST]]
        evidence = [*ours, primary[0].evidence[0]] if mine == "record" else [primary[0].evidence[0], *ours]
        yield _finding(
            f"{several(lost, 'primary outcome', 'primary outcomes')} of the {mine} "
            f"({brief(lost[0].measure)}) not in the {theirs}",
            "register the primary outcomes of the current version of the protocol",
            evidence,
            {"only in the " + mine: [one.measure for one in lost]},
        )


def _finding(message: str, suggestion: str, evidence: list[Evidence], values: dict[str, object]) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion=suggestion,
        evidence=evidence,
        values=values,
    )
