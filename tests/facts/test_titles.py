"""Titles: registered ones, brief first; else the one that the beginning of a text states."""

import pytest

from tests.facts.documents import record_of, record_of_text
from tests.timing import at_most


def test_registered_titles_brief_first() -> None:
    record = record_of({"acronym": "EX", "official_title": "A Study of X", "title": "X in Y"})
    assert [(title.kind, title.text) for title in record.titles] == [
        ("brief", "X in Y"),
        ("official", "A Study of X"),
        ("acronym", "EX"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Protocol Title: A Study of Examplin in Adults With Gout\nSponsor: X",
            "A Study of Examplin in Adults With Gout",
        ),
        ("Study title:\nA Trial of X vs. Y in Patients with Z\n\nText", "A Trial of X vs. Y in Patients with Z"),
        ("# A randomised trial of examplin in gout\n\nIntroduction", "A randomised trial of examplin in gout"),
        (
            "Title: Efficacy of Examplin in Adults with Newly Diagnosed Multiple Myeloma, a Study\n  of a Group\n\nX",
            "Efficacy of Examplin in Adults with Newly Diagnosed Multiple Myeloma, a Study\n  of a Group",
        ),
        (
            "Title: Efficacy of Examplin in Adults with Newly Diagnosed Multiple Myeloma, a Study\nProtocol number: 7",
            "Efficacy of Examplin in Adults with Newly Diagnosed Multiple Myeloma, a Study",
        ),
        (
            "A phase 2 trial of examplin in women with cystitis. It is taken daily.",
            "A phase 2 trial of examplin in women with cystitis",
        ),
    ],
)
def test_stated_titles(text: str, title: str) -> None:
    (found,) = record_of_text(text).titles
    assert (found.text, found.origin) == (title, "stated")
    assert found.evidence[0].quote == title


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion criteria of the study:\n- asthma",
        "Patients must have asthma",
        "- Adults, aged 18 years and above",
        "Title: none",
    ],
)
def test_what_is_no_title(text: str) -> None:
    assert record_of_text(text).titles == []


def test_the_title_of_a_protocol_is_its_own_kind() -> None:
    (title,) = record_of_text("Title: A Study of Examplin in Adults With Gout", kind="protocol").titles
    assert title.kind == "protocol"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (
            "Clinical Protocol\nA Randomized Study of \nExamplin in Adults With \nGout\nEX-TRIAL\nVersion 2\n",
            "A Randomized Study of \nExamplin in Adults With \nGout",
        ),
        (
            "Confidential\nEXALT: A PHASE 2 TRIAL\nOF EXAMPLIN\nIN GOUT\nEudraCT Number: 2031-000001-12\n",
            "EXALT: A PHASE 2 TRIAL\nOF EXAMPLIN\nIN GOUT",
        ),
        (
            "Version 2.0\nStudy to Evaluate the Effect of Examplin on\nWorsening Heart Failure\n(EXALT)\nDate: 2031\n",
            "Study to Evaluate the Effect of Examplin on\nWorsening Heart Failure\n(EXALT)",
        ),
        (
            "Plan\nA Trial of Examplin With or Without Zinc in HER2-Negative\nMetastatic Breast Cancer\nDate: 2031\n",
            "A Trial of Examplin With or Without Zinc in HER2-Negative\nMetastatic Breast Cancer",
        ),
        (
            "Title: A Study of Examplin in Adults With Gout (EXALT) Regulatory Agency Identifier Number: 157\n",
            "A Study of Examplin in Adults With Gout (EXALT)",
        ),
        (
            "RESEARCH Open Access\nhttps://example.org/1\nExamplin for acute gout\nin adults: a cohort study\n"
            "Ada B. Example^1*, Bo van Sample^2,3 and Çi Test^1\nAbstract\nBackground Gout hurts.\n",
            "Examplin for acute gout\nin adults: a cohort study",
        ),
        ("Visits\nInformed Consent^a | X\nHeight and weight | X\nMedical History^b | X\n", None),
        ("Ada B. Example^1*, Bo Sample^2,3\nAbstract\nBackground Gout hurts.\n", None),
        ("An overview of the study schedule is provided in Table 1\nDay 1\n", None),
        ("CLINICAL STUDY PROTOCOL 06\nVersion 2\n", None),
    ],
)
def test_title_pages_of_protocols(page: str, title: str | None) -> None:
    found = record_of_text(page + "\n" * 2 + "This study is confidential.", kind="protocol").titles
    assert [one.text for one in found] == ([title] if title else [])


def test_long_lines_take_no_time() -> None:
    with at_most(5):
        for text in (
            "A " * 50_000,
            "A study of\n" * 9_000,
            "title:" * 16_000,
            " " * 100_000,
            "Phase 2" + "x" * 100_000,
        ):
            record_of_text(text, kind="protocol")


def test_narrow_title_pages_are_read_on() -> None:
    text = "PROTOCOL TITLE:\nA PHASE 3, OPEN-LABEL, RANDOMIZED STUDY\nOF EXAMPLIN IN GOUT\nSPONSOR: X"
    (title,) = record_of_text(text, kind="protocol").titles
    assert title.text == "A PHASE 3, OPEN-LABEL, RANDOMIZED STUDY\nOF EXAMPLIN IN GOUT"
