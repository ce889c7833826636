"""A record as ResearchStudy, with the Group of its eligible participants."""

from typing import Any

from extractor.model import Finding
from extractor.record import (
    AgeRange,
    ArmGroup,
    Coded,
    EligibilityCriterion,
    Location,
    MeasuredQuantity,
    Outcome,
    TrialRecord,
)
from extractor.writers.fhir import codes
from extractor.writers.fhir.elements import Json, amount, coded, concept, extension, part, proof, quotes, span

_DESIGN = ("study_type", "allocation", "intervention_model", "masking", "who_masked", "std_ages")


def research_study(record: TrialRecord, url: str, group: str | None, plan: str | None) -> Json:
    """The study itself; `url` is its fullUrl, `group` and `plan` those of the resources that it refers to."""
    summary = [one for one in record.descriptions if one.kind == "summary"][:1]
    others = [one for one in record.descriptions if one not in summary]
    title = record.titles[0] if record.titles else None
    return {
        "resourceType": "ResearchStudy",
        "url": url,
        "extension": [
            *(_date(one) for one in record.dates),
            *(extension("overall-status", valueCode=one.value, extension=proof(one)) for one in record.status),
            *(extension("gender-based", valueBoolean=one.value, extension=proof(one)) for one in record.gender_based),
        ],
        "identifier": [
            {"system": codes.REGISTRIES.get(one.system), "type": {"text": one.system}, "value": one.value}
            | {"extension": proof(one)}
            for one in record.identifiers
        ],
        "title": title.text if title else None,
        "label": [
            {"type": coded(one.kind, codes.TITLE), "value": one.text, "extension": proof(one)} for one in record.titles
        ],
        "status": "active" if record.status else "unknown",
        "phase": _first(record.phases, codes.PHASE),
        "primaryPurposeType": _first(record.primary_purpose, codes.PURPOSE),
        "progressStatus": [
            {"state": coded(one.value, codes.STATUS), "extension": proof(one)}
            for one in record.status
            if one.value in codes.STATUS[1]
        ],
        "studyDesign": [
            {"text": f"{name.replace('_', ' ')}: {_said(one.value)}", "extension": proof(one)}
            for name in _DESIGN
            for one in getattr(record, name)
        ],
        "condition": [
            concept(one.name, one.concept, extension=[extension("role", valueCode=one.role), *proof(one)])
            for one in record.conditions
            if one.role != "mentioned"
        ],
        "keyword": [{"text": one.text, "extension": proof(one)} for one in record.keywords],
        "period": _period(record),
        "descriptionSummary": summary[0].text if summary else None,
        "_descriptionSummary": {"extension": proof(summary[0])} if summary else None,
        "note": [
            *({"text": one.text, "extension": [extension("kind", valueCode=one.kind), *proof(one)]} for one in others),
            *(_note(finding) for finding in record.findings),
        ],
        "associatedParty": [
            {"name": one.name, "role": coded(one.role, codes.PARTY), "extension": proof(one)} for one in record.sponsors
        ],
        "site": [_site(one) for one in record.locations],
        "recruitment": _recruitment(record, group),
        "comparisonGroup": [_arm(number, one) for number, one in enumerate(record.arms, 1)],
        "outcomeMeasure": [_outcome(one) for one in record.outcomes],
        "protocol": [{"reference": plan}] if plan else None,
        "relatedArtifact": [
            {"type": "derived-from", "display": ":".join(filter(None, (record.document.path, record.document.member)))}
        ],
    }


def _site(location: Location) -> Json:
    named = ", ".join(filter(None, (location.facility, location.city, location.country)))
    return {"display": named, "extension": quotes(location.evidence)}


def _arm(number: int, arm: ArmGroup) -> Json:
    return {
        "linkId": f"arm-{number}",
        "name": arm.label or f"Arm {number}",
        "type": coded(arm.type, codes.ARM) if arm.type else None,
        "description": arm.description,
        "extension": [*(extension("intervention", valueString=name) for name in arm.interventions), *proof(arm)],
    }


def _outcome(outcome: Outcome) -> Json:
    when = [extension("time-frame", valueString=outcome.time_frame)] if outcome.time_frame else []
    return {
        "name": outcome.measure,
        "type": [coded(outcome.kind, codes.OUTCOME)],
        "description": outcome.description,
        "extension": [*when, *proof(outcome)],
    }


