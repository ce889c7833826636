"""The network, in numpy: words -> a two-layer bidirectional LSTM -> one chain of BIO labels a group.

Sentences of a batch are packed by time (longest first), so that nothing is padded.
Sources: Hochreiter and Schmidhuber, Neural Computation 1997 (LSTM); Lample et al., NAACL 2016 (LSTM and a chain of
labels for entities).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .features import FIRST_WORD

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Packed:
    """Where the words of a batch stand when time runs over all its segments at once.

    `forward[offsets[t]:offsets[t + 1]]` are the t-th words of the segments that have one, `backward` the
    t-th from the end.
    """

    forward: Ints
    backward: Ints
    offsets: list[int]

    @classmethod
    def of(cls, starts: Ints, lengths: Ints) -> "Packed":
        """From the first word and the length of each segment."""
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        longest = int(lengths[0]) if len(lengths) else 0
        counts = np.searchsorted(-lengths, -np.arange(longest), side="left")
        time = np.repeat(np.arange(longest), counts)
        offsets = np.concatenate([[0], np.cumsum(counts)])
        rank = np.arange(len(time)) - offsets[time]
        return cls(starts[rank] + time, starts[rank] + lengths[rank] - 1 - time, offsets.tolist())


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


def states(weights: dict[str, Floats], table: Floats, words: Ints, packed: Packed) -> Floats:
    """The network's view of each word of a batch; `words` are rows of `table`, the embedded words."""
    # a word that stands in a batch many times is projected once
    known, where = np.unique(words, return_inverse=True)
    some = table[known]

    def first(name: str, at: Ints) -> Floats:
        gates: Floats = some @ weights["wi" + name] + weights["bi" + name]
        return gates.take(where[at], axis=0)

    def second(name: str, at: Ints) -> Floats:
        gates: Floats = x.take(at, axis=0) @ weights["wi" + name]
        gates += weights["bi" + name]
        return gates

    x = _bidirectional(weights, "0", first, packed)
    return _bidirectional(weights, "1", second, packed)


def _bidirectional(
    weights: dict[str, Floats], layer: str, gates: Callable[[str, Ints], Floats], packed: Packed
) -> Floats:
    """One layer over a batch; `gates` gives the projected input of some words, in their order."""
    width = weights[f"wh{layer}f"].shape[0]
    out = np.empty((len(packed.forward), 2 * width), np.float32)
    for side, (direction, at) in enumerate((("f", packed.forward), ("b", packed.backward))):
        name = layer + direction
        out[at, side * width : (side + 1) * width] = _run(gates(name, at), weights["wh" + name], packed.offsets)
    return out


def _run(z: Floats, recurrent: Floats, offsets: list[int]) -> Floats:
    """One direction. Gates in the order input, forget, output, new; the first three come halved (see `halved`)."""
    width = recurrent.shape[0]
    states = np.empty((len(z), width), np.float32)
    cell = np.zeros((offsets[1] if len(offsets) > 1 else 0, width), np.float32)
    hidden = cell
    for begin, end in pairwise(offsets):
        now = z[begin:end]
        size = end - begin
        if begin:
            now += hidden[:size] @ recurrent
        np.tanh(now, out=now)
        gates = now[:, : 3 * width]
        gates *= 0.5
        gates += 0.5
        cell = cell[:size]
        cell *= now[:, width : 2 * width]
        cell += now[:, :width] * now[:, 3 * width :]
        hidden = states[begin:end]
        np.tanh(cell, out=hidden)
        hidden *= now[:, 2 * width : 3 * width]
    return states


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
    """The best chain of labels of each segment (Viterbi); `scores` a row a word, a column for O, then B and I of
    each label in turn. None begins with an I."""
    labels = np.empty(len(scores), np.int64)
    z, offsets = scores[packed.forward], packed.offsets
    z[: offsets[1], 2::2] = IMPOSSIBLE
    into = np.ascontiguousarray(transitions.T)
    back, best = np.empty(z.shape, np.int64), z[: offsets[1]]
    ends = {}
    for begin, end in pairwise(offsets[1:]):
        size = end - begin
        ends[begin] = best[size:]
        paths = best[:size, None, :] + into
        back[begin:end] = paths.argmax(axis=-1)
        best = paths.max(axis=-1) + z[begin:end]
    current = best.argmax(axis=-1)
    for position in range(len(offsets) - 2, -1, -1):
        begin, end = offsets[position], offsets[position + 1]
        labels[packed.forward[begin:end]] = current
        if position:
            current = np.take_along_axis(back[begin:end], current[:, None], axis=1)[:, 0]
            current = np.concatenate([current, ends[begin].argmax(axis=-1)])
    return labels


def runs(labels: Ints, begins: Ints) -> Iterator[tuple[int, int]]:
    """First and end of each span in a batch of labels; `begins` are the first words of its segments."""
    firsts = np.flatnonzero(labels % 2 == 1)
    inside = (labels > 0) & (labels % 2 == 0)
    inside[begins] = False
    stops = np.append(np.flatnonzero(~inside), len(labels))
    ends = stops[np.searchsorted(stops, firsts, side="right")]
    return zip(firsts.tolist(), ends.tolist(), strict=True)
