"""Interventions: types, agents, other names, and what is described without a name."""

import pytest

from extractor.facts.interventions import components
from tests.facts.documents import record_of, unread


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("DRUG", "DRUG"),
        ("Biological/Vaccine", "BIOLOGICAL"),
        ("Behavioural", "BEHAVIORAL"),
        ("Procedure/Surgery", "PROCEDURE"),
    ],
)
def test_types(written: str, value: str) -> None:
    (item,) = record_of({"interventions": [{"type": written, "name": "X"}]}).interventions
    assert item.type == value


def test_a_type_that_no_table_knows_is_kept_as_unread() -> None:
    record = record_of({"interventions": [{"type": "purple", "name": "X"}]})
    assert record.interventions[0].type is None
    assert unread(record, "interventions") == ["purple"]


def test_all_parts_are_quoted_name_first() -> None:
    parts = {
        "type": "DRUG",
        "name": "X",
        "description": "10 mg",
        "otherNames": ["EX-1", "Xylin"],
        "armGroupLabels": ["A"],
    }
    (item,) = record_of({"interventions": [parts]}).interventions
    assert (item.id, item.name, item.other_names, item.arm_labels) == ("i1", "X", ["EX-1", "Xylin"], ["A"])
    assert [place.quote for place in item.evidence] == ["X", "DRUG", "10 mg", "EX-1", "Xylin"]


def test_what_has_no_name_is_kept_as_unread() -> None:
    record = record_of({"interventions": [{"description": "Walking: one hour a week"}, {"name": "X"}]})
    assert [item.name for item in record.interventions] == ["X"]
    assert unread(record, "interventions") == ["Walking: one hour a week"]


@pytest.mark.parametrize(
    ("name", "agents"),
    [
        ("X", ["X"]),
        ("MSC+ATG", ["MSC", "ATG"]),
        ("X plus Y", ["X", "Y"]),
        ("X in combination with Y", ["X", "Y"]),
        ("X, Y and Z", ["X", "Y", "Z"]),
        ("X/Y", ["X", "Y"]),
        ("X (10 mg)", ["X"]),
        ("X + placebo", ["X"]),
        ("Placebo", ["Placebo"]),
        ("X 10/20 mg", ["X 10/20 mg"]),
        ("X + X", ["X"]),
        ("sandalwood oil", ["sandalwood oil"]),
    ],
)
def test_agents(name: str, agents: list[str]) -> None:
    assert [part.text for part in components(name, {})] == agents


def test_abbreviations_are_spelled_out() -> None:
    record = record_of({"interventions": [{"name": "MSC+ATG"}], "summary": "Mesenchymal stem cells (MSC) are given."})
    assert [(part.text, part.name) for part in record.interventions[0].components] == [
        ("MSC", "Mesenchymal stem cells"),
        ("ATG", "ATG"),
    ]
