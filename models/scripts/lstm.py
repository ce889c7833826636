"""The network of en_trial_ner.network once more, in JAX, so that it can be trained.

Segments are padded here; every task has a chain of labels of its own over the same encoder. The labels of all tasks
are padded to one number, so that a batch may mix tasks.
"""

from typing import Any

import corpus  # noqa: F401  (finds the package)
import jax
import jax.numpy as jnp
import numpy as np
from en_trial_ner.features import FIRST_WORD, FLAGS, PREFIXES, SHAPES, SUFFIXES, UNKNOWN

Weights = dict[str, Any]
FORBIDDEN = -1e4
# Columns of the four tables, of the projected vector.
WORD, PREFIX, SUFFIX, SHAPE, VECTOR = 64, 24, 32, 16, 128


def initial(seed: int, words: int, width: int, hidden: int, tasks: int, labels: int) -> Weights:
    """Random weights; `words` is the size of the vocabulary."""
    rng = np.random.default_rng(seed)

    def normal(*size: int, scale: float = 0.0) -> np.ndarray[Any, Any]:
        return (rng.standard_normal(size) * (scale or size[-2] ** -0.5)).astype(np.float32)

    weights: Weights = {
        "word": normal(words + FIRST_WORD, WORD, scale=0.1),
        "pre": normal(PREFIXES, PREFIX, scale=0.1),
        "suf": normal(SUFFIXES, SUFFIX, scale=0.1),
        "sh": normal(SHAPES, SHAPE, scale=0.1),
        "vproj": normal(VECTOR, VECTOR),
        "w0": normal(WORD + PREFIX + SUFFIX + SHAPE + VECTOR + len(FLAGS), 2 * width),
        "b0": np.zeros(2 * width, np.float32),
        "head": normal(tasks, 2 * hidden, labels, scale=0.05),
        "bias": np.zeros((tasks, labels), np.float32),
        "chain": np.zeros((tasks, labels, labels), np.float32),
    }
    for layer, size in enumerate((width, 2 * hidden)):
        for direction in "fb":
            weights[f"wi{layer}{direction}"] = normal(size, 4 * hidden)
            weights[f"wh{layer}{direction}"] = normal(hidden, 4 * hidden)
            bias = np.zeros(4 * hidden, np.float32)
            bias[hidden : 2 * hidden] = 1.0  # the forget gates begin open
            weights[f"bi{layer}{direction}"] = bias
    return {name: jnp.asarray(value) for name, value in weights.items()}


def drop(key: Any, x: Any, rate: float, shape: tuple[int, ...]) -> Any:
    """Dropout; axes of length 1 in `shape` share what is dropped."""
    return x * jax.random.bernoulli(key, 1 - rate, shape) / (1 - rate)


def embed(weights: Weights, types: dict[str, Any], words: Any, key: Any, rate: float, unknown: float) -> Any:
    """Words -> the input of the LSTM; `types` holds rows, vectors and flags of every word of the corpora."""
    rows = types["rows"][words]
    hide, less = jax.random.split(key)
    exact = jnp.where(jax.random.bernoulli(hide, unknown, words.shape), UNKNOWN, rows[..., 0])
    tables = (("word", exact), ("pre", rows[..., 1]), ("suf", rows[..., 2]), ("sh", rows[..., 3]))
    parts = [weights[name][row] for name, row in tables]
    x = jnp.concatenate([*parts, types["vectors"][words] @ weights["vproj"], types["flags"][words]], -1)
    x = drop(less, x, 0.6 * rate, x.shape) @ weights["w0"] + weights["b0"]
    x = x.reshape(*x.shape[:-1], -1, 2).max(-1)
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + 1e-5)


def direction(x: Any, mask: Any, weights: Weights, name: str) -> Any:
    """One direction of one layer over padded segments (batch, time, width)."""
    recurrent = weights["wh" + name]
    hidden = recurrent.shape[0]
    gates = jnp.swapaxes(x @ weights["wi" + name] + weights["bi" + name], 0, 1)

    def step(state: tuple[Any, Any], now: tuple[Any, Any]) -> tuple[tuple[Any, Any], Any]:
        last, cell = state
        gate, there = now
        into, forget, out, new = jnp.split(gate + last @ recurrent, 4, -1)
        cell = there * (jax.nn.sigmoid(forget) * cell + jax.nn.sigmoid(into) * jnp.tanh(new))
        last = there * jax.nn.sigmoid(out) * jnp.tanh(cell)
        return (last, cell), last

    start = jnp.zeros((x.shape[0], hidden))
    there = jnp.swapaxes(mask, 0, 1)[..., None]
    _, states = jax.lax.scan(step, (start, start), (gates, there), reverse=name.endswith("b"), unroll=2)
    return jnp.swapaxes(states, 0, 1)


def encode(
    weights: Weights, types: dict[str, Any], words: Any, mask: Any, key: Any, rate: float, unknown: float
) -> Any:
    """Padded segments of words -> the network's view of each word."""
    keys = jax.random.split(key, 4)
    x = embed(weights, types, words, keys[0], rate, unknown)
    x = drop(keys[1], x, rate, (len(words), 1, x.shape[-1]))
    for layer in (0, 1):
        x = jnp.concatenate([direction(x, mask, weights, f"{layer}{side}") for side in "fb"], -1)
        x = drop(keys[2 + layer], x, rate, (len(words), 1, x.shape[-1]))
    return x


def chain_loss(scores: Any, chain: Any, labels: Any, mask: Any, likely: Any, soft: Any) -> Any:
    """Negative log likelihood of each segment's labels; `chain` holds the transitions, one matrix a segment.

    For a segment that is `soft` it is the cross entropy with a teacher's chain that has the same transitions, less a
    constant: `likely` is all that it needs of the teacher, and the transitions learn nothing from it.
    """
    chain = jnp.where(soft[:, None, None], jax.lax.stop_gradient(chain), chain)
    chosen = ((scores * likely).sum(-1) * mask).sum(1)
    steps = chain[jnp.arange(len(labels))[:, None], labels[:, :-1], labels[:, 1:]] * mask[:, 1:] * ~soft[:, None]

    def step(total: Any, now: tuple[Any, Any]) -> tuple[Any, None]:
        score, there = now
        longer = jax.nn.logsumexp(total[:, :, None] + chain, 1) + score
        return jnp.where(there[:, None] > 0, longer, total), None

    total, _ = jax.lax.scan(step, scores[:, 0], (jnp.swapaxes(scores, 0, 1)[1:], mask.T[1:]), unroll=2)
    return jax.nn.logsumexp(total, -1) - chosen - steps.sum(1)
