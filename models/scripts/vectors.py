"""Trains the floret vectors on unlabelled trial text (needs the package `floret`).

Usage: python vectors.py DATA BUILD [--without lct]

Records of trials that the dev splits hold are left out.
"""

import argparse
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import floret
import spacy
from corpus import records
from en_trial_ner.tokens import extend
from spacy.training.initialize import convert_vectors
from thinc.api import Config

TRIAL = re.compile(r"NCT\d{8}")
TAG = re.compile(r"<[^<>]{0,300}>")
RECORDS = (
    "text/criteria",
    "text/nli4ct_ctr",
    "registry/ctgov_v1_full",
    "registry/ctgov_v2",
    "registry/euctr_uk_json",
    "registry/nci_cts_api",
    "corpora/chia_criteria.train",
    "corpora/neurotrialner.train",
    "corpora/bc5cdr.train",
    "corpora/ncbi_disease.train",
    "corpora/phee.train",
    "corpora/lct.train",
    "corpora/spirit_consort_terms.train",
)
HELD_OUT = ("chia_criteria.dev", "neurotrialner.dev", "lct.dev")


def strings(value: Any) -> Iterator[str]:
    """Every longer string of a JSON value."""
    if isinstance(value, str):
        if len(value) > 25:
            yield value
    elif isinstance(value, list):
        # a list of lines is one text
        lines = [item for item in value if isinstance(item, str)]
        yield from strings("\n".join(lines))
        for item in value:
            if not isinstance(item, str):
                yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def held_out(data: Path) -> set[str]:
    """Trials that the dev splits hold."""
    return {
        trial for name in HELD_OUT for row in records(data / f"corpora/{name}.jsonl.gz")
        for trial in TRIAL.findall(f"{row['id']} {row.get('nct_id', '')}")
    }  # fmt: skip


def texts(data: Path, without: str) -> Iterator[str]:
    """The unlabelled text of every record that is not held out."""
    shut = held_out(data)
    for name in RECORDS:
        if without and name == f"corpora/{without}.train":
            continue
        for row in records(data / f"{name}.jsonl.gz"):
            if shut.isdisjoint(TRIAL.findall(json.dumps(row)[:3000])):
                row.pop("derivedSection", None)
                yield from [row["text"]] if name.startswith("corpora/") else strings(row)
    with tarfile.open(data / "registry/ctgov_xml.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and shut.isdisjoint(TRIAL.findall(member.name)):
                yield TAG.sub(" ", file.read().decode("utf-8"))


def write_tokens(data: Path, path: Path, without: str) -> None:
    """One line of the text a line, its tokens parted by blanks; repeated lines once."""
    tokenizer = extend(spacy.blank("en")).tokenizer
    seen: set[str] = set()
    with path.open("w", encoding="utf-8") as out:
        for text in texts(data, without):
            for line in text.splitlines():
                line = line.strip()
                if len(line) > 10 and line not in seen:
                    seen.add(line)
                    out.write(" ".join(token.text for token in tokenizer(line) if not token.is_space) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--without", default="", help="a corpus whose text is left out")
    parser.add_argument("--config", type=Path, default=Path(__file__).parents[1] / "configs/training.cfg")
    options = parser.parse_args()
    options.build.mkdir(parents=True, exist_ok=True)
    tokens, table = options.build / "tokens.txt", options.build / "vectors.floret"
    if not tokens.exists():
        write_tokens(options.data, tokens, options.without)
    settings = Config().from_disk(options.config)["vectors"]
    model = floret.train_unsupervised(str(tokens), mode="floret", model="skipgram", thread=1, **settings)
    model.save_floret_vectors(str(table))
    nlp = extend(spacy.blank("en"))
    convert_vectors(nlp, table, truncate=-1, prune=-1, mode="floret", name="en_trial_ner.vectors")
    nlp.to_disk(options.build / "vectors")


if __name__ == "__main__":
    main()
