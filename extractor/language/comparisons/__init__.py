"""Comparisons: every number that a text compares something with, its bounds, its unit, and where it stands.

What is compared (an age, a laboratory value, a span of time) is not asked here.

>>> [(c.low, c.high, c.unit) for c in find_comparisons("Hb >= 9 g/dL, ECOG 0-2, within 4 weeks")]
[(9.0, None, 'g/dL'), (0.0, 2.0, None), (4.0, 4.0, 'wk')]
"""

from extractor.language.comparisons.operators import Readable
from extractor.language.comparisons.reading import Comparison, scan

__all__ = ["Comparison", "Readable", "find_comparisons", "scan"]


def find_comparisons(text: str) -> list[Comparison]:
    """All comparisons of a text, left to right; a number without operator, unit, scale or partner is none."""
    readable = Readable(text)
    found = []
    for one in scan(readable.text):
        if one.states:
            start, end = readable.place(one.start, one.end)
            found.append(one._replace(start=start, end=end, number=readable.place(one.number, one.number + 1)[0]))
    return found
