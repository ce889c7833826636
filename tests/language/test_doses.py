import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.doses import Dose, Frequency, Period, find_doses
from tests.timing import at_most


def one(text: str) -> Dose:
    (dose,) = find_doses(text)
    return dose


def values(text: str) -> list[tuple[float | None, float | None, str, tuple[str, ...]]]:
    return [(dose.low, dose.high, dose.unit, dose.per) for dose in find_doses(text)]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit", "per"),
    [
        ("Drug A 10 mg/kg/day", "10 mg/kg/day", 10, 10, "mg", ("kg", "d")),
        ("40-60 mg of drug A", "40-60 mg", 40, 60, "mg", ()),
        ("0.8-0.5 mg/m^2 weekly", "0.8-0.5 mg/m^2", 0.5, 0.8, "mg", ("m2",)),
        ("175 mg/m\\^2 every 21 days", "175 mg/m\\^2", 175, 175, "mg", ("m2",)),
        ("2 * 10^7 cells once", "2 * 10^7 cells", 2e7, 2e7, "cells", ()),
        ("5×10^7 cells/dose", "5×10^7 cells/dose", 5e7, 5e7, "cells", ("dose",)),
        ("lidocaine 1,5mg/kg", "1,5mg/kg", 1.5, 1.5, "mg", ("kg",)),
        ("10 million IU twice", "10 million IU", 1e7, 1e7, "[iU]", ()),
        ("carboplatin AUC 5-6 q3w", "AUC 5-6", 5, 6, "AUC", ()),
        ("area under the curve [AUC] of 5", "area under the curve [AUC] of 5", 5, 5, "AUC", ()),
        ("not exceeding 30 mL of saline", "30 mL", None, 30, "mL", ()),
        ("up to 40 mg daily", "40 mg", None, 40, "mg", ()),
        ("radiotherapy of at least 66 Gy", "66 Gy", 66, None, "Gy", ()),
        ("one tablet/day of drug A", "one tablet/day", 1, 1, "tablet", ("d",)),
        ("0.1 ml to each nostril", "0.1 ml to each nostril", 0.1, 0.1, "mL", ("nostril",)),
        ("0.05 mg morphine /kg", "0.05 mg morphine /kg", 0.05, 0.05, "mg", ("kg",)),
        ("5 mcg per kilo", "5 mcg per kilo", 5, 5, "ug", ("kg",)),
        ("2 mg a day", "2 mg a day", 2, 2, "mg", ("d",)),
        ("0.4 mg/kg body weight per day", "0.4 mg/kg body weight per day", 0.4, 0.4, "mg", ("kg", "d")),
        ("2 x 10(6) CAR-T cells/kg", "2 x 10(6) CAR-T cells/kg", 2e6, 2e6, "cells", ("kg",)),
        ("10(9) CFU/day", "10(9) CFU/day", 1e9, 1e9, "CFU", ("d",)),
        ("vitamin D 1500 IU/day", "1500 IU/day", 1500, 1500, "[iU]", ("d",)),
        ("potassium chloride 30 mmol/day", "30 mmol/day", 30, 30, "mmol", ("d",)),
        ("albumin at 1.2 g/kg", "1.2 g/kg", 1.2, 1.2, "g", ("kg",)),
    ],
)
def test_amounts(text: str, quote: str, low: float | None, high: float | None, unit: str, per: tuple[str, ...]) -> None:
    dose = one(text)
    assert (text[dose.start : dose.end], dose.low, dose.high, dose.unit, dose.per) == (quote, low, high, unit, per)


def test_lost_superscripts_are_repaired() -> None:
    text = (
        "The starting dose of the cells was 0.5-1.0 * 106 cells /kg, based on experience; "
        "And the maximum tolerated dose was 1 * 107 cells /kg"
    )
    start, most = find_doses(text)
    assert (start.low, start.high, start.unit, start.per, start.repaired, start.role) == (
        500000,
        1000000,
        "cells",
        ("kg",),
        True,
        "starting",
    )
    assert (most.low, most.high, most.unit, most.per, most.repaired, most.role) == (
        1e7,
        1e7,
        "cells",
        ("kg",),
        True,
        "maximum",
    )


def test_a_list_is_one_dose_a_number() -> None:
    assert [dose[:2] for dose in values("drug A at 1.5, 2.0 and 3 mg/kg")] == [(1.5, 1.5), (2, 2), (3, 3)]
    assert [dose[0] for dose in values("24/26 mg of A/B twice daily")] == [24, 26]


def test_both_of_equivalents_are_doses() -> None:
    assert [(dose[0], dose[2]) for dose in values("iodine 9 mCi (333 MBq)")] == [(9, "mCi"), (333, "MBq")]


