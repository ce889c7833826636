"""Which lists of criteria are those of a protocol's body."""

import pytest

from extractor.language.protocols.passages import find_lists
from tests.timing import LINEAR, growth

INCLUSION = "1. Adults of 18 years.\n2. Asthma.\n3. Consent.\n"
EXCLUSION = "1. Smokers.\n2. Pregnancy.\n"
BODY = f"5.1 Inclusion Criteria\n{INCLUSION}5.2 Exclusion Criteria\n{EXCLUSION}5.3 Lifestyle Considerations\nNone.\n"


def lists(text: str, sections: list[tuple[int, int, str]] | None = None) -> list[tuple[str, str]]:
    return [(one.kind, text[one.body : one.end].strip()) for one in find_lists(text, sections or [])[0]]


def test_the_lists_end_with_their_sections() -> None:
    assert lists(BODY) == [("inclusion", INCLUSION.strip()), ("exclusion", EXCLUSION.strip())]


def test_the_contents_are_no_lists() -> None:
    text = "5.1 Inclusion Criteria ........ 30\n5.2 Exclusion Criteria ........ 31\n" + BODY
    assert len(lists(text)) == 2


def test_the_body_comes_before_the_synopsis() -> None:
    synopsis = (
        f"SYNOPSIS\nInclusion Criteria\n{INCLUSION}4. More.\nExclusion Criteria\n{EXCLUSION}Statistical methods\n"
    )
    text = synopsis + "x " * 3000 + "\n" + BODY
    assert [kind for kind, _ in lists(text)] == ["inclusion", "exclusion"]
    assert lists(text)[0][1] == INCLUSION.strip()
    assert len(find_lists(text, [])[1]) == 2


def test_a_history_of_changes_is_left_out() -> None:
    history = f"5.1 Inclusion Criteria\n{INCLUSION}4. Old.\n5.2 Exclusion Criteria\n{EXCLUSION}3. Old.\n"
    gap = "word " * 1500 + "\n"
    text = "Protocol Amendment History\n" + history + gap + BODY
    sections = [(0, len(history) + 27, "Protocol Amendment History")]
    assert "Old." not in "".join(words for _, words in lists(text, sections))


def test_a_list_in_a_table_ends_with_its_chapter() -> None:
    changes = f"SUMMARY OF CHANGES\n5.1 Inclusion Criteria\n{INCLUSION}5.2 Exclusion Criteria\n{EXCLUSION}"
    chapter = f"1 AIMS\n{'word ' * 1500}\n"
    text = changes + chapter + BODY
    sections = [(0, len(changes), "SUMMARY OF CHANGES"), (len(changes), len(text), "1 AIMS")]
    _, others = find_lists(text, sections)
    assert [one.end for one in others if one.kind == "exclusion"] == [len(changes)]


def test_a_row_of_a_schedule_is_no_heading() -> None:
    assert lists("Inclusion/Exclusion Criteria | X | X\n1. Vital signs\n2. Weight\n") == []


def test_a_sentence_about_criteria_is_no_heading() -> None:
    assert (
        lists("Inclusion criteria were chosen to find people at risk; exclusion criteria were few.\n1. x\n2. y\n") == []
    )


@pytest.mark.parametrize("line", ["Inclusion ", "A B C D ", "5.1 Inclusion Criteria ", "5.", "Exclusion criteria\n"])
def test_time_is_linear(line: str) -> None:
    assert growth(lambda times: find_lists(line * times, []), 1000) < LINEAR
