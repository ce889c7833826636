"""Trains the encoder and its recognisers.

Usage: python train.py BUILD

Each step takes one task's batch: the encoder runs once, that task's recogniser learns on it and hands the
gradient back. The weights kept are the running averages after the last step; dev chooses nothing.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from corpus import SHIPPED
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from spacy.vocab import Vocab
from thinc.api import Adam, Config, NumpyOps, Optimizer, fix_random_seed, set_current_ops, set_dropout_rate

MODELS = Path(__file__).parents[1]
sys.path.insert(0, str(MODELS))
import en_trial_ner.components  # noqa: E402, F401  (registers a factory)

# share of the criteria that are read as one text with those after them, as in a whole eligibility list
JOINED = 0.25


def get_pipe(nlp: Language, name: str) -> Any:
    """A component, with more methods than the type that spaCy declares for it."""
    return nlp.get_pipe(name)


def load_docs(build: Path, task: str, split: str, vocab: Vocab) -> list[Doc]:
    """The documents of one task and split."""
    return list(DocBin().from_disk(build / f"corpus/{task}.{split}.spacy").get_docs(vocab))


def join(docs: list[Doc], rng: random.Random) -> Doc:
    """Several criteria as one document, a line each."""
    words, spaces, tags = [], [], []
    for doc in docs:
        for token in doc:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            tags.append(f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O")
        words.append(rng.choice(("\n", "\n\n", "\r\n")))
        spaces.append(False)
        tags.append("O")
    return Doc(docs[0].vocab, words=words, spaces=spaces, ents=tags)


def epoch(docs: list[Doc], rng: random.Random, joined: float) -> list[Doc]:
    """The documents in a new order, a share of them joined with their neighbours."""
    units, i = [], 0
    while i < len(docs):
        n = rng.randint(2, 6) if rng.random() < joined / 2.5 else 1
        units.append(docs[i] if n == 1 else join(docs[i : i + n], rng))
        i += n
    rng.shuffle(units)
    return units


def batches(docs: list[Doc], size: int, rng: random.Random, joined: float) -> Iterator[list[Example]]:
    """Endless batches of at least `size` tokens."""
    while True:
        batch: list[Example] = []
        words = 0
        for doc in epoch(docs, rng, joined):
            blank = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
            batch.append(Example(blank, doc))
            words += len(doc)
            if words >= size:
                yield batch
                batch, words = [], 0


def make_pipeline(vocab: Vocab, tasks: list[str], docs: dict[str, list[Doc]]) -> Language:
    """The initialised pipeline, with a recogniser for each task, those that do not ship too."""
    config = load_config(MODELS / "configs/en_trial_ner.cfg", interpolate=True)
    nlp = load_model_from_config(config, vocab=vocab, auto_fill=True)
    recogniser = config["components"][f"ner_{SHIPPED[0]}"]
    for task in tasks:
        if task not in SHIPPED:
            nlp.add_pipe("ner", name=f"ner_{task}", config={"model": recogniser["model"]})
    encoder = get_pipe(nlp, "tok2vec")
    examples = {task: [Example(nlp.make_doc(d.text), d) for d in docs[task]] for task in tasks}
    encoder.initialize(lambda: examples[SHIPPED[0]][:50], nlp=nlp)
    for task in tasks:
        get_pipe(nlp, f"ner_{task}").initialize(lambda task=task: examples[task], nlp=nlp)
    return nlp


def step(nlp: Language, task: str, batch: list[Example], optimizer: Optimizer, dropout: float) -> float:
    """One update of the encoder and of one recogniser; the loss."""
    encoder, recogniser = get_pipe(nlp, "tok2vec"), get_pipe(nlp, f"ner_{task}")
    docs = [example.predicted for example in batch]
    set_dropout_rate(encoder.model, dropout)
    vectors, backprop = encoder.model.begin_update(docs)
    listener = recogniser.model.get_ref("tok2vec").layers[0]
    # spaCy's own loop hands the gradient back with the last listener only; here it is this task's.
    listener.receive(listener.get_batch_id(docs), vectors, backprop)
    losses = recogniser.update(batch, drop=dropout, sgd=None)
    recogniser.finish_update(optimizer)
    encoder.finish_update(optimizer)
    return float(losses[recogniser.name]) / len(batch)


def strict_f(nlp: Language, task: str, docs: list[Doc]) -> float:
    """Strict F1 of one recogniser on gold documents, tokens as given."""
    blank = [Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    encoder, recogniser = get_pipe(nlp, "tok2vec"), get_pipe(nlp, f"ner_{task}")
    for start in range(0, len(blank), 64):
        batch = blank[start : start + 64]
        for pipe in (encoder, recogniser):
            pipe.set_annotations(batch, pipe.predict(batch))
    scores = get_ner_prf([Example(a, b) for a, b in zip(blank, docs, strict=True)])
    return round(scores["ents_f"] or 0.0, 4)


def train(
    nlp: Language, docs: dict[str, list[Doc]], dev: dict[str, list[Doc]], config: dict[str, Any], out: Path
) -> None:
    """Runs all steps in an order that the seed fixes; at every report the averaged weights go to `out`."""
    settings, shares = config["training"], config["tasks"]
    rng = random.Random(settings["seed"])
    rate = settings["learn_rate"]
    optimizer = Adam(rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    streams = {
        task: batches(docs[task], settings["batch_words"], rng, JOINED if task == "criteria" else 0.0)
        for task in shares
    }
    started, losses = time.perf_counter(), dict.fromkeys(shares, 0.0)
    for number in range(1, settings["steps"] + 1):
        task = rng.choices(list(shares), list(shares.values()))[0]
        losses[task] += step(nlp, task, next(streams[task]), optimizer, settings["dropout"])
        if number % settings["log_every"] == 0 or number == settings["steps"]:
            with nlp.use_params(optimizer.averages):
                scores = {task: strict_f(nlp, task, dev[task]) for task in dev}
                nlp.to_disk(out)
            seconds = round(time.perf_counter() - started)
            line = {"step": number, "seconds": seconds, "strict": scores, "loss": losses}
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
            losses = dict.fromkeys(shares, 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--config", type=Path, default=MODELS / "configs/training.cfg")
    parser.add_argument("--steps", type=int, help="in place of the configured number")
    options = parser.parse_args()
    config = Config().from_disk(options.config)
    if options.steps:
        config["training"]["steps"] = options.steps
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own matrix product is 3.5 times as fast here
    fix_random_seed(config["training"]["seed"])
    tasks = list(config["tasks"])
    vocab = spacy.load(options.build / "vectors").vocab
    docs = {task: load_docs(options.build, task, "train", vocab) for task in tasks}
    few = config["training"]["report_docs"]
    dev = {task: load_docs(options.build, task, "dev", vocab)[:few] for task in SHIPPED}
    nlp = make_pipeline(vocab, tasks, docs)
    train(nlp, docs, dev, config, options.build / "model")


if __name__ == "__main__":
    main()