def _said(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _first(facts: list[Any], table: codes.Coding) -> Json | None:
    """The best fact as a concept; the others, which contradict it or say the same, as extensions of it."""
    if not facts:
        return None
    said = _said(facts[0].value)
    rest = [extension("also", valueString=_said(one.value) or "none", extension=proof(one)) for one in facts[1:]]
    return coded(said, table, said=said or "none", extension=[*proof(facts[0]), *rest])


def _date(one: Any) -> Json:
    parts = [
        part("kind", valueCode=one.kind), part("date", valueDateTime=one.date), part("type", valueCode=one.type),
        *proof(one),
    ]  # fmt: skip
    return extension("date", extension=parts)


def _period(record: TrialRecord) -> Json | None:
    """From the start to the completion; no end that lies before the start."""
    dates = {one.kind: one.date for one in reversed(record.dates)}
    start, end = dates.get("start"), dates.get("completion")
    size = min(len(start or ""), len(end or ""))
    return {"start": start, "end": None if start and end and end[:size] < start[:size] else end}


def _note(finding: Finding) -> Json:
    parts = [
        part("code", valueCode=finding.code),
        part("severity", valueCode=finding.severity),
        part("suggestion", valueString=finding.suggestion),
        *quotes(finding.evidence),
    ]
    said = f"{finding.code} {finding.name}: {finding.message}"
    return {"text": said, "extension": [extension("finding", extension=parts)]}


def _recruitment(record: TrialRecord, group: str | None) -> Json:
    counts = {one.type or "ESTIMATED": one for one in reversed(record.enrollment) if 0 <= one.count < 2**31}
    planned, actual = counts.get("ESTIMATED"), counts.get("ACTUAL")
    return {
        "targetNumber": planned.count if planned else None,
        "_targetNumber": {"extension": proof(planned)} if planned else None,
        "actualNumber": actual.count if actual else None,
        "_actualNumber": {"extension": proof(actual)} if actual else None,
        "eligibility": {"reference": group} if group else None,
    }


def eligibility(record: TrialRecord) -> Json | None:
    """The Group of those who may take part: each criterion, age, sex and health as a characteristic; None if none."""
    values = [one for one in record.quantities if one.criterion is None]
    characteristics = [
        *(_age(one) for one in record.age_ranges),
        *(_sex(one) for one in record.sex),
        *(
            {"code": {"text": "healthy volunteers"}, "valueBoolean": one.value, "exclude": False}
            | {"extension": proof(one)}
            for one in record.healthy_volunteers
        ),
        *(_criterion(one, record.quantities) for one in record.criteria),
    ]
    if not characteristics and not values:
        return None
    return {
        "resourceType": "Group",
        "type": "person",
        "membership": "definitional",
        "name": "Eligible participants",
        "extension": [_quantity(one) for one in values],
        "characteristic": characteristics,
    }


def _age(one: AgeRange) -> Json:
    low, high = one.minimum, one.maximum
    ends = {
        "low": amount(low.value, low.unit) if low else None,
        "high": amount(high.value, high.unit) if high else None,
    }
    same = bool(low and high and low.unit == high.unit)
    fits = bool(low or high) and not (same and low and high and low.value > high.value)
    said = " to ".join(f"{end.value} {end.unit}" if end else "no limit" for end in (low, high))
    extensions = [
        extension("minimum-inclusive", valueBoolean=one.minimum_inclusive),
        extension("maximum-inclusive", valueBoolean=one.maximum_inclusive),
        *([extension("population", valueString=one.population)] if one.population else []),
        *proof(one),
    ]
    code = {"coding": [{"system": codes.LOINC, "code": "30525-0", "display": "Age"}], "text": "age"}
    value = {"valueRange": ends} if fits else {"valueCodeableConcept": {"text": said}}
    return {"code": code, **value, "exclude": False, "extension": extensions}


def _sex(one: Coded[str]) -> Json:
    code = {"coding": [{"system": codes.LOINC, "code": "46098-0", "display": "Sex"}], "text": "sex"}
    value = coded(one.value, codes.SEX)
    return {"code": code, "valueCodeableConcept": value, "exclude": False, "extension": proof(one)}


def _criterion(one: EligibilityCriterion, quantities: list[MeasuredQuantity]) -> Json:
    extensions = [
        extension("criterion", valueId=one.id),
        extension("kind", valueCode=one.kind),
        *([extension("parent", valueId=one.parent)] if one.parent else []),
        *([extension("cohort", valueString=one.cohort)] if one.cohort else []),
        *(_quantity(value) for value in quantities if value.criterion == one.id),
        *quotes(one.evidence),
    ]
    return {
        "code": {"text": f"{one.kind} criterion"},
        "valueCodeableConcept": {"text": one.text},
        "exclude": one.kind == "exclusion",
        "extension": extensions,
    }


def _quantity(one: MeasuredQuantity) -> Json:
    unit = one.unit or (f"{{x {one.relative_to}}}" if one.relative_to else "1")
    parts = [
        part("measurement", valueString=one.measurement),
        part("range", valueRange=span(one.low, one.high, unit)),
        part("low-inclusive", valueBoolean=one.low_inclusive),
        part("high-inclusive", valueBoolean=one.high_inclusive),
        part("relative-to", valueCode=one.relative_to),
        part("window", valueString=_window(one)),
        part("text", valueString=one.text),
        *proof(one),
    ]
    return extension("quantity", extension=parts)


def _window(one: MeasuredQuantity) -> str | None:
    window = one.window
    return " ".join(filter(None, (window.direction, str(window.value), window.unit, window.anchor))) if window else None
