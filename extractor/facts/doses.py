"""Doses: every stated amount of an agent, and which intervention it belongs to."""

from collections.abc import Iterator

from extractor.facts import Found
from extractor.language.doses import Dose, find_doses
from extractor.model import Document, Evidence, Span
from extractor.record import DoseRegimen, Frequency, Intervention, Quantity, TrialRecord

GIVES = ("doses",)
NEEDS = ("interventions", "arms", "titles", "descriptions")
READS_ENGLISH = True

_ARMS = "protocolSection.armsInterventionsModule"
PATHS = (
    f"{_ARMS}.interventions.name",
    f"{_ARMS}.interventions.description",
    f"{_ARMS}.armGroups.label",
    f"{_ARMS}.armGroups.description",
    "protocolSection.identificationModule.briefTitle",
    "protocolSection.identificationModule.officialTitle",
    "protocolSection.descriptionModule.briefSummary",
    "protocolSection.descriptionModule.detailedDescription",
    "protocolSection.designModule.designInfo.interventionModelDescription",
)


def find(document: Document, record: TrialRecord) -> Found:
    """Doses, ids x1, x2 ... in document order; interventions come back with the ids of theirs."""
    agents = [name for item in record.interventions for name in (item.name, *(c.text for c in item.components))]
    doses: list[DoseRegimen] = []
    for place in sorted(set(_places(document))):
        for dose in find_doses(document.text[place.start : place.end], agents=agents):
            doses.append(_regimen(document, dose, place.start, len(doses) + 1))
    return {"doses": doses, "interventions": [_with_doses(item, doses, record) for item in record.interventions]}


def _places(document: Document) -> Iterator[Span]:
    if document.kind == "registry" and document.fields:
        yield from document.prose(*PATHS)
    else:
        yield Span(0, len(document.text))


def _regimen(document: Document, dose: Dose, offset: int, number: int) -> DoseRegimen:
    start, end = offset + dose.start, offset + dose.end
    evidence = [document.evidence(start, end)]
    if dose.agent_start is not None and dose.agent_end is not None:
        evidence.append(document.evidence(offset + dose.agent_start, offset + dose.agent_end))
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
