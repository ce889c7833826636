"""Sex, gender, age groups, healthy volunteers and enrolment: registered in any registry's words, and as texts state."""

import pytest

from extractor import extract_text
from extractor.record import Enrollment, TrialRecord
from tests.facts.documents import record_of, record_of_text, unread
from tests.timing import at_most


def values(record: TrialRecord, name: str, origin: str = "registered") -> list[object]:
    return [fact.value for fact in getattr(record, name) if fact.origin == origin]


def enrolled(record: TrialRecord) -> list[tuple[int, str | None]]:
    return [(one.count, one.type) for one in record.enrollment]


@pytest.mark.parametrize(
    ("written", "value"),
    [("ALL", "ALL"), ("Both", "ALL"), ("All sexes", "ALL"), ("M/F", "ALL"), ("Female", "FEMALE"), ("Men", "MALE")],
)
def test_sex(written: str, value: str) -> None:
    assert values(record_of({"sex": written}), "sex") == [value]


def test_a_sex_that_no_table_knows_is_kept_as_unread() -> None:
    record = record_of({"sex": "see criteria"})
    assert record.sex == []
    assert unread(record, "sex") == ["see criteria"]


@pytest.mark.parametrize(
    ("female", "male", "value"),
    [("Yes", "Yes", ["ALL"]), ("Yes", "No", ["FEMALE"]), ("No", "Yes", ["MALE"]), ("No", "No", [])],
)
def test_sexes_of_eu_ctr(female: str, male: str, value: list[str]) -> None:
    record = record_of({}, source={"F.2.1": female, "F.2.2": male})
    assert values(record, "sex") == value
    assert all([place.path for place in fact.evidence] == ["source:F.2.1", "source:F.2.2"] for fact in record.sex)


def test_one_sex_flag_of_eu_ctr_alone_says_nothing() -> None:
    assert record_of({}, source={"F.2.1": "Yes"}).sex == []


def test_stated_sexes() -> None:
    record = record_of(
        {
            "title": "X in Women With Asthma",
            "criteria": "Inclusion Criteria:\n\n* Women\n\nExclusion Criteria:\n\n* Men",
        }
    )
    assert values(record, "sex", "stated") == ["FEMALE", "FEMALE"]
    assert [fact.evidence[0].path for fact in record.sex] == [
        "protocolSection.identificationModule.briefTitle",
        "protocolSection.eligibilityModule.eligibilityCriteria",
    ]


def test_a_title_that_is_a_criterion_states_a_sex_once() -> None:
    record = record_of_text("A phase 2 trial of examplin versus placebo in women with recurrent cystitis.")
    assert values(record, "sex", "stated") == ["FEMALE"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("Accepts Healthy Volunteers", True),
        ("No", False),
        ("No Healthy Volunteers", False),
        ("Yes", True),
    ],
)
def test_healthy_volunteers(written: str, value: bool) -> None:
    assert values(record_of({"healthy": written}), "healthy_volunteers") == [value]


def test_a_flag_that_is_neither_is_kept_as_unread() -> None:
    record = record_of({"healthy": "to be decided"})
    assert record.healthy_volunteers == []
    assert unread(record, "healthy_volunteers") == ["to be decided"]


def test_healthy_volunteers_of_eu_ctr() -> None:
    assert values(record_of({}, source={"F.3.1": "Yes"}), "healthy_volunteers") == [True]


def test_age_groups() -> None:
    assert values(record_of({"std_ages": ["ADULT", "OLDER_ADULT"]}), "std_ages") == [["ADULT", "OLDER_ADULT"]]
    assert values(record_of({"std_ages": ["Child, Adult"]}), "std_ages") == [["CHILD", "ADULT"]]
    flags = {"F.1.1": "Yes", "F.1.2": "No", "F.1.3": "Yes"}
    assert values(record_of({}, source=flags), "std_ages") == [["CHILD", "OLDER_ADULT"]]


@pytest.mark.parametrize(
    ("written", "kind", "expected"),
    [
        (20, "ESTIMATED", (20, "ESTIMATED")),
        (1200, "ACTUAL", (1200, "ACTUAL")),
        ("1,200", "Actual", (1200, "ACTUAL")),
        ("1 200", "Anticipated", (1200, "ESTIMATED")),
        ("20 estimated patients", None, (20, "ESTIMATED")),
        ("35 participants", None, (35, None)),
        ("120 (60 per arm)", None, (120, None)),
        ("Acupuncture:30;Sham:34;", None, (64, None)),
        ("Group A: 1,000; Group B: 50", None, (1050, None)),
        ("Target number of participant: 40", None, (40, None)),
    ],
)
def test_enrolment(written: object, kind: str | None, expected: tuple[int, str | None]) -> None:
    facts = {"enrollment": written} | ({"enrollment_type": kind} if kind else {})
    assert enrolled(record_of(facts)) == [expected]


def test_enrolment_quotes_count_and_type() -> None:
    (one,) = record_of({"enrollment": 20, "enrollment_type": "ESTIMATED"}).enrollment
    assert isinstance(one, Enrollment)
    assert [place.quote for place in one.evidence] == ["20", "ESTIMATED"]


def test_enrolment_without_a_number_is_kept_as_unread() -> None:
    record = record_of({"enrollment": "not decided"})
    assert record.enrollment == []
    assert unread(record, "enrollment") == ["not decided"]


def test_enrolment_of_eu_ctr() -> None:
    assert enrolled(record_of({}, source={"F.4.2.2": "300"})) == [(300, None)]


def test_long_cells_take_no_time() -> None:
    with at_most(2):
        for cell in ("1 " * 50_000, "a:" * 50_000, "a: 1 " * 20_000, "1,000," * 16_000):
            record_of({"enrollment": cell})


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A total of 120 patients will be randomised to zinc or placebo.", [120]),
        ("Approximately 1,250 adult participants with asthma will be enrolled.", [1250]),
        ("Of 300 patients screened, 40 subjects were treated before.", []),
        ("Patients aged 18 will be enrolled.", []),
    ],
)
def test_a_text_states_how_many_will_take_part(text: str, counts: list[int]) -> None:
    record = extract_text(text, model=None)
    assert [one.count for one in record.enrollment] == counts
    assert all(one.origin == "stated" and one.evidence for one in record.enrollment)
