"""Ages: every shape that registries and criteria use, what is left out, exclusion lists, bands, unions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.ages import Age, AgeStatement, days, find_ages, parse_age, parse_age_range, union
from tests.timing import at_most

Limits = tuple[str | None, str | None]


def shown(age: Age | None, inclusive: bool) -> str | None:
    return None if age is None else f"{age.value}{age.unit[0]}" + ("" if inclusive else "!")


def limits(statement: AgeStatement | None) -> Limits | None:
    """ "18y" is 18 years included, "65y!" is 65 years left out."""
    if statement is None:
        return None
    return shown(statement.minimum, statement.minimum_inclusive), shown(statement.maximum, statement.maximum_inclusive)


STATED: list[tuple[str, Limits]] = [
    ("Age 730D or more", ("730d", None)),
    ("Age 42D to 89D", ("42d", "89d")),
    ("6w to 24w of age", ("6w", "24w")),
    ("18 years of age or older", ("18y", None)),
    ("Adults (18 years or older)", ("18y", None)),
    ("At least eighteen (18) years of age", ("18y", None)),
    ("18 and over", ("18y", None)),
    ("20+ years old", ("20y", None)),
    ("18 yo or older", ("18y", None)),
    ("18 y/o and above", ("18y", None)),
    ("Age >/=18", ("18y", None)),
    ("Age > or = 18", ("18y", None)),
    ("Age \\>= 18 years", ("18y", None)),
    ("Age &ge; 18 years", ("18y", None)),
    ("Age greater than or equal to 18 years", ("18y", None)),
    ("Equal to or older than 18 years of age", ("18y", None)),
    ("no younger than 21 years", ("21y", None)),
    ("Age over 18", ("18y!", None)),
    ("over the age of eighteen", ("18y!", None)),
    ("18 ≥ years old", ("18y", None)),
    ("Minimum age of 18 years", ("18y", None)),
    ("up to 17 years of age", (None, "17y")),
    ("Children under 5 years", (None, "5y!")),
    ("Not older than 75 years", (None, "75y")),
    ("12 years of age or younger", (None, "12y")),
    ("has not yet reached 18 years of age", (None, "18y!")),
    ("Age: 18-75", ("18y", "75y")),
    ("Age18-60.", ("18y", "60y")),
    ("aged 5–60 years", ("5y", "60y")),
    ("Between the ages of 18 and 65", ("18y", "65y")),
    ("Age between ≥13 to ≤ 65 years", ("13y", "65y")),
    ("patients aged 4 to < 50 years", ("4y", "50y!")),
    ("18 ≤ age ≤ 65 years", ("18y", "65y")),
    ("Age ≥ 18 years old, ≤ 75 years old", ("18y", "75y")),
    ("older than 18 and younger than 50 years", ("18y!", "50y!")),
    ("twenty-one to sixty-five years of age", ("21y", "65y")),
    ("6 < 24 weeks old", ("6w", "24w!")),
    ("Infants >= 42 to <= 89 days", ("42d", "89d")),
    ("Infants from 6 months through 17 years", ("6m", "17y")),
    ("aged 3 months to <18 years", ("3m", "18y!")),
    ("Age between birth and 65 years", ("0y", "65y")),
    ("15Y to 20Y", ("15y", "20y")),
    ("Healthy volunteers, 18-45 years", ("18y", "45y")),
    ("* 1\\. Aged 18 to 75 years, both sexes;", ("18y", "75y")),
    ("Be aged\n              18 years or more", ("18y", None)),
    ("patients under 18 are excluded", ("18y", None)),
    ("A vaccine for measles in children under 5 years", (None, "5y!")),
    ("Zinc for diarrhoea in children under five", (None, "5y!")),
    ("A dengue vaccine in 4- to 16-year-olds", ("4y", "16y")),
    ("Zoster vaccine in adults 70+", ("70y", None)),
    ("Be 16 years old +", ("16y", None)),
    ("Adult participants (≥21) with asthma", ("21y", None)),
    ("Exercise in elderly people (>75)", ("75y!", None)),
    ("Young adults (18-30)", ("18y", "30y")),
    ("Sealants in adolescents 12-17 with caries", ("12y", "17y")),
    ("People over forty from villages", ("40y!", None)),
    ("Cigarette smokers, 20-65 years, who want to stop", ("20y", "65y")),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_states_the_age_of_participants(text: str, expected: Limits) -> None:
    assert [limits(s) for s in find_ages(text)] == [expected]


NOT_STATED = [
    "Toxicity of grade 2 or older",
    "Pupils of grade 3 and older",
    "Primary school, grades 3 to 6 years of teaching",
    "The informant is aged above 18 years and speaks the language",
    "A history of first symptoms of migraine from 60 years of age or younger",
    "Unexplained sudden death under 40 years of age in the family",
    "Fertile women (14 years of age or older) need a pregnancy test",
    "Grade 2 on the age-adjusted scale, according to the structured report form (34)",
    "Age at onset of symptoms before 40 years",
    "Diagnosed before 18 years of age",
    "Donor aged 18-60 years",
    "Mother at least 18 years old",
    "Siblings under 12 years of age in the household",
    "gestational age 24 to 32 weeks",
    "Pregnant, between 12 and 22 weeks",
    "10-year history of smoking, 20 pack years",
    "Diabetes for more than 10 years",
    "Life expectancy of at least 2 years",
    "Overall survival of at least 5 years",
    "follow-up for 18 years",
    "At least 6 months since the last chemotherapy",
    "Weight over 18 kg",
    "creatinine < 1.0 for age 2 to 5 years",
    "Karnofsky score of 70 (age ≥ 16 years)",
    "weight-for-age z-score < 2",
    "If under 18 years of age, consent of a parent",
    "Subjects < 18 years of age must have parental consent",
    "Women ≥ 50 years with amenorrhea for 12 months are postmenopausal",
    "Archival tumor tissue less than 6 months old",
    "women of childbearing age must use contraception for 6 months",
    "Stroke before the age of 55",
    "Former smokers over five years",
    "Seven- to 20-year outcome of spinal fusion in adults",
    "Adults with a score of 10-20",
    "Children 5-10 times a day",
    "Participants 10-20",
    "Adults (>40 kg)",
    "Children need 20+ steps",
    "History of COVID-19",
]


@pytest.mark.parametrize("text", NOT_STATED)
@pytest.mark.parametrize("excluded", [False, True])
def test_other_ages_and_spans_of_time_are_left_out(text: str, excluded: bool) -> None:
    assert find_ages(text, excluded=excluded) == []


EXCLUDED: list[tuple[str, list[Limits]]] = [
    ("Age < 18 years", [("18y", None)]),
    ("Under 18", [("18y", None)]),
    ("Minors (<18 years)", [("18y", None)]),
    ("Age 18 years or younger", [("18y!", None)]),
    ("age > 75", [(None, "75y")]),
    ("65 years of age or older", [(None, "65y!")]),
    ("Age <18 or >75 years", [("18y", "75y")]),
    ("Patients older than 80 years or younger than 18 years", [("18y", "80y")]),
    ("Age not between 18 and 65", [("18y", "65y")]),
    ("Age outside 18-65 years", [("18y", "65y")]),
    ("Aged 0-17 years", [("17y!", None)]),
    ("Children aged 5-17 years", []),
    ("Age > 65 with diabetes", []),
    ("Females > 13 years of age", []),
]


@pytest.mark.parametrize(("text", "expected"), EXCLUDED)
def test_exclusions_are_turned_round(text: str, expected: list[Limits]) -> None:
    assert [limits(s) for s in find_ages(text, excluded=True)] == expected


def test_quotes_the_words() -> None:
    text = "Inclusion:\n- Male or female, between the ages of 18 and 65 years\n- Age-matched controls"
    (found,) = find_ages(text)
    assert text[found.start : found.end] == "between the ages of 18 and 65 years"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aged = 18 and = 45 years", ("18y", "45y")),
        ("Age = 18 years", ("18y", None)),
        ("Age 18 years", ("18y", None)),
    ],
)
def test_lost_signs_are_repaired(text: str, expected: Limits) -> None:
    (found,) = find_ages(text)
    assert limits(found) == expected
    assert found.repaired


def test_a_stated_sign_is_no_repair() -> None:
    assert not find_ages("Age ≥ 18 years")[0].repaired


BANDS: list[tuple[str, list[tuple[str | None, Limits]], Limits]] = [
    (
        "Cohort A: 18-55 years of age\nCohort B: 56 to 85 years of age",
        [("Cohort A", ("18y", "55y")), ("Cohort B", ("56y", "85y"))],
        ("18y", "85y"),
    ),
    (
        "Children aged 2 to 6 years (part 1) and 3 to 24 months (part 2)",
        [("part 1", ("2y", "6y")), ("part 2", ("3m", "24m"))],
        ("3m", "6y"),
    ),
    (
        "Men aged 18-60 years and women aged 18-55 years",
        [("Men", ("18y", "60y")), ("women", ("18y", "55y"))],
        ("18y", "60y"),
    ),
    (
        "Aged ≥ 20 years in Japan, ≥ 18 years in other countries",
        [("Japan", ("20y", None)), ("other countries", ("18y", None))],
        ("18y", None),
    ),
    ("Women aged 18-45 years", [(None, ("18y", "45y"))], ("18y", "45y")),
    ("Men and women aged 18-45 years", [(None, ("18y", "45y"))], ("18y", "45y")),
    ("Patients ≥ 5 years old (≥ 4 years old in Kenya)", [(None, ("5y", None)), ("Kenya", ("4y", None))], ("4y", None)),
]


@pytest.mark.parametrize(("text", "bands", "whole"), BANDS)
def test_bands_and_their_union(text: str, bands: list[tuple[str | None, Limits]], whole: Limits) -> None:
    found = find_ages(text)
    assert [(s.population, limits(s)) for s in found] == bands
    together = union(found)
    assert limits(together) == whole
    assert together is not None
    assert together.population is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Age 18 or older\nNot older than 75 years", ("18y", "75y")),
        ("70 and over OR under 60 years of age", (None, None)),
        ("Aged 18-65 years\nMale or female, 18 years or older", ("18y", "65y")),
        ("Age 65 years or older\nPatients between 65 and 69 years need a score", ("65y", None)),
        ("Age ≥ 18 years. I. Age ≥ 75 years, or II. Age < 75 years and one risk", ("18y", None)),
        ("Patients aged 18 to 70 years\nIn Japan, participants aged 16 to 70 years may be included", ("16y", "70y")),
    ],
)
def test_union_of_what_is_said_twice(text: str, whole: Limits) -> None:
    assert limits(union(find_ages(text))) == whole


def test_exclusions_close_an_open_side() -> None:
    included, excluded = find_ages("Age ≥ 18 years"), find_ages("Older than 75 years", excluded=True)
    assert limits(union(included, limits=excluded)) == ("18y", "75y")
    assert limits(union([], limits=excluded)) == (None, "75y")
    assert limits(union(included, limits=find_ages("Age 18 or older", excluded=True))) == ("18y", None)
    assert union([]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 Years", Age(18, "year")),
        ("1 month", Age(1, "month")),
        ("6 Weeks", Age(6, "week")),
        ("5Y", Age(5, "year")),
        ("730D", Age(730, "day")),
        ("P18Y", Age(18, "year")),
        ("18", Age(18, "year")),
        ("6.5 months", Age(6.5, "month")),
        ("12 Hours", Age(12, "hour")),
        ("18 years old", Age(18, "year")),
        ("N/A", None),
        ("No limit", None),
        ("30 Minutes", None),
        ("", None),
    ],
)
def test_registered_limits(text: str, expected: Age | None) -> None:
    assert parse_age(text) == expected


Y = "year"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 month to 18 years old", (Age(1, "month"), Age(18, Y))),
        ("6 to 24 weeks old", (Age(6, "week"), Age(24, "week"))),
        ("18+ years old", (Age(18, Y), None)),
        ("Up to 17 years", (None, Age(17, Y))),
        ("18 Years and older   (Adult, Older Adult)", (Age(18, Y), None)),
        ("undefined - 17 Years (Child)", (None, Age(17, Y))),
        ("18 Years - undefined", (Age(18, Y), None)),
        ("18 Years to 65 Years (Adult)", (Age(18, Y), Age(65, Y))),
        ("18 - 65", (Age(18, Y), Age(65, Y))),
        ("18 Years to N/A", (Age(18, Y), None)),
        ("All ages", (None, None)),
        ("Child, Adult", (None, None)),
        ("Recruiting", None),
        ("18 years " * 100, None),
    ],
)
def test_the_ages_cell_of_a_page(text: str, expected: tuple[Age | None, Age | None] | None) -> None:
    assert parse_age_range(text) == expected


def test_days() -> None:
    assert days(Age(18, "year")) == pytest.approx(18 * 365.25)
    assert days(Age(12, "month")) == pytest.approx(days(Age(1, "year")))
    assert days(Age(48, "hour")) == 2


@given(
    low=st.integers(1, 60),
    span=st.integers(1, 30),
    unit=st.sampled_from(["years", "months", "weeks"]),
    before=st.sampled_from(["", "Inclusion Criteria:\n\n- Signed consent\n- ", "1. Stable disease\n2. "]),
    shape=st.sampled_from(["Aged {} to {} {}", "Age between {} and {} {}", "Age: {}-{} {}", "Age ≥ {} and ≤ {} {}"]),
)
def test_a_planted_range_comes_back_at_its_place(low: int, span: int, unit: str, before: str, shape: str) -> None:
    words = shape.format(low, low + span, unit)
    text = f"{before}{words}\n- Hemoglobin ≥ 9 g/dL"
    (found,) = find_ages(text)
    assert text[found.start : found.end] == words
    assert (found.minimum, found.maximum) == (Age(low, unit[:-1]), Age(low + span, unit[:-1]))


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_quote_lies_inside(text: str) -> None:
    for excluded in (False, True):
        for found in find_ages(text, excluded=excluded):
            assert 0 <= found.start < found.end <= len(text)
            assert found.minimum or found.maximum
    parse_age(text)
    parse_age_range(text)


@pytest.mark.parametrize(
    "piece",
    [
        "18 ",
        "18-",
        "18 years, ",
        "≥ 18 years and ",
        "age ",
        "age: (",
        "\n",
        " ",
        "\\",
        "equal to or greater than ",
        "\n- age 18",
        "cohort a, b, ",
    ],
)
def test_long_input_takes_linear_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    with at_most(1.0):
        find_ages(text)
        parse_age_range(text)
