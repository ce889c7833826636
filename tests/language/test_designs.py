"""Statements about a trial's own design: what counts, and what is said of something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.designs import find_assignments, find_design_words
from tests.timing import at_most

TITLES = [
    ("A Randomised, Double-Blind, Parallel-Group Trial of Zinc", ["RANDOMIZED", "DOUBLE", "PARALLEL"]),
    ("An Open Label Single-Arm Study of Zinc", ["NONE", "SINGLE_GROUP"]),
    ("Zinc for Warts: a Non-Randomized, Assessor-Blinded Trial", ["NON_RANDOMIZED", "ASSESSOR"]),
    ("A Triple-Masked Crossover Study", ["TRIPLE", "CROSSOVER"]),
    ("A Quadruple Blind 2x2 Factorial Trial", ["QUADRUPLE", "FACTORIAL"]),
    ("A Double-Blind Study With an Open-Label Extension", ["DOUBLE"]),
    ("Extension of the Randomized, Double-Blind Trial of Zinc", []),
    ("Zinc in Patients Who Completed a Randomized Trial", []),
    ("Randomized Withdrawal of Zinc", []),
]
SENTENCES = [
    ("This is a randomised, open-label study.", ["RANDOMIZED", "NONE"]),
    ("A prospective, single-blind trial is planned.", ["SINGLE"]),
    ("Participants will be randomized.", ["RANDOMIZED"]),
    ("We do a trial of parallel group design.", ["PARALLEL"]),
    ("This study is not double-blind.", []),
    ("A previous randomised, double-blind trial was small.", []),
    ("This study starts with a double-blind period.", []),
    ("The results will be used to propose a randomized trial.", []),
    ("The order of the tests will be randomized.", []),
    ("This is a trial of zinc. In part 2, patients will be randomized.", []),
    ("Meta-analyses of randomized trials are rare.", []),
]


@pytest.mark.parametrize(("title", "values"), TITLES)
def test_titles(title: str, values: list[str]) -> None:
    assert [word.value for word in find_design_words(title, title=True)] == values


@pytest.mark.parametrize(("text", "values"), SENTENCES)
def test_sentences(text: str, values: list[str]) -> None:
    assert [word.value for word in find_design_words(text)] == values


def test_who_gets_what() -> None:
    text = "Each participant will complete all three conditions. Patients were randomly assigned to one of two groups."
    assert [word.value for word in find_assignments(text)] == ["CROSSOVER", "RANDOMIZED"]
    assert find_assignments("In a previous study patients were randomized to the zinc group.") == []


@given(st.text(max_size=60), st.sampled_from([title for title, values in TITLES if values]))
def test_places_are_of_the_text(before: str, title: str) -> None:
    text = f"{before}\n{title}"
    for word in find_design_words(text, title=True):
        assert text[word.start : word.end].strip()


@pytest.mark.parametrize(
    "piece", ["randomized ", "this is a double-blind ", "each patient will complete all ", "a-a- "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    with at_most(2):
        find_design_words(text)
        find_assignments(text)
