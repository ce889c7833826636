"""ClinicalTrials.gov v2 JSON: every data element quoted in the text, escapes undone, contacts left out."""

import orjson

from extractor.inputs import Source
from extractor.model import Document
from extractor.pipeline import readers
from extractor.readers import ctgov_json

STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT99990000", "briefTitle": "A Study of Zinc"},
        "designModule": {"phases": ["PHASE1", "PHASE2"]},
        "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\n\n1\\. Age \\>= 18\n2\\. 10\\^6 cells, ALT &gt; 2 \\* ULN",
            "healthyVolunteers": False,
        },
        "contactsLocationsModule": {
            "centralContacts": [{"name": "Ann Beispiel", "email": "ann@example.org"}],
            "locations": [{"facility": "Clinic", "geoPoint": {"lat": 1.5}, "contacts": [{"name": "Bob Beispiel"}]}],
        },
    },
    "resultsSection": {"x": 1},
}


def read(study: object = STUDY) -> Document:
    return ctgov_json.read(Source("x.json", orjson.dumps(study)))


def test_fields_quote_their_values() -> None:
    document = read()
    values = {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}
    assert values["identificationModule.nctId"] == "NCT99990000"
    assert values["designModule.phases[0]"] == "PHASE1"
    assert values["designModule.phases[1]"] == "PHASE2"
    assert values["eligibilityModule.healthyVolunteers"] == "false"
    assert values["contactsLocationsModule.locations[0].facility"] == "Clinic"


def test_escapes_are_undone() -> None:
    document = read()
    criteria = document.first("protocolSection.eligibilityModule.eligibilityCriteria")
    assert criteria
    assert document.value(criteria) == "Inclusion Criteria:\n\n1. Age >= 18\n2. 10^6 cells, ALT > 2 * ULN"


def test_contacts_and_coordinates_are_not_in_the_text() -> None:
    text = read().text
    assert "Beispiel" not in text
    assert "1.5" not in text


def test_what_is_not_read_is_named() -> None:
    assert [(item.what, item.text) for item in read().unparsed] == [("section", "resultsSection")]


def test_detection_is_by_content_and_no_other_reader_takes_it() -> None:
    source = Source("x", orjson.dumps(STUDY))
    assert next(r for r in readers() if r.detects(source)) is ctgov_json
    assert not ctgov_json.detects(Source("x", b'{"protocolSection": 3}'))
    assert not ctgov_json.detects(Source("x", b"plain text"))
