"""The component of the pipeline: one network over the words of many texts at once, a span group a chain of labels."""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import minibatch
from spacy.vocab import Vocab

from . import network
from .features import ends_segment, flags, rows, segments

# Words of a batch of the network, words that are remembered, words of the longest segment.
BATCH, REMEMBERED, LONGEST = 6000, 40_000, 96


class _Segment(NamedTuple):
    """A run of words that the network reads at a time, as rows of what is remembered of words."""

    doc: Doc
    at: int
    words: network.Ints


class SpanTagger:
    """Fills `doc.spans` with the spans of each group.

    `tags` gives the labels of a group in the order of the network's columns: "O", "B-Drug", "I-Drug" ...
    `vocabulary` gives the row of each frequent word, in lower case; `weights` are those of `network`.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.tags: dict[str, list[str]] = {}
        self.vocabulary: dict[str, int] = {}
        self.weights: dict[str, np.ndarray[Any, Any]] = {}
        self._forget()

    def set(
        self, weights: dict[str, np.ndarray[Any, Any]], tags: dict[str, list[str]], vocabulary: dict[str, int]
    ) -> None:
        """Takes a trained network."""
        self.weights, self.tags, self.vocabulary = weights, tags, vocabulary
        self._forget()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, group by group."""
        return tuple(tag[2:] for tags in self.tags.values() for tag in tags if tag.startswith("B-"))

    def __call__(self, doc: Doc) -> Doc:
        self.annotate([doc])
        return doc

    def pipe(
        self, stream: Iterable[Doc], *, batch_size: int = 128, groups: Iterable[str] | None = None
    ) -> Iterator[Doc]:
        """Texts with their spans; `groups` names those to fill (in `nlp.pipe(..., component_cfg=...)`)."""
        wanted = None if groups is None else tuple(groups)
        for docs in minibatch(stream, size=batch_size):
            self.annotate(docs, wanted)
            yield from docs

    def annotate(self, docs: list[Doc], groups: Iterable[str] | None = None) -> None:
        """Fills the span groups of some texts."""
        wanted = list(self.tags if groups is None else groups)
        for doc in docs:
            for group in wanted:
                doc.spans[group] = SpanGroup(doc, name=group)
        ready: list[_Segment] = []
        size = 0
        for doc, words in zip(docs, self._words(docs), strict=True):
            if len(words):
                cuts = segments(self._ends[words], self._lower[words], LONGEST)
                ready += (_Segment(doc, at, words[at:end]) for at, end in pairwise(cuts))
                size += len(words)
            if size >= BATCH:
                self._tag(ready, wanted)
                ready, size = [], 0
        if ready:
            self._tag(ready, wanted)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the network into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / "weights.npz", **self.weights)
        words = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        (folder / "tags.json").write_text(json.dumps(self.tags), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "SpanTagger":
        """Reads what `to_disk` wrote."""
        folder = Path(path)
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        tags = json.loads((folder / "tags.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as weights:
            self.set(dict(weights), tags, network.vocabulary(words))
        return self

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        width = network.width(self.weights) if self.weights else 0
        self._embedded = np.zeros((0, width), np.float32)
        self._ends, self._lower = np.zeros(0, bool), np.zeros(0, bool)

    def _words(self, docs: list[Doc]) -> list[network.Ints]:
        """The row of every token in what is remembered of words."""
        if len(self._rows) > REMEMBERED:
            self._forget()
        keys = [doc.to_array("ORTH") for doc in docs]
        known = self._rows
        new = [key for key in np.unique(np.concatenate(keys)).tolist() if key not in known] if keys else []
        if new:
            self._remember(new)
        return [np.array([known[key] for key in some.tolist()], np.int64) for some in keys]

    def _remember(self, keys: list[int]) -> None:
        """Computes what the network needs of some words, once."""
        texts = [self.vocab.strings[key] for key in keys]
        self._rows.update(zip(keys, range(len(self._rows), len(self._rows) + len(keys)), strict=True))
        words = network.embed(
            self.weights,
            np.array([rows(text, self.vocabulary) for text in texts], np.int64),
            np.stack([self.vocab.get_vector(key) for key in keys]),
            flags(texts, self.weights["names_keys"], self.weights["names_values"]),
        )
        first, size = len(self._rows) - len(keys), len(self._rows)
        if size > len(self._embedded):
            self._grow(2 * size)
        self._embedded[first:size] = words
        self._ends[first:size] = [ends_segment(text) for text in texts]
        self._lower[first:size] = [text[:1].islower() for text in texts]

    def _grow(self, size: int) -> None:
        """Room for more words; what is there already is copied, so ever more at a time."""
        more = size - len(self._embedded)
        self._embedded = np.pad(self._embedded, ((0, more), (0, 0)))
        self._ends, self._lower = np.pad(self._ends, (0, more)), np.pad(self._lower, (0, more))

    def _tag(self, ready: list[_Segment], groups: list[str]) -> None:
        """One batch through the network, its spans into the texts."""
        lengths = np.array([len(segment.words) for segment in ready], np.int64)
        packed = network.Packed.of(np.cumsum(lengths) - lengths, lengths)
        words = np.concatenate([segment.words for segment in ready])
        for group, (scores, chain) in zip(groups, self.scores(words, packed, groups), strict=True):
            self._fill(ready, lengths, network.best_labels(scores, chain, packed), group)

    def scores(
        self, words: network.Ints, packed: network.Packed, groups: list[str]
    ) -> Iterator[tuple[network.Floats, network.Floats]]:
        """For each group the score of each label of each word, and of each label after another."""
        states = network.states(self.weights, self._embedded, words, packed)
        for group in groups:
            yield states @ self.weights[f"head_{group}"] + self.weights[f"bias_{group}"], self.weights[f"chain_{group}"]

    def _fill(self, ready: list[_Segment], lengths: network.Ints, best: network.Ints, group: str) -> None:
        """Chains of labels -> spans."""
        names = [tag[2:] for tag in self.tags[group]]
        begins = np.cumsum(lengths) - lengths
        for first, end in network.runs(best, begins):
            owner = int(np.searchsorted(begins, first, side="right")) - 1
            segment = ready[owner]
            move = segment.at - int(begins[owner])
            segment.doc.spans[group].append(Span(segment.doc, first + move, end + move, label=names[best[first]]))


@Language.factory("span_tagger", assigns=["doc.spans"])
def make_span_tagger(nlp: Language, name: str) -> SpanTagger:
    """An empty tagger; `from_disk` or `set` gives it its network."""
    return SpanTagger(nlp.vocab)
