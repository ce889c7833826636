"""An intervention's type and its name do not go together.

What it does: reads from the name (abbreviations spelled out, names of drugs looked up), the other names and the
description's first words what an intervention is, and compares it with the registered type: cells, vaccines and gene
therapies that are no biologicals, an app, a cage or a monitor as a drug, an operation or a training as a drug, a drug
as a device.

Why it matters: who searches for cell therapies or devices filters by the type; other rules apply to biologicals.

Example: "Drug: NK cells", "Drug: Laparoscopic cholecystectomy", "Device: placebo capsules".

Not an error: antibodies and blood derivatives as drugs, transplantation as a procedure, radiotherapy, apps as
behavioural, combination products, cells or vaccines that are only the target ("anti-B-cell"), a drug with what it is
delivered by ("drug-eluting stent").

References: ClinicalTrials.gov protocol data element definitions, "Intervention Type"; 42 CFR 11.10(b)(13).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.language.arms.product_kinds import NamedKind, ProductKind, product_kind
from extractor.language.vocabulary import vocabulary
from extractor.model import Evidence, Finding
from extractor.record import Intervention, TrialRecord

code = "INT101"
name = "intervention-type-mismatch"
severity: Final = "warning"
needs = ("interventions",)

_GIVEN: Final = frozenset({"DRUG", "DIETARY_SUPPLEMENT", "RADIATION", "BEHAVIORAL"})
_WRONG: Final[dict[ProductKind, frozenset[str]]] = {
    "cells": _GIVEN,
    "vaccine": _GIVEN,
    "gene therapy": _GIVEN,
    "device": frozenset({"DRUG", "BIOLOGICAL", "GENETIC", "DIETARY_SUPPLEMENT", "RADIATION"}),
    "procedure": frozenset({"DRUG", "DIETARY_SUPPLEMENT", "BEHAVIORAL"}),
    "behaviour": frozenset({"DRUG", "BIOLOGICAL", "GENETIC", "RADIATION"}),
    "drug": frozenset({"DEVICE", "BEHAVIORAL", "RADIATION"}),
}
_JUDGED: Final = frozenset().union(*_WRONG.values())
_RIGHT: Final[dict[ProductKind, str]] = {
    "cells": "biological",
    "vaccine": "biological",
    "gene therapy": "biological or genetic",
    "device": "device",
    "procedure": "procedure",
    "behaviour": "behavioral",
    "drug": "drug",
}
# Branches of MeSH: organic chemicals, ring compounds, hormones; not materials, of which devices are made.
_DRUGS: Final = ("D02", "D03", "D04", "D06", "D26", "D27")
_BIOLOGICAL: Final = ("cells", "vaccine", "gene therapy")
_IS_A: Final = re.compile(r"(?i)\s(?:is|are)\s(?:an?|the)\s[^.;:\n]{3,120}")


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each intervention of the wrong type: its type, the telling words, where they are spelled out."""
    for given in record.interventions:
        if given.origin != "registered" or given.type not in _JUDGED:
            continue
        for shown, places in _told(record, given):
            if given.type in _WRONG[shown.kind]:
                yield _finding(given, shown.kind, places)
                break


def _told(record: TrialRecord, given: Intervention) -> Iterator[tuple[NamedKind, list[Evidence]]]:
    """What an intervention is said to be, the most telling first, with the places."""
    title = given.evidence[0]
    if (shown := product_kind(given.name)) and (shown.kind in _BIOLOGICAL or _of_one_kind(given, shown.kind)):
        yield shown, [title]
    elif not shown and _is_called_as_a_drug(given):
        yield NamedKind(0, len(given.name), "drug"), [title]
    for agent in given.components:
        shown = product_kind(agent.name)
        if shown and shown.kind in _BIOLOGICAL and agent.name != agent.text:
            yield shown, [title, *_spelled_out(record, agent.text)]
    for place in given.evidence[1:]:
        path = place.path or ""
        if "otherNames" in path and (shown := product_kind(place.quote)) and shown.kind in _BIOLOGICAL:
            yield shown, [title, place]
        if path.endswith("description") and (said := _definition(given, place)):
            yield said[0], [title, said[1]]


def _is_called_as_a_drug(given: Intervention) -> bool:
    """Whether the name of what cannot be a drug is that of one and no more; what radiates may have such a name too."""
    if given.type == "RADIATION" or given.type not in _WRONG["drug"]:
        return False
    entry = vocabulary("intervention").named(given.name)
    return entry is not None and bool(entry.trees) and all(tree.startswith(_DRUGS) for tree in entry.trees)


def _of_one_kind(given: Intervention, kind: ProductKind) -> bool:
    """Whether each of several things in a name is what the whole seems to be; agents need not all show it."""
    if len(given.components) < 2:
        return True
    kinds = {shown.kind if (shown := product_kind(agent.text)) else None for agent in given.components}
    return kinds - ({None} if kind == "drug" else set()) == {kind}


def _definition(given: Intervention, place: Evidence) -> tuple[NamedKind, Evidence] | None:
    """The words of a description that say "NAME is a ... cell therapy"."""
    first = given.name.split()[0] if given.name.split() else ""
    if not first or not place.quote.lower().startswith(first.lower()):
        return None
    said = _IS_A.search(place.quote[:250])
    shown = product_kind(said[0]) if said else None
    if said is None or shown is None or shown.kind not in _BIOLOGICAL:
        return None
    return shown, cut(place, said.start() + shown.start, said.start() + shown.end)


def _spelled_out(record: TrialRecord, short: str) -> list[Evidence]:
    return next(([one.evidence[-1]] for one in record.abbreviations if one.short == short and one.evidence), [])


def _finding(given: Intervention, kind: ProductKind, places: list[Evidence]) -> Finding:
    place = next((e for e in given.evidence if (e.path or "").endswith(".type")), None)
    kind_shown = {"behaviour": "behavioural intervention", "cells": "cell product"}.get(kind, kind)
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"“{given.name}” is a {kind_shown}, but registered as {str(given.type).lower().replace('_', ' ')}",
        suggestion=f"register its type as {_RIGHT[kind]}",
        evidence=[*([place] if place else []), *places],
        values={"type": given.type, "kind": kind},
    )
