"""Labels unlabelled text with the teacher: more to learn from for the network that ships.

Usage: python label.py DATA BUILD [--soft FOLDER ...]

Writes BUILD/corpus/TASK.more.spacy. With --soft the teachers are the pipelines in the folders, and what is written is
how likely they take each label to be, on average: TASK.soft.spacy (the words) and TASK.soft.npy (a row a word, a column
a label); where the rules for agreement changed a label, that one is certain. Records of trials that the dev splits hold
are left out.
"""

import argparse
import random
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from corpus import records
from defusedxml import ElementTree
from en_trial_ner.components import LONGEST, SpanTagger
from en_trial_ner.features import ends_segment, segments
from en_trial_ner.network import Packed, best_labels
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from vectors import TRIAL, held_out

# Words of a task at most; lines shorter than that teach nothing.
MOST, SHORTEST = 700_000, 20
NAMES = ("brief_title", "official_title", "brief_summary/textblock")
Array = np.ndarray[Any, Any]
BLANKS = re.compile(r"\s+")


def criteria(data: Path) -> Iterator[str]:
    """Lines of eligibility text."""
    shut = held_out(data)
    for record in records(data / "text/criteria.jsonl.gz"):
        if shut.isdisjoint(TRIAL.findall(record["id"])):
            yield from (line.strip() for line in record["text"].splitlines() if len(line.strip()) >= SHORTEST)


def registry(data: Path, *, long: bool = False) -> Iterator[str]:
    """Titles and summary of each record, one text; with `long` detailed descriptions too."""
    shut = held_out(data)
    with tarfile.open(data / "registry/ctgov_xml.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and shut.isdisjoint(TRIAL.findall(member.name)):
                study = ElementTree.parse(file)
                yield "\n".join(BLANKS.sub(" ", study.findtext(name) or "").strip() for name in NAMES)
    for record in records(data / "registry/ctgov_v2.jsonl.gz"):
        section = record["protocolSection"]
        names = section["identificationModule"]
        if names["nctId"] not in shut:
            prose = section.get("descriptionModule", {})
            summary = prose.get("briefSummary", "")
            yield "\n".join([names.get("briefTitle", ""), names.get("officialTitle", ""), summary])
            if long:
                yield prose.get("detailedDescription", "")


def biomedical(data: Path) -> Iterator[str]:
    """Abstracts and sentences of the corpora that mark diseases or drugs by other rules; registry text."""
    for name in ("ncbi_disease.train", "phee.train"):
        for record in records(data / f"corpora/{name}.jsonl.gz"):
            yield record["text"]
    yield from registry(data)


def labelled(teacher: Language, task: str, texts: list[str]) -> DocBin:
    """The texts with the spans that the teacher finds for a task."""
    store = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    for doc in teacher.pipe(texts, component_cfg={"span_tagger": {"groups": [task]}}):
        doc.set_ents(list(doc.spans[task]), default="outside")
        doc.spans.clear()
        store.add(doc)
    return store


def likelihoods(tagger: SpanTagger, docs: list[Doc], task: str) -> tuple[Array, Array]:
    """(how likely each label is, the best chain of labels) of each word of some texts, one after another."""
    texts = [[token.text for token in doc] for doc in docs]
    words = np.concatenate(tagger.word_rows([doc.to_array("ORTH") for doc in docs]))
    cuts, at = [0], 0
    for text in texts:
        ends, lower = np.array([ends_segment(word) for word in text]), np.array([word[:1].islower() for word in text])
        cuts += [at + cut for cut in segments(ends, lower, LONGEST)[1:]]
        at += len(text)
    begins = np.array(cuts[:-1])
    packed = Packed.of(begins, np.diff(cuts))
    [(scores, chain)] = tagger.scores(words, packed, [task])
    found = np.empty_like(scores)
    found[packed.order] = forward_backward(scores, chain, packed)
    return found, best_labels(scores, chain, packed)


def forward_backward(scores: Array, chain: Array, packed: Packed) -> Array:
    """How likely each label of each word is, in packed order (Rabiner, Proceedings of the IEEE 1989)."""
    moves = np.exp(chain.astype(np.float64))
    here = np.exp((scores - scores.max(1, keepdims=True)).astype(np.float64))
    here[: packed.offsets[1], 2::2] = 0  # none begins with an I
    ahead, back = here.copy(), np.ones_like(here)
    for last, begin, end in packed.steps:
        now = (ahead[last : last + end - begin] @ moves) * here[begin:end]
        ahead[begin:end] = now / now.sum(1, keepdims=True)
    for last, begin, end in reversed(packed.steps):
        now = (back[begin:end] * here[begin:end]) @ moves.T
        back[last : last + end - begin] = now / now.sum(1, keepdims=True)
    both = ahead * back
    return both / both.sum(1, keepdims=True)


def soft(teacher: Language, task: str, texts: list[str]) -> tuple[DocBin, Array]:
    """The texts, and how likely the teacher takes each label of a task for each word."""
    tagger = teacher.get_pipe("span_tagger")
    assert isinstance(tagger, SpanTagger)
    number = {tag: column for column, tag in enumerate(tagger.tags[task])}
    store, rows = DocBin(attrs=["ORTH"]), []
    for first in range(0, len(texts), 300):
        docs = [doc for doc in teacher.tokenizer.pipe(texts[first : first + 300]) if len(doc)]
        likely, best = likelihoods(tagger, docs, task)
        tagger.annotate(docs, [task])
        at = 0
        for doc in docs:
            agreed = np.zeros(len(doc), np.int64)
            for span in doc.spans[task]:
                agreed[span.start : span.end] = number[f"I-{span.label_}"]
                agreed[span.start] = number[f"B-{span.label_}"]
            changed = at + np.flatnonzero(agreed != best[at : at + len(doc)])
            likely[changed] = np.eye(len(number))[agreed[changed - at]]
            at += len(doc)
            doc.spans.clear()
            store.add(doc)
        rows.append(likely.astype(np.float16))
    return store, np.concatenate(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--soft", type=Path, nargs="+", help="pipelines whose likelihoods are written, their mean")
    options = parser.parse_args()
    teachers = [spacy.load(folder) for folder in options.soft or [options.build / "teacher"]]
    for number, source in enumerate((criteria, registry, biomedical)):
        task = source.__name__
        if options.soft:
            found = registry(options.data, long=True) if source is registry else source(options.data)
            texts = sorted({text for text in found if text.strip()})
            told = [soft(teacher, task, texts) for teacher in teachers]
            told[0][0].to_disk(options.build / f"corpus/{task}.soft.spacy")
            likely = np.mean([likely for _, likely in told], axis=0, dtype=np.float32).astype(np.float16)
            np.save(options.build / f"corpus/{task}.soft.npy", likely)
            continue
        texts = sorted(set(source(options.data)))
        random.Random(number).shuffle(texts)
        sizes = np.cumsum([len(text.split()) for text in texts])
        some = texts[: int(np.searchsorted(sizes, MOST))]
        labelled(teachers[0], task, some).to_disk(options.build / f"corpus/{task}.more.spacy")


if __name__ == "__main__":
    main()