def test_a_count_of_tablets_and_their_strength() -> None:
    count, strength = find_doses("two 80 mg tablets of drug A once daily")
    assert (count.low, count.unit, strength.low, strength.role) == (2, "tablet", 80, "strength")


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("twice daily", Frequency(2, 1, "d")),
        ("BID", Frequency(2, 1, "d")),
        ("t.i.d.", Frequency(3, 1, "d")),
        ("q8h", Frequency(1, 8, "h")),
        ("every 4-6 hours", Frequency(1, 4, "h", 6)),
        ("every 3 weeks", Frequency(1, 3, "wk")),
        ("Q3W", Frequency(1, 3, "wk")),
        ("every other day", Frequency(1, 2, "d")),
        ("once a month", Frequency(1, 1, "mo")),
        ("every other week", Frequency(1, 2, "wk")),
        ("three times per week", Frequency(3, 1, "wk")),
        ("as a single dose", Frequency(1, 1, "once")),
        ("on days 1, 8 and 15 of a 28-day cycle", Frequency(3, 28, "d")),
        ("day 1 to day 7, every 4 weeks", Frequency(7, 4, "wk")),
        ("on day 1", Frequency(1, 1, "once")),
        ("d1-5", Frequency(1, 1, "d")),
        ("in the evening", Frequency(1, 1, "d")),
        ("morning and evening", Frequency(2, 1, "d")),
        ("in the morning and at night", Frequency(2, 1, "d")),
        ("nocte", Frequency(1, 1, "d")),
        ("in the morning of surgery", None),
        ("by slow infusion", None),
    ],
)
def test_frequencies(words: str, frequency: Frequency | None) -> None:
    assert one(f"Drugamab 10 mg {words}").frequency == frequency


@pytest.mark.parametrize(
    ("words", "duration"),
    [
        ("for 8 weeks", Period(8, "wk")),
        ("daily for the first 7 days", Period(7, "d")),
        ("for up to 4 cycles", Period(4, "cycle")),
        ("daily for four consecutive days", Period(4, "d")),
        ("for 1 year", Period(1, "y")),
        ("d1-5", Period(5, "d")),
        ("every 3 weeks", None),
        ("after 2 weeks", None),
    ],
)
def test_durations(words: str, duration: Period | None) -> None:
    assert one(f"Drugamab 10 mg {words}").duration == duration


def test_the_time_of_an_infusion_is_no_duration() -> None:
    dose = one("Drugamab 10 mg/kg as an intravenous infusion over 40 minutes every 2 weeks")
    assert (dose.infusion, dose.duration, dose.frequency) == (Period(40, "min"), None, Frequency(1, 2, "wk"))


def test_fractions_of_a_total() -> None:
    total, fraction = find_doses("radiotherapy 62 Gy in 20 fractions of 3.1 Gy")
    assert (total.role, total.duration, total.route) == ("cumulative", Period(20, "fraction"), "RT")
    assert (fraction.low, fraction.role) == (3.1, None)


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("orally", "PO"),
        ("p.o.", "PO"),
        ("by mouth", "PO"),
        ("intravenously", "IV"),
        ("IV", "IV"),
        ("subcutaneously", "SC"),
        ("IM", "IM"),
        ("by oral inhalation", "INH"),
        ("intrathecally", "IT"),
        ("under the skin", "SC"),
        ("intravitreally", "IVI"),
        ("PV", "PV"),
        ("SL", "SL"),
        ("in PV patients", None),
        ("as tablets", None),
        ("by infusion", None),
    ],
)
def test_routes_come_from_words_of_route(words: str, route: str | None) -> None:
    assert one(f"Drugamab 10 mg {words}").route == route


def test_each_dose_keeps_its_own_regimen() -> None:
    text = "90 mg brigatinib once daily p.o. for 7 days followed by 180 mg brigatinib twice daily"
    first, second = find_doses(text)
    assert (first.frequency, first.duration) == (Frequency(1, 1, "d"), Period(7, "d"))
    assert (second.frequency, second.duration, second.route) == (Frequency(2, 1, "d"), None, "PO")


