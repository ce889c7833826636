"""Which form of a disease is asked for."""

import pytest

from extractor.language.conditions import ConditionPhrase, find_conditions, parse_condition
from extractor.language.conditions.forms import OtherForm, other_form


def asked(text: str, *targets: str, beside: str = "") -> OtherForm | None:
    return other_form(find_conditions(text), [parse_condition(t) for t in targets], beside=find_conditions(beside))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("nonsevere asthma", "Severe Asthma"),
        ("Non Severe Asthma", "Asthma, Severe"),
        ("mild asthma", "Severe Asthma"),
        ("type 2 diabetes", "Type 1 Diabetes"),
        ("relapsed multiple myeloma", "Newly Diagnosed Multiple Myeloma"),
        ("non-Hodgkin lymphoma", "Hodgkin Lymphoma"),
    ],
)
def test_another_form(text: str, target: str) -> None:
    found = asked(text, target)
    assert found is not None
    assert found.phrase.text in text
    assert found.asked != found.meant


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("moderate asthma", ["Moderate to Severe Asthma"]),
        ("severe asthma", ["Severe Asthma"]),
        ("asthma", ["Severe Asthma"]),
        ("mild eczema", ["Severe Asthma"]),
        ("mild asthma", ["Severe Asthma", "Mild Asthma"]),
        ("mild or severe asthma", ["Severe Asthma"]),
        ("", ["Severe Asthma"]),
        ("mild asthma", []),
    ],
)
def test_no_other_form(text: str, targets: list[str]) -> None:
    assert asked(text, *targets) is None


def test_the_target_asked_for_elsewhere_makes_it_an_alternative() -> None:
    assert asked("mild asthma", "Severe Asthma", beside="severe asthma") is None
    assert asked("mild asthma", "Severe Asthma", beside="asthma") is not None
    assert asked("mild asthma", "Severe Asthma", beside="severe eczema") is not None


def test_the_target_is_the_one_that_is_contradicted() -> None:
    targets: list[ConditionPhrase] = [parse_condition("Eczema"), parse_condition("Severe Asthma")]
    found = other_form(find_conditions("mild asthma"), targets)
    assert found is not None
    assert found.target is targets[1]
    assert (found.asked.value, found.meant.value) == ("mild", "severe")
