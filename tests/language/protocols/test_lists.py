"""Lists of criteria of protocols, in the shapes that sponsors give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.protocols.lists import split_passage
from extractor.language.protocols.marks import read_mark
from tests.timing import LINEAR, growth

Tree = list[tuple[str, int | None]]


def tree(text: str, kind: str = "inclusion") -> Tree:
    """The text and the parent of each criterion."""
    found = split_passage(text, kind=kind, start=0, end=len(text))
    return [(text[one.start : one.end], one.parent) for one in found.criteria]


def tops(text: str, kind: str = "inclusion") -> list[str]:
    return [words for words, parent in tree(text, kind) if parent is None]


@pytest.mark.parametrize(
    ("line", "style", "label"),
    [
        ("9. Adults", "1.", "9"),
        ("31b. Smokers", "1.", "31b"),
        ("[17] Metastases", "[1]", "17"),
        ("101) Fever", "1)", "101"),
        ("225) Rash", "1)", "225"),
        ("I 01. Consent", "I1", "01"),
        ("E 20. Allergy", "E1", "20"),
        ("17.1 Are positive", "1.1", "17.1"),
        ("a. wheeze", "a.", "a"),
        ("• cough", "•", ""),
    ],
)
def test_marks(line: str, style: str, label: str) -> None:
    mark = read_mark(line, 0, len(line))
    assert mark is not None
    assert (mark.style, mark.label) == (style, label)


@pytest.mark.parametrize("line", ["2.5 mg daily", "18 years", "e.g. fever", "Adults", "-5 to 3"])
def test_no_marks(line: str) -> None:
    assert read_mark(line, 0, len(line)) is None


def test_exclusion_numbers_go_on_from_inclusion() -> None:
    text = "9. Use of steroids.\n10. Fever.\n31. Rash.\n31b. Itch.\n"
    assert tops(text, "exclusion") == ["Use of steroids.", "Fever.", "Rash.", "Itch."]


def test_notes_tables_and_paragraphs_belong_to_their_criterion() -> None:
    text = (
        "1. Adequate organ function as in the table.\nSystem | Value\nPlatelets | 100\nHaemoglobin | 9\n"
        "2. Consent given.\nNote: A proxy may sign.\n3. Able to swallow.\n"
    )
    assert [words.split("\n")[0] for words in tops(text)] == [
        "Adequate organ function as in the table.",
        "Consent given.",
        "Able to swallow.",
    ]


def test_a_table_belongs_to_the_part_that_it_stands_under() -> None:
    text = "1. Creatinine:\n   - at most as in the table.\nAge | Male | Female\n1 to 2 years | 0.6 | 0.6\n2. Asthma.\n"
    assert [words.split("\n")[0] for words, _ in tree(text)] == ["Creatinine:", "at most as in the table.", "Asthma."]


def test_unnumbered_headings_are_no_criteria() -> None:
    text = "Age\n1. Adults of 18 years.\nType of participant\n2. Asthma.\nInformed consent\n3. Consent given.\n"
    assert tops(text) == ["Adults of 18 years.", "Asthma.", "Consent given."]


def test_numbered_sections_within_a_list_and_what_introduces_them_are_no_criteria() -> None:
    text = "1. Adults.\n   - Both sexes\n4.1.2. Rolled-over Patients\nThese come from the first part.\n2. Asthma.\n"
    assert tree(text) == [("Adults.", None), ("Both sexes", 0), ("Asthma.", None)]


def test_lettered_items_and_nested_bullets_have_parents() -> None:
    text = "1. One of:\na. wheeze\n• at night\n• at work\nb. cough\n2. Consent.\n"
    assert tree(text) == [
        ("One of:", None),
        ("wheeze", 0),
        ("at night", 1),
        ("at work", 1),
        ("cough", 0),
        ("Consent.", None),
    ]


def test_a_nested_count_of_the_same_shape() -> None:
    text = "4. Adults.\n5. Any of the following:\n1. fever\n2. rash\n3. itch\n6. Consent.\n"
    found = tree(text)
    assert [words for words, parent in found if parent is None] == ["Adults.", "Any of the following:", "Consent."]


def test_indentation_tells_bullets_apart() -> None:
    text = " • Signed consent\n • Contraception, as follows:\n     • pills\n     • rings\n • Asthma\n"
    assert tree(text) == [
        ("Signed consent", None),
        ("Contraception, as follows:", None),
        ("pills", 1),
        ("rings", 1),
        ("Asthma", None),
    ]


def test_withdrawn_criteria_are_none_and_new_wordings_count() -> None:
    text = (
        "1. Adults.\n2. Deleted\n3. Criterion modified per Amendment 2.\n3.1 Positive for antibodies.\n"
        "[5] is no mark here.\n4. Not applicable.\n"
    )
    assert [words.split("\n")[0] for words in tops(text)] == ["Adults.", "Positive for antibodies."]


def test_a_list_without_marks_is_its_paragraphs() -> None:
    text = (
        "Participants are excluded if any of the following apply:\nMedical Conditions\n"
        "Any uncontrolled disease that makes participation unsafe in the view of the investigator.\n"
        "For the criteria of the imaging part see Section 6.5.\n"
    )
    assert tops(text, "exclusion") == [
        "Any uncontrolled disease that makes participation unsafe in the view of the investigator."
    ]


@given(st.lists(st.text("abc \n•1.)[]-", max_size=12), max_size=12))
def test_criteria_stand_in_order_within_the_text(parts: list[str]) -> None:
    text = "\n".join(parts)
    found = split_passage(text, kind="inclusion", start=0, end=len(text)).criteria
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    assert all(one.parent is None or one.parent < at for at, one in enumerate(found))


@pytest.mark.parametrize("line", ["1. a\n", "• b\n", "a. c\n", "plain words of a paragraph\n", "1.1 A\n", "[1] x "])
def test_time_is_linear(line: str) -> None:
    def read(times: int) -> None:
        split_passage(line * times, kind="inclusion", start=0, end=len(line) * times)

    assert growth(read, 1000) < LINEAR
