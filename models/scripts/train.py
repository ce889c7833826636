"""Trains the network: one encoder, a chain of labels for each task, batches that mix the tasks.

Usage: python train.py BUILD [--teacher]

Writes BUILD/wide (the pipeline that narrow.py takes). With --teacher it writes BUILD/teacher: other random numbers
and more units; label.py labels text with it, which the next run without --teacher learns from too.
Prints a JSON line a report.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
import jax
import jax.numpy as jnp
import lstm
import numpy as np
import spacy
from batches import Batches, Sample, frequent_words, load_docs, samples, tags_of
from corpus import SHIPPED, TASKS
from en_trial_ner.components import SpanTagger
from en_trial_ner.features import flags, rows
from en_trial_ner.network import halved, vocabulary
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Config

MODELS = Path(__file__).parents[1]
BETA, BETA2 = 0.9, 0.99


class Words:
    """What the network sees of every word of the corpora, as arrays; and what it needs for any other."""

    def __init__(self, vocab: Vocab, texts: list[str], frequent: list[str], keys: Any, values: Any) -> None:
        self.row = {text: row for row, text in enumerate(texts)}
        self.frequent, self.keys, self.values = frequent, keys, values
        known = vocabulary(frequent)
        self.table = {
            "rows": jnp.asarray(np.array([rows(text, known) for text in texts], np.int32)),
            "vectors": jnp.asarray(np.stack([vocab.get_vector(text) for text in texts])),
            "flags": jnp.asarray(flags(texts, self.keys, self.values)),
        }


def forbidden(tags: list[list[str]]) -> tuple[Any, Any]:
    """What the rules of BIO forbid: (scores at a segment's start, transitions), one a task, padded."""
    most = max(map(len, tags))
    first = np.full((len(tags), most), lstm.FORBIDDEN, np.float32)
    moves = np.full((len(tags), most, most), lstm.FORBIDDEN, np.float32)
    for task, names in enumerate(tags):
        for column, tag in enumerate(names):
            first[task, column] = lstm.FORBIDDEN if tag[0] == "I" else 0.0
            for row, before in enumerate(names):
                if tag[0] != "I" or (before != "O" and before[2:] == tag[2:]):
                    moves[task, row, column] = 0.0
    return jnp.asarray(first), jnp.asarray(moves)


def make_step(types: dict[str, Any], tags: list[list[str]], settings: dict[str, Any]) -> Any:
    """The compiled update: Adam with decay of the weights (Loshchilov and Hutter, 2019) and clipped gradients."""
    first, moves = forbidden(tags)
    padding = jnp.where(moves.max(1) < 0, lstm.FORBIDDEN, 0.0)

    def loss(weights: Any, words: Any, labels: Any, mask: Any, tasks: Any, likely: Any, soft: Any, key: Any) -> Any:
        x = lstm.encode(weights, types, words, mask, key, settings["dropout"], settings["word_dropout"])
        scores = jnp.einsum("btd,bdl->btl", x, weights["head"][tasks])
        scores = scores + (weights["bias"] + padding)[tasks][:, None]
        scores = scores.at[:, 0].add(first[tasks])
        return lstm.chain_loss(scores, (weights["chain"] + moves)[tasks], labels, mask, likely, soft).sum() / mask.sum()

    def step(weights: Any, mean: Any, square: Any, number: Any, rate: Any, batch: Any, key: Any) -> Any:
        value, slopes = jax.value_and_grad(loss)(weights, *batch, key)
        norm = jnp.sqrt(sum((slope * slope).sum() for slope in slopes.values()))
        slopes = {name: slope * jnp.minimum(1.0, 1.0 / (norm + 1e-6)) for name, slope in slopes.items()}
        mean = {name: BETA * mean[name] + (1 - BETA) * slope for name, slope in slopes.items()}
        square = {name: BETA2 * square[name] + (1 - BETA2) * slope**2 for name, slope in slopes.items()}
        moved = {}
        for name, old in weights.items():
            move = mean[name] / (1 - BETA**number) / (jnp.sqrt(square[name] / (1 - BETA2**number)) + 1e-8)
            moved[name] = old - rate * (move + settings["decay"] * old)
        return moved, mean, square, value

    return jax.jit(step, donate_argnums=(0, 1, 2))


def assemble(weights: dict[str, Any], tags: dict[str, list[str]], words: Words, vectors: Path) -> Language:
    """The pipeline that ships, of the tasks in `tags`."""
    nlp = spacy.load(vectors, exclude=["span_tagger"])
    nlp.batch_size = 1000
    trained = {name: np.asarray(value) for name, value in weights.items()}
    heads, biases, chains = (trained.pop(name) for name in ("head", "bias", "chain"))
    ready = {**halved(trained), "names_keys": words.keys, "names_values": words.values}
    _, moves = forbidden(list(tags.values()))
    for task, (name, labels) in enumerate(tags.items()):
        size = len(labels)
        ready[f"head_{name}"], ready[f"bias_{name}"] = heads[task, :, :size], biases[task, :size]
        ready[f"chain_{name}"] = chains[task, :size, :size] + np.asarray(moves)[task, :size, :size]
    tagger = nlp.add_pipe("span_tagger")
    assert isinstance(tagger, SpanTagger)
    tagger.set(ready, tags, vocabulary(words.frequent))
    return nlp


def strict_f(nlp: Language, task: str, docs: list[Doc]) -> float:
    """Strict F1 of one group on gold documents, tokens as given."""
    blank = [Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    tagger = nlp.get_pipe("span_tagger")
    assert isinstance(tagger, SpanTagger)
    tagger.annotate(blank, [task])
    for doc in blank:
        doc.set_ents(list(doc.spans[task]))
    scores = get_ner_prf([Example(a, b) for a, b in zip(blank, docs, strict=True)])
    return round(scores["ents_f"] or 0.0, 4)


def sources(build: Path, config: dict[str, Any], vocab: Vocab, teacher: bool) -> list[tuple[str, float, list[Doc]]]:
    """(task, share, documents): the gold corpora, and what teachers labelled."""
    found = [(task, config["tasks"][task], load_docs(build, task, "train", vocab)) for task in TASKS]
    if not teacher:
        found += [(task, share, load_docs(build, task, "more", vocab)) for task, share in config["more"].items()]
    return [source for source in found if source[2]]


def train(build: Path, config: dict[str, Any], out: Path, *, teacher: bool) -> None:
    """Runs all steps; the pipeline goes to `out` at every report."""
    settings = {**config["training"], **(config["teacher"] if teacher else {})}
    seed = settings["seed"] + teacher
    vocab = spacy.load(build / "vectors").vocab
    given = sources(build, config, vocab, teacher)
    dev = {task: load_docs(build, task, "dev", vocab) for task in SHIPPED}
    texts = sorted({token.text for _, _, docs in given for doc in docs for token in doc})
    with np.load(build / "names.npz") as names:
        keys, values = names["keys"], names["values"]
    words = Words(vocab, texts, frequent_words(build / "tokens.txt", 5, settings["words"]), keys, values)
    gold = {task: docs for task, _, docs in reversed(given)}
    tags = {task: tags_of(gold[task]) for task in TASKS if task in gold}
    mixed: list[tuple[float, list[Sample]]] = [
        (share, list(samples(list(tags).index(task), docs, tags[task], words.row))) for task, share, docs in given
    ]
    batches = iter(Batches(mixed, settings["batch_words"], max(map(len, tags.values())), seed))
    weights = lstm.initial(
        seed, len(words.frequent), settings["width"], settings["hidden"], len(tags), max(map(len, tags.values()))
    )
    run(weights, batches, words, tags, settings, seed, build / "vectors", dev, out)


def run(
    weights: dict[str, Any],
    batches: Iterator[tuple[Any, ...]],
    words: Words,
    tags: dict[str, list[str]],
    settings: dict[str, Any],
    seed: int,
    vectors: Path,
    dev: dict[str, list[Doc]],
    out: Path,
) -> dict[str, Any]:
    """All steps from some weights on, which they use up; the pipeline and its scores at every report."""
    mean = {name: jnp.zeros_like(value) for name, value in weights.items()}
    square = {name: jnp.zeros_like(value) for name, value in weights.items()}
    step = make_step(words.table, list(tags.values()), settings)
    key, started, total, steps = jax.random.PRNGKey(seed), time.perf_counter(), 0.0, settings["steps"]
    for number in range(1, steps + 1):
        key, chance = jax.random.split(key)
        # warming up, then level, then down to nothing
        slope = min(1.0, number / 150, max(0.02, (1 - number / steps) / 0.7))
        rate = settings["learn_rate"] * slope
        weights, mean, square, loss = step(weights, mean, square, float(number), rate, next(batches), chance)
        total += float(loss)
        if number % settings["log_every"] == 0 or number == steps:
            nlp = assemble(weights, {task: tags[task] for task in SHIPPED}, words, vectors)
            seconds = round(time.perf_counter() - started)
            report(nlp, dev, out, {"step": number, "seconds": seconds, "loss": round(total, 2)})
            total = 0.0
    return weights


def report(nlp: Language, dev: dict[str, list[Doc]], out: Path, about: dict[str, Any]) -> None:
    """Writes the pipeline, and a line with its scores."""
    nlp.to_disk(out)
    scores = {task: strict_f(nlp, task, docs) for task, docs in dev.items()}
    sys.stdout.write(json.dumps({**about, "strict": scores}) + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--config", type=Path, default=MODELS / "configs/training.cfg")
    parser.add_argument("--teacher", action="store_true")
    options = parser.parse_args()
    out = options.build / ("teacher" if options.teacher else "wide")
    train(options.build, Config().from_disk(options.config), out, teacher=options.teacher)


if __name__ == "__main__":
    main()
