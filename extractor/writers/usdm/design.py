"""The design of a study: arms, epochs, cells, population, criteria, indications, objectives, timelines."""

from itertools import pairwise
from typing import Any

from extractor.record import AgeRange, Fact, Schedule, TrialRecord
from extractor.writers.usdm import codes
from extractor.writers.usdm.model import Json
from extractor.writers.usdm.parts import NOT_STATED, Parts


def first(facts: list[Any]) -> Any:
    """The best fact's value; a list joined; None where there is no fact."""
    value = facts[0].value if facts else None
    return " ".join(value) if isinstance(value, list) else value


def design(record: TrialRecord, parts: Parts, interventions: dict[str, Json], items: list[Json]) -> Json:
    """The study design; `interventions` by their names, `items` of the criteria in their order."""
    observed = first(record.study_type) == "OBSERVATIONAL"
    model, purpose, masking, phase = (
        first(facts) for facts in (record.intervention_model, record.primary_purpose, record.masking, record.phases)
    )
    arms, elements, epoch, cells = _arms(record, parts, interventions)
    criteria = _criteria(record, parts, items)
    assumed = ["rationale", *([] if model else ["model"]), *(["timePerspective"] if observed else [])]
    special = (
        {"timePerspective": parts.code(codes.UNKNOWN)}
        if observed
        else {
            "blindingSchema": parts.alias(parts.coded(masking, codes.MASKING)) if masking else None,
            "intentTypes": [parts.coded(purpose, codes.INTENT)] if purpose else None,
        }
    )
    facts = (record.study_type, record.phases, record.intervention_model, record.primary_purpose, record.masking)
    schedules = [_timeline(one, parts, main=one is record.schedule[0]) for one in record.schedule]
    return parts.make(
        "ObservationalStudyDesign" if observed else "InterventionalStudyDesign",
        name="Study design",
        rationale=NOT_STATED,
        studyType=parts.coded(first(record.study_type), codes.STUDY_TYPE) if record.study_type else None,
        studyPhase=parts.alias(parts.coded(phase, codes.PHASE)) if phase is not None else None,
        characteristics=[parts.coded(one.value, {}) for one in record.allocation[:1]],
        model=parts.coded(model, codes.MODEL) if model else parts.code(codes.UNKNOWN),
        arms=arms,
        epochs=[epoch],
        elements=elements,
        studyCells=cells,
        eligibilityCriteria=criteria,
        population=_population(record, parts, criteria),
        indications=_indications(record, parts),
        objectives=_objectives(record, parts),
        activities=[one for timeline in schedules for one in timeline[0]],
        encounters=[one for timeline in schedules for one in timeline[1]],
        scheduleTimelines=[timeline[2] for timeline in schedules],
        studyInterventionIds=[one["id"] for one in interventions.values()],
        extensionAttributes=[
            *parts.assumed(*assumed),
            *(p for found in facts for one in found for p in parts.proof(one)),
        ],
        **special,
    )


def _arms(
    record: TrialRecord, parts: Parts, interventions: dict[str, Json]
) -> tuple[list[Json], list[Json], Json, list[Json]]:
    """Arms; an element each of what is given in it; the one epoch that a registry knows; the cells that join them."""
    kind = parts.code(("C101526", "Treatment Epoch"))
    epoch = parts.make("StudyEpoch", name="Treatment", type=kind, extensionAttributes=parts.assumed("name", "type"))
    origin = {"dataOriginDescription": NOT_STATED}
    arms, elements, cells = [], [], []
    for number, arm in enumerate(record.arms, 1):
        label = arm.label or f"Arm {number}"
        unsaid = [what for what, said in (("name", arm.label), ("type", arm.type)) if not said]
        names = {name.casefold() for name in arm.interventions}
        names |= {one.name.casefold() for one in record.interventions if arm.label in one.arm_labels}
        given = [interventions[name]["id"] for name in interventions if name in names]
        assumed = parts.assumed("dataOriginDescription", "dataOriginType", *unsaid)
        arms.append(
            parts.make(
                "StudyArm",
                name=label,
                description=arm.description,
                type=parts.coded(arm.type, codes.ARM) if arm.type else parts.code(codes.UNKNOWN),
                dataOriginType=parts.code(("C188866", "Data Generated Within Study")),
                extensionAttributes=[*assumed, *parts.proof(arm)],
                **origin,
            )
        )
        elements.append(parts.make("StudyElement", name=label, studyInterventionIds=given))
    if not arms:
        every = parts.code(codes.UNKNOWN)
        data = parts.code(("C188866", "Data Generated Within Study"))
        assumed = parts.assumed("name", "type", "dataOriginType", "dataOriginDescription")
        arms = [
            parts.make(
                "StudyArm",
                name="All participants",
                type=every,
                dataOriginType=data,
                extensionAttributes=assumed,
                **origin,
            )
        ]
        elements = [
            parts.make(
                "StudyElement",
                name="All participants",
                studyInterventionIds=[one["id"] for one in interventions.values()],
            )
        ]
    for one, element in zip(arms, elements, strict=True):
        cells.append(parts.make("StudyCell", armId=one["id"], epochId=epoch["id"], elementIds=[element["id"]]))
    return arms, elements, epoch, cells


