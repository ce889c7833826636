"""Conditions: registered ones, targets of titles, and how their modifiers are written."""

import pytest

from extractor.facts.conditions import wording
from extractor.language.conditions import parse_condition
from tests.facts.documents import record_of, record_of_text


def test_registered_first_then_the_targets_of_titles() -> None:
    record = record_of({"title": "X in Severe Asthma", "conditions": ["Asthma", "Rhinitis"]})
    assert [(c.id, c.role, c.text, c.origin) for c in record.conditions] == [
        ("d1", "registered", "Asthma", "registered"),
        ("d2", "registered", "Rhinitis", "registered"),
        ("d3", "target", "Severe Asthma", "stated"),
    ]
    assert record.conditions[2].evidence[0].path == "protocolSection.identificationModule.briefTitle"


def test_abbreviations_are_spelled_out_in_the_name() -> None:
    record = record_of({"title": "X in GAD", "summary": "Generalized anxiety disorder (GAD) is common."})
    (target,) = record.conditions
    assert (target.text, target.name) == ("GAD", "Generalized anxiety disorder")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Severe aplastic anemia", ["severe"]),
        ("Non-severe aplastic anemia", ["non-severe"]),
        ("Moderate to severe psoriasis", ["moderate", "severe"]),
        ("Type 2 diabetes", ["type 2"]),
        ("Stage III melanoma", ["stage 3"]),
        ("HER2-negative breast cancer", ["her2-negative"]),
        ("ER-positive breast cancer", ["er-positive"]),
        ("Unresectable melanoma", ["non-resectable"]),
        ("Asthma", []),
    ],
)
def test_modifiers_say_what_is_meant(term: str, expected: list[str]) -> None:
    (condition,) = record_of({"conditions": [term]}).conditions
    assert condition.modifiers == expected
    assert sorted(wording(modifier) for modifier in parse_condition(term).modifiers) == expected


def test_a_run_together_list_is_split_on_pages_only() -> None:
    terms = "Asthma Stem Cells Umbilical Cord"
    assert [c.text for c in record_of({"conditions": [terms]}, format="ctgov-v2-json").conditions] == [terms]
    split = [c.text for c in record_of({"conditions": [terms]}, format="registry-page").conditions]
    assert len(split) > 1
    assert " ".join(split) == terms


def test_a_target_may_go_on_in_the_next_line() -> None:
    record = record_of_text(
        "Title: An Open-label Study of Examplin in Adults With Refractory\nLupus Nephritis\n", kind="protocol"
    )
    (target,) = record.conditions
    assert (target.text, target.modifiers) == ("Refractory\nLupus Nephritis", ["refractory"])


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("A Study of X in Adults With Untreated or Metastatic BRAF V600 Mutant Melanoma", 1),
        ("A Study of X in Adults With Relapsing Forms of Multiple Sclerosis", 1),
        ("A Study of X in Adults With Crohn's Disease or Ulcerative Colitis That Hurts All of Them", 2),
    ],
)
def test_a_protocols_whole_target_stands_for_its_part(title: str, names: int) -> None:
    conditions = record_of_text(f"Title: {title}\n", kind="protocol").conditions
    assert len(conditions) == names
    if names == 1:
        assert conditions[0].text == title.split(" With ")[1]


def test_an_indication_names_its_disease_outside_brackets() -> None:
    page = "Title: A Study of Examplin Given to Adults of Any Kind\nIndication: {}\n"
    named = record_of_text(page.format("Gout (with arthritis)"), kind="protocol").conditions
    assert [one.text for one in named] == ["Gout (with arthritis)"]
    assert record_of_text(page.format("MRI (for gout)"), kind="protocol").conditions == []


def test_a_lone_word_in_brackets_is_a_condition_by_itself() -> None:
    title = "X in Chronic Heart Failure With Low Pumping Power (HFrEF)"
    record = record_of({"title": title, "summary": "Heart failure with reduced ejection fraction (HFrEF)."})
    assert [one.text for one in record.conditions] == ["Chronic Heart Failure", "HFrEF"]


def test_a_word_that_only_describes_a_drug_is_no_condition() -> None:
    record = record_of({"title": "Biologic Disease Modifying Drugs in Psoriatic Arthritis"})
    assert [one.text for one in record.conditions] == ["Psoriatic Arthritis"]
