"""CDISC USDM: every required attribute, unique ids, references that lead somewhere, controlled terms."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from extractor.errors import WriteError
from extractor.record import (
    ArmGroup,
    Condition,
    DoseRegimen,
    Enrollment,
    Frequency,
    Quantity,
    Result,
    Schedule,
    ScheduleRow,
)  # fmt: skip
from extractor.writers import Output, usdm
from extractor.writers.usdm import codes
from extractor.writers.usdm.model import CLASSES, flaws
from extractor.writers.usdm.parts import EXTENSIONS
from tests.writers.examples import bare, examined, hostile, samples


def written(result: Result) -> dict[str, Any]:
    (line,) = usdm.encode(result, Output()).splitlines()
    return dict(json.loads(line))


def walked(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walked(inner)


def design(result: Result) -> dict[str, Any]:
    return dict(written(result)["study"]["versions"][0]["studyDesigns"][0])


def assumed(part: dict[str, Any]) -> set[str]:
    return {one["valueString"] for one in part.get("extensionAttributes", ()) if one["url"] == EXTENSIONS + "assumed"}


@pytest.mark.parametrize("number", range(len(samples())))
def test_samples_are_as_the_model_says(number: int) -> None:
    found = written(samples()[number])
    assert found["usdmVersion"] == "4.0"
    assert flaws(found["study"]) == []
    parts = list(walked(found["study"]))
    ids = Counter(one["id"] for one in parts)
    assert max(ids.values()) == 1
    assert all(one["id"].startswith(one["instanceType"] + "_") for one in parts)
    for one in parts:
        for key, value in one.items():
            if re.search(r"Ids?$", key) and key != "valueId":
                assert set(value if isinstance(value, list) else [value]) <= ids.keys(), key


def test_counts_are_those_of_the_records() -> None:
    for result in samples():
        record, count = result.record, Counter(one["instanceType"] for one in walked(written(result)["study"]))
        assert count["EligibilityCriterion"] == count["EligibilityCriterionItem"] == len(record.criteria)
        assert count["Administration"] == len(record.doses)
        assert count["StudyArm"] == max(1, len(record.arms))
        assert count["StudyCell"] == count["StudyArm"]
        assert count["Endpoint"] == len(record.outcomes)
        assert count["Indication"] == sum(one.role != "mentioned" for one in record.conditions)
        assert count["StudyIntervention"] >= len(record.interventions)
        assert count["CommentAnnotation"] == len(record.findings)


def test_every_quote_is_of_the_text() -> None:
    for result in samples():
        text, count = result.record.document.text or "", 0
        for one in walked(written(result)):
            if one.get("url") == EXTENSIONS + "evidence":
                parts = {part["url"].removeprefix(EXTENSIONS): part for part in one["extensionAttributes"]}
                start, end = parts["start"]["valueInteger"], parts["end"]["valueInteger"]
                assert text[start:end] == parts["quote"]["valueString"]
                count += 1
        assert count or not result.record.titles


def test_a_study_in_cdisc_codes() -> None:
    found = design(
        examined(
            study_type="INTERVENTIONAL", phases=["PHASE2"], model="CROSSOVER", masking="DOUBLE", purpose="TREATMENT"
        )
    )
    assert found["instanceType"] == "InterventionalStudyDesign"
    assert found["studyPhase"]["standardCode"]["code"] == "C15601"
    assert found["model"]["code"] == "C82637"
    assert found["blindingSchema"]["standardCode"]["code"] == "C15228"
    assert found["intentTypes"][0]["decode"] == "Treatment"
    assert "model" not in assumed(found)


def test_an_observational_study() -> None:
    found = design(examined(study_type="OBSERVATIONAL"))
    assert found["instanceType"] == "ObservationalStudyDesign"
    assert assumed(found) >= {"timePerspective", "model"}


def test_what_the_model_requires_and_nobody_said_is_marked() -> None:
    found = design(bare())
    assert [arm["name"] for arm in found["arms"]] == ["All participants"]
    assert assumed(found["arms"][0]) >= {"name", "type"}
    assert found["eligibilityCriteria"] == []
    assert assumed(found["population"]) == {"includesHealthySubjects"}


def test_an_arm_without_a_label_goes_by_its_number() -> None:
    arms = [ArmGroup(label=label, origin="stated", evidence=[]) for label in ("Zinc", "")]
    first, second = design(bare(arms=arms))["arms"]
    assert (first["name"], second["name"]) == ("Zinc", "Arm 2")
    assert "name" in assumed(second) - assumed(first)


def test_population() -> None:
    one = design(examined(sex="ALL", minimum_age="6 Months", maximum_age="65 Years", healthy=True))["population"]
    assert [sex["code"] for sex in one["plannedSex"]] == ["C16576", "C20197"]
    low, high = one["plannedAge"]["minValue"], one["plannedAge"]["maxValue"]
    assert (low["value"], low["unit"]["standardCode"]["code"]) == (6, "C29846")
    assert (high["value"], high["unit"]["standardCode"]["code"]) == (65, "C29848")
    assert one["includesHealthySubjects"] is True and assumed(one) == set()
    half = design(examined(minimum_age="18 Years"))["population"]
    assert "plannedAge" not in half
    assert any(one["url"] == EXTENSIONS + "minimumAge" for one in half["extensionAttributes"])
    count = [Enrollment(count=0, origin="registered", evidence=[])]
    assert design(bare(enrollment=count))["population"]["plannedEnrollmentNumber"]["value"] == 0


def administration(**more: Any) -> dict[str, Any]:
    base = {"id": "x1", "low": 5.0, "high": 5.0, "unit": "mg", "text": "5 mg", "origin": "stated", "evidence": []}
    found = written(bare(doses=[DoseRegimen(**(base | more))]))["study"]["versions"][0]
    return dict(found["studyInterventions"][0]["administrations"][0])


def test_administrations() -> None:
    twice = Frequency(times=2.0, period=1.0, unit="d")
    one = administration(per=["kg"], route="PO", frequency=twice, duration=Quantity(value=2, unit="wk"))
    assert one["dose"]["unit"]["standardCode"]["code"] == "mg/kg"
    assert one["route"]["standardCode"]["code"] == "C38288"
    assert one["frequency"]["standardCode"]["code"] == "C64496"
    assert one["duration"]["quantity"]["value"] == 2
    odd = administration(low=2.0, route="by tube", frequency=Frequency(times=3, period=28, unit="d"))
    assert "dose" not in odd and "frequency" not in odd
    urls = {one["url"].removeprefix(EXTENSIONS) for one in odd["extensionAttributes"]}
    assert {"dose", "frequency"} <= urls
    assert odd["route"]["standardCode"]["codeSystem"] == codes.REGISTRY


def test_a_schedule_is_a_timeline() -> None:
    rows = [ScheduleRow(procedure="ECG", cells=["X", None]), ScheduleRow(procedure="Consent", cells=["X"])]
    schedule = Schedule(visits=["Screening", "Day 1"], rows=rows, evidence=[])
    found = design(bare(schedule=[schedule, Schedule(visits=[], rows=[], evidence=[])]))
    first, second = found["scheduleTimelines"]
    assert (first["mainTimeline"], second["mainTimeline"]) == (True, False)
    screening, day = first["instances"]
    assert first["entryId"] == screening["id"] and screening["defaultConditionId"] == day["id"]
    assert len(screening["activityIds"]) == 2 and "activityIds" not in day
    assert day["timelineExitId"] == first["exits"][0]["id"]


def test_flaws_are_told_and_stop_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    found = written(examined())["study"]
    del found["versions"][0]["titles"]
    found["colour"] = "red"
    assert flaws(found) == ["study: Study has no colour", "study.versions[0]: StudyVersion lacks titles"]
    monkeypatch.setitem(CLASSES, "StudyArm", "name")
    monkeypatch.setattr("extractor.writers.usdm.study", lambda record: found)
    with pytest.raises(WriteError, match="has no colour"):
        usdm.encode(examined(), Output())


def test_a_name_twice_is_two_interventions_and_hostile_text_is_text() -> None:
    given = [{"name": "Gel", "type": "DRUG"}, {"name": "gel", "type": "DEVICE"}]
    found = written(examined(interventions=given))["study"]["versions"][0]["studyInterventions"]
    assert [one["type"]["code"] for one in found] == ["C1909", "C16830"]
    assert len(usdm.encode(hostile(), Output()).splitlines()) == 1
    role = Condition(id="c1", text="x", name="x", role="mentioned", origin="stated", evidence=[])
    assert "indications" not in design(bare(conditions=[role]))


@pytest.mark.parametrize(
    "table", [name for name in vars(codes) if name.isupper() and isinstance(getattr(codes, name), dict)]
)
def test_codes_are_concepts_of_the_thesaurus(table: str) -> None:
    for value in getattr(codes, table).values():
        if table not in ("VOCABULARIES", "REGISTRIES"):
            assert re.fullmatch(r"C\d{3,6}", value[0]) and value[1]
