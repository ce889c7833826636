"""What the network sees of a token: a function of its text alone, so that it is computed once a word."""

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

# Rows of the hashed tables; the words' own table has as many rows as words were frequent enough, and two more.
PREFIXES, SUFFIXES, SHAPES = 2000, 4000, 800
UNKNOWN, FIRST_WORD = 1, 2
# Whether a name of a drug, of a disease, of something else in MeSH holds the word (see scripts/names.py).
FLAGS = ("drug", "part of a drug", "disease", "end of a disease", "start of a disease", "other heading")


def shape(text: str) -> str:
    """Letters as x and X, digits as d, runs cut after three.

    >>> shape("mg/m2"), shape("CD4+"), shape("Atorvastatin")
    ('xx/xd', 'XXd+', 'Xxxx')
    """
    out: list[str] = []
    for char in text[:24]:
        kind = "d" if char.isdigit() else "X" if char.isupper() else "x" if char.islower() else char
        if out[-3:] != [kind] * 3:
            out.append(kind)
    return "".join(out)


def rows(text: str, vocabulary: dict[str, int]) -> tuple[int, int, int, int]:
    """Rows in the tables of words, prefixes, suffixes and shapes; the first is exact, the others are hashed."""
    lower = text.lower()
    return (
        vocabulary.get(lower, UNKNOWN),
        key("p" + text[:3]) % PREFIXES,
        key("s" + lower[-4:]) % SUFFIXES,
        key(shape(text)) % SHAPES,
    )


def key(text: str) -> int:
    """A number of 32 bits that is the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def flags(texts: Iterable[str], keys: NDArray[np.uint32], values: NDArray[np.uint8]) -> NDArray[np.float32]:
    """FLAGS of each word, from 0 to 1; `keys` are the sorted keys of the words that have any, `values` theirs."""
    wanted = np.array([key(text.lower()) for text in texts], np.uint32)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where((keys[places] == wanted)[:, None], values[places], 0).astype(np.float32) / np.float32(255)


def ends_segment(text: str) -> bool:
    """Whether a sentence or a line may end with this token."""
    return text in (".", "!", "?") or "\n" in text


def segments(ends: NDArray[np.bool_], lower: NDArray[np.bool_], longest: int) -> list[int]:
    """Where segments begin in a text of one token or more, and its end.

    `ends`: tokens after which a sentence may end; `lower`: tokens that begin in lower case, before which
    none begins. Segments are at most `longest` tokens.

    >>> segments(np.array([False, True, False]), np.array([False, False, False]), 96)
    [0, 2, 3]
    """
    cuts = [0]
    for cut in [*(np.flatnonzero(ends[:-1] & ~lower[1:]) + 1).tolist(), len(ends)]:
        while cut - cuts[-1] > longest:
            cuts.append(cuts[-1] + longest)
        if cut > cuts[-1]:
            cuts.append(cut)
    return cuts
