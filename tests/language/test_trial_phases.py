"""The phase that a text gives its own trial."""

import pytest

from extractor.language.trial_phases import find_trial_phases
from tests.timing import at_most

TITLES = [
    ("A Phase 2 Study of Zinc", [("PHASE2",)]),
    ("A Phase I/IIa Trial of Zinc", [("PHASE1", "PHASE2")]),
    ("Zinc, a PHASE-III randomised trial", [("PHASE3",)]),
    ("A Phase 1b/2 Dose Escalation Study", [("PHASE1", "PHASE2")]),
    ("An Early Phase 1 Study", [("EARLY_PHASE1",)]),
    ("A Phase 0 Study", [("EARLY_PHASE1",)]),
    ("A Phase I/Randomized Phase II Study", [("PHASE1",), ("PHASE2",)]),
    ("A Phase 2, 12 Week Study", [("PHASE2",)]),
    ("Exercise in Phase 2 Cardiac Rehabilitation: a Trial", []),
    ("A Trial at the Recommended Phase 2 Dose", []),
    ("A Study of the Score in Phase 2 of Measles", []),
    ("Learning About Zinc - Phase 1", []),
]


@pytest.mark.parametrize(("title", "values"), TITLES)
def test_titles(title: str, values: list[tuple[str, ...]]) -> None:
    assert [phase.values for phase in find_trial_phases(title, title=True)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("This is a randomised phase III trial.", [("PHASE3",)]),
        ("The study is an open phase 1/2 study.", [("PHASE1", "PHASE2")]),
        ("It builds on a phase I trial.", []),
        ("In phase 2 of the study doses rise.", []),
        ("This follows a completed phase 2 trial.", []),
    ],
)
def test_sentences(text: str, values: list[tuple[str, ...]]) -> None:
    assert [phase.values for phase in find_trial_phases(text)] == values


def test_letters_are_told_and_places_are_of_the_text() -> None:
    title = "A Phase IIb Study"
    phase = find_trial_phases(title, title=True)[0]
    assert (phase.lettered, title[phase.start : phase.end]) == (True, "Phase IIb")


@pytest.mark.parametrize("piece", ["phase 1 ", "this is a phase ", "Phase I/", "early phase "])
def test_time_grows_with_the_text(piece: str) -> None:
    text = "study " + piece * (100_000 // len(piece))
    with at_most(1.5):
        find_trial_phases(text)
        find_trial_phases(text, title=True)
