"""Which plain texts are protocols."""

import pytest

from extractor.language.protocols.kinds import is_protocol
from tests import golden
from tests.timing import LINEAR, growth

PROTOCOL = (golden.DOCUMENTS / "protocol.txt").read_text(encoding="utf-8")
FILLING = "The nurse notes the time of each visit in the diary.\n" * 40


def test_a_text_with_the_sections_of_a_protocol_is_one() -> None:
    assert is_protocol(PROTOCOL)
    assert is_protocol(PROTOCOL.upper())


@pytest.mark.parametrize(
    "text",
    [
        PROTOCOL[:900],
        PROTOCOL.replace("PROTOCOL", "REPORT").replace("Protocol", "Report"),
        FILLING + FILLING + PROTOCOL,  # what calls itself so far behind its beginning is an annex
        "Protocol of the ward\n" + FILLING,
        "Protocol\nInclusion criteria\n" + FILLING + "Exclusion criteria\n" + FILLING,
        "In this protocol " + "the objectives, the design, the treatment, statistics and safety are told. " * 30,
    ],
    ids=["short", "a report", "an annex", "no sections", "criteria alone", "no headings"],
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_protocol(text)


@pytest.mark.parametrize(
    "line", ["Inclusion criteria ", "1.1.1 Study ", "# # * ", "Design\n", "1. Objectives " + "x" * 70]
)
def test_time_is_linear(line: str) -> None:
    assert growth(lambda times: is_protocol("Protocol\n" + line * times), 5000) < LINEAR
