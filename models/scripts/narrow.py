"""Makes a trained network narrower and trains it on: as good, and faster in use.

Usage: python narrow.py BUILD WIDE OUT [--again]

WIDE is the folder of a trained pipeline (or the data folder of a release); its words, vectors and names stay. Of each
direction of each layer the units stay that add most to what reads them; then the narrower network learns from the gold
and from what `label.py --soft` wrote. With --again a network that is narrow already learns on for a shorter time, and
the mean of its weights before and after is what is written. Prints a JSON line a report.
"""

import argparse
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import numpy as np
import spacy
from batches import Batches, Sample, load_docs, samples, soft_samples
from corpus import SHIPPED
from en_trial_ner.components import SpanTagger
from spacy.tokens import Doc
from thinc.api import Config
from train import MODELS, Words, assemble, forbidden, report, run

Weights = dict[str, np.ndarray[Any, Any]]


def trainable(tagger: SpanTagger) -> Weights:
    """The weights of a pipeline as train.py has them: gates whole (see network.halved), chains of all groups in one."""
    weights = {
        name: value for name, value in tagger.weights.items() if name[:4] not in ("name", "head", "bias", "chai")
    }
    for name, value in weights.items():
        if name[:2] in ("wi", "wh", "bi"):
            whole = value.copy()
            whole[..., : 3 * (value.shape[-1] // 4)] *= 2
            weights[name] = whole
    most = max(map(len, tagger.tags.values()))
    _, moves = forbidden(list(tagger.tags.values()))
    heads, biases, chains = [], [], []
    for task, (group, tags) in enumerate(tagger.tags.items()):
        more = most - len(tags)
        heads.append(np.pad(tagger.weights[f"head_{group}"], ((0, 0), (0, more))))
        biases.append(np.pad(tagger.weights[f"bias_{group}"], (0, more)))
        chain = tagger.weights[f"chain_{group}"] - np.asarray(moves)[task, : len(tags), : len(tags)]
        chains.append(np.pad(chain, ((0, more), (0, more))))
    return {**weights, "head": np.stack(heads), "bias": np.stack(biases), "chain": np.stack(chains)}


def narrower(weights: Weights, hidden: int) -> Weights:
    """The network with the `hidden` units of each direction and layer whose outgoing weights are largest."""
    wide = len(weights["wh0f"])
    readers = {
        0: np.concatenate([weights["wi1f"], weights["wi1b"]], axis=1),
        1: np.concatenate(list(weights["head"]), axis=1),
    }
    out = dict(weights)
    for layer in (0, 1):
        chosen = []
        for number, side in enumerate("fb"):
            name = f"{layer}{side}"
            read = np.linalg.norm(readers[layer][number * wide : (number + 1) * wide], axis=1)
            again = np.linalg.norm(weights[f"wh{name}"], axis=1)
            keep = np.sort(np.argsort(-(read / read.mean() + again / again.mean()), kind="stable")[:hidden])
            gates = np.concatenate([gate * wide + keep for gate in range(4)])
            for part in ("wi", "wh", "bi"):
                out[part + name] = out[part + name][..., gates]
            out[f"wh{name}"] = out[f"wh{name}"][keep]
            chosen.append(number * wide + keep)
        rows = np.concatenate(chosen)
        if layer:
            out["head"] = out["head"][:, rows]
        else:
            for side in "fb":
                out[f"wi1{side}"] = out[f"wi1{side}"][rows]
    return out


def emphasised(found: list[Sample], tags: list[str], rare: dict[str, int]) -> list[Sample]:
    """Segments that hold a rare label stand in the list more than once."""
    out = []
    for sample in found:
        labels = {tags[label][2:] for label in set(sample.labels.tolist())}
        out += [sample] * max([rare.get(label, 1) for label in labels])
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("wide", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--config", type=Path, default=MODELS / "configs/training.cfg")
    options = parser.parse_args()
    config = Config().from_disk(options.config)
    settings = {**config["training"], **config["narrow"], **(config["again"] if options.again else {})}
    nlp = spacy.load(options.wide)
    tagger = nlp.get_pipe("span_tagger")
    assert isinstance(tagger, SpanTagger)
    tags = tagger.tags
    given: dict[tuple[str, str], list[Doc]] = {
        (task, split): load_docs(options.build, task, split, nlp.vocab)
        for task in SHIPPED
        for split in ("train", "soft", "dev")
    }
    texts = sorted({t.text for (_, split), docs in given.items() if split != "dev" for doc in docs for t in doc})
    frequent = sorted(tagger.vocabulary, key=tagger.vocabulary.__getitem__)
    words = Words(nlp.vocab, texts, frequent, tagger.weights["names_keys"], tagger.weights["names_values"])
    mixed: list[tuple[float, list[Sample]]] = []
    for number, task in enumerate(SHIPPED):
        gold = list(samples(number, given[task, "train"], tags[task], words.row))
        mixed.append((config["narrow"]["gold"][task], emphasised(gold, tags[task], config["narrow"]["rare"])))
        likely = np.load(options.build / f"corpus/{task}.soft.npy")
        told = list(soft_samples(number, given[task, "soft"], likely, words.row))
        mixed.append((config["narrow"]["soft"][task], told))
    batches = iter(Batches(mixed, settings["batch_words"], max(map(len, tags.values())), settings["seed"]))
    before = narrower(trainable(tagger), settings["hidden"])
    dev = {task: given[task, "dev"] for task in SHIPPED}
    weights = {name: jnp.asarray(value) for name, value in before.items()}
    weights = run(weights, batches, words, tags, settings, settings["seed"], options.wide, dev, options.out)
    if options.again:
        mean = {name: (before[name] + np.asarray(value)) / 2 for name, value in weights.items()}
        report(assemble(mean, tags, words, options.wide), dev, options.out, {"mean": True})


if __name__ == "__main__":
    main()
