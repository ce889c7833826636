"""Lists of conditions without marks are taken apart, single terms stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.run_together import split_run_together
from tests.timing import at_most


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_run_together(text)]


@pytest.mark.parametrize(
    "terms",
    [
        ["Leukemia", "Lymphoma"],
        ["Cluster Headache", "Obesity"],
        ["Type 2 Diabetes Mellitus", "Renal Insufficiency"],
        ["Diabetes Mellitus, Type 2", "Renal Insufficiency"],
        ["Back Pain", "Sciatica"],
        ["Severe Aplastic Anemia", "Acute Myeloid Leukemia", "Myelofibrosis"],
        ["Stage IV Breast Cancer", "Stage IV Pancreatic Cancer"],
        ["Rhinitis, Allergic, Seasonal", "Asthma"],
        ["Sarcopenia", "Malnutrition"],
        ["Organ Transplant", "Stem Cells", "Umbilical Cord"],
    ],
)
def test_lists(terms: list[str]) -> None:
    assert split(" ".join(terms)) == terms


@pytest.mark.parametrize(
    "text",
    [
        "Severe Acute Respiratory Syndrome Coronavirus 2 Infection",
        "Non-Small Cell Lung Cancer",
        "Squamous Cell Carcinoma of the Head and Neck",
        "Macular Edema Secondary to Retinal Vein Occlusion",
        "Chronic Obstructive Pulmonary Disease",
        "Childhood Cancer Survivors",
        "Lung Cancer Stage III",
        "Head and Neck Cancer (HNC)",
        "acute myeloid leukemia",
        "Healthy Volunteers",
    ],
)
def test_single_terms(text: str) -> None:
    assert split(text) == [text]


@given(st.text(alphabet="Asthma Cancr 2(),;IV-é\n", max_size=80))
def test_pieces_hold_every_word_in_order(text: str) -> None:
    assert " ".join(split(text)).split() == text.split()


@pytest.mark.parametrize("piece", ["Asthma ", "Cancer (", "a", "Non-", "1 "])
def test_long_texts_take_no_time(piece: str) -> None:
    split("Asthma")
    with at_most(0.8):
        split_run_together(piece * (100_000 // len(piece)))
        split_run_together(piece * (2_000 // len(piece)))
