"""The network, in numpy: words -> a two-layer bidirectional LSTM -> one chain of BIO labels a group.

Sentences of a batch are packed by time (longest first), so that nothing is padded.
Sources: Hochreiter and Schmidhuber, Neural Computation 1997 (LSTM); Lample et al., NAACL 2016 (LSTM and a chain of
labels for entities).
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .features import FIRST_WORD

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
IMPOSSIBLE = -1e4
FEW = 6
"""Rows at most that are multiplied one at a time: a product of matrices copies the larger one first."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Where the words of a batch stand when time runs over all its segments at once.

    `order[offsets[t]:offsets[t + 1]]` are the t-th words of the segments that have one, the longest segment first.
    """

    order: Ints
    offsets: list[int]

    @classmethod
    def of(cls, starts: Ints, lengths: Ints) -> "Packed":
        """From the first word and the length of each segment."""
        by_length = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[by_length], lengths[by_length]
        longest = int(lengths[0]) if len(lengths) else 0
        counts = np.searchsorted(-lengths, -np.arange(longest), side="left")
        time = np.repeat(np.arange(longest), counts)
        offsets = np.concatenate([[0], np.cumsum(counts)])
        rank = np.arange(len(time)) - offsets[time]
        return cls(starts[rank] + time, offsets.tolist())

    @property
    def steps(self) -> list[tuple[int, int, int]]:
        """Each block but the first, and where the block before it begins."""
        return [
            (last, begin, end) for last, (begin, end) in zip(self.offsets, pairwise(self.offsets[1:]), strict=False)
        ]


def vocabulary(words: list[str]) -> dict[str, int]:
    """The row of each word in the table of words."""
    return {word: row for row, word in enumerate(words, FIRST_WORD)}


def width(weights: dict[str, Floats]) -> int:
    """The width of an embedded word."""
    return weights["w0"].shape[1] // 2


def embed(weights: dict[str, Floats], ids: Ints, vectors: Floats, flags: Floats) -> Floats:
    """The input of the LSTM for each of some words: (words, width)."""
    parts = [weights[name][ids[:, column]] for column, name in enumerate(("word", "pre", "suf", "sh"))]
    x = np.concatenate([*parts, vectors @ weights["vproj"], flags], axis=1) @ weights["w0"] + weights["b0"]
    x = x.reshape(len(x), -1, 2).max(axis=-1)
    x -= x.mean(axis=-1, keepdims=True)
    return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-5))


def prepared(weights: dict[str, Floats]) -> dict[str, Floats]:
    """The weights of the LSTM as `states` wants them: what a gate adds up is the exponent of its logistic function, and
    what is added to every word is the last row of what an input of one is multiplied with. The stored ones have three
    of the four gates halved (see `halved`)."""
    ready = {}
    for side in ("0f", "0b", "1f", "1b"):
        ready["wi" + side] = np.concatenate([weights["wi" + side], weights["bi" + side][None]]) * np.float32(-2)
        ready["wh" + side] = weights["wh" + side] * np.float32(-2)
    return ready


def states(ready: dict[str, Floats], table: Floats, words: Ints, packed: Packed) -> Floats:
    """The network's view of each word of a batch, in packed order; `words` are rows of `table`, the embedded words,
    and `ready` is what `prepared` gives."""
    # a word that stands in a batch many times is projected once
    known, where = np.unique(words, return_inverse=True)
    some, where = _and_one(table[known]), where[packed.order]
    sides = [_run((some @ ready[f"wi0{side}"]).take(where, axis=0), ready, f"0{side}", packed) for side in "fb"]
    x = _and_one(*sides)
    return np.concatenate([_run(x @ ready[f"wi1{side}"], ready, f"1{side}", packed) for side in "fb"], axis=1)


def _and_one(*parts: Floats) -> Floats:
    """The parts side by side, and a column of ones."""
    return np.concatenate([*parts, np.ones((len(parts[0]), 1), np.float32)], axis=1)


def _run(z: Floats, ready: dict[str, Floats], name: str, packed: Packed) -> Floats:
    """One direction of a layer; gates in the order input, forget, output, new."""
    recurrent = ready["wh" + name]
    width = len(recurrent)
    blocks = list(pairwise(packed.offsets))
    widest = blocks[0][1] if blocks else 0
    if name.endswith("b"):
        blocks.reverse()
    out = np.empty((len(z), width), np.float32)
    # a segment's row holds nothing until its first word; the cell is kept times -2, the exponent that tanh is made from
    cells = np.zeros((widest, width), np.float32)
    sums = np.empty((widest, 4 * width), np.float32)
    # tanh(x) = 2 / (1 + e^-2x) - 1: what of it is a factor stands in the gates that it is multiplied with
    shares = np.repeat(np.array([-4, 1, 2, 1], np.float32), width)
    before = before_size = 0
    with np.errstate(over="ignore"):  # 1 / (1 + inf) is the 0 that it should be
        for begin, end in blocks:
            size = end - begin
            going = min(size, before_size)
            gates = z[begin:end]
            if going:
                known, added = out[before : before + going], sums[:going]
                if going <= FEW:
                    np.matmul(known[:, None], recurrent, out=added[:, None])
                else:
                    np.matmul(known, recurrent, out=added)
                gates[:going] += added
            np.exp(gates, out=gates)
            gates += 1
            np.divide(shares, gates, out=gates)
            into, forget, show, new = (gates[:, at : at + width] for at in range(0, 4 * width, width))
            new -= 0.5
            new *= into
            cell = cells[:size]
            cell *= forget
            cell += new
            view = out[begin:end]
            np.exp(cell, out=view)
            view += 1
            np.reciprocal(view, out=view)
            view -= 0.5
            view *= show
            before, before_size = begin, size
    return out


def halved(weights: dict[str, Floats]) -> dict[str, Floats]:
    """The weights with the sigmoid gates halved: sigmoid(x) = tanh(x / 2) / 2 + 1 / 2, one function for all four."""
    out = dict(weights)
    for name, value in weights.items():
        if name[:2] in ("wi", "wh", "bi"):
            scaled = value.copy()
            scaled[..., : 3 * (value.shape[-1] // 4)] *= 0.5
            out[name] = scaled
    return out


def best_labels(scores: Floats, transitions: Floats, packed: Packed) -> Ints:
    """The best chain of labels of each segment (Viterbi), in the order of the text. `scores`: a row a packed word, a
    column for O, then B and I of each label in turn. None begins with an I."""
    offsets, steps = packed.offsets, packed.steps
    best = np.ascontiguousarray(scores.T)
    best[2::2, : offsets[1]] = IMPOSSIBLE
    moves = transitions[:, :, None]
    for last, begin, end in steps:
        best[:, begin:end] += (best[:, None, last : last + end - begin] + moves).max(axis=0)
    # the way back: only the labels before the chosen one are compared
    done, into = np.ascontiguousarray(best.T), np.ascontiguousarray(transitions.T)
    chosen = np.empty(len(scores), np.int64)
    chosen[offsets[-2] :] = done[offsets[-2] :].argmax(axis=1)
    for last, begin, end in reversed(steps):
        size = end - begin
        chosen[last : last + size] = (done[last : last + size] + into[chosen[begin:end]]).argmax(axis=1)
        chosen[last + size : begin] = done[last + size : begin].argmax(axis=1)
    labels = np.empty_like(chosen)
    labels[packed.order] = chosen
    return labels


def runs(labels: Ints, begins: Ints) -> tuple[Ints, Ints]:
    """Firsts and ends of the spans in a batch of labels; `begins` are the first words of its segments."""
    firsts = np.flatnonzero(labels % 2 == 1)
    inside = (labels > 0) & (labels % 2 == 0)
    inside[begins] = False
    stops = np.append(np.flatnonzero(~inside), len(labels))
    ends = stops[np.searchsorted(stops, firsts, side="right")]
    return firsts, ends


def trimmed(firsts: Ints, ends: Ints, blank: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The spans without the blank words that they begin or end with, and without those that hold no other."""
    solid = np.append(np.flatnonzero(~blank), len(blank))
    firsts = solid[np.searchsorted(solid, firsts)]
    ends = np.concatenate([[0], solid + 1])[np.searchsorted(solid, ends)]
    some = firsts < ends
    return firsts[some], ends[some]
