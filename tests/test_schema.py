"""The record as other tools rely on it: which fields it has, with which keys, and the JSON Schema that says so."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from extractor.record import SCHEMA_VERSION, json_schema
from tests import golden

SCHEMA = json_schema()
PROOF = "origin evidence"
# Field -> the keys of its items; the contract that scorers, writers and readers of records share.
FIELDS = {
    "sections": "heading path start end page",
    "identifiers": f"system value {PROOF}",
    "titles": f"kind text {PROOF}",
    **dict.fromkeys(
        "status study_type phases allocation intervention_model masking who_masked primary_purpose sex gender_based"
        " std_ages healthy_volunteers".split(),
        f"value {PROOF}",
    ),
    "enrollment": f"count type {PROOF}",
    "dates": f"kind date precision type {PROOF}",
    "age_ranges": f"minimum maximum minimum_inclusive maximum_inclusive population repaired {PROOF}",
    "sponsors": f"name role {PROOF}",
    "locations": "facility city country evidence",
    "keywords": f"text {PROOF}",
    "descriptions": f"kind text {PROOF}",
    "conditions": f"id text name role modifiers concept {PROOF}",
    "interventions": f"id name type other_names components concept arm_labels doses {PROOF}",
    "arms": f"label type description interventions {PROOF}",
    "doses": f"id agent low high unit per role route frequency duration infusion repaired text {PROOF}",
    "criteria": "id kind text parent cohort evidence",
    "mentions": f"id label group text criterion negated uncertain historical subject concept {PROOF}",
    "quantities": "id measurement low high low_inclusive high_inclusive unit relative_to window repaired criterion text"
    f" {PROOF}",
    "outcomes": f"kind measure time_frame description {PROOF}",
    "schedule": "page visits rows evidence",
    "abbreviations": "short long evidence",
    "findings": "code name severity message suggestion evidence values related",
    "unparsed": "what text reason evidence",
    "errors": "stage message",
}
PARTS = {
    "DocumentInfo": "path member id format kind sha256 pages characters language text",
    "Evidence": "start end quote path page document",
    "Quantity": "value unit",
    "Frequency": "times period unit period_high as_needed",
    "Component": "text name concept",
    "Concept": "system code name match score",
    "Window": "value unit direction anchor",
    "ScheduleRow": "procedure cells",
}


def definition(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema stands for: a reference followed."""
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


def mismatch(value: object, schema: dict[str, Any], place: str = "record") -> list[str]:
    """Where a value is not as its schema says: the keywords that the record's schema uses, read by hand."""
    schema = definition(schema)
    if "anyOf" in schema:
        tried = [mismatch(value, one, place) for one in schema["anyOf"]]
        return [] if any(not one for one in tried) else min(tried, key=len)
    allowed = [schema["const"]] if "const" in schema else schema.get("enum")
    if allowed is not None and value not in allowed:
        return [f"{place}: {value!r} is not allowed"]
    kinds: dict[str, tuple[type, ...]] = {
        "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
        "boolean": (bool,), "null": (type(None),),
    }  # fmt: skip
    kind = schema.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (isinstance(value, bool) and kind in ("integer", "number"))):
        return [f"{place}: {value!r} is no {kind}"]
    if isinstance(value, list):
        return [line for at, item in enumerate(value) for line in mismatch(item, schema["items"], f"{place}[{at}]")]
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        lines = [f"{place}: {key} is missing" for key in schema.get("required", ()) if key not in value]
        lines += [f"{place}: {key} is unknown" for key in value if key not in known]
        return lines + [
            line for key in value.keys() & known.keys() for line in mismatch(value[key], known[key], f"{place}.{key}")
        ]
    return []


def test_it_is_a_json_schema_that_can_be_written() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["type"] == "object" and SCHEMA["additionalProperties"] is False
    assert orjson.loads(orjson.dumps(SCHEMA)) == SCHEMA


# The schema's digest at each version. One that changes needs a new version, or the old records are no longer valid.
DIGESTS = {"1.0": "1156701c2ed7c15d845903bb4224429fc6f01c0a66615f3c029ef945ffb3ad1e"}


def test_the_schema_changes_with_its_version_alone() -> None:
    digest = sha256(orjson.dumps(SCHEMA, option=orjson.OPT_SORT_KEYS)).hexdigest()
    assert DIGESTS.get(SCHEMA_VERSION) == digest, "raise SCHEMA_VERSION in extractor/record.py and add its digest here"
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION


def test_the_schema_in_the_repository_is_the_one_of_the_code() -> None:
    file = Path(__file__).parent.parent / "docs" / "record.schema.json"
    assert orjson.loads(file.read_bytes()) == SCHEMA, "run `make docs`"


def test_every_reference_is_defined() -> None:
    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [name for inner in value.values() for name in references(inner)]
        return [name for inner in value for name in references(inner)] if isinstance(value, list) else []

    assert {name.removeprefix("#/$defs/") for name in references(SCHEMA)} <= SCHEMA["$defs"].keys()


def test_the_record_has_the_fields_of_the_contract_and_no_others() -> None:
    assert list(SCHEMA["properties"]) == ["schema_version", "trial_id", "document", *FIELDS]


@pytest.mark.parametrize("field", FIELDS)
def test_items_have_the_keys_of_the_contract(field: str) -> None:
    items = definition(SCHEMA["properties"][field]["items"])
    assert set(items["properties"]) == set(FIELDS[field].split())
    assert items["additionalProperties"] is False


@pytest.mark.parametrize("part", PARTS)
def test_parts_have_the_keys_of_the_contract(part: str) -> None:
    assert set(SCHEMA["$defs"][part]["properties"]) == set(PARTS[part].split())


def test_values_are_the_enumerations_of_the_contract() -> None:
    def allowed(field: str, key: str) -> set[str]:
        found = definition(definition(SCHEMA["properties"][field]["items"])["properties"][key])
        return {value for one in found.get("anyOf", [found]) for value in one.get("enum", ())}

    assert allowed("titles", "kind") == {"brief", "official", "acronym", "protocol"}
    assert allowed("titles", "origin") == {"registered", "stated", "recognised", "inferred"}
    assert allowed("conditions", "role") == {"registered", "target", "mentioned"}
    assert allowed("criteria", "kind") == {"inclusion", "exclusion", "unspecified"}
    assert allowed("mentions", "group") == {"criteria", "registry", "biomedical"}
    assert allowed("mentions", "subject") == {"participant", "family", "partner", "donor", "other"}
    assert allowed("outcomes", "kind") == {"primary", "secondary", "other"}
    assert allowed("enrollment", "type") == {"ACTUAL", "ESTIMATED"}
    assert allowed("findings", "severity") == {"error", "warning", "info"}
    assert allowed("quantities", "relative_to") == {"ULN", "LLN", "baseline"}


@pytest.mark.parametrize("name", golden.names())
def test_records_are_as_the_schema_says(name: str) -> None:
    for line in golden.lines(name):
        record = orjson.loads(line)
        assert mismatch(record, SCHEMA) == []
        assert list(record) == ["schema_version", "trial_id", "document", *FIELDS]


def test_a_record_that_is_not_as_the_schema_says_is_told() -> None:
    record = orjson.loads(golden.lines("criteria.txt")[0])
    assert mismatch(record | {"trial_id": 1}, SCHEMA) == ["record.trial_id: 1 is no string"]
    assert mismatch(record | {"more": 1}, SCHEMA) == ["record: more is unknown"]
    record["criteria"][0]["kind"] = "maybe"
    assert mismatch(record, SCHEMA) == ["record.criteria[0].kind: 'maybe' is not allowed"]
