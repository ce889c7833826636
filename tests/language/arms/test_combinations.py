"""Names that join agents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.arms.combinations import combined_agents
from tests.timing import at_most

DRUGS = ["vincristine", "imatinib", "docetaxel", "XB1234", "nivolumab"]


JOINTS = [" + ", "+", ", ", " and ", " plus ", " in combination with "]


@given(st.lists(st.sampled_from(DRUGS), min_size=2, max_size=4, unique=True), st.sampled_from(JOINTS))
def test_joined_agents_are_found_where_they_stand(agents: list[str], joint: str) -> None:
    name = joint.join(agents)
    found = combined_agents(name)
    assert [one.text for one in found] == agents
    assert all(name[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    "name",
    [
        "docetaxel",
        "docetaxel/cisplatin",
        "docetaxel or cisplatin",
        "docetaxel with or without cisplatin",
        "docetaxel + matching placebo",
        "docetaxel + radiotherapy",
        "BEACOPP (docetaxel, cisplatin, imatinib)",
        "imipenem and cilastatin",
        "docetaxel -> cisplatin + imatinib",
        "walking and swimming",
        "",
    ],
)
def test_one_thing(name: str) -> None:
    assert combined_agents(name) == []


def test_known_names_are_agents_but_no_general_words() -> None:
    assert [one.text for one in combined_agents("LEC+AS", known={"LEC", "AS"})] == ["LEC", "AS"]
    assert combined_agents("LEC+chemotherapy", known={"LEC", "chemotherapy"}) == []


@given(st.text(max_size=80))
def test_any_name_is_read(name: str) -> None:
    assert all(name[one.start : one.end] == one.text for one in combined_agents(name))


@pytest.mark.parametrize("piece", ["A+", "(", "and ", "a", "5 mg "])
def test_time_is_linear(piece: str) -> None:
    with at_most(2):
        combined_agents(piece * (100_000 // len(piece)))
