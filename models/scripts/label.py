"""Labels unlabelled text with the teacher: more to learn from for the network that ships.

Usage: python label.py DATA BUILD

Writes BUILD/corpus/TASK.more.spacy. Records of trials that the dev splits hold are left out.
"""

import argparse
import random
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from corpus import records
from defusedxml import ElementTree
from spacy.language import Language
from spacy.tokens import DocBin
from vectors import TRIAL, held_out

# Words of a task at most; lines shorter than that teach nothing.
MOST, SHORTEST = 700_000, 20
NAMES = ("brief_title", "official_title", "brief_summary/textblock")
BLANKS = re.compile(r"\s+")


def criteria(data: Path) -> Iterator[str]:
    """Lines of eligibility text."""
    shut = held_out(data)
    for record in records(data / "text/criteria.jsonl.gz"):
        if shut.isdisjoint(TRIAL.findall(record["id"])):
            yield from (line.strip() for line in record["text"].splitlines() if len(line.strip()) >= SHORTEST)


def registry(data: Path) -> Iterator[str]:
    """Titles and summary of each record, one text."""
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
            summary = section.get("descriptionModule", {}).get("briefSummary", "")
            yield "\n".join([names.get("briefTitle", ""), names.get("officialTitle", ""), summary])


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    options = parser.parse_args()
    teacher = spacy.load(options.build / "teacher")
    for number, source in enumerate((criteria, registry, biomedical)):
        texts = sorted(set(source(options.data)))
        random.Random(number).shuffle(texts)
        sizes = np.cumsum([len(text.split()) for text in texts])
        some = texts[: int(np.searchsorted(sizes, MOST))]
        labelled(teacher, source.__name__, some).to_disk(options.build / f"corpus/{source.__name__}.more.spacy")


if __name__ == "__main__":
    main()
