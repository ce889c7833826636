"""Arms: their types in any registry's words, and the interventions they get."""

import pytest

from extractor.facts.arms import without_type
from tests.facts.documents import record_of, unread


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("EXPERIMENTAL", "EXPERIMENTAL"),
        ("Placebo Comparator", "PLACEBO_COMPARATOR"),
        ("Experimental group", "EXPERIMENTAL"),
        ("No Intervention arm", "NO_INTERVENTION"),
        ("Sham Comparator: Sham", "SHAM_COMPARATOR"),
    ],
)
def test_types(written: str, value: str) -> None:
    (arm,) = record_of({"arms": [{"label": "A", "type": written}]}).arms
    assert arm.type == value


def test_a_type_that_no_table_knows_is_kept_as_unread() -> None:
    record = record_of({"arms": [{"label": "A", "type": "purple"}]})
    assert record.arms[0].type is None
    assert unread(record, "arms") == ["purple"]


def test_an_arm_with_all_its_parts() -> None:
    group = {
        "label": "A",
        "type": "EXPERIMENTAL",
        "description": "X daily",
        "interventionNames": ["Drug: X", "Other: Y"],
    }
    (arm,) = record_of({"arms": [group]}).arms
    assert (arm.label, arm.description, arm.interventions) == ("A", "X daily", ["X", "Y"])
    assert [place.quote for place in arm.evidence] == ["A", "EXPERIMENTAL", "X daily", "Drug: X", "Other: Y"]


def test_arms_keep_their_order() -> None:
    arms = [{"label": f"Arm {number}"} for number in range(12)]
    assert [arm.label for arm in record_of({"arms": arms}).arms] == [arm["label"] for arm in arms]


def test_links_that_only_the_interventions_have() -> None:
    record = record_of(
        {
            "arms": [{"label": "A"}, {"label": "B"}],
            "interventions": [{"name": "X", "armGroupLabels": ["A", "B"]}, {"name": "Y", "armGroupLabels": ["A"]}],
        }
    )
    assert [arm.interventions for arm in record.arms] == [["X", "Y"], ["X"]]


def test_links_that_only_the_arms_have() -> None:
    record = record_of(
        {
            "arms": [
                {"label": "A", "interventionNames": ["Drug: X"]},
                {"label": "B", "interventionNames": ["Drug: X", "Y"]},
            ],
            "interventions": [{"type": "DRUG", "name": "X"}, {"name": "Y"}],
        }
    )
    assert [item.arm_labels for item in record.interventions] == [["A", "B"], ["B"]]


def test_links_on_both_sides_stand_once() -> None:
    record = record_of(
        {
            "arms": [{"label": "A", "interventionNames": ["Drug: X"]}],
            "interventions": [{"name": "X", "armGroupLabels": ["A"]}],
        }
    )
    assert record.arms[0].interventions == ["X"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Drug: X", "X"),
        ("Dietary Supplement: zinc", "zinc"),
        ("Combination Product: kit", "kit"),
        ("Arm A: zinc", "Arm A: zinc"),
        ("X", "X"),
        ("Behavioral: Diet: low salt", "Diet: low salt"),
    ],
)
def test_names_without_their_type(name: str, bare: str) -> None:
    assert without_type(name) == bare
