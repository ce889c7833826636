"""Spans of one text that ought to agree: short forms with their long forms, a name with itself.

Both rules know nothing of labels and are the same for every group. What they bring is in EXPERIMENTS.md.
"""

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

# First word, end, label.
Found = tuple[int, int, int]
SHORT = re.compile(r"(?=.*[A-Z])[A-Za-z0-9][\w\-/+]{1,9}")
OPENING, CLOSING = frozenset("(["), frozenset(")],;")
# Words of a short form at most; characters of a name that is looked for again, at least.
PARTS, SHORTEST = 5, 4


def agreed(doc: Doc, spans: list[Found]) -> list[Found]:
    """The spans of one group, and those that follow from them, in order and without overlap.

    A short form in brackets after a span whose words it stands for ("kidney failure (KF)") has the span's label
    wherever it stands in the text. A name that has the same label twice has it everywhere.
    """
    found = {first: (first, end, label) for first, end, label in spans}
    covered = {at for first, end, _ in spans for at in range(first, end)}

    def add(names: dict[tuple[int, ...], int], words: str, *, anew: bool) -> None:
        for first, end, label in _places(doc.to_array(words).tolist(), names):
            if covered.isdisjoint(range(first, end)) or (anew and first in found and found[first][1] == end):
                found[first] = (first, end, label)
                covered.update(range(first, end))

    if shorts := _short_forms(doc, spans):
        add(shorts, "ORTH", anew=True)
    if names := _repeated(doc, found):
        add(names, "LOWER", anew=False)
    return sorted(found.values())


def _short_forms(doc: Doc, spans: list[Found]) -> dict[tuple[int, ...], int]:
    """The words of each short form, and the label of its long form; the first definition counts."""
    names: dict[tuple[int, ...], int] = {}
    for _, end, label in spans:
        if end + 2 < len(doc) and doc[end].text in OPENING:
            stops = range(end + 2, min(end + 2 + PARTS, len(doc)))
            stop = next((at for at in stops if doc[at].text in CLOSING), end + 1)
            short = doc[end + 1 : stop].text
            if SHORT.fullmatch(short) and stands_for(short, doc[max(0, end - 3 * len(short)) : end].text):
                names.setdefault(tuple(token.orth for token in doc[end + 1 : stop]), label)
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


def _repeated(doc: Doc, found: dict[int, Found]) -> dict[tuple[int, ...], int]:
    """The words, in lower case, of each name that has the same label twice or more."""
    if len(found) < 2:
        return {}
    lower = doc.to_array("LOWER").tolist()
    times = Counter((tuple(lower[first:end]), label) for first, end, label in sorted(found.values()))
    names: dict[tuple[int, ...], int] = {}
    for (name, label), count in times.most_common():
        if count > 1 and sum(len(doc.vocab.strings[word]) for word in name) >= SHORTEST:
            names.setdefault(name, label)
    return names


def _places(words: list[int], names: dict[tuple[int, ...], int]) -> Iterator[Found]:
    """Where the names stand, the longer first of those that begin with the same word."""
    by_first: dict[int, list[tuple[int, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    for first, word in enumerate(words):
        for name in by_first.get(word, ()):
            if tuple(words[first : first + len(name)]) == name:
                yield first, first + len(name), names[name]
                break
