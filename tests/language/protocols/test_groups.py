"""Groups named by what happens to them, and what they are to arms and treatments."""

import pytest

from extractor.language.protocols.arms import find_arms
from extractor.language.protocols.designs import find_statements
from extractor.language.protocols.groups import find_named_groups
from extractor.language.protocols.treatments import find_treatments
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Classes were assigned to the daily walk condition and the rest to the usual lesson condition.",
         ["daily walk", "usual lesson"]),
        ("Nurses are randomised to the e-learning arm or the waiting list arm.", ["e-learning", "waiting list"]),
        ("Participants were allocated to an intervention group and a control group.", ["intervention", "control"]),
        ("Both members were assigned to the same condition and the other group.", []),
        ("Patients are assigned to the next free bed.", []),
    ],
)  # fmt: skip
def test_groups_named_in_one_sentence(text: str, names: list[str]) -> None:
    found = find_named_groups(text)
    assert [one.name for one in found] == names
    assert [text[one.start : one.end] for one in found] == names


def test_named_groups_are_arms_and_treatments_where_there_is_no_agent() -> None:
    text = (
        "Simple randomization decides. Half are assigned to the daily walk condition and half to the lesson condition."
    )
    treatments = find_treatments(text, [])
    assert [one.name for one in treatments] == ["daily walk", "lesson"]
    arms = find_arms(text, [(one.start, one.end, one.name) for one in treatments])
    assert [one.label for one in arms] == ["daily walk", "lesson"]
    assert [one.value for one in find_statements(text)] == ["RANDOMIZED"]


@pytest.mark.parametrize("piece", ["assigned to the a ", "assigned to the aa bb and ", "to the ", "a-a "])
def test_time_is_linear(piece: str) -> None:
    with at_most(0.5):
        find_named_groups(piece * (100_000 // len(piece)))
