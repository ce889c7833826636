"""What a label says that its arm is."""

import pytest

from extractor.language.arms.labels import is_dummy, is_untreated, names_dummy, names_placebo, treatment_in


@pytest.mark.parametrize(
    ("label", "dummy"),
    [
        ("Placebo", True),
        ("Group B: Placebo tablets", True),
        ("control group (Placebo Comparator)", True),
        ("Sham stimulation", True),
        ("Placebo, then zinc", False),
        ("Zinc plus placebo", False),
        ("Placebo to zinc switch", False),
        ("Zinc", False),
        ("Standard care", False),
    ],
)
def test_dummies(label: str, dummy: bool) -> None:
    assert is_dummy(label) is dummy


@pytest.mark.parametrize(
    ("label", "untreated"),
    [
        ("No treatment", True),
        ("None epidural block", True),
        ("Untreated control group", True),
        ("Waiting list", True),
        ("Non-small cell lung cancer", False),
        ("Non-inferiority", False),
        ("Zinc", False),
    ],
)
def test_untreated(label: str, untreated: bool) -> None:
    assert is_untreated(label) is untreated


@pytest.mark.parametrize(
    ("label", "treatment"),
    [
        ("Radiotherapy alone", "Radiotherapy"),
        ("WBRT", "radiotherapy"),
        ("Gefitinib 250 mg", "mg"),
        ("No chemotherapy", None),
        ("Standard chemotherapy", None),
        ("Observation", None),
    ],
)
def test_treatments(label: str, treatment: str | None) -> None:
    assert treatment_in(label, {"WBRT": "whole brain radiotherapy"}) == treatment


def test_controls() -> None:
    assert names_dummy("The device is switched off")
    assert not names_dummy("Zinc 20 mg")
    assert names_placebo("Placebo matching zinc")
    assert not names_placebo("Standard care")