def _criteria(record: TrialRecord, parts: Parts, items: list[Json]) -> list[Json]:
    made = []
    for one, item in zip(record.criteria, items, strict=True):
        more = [parts.extension("parent", valueString=one.parent)] if one.parent else []
        more += [parts.extension("cohort", valueString=one.cohort)] if one.cohort else []
        made.append(
            parts.make(
                "EligibilityCriterion",
                name=one.id,
                identifier=one.id,
                category=parts.coded(one.kind, codes.CATEGORY),
                criterionItemId=item["id"],
                extensionAttributes=[*more, *parts.quotes(one.evidence)],
            )
        )
    for before, after in pairwise(made):
        before["nextId"], after["previousId"] = after["id"], before["id"]
    return made


def _population(record: TrialRecord, parts: Parts, criteria: list[Json]) -> Json:
    sex, healthy = first(record.sex), first(record.healthy_volunteers)
    wanted = {"ALL": ["FEMALE", "MALE"]}.get(sex, [sex]) if sex else []
    count = record.enrollment[0].count if record.enrollment else None
    ages = record.age_ranges[0] if record.age_ranges else None
    facts: list[Fact] = [*record.sex, *record.healthy_volunteers, *record.enrollment[:1], *record.age_ranges[:1]]
    more = parts.assumed(*(["includesHealthySubjects"] if healthy is None else []))
    planned = _age(ages, parts) if ages else None
    if ages and not planned:
        for name, end in (("minimumAge", ages.minimum), ("maximumAge", ages.maximum)):
            if end:
                more.append(parts.extension(name, valueQuantity=parts.quantity(end.value, end.unit)))
    return parts.make(
        "StudyDesignPopulation",
        name="Eligible participants",
        includesHealthySubjects=bool(healthy),
        plannedEnrollmentNumber=parts.quantity(count, None) if count is not None else None,
        plannedSex=[parts.coded(one, codes.SEX) for one in wanted],
        plannedAge=planned,
        criterionIds=[one["id"] for one in criteria],
        extensionAttributes=[*more, *(p for one in facts for p in parts.proof(one))],
    )


def _age(ages: AgeRange, parts: Parts) -> Json | None:
    """A range, which has both ends in USDM."""
    low, high = ages.minimum, ages.maximum
    if not (low and high):
        return None
    return parts.range(parts.quantity(low.value, low.unit), parts.quantity(high.value, high.unit))


def _indications(record: TrialRecord, parts: Parts) -> list[Json]:
    return [
        parts.make(
            "Indication",
            name=one.name,
            label=one.text,
            isRareDisease=False,
            codes=parts.concept(one.concept),
            extensionAttributes=[*parts.assumed("isRareDisease"), *parts.proof(one)],
        )
        for one in record.conditions
        if one.role != "mentioned"
    ]


def _objectives(record: TrialRecord, parts: Parts) -> list[Json]:
    """An objective each level, of which registries state no text, with the endpoints of that level."""
    made = []
    for level, code in codes.OBJECTIVE.items():
        endpoints = [
            parts.make(
                "Endpoint",
                name=f"{level} outcome {number}",
                text=one.measure,
                description=one.description,
                purpose=NOT_STATED,
                level=parts.code(codes.ENDPOINT[level]),
                extensionAttributes=[
                    *parts.assumed("purpose"),
                    *([parts.extension("timeFrame", valueString=one.time_frame)] if one.time_frame else []),
                    *parts.proof(one),
                ],
            )
            for number, one in enumerate((one for one in record.outcomes if one.kind == level), 1)
        ]
        if endpoints:
            assumed = parts.assumed("text")
            made.append(
                parts.make(
                    "Objective",
                    name=f"{level} objective",
                    text=NOT_STATED,
                    level=parts.code(code),
                    endpoints=endpoints,
                    extensionAttributes=assumed,
                )
            )
    return made


def _timeline(schedule: Schedule, parts: Parts, *, main: bool) -> tuple[list[Json], list[Json], Json]:
    """The activities, the encounters and the timeline of a schedule: what is done at each visit."""
    visit = ("C25716", "Visit")
    encounters = [parts.make("Encounter", name=name or "visit", type=parts.code(visit)) for name in schedule.visits]
    activities = [parts.make("Activity", name=row.procedure or "procedure") for row in schedule.rows]
    leave = parts.make("ScheduleTimelineExit")
    instances = [
        parts.make(
            "ScheduledActivityInstance",
            name=encounter["name"],
            encounterId=encounter["id"],
            activityIds=[
                activity["id"]
                for activity, row in zip(activities, schedule.rows, strict=True)
                if at < len(row.cells) and row.cells[at]
            ],
        )
        for at, encounter in enumerate(encounters)
    ] or [parts.make("ScheduledActivityInstance", name=NOT_STATED)]
    for before, after in pairwise(instances):
        before["defaultConditionId"] = after["id"]
    instances[-1]["timelineExitId"] = leave["id"]
    timeline = parts.make(
        "ScheduleTimeline",
        name="Schedule of activities",
        mainTimeline=main,
        entryCondition=NOT_STATED,
        entryId=instances[0]["id"],
        exits=[leave],
        instances=instances,
        extensionAttributes=[*parts.assumed("entryCondition"), *parts.quotes(schedule.evidence)],
    )
    return activities, encounters, timeline
