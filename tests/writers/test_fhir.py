"""FHIR R5: valid by fhir.resources and by the bindings, true to the record, streamed, the same bytes each time."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import WriteError
from extractor.language.units import CODES
from extractor.record import ArmGroup, Date, DoseRegimen, Frequency, Quantity, Result
from extractor.writers import Output, fhir
from extractor.writers.fhir import codes, elements
from tests.writers.examples import bare, examined, hostile, samples

pytest.importorskip("fhir.resources", reason="the extra `formats` is not installed")


def bundle(*results: Result) -> dict[str, Any]:
    return dict(json.loads(b"".join(fhir.frame(fhir.encode(one, Output()) for one in results))))


def of_type(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == kind]


def walked(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walked(inner)


def test_all_samples_are_one_valid_bundle() -> None:
    from fhir.resources.bundle import Bundle

    found = bundle(*samples())
    Bundle.model_validate(found)
    assert found["type"] == "collection"
    assert len(of_type(found, "ResearchStudy")) == len(samples())
    addresses = [entry["fullUrl"] for entry in found["entry"]]
    assert len(set(addresses)) == len(addresses)
    assert all(
        url == "urn:uuid:" + entry["resource"]["id"] for url, entry in zip(addresses, found["entry"], strict=True)
    )
    assert not [place for entry in found["entry"] for place in codes.unbound(entry["resource"])]


def test_every_reference_is_to_an_entry() -> None:
    found = bundle(*samples())
    addresses = {entry["fullUrl"] for entry in found["entry"]}
    said = [one["reference"] for one in walked(found) if "reference" in one]
    said += [one["definitionCanonical"] for one in walked(found) if "definitionCanonical" in one]
    assert said and set(said) <= addresses


def test_counts_are_those_of_the_records() -> None:
    for result in samples():
        record, found = result.record, bundle(result)
        (study,) = of_type(found, "ResearchStudy")
        criteria = [
            one
            for group in of_type(found, "Group")
            for one in group["characteristic"]
            if "criterion" in one["code"]["text"]
        ]
        dosages = [one for activity in of_type(found, "ActivityDefinition") for one in activity.get("dosage", ())]
        assert len(study.get("condition", ())) == sum(one.role != "mentioned" for one in record.conditions)
        assert len(study.get("comparisonGroup", ())) == len(record.arms)
        assert len(study.get("outcomeMeasure", ())) == len(record.outcomes)
        assert len(criteria) == len(record.criteria)
        assert len(dosages) == len(record.doses)
        assert len(of_type(found, "ActivityDefinition")) >= len(record.interventions)
        assert sum("finding" in str(note.get("extension")) for note in study.get("note", ())) >= len(record.findings)


def test_every_quote_is_of_the_text() -> None:
    for result in samples():
        text, count = result.record.document.text or "", 0
        for one in walked(bundle(result)):
            if one.get("url") == elements.EXTENSIONS + "evidence":
                parts = {part["url"]: next(v for k, v in part.items() if k != "url") for part in one["extension"]}
                if "quote" in parts:
                    assert text[parts["start"] : parts["end"]] == parts["quote"]
                    count += 1
        assert count or not result.record.titles


def test_a_study_in_codes() -> None:
    found = bundle(examined(status="RECRUITING", phases=["PHASE1", "PHASE2"], sex="FEMALE", minimum_age="6 Months"))
    (study,) = of_type(found, "ResearchStudy")
    assert study["status"] == "active"
    assert study["progressStatus"][0]["state"]["coding"][0]["code"] == "recruiting"
    assert study["phase"]["coding"][0] == {"system": codes.PHASE[0], "code": "phase-1-phase-2"}
    (group,) = of_type(found, "Group")
    age, sex = group["characteristic"][:2]
    assert age["valueRange"]["low"] == {"value": 6, "unit": "month", "system": codes.UCUM, "code": "mo"}
    assert sex["valueCodeableConcept"]["coding"][0]["code"] == "female"


def test_an_arm_without_a_label_goes_by_its_number() -> None:
    arms = [ArmGroup(label=label, origin="stated", evidence=[]) for label in ("Zinc", "")]
    found = bundle(bare(arms=arms))
    (study,) = of_type(found, "ResearchStudy")
    assert [one["name"] for one in study["comparisonGroup"]] == ["Zinc", "Arm 2"]


def test_ages_and_dates_that_contradict_each_other_make_no_invalid_range() -> None:
    (group,) = of_type(bundle(examined(minimum_age="65 Years", maximum_age="18 Years")), "Group")
    assert group["characteristic"][0]["valueCodeableConcept"]["text"] == "65 year to 18 year"
    day = {"precision": "month", "origin": "registered", "evidence": []}
    dates = [Date(kind="start", date="2024-05", **day), Date(kind="completion", date="2024-04", **day)]
    (study,) = of_type(bundle(bare(dates=dates)), "ResearchStudy")
    assert study["period"] == {"start": "2024-05"}


def dose(**more: Any) -> DoseRegimen:
    base = {"id": "x1", "low": 5.0, "high": 5.0, "unit": "mg", "text": "5 mg", "origin": "stated", "evidence": []}
    return DoseRegimen(**(base | more))


def test_dosage() -> None:
    twice = Frequency(times=2.0, period=1.0, unit="d", as_needed=True)
    given = dose(
        per=["kg"], frequency=twice, duration=Quantity(value=2, unit="wk"), infusion=Quantity(value=30, unit="min")
    )
    (activity,) = of_type(bundle(bare(doses=[given])), "ActivityDefinition")
    (dosage,) = activity["dosage"]
    assert dosage["doseAndRate"] == [
        {"doseQuantity": {"value": 5, "unit": "mg/kg", "system": codes.UCUM, "code": "mg/kg"}}
    ]
    repeat = dosage["timing"]["repeat"]
    assert (repeat["frequency"], repeat["period"], repeat["periodUnit"]) == (2, 1, "d")
    assert (repeat["boundsDuration"]["code"], repeat["duration"], repeat["durationUnit"]) == ("wk", 30, "min")
    assert dosage["asNeeded"] is True


@pytest.mark.parametrize(
    ("more", "repeat"),
    [
        ({"frequency": Frequency(times=1, period=1, unit="once")}, {"count": 1}),
        ({"frequency": Frequency(times=1, period=1, unit="cycle")}, None),
        ({"frequency": Frequency(times=1.5, period=1, unit="d")}, None),
        ({"duration": Quantity(value=4, unit="cycle")}, None),
    ],
)
def test_what_a_timing_cannot_say_is_in_the_extension(more: dict[str, Any], repeat: Any) -> None:
    (activity,) = of_type(bundle(bare(doses=[dose(**more)])), "ActivityDefinition")
    (dosage,) = activity["dosage"]
    assert dosage.get("timing", {}).get("repeat") == repeat
    assert json.dumps(next(iter(more.values())).unit)[1:-1] in json.dumps(dosage["extension"])


def test_a_dose_the_wrong_way_round_is_no_range() -> None:
    (activity,) = of_type(bundle(bare(doses=[dose(low=9.0, high=3.0)])), "ActivityDefinition")
    assert "doseAndRate" not in activity["dosage"][0]


@pytest.mark.parametrize("unit", CODES)
def test_units_of_measurements_are_ucum(unit: str) -> None:
    assert codes.VALID.fullmatch(codes.ucum(unit))


@given(st.text(min_size=1, max_size=20), st.lists(st.sampled_from(["kg", "m2", "d", "cycle", "1.73 m2"]), max_size=2))
def test_any_unit_has_a_ucum_code(unit: str, per: list[str]) -> None:
    assert codes.VALID.fullmatch(codes.ucum(unit, per))


@pytest.mark.parametrize(
    "wrong",
    [
        {"resourceType": "ResearchStudy", "status": "recruiting"},
        {"resourceType": "Group", "type": "person", "membership": "some"},
        {"resourceType": "ResearchStudy", "phase": {"coding": [{"system": codes.PHASE[0], "code": "phase-9"}]}},
        {"resourceType": "ActivityDefinition", "dosage": [{"timing": {"repeat": {"periodUnit": "cycle"}}}]},
        {"resourceType": "Group", "characteristic": [{"valueRange": {"low": {"system": codes.UCUM, "code": "m g"}}}]},
    ],
)
def test_codes_that_are_not_bound_are_told(wrong: dict[str, Any]) -> None:
    assert len(codes.unbound(wrong)) == 1


def test_what_is_not_valid_is_an_error_that_names_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir, "eligibility", lambda record: {"resourceType": "Group", "type": "person"})
    with pytest.raises(WriteError, match=r"Group\.membership"):
        fhir.encode(bare(), Output())


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "a"}, {"valueString": "x"}, {"url": "a", "valueString": 1}, {"url": "a", "valueColour": "red"},
        {"url": "a", "valueString": "x", "valueCode": "y"}, {"url": "a", "extension": [{"url": "b"}]},
    ],
)  # fmt: skip
def test_extensions_of_no_known_shape_are_told(wrong: dict[str, Any]) -> None:
    assert len(elements.misshapen({"code": [{"extension": [wrong]}]})) == 1
    assert elements.without_extensions({"a": 1, "_a": {}, "b": [{"extension": [wrong], "c": 2}]}) == {
        "a": 1,
        "b": [{"c": 2}],
    }


def test_hostile_text_is_text() -> None:
    found = bundle(hostile())
    shown = json.dumps(found, ensure_ascii=False)
    assert "\\u001b" not in shown and "\\u0000" not in shown
    assert "<script>" in shown  # is data: no narrative is made of it


def test_the_same_document_twice_has_other_addresses_and_every_run_the_same_bytes() -> None:
    one = examined(minimum_age="18 Years")
    found = bundle(one, one, one)
    addresses = Counter(entry["fullUrl"] for entry in found["entry"])
    assert max(addresses.values()) == 1
    assert {one["reference"] for one in walked(found) if "reference" in one} <= set(addresses)
    assert bundle(one, one, one) == found


def test_no_document_is_an_empty_bundle() -> None:
    assert bundle() == {"resourceType": "Bundle", "type": "collection"}


def test_the_bundle_is_a_stream() -> None:
    chunk, taken = fhir.encode(examined(), Output()), []

    def chunks() -> Iterator[bytes]:
        for number in range(2000):
            taken.append(number)
            yield chunk

    stream = fhir.frame(chunks())
    next(stream)
    assert taken == [0]
    assert b"".join(stream).count(b'"ResearchStudy"') == 1999
