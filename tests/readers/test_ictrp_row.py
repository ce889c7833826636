"""WHO ICTRP rows: columns of several exports, `<br>` and `;` lists, the portal's XML."""

import json

import pytest

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.readers import ictrp_row
from tests.timing import at_most

ROW = {
    "TrialID": "ACTRN90000000000001",
    "INCLUSION_AGEMIN": "5Y",
    "INCLUSION_AGEMAX": "NO LIMIT",
    "INCLUSION_CRITERIA": "inclusion criteria: 1. Adults &lt; 70 \r\n<br>2. Asthma<br>   3. Consent",
    "EXCLUSION_CRITERIA": "Smoking",
    "Condition": "Asthma; <br>asthma;Respiratory",
    "Phase_Original": "Phase 2 / Phase 3",
    "STUDY_TYPE": "INTERVENTIONAL",
    "DATE_REGISTRATION": "2009-05-14",
    "TARGET SIZE": "37",
    "Contact_Lastname": "Doe",
    "Source_Register": "ANZCTR",
    "web_address": "https://www.example.org",
    "Other": None,
}
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<Trials_downloaded_from_ICTRP>
  <Trial>
    <TrialID>NCT90000001</TrialID>
    <SecondaryIDs>TST-1;2099-000001-10</SecondaryIDs>
    <Public_title>Testumab</Public_title>
    <Scientific_title>A trial of testumab</Scientific_title>
    <Recruitment_Status>Recruiting</Recruitment_Status>
    <Inclusion_agemin>18 Years</Inclusion_agemin>
    <Inclusion_gender>All</Inclusion_gender>
    <Countries>Austria;Spain</Countries>
    <Intervention>Drug: testumab;Device: inhaler</Intervention>
    <Primary_outcome>FEV1</Primary_outcome>
    <Contact_Lastname>Doe</Contact_Lastname>
  </Trial>
</Trials_downloaded_from_ICTRP>
"""


def _source(row: object) -> Source:
    return Source("rows.jsonl", json.dumps(row).encode(), "1")


def _values(source: Source) -> dict[str, str]:
    document = ictrp_row.read(source)
    return {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}


def test_row() -> None:
    assert _values(_source(ROW)) == {
        "identificationModule.secondaryIdInfos[0].id": "ACTRN90000000000001",
        "statusModule.studyFirstSubmitDate": "2009-05-14",
        "conditionsModule.conditions[0]": "Asthma",
        "conditionsModule.conditions[1]": "Respiratory",
        "designModule.studyType": "INTERVENTIONAL",
        "designModule.phases[0]": "Phase 2 / Phase 3",
        "designModule.enrollmentInfo.count": "37",
        "eligibilityModule.eligibilityCriteria": (
            "inclusion criteria: 1. Adults < 70\n2. Asthma\n3. Consent\n\nExclusion Criteria:\n\nSmoking"
        ),
        "eligibilityModule.minimumAge": "5Y",
        "source:Source_Register": "ANZCTR",
    }


def test_xml_of_one_trial() -> None:
    source = Source("export.xml", XML)
    assert ictrp_row.detects(source)
    assert _values(source) == {
        "identificationModule.nctId": "NCT90000001",
        "identificationModule.secondaryIdInfos[0].id": "TST-1",
        "identificationModule.secondaryIdInfos[1].id": "2099-000001-10",
        "identificationModule.briefTitle": "Testumab",
        "identificationModule.officialTitle": "A trial of testumab",
        "statusModule.overallStatus": "Recruiting",
        "armsInterventionsModule.interventions[0].type": "Drug",
        "armsInterventionsModule.interventions[0].name": "testumab",
        "armsInterventionsModule.interventions[1].type": "Device",
        "armsInterventionsModule.interventions[1].name": "inhaler",
        "outcomesModule.primaryOutcomes[0].measure": "FEV1",
        "eligibilityModule.sex": "All",
        "eligibilityModule.minimumAge": "18 Years",
        "contactsLocationsModule.locations[0].country": "Austria",
        "contactsLocationsModule.locations[1].country": "Spain",
    }


def test_free_intervention_is_a_description() -> None:
    found = _values(_source(ROW | {"Intervention": "Testumab; dose: 5 mg"}))
    assert found["armsInterventionsModule.interventions[0].description"] == "Testumab; dose: 5 mg"


@pytest.mark.parametrize("piece", [" ", "<", "<br", "\n", ";", "&", "Drug: "])
def test_linear_time(piece: str) -> None:
    long = piece * (100_000 // len(piece)) + "."
    row = ROW | {"Condition": long, "INCLUSION_CRITERIA": long, "Intervention": long}
    with at_most(1.5):
        ictrp_row.read(_source(row))


def test_contacts_stay_out() -> None:
    document = ictrp_row.read(_source(ROW))
    assert "Doe" not in document.text
    assert (document.format, document.kind, document.member) == ("ictrp-row", "registry", "1")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (XML.replace(b"</Trial>", b"</Trial><Trial><TrialID>2</TrialID></Trial>"), "2 trials"),
        (b"<Trials_downloaded_from_ICTRP></Trials_downloaded_from_ICTRP>", "0 trials"),
        (XML.replace(b"</Trial>", b""), "broken XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + XML.partition(b"?>")[2].lstrip(), "entities"),
    ],
)
def test_bad_xml_is_a_read_error(data: bytes, reason: str) -> None:
    assert ictrp_row.detects(Source("export.xml", data))
    with pytest.raises(ReadError, match=reason):
        ictrp_row.read(Source("export.xml", data))


@pytest.mark.parametrize(
    "other", [{"TrialID": "x"}, {"Condition": "x"}, {"TrialID": "x", "Condition": ["y"]}, {"text": "TrialID"}, []]
)
def test_other_json_is_not_taken(other: object) -> None:
    assert ictrp_row.detects(_source(ROW))
    assert not ictrp_row.detects(_source(other))
