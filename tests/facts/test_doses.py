"""Doses: where they are looked for, and to which intervention they belong."""

from tests.facts.documents import record_of, record_of_text


def test_a_dose_with_all_that_belongs_to_it() -> None:
    (dose,) = record_of_text("Examplin 20 mg is taken by mouth twice daily for 8 weeks.").doses
    assert (dose.agent, dose.low, dose.high, dose.unit, dose.route) == ("Examplin", 20, 20, "mg", "PO")
    assert dose.frequency and (dose.frequency.times, dose.frequency.period, dose.frequency.unit) == (2, 1, "d")
    assert dose.duration and (dose.duration.value, dose.duration.unit) == (8, "wk")
    assert [place.quote for place in dose.evidence] == ["20 mg", "Examplin"]
    assert (dose.text, dose.origin, dose.repaired) == ("20 mg", "stated", False)


def test_a_lost_superscript_is_repaired_and_says_so() -> None:
    (dose,) = record_of_text("The starting dose of examplin is 1 x 106 cells/kg.").doses
    assert (dose.low, dose.unit, dose.per, dose.role, dose.repaired) == (1e6, "cells", ["kg"], "starting", True)
    assert dose.text == "1 x 106 cells/kg"


def test_what_looks_like_a_dose_and_is_not_read_is_named() -> None:
    record = record_of({"interventions": [{"name": "Examplinib", "description": "Examplinib by mouth twice daily."}]})
    (unread,) = [item for item in record.unparsed if item.what == "doses"]
    assert (unread.text, unread.reason) == ("Examplinib by mouth twice daily", "a regimen without an amount")
    assert [place.quote for place in unread.evidence] == [unread.text]
    assert record.doses == []


def test_doses_are_numbered_in_the_order_of_the_document() -> None:
    record = record_of(
        {
            "title": "X 5 mg in Gout",
            "summary": "X 10 mg is given.",
            "arms": [{"label": "X", "description": "X 20 mg daily"}],
            "interventions": [{"name": "X"}],
        }
    )
    assert [(dose.id, dose.text) for dose in record.doses] == [("x1", "5 mg"), ("x2", "10 mg"), ("x3", "20 mg")]
    starts = [dose.evidence[0].start for dose in record.doses]
    assert starts == sorted(starts)


def test_criteria_of_a_registry_state_no_doses_of_the_trial() -> None:
    assert record_of({"criteria": "Exclusion Criteria:\n\n* Prednisone 20 mg daily or more"}).doses == []


def test_doses_belong_to_the_intervention_that_is_their_agent() -> None:
    record = record_of(
        {
            "summary": "Examplin 10 mg and samplin 5 mg are given once daily.",
            "interventions": [{"name": "Examplin"}, {"name": "EX-2", "otherNames": ["Samplin"]}],
        }
    )
    assert [item.doses for item in record.interventions] == [["x1"], ["x2"]]


def test_doses_belong_to_the_intervention_in_whose_fields_they_stand() -> None:
    record = record_of({"interventions": [{"name": "Solution", "description": "10 mg once daily"}, {"name": "Tablet"}]})
    assert [item.doses for item in record.interventions] == [["x1"], []]


def test_a_dose_without_agent_is_of_what_its_field_describes() -> None:
    record = record_of(
        {
            "arms": [
                {
                    "label": "A",
                    "description": "0.5 mL intramuscularly",
                    "interventionNames": ["Biological: Inventivac"],
                },
                {
                    "label": "B",
                    "description": "0.7 mL intramuscularly",
                    "interventionNames": ["Biological: Inventivac", "Drug: Y"],
                },
            ],
            "interventions": [{"type": "BIOLOGICAL", "name": "Inventivac"}, {"type": "DRUG", "name": "Y"}],
        }
    )
    assert [dose.agent for dose in record.doses] == ["Inventivac", None]
    assert [place.quote for place in record.doses[0].evidence] == ["0.5 mL", "Inventivac"]
    assert [item.doses for item in record.interventions] == [["x1"], []]


def test_a_schedule_of_no_dose_is_named() -> None:
    record = record_of({"interventions": [{"name": "Yoga", "description": "Exercise 3 times a week for 12 weeks."}]})
    (unread,) = [item for item in record.unparsed if item.what == "doses"]
    assert (unread.text, unread.reason) == ("3 times a week for 12 weeks", "how often and how long, of no dose")
    dosed = record_of({"interventions": [{"name": "X", "description": "Examplin 5 mg 3 times a week for 12 weeks."}]})
    assert [item for item in dosed.unparsed if item.what == "doses"] == []
