"""The shipped network against the plainest form of the same mathematics, and the rules on tokens it stands on."""

from itertools import pairwise, product
from string import ascii_letters
from typing import Any

import numpy as np
import pytest

pytest.importorskip("spacy")

import spacy
from en_trial_ner import features, network, tokens
from hypothesis import given
from hypothesis import strategies as st


def weights_of(rng: np.random.Generator, width: int, hidden: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for layer, size in enumerate((width, 2 * hidden)):
        for side in "fb":
            out[f"wi{layer}{side}"] = rng.standard_normal((size, 4 * hidden)).astype(np.float32) / 3
            out[f"wh{layer}{side}"] = rng.standard_normal((hidden, 4 * hidden)).astype(np.float32) / 3
            out[f"bi{layer}{side}"] = rng.standard_normal(4 * hidden).astype(np.float32) / 3
    return out


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def plain(weights: dict[str, Any], x: Any) -> Any:
    """Two bidirectional layers over one segment, a word at a time."""
    for layer in (0, 1):
        sides = []
        for side in "fb":
            recurrent = weights[f"wh{layer}{side}"]
            hidden = cell = np.zeros(len(recurrent))
            states: list[Any] = [None] * len(x)
            order = range(len(x)) if side == "f" else reversed(range(len(x)))
            for at in order:
                gates = x[at] @ weights[f"wi{layer}{side}"] + weights[f"bi{layer}{side}"] + hidden @ recurrent
                into, forget, out, new = np.split(gates, 4)
                cell = sigmoid(forget) * cell + sigmoid(into) * np.tanh(new)
                hidden = states[at] = sigmoid(out) * np.tanh(cell)
            sides.append(np.stack(states))
        x = np.concatenate(sides, axis=1)
    return x


@pytest.mark.parametrize("sizes", [(1,), (5,), (3, 7, 1, 7), (2, 2, 2)])
def test_packed_segments_give_what_each_gives_alone(sizes: tuple[int, ...]) -> None:
    rng = np.random.default_rng(4)
    weights, table = weights_of(rng, 6, 5), rng.standard_normal((9, 6)).astype(np.float32)
    words = rng.integers(0, 9, sum(sizes))
    lengths = np.array(sizes)
    starts = np.cumsum(lengths) - lengths
    packed = network.Packed.of(starts, lengths)
    states = np.empty((len(words), 10), np.float32)
    states[packed.order] = network.states(network.prepared(network.halved(weights)), table, words, packed)
    for start, length in zip(starts, lengths, strict=True):
        expected = plain(weights, table[words[start : start + length]])
        assert np.allclose(states[start : start + length], expected, atol=1e-5)


def test_the_best_chain_is_the_best_of_all_chains() -> None:
    rng = np.random.default_rng(8)
    chain = rng.standard_normal((5, 5)).astype(np.float32)
    chain[[0, 1, 2, 3, 4, 0, 1, 2], [2, 4, 4, 4, 2, 4, 4, 4]] = network.IMPOSSIBLE
    lengths = np.array([4, 1, 3])
    starts = np.cumsum(lengths) - lengths
    scores = rng.standard_normal((8, 5)).astype(np.float32)
    packed = network.Packed.of(starts, lengths)
    found = network.best_labels(scores[packed.order], chain, packed)
    for start, length in zip(starts, lengths, strict=True):
        part = scores[start : start + length]
        best = max(
            (path for path in product(range(5), repeat=int(length)) if path[0] not in (2, 4)),
            key=lambda path: sum(part[i, y] for i, y in enumerate(path)) + sum(chain[a, b] for a, b in pairwise(path)),
        )
        assert found[start : start + length].tolist() == list(best)


def test_runs_end_where_their_label_stops_and_where_a_segment_does() -> None:
    labels = np.array([1, 2, 0, 3, 1, 2, 2, 2, 0])
    assert [part.tolist() for part in network.runs(labels, np.array([0, 7]))] == [[0, 3, 4], [2, 4, 7]]
    assert [part.tolist() for part in network.runs(np.array([0, 1]), np.array([0]))] == [[1], [2]]


def test_flags_are_those_of_the_word_and_none_for_others() -> None:
    words = ["aspirin", "asthma"]
    order = sorted(range(2), key=lambda i: features.key(words[i]))
    keys = np.array([features.key(words[i]) for i in order], np.uint32)
    values = np.array([[255 * (i == 0), 51 * (i == 1), 0, 0, 0, 0] for i in order], np.uint8)
    found = features.flags(["Aspirin", "elsewhere", "asthma"], keys, values)
    assert found[:, :2].tolist() == [[1.0, 0.0], [0.0, 0.0], [0.0, pytest.approx(0.2)]]


def test_segments_end_with_sentences_and_are_never_too_long() -> None:
    ends = np.array([False, True, True, False, False, False, False, True])
    lower = np.array([False, False, True, False, False, False, False, False])
    assert features.segments(ends, lower, 3) == [0, 3, 6, 8]
    assert features.segments(np.array([True]), np.array([False]), 3) == [0, 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ALT>2x ULN", ["ALT", ">", "2x", "ULN"]),
        ("FEV1=0.80", ["FEV1", "=", "0.80"]),
        ("(DOX)-induced", ["(", "DOX", ")", "-", "induced"]),
        ("at least 50 mL.", ["at", "least", "50", "mL", "."]),
        ("recovery(returning)", ["recovery", "(", "returning", ")"]),
        ("severe asthma", ["severe", "asthma"]),
    ],
)
def test_tokens_part_what_entities_part(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens.extend(spacy.blank("en"))(text)] == words


PLAIN, QUICK = tokens.extend(spacy.blank("en")), tokens.quickened(tokens.extend(spacy.blank("en")))


@given(
    st.lists(
        st.one_of(
            st.text(ascii_letters, min_size=1, max_size=12),
            st.text([*ascii_letters, *".,;:'()[]/-+<>=%0123456789µ°éß\n "], max_size=12),
            st.sampled_from(["don't", "e.g.", "mg", "10mg", "localhost", "www.example.org", "U.S.", "cannot", "Ph.D."]),
        ),
        max_size=8,
    )
)
def test_words_passed_over_by_the_quick_tokenizer_give_the_same_tokens(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [token.text for token in QUICK(text)] == [token.text for token in PLAIN(text)]


def test_the_quick_tokenizer_is_written_to_disk_as_any() -> None:
    again = spacy.blank("en").tokenizer.from_bytes(QUICK.tokenizer.to_bytes())
    assert [token.text for token in again("FEV1=0.80 (DOX)-induced")] == [
        "FEV1",
        "=",
        "0.80",
        "(",
        "DOX",
        ")",
        "-",
        "induced",
    ]


def test_spans_neither_begin_nor_end_with_blanks() -> None:
    blank = np.array([True, False, True, False, True, True])
    firsts, ends = np.array([0, 2, 3, 4]), np.array([2, 3, 6, 6])
    assert [part.tolist() for part in network.trimmed(firsts, ends, blank)] == [[1, 3], [2, 4]]
    whole = np.zeros(3, bool)
    assert [part.tolist() for part in network.trimmed(np.array([0]), np.array([3]), whole)] == [[0], [3]]
