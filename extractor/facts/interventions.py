"""Interventions, with the agents that each is made of."""

import re
from collections.abc import Mapping, Sequence

from extractor.facts import Found, not_understood, proof
from extractor.language import enumerations as words
from extractor.language.protocols.treatments import Treatment, find_treatments
from extractor.model import Document, Unparsed
from extractor.record import ArmGroup, Component, Intervention, TrialRecord

GIVES = ("interventions", "arms")
NEEDS = ("abbreviations", "arms", "titles")

NAMELESS = "described, but not named"
_INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions"
_JOINTS = re.compile(r"\s*(?:\+|&|;|/(?!\d)|,(?=\s)|\s(?:and|plus|with|in combination with|combined with|or)\s)\s*")
_BRACKETED = re.compile(r"\s*\([^()]{0,80}\)")
_NOT_AGENT = re.compile(
    r"(?i)^(?:\d[\d.,\s]*(?:mg|g|ml|mcg|ug|%|iu)?|placebo|matching|other|control|standard|group|arm)$"
)


def find(document: Document, record: TrialRecord) -> Found:
    """Interventions as registered, ids i1, i2 ...; components resolved by the document's abbreviations.

    Links between arms and interventions are completed on both sides, whichever the registry gives.
    """
    expansions = record.spelled_out()
    found: list[Intervention] = []
    unread: list[Unparsed] = []
    for number, group in enumerate(document.items(_INTERVENTIONS), 1):
        if "name" not in group:
            unread.extend(
                not_understood(document, item, "interventions", NAMELESS) for item in group.get("description", [])
            )
            continue
        name = document.value(group["name"][0])
        kind = None
        for item in group.get("type", [])[:1]:
            kind = words.coded(document.value(item), words.INTERVENTION_TYPE)
            if not kind:
                unread.append(not_understood(document, item, "interventions", "no counterpart among the types"))
        others = group.get("otherNames", [])
        labels = [document.value(item) for item in group.get("armGroupLabels", [])]
        shown = [group["name"][0], *group.get("type", [])[:1], *group.get("description", [])[:1], *others]
        found.append(
            Intervention(
                id=f"i{number}",
                name=name,
                type=kind,
                other_names=[document.value(item) for item in others],
                components=components(name, expansions),
                arm_labels=labels or [arm.label for arm in record.arms if name in arm.interventions],
                origin="registered",
                evidence=proof(document, shown),
            )
        )
    if not found and document.kind == "protocol":
        titles = [(title.evidence[0].start, title.evidence[0].end) for title in record.titles]
        treatments = find_treatments(document.text, titles)
        found = [_stated(document, record, one, number) for number, one in enumerate(treatments, 1)]
    return {"interventions": found, "arms": [_linked(arm, found) for arm in record.arms], "unparsed": unread}


def _stated(document: Document, record: TrialRecord, one: Treatment, number: int) -> Intervention:
    return Intervention(
        id=f"i{number}",
        name=one.name,
        other_names=[one.other] if one.other else [],
        components=components(one.name, record.spelled_out()),
        arm_labels=[arm.label for arm in record.arms if one.name in arm.interventions],
        origin="stated",
        evidence=[document.evidence(one.start, one.end)],
    )


def _linked(arm: ArmGroup, interventions: Sequence[Intervention]) -> ArmGroup:
    """The arm with the interventions that name it."""
    named = [item.name for item in interventions if arm.label and arm.label in item.arm_labels]
    missing = [name for name in dict.fromkeys(named) if name not in arm.interventions]
    return arm.model_copy(update={"interventions": [*arm.interventions, *missing]}) if missing else arm


def components(name: str, expansions: Mapping[str, str]) -> list[Component]:
    """The agents of an intervention's name, abbreviations spelled out.

    >>> [c.name for c in components("MSC+ATG", {"ATG": "anti-thymocyte globulin"})]
    ['MSC', 'anti-thymocyte globulin']
    """
    bare = _BRACKETED.sub("", name).strip() or name
    parts = [part.strip(" -:") for part in _JOINTS.split(bare)]
    agents = [part for part in parts if part and not _NOT_AGENT.match(part)] or [bare]
    return [Component(text=agent, name=expansions.get(agent, agent)) for agent in dict.fromkeys(agents)]
