"""Which of two agents comes first."""

import pytest

from extractor.language.arms.orders import find_denied_firsts, find_orders
from tests.timing import at_most

AGENTS = ["zincomab", "ferrostat"]


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("Zincomab followed by ferrostat", "zincomab"),
        ("zincomab is given two hours before ferrostat", "zincomab"),
        ("zincomab is given two hours after ferrostat", "ferrostat"),
    ],
)
def test_orders(text: str, earlier: str) -> None:
    (order,) = find_orders(text, AGENTS)
    assert order.earlier.lower() == earlier
    assert text[order.start : order.end].lower().startswith("zincomab")


@pytest.mark.parametrize(
    "text",
    [
        "zincomab, ferrostat",
        "zincomab or ferrostat after surgery",
        "in each cycle zincomab after ferrostat",
        "zincomab after failure of ferrostat",
        "zincomab before zincomab",
        "zincomabs before ferrostat",
    ],
)
def test_no_order(text: str) -> None:
    assert find_orders(text, AGENTS) == []


def test_a_first_that_comes_later() -> None:
    text = "Now the first agent zincomab, begun 2.5 hours after ferrostat infusion."
    assert find_denied_firsts(text, AGENTS)[0].later == "zincomab"
    assert find_denied_firsts("zincomab is given first, an hour after ferrostat", AGENTS)[0].earlier == "ferrostat"
    assert find_denied_firsts("the first drug dose after ferrostat", AGENTS) == []
    assert find_denied_firsts("the first agent, zincomab, begins after surgery", AGENTS) == []
    assert find_denied_firsts(text, []) == []


@pytest.mark.parametrize("piece", ["first agent after ", "is given first ", "zincomab ferrostat ", "a "])
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(2):
        find_orders(text, AGENTS)
        find_denied_firsts(text, AGENTS)
