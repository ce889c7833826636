"""Spans of one text that ought to agree: short forms with their long forms, a name with itself.

Both rules know nothing of labels and are the same for every group. What they bring is in EXPERIMENTS.md.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

# First word, end, label.
Found = tuple[int, int, int]
SHORT = re.compile(r"(?=.*[A-Z])[A-Za-z0-9][\w\-/+]{1,9}")
OPENING, CLOSING = frozenset("(["), frozenset(")],;")
# Words of a short form at most; characters of a name that is looked for again, at least.
PARTS, SHORTEST = 5, 4


class Words:
    """The words of one text, which may be many lines, as the rules see them: keys in `exact` and, in lower case, in
    `lower`; `begins` are the first words of the lines."""

    def __init__(self, lines: list[Doc], begins: list[int], exact: list[int], lower: list[int]) -> None:
        self.lines, self.begins, self.exact, self.lower = lines, begins, exact, lower
        self.strings = lines[0].vocab.strings

    def __len__(self) -> int:
        return len(self.exact)

    def text(self, first: int, end: int) -> str:
        """What stands in a range, its lines with a blank between them."""
        pieces = []
        while first < end:
            line = self.line(first)
            begin, stop = self.begins[line], min(end, self.begins[line + 1])
            pieces.append(self.lines[line][first - begin : stop - begin].text)
            first = stop
        return " ".join(pieces)

    def line(self, word: int) -> int:
        """The line in which a word stands."""
        return bisect_right(self.begins, word) - 1

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where brackets open."""
        keys = {self.strings[word] for word in OPENING}
        return frozenset(at for at, word in enumerate(self.exact) if word in keys)


def agreed(text: Words, spans: list[Found]) -> list[Found]:
    """The spans of one group, in order, and those that follow from them, in order and without overlap.

    A short form in brackets after a span whose words it stands for ("kidney failure (KF)") has the span's label
    wherever it stands in the text. A name that has the same label twice has it everywhere.
    """
    if not spans:
        return spans
    shorts = _short_forms(text, spans)
    if len(spans) < 2 and not shorts:
        return spans
    found = {first: (first, end, label) for first, end, label in spans}
    covered: set[int] = set()
    for first, end, _ in spans:
        covered.update(range(first, end))

    def add(names: dict[tuple[int, ...], int], words: list[int], *, anew: bool) -> None:
        for first, end, label in _places(words, names):
            if covered.isdisjoint(range(first, end)) or (anew and first in found and found[first][1] == end):
                found[first] = (first, end, label)
                covered.update(range(first, end))

    if shorts:
        add(shorts, text.exact, anew=True)
    if names := _repeated(text, found):
        add(names, text.lower, anew=False)
    return sorted(found.values())


def _short_forms(text: Words, spans: list[Found]) -> dict[tuple[int, ...], int]:
    """The words of each short form, and the label of its long form; the first definition counts."""
    names: dict[tuple[int, ...], int] = {}
    closings = {text.strings[word] for word in CLOSING}
    for _, end, label in spans:
        if end in text.openings and end + 2 < len(text):
            stops = range(end + 2, min(end + 2 + PARTS, len(text)))
            stop = next((at for at in stops if text.exact[at] in closings), end + 1)
            short = text.text(end + 1, stop)
            if SHORT.fullmatch(short) and stands_for(short, text.text(max(0, end - 3 * len(short)), end)):
                names.setdefault(tuple(text.exact[end + 1 : stop]), label)
    return names


def stands_for(short: str, before: str) -> bool:
    """Whether the letters of a short form stand in the words before it, the first at the start of a word.

    Source: Schwartz and Hearst, Pacific Symposium on Biocomputing 2003.

    >>> stands_for("KF", "severe kidney failure"), stands_for("KF", "renal failure")
    (True, False)
    """
    text, at = before.lower(), len(before)
    letters = [char for char in short.lower() if char.isalnum()]
    for number, letter in reversed(list(enumerate(letters))):
        at = text.rfind(letter, 0, at)
        while number == 0 and at > 0 and text[at - 1].isalnum():
            at = text.rfind(letter, 0, at)
        if at < 0:
            return False
    return True


def _repeated(text: Words, found: dict[int, Found]) -> dict[tuple[int, ...], int]:
    """The words, in lower case, of each name that has the same label twice or more."""
    if len(found) < 2:
        return {}
    lower = text.lower
    times = Counter((tuple(lower[first:end]), label) for first, end, label in sorted(found.values()))
    if len(times) == len(found):
        return {}
    names: dict[tuple[int, ...], int] = {}
    for (name, label), count in times.most_common():
        if count > 1 and sum(len(text.strings[word]) for word in name) >= SHORTEST:
            names.setdefault(name, label)
    return names


def _places(words: list[int], names: dict[tuple[int, ...], int]) -> Iterator[Found]:
    """Where the names stand, the longer first of those that begin with the same word."""
    by_first: dict[int, list[tuple[int, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    for first in [at for at, word in enumerate(words) if word in by_first]:
        for name in by_first[words[first]]:
            if tuple(words[first : first + len(name)]) == name:
                yield first, first + len(name), names[name]
                break
