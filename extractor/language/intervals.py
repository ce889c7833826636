"""Intervals of numbers, open or closed at each end, and what two lists of thresholds leave.

>>> required, excluded = Interval(low=100), Interval(low=80, low_closed=False)
>>> subtract([required], [excluded])
[]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

__all__ = ["EVERYTHING", "Interval", "complement", "contains", "intersect", "subtract", "touch", "union"]


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from low to high; an infinite end is never reached, whether it is called closed or not."""

    low: float = -inf
    high: float = inf
    low_closed: bool = True
    high_closed: bool = True

    @property
    def empty(self) -> bool:
        """Whether no number lies in it.

        >>> Interval(30, 18).empty, Interval(5, 5).empty, Interval(5, 5, low_closed=False).empty
        (True, False, True)
        """
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    @property
    def point(self) -> float | None:
        """Its only number, if it is one."""
        return self.low if self.low == self.high and not self.empty else None


EVERYTHING = Interval()


def contains(interval: Interval, value: float) -> bool:
    """Whether a number lies in the interval.

    >>> contains(Interval(low=100), 100), contains(Interval(low=100, low_closed=False), 100)
    (True, False)
    """
    above = value > interval.low or (value == interval.low and interval.low_closed)
    below = value < interval.high or (value == interval.high and interval.high_closed)
    return above and below


def intersect(one: Interval, other: Interval) -> Interval:
    """The numbers that lie in both; an empty interval if there are none.

    >>> intersect(Interval(low=18), Interval(high=75))
    Interval(low=18, high=75, low_closed=True, high_closed=True)
    """
    low, low_open = max((one.low, not one.low_closed), (other.low, not other.low_closed))
    high, high_closed = min((one.high, one.high_closed), (other.high, other.high_closed))
    return Interval(low, high, not low_open, high_closed)


def complement(interval: Interval) -> list[Interval]:
    """The numbers that do not lie in it: none, one or two intervals, in order.

    >>> complement(Interval(high=100, high_closed=False))
    [Interval(low=100, high=inf, low_closed=True, high_closed=True)]
    """
    if interval.empty:
        return [EVERYTHING]
    below = Interval(high=interval.low, high_closed=not interval.low_closed)
    above = Interval(low=interval.high, low_closed=not interval.high_closed)
    return ([below] if interval.low > -inf else []) + ([above] if interval.high < inf else [])


def subtract(intervals: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What is left of intervals when others are taken out, in order."""
    left = [interval for interval in intervals if not interval.empty]
    for one in taken:
        outside = complement(one)
        left = [part for interval in left for other in outside if not (part := intersect(interval, other)).empty]
    return sorted(left, key=lambda interval: (interval.low, interval.high))


def union(intervals: Sequence[Interval]) -> list[Interval]:
    """The intervals with those that overlap or meet joined, in order.

    >>> union([Interval(0, 2), Interval(2, 5, low_closed=False), Interval(7, 8)])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Interval(low=0, high=5, low_closed=True, high_closed=True),
     Interval(low=7, high=8, low_closed=True, high_closed=True)]
    """
    joined: list[Interval] = []
    for one in sorted((i for i in intervals if not i.empty), key=lambda i: (i.low, not i.low_closed)):
        last = joined[-1] if joined else None
        if last is None or one.low > last.high or (one.low == last.high and not (one.low_closed or last.high_closed)):
            joined.append(one)
            continue
        high, closed = max((last.high, last.high_closed), (one.high, one.high_closed))
        joined[-1] = Interval(last.low, high, last.low_closed, closed)
    return joined


def touch(one: Interval, other: Interval) -> float | None:
    """The number that alone lies in both of two intervals of more than one number; None otherwise.

    >>> touch(Interval(low=26), Interval(high=26)), touch(Interval(low=18), Interval(high=18, high_closed=False))
    (26, None)
    """
    if one.point is not None or other.point is not None:
        return None
    return intersect(one, other).point
