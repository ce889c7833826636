"""Contacts, languages, what is remembered, words respelt."""

import pytest

from extractor.language.contacts import find_contacts
from extractor.language.remembering import KEPT, LONGEST, remembered
from extractor.language.tongues import language_of
from extractor.language.vocabulary import vocabulary
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("write to ann.b@clinic.example.org.", ["ann.b@clinic.example.org"]),
        ("Tel: 0123 456 789", ["0123 456 789"]),
        ("+49 30 1234567 or (030) 123-4567", ["+49 30 1234567", "(030) 123-4567"]),
        ("platelets 100,000-150,000/mm3, 12-24 months, 1.5-2.5 mg/dL", []),
        ("NCT99990001, 2029-000123-45, U1111-0000-0012", []),
    ],
)
def test_contacts(text: str, contacts: list[str]) -> None:
    assert [text[start:end] for start, end in find_contacts(text)] == contacts


@pytest.mark.parametrize("text", ["a@" * 50_000, "1-" * 50_000, "tel 1 " * 20_000, "+1 " * 33_000, "a." * 50_000])
def test_contacts_take_linear_time(text: str) -> None:
    with at_most(1):
        find_contacts(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Patients with asthma who are treated with inhaled steroids will be enrolled in this study.", "en"),
        ("Les patients atteints d'asthme sont traités par des corticoïdes pour une durée de deux ans.", "fr"),
        ("Patienten mit Asthma werden für eine Dauer von zwei Jahren behandelt und sind nicht schwanger.", "de"),
        ("哮喘患者接受吸入性糖皮质激素治疗两年的随机对照研究", "zh"),
        ("NCT99990001 PHASE2 40 mg", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_an_english_text_with_a_foreign_title_is_english() -> None:
    title = "Estudio de la eficacia del tratamiento para los pacientes con asma. "
    assert language_of(title + "The study is for patients with asthma who are not treated with steroids. " * 3) == "en"


def test_a_search_is_remembered_within_bounds() -> None:
    searched: list[str] = []

    @remembered
    def find(text: str, *, twice: bool = False) -> list[str]:
        searched.append(text)
        return [text] * (1 + twice)

    find("a").append("what a caller adds is the caller's own")
    assert (find("a"), find("a", twice=True), searched) == (["a"], ["a", "a"], ["a", "a"])
    long = "a" * (LONGEST + 1)
    assert find(long) == find(long) == [long]
    assert searched[2:] == [long, long]
    for number in range(KEPT):
        find(str(number))
    assert find("a") == ["a"]
    assert searched[-1] == "a"


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("leukemai", {"leukemia"}),
        ("leukmia", {"leukemia"}),
        ("leukemiaa", {"leukemia"}),
        ("leukomia", {"leukemia"}),
        ("meukemia", set()),
        ("leukemia", set()),
    ],
)
def test_respellings_differ_by_one_letter_but_not_the_first(word: str, near: set[str]) -> None:
    assert vocabulary("condition").respellings(word) & {"leukemia", word} == near
