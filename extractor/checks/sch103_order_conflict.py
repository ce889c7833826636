"""What is called first is given after something else, or two agents come in both orders.

What it does: looks for an agent that is called the first and begins after another, and within one arm for two
statements that put the same two agents in opposite orders.

Why it matters: the order is part of the treatment; conditioning before and after cells is not the same.

Example: "The first drug, rituximab, is started ten days after bendamustine".

Not an error: the order of a list, cycles that come again, cross-over, the first dose of an agent after another, what
follows failure or response.

References: TIDieR item 8 (when and how much).
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import cut, regimens
from extractor.language.arms.orders import Order, find_denied_firsts, find_orders
from extractor.model import Evidence, Finding
from extractor.record import ArmGroup, TrialRecord

code = "SCH103"
name = "order-conflict"
severity: Final = "info"
needs = ()


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each agent called first that is not, and for each arm that has two agents in both orders."""
    agents = _agents(record)
    if len(agents) < 2:
        return
    done: set[str] = set()
    for place in regimens(record):
        for one in find_denied_firsts(place.quote, agents):
            words = cut(place, one.start, one.end, record)
            if words.quote not in done:
                done.add(words.quote)
                yield _finding(f"{one.later} is called the first, but given after {one.earlier}", [words], one)
    if record.intervention_model and record.intervention_model[0].value == "CROSSOVER":
        return
    for arm in record.arms:
        orders = [(place, one) for place in _told_of(arm) for one in find_orders(place.quote, agents)]
        yield from _opposite(orders)


def _agents(record: TrialRecord) -> set[str]:
    """The names by which agents go in this document."""
    names = {agent for given in record.interventions for part in given.components for agent in (part.text, part.name)}
    names |= {given.name for given in record.interventions}
    names |= {dose.agent for dose in record.doses if dose.agent}
    return names


def _told_of(arm: ArmGroup) -> list[Evidence]:
    return [e for e in arm.evidence if (e.path or "").endswith(("label", "description"))]


def _opposite(orders: list[tuple[Evidence, Order]]) -> Iterator[Finding]:
    for number, (place, one) in enumerate(orders):
        for other_place, other in orders[number + 1 :]:
            if (one.earlier.casefold(), one.later.casefold()) == (other.later.casefold(), other.earlier.casefold()):
                places = [cut(place, one.start, one.end), cut(other_place, other.start, other.end)]
                yield _finding(f"{one.earlier} is given both before and after {one.later}", places, one)
                return


def _finding(message: str, places: list[Evidence], order: Order) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion="say which comes first, the same in each place",
        evidence=places,
        values={"earlier": order.earlier, "later": order.later},
    )
