"""The agents that titles name as studied."""

import pytest

from extractor.language.arms.title_agents import bracketed, find_title_agents, is_generic
from tests.timing import at_most

TITLES = [
    ("Nimotuzumab Combined With Radiotherapy for Glioma", ["Nimotuzumab", "Radiotherapy"]),
    ("Venetoclax and Chemotherapy as Frontline Therapy", ["Venetoclax", "Chemotherapy"]),
    ("A Phase I Trial of 5-Fluorouracil", ["Fluorouracil"]),
    ("A Study of QRX-4412 in Healthy Men", ["QRX-4412"]),
    ("Hypnotherapy and Gabapentin for Hot Flashes", ["Gabapentin"]),
    ("A Diet in Patients on Metformin", []),
    ("Walking in Imatinib-Resistant Leukemia", []),
    ("Zinc After Failure of Cisplatin", []),
    ("Cocaine Effects in the Brain", []),
    ("A Proof of Concept Study", []),
    ("Chemotherapy-Induced Nausea", []),
]


@pytest.mark.parametrize(("title", "agents"), TITLES)
def test_titles(title: str, agents: list[str]) -> None:
    assert [title[agent.start : agent.end] for agent in find_title_agents(title)] == agents


def test_other_names_in_brackets() -> None:
    title = "Darolutamide (QRX-4412) for Tumours"
    assert [bracketed(title, agent) for agent in find_title_agents(title)] == ["QRX-4412", "Darolutamide QRX-4412"]


def test_generic_names() -> None:
    assert is_generic("Venetoclax")
    assert not is_generic("Xeloda")


@pytest.mark.parametrize("piece", ["mab ", "AB1-", "with a ", "in a a a a ", "aaaaaaaaaa", "Cisplatin ("])
def test_time_grows_with_the_text(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1.5):
        find_title_agents(text)
