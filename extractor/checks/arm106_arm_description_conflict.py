"""A description speaks of another arm or intervention than the one that it stands under.

What it does: looks for descriptions that were exchanged (each names the other's agent), for a drug or an arm whose
description begins with another drug and never names its own, for text that leaves an agent open ("or combined with
X") where the only arm is the combination, and for criteria about an arm that is not listed.

Why it matters: what an arm receives cannot be told; readers take the description, databases the name.

Example: "Losartan" described as "ramipril 5 mg" and the other way round; "cells (or combined with insulin)", only arm
"cells + insulin"; "Arm C only: ..." in the criteria, arms A and B listed.

Not an error: a control described by contrast ("same as X but without Y"), a placebo "matched to X", what is given
with, before or after another agent.

References: ClinicalTrials.gov protocol data element definitions, "Arm Description", "Intervention Description".
"""

import re
from collections.abc import Iterator
from itertools import combinations, islice
from typing import Final

from extractor.checks import cut
from extractor.language.arms.combinations import combined_agents
from extractor.language.arms.descriptions import (
    find_arm_names,
    find_options,
    is_contrast,
    mostly_named,
    place_named,
    telling_words,
)
from extractor.language.arms.labels import names_placebo
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, Intervention, TrialRecord

code = "ARM106"
name = "arm-description-conflict"
severity: Final = "warning"
needs = ("arms",)

_NO_DRUG: Final = re.compile(
    r"(?i)\b(?:placebo|sham|control|comparator|vehicle|saline|standard|usual|chemotherapy|combination|regimen|care)\b"
)
_DUMMY: Final = re.compile(r"(?i)\b(?:placebos?|sham|saline|vehicle|dummy)\b")
_WITHIN: Final = 80
MOST = 12  # arms of a trial that are compared


def run(record: TrialRecord) -> Iterator[Finding]:
    """Findings of the four kinds; a description is told of once."""
    exchanged = [*_exchanged(record), *_exchanged_arms(record)]
    told = {finding.evidence[0].start for finding in exchanged}
    yield from exchanged
    yield from (finding for finding in _of_another(record) if finding.evidence[0].start not in told)
    yield from _left_open(record)
    yield from _unlisted(record)


def _exchanged(record: TrialRecord) -> Iterator[Finding]:
    """Pairs of interventions of which the one is described by the other's name only, and the other names the one."""
    drugs = [one for one in record.interventions if _described(one) and not _NO_DRUG.search(one.name)]
    for one, other in combinations(drugs, 2):
        yield from islice((found for pair in ((one, other), (other, one)) for found in _exchange(*pair)), 1)


def _exchange(one: Intervention, other: Intervention) -> Iterator[Finding]:
    place, back = _described(one), _described(other)
    if place is None or back is None:
        return
    at = _named(place.quote, other, [one])
    named = place_named(back.quote, _names(one), but=[other.name]) if at else None
    if at and named and not is_contrast(back.quote, named[0]):
        yield _finding(
            f"the description of “{one.name}” speaks of “{other.name}”, and the other way round",
            "check whether the two descriptions were exchanged",
            [one.evidence[0], cut(place, *at), other.evidence[0], cut(back, *named)],
            {"name": one.name, "described": other.name},
        )


def _exchanged_arms(record: TrialRecord) -> Iterator[Finding]:
    """Pairs of arms of which each description names only what the other gets: a drug, or a placebo."""
    for one, other in combinations(record.arms[:MOST], 2):
        place, back = _described(one), _described(other)
        if place is None or back is None or set(one.interventions) & set(other.interventions):
            continue
        ours, theirs = _told_of(record, one, place.quote), _told_of(record, one, back.quote)
        if ours or not theirs or _told_of(record, other, back.quote):
            continue
        if at := _told_of(record, other, place.quote):
            yield _finding(
                f"the description of “{one.label}” speaks of “{other.label}”, and the other way round",
                "check whether the two descriptions were exchanged",
                [one.evidence[0], cut(place, *at), other.evidence[0], cut(back, *theirs)],
                {"name": one.label, "described": other.label},
            )


def _told_of(record: TrialRecord, arm: ArmGroup, text: str) -> tuple[int, int] | None:
    """Where a text names what an arm gets; of a placebo arm, where it speaks of a placebo."""
    if names_placebo(" ".join([arm.label, *arm.interventions])):
        match = _DUMMY.search(text)
        return match.span() if match else None
    given = [one for one in record.interventions if one.name in arm.interventions]
    names = [name for one in given for name in _names(one)]
    return place_named(text, [*names, arm.label]) if names else None


def _of_another(record: TrialRecord) -> Iterator[Finding]:
    """Drugs, and arms named after one, whose description begins with another drug and never names their own."""
    drugs = [given for given in record.interventions if _is_drug(given)]
    for own in drugs:
        yield from islice(_mismatches(own, [own], [other for other in drugs if other.name != own.name]), 1)
    for arm in record.arms:
        owns = [given for given in drugs if place_named(arm.label, [given.name])]
        linked = [given.name for given in drugs if given.name in arm.interventions or arm.label in given.arm_labels]
        if owns:
            yield from islice(_mismatches(arm, owns, [d for d in drugs if d not in owns and d.name not in linked]), 1)


def _mismatches(
    fact: ArmGroup | Intervention, owns: list[Intervention], others: list[Intervention]
) -> Iterator[Finding]:
    """The others that a description begins with in place of its own."""
    place = _described(fact)
    title = fact.label if isinstance(fact, ArmGroup) else fact.name
    for other in others if place else ():
        if place and (at := _named(place.quote, other, owns)) and at[0] < _WITHIN:
            if isinstance(fact, ArmGroup) and place_named(place.quote, [fact.label], but=[other.name]):
                continue
            yield _finding(
                f"the description of “{title}” speaks of “{other.name}” and does not name its own",
                "check whether the description belongs to another entry",
                [fact.evidence[0], cut(place, *at)],
                {"name": title, "described": other.name},
            )


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


def _named(text: str, other: Intervention, owns: list[Intervention]) -> tuple[int, int] | None:
    """Where a description that does not name its own names another intervention, and not as what its own goes with."""
    own_names = [name for own in owns for name in _names(own)]
    own_words = frozenset().union(*map(telling_words, own_names)) - telling_words(other.name)
    if not own_words or len(other.components) > 1:
        return None
    at = mostly_named(text, other.name, but=own_names)
    if at is None or is_contrast(text, at[0]) or place_named(text, own_names, but=[other.name]):
        return None
    return None if any(short in text for name in own_names for short in _initials(name)) else at


def _initials(name: str) -> list[str]:
    """The initials of a name of three words or more, as a description would have them: TTT for "Tape Test Therapy"."""
    words = name.split()
    return ["".join(word[0] for word in words).upper()] if len(words) > 2 else []


def _finding(message: str, suggestion: str, places: list[Evidence], values: dict[str, object]) -> Finding:
    return Finding(
        code=code, name=name, severity=severity, message=message, suggestion=suggestion, evidence=places, values=values
    )
