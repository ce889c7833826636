"""Bounds on time in tests, in CPU seconds of a machine of the usual speed, whatever else this one is busy with."""

import re
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

USUAL = 0.00048
"""CPU seconds that `_work` takes where the bounds were set."""
NOISE = 2
"""By how much one processor's speed may change between two moments; what is not linear takes a hundred times longer."""

LINEAR = 10
"""What `growth` stays below where time is linear."""

_PATTERN = re.compile(r"\b(\d+(?:\.\d+)?)\s*(?:mg|kg|years?)\b|\b[a-z]+ing\b")
_TEXT = "patients of 18 years or older taking 10 mg daily, having signed consent " * 60


@contextmanager
def at_most(seconds: float, what: object = "") -> Iterator[None]:
    """The body and the processes that it waits for take less CPU time than this.

    The bound grows by as much as the machine is slower than usual.

    Example: `with at_most(0.5): find_ages(text)`.
    """
    began = _spent()
    yield
    took = _spent() - began
    if took >= seconds:
        bound = NOISE * seconds * slowness()
        assert took < bound, f"{took:.2f} s of at most {bound:.2f} {what}"


def slowness() -> float:
    """How many times slower than usual the machine is now, in the worst of some moments; never less than one."""
    worst = 1.0
    for _ in range(20):
        began = time.process_time()
        for _ in range(10):
            _work()
        worst = max(worst, (time.process_time() - began) / 10 / USUAL)
    return worst


def _spent() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _work() -> int:
    return sum(match.end() for match in _PATTERN.finditer(_TEXT)) + sum(hash(word) % 7 for word in _TEXT.split() * 4)


def growth(call: Callable[[int], object], times: int) -> float:
    """How many times longer four times as much takes, the fastest of three tries: 4 where time is linear, 16 where it
    is quadratic. Where all is done in no time it says nothing: less than a fiftieth of a second counts as that.

    Example: `assert growth(lambda times: find_ages("18 years " * times), 1000) < LINEAR`.
    """
    call(times // 5)
    few, many = ([_cost(call, count) for _ in range(3)] for count in (times, 4 * times))
    return min(many) / max(min(few), 0.02)


def _cost(call: Callable[[int], object], count: int) -> float:
    began = _spent()
    call(count)
    return _spent() - began
