"""The table of doses (cases/doses.yml), and what looks like a dose and is not read."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.doses import find_doses
from extractor.language.doses.agents import Agents
from extractor.language.doses.unread import NO_AMOUNT, NO_UNIT, SLIP, TOO_MANY, UNLISTED, find_unread_doses
from extractor.language.doses.words import is_drug_word, tokens
from tests.language.dose_cases import row
from tests.timing import at_most

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "doses.yml").read_text(encoding="utf-8"))
CASES = [pytest.param(case["text"], case["doses"], id=case["text"][:60]) for part in TABLE.values() for case in part]


@pytest.mark.parametrize(("text", "doses"), CASES)
def test_every_dose_of_the_table(text: str, doses: list[dict[str, object]]) -> None:
    assert [row(text, dose) for dose in find_doses(text)] == doses


def test_a_title_is_the_agent_of_what_names_none() -> None:
    named, other = find_doses("40 mg daily. Then samplimab 5 mg weekly.", title="Blue water")
    assert (named.agent, named.agent_start, other.agent) == ("Blue water", None, "samplimab")
    assert find_doses("40 mg daily", title="")[0].agent is None


def test_a_title_takes_the_place_of_headings() -> None:
    text = "Examplinib\n40 mg daily"
    assert [find_doses(text)[0].agent, find_doses(text, title="Blue water")[0].agent] == ["Examplinib", "Blue water"]


@pytest.mark.parametrize("word", ["osimertinib", "AZD9291", "aspirin", "nab-paclitaxel", "vaccine", "UX-1031"])
def test_words_that_name_a_drug(word: str) -> None:
    assert is_drug_word(word)


@pytest.mark.parametrize(
    "word", ["phase", "increases", "earlier", "highest", "disease", "NCT01234567", "L858R", "protein"]
)
def test_words_that_name_none(word: str) -> None:
    assert not is_drug_word(word)


def test_tokens_of_a_name() -> None:
    assert tokens("Arm A: intravenous Tislelizumab + S-1, 200 mg") >= {"tislelizumab", "s-1"}
    assert not tokens("Experimental arm 2, highest dose group")


def test_names_are_sure_weak_or_neither() -> None:
    text = "Blue water is kept. Then about 5 mg"
    name = Agents(text).near(0, (text.index("5"), len(text)), len(text))
    assert name is None or name.weak
    assert Agents("samplimab 5 mg").near(0, (10, 14), 14).sure  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("Metformin is taken by mouth twice daily.", "Metformin is taken by mouth twice daily", NO_AMOUNT),
        ("Samplimab IV every 3 weeks", "Samplimab IV every 3 weeks", NO_AMOUNT),
        ("They get a dose of 40 daily.", "dose of 40", NO_UNIT),
        ("Tretinoin at 25/mg/m2/day", "25/mg/m2/day", SLIP),
    ],
)
def test_what_is_seen_but_not_read(text: str, quote: str, reason: str) -> None:
    (found,) = find_unread_doses(text, [(dose.start, dose.end) for dose in find_doses(text)])
    assert (text[found.start : found.end], found.reason) == (quote, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Metformin 500 mg is taken by mouth twice daily.",
        "Patients exercise three times a week.",
        "Oral hygiene is taught twice weekly.",
        "a dose of 40 mg",
        "the second dose of vaccine",
        "Samplimab IV as a single infusion",
    ],
)
def test_what_is_read_or_no_dose_is_not_unread(text: str) -> None:
    assert find_unread_doses(text, [(dose.start, dose.end) for dose in find_doses(text)]) == []


ROUTES = st.sampled_from(
    [("orally", "PO"), ("intravenously", "IV"), ("under the skin", "SC"), ("by inhalation", "INH")]
)
OFTEN = st.sampled_from([("once daily", (1, 1, "d")), ("every 3 weeks", (1, 3, "wk")), ("q8h", (1, 8, "h"))])
UNITS = st.sampled_from([("mg", "mg"), ("µg", "ug"), ("mcg", "ug"), ("IU", "[iU]"), ("mL", "mL"), ("MBq", "MBq")])


@given(
    st.sampled_from(["samplimab", "Examplinib", "LX-1031"]),
    st.decimals("0.1", "999", places=1),
    UNITS,
    ROUTES,
    OFTEN,
    st.integers(2, 30),
)
def test_a_planted_regimen_comes_back_whole(agent, amount, unit, route, often, weeks) -> None:  # type: ignore[no-untyped-def]
    text = f"Part one.\nThey receive {agent} {amount} {unit[0]} {route[0]} {often[0]} for {weeks} weeks. The end."
    (dose,) = find_doses(text)
    assert (dose.low, dose.high, dose.unit, dose.agent) == (float(amount), float(amount), unit[1], agent)
    assert text[dose.start : dose.end] == f"{amount} {unit[0]}"
    assert dose.route == route[1]
    assert dose.frequency and (dose.frequency.times, dose.frequency.period, dose.frequency.unit) == often[1]
    assert dose.duration and (dose.duration.value, dose.duration.unit) == (weeks, "wk")


@given(st.text(alphabet="01 5.,-/±()xmgkLIVdaily\nand orltmb;:", max_size=200))
def test_any_text_gives_places_inside_it(text: str) -> None:
    doses = find_doses(text)
    unread = find_unread_doses(text, [(dose.start, dose.end) for dose in doses])
    for found in (*doses, *unread):
        assert 0 <= found.start < found.end <= len(text)
    for dose in doses:
        if dose.agent_start is not None:
            assert text[dose.agent_start : dose.agent_end].split() == (dose.agent or "").split()


@pytest.mark.parametrize(
    "piece",
    [
        "10 mg ",
        "10 mg\n\n",
        "(10 mg) ",
        "5 mg (",
        "Gy 60 Gy ",
        "x 106 cells ",
        "metformin 10 mg and ",
        "metformin PO daily. ",
        "AUC 5 ",
        "a-",
        "\n",
        "two tablets ",
        "C1D1, ",
        "10 mg/10 mL (",
        "in 5 mL of ",
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1.0):
        find_doses(text)
        find_unread_doses(text, [])


def test_what_is_too_much_to_be_read_is_said() -> None:
    text = "Examplinib 5 mg, " * 600
    doses = find_doses(text)
    (item,) = find_unread_doses(text, [(dose.start, dose.end) for dose in doses])
    assert (item.start, item.reason) == (text.index("5", doses[-1].end), TOO_MANY)
    many = find_unread_doses("Metformin is taken by mouth twice daily.\n" * 300, [])
    assert [one.reason for one in many] == [NO_AMOUNT] * 200 + [UNLISTED]


def test_ordinary_text_is_read_fast() -> None:
    sentence = (
        "Patients visit the clinic at baseline and after 4 weeks, where blood is drawn and forms are filled in, "
        "and their medical history of the last 12 months and all concomitant treatment are written down by the staff. "
    )
    text = (sentence * 9 + "Examplinib 40 mg is taken orally once daily for 12 weeks.\n") * 50
    with at_most(3 * len(text) / 1e6):  # a megabyte a second where nothing else runs
        assert len(find_doses(text)) == 50


def test_headings_of_a_document_are_no_agents() -> None:
    lines = [
        "TRIAL PROTOCOL",
        "1 Introduction",
        "1.1 Background",
        "Single doses of up to 80 mg were tolerated.",
        "Design",
    ]
    text = "\n\n".join([*lines, "Two arms.", "Objective", "To compare inventine with placebo.", "End"])
    assert [dose.agent for dose in find_doses(text)] == [None]
