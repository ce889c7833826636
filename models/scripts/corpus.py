"""Gold corpora (JSON Lines, gzipped) to spaCy's DocBin, one file a task and split.

Usage: python corpus.py DATA BUILD [--without lct]

Spans that overlap are thinned to the longest; a span that ends inside a token takes the whole token.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

# The scripts import the package that they make from its folder: each imports this module first.
sys.path.insert(0, str(Path(__file__).parents[1]))
from en_trial_ner.tokens import extend

SHIPPED = ("criteria", "registry", "biomedical")
LEAF_LABELS = """
    Condition-Name Procedure-Name Drug-Name Observation-Name Allergy-Name Eq-Value Eq-Operator Eq-Unit
    Eq-Temporal-Period Modifier Negation Age Life-Stage-And-Gender Severity Acuteness Stability Assertion
    Encounter Polarity Study
"""
CASE_LABELS = "Drug Effect Treat-Disorder Dosage Route Freq Duration Age Gender Sub-Disorder"
# task: (corpus, labels taken; empty for all of them)
TASKS: dict[str, tuple[str, frozenset[str]]] = {
    "criteria": ("chia_criteria", frozenset()),
    "registry": ("neurotrialner", frozenset()),
    "biomedical": ("bc5cdr", frozenset({"Chemical", "Disease"})),
    "leaf": ("lct", frozenset(LEAF_LABELS.split())),
    "disease": ("ncbi_disease", frozenset()),
    "case_report": ("phee", frozenset(CASE_LABELS.split())),
}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON Lines file; line ends within strings stay as they are."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def gold(row: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of each annotated span, offsets in characters."""
    for span in row.get("entities") or row.get("spans") or ():
        yield span["start"], span["end"], span.get("type") or span["label"]


def annotate(doc: Doc, spans: list[tuple[int, int, str]]) -> list[Span]:
    """Gold spans on tokens, without overlap."""
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans)
    return filter_spans([span for span in found if span is not None])


def build(source: Path, labels: frozenset[str]) -> DocBin:
    """The documents of one corpus file with their entities."""
    nlp = extend(spacy.blank("en"))
    store = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    for row in records(source):
        doc = nlp.make_doc(row["text"])
        spans = [span for span in gold(row) if not labels or span[2] in labels]
        doc.set_ents(annotate(doc, spans), default="outside")
        if len(doc):
            store.add(doc)
    return store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder that holds corpora/")
    parser.add_argument("build", type=Path)
    parser.add_argument("--without", default="", help="a corpus that is left out: its licence may not suit everyone")
    options = parser.parse_args()
    folder = options.build / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for task, (corpus, labels) in TASKS.items():
        if corpus == options.without:
            continue
        for split in ("train", "dev"):
            source = options.data / "corpora" / f"{corpus}.{split}.jsonl.gz"
            build(source, labels).to_disk(folder / f"{task}.{split}.spacy")


if __name__ == "__main__":
    main()
