"""Outcome measures."""

import re
from typing import Literal

from extractor.facts import Found, proof
from extractor.language.m11 import AMENDMENTS, m11_section
from extractor.language.protocols.endpoints import find_endpoints
from extractor.language.protocols.estimands import Estimand, find_estimands
from extractor.model import Document, Span
from extractor.record import Outcome, TrialRecord

GIVES = ("outcomes",)
NEEDS = ()

_MODULE = "protocolSection.outcomesModule"
_SMALL = frozenset("a an and as at by for from in is of on or the to with".split())
KINDS: tuple[tuple[Literal["primary", "secondary", "other"], str], ...] = (
    ("primary", "primaryOutcomes"),
    ("secondary", "secondaryOutcomes"),
    ("other", "otherOutcomes"),
)


def find(document: Document, record: TrialRecord) -> Found:
    """Outcomes as registered; the measure is empty where only a time frame or description stands."""
    outcomes = []
    for kind, path in KINDS:
        for group in document.items(f"{_MODULE}.{path}"):
            parts = {name: group[name][0] for name in ("measure", "timeFrame", "description") if name in group}
            values = {name: document.value(item) for name, item in parts.items()}
            outcomes.append(
                Outcome(
                    kind=kind,
                    measure=values.get("measure", ""),
                    time_frame=values.get("timeFrame"),
                    description=values.get("description"),
                    origin="registered",
                    evidence=proof(document, parts.values()),
                )
            )
    if not outcomes and document.kind == "protocol":
        outcomes = _stated(document)
    return {"outcomes": outcomes}


def _stated(document: Document) -> list[Outcome]:
    """The endpoints that a protocol lists, with the time that their own words give, and its estimands.

    An estimand is the description of the outcome that is its variable, each of its attributes a place of evidence.
    Histories of amendments are left out.
    """
    aside = [Span(one.start, one.end) for one in document.sections if m11_section(one.path) == AMENDMENTS]
    estimands = [one for one in find_estimands(document.text) if not any(a <= one.start < b for a, b in aside)]
    aside += [Span(one.start, one.end) for one in estimands]
    outcomes = []
    for one in find_endpoints(document.text, document.tables, aside=aside):
        places = [document.evidence(one.start, one.end)]
        if one.time:
            places.append(document.evidence(*one.time))
        outcomes.append(
            Outcome(
                kind=one.kind,
                measure=document.text[one.start : one.end],
                time_frame=document.text[slice(*one.time)] if one.time else None,
                origin="stated",
                evidence=places,
            )
        )
    for estimand in estimands:
        _describe(document, estimand, outcomes)
    return outcomes


def _describe(document: Document, estimand: Estimand, outcomes: list[Outcome]) -> None:
    """Adds an estimand to the outcome that it is of, or as an outcome where none has its words."""
    variable = document.value(estimand.attributes["variable"])
    description = document.text[estimand.start : estimand.end]
    places = [document.evidence(*place) for place in estimand.attributes.values()]
    for at, outcome in enumerate(outcomes):
        if outcome.kind == estimand.kind and outcome.description is None and _same(outcome.measure, variable):
            known = {"description": description, "evidence": [*outcome.evidence, *places]}
            outcomes[at] = outcome.model_copy(update=known)
            return
    first = document.evidence(*estimand.attributes["variable"])
    outcome = Outcome(
        kind=estimand.kind,
        measure=variable.split("\n")[0],
        description=description,
        origin="stated",
        evidence=[first, *(place for place in places if place != first)],
    )
    order = [kind for kind, _ in KINDS]
    later = [at for at, one in enumerate(outcomes) if order.index(one.kind) > order.index(estimand.kind)]
    outcomes.insert(later[0] if later else len(outcomes), outcome)


def _same(measure: str, variable: str) -> bool:
    """Whether the words of an endpoint are all in an estimand's variable, or the other way round."""
    one, other = (set(re.findall(r"\w+", words.casefold())) - _SMALL for words in (measure, variable))
    return one <= other or other <= one
