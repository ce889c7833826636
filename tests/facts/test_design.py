"""Design: coded fields in the words of any registry, EU CTR's yes and no, and what titles say."""

import pytest

from extractor.record import TrialRecord
from tests.facts.documents import record_of, record_of_modules, record_of_text, unread


def values(record: TrialRecord, name: str, origin: str = "registered") -> list[object]:
    return [fact.value for fact in getattr(record, name) if fact.origin == origin]


@pytest.mark.parametrize(
    ("key", "name", "written", "value"),
    [
        ("status", "status", "RECRUITING", "RECRUITING"),
        ("status", "status", "Active, not recruiting", "ACTIVE_NOT_RECRUITING"),
        ("status", "status", "Closed to Accrual", "ACTIVE_NOT_RECRUITING"),
        ("status", "status", "Unknown status", "UNKNOWN"),
        ("study_type", "study_type", "Observational [Patient Registry]", "OBSERVATIONAL"),
        ("allocation", "allocation", "Non-Randomized", "NON_RANDOMIZED"),
        ("allocation", "allocation", "Randomised controlled trial", "RANDOMIZED"),
        ("allocation", "allocation", "N/A", "NA"),
        ("model", "intervention_model", "Single Group Assignment", "SINGLE_GROUP"),
        ("model", "intervention_model", "Cross over", "CROSSOVER"),
        ("masking", "masking", "None (Open Label)", "NONE"),
        ("masking", "masking", "Double-Blind", "DOUBLE"),
        ("masking", "masking", "Quadruple (Participant, Care Provider, Investigator, Outcomes Assessor)", "QUADRUPLE"),
        ("purpose", "primary_purpose", "Supportive Care", "SUPPORTIVE_CARE"),
    ],
)
def test_coded_fields(key: str, name: str, written: str, value: str) -> None:
    record = record_of({key: written})
    assert values(record, name) == [value]
    assert getattr(record, name)[0].evidence[0].quote == written


@pytest.mark.parametrize(
    ("key", "name"),
    [("status", "status"), ("study_type", "study_type"), ("allocation", "allocation"),
     ("model", "intervention_model"), ("masking", "masking"), ("purpose", "primary_purpose")],
)  # fmt: skip
def test_words_that_no_table_knows_are_kept_as_unread(key: str, name: str) -> None:
    record = record_of({key: "something else entirely"})
    assert getattr(record, name) == []
    assert unread(record, name) == ["something else entirely"]
    assert record.unparsed[0].evidence[0].quote == "something else entirely"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (["PHASE1", "PHASE2"], ["PHASE1", "PHASE2"]),
        (["PHASE2", "PHASE1"], ["PHASE1", "PHASE2"]),
        (["EARLY_PHASE1"], ["EARLY_PHASE1"]),
        (["Phase 2/Phase 3"], ["PHASE2", "PHASE3"]),
        (["Phase II-III"], ["PHASE2", "PHASE3"]),
        (["Phase 0"], ["EARLY_PHASE1"]),
        (["NA"], ["NA"]),
        (["Not Applicable"], ["NA"]),
        (["IV"], ["PHASE4"]),
        (["NA", "PHASE4"], ["PHASE4"]),
    ],
)
def test_phases_are_one_fact_in_order(written: list[str], value: list[str]) -> None:
    assert values(record_of({"phases": written}), "phases") == [value]


def test_a_phase_that_is_none_is_kept_as_unread() -> None:
    record = record_of({"phases": ["Pilot"]})
    assert record.phases == []
    assert unread(record, "phases") == ["Pilot"]


@pytest.mark.parametrize(
    ("facts", "roles"),
    [
        ({"who_masked": ["PARTICIPANT", "OUTCOMES_ASSESSOR"]}, ["PARTICIPANT", "OUTCOMES_ASSESSOR"]),
        ({"masking": "Double (Participant, Investigator)"}, ["PARTICIPANT", "INVESTIGATOR"]),
        ({"masking": "Double Blind (Subject, Caregiver)"}, ["PARTICIPANT", "CARE_PROVIDER"]),
        ({"who_masked": ["Participant", "Participant"]}, ["PARTICIPANT"]),
    ],
)
def test_who_is_masked(facts: dict[str, object], roles: list[str]) -> None:
    assert values(record_of(facts), "who_masked") == [roles]


