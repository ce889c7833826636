"""What is done in a study: an ActivityDefinition each intervention with its dosage, a PlanDefinition of the arms."""

from collections.abc import Callable

from extractor.record import DoseRegimen, Frequency, Intervention, TrialRecord
from extractor.writers.fhir import codes
from extractor.writers.fhir.elements import Json, amount, coded, concept, duration, extension, part, proof, span

_PERIOD = {"h": "h", "d": "d", "wk": "wk", "mo": "mo"}


def activities(record: TrialRecord, address: Callable[[str], str]) -> list[Json]:
    """An activity each intervention, then one each agent whose doses belong to no intervention."""
    doses = {dose.id: dose for dose in record.doses}
    made = [
        _activity(address(one.id), one, [doses.pop(key) for key in one.doses if key in doses])
        for one in record.interventions
    ]
    agents: dict[str, list[DoseRegimen]] = {}
    for dose in doses.values():
        agents.setdefault(dose.agent or "", []).append(dose)
    return made + [
        {
            "resourceType": "ActivityDefinition",
            "url": address(f"agent {agent}"),
            "status": "unknown",
            "title": agent or "agent not named",
            "dosage": [_dosage(dose) for dose in given],
        }
        for agent, given in agents.items()
    ]


def _activity(url: str, one: Intervention, doses: list[DoseRegimen]) -> Json:
    kinds = codes.REQUEST[1]
    return {
        "resourceType": "ActivityDefinition",
        "url": url,
        "status": "active",
        "title": one.name,
        "kind": kinds.get(one.type or ""),
        "code": concept(one.name, one.concept),
        "extension": [
            *([extension("type", valueCode=one.type)] if one.type else []),
            *(extension("other-name", valueString=name) for name in one.other_names),
            *(
                extension("component", valueCodeableConcept=concept(each.name, each.concept))
                for each in one.components
                if each.name != one.name or each.concept
            ),
            *proof(one),
        ],
        "dosage": [_dosage(dose) for dose in doses],
    }


def _dosage(dose: DoseRegimen) -> Json:
    """A dosage; what FHIR has no place for is in extensions."""
    low, high, frequency = dose.low, dose.high, dose.frequency
    one = low is not None and low == high
    rate = (
        {"doseQuantity": amount(low, dose.unit, dose.per)}
        if one
        else {"doseRange": span(low, high, dose.unit, dose.per)}
    )
    regimen = [
        part("id", valueId=dose.id),
        part("agent", valueString=dose.agent),
        part("low", valueDecimal=low),
        part("high", valueDecimal=high),
        part("unit", valueString="/".join((dose.unit, *dose.per))),
        part("role", valueString=dose.role),
        part("frequency", valueString=_said(frequency)),
        part("duration", valueString=f"{dose.duration.value} {dose.duration.unit}" if dose.duration else None),
        part("repaired", valueBoolean=dose.repaired),
    ]
    return {
        "text": dose.text,
        "asNeeded": True if frequency and frequency.as_needed else None,
        "timing": {"repeat": _repeat(dose)},
        "route": {"text": dose.route},
        "doseAndRate": [rate],
        "extension": [extension("regimen", extension=regimen), *proof(dose)],
    }


def _said(frequency: Frequency | None) -> str | None:
    if frequency is None:
        return None
    high = f"-{frequency.period_high}" if frequency.period_high else ""
    return f"{frequency.times} per {frequency.period}{high} {frequency.unit}"


def _repeat(dose: DoseRegimen) -> Json:
    """When it is given, as far as FHIR can say it: no cycles, no broken counts."""
    repeat: Json = {"boundsDuration": duration(dose.duration)}
    if over := duration(dose.infusion):
        repeat |= {"duration": over["value"], "durationUnit": over["code"]}
    frequency = dose.frequency
    if frequency is None or frequency.times < 1 or frequency.times != int(frequency.times):
        return repeat
    if frequency.unit == "once":
        return repeat | {"count": int(frequency.times)}
    if frequency.unit in _PERIOD and frequency.period > 0:
        repeat |= {"frequency": int(frequency.times), "period": frequency.period, "periodUnit": _PERIOD[frequency.unit]}
        repeat |= {"periodMax": frequency.period_high} if frequency.period_high else {}
    return repeat


def plan(record: TrialRecord, address: Callable[[str], str], made: list[Json]) -> Json | None:
    """The arms and what is given in each; what belongs to no arm stands beside them. None where there is neither."""
    if not record.arms and not made:
        return None
    names = {one.name.casefold(): address(one.id) for one in record.interventions}
    titles = {one["url"]: one["title"] for one in made}
    used: set[str] = set()
    actions = []
    for number, arm in enumerate(record.arms, 1):
        given = [names[name.casefold()] for name in arm.interventions if name.casefold() in names]
        given += [address(one.id) for one in record.interventions if arm.label in one.arm_labels]
        given = list(dict.fromkeys(given))
        used.update(given)
        actions.append(
            {
                "linkId": f"arm-{number}",
                "title": arm.label,
                "description": arm.description,
                "action": [{"title": titles[url], "definitionCanonical": url} for url in given],
            }
        )
    actions += [{"title": title, "definitionCanonical": url} for url, title in titles.items() if url not in used]
    return {
        "resourceType": "PlanDefinition",
        "url": address("plan"),
        "status": "active" if record.status else "unknown",
        "type": coded("protocol", codes.PLAN, said="protocol"),
        "title": record.titles[0].text if record.titles else record.trial_id,
        "action": actions,
    }
