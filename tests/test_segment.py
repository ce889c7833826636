"""Sections of plain texts and protocols, and the passages that state who is eligible."""

import pytest

from extractor.model import Document, Field
from extractor.segment import ELIGIBILITY_FIELD, segment
from tests.timing import at_most


def document(text: str, *, kind: str = "text", fields: tuple[Field, ...] = ()) -> Document:
    made = Document(path="", text=text, format="text", kind=kind, sha256="", fields=list(fields))  # type: ignore[arg-type]
    segment(made)
    return made


def passages(text: str, *, kind: str = "text") -> list[str]:
    made = document(text, kind=kind)
    return [text[p.start : p.end].split("\n")[0] for p in made.eligibility]


PROTOCOL = """Table of contents
5.1 Inclusion Criteria .................... 12
1 Introduction
Asthma is common.
2 Objectives
3 Study Population
3.1 Inclusion Criteria
1. Adults with asthma
2. Signed consent
3.2 Exclusion Criteria
1. Pregnancy
4 Treatment
Patients who meet all inclusion criteria are treated.
"""


def test_numbered_headings_become_a_tree() -> None:
    paths = [section.path for section in document(PROTOCOL, kind="protocol").sections]
    assert paths == [
        "1 Introduction",
        "2 Objectives",
        "3 Study Population",
        "3 Study Population > 3.1 Inclusion Criteria",
        "3 Study Population > 3.2 Exclusion Criteria",
        "4 Treatment",
    ]


def test_list_items_and_dates_are_no_headings() -> None:
    text = "1 Background\n12 May 2029\n2 Aims\n1. Adults with asthma\n3 Methods\n"
    assert [section.heading for section in document(text).sections] == ["1 Background", "2 Aims", "3 Methods"]


def test_criteria_end_with_their_section_and_contents_and_sentences_start_none() -> None:
    made = document(PROTOCOL, kind="protocol")
    assert [passage.kind for passage in made.eligibility] == ["inclusion", "exclusion"]
    assert "Treatment" not in made.text[made.eligibility[-1].start : made.eligibility[-1].end]


@pytest.mark.parametrize(
    "line",
    [
        "The text of inclusion criterion 11 was revised",
        "Exclusion Criteria #7 (infarction)",
        "In Exclusion Criterion 3 and elsewhere",
        "3.2 Exclusion Criteria .......... 44",
        "meets all inclusion criteria and no other",
    ],
)
def test_what_only_speaks_of_criteria_heads_none(line: str) -> None:
    assert passages(f"1 Aims\n{line}\nMore text\n2 Methods\n", kind="protocol") == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Inclusion criteria", "inclusion"),
        ("KEY INCLUSION CRITERIA:", "inclusion"),
        ("Ocular Exclusion Criteria for Both Eyes", "exclusion"),
        ("Main criteria for inclusion", "inclusion"),
        ("3.2 Exclusion Criteria", "exclusion"),
    ],
)
def test_what_heads_criteria(line: str, kind: str) -> None:
    other = "Exclusion Criteria" if kind == "inclusion" else "Inclusion Criteria"
    made = document(f"{line}\n- Adults\n- Asthma\n{other}\n- Fever\n", kind="protocol")
    assert (made.eligibility[0].kind, made.text[made.eligibility[0].start : made.eligibility[0].end].strip()) == (
        kind,
        "- Adults\n- Asthma",
    )


def test_a_text_of_criteria_alone_is_one_passage_and_a_protocol_without_headings_none() -> None:
    assert passages("Adults with asthma\nNo smokers") == ["Adults with asthma"]
    assert passages("Adults with asthma\nNo smokers", kind="protocol") == []


def test_a_text_longer_than_any_criteria_has_those_of_its_lists() -> None:
    prose = "The nurse wrote the time of each dose in a diary. The pain was less after a week.\n\n" * 150
    listed = "Inclusion Criteria\n- Adults with asthma\n- Signed consent\n\nExclusion Criteria\n- Pregnancy\n\n"
    assert len(passages(prose)) == 1
    assert passages(prose * 2) == []
    made = document(prose + listed + prose)
    assert [passage.kind for passage in made.eligibility] == ["inclusion", "exclusion"]
    assert (
        made.text[made.eligibility[0].start : made.eligibility[0].end].strip()
        == "- Adults with asthma\n- Signed consent"
    )


def test_separate_lists_are_named_by_the_label_before_them() -> None:
    text = "Inclusion: adults\n\nExclusion: smokers\n"
    fields = tuple(Field(ELIGIBILITY_FIELD, text.index(w), text.index(w) + len(w)) for w in ("adults", "smokers"))
    made = document(text, kind="registry", fields=fields)
    assert [passage.kind for passage in made.eligibility] == ["inclusion", "exclusion"]


def test_many_headings_take_linear_time() -> None:
    with at_most(2):
        document("# a\n" * 25_000)