def test_masking_alone_names_nobody() -> None:
    assert record_of({"masking": "DOUBLE"}).who_masked == []


def test_yes_and_no_of_eu_ctr() -> None:
    source = {"E.7.1": "No", "E.7.2": "Yes", "E.7.3": "Yes", "E.7.4": "No"}
    source |= {"E.8.1.1": "Yes", "E.8.1.2": "No", "E.8.1.4": "Yes", "E.8.1.5": "No", "E.8.1.6": "Yes"}
    record = record_of({}, source=source)
    assert values(record, "phases") == [["PHASE2", "PHASE3"]]
    assert [place.path for place in record.phases[0].evidence] == ["source:E.7.2", "source:E.7.3"]
    assert values(record, "allocation") == ["RANDOMIZED"]
    assert values(record, "masking") == ["DOUBLE"]
    assert values(record, "intervention_model") == ["CROSSOVER"]


def test_no_alone_states_nothing() -> None:
    record = record_of({}, source={"E.7.1": "No", "E.8.1.1": "No", "E.8.1.2": "No"})
    assert (record.phases, record.allocation, record.masking) == ([], [], [])


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("A Randomized Trial of X", "allocation", ["RANDOMIZED"]),
        ("A Non-Randomised Trial of X", "allocation", ["NON_RANDOMIZED"]),
        ("A Randomized, Double-Blind Study", "masking", ["DOUBLE"]),
        ("An Open-Label Study", "masking", ["NONE"]),
        ("An Open-Label Phase 2 Study", "masking", ["NONE"]),
        ("An Open Label Phase III Study", "masking", ["NONE"]),
        ("The Open-Label Phase of a Study", "masking", []),
        ("An Open-Label Extension of a Study", "masking", []),
        ("An Assessor-Blinded Trial", "masking", ["SINGLE"]),
        ("A Crossover Study of X", "intervention_model", ["CROSSOVER"]),
        ("Crossover effects of X", "intervention_model", []),
        ("A Single-Arm Study", "intervention_model", ["SINGLE_GROUP"]),
        ("A Phase 1b Study", "phases", [["PHASE1"]]),
        ("A Phase I/II Study", "phases", [["PHASE1", "PHASE2"]]),
        ("A Phase 2b/3 Study", "phases", [["PHASE2", "PHASE3"]]),
        ("A Phase I and II Trial", "phases", [["PHASE1", "PHASE2"]]),
        ("A Phase 2, 3 Arm Trial", "phases", [["PHASE2"]]),
        ("Early Phase 1 Study", "phases", [["EARLY_PHASE1"]]),
        ("A Multiphase Study of 3 Drugs", "phases", []),
    ],
)
def test_what_titles_say(title: str, name: str, expected: list[object]) -> None:
    record = record_of({"title": title})
    assert values(record, name, "stated") == expected
    for fact in getattr(record, name):
        assert fact.evidence[0].path == "protocolSection.identificationModule.briefTitle"
        assert fact.evidence[0].quote in title


def test_a_wrapped_title_is_read_across_its_lines() -> None:
    title = "A Randomized, Double-blind Study of Examplin in Adults With Gout, an Open\nLabel Phase 2 Trial"
    record = record_of_text(f"Title: {title}\n", kind="protocol")
    assert values(record, "masking", "stated") == ["NONE", "DOUBLE"]
    assert values(record, "phases", "stated") == [["PHASE2"]]


def test_the_registered_value_comes_first() -> None:
    record = record_of({"title": "A Phase 3 Study", "phases": ["PHASE2"]})
    assert [(fact.origin, fact.value) for fact in record.phases] == [("registered", ["PHASE2"]), ("stated", ["PHASE3"])]


def test_a_module_without_design_gives_nothing() -> None:
    record = record_of_modules(descriptionModule={"briefSummary": "A randomized study."})
    assert record.study_type == [] and record.masking == []
