"""Gold and labelled documents -> batches of padded segments, for train.py."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import corpus  # noqa: F401  (finds the package)
import numpy as np
from en_trial_ner.components import LONGEST
from en_trial_ner.features import ends_segment, segments
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

# Segments are padded to one of these lengths.
LENGTHS = (16, 32, 64, LONGEST)
Array = np.ndarray[Any, Any]


class Sample(NamedTuple):
    """A segment: its task, its words as rows of the table of types, its labels; or how likely each label is for each
    word (words, labels) where a network told."""

    task: int
    words: Array
    labels: Array
    likely: Array | None = None


def load_docs(build: Path, task: str, split: str, vocab: Vocab) -> list[Doc]:
    """The documents of a task that have a token; none where the file is absent."""
    path = build / "corpus" / f"{task}.{split}.spacy"
    docs = DocBin().from_disk(path).get_docs(vocab) if path.exists() else ()
    return [doc for doc in docs if len(doc)]


def frequent_words(tokens: Path, least: int, most: int) -> list[str]:
    """The words of the unlabelled text that stand in it `least` times or more, the most frequent first."""
    found: Counter[str] = Counter()
    with tokens.open(encoding="utf-8") as lines:
        for line in lines:
            found.update(line.lower().split())
    ranked = sorted((word for word, times in found.items() if times >= least), key=lambda word: (-found[word], word))
    return ranked[:most]


def tags_of(docs: list[Doc]) -> list[str]:
    """The labels of a chain, in the order that the shipped network expects."""
    return ["O", *(f"{kind}-{label}" for label in sorted({e.label_ for d in docs for e in d.ents}) for kind in "BI")]


def samples(task: int, docs: list[Doc], tags: list[str], rows: dict[str, int]) -> Iterator[Sample]:
    """The segments of a task's documents."""
    number = {tag: row for row, tag in enumerate(tags)}
    for doc in docs:
        labels = np.zeros(len(doc), np.int32)
        for span in doc.ents:
            labels[span.start : span.end] = number[f"I-{span.label_}"]
            labels[span.start] = number[f"B-{span.label_}"]
        ends = np.array([ends_segment(token.text) for token in doc])
        lower = np.array([token.text[:1].islower() for token in doc])
        cuts = segments(ends, lower, LONGEST)
        for start, end in pairwise(cuts):
            part = labels[start:end].copy()
            if part[0] and part[0] % 2 == 0:
                part[0] -= 1  # a span that a cut parts begins anew
            yield Sample(task, np.array([rows[t.text] for t in doc[start:end]], np.int32), part)


def soft_samples(task: int, docs: list[Doc], likely: Array, rows: dict[str, int]) -> Iterator[Sample]:
    """The segments of documents of which only the likelihood of each label is known, a row a word."""
    at = 0
    for doc in docs:
        ends = np.array([ends_segment(token.text) for token in doc])
        lower = np.array([token.text[:1].islower() for token in doc])
        words = np.array([rows[token.text] for token in doc], np.int32)
        for start, end in pairwise(segments(ends, lower, LONGEST)):
            yield Sample(task, words[start:end], np.zeros(end - start, np.int32), likely[at + start : at + end])
        at += len(doc)


class Batches:
    """Batches of segments of one padded length; the sources of segments are mixed by their shares. `labels` is the
    number of labels of the task that has the most."""

    def __init__(self, sources: list[tuple[float, list[Sample]]], words: int, labels: int, seed: int) -> None:
        self.words, self.labels, self.rng = words, labels, random.Random(seed)
        self.pools: dict[tuple[int, int], list[Sample]] = {}
        self.mass: dict[tuple[int, int], float] = {}
        for number, (share, found) in enumerate(sources):
            total = sum(len(sample.words) for sample in found)
            for sample in found:
                length = next(length for length in LENGTHS if len(sample.words) <= length)
                self.pools.setdefault((number, length), []).append(sample)
            for length in LENGTHS:
                if pool := self.pools.get((number, length)):
                    self.mass[number, length] = share * sum(len(sample.words) for sample in pool) / total
        self.left: dict[tuple[int, int], list[Sample]] = {key: [] for key in self.pools}

    def __iter__(self) -> Iterator[tuple[Array, ...]]:
        by_length = [sum(mass for (_, at), mass in self.mass.items() if at == length) for length in LENGTHS]
        while True:
            length = self.rng.choices(LENGTHS, by_length)[0]
            keys = [key for key in self.mass if key[1] == length]
            chosen = self.rng.choices(keys, [self.mass[key] for key in keys], k=self.words // length)
            yield padded([self._next(key) for key in chosen], length, self.labels)

    def _next(self, key: tuple[int, int]) -> Sample:
        if not self.left[key]:
            self.left[key] = self.rng.sample(self.pools[key], len(self.pools[key]))
        return self.left[key].pop()


def padded(chosen: list[Sample], length: int, most: int) -> tuple[Array, ...]:
    """Words, labels, mask and tasks of a batch; how likely each of `most` labels is for each word; which segments have
    that from a network."""
    words = np.zeros((len(chosen), length), np.int32)
    labels, mask = np.zeros_like(words), np.zeros(words.shape, np.float32)
    likely = np.zeros((*words.shape, most), np.float32)
    soft = np.array([sample.likely is not None for sample in chosen])
    for row, sample in enumerate(chosen):
        size = len(sample.words)
        words[row, :size], labels[row, :size], mask[row, :size] = sample.words, sample.labels, 1.0
        if sample.likely is None:
            likely[row, np.arange(size), sample.labels] = 1.0
        else:
            likely[row, :size, : sample.likely.shape[1]] = sample.likely
    return words, labels, mask, np.array([sample.task for sample in chosen], np.int32), likely, soft
