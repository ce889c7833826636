"""Arms and groups."""

import re

from extractor.facts import Found, not_understood, proof
from extractor.language import enumerations as words
from extractor.language.protocols.arms import find_arms
from extractor.language.protocols.treatments import find_treatments
from extractor.model import Document
from extractor.record import ArmGroup, TrialRecord

GIVES = ("arms",)
NEEDS = ("titles",)

_GROUPS = "protocolSection.armsInterventionsModule.armGroups"
_GROUP_WORD = re.compile(r"(?i)\s+(?:group|arm)\s*$")
_TYPE_PREFIX = re.compile(r"^(?:[A-Z][a-z]+ ?){1,3}(?:/[A-Z][a-z]+)?: ?")


def find(document: Document, record: TrialRecord) -> Found:
    """Arms as registered; names of interventions without the type that the registry puts before them."""
    arms, unread = [], []
    for group in document.items(_GROUPS):
        shown = [group[name][0] for name in ("label", "type", "description") if name in group]
        links = group.get("interventionNames", [])
        label = document.value(group["label"][0]) if "label" in group else ""
        kind = None
        for item in group.get("type", [])[:1]:
            said = _GROUP_WORD.sub("", document.value(item))
            kind = words.coded(said, words.ARM_TYPE) or words.coded(f"{said} comparator", words.ARM_TYPE)
            if not kind:
                unread.append(not_understood(document, item, "arms", "no counterpart among the arm types"))
        if shown or links:
            arms.append(
                ArmGroup(
                    label=label,
                    type=kind,
                    description=document.value(group["description"][0]) if "description" in group else None,
                    interventions=[without_type(document.value(item)) for item in links],
                    origin="registered",
                    evidence=proof(document, [*shown, *links]),
                )
            )
    if not arms and document.kind == "protocol":
        arms = _stated(document, record)
    return {"arms": arms, "unparsed": unread}


def _stated(document: Document, record: TrialRecord) -> list[ArmGroup]:
    """The arms that a protocol names or counts; an arm that is only counted has no label."""
    titles = [(title.evidence[0].start, title.evidence[0].end) for title in record.titles]
    treatments = find_treatments(document.text, titles)
    given = [(one.start, one.end, one.name) for one in treatments]
    arms = []
    for arm in find_arms(document.text, given):
        said = f"{arm.label or ''} {arm.description or ''}".casefold()
        arms.append(
            ArmGroup(
                label=arm.label or "",
                description=arm.description,
                interventions=[one.name for one in treatments if one.name.casefold() in said],
                origin="stated",
                evidence=[document.evidence(arm.start, arm.end)],
            )
        )
    return arms


def without_type(name: str) -> str:
    """An intervention's name without the registry's type before it.

    >>> without_type("Drug: aspirin"), without_type("Dietary Supplement: zinc"), without_type("Arm A: zinc")
    ('aspirin', 'zinc', 'Arm A: zinc')
    """
    match = _TYPE_PREFIX.match(name)
    if match and words.coded(match[0].rstrip(": "), words.INTERVENTION_TYPE):
        return name[match.end() :].strip()
    return name
