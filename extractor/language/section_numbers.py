"""Numbers of a document's sections ("5.1.2"), as tuples."""

__all__ = ["STEP", "follows"]

STEP = 3
"""By how much a number may run on from the section before it: numbers between may be of sections not seen."""


def follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a section number can come after another: one level deeper, or on by a few at any level.

    >>> follows((5, 1), (5, 1, 1)), follows((5, 1, 1), (5, 2)), follows((5, 2), (6,)), follows((5, 2), (28,))
    (True, True, True, False)
    """
    if not last:
        return number[0] <= STEP or len(number) > 1
    if len(number) > len(last):
        return number[: len(last)] == last and len(number) == len(last) + 1 and number[-1] <= STEP
    *above, own = number
    return tuple(above) == last[: len(above)] and last[len(above)] < own <= last[len(above)] + STEP
