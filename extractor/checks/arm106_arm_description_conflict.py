"""A description speaks of another arm or intervention than the one that it stands under.

What it does: looks for descriptions that were exchanged (each names the other's agent), for a drug or an arm whose
description begins with another drug and never names its own, for text that leaves an agent open ("or combined with
X") where the only arm is the combination, and for criteria about an arm that is not listed.

Why it matters: what an arm receives cannot be told; readers take the description, databases the name.

Example: "Decompression" described by the exercises of the other arm; "cells (or combined with ATG)", only arm
"cells + ATG"; "Arm C only: ..." in the criteria, arms A and B listed.

Not an error: a control described by contrast ("same as X but without Y"), a placebo "matched to X", what is given
with, before or after another agent.

References: ClinicalTrials.gov protocol data element definitions, "Arm Description", "Intervention Description".
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from extractor.checks import cut
from extractor.language.combinations import combined_agents
from extractor.language.described import find_arm_names, find_options, is_contrast, mostly_named, place_named, telling_words
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, Intervention, TrialRecord

code = "ARM106"
name = "arm-description-conflict"
severity: Final = "warning"
needs = ("arms",)

_NO_DRUG: Final = re.compile(r"(?i)\b(?:placebo|sham|control|comparator|vehicle|saline|standard|usual|chemotherapy|combination|regimen|care)\b")
_WITHIN: Final = 80


def run(record: TrialRecord) -> Iterator[Finding]:
    """Findings of the four kinds; a description is told of once."""
    exchanged = list(_exchanged(record))
    told = {finding.evidence[0].start for finding in exchanged}
    yield from exchanged
    yield from (finding for finding in _of_another(record) if finding.evidence[0].start not in told)
    yield from _left_open(record)
    yield from _unlisted(record)


def _exchanged(record: TrialRecord) -> Iterator[Finding]:
    """Pairs of interventions of which the one is described by the other's name only, and the other names the one."""
    for one, other in combinations(record.interventions, 2):
        for a, b in ((one, other), (other, one)):
            place, back = _described(a), _described(b)
            if place is None or back is None or place_named(place.quote, _names(a)):
                continue
            at, named = _named(place.quote, b, a), place_named(back.quote, _names(a))
            if at and named and not telling_words(a.name) & telling_words(b.name) and not _NO_DRUG.search(a.name + b.name):
                if is_contrast(back.quote, named[0]):
                    continue
                yield _finding(
                    f"the description of “{a.name}” speaks of “{b.name}”, and the other way round",
                    "check whether the two descriptions were exchanged",
                    [a.evidence[0], cut(place, *at), b.evidence[0], cut(back, *named)],
                    {"name": a.name, "described": b.name},
                )
                break


def _of_another(record: TrialRecord) -> Iterator[Finding]:
    """Drugs, and arms named after one, whose description begins with another drug and never names their own."""
    drugs = [given for given in record.interventions if _is_drug(given)]
    for own in drugs:
        place = _described(own)
        for other in drugs if place and not place_named(place.quote, _names(own)) else ():
            if place and other.name != own.name and (at := _named(place.quote, other, own)) and at[0] < _WITHIN:
                yield _mismatch(own.name, own.evidence[0], place, at, other)
                break
    for arm in record.arms:
        place = _described(arm)
        owns = [given for given in drugs if place_named(arm.label, [given.name])]
        if place is None or not owns or place_named(place.quote, [arm.label, *(n for own in owns for n in _names(own))]):
            continue
        for other in drugs:
            if other in owns or other.name in arm.interventions or arm.label in other.arm_labels:
                continue
            if (at := _named(place.quote, other, owns[0])) and at[0] < _WITHIN:
                yield _mismatch(arm.label, arm.evidence[0], place, at, other)
                break


def _left_open(record: TrialRecord) -> Iterator[Finding]:
    """Text that leaves an agent open, which the only arm's name makes part of it."""
    if len(record.arms) != 1:
        return
    known = {one.short for one in record.abbreviations}
    arm = record.arms[0]
    for name_of, title in [(arm.label, arm.evidence[0]), *((g.name, g.evidence[0]) for g in record.interventions[:1])]:
        agents = [agent.text for agent in combined_agents(name_of, known=known)]
        longs = {long: short for short, long in record.spelled_out().items() if short in agents}
        for fact in (*record.titles, *record.descriptions) if agents else ():
            place = fact.evidence[0]
            for option in find_options(place.quote, [*agents, *longs]):
                yield _finding(
                    f"the text leaves {option.partner} open, but the only arm is “{name_of}”",
                    "add the arm without it, or correct the text",
                    [cut(place, option.start, option.end), title],
                    {"optional": option.partner, "arm": name_of},
                )
                return


def _unlisted(record: TrialRecord) -> Iterator[Finding]:
    """Criteria about an arm whose letter or number none of the arms has, where all arms go by such a name."""
    labels = [{(one.noun, one.label) for one in find_arm_names(arm.label)} for arm in record.arms]
    listed = set().union(*labels) if labels else set()
    if len(labels) < 2 or not all(labels) or len({noun for noun, _ in listed}) != 1:
        return
    described = " ".join(arm.description or "" for arm in record.arms)
    listed |= {(one.noun, one.label) for one in find_arm_names(described)}
    kinds = {(noun, label.isdigit(), len(label) > 1) for noun, label in listed}
    told: set[str] = set()
    for criterion in record.criteria:
        for one in find_arm_names(criterion.evidence[0].quote) if criterion.evidence else ():
            alike = (one.noun, one.label.isdigit(), len(one.label) > 1) in kinds
            if alike and (one.noun, one.label) not in listed and one.label not in told:
                told.add(one.label)
                yield _finding(
                    f"a criterion is about {one.noun} {one.label}, which is not listed",
                    "list the arm, or correct the criterion",
                    [cut(criterion.evidence[0], one.start, one.end), *(arm.evidence[0] for arm in record.arms)],
                    {"named": f"{one.noun} {one.label}", "listed": [arm.label for arm in record.arms]},
                )


def _described(fact: ArmGroup | Intervention) -> Evidence | None:
    return next((place for place in fact.evidence if (place.path or "").endswith("description")), None)


def _names(given: Intervention) -> list[str]:
    return [given.name, *given.other_names, *(part.name for part in given.components)]


def _is_drug(given: Intervention) -> bool:
    return given.type in ("DRUG", "BIOLOGICAL") and not _NO_DRUG.search(given.name) and bool(telling_words(given.name))


def _named(text: str, other: Intervention, own: Intervention) -> tuple[int, int] | None:
    """Where a description names another intervention as what it describes, not as what its own goes with."""
    if telling_words(other.name) & telling_words(own.name) or len(other.components) > 1:
        return None
    at = mostly_named(text, other.name)
    return None if at is None or is_contrast(text, at[0]) else at


def _mismatch(own: str, title: Evidence, place: Evidence, at: tuple[int, int], other: Intervention) -> Finding:
    return _finding(
        f"the description of “{own}” speaks of “{other.name}” and does not name its own",
        "check whether the description belongs to another entry",
        [title, cut(place, *at)],
        {"name": own, "described": other.name},
    )


def _finding(message: str, suggestion: str, places: list[Evidence], values: dict[str, object]) -> Finding:
    return Finding(
        code=code, name=name, severity=severity, message=message, suggestion=suggestion, evidence=places, values=values
    )