def test_a_regimen_at_the_end_of_a_list_holds_for_the_list() -> None:
    doses = find_doses("500 mg chamomile and 15 mg saffron twice daily")
    assert [(dose.agent, dose.frequency) for dose in doses] == [
        ("chamomile", Frequency(2, 1, "d")),
        ("saffron", Frequency(2, 1, "d")),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The starting dose of drug A is 80 mg", "starting"),
        ("initiated at 5 mg daily", "starting"),
        ("max 25 mg", "maximum"),
        ("a loading dose of 600 mg", "loading"),
        ("maintenance with 40 mg", "maintenance"),
        ("a total of 200 mg/kg", "cumulative"),
        ("Dose level 3: 100 mg", "level"),
        ("bupivacaine 0.25%", "concentration"),
        ("6 mg/kg loading", "loading"),
        ("8 mg/kg/day divided q12h", "cumulative"),
        ("3 mg/kg every week after a loading dose", None),
        ("80 mg tablets", "strength"),
        ("drug A 5 mg", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    assert one(text).role == role


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Toripalimab will be given at a dose of 240 mg", "Toripalimab"),
        ("25 mcg of HSPPC-96 weekly", "HSPPC-96"),
        ("90 mg brigatinib once daily", "brigatinib"),
        ("cisplatin (80 mg/m2, d1)", "cisplatin"),
        ("BX1000 0.35 mg/kg IV", "BX1000"),
        ("Belatacept\n10 mg/kg monthly", "Belatacept"),
        ("vitamin D3 50 000 IU once a month", "vitamin D3"),
        ("400 mg of vitamin E daily", "vitamin E"),
        ("5-FU 400 mg/m2 on day 1", "5-FU"),
        ("177Lu-DOTATATE 7.4 GBq", "177Lu-DOTATATE"),
        ("131I 100 mCi", "131I"),
    ],
)
def test_agents(text: str, agent: str) -> None:
    dose = one(text)
    assert dose.agent == agent
    assert dose.agent_start is not None and text[dose.agent_start : dose.agent_end] == agent


def test_a_known_name_comes_first() -> None:
    assert one("Blue water is mixed with sand, then 5 mg daily").agent != "Blue water"
    (dose,) = find_doses("Blue water is mixed with sand, at 5 mg daily", agents=["Blue water"])
    assert dose.agent == "Blue water"


def test_a_maximum_in_brackets_is_that_of_its_own_amount() -> None:
    dose, most = find_doses("prednisolone 2 mg/kg (max. 60 mg) daily")
    assert (dose.role, dose.low, most.role, most.low, most.high) == (None, 2, "maximum", None, 60)


def test_what_is_given_before_has_its_own_regimen() -> None:
    kept, first = find_doses("drugamab 6 mg/kg every 3 weeks after a loading dose of 8 mg/kg")
    assert (kept.role, kept.frequency) == (None, Frequency(1, 3, "wk"))
    assert (first.role, first.frequency) == ("loading", None)


def test_as_needed() -> None:
    assert one("paracetamol 500 mg every 6 hours as needed").as_needed


@pytest.mark.parametrize(
    "text",
    [
        "Hemoglobin ≥ 9 g/dL",
        "serum creatinine < 1.5 mg/dL",
        "albumin > 30 g/L",
        "creatinine clearance ≥ 60 mL/min",
        "LVEF ≥ 50%",
        "weight over 40 kg",
        "aged 18 to 65 years",
        "ANC ≥ 1.5 x 109/L",
        "platelets 100 x 10^9/L",
        "HIV RNA below 50 copies/mL",
        "PSA of 0.2 ng/mL",
        "a 48 ml blood sample",
        "20 mL of venous blood is drawn",
        "10% of patients",
        "within 30 days",
        "CD4 count of 200 cells/mm3",
        "urine protein above 1 g/24 h",
        "birth weight between 2500 and 4200 g",
        "a 5 mL syringe",
        "4 doses of vaccine",
        "every 21 days",
        "estimated blood loss of 500 mL",
        "14 units of alcohol a week",
        "Tubes are centrifuged for 10 minutes at 1500 to 2500 g.",
        "The sample is spun at 1800 g",
        "At 1500 g the supernatant is taken off",
        "mean glucose excretion of 90 g/day",
        "albumin excretion 30 mg/24h",
        "urinary calcium 250 mg/d",
        "dietary protein 0.8 g/kg/d",
        "potassium 5.5 mmol/L",
        "phosphate of 40 nmol",
        "oxygen at 5 L/min",
        "HbA1c of 7.5%",
        "glucose > 126 mg/dL (7 mmol/L)",
        "tumor volume of 50 cc",
        "KSP 0243 tablets",
    ],
)
def test_what_is_no_dose(text: str) -> None:
    assert find_doses(text) == []


@given(
    st.sampled_from(["metformin", "cisplatin", "LX-1031"]),
    st.integers(1, 999),
    st.sampled_from(["mg", "mcg", "IU", "mL"]),
    st.text("abcd ,.", max_size=30),
)
def test_a_planted_dose_is_found_at_its_place(agent: str, amount: int, unit: str, lead: str) -> None:
    text = f"{lead}\n{agent} {amount} {unit} twice daily"
    assert any(text[dose.start : dose.end] == f"{amount} {unit}" and dose.low == amount for dose in find_doses(text))


@given(st.text(alphabet="0159.,-/ xmgkLU%\ntablesdy()", max_size=150))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    end = 0
    for dose in find_doses(text):
        assert end <= dose.start < dose.end <= len(text)
        end = dose.end


@pytest.mark.parametrize(
    "piece", ["1,111", "day 1, 2, ", "every 3 ", "10000 a b c d ", "area under the ", "10 ", "(", ". ", "aspirin "]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    with at_most(1.0):
        find_doses("5 mg " + piece * (100_000 // len(piece)))
