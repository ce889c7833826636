"""The tables of concepts are well formed, and their keys are those that terms get today."""

import csv
import gzip
import re
from importlib.resources import files
from typing import get_args

import pytest

from extractor.language.term_keys import term_key, term_words
from extractor.language.vocabulary import Kind, vocabulary

CODES = {
    "MESH": r"D\d{6,9}",
    "DRUGBANK": r"DB\d{5}",
    "UNII": r"[0-9A-Z]{10}",
    "ICD10CM": r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?:-[A-Z]\d[0-9A-Z])?",
}


def rows(kind: str) -> list[list[str]]:
    data = gzip.decompress(files("en_trial_concepts").joinpath(f"{kind}s.tsv.gz").read_bytes()).decode()
    return [line.split("\t") for line in data.splitlines()]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_row_is_well_formed(kind: str) -> None:
    with files("en_trial_concepts").joinpath("sources.tsv").open(encoding="utf-8") as file:
        sources = {line["source"] for line in csv.DictReader(file, delimiter="\t")}  # type: ignore[arg-type]
    seen: set[str] = set()
    concepts: set[tuple[str, str]] = set()
    for system, code, name, _trees, source, names, keys in rows(kind):
        assert re.fullmatch(CODES[system], code), (system, code)
        assert name and names and source in sources
        assert (system, code) not in concepts, code
        concepts.add((system, code))
        for key in keys.split("|"):
            assert key and key not in seen, key
            seen.add(key)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_keys_are_those_of_today(kind: str) -> None:
    """Where this fails, term_keys has changed: run models/scripts/concepts.py again."""
    for *_, names, keys in rows(kind)[::41]:
        mine = set(keys.split("|"))
        assert {key for name in names.split("|") if (key := term_key(name)) in mine}
        assert all(term_key(name) in mine for name in names.split("|")), names


def test_names_that_are_alike_have_one_key() -> None:
    assert term_key("Anaemia, Aplastic") == term_key("aplastic anemias")
    assert term_key("β-Thalassaemia") == term_key("beta thalassemia")
    assert term_key("Post-Traumatic Stress Disorder") == term_key("posttraumatic stress disorders")
    assert term_key("Crohn's Disease") == term_key("Crohn disease")
    assert term_key("type II diabetes") == term_key("diabetes type 2") == term_key("Type2 Diabetes")
    assert term_key("non-small cell") != term_key("small cell")
    assert term_key("type 1 diabetes") != term_key("type 2 diabetes")
    assert term_words("hepatitis A") != term_words("hepatitis B")


def test_a_table_is_loaded_once() -> None:
    assert vocabulary("condition") is vocabulary("condition")
    found = vocabulary("condition").named("lung cancers")
    assert found and found.code == "D008175" and found.depth > 2
