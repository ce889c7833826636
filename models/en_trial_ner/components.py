"""The component of the pipeline: one network over the words of many texts at once, a span group a chain of labels."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from . import network
from .agreement import Found, Words, agreed
from .features import ends_segment, flags, rows, segments
from .heads import Heads, decided, read_heads

# Words of a batch of the network, words and segments that are remembered, words of the longest segment.
BATCH, REMEMBERED, SEEN, LONGEST = 9000, 40_000, 20_000, 96
Keys = NDArray[np.uint64]


class SpanTagger:
    """Fills `doc.spans` with the spans of each group.

    `tags` gives the labels of a group in the order of the network's columns: "O", "B-Drug", "I-Drug" ...
    `vocabulary` gives the row of each frequent word, in lower case; `weights` are those of `network`; `heads` are the
    endings that decide a label, of the groups that have such.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.tags: dict[str, list[str]] = {}
        self.vocabulary: dict[str, int] = {}
        self.weights: dict[str, np.ndarray[Any, Any]] = {}
        self.heads: dict[str, Heads] = {}
        self._ready: dict[str, network.Floats] = {}
        self._forget()

    def set(
        self, weights: dict[str, np.ndarray[Any, Any]], tags: dict[str, list[str]], vocabulary: dict[str, int]
    ) -> None:
        """Takes a trained network."""
        self.weights, self.tags, self.vocabulary = weights, tags, vocabulary
        self._ready = network.prepared(weights)
        self._forget()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, group by group."""
        return tuple(tag[2:] for tags in self.tags.values() for tag in tags if tag.startswith("B-"))

    def __call__(self, doc: Doc) -> Doc:
        self.annotate([doc])
        return doc

    def pipe(
        self,
        stream: Iterable[Doc],
        *,
        batch_size: int = 1000,
        groups: Iterable[str] | None = None,
        together: bool = False,
    ) -> Iterator[Doc]:
        """Texts with their spans; `groups` names those to fill (in `nlp.pipe(..., component_cfg=...)`). As many are
        read ahead as fill a batch of the network, `batch_size` at most; all of them where they are `together` the
        lines of one document: spans agree across them."""
        wanted = None if groups is None else tuple(groups)
        if together:
            lines = list(stream)
            self.annotate_documents([lines], wanted)
            yield from lines
            return
        docs: list[Doc] = []
        size = 0
        for doc in stream:
            docs.append(doc)
            size += len(doc)
            if size >= BATCH or len(docs) >= batch_size:
                self.annotate(docs, wanted)
                yield from docs
                docs, size = [], 0
        self.annotate(docs, wanted)
        yield from docs

    def annotate(self, docs: list[Doc], groups: Iterable[str] | None = None) -> None:
        """Fills the span groups of some texts, each a document of its own."""
        self.annotate_documents([[doc] for doc in docs], groups)

    def annotate_documents(self, documents: list[list[Doc]], groups: Iterable[str] | None = None) -> None:
        """Fills the span groups of the lines of some documents: the more at once, the less each takes. Spans agree
        across the lines of a document. The same segment is read once, as long as it is remembered."""
        wanted = list(self.tags if groups is None else groups)
        keys, rows, parts = self._read_segments([doc for lines in documents for doc in lines], wanted)
        end = 0
        for docs in filter(None, documents):
            here = slice(end, end + len(docs))
            end = here.stop
            lower = self._lowered[np.concatenate(rows[here])]
            begins = np.cumsum([0, *map(len, docs)])
            text = Words(docs, begins.tolist(), np.concatenate(keys[here]).tolist(), lower.tolist())
            self._mark(text, parts[here], wanted)

    def _read_segments(
        self, docs: list[Doc], groups: list[str]
    ) -> tuple[list[Keys], list[network.Ints], list[list[tuple[int, bytes]]]]:
        """The keys and the rows of the words of each text, and where its segments begin with what they are remembered
        by; those that are not remembered are read."""
        if len(self._seen) > SEEN:
            self._seen.clear()
        keys = [doc.to_array("ORTH") for doc in docs]
        parts: list[list[tuple[int, bytes]]] = []
        new: dict[bytes, network.Ints] = {}
        rows = self.word_rows(keys)
        for orths, words in zip(keys, rows, strict=True):
            cuts = segments(self._ends[words], self._lower[words], LONGEST) if len(words) else []
            parts.append([(at, orths[at:end].tobytes()) for at, end in pairwise(cuts)])
            for (at, key), end in zip(parts[-1], cuts[1:], strict=True):
                if not all(group in self._seen.get(key, ()) for group in groups):
                    new[key] = words[at:end]
        self._read(new, groups)
        return keys, rows, parts

    def _mark(self, text: Words, parts: list[list[tuple[int, bytes]]], groups: list[str]) -> None:
        """Gives the lines of one text the spans that were found in their segments, and those that follow from them."""
        lines, begins = text.lines, text.begins
        segments = [(begin + at, key) for begin, some in zip(begins, parts, strict=False) for at, key in some]
        for group in groups:
            found = [
                (at + first, at + end, label) for at, key in segments for first, end, label in self._seen[key][group]
            ]
            if group in self.heads:
                found = decided(text, found, self.heads[group])
            spans: list[list[Span]] = [[] for _ in lines]
            for first, end, label in agreed(text, found):
                line = text.line(first)
                begin = begins[line]
                if end <= begins[line + 1]:  # a name that is looked for again may stand across the end of a line
                    spans[line].append(Span(lines[line], first - begin, end - begin, label=label))
            for doc, some in zip(lines, spans, strict=True):
                doc.spans[group] = SpanGroup(doc, name=group, spans=some)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the network into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / "weights.npz", **self.weights)
        words = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        (folder / "tags.json").write_text(json.dumps(self.tags), encoding="utf-8")
        heads = {group: asdict(one) for group, one in self.heads.items()}
        (folder / "heads.json").write_text(json.dumps(heads, indent=1) + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "SpanTagger":
        """Reads what `to_disk` wrote."""
        folder = Path(path)
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        tags = json.loads((folder / "tags.json").read_text(encoding="utf-8"))
        self.heads = read_heads(folder / "heads.json")
        with np.load(folder / "weights.npz", allow_pickle=False) as weights:
            self.set(dict(weights), tags, network.vocabulary(words))
        return self

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._seen: dict[bytes, dict[str, list[Found]]] = {}
        width = network.width(self.weights) if self.weights else 0
        self._embedded = np.zeros((0, width), np.float32)
        self._ends, self._lower, self._blank = (np.zeros(0, bool) for _ in range(3))
        self._lowered: Keys = np.zeros(0, np.uint64)

    def word_rows(self, keys: list[Keys]) -> list[network.Ints]:
        """The row of every token in what is remembered of words."""
        if len(self._rows) > REMEMBERED:
            self._rows.clear()
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
            self.vocab.vectors.get_batch(keys),
            flags(texts, self.weights["names_keys"], self.weights["names_values"]),
        )
        first, size = len(self._rows) - len(keys), len(self._rows)
        if size > len(self._embedded):
            self._grow(2 * size)
        self._embedded[first:size] = words
        self._ends[first:size] = [ends_segment(text) for text in texts]
        self._lower[first:size] = [text[:1].islower() for text in texts]
        self._blank[first:size] = [text.isspace() for text in texts]
        self._lowered[first:size] = [self.vocab[key].lower for key in keys]

    def _grow(self, size: int) -> None:
        """Room for more words; what is there already is copied, so ever more at a time."""
        more = size - len(self._embedded)
        self._embedded = np.pad(self._embedded, ((0, more), (0, 0)))
        self._ends, self._lower, self._blank = (
            np.pad(told, (0, more)) for told in (self._ends, self._lower, self._blank)
        )
        self._lowered = np.pad(self._lowered, (0, more))

    def _read(self, new: dict[bytes, network.Ints], groups: list[str]) -> None:
        """Segments through the network, in batches of like length, their spans into what is remembered."""
        ordered = sorted(new.items(), key=lambda item: len(item[1]), reverse=True)
        ends = np.cumsum([len(words) for _, words in ordered], dtype=np.int64)
        first = done = 0
        while first < len(ordered):
            left = int(ends[-1]) - done
            size = left // max(1, round(left / BATCH))
            end = int(np.searchsorted(ends, done + size)) + 1
            self._tag(ordered[first:end], groups)
            first, done = end, int(ends[end - 1])

    def _tag(self, batch: list[tuple[bytes, network.Ints]], groups: list[str]) -> None:
        """One batch through the network."""
        lengths = np.array([len(words) for _, words in batch], np.int64)
        begins = np.cumsum(lengths) - lengths
        packed = network.Packed.of(begins, lengths)
        words = np.concatenate([words for _, words in batch])
        found = [self._seen.setdefault(key, {}) for key, _ in batch]
        for group, (scores, chain) in zip(groups, self.scores(words, packed, groups), strict=True):
            labels = [self.vocab.strings.add(tag[2:]) for tag in self.tags[group]]
            best = network.best_labels(scores, chain, packed)
            firsts, stops = network.trimmed(*network.runs(best, begins), self._blank[words])
            owners = np.searchsorted(begins, firsts, side="right") - 1
            moves = begins[owners]
            for segment in found:
                segment[group] = []
            rows = zip((firsts - moves).tolist(), (stops - moves).tolist(), best[firsts].tolist(), strict=True)
            for owner, (first, end, label) in zip(owners.tolist(), rows, strict=True):
                found[owner][group].append((first, end, labels[label]))

    def scores(
        self, words: network.Ints, packed: network.Packed, groups: list[str]
    ) -> Iterator[tuple[network.Floats, network.Floats]]:
        """For each group the score of each label of each word, in packed order, and of each label after another."""
        states = network.states(self._ready, self._embedded, words, packed)
        for group in groups:
            yield states @ self.weights[f"head_{group}"] + self.weights[f"bias_{group}"], self.weights[f"chain_{group}"]


@Language.factory("span_tagger", assigns=["doc.spans"])
def make_span_tagger(nlp: Language, name: str) -> SpanTagger:
    """An empty tagger; `from_disk` or `set` gives it its network."""
    return SpanTagger(nlp.vocab)
