"""Doses: every stated amount of an agent, and which intervention it belongs to."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.facts import Found, proof
from extractor.language.doses import Dose, find_doses
from extractor.language.doses.unread import find_unread_doses
from extractor.language.doses.words import is_drug_word, tokens
from extractor.model import Document, Evidence, Field, Unparsed
from extractor.record import DoseRegimen, Frequency, Intervention, Quantity, TrialRecord

GIVES = ("doses",)
NEEDS = ("interventions", "arms", "titles", "descriptions")
READS_ENGLISH = True

_ARMS = "protocolSection.armsInterventionsModule"
_PROSE = (
    "protocolSection.identificationModule.briefTitle",
    "protocolSection.identificationModule.officialTitle",
    "protocolSection.descriptionModule.briefSummary",
    "protocolSection.descriptionModule.detailedDescription",
    "protocolSection.designModule.designInfo.interventionModelDescription",
)


class _Place(NamedTuple):
    """A passage, and the field that names what it describes; `titled` if it has no headings of its own."""

    start: int
    end: int
    name: Field | None = None
    titled: bool = True


def find(document: Document, record: TrialRecord) -> Found:
    """Doses, ids x1, x2 ... in document order; interventions come back with the ids of theirs."""
    agents = [name for item in record.interventions for name in (item.name, *(c.text for c in item.components))]
    doses: list[DoseRegimen] = []
    unread: list[Unparsed] = []
    places = {(place.start, place.end): place for place in _places(document, record)}
    for _, place in sorted(places.items()):
        text = document.text[place.start : place.end]
        title = document.value(place.name) if place.name else "" if place.titled else None
        found = find_doses(text, agents=agents, title=title)
        for dose in found:
            doses.append(_regimen(document, dose, place, len(doses) + 1))
        read = [(dose.start, dose.end) for dose in found]
        for item in find_unread_doses(text, read, agents=agents):
            shown = document.evidence(place.start + item.start, place.start + item.end)
            unread.append(Unparsed(what="doses", text=shown.quote, reason=item.reason, evidence=[shown]))
    linked = [_with_doses(item, doses, record) for item in record.interventions]
    return {"doses": doses, "interventions": linked, "unparsed": unread}


def _places(document: Document, record: TrialRecord) -> Iterator[_Place]:
    if document.kind != "registry" or not document.fields:
        yield _Place(0, len(document.text), titled=False)
        return
    for span in document.prose(*_PROSE):
        yield _Place(span.start, span.end, titled=False)
    names: dict[str, Field] = {}
    for group in document.items(f"{_ARMS}.interventions"):
        own = next(iter(group.get("name", [])), None)
        names |= {document.value(own): own} if own else {}
        for item in (*group.get("name", []), *group.get("description", [])):
            yield _Place(item.start, item.end, own)
    arms = {arm.label: arm.interventions for arm in record.arms if arm.label}
    for group in document.items(f"{_ARMS}.armGroups"):
        label = next(iter(group.get("label", [])), None)
        given = arms.get(document.value(label), []) if label else []
        name = names.get(given[0]) if len(given) == 1 else label if label and _names_agent(document, label) else None
        for item in (*group.get("label", []), *group.get("description", [])):
            yield _Place(item.start, item.end, name)


def _names_agent(document: Document, label: Field) -> bool:
    """Whether an arm's label names what it gets ("Examplinib 20 mg"), not a number or a group."""
    return any(is_drug_word(word) for word in tokens(document.value(label)))


def _regimen(document: Document, dose: Dose, place: _Place, number: int) -> DoseRegimen:
    start, end = place.start + dose.start, place.start + dose.end
    evidence = [document.evidence(start, end)]
    if dose.agent_start is not None and dose.agent_end is not None:
        evidence.append(document.evidence(place.start + dose.agent_start, place.start + dose.agent_end))
    elif dose.agent is not None and place.name is not None:
        evidence += proof(document, [place.name])
    often = dose.frequency
    return DoseRegimen(
        id=f"x{number}",
        agent=dose.agent,
        low=dose.low,
        high=dose.high,
        unit=dose.unit,
        per=list(dose.per),
        role=dose.role,
        route=dose.route,
        frequency=None
        if often is None
        else Frequency(
            times=often.times,
            period=often.period,
            unit=often.unit,  # type: ignore[arg-type]
            period_high=often.period_high,
            as_needed=dose.as_needed,
        ),
        duration=Quantity(value=dose.duration.value, unit=dose.duration.unit) if dose.duration else None,
        infusion=Quantity(value=dose.infusion.value, unit=dose.infusion.unit) if dose.infusion else None,
        repaired=dose.repaired,
        text=document.text[start:end],
        origin="stated",
        evidence=evidence,
    )


def _with_doses(intervention: Intervention, doses: list[DoseRegimen], record: TrialRecord) -> Intervention:
    """The intervention with the ids of the doses that name its agent, or stand in its own fields.

    A dose without an agent is its own too where it stands in an arm that gets nothing else.
    """
    own = _groups(intervention.evidence)
    alone = {
        group for arm in record.arms if arm.interventions == [intervention.name] for group in _groups(arm.evidence)
    }
    names = {name.casefold() for name in (intervention.name, *intervention.other_names)}
    names |= {name.casefold() for part in intervention.components for name in (part.text, part.name)}
    ids = [
        dose.id
        for dose in doses
        if (group := (dose.evidence[0].path or "").rpartition(".")[0]) in own
        or (dose.agent or "").casefold() in names
        or (dose.agent is None and group in alone)
    ]
    return intervention.model_copy(update={"doses": ids})


def _groups(evidence: list[Evidence]) -> set[str]:
    """The list items that the places stand in: "...armGroups[0]"."""
    return {place.path.rpartition(".")[0] for place in evidence if place.path}
