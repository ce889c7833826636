"""Identifiers: which numbering a value belongs to, and in which order they stand."""

import pytest

from extractor.facts.identifiers import STATED_IN, system_of
from tests.facts.documents import record_of_modules, record_of_text


@pytest.mark.parametrize(
    ("value", "system"),
    [
        ("NCT99990001", "nct"),
        ("2031-000001-12", "eudract"),
        ("2031-500001-12-00", "ctis"),
        ("ISRCTN99990001", "isrctn"),
        ("U1111-0000-0001", "who"),
        ("ACTRN12699999990001", "actrn"),
        ("ChiCTR9900000001", "chictr"),
        ("DRKS99990001", "drks"),
        ("jRCTs999900001", "jrct"),
        ("CTRI/2031/01/999999", "ctri"),
        ("NCI-2031-99901", "nci"),
        ("EX-2031-01", None),
        ("NCT9999000", None),
        ("2031-000001", None),
    ],
)
def test_numberings(value: str, system: str | None) -> None:
    assert system_of(value) == system


def test_registered_numbers_in_order_of_standing() -> None:
    record = record_of_modules(
        identificationModule={
            "orgStudyIdInfo": {"id": "EX-1"},
            "secondaryIdInfos": [
                {"id": "U1111-0000-0001"},
                {"id": "GRANT 7"},
                {"id": "ACTRN12699999990001"},
                {"id": "2031-000001-12"},
            ],
            "nctId": "NCT99990001",
        }
    )
    assert [(one.system, one.value) for one in record.identifiers] == [
        ("nct", "NCT99990001"),
        ("eudract", "2031-000001-12"),
        ("actrn", "ACTRN12699999990001"),
        ("who", "U1111-0000-0001"),
        ("org", "EX-1"),
        ("other", "GRANT 7"),
    ]
    assert record.trial_id == "NCT99990001"
    assert all(one.evidence[0].quote == one.value for one in record.identifiers)


def test_a_number_in_the_sponsors_field_is_known_by_its_form() -> None:
    record = record_of_modules(identificationModule={"orgStudyIdInfo": {"id": "2031-000001-12"}})
    assert [(one.system, one.value) for one in record.identifiers] == [("eudract", "2031-000001-12")]


def test_a_text_states_its_numbers_once_and_at_its_beginning() -> None:
    text = "Protocol NCT99990001, EudraCT 2031-000001-12\nNCT99990001\n" + "word " * (STATED_IN // 5) + "NCT99990002"
    record = record_of_text(text)
    assert [(one.system, one.value, one.origin) for one in record.identifiers] == [
        ("nct", "NCT99990001", "stated"),
        ("eudract", "2031-000001-12", "stated"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Protocol Number: EX-GAD-14\n", "EX-GAD-14"),
        ("Study ID 2031/07-A.", "2031/07-A"),
        ("PROTOCOL NO.:\nEX123", "EX123"),
        ("Protocol number: NCT99990001", None),
        ("the study number of visits", None),
        ("Protocol identifier: none", None),
    ],
)
def test_the_sponsors_number_as_a_text_states_it(text: str, value: str | None) -> None:
    found = [one for one in record_of_text(text, kind="protocol").identifiers if one.system == "org"]
    assert [one.value for one in found] == ([value] if value else [])
    assert all(one.evidence[0].quote == value for one in found)


def test_a_date_or_a_longer_number_is_no_identifier() -> None:
    assert record_of_text("On 2031-01-02 the file 12031-000001-12 and NCT999900012 came.").identifiers == []
