"""The pipelines that are measured side by side: ours as its users run it, the others by a few lines of their own API.

Each is a command that reads JSON Lines of {"id", "text"} and says nothing; those of `OTHERS` need an environment of
their own, since they pin other versions of spaCy.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import COMMAND

_READ = "import json, sys\ntexts = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]\n"
_SPACY = """
import spacy
from scispacy.abbreviation import AbbreviationDetector
nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.add_pipe("abbreviation_detector")
"""
_MEDSPACY = "import medspacy\nnlp = medspacy.load()\n"
_EDSNLP = """
import edsnlp
nlp = edsnlp.blank("eds")
for pipe in ("eds.sentences", "eds.quantities", "eds.dates"):
    nlp.add_pipe(pipe)
"""
_ALL = "for document in nlp.pipe(texts):\n    len(document)\n"
_PLUMBER = "import pdfplumber, sys\nfor page in pdfplumber.open(sys.argv[1]).pages:\n    page.extract_text()\n"


@dataclass(frozen=True)
class Pipeline:
    """A name, what it does, and the command to which the file is added."""

    name: str
    does: str
    command: tuple[str, ...]


def _ours(model: str, workers: int) -> tuple[str, ...]:
    return (*COMMAND, "extract", "--quiet", "-o", "/dev/null", "-f", "jsonl", "--model", model, "-j", str(workers))


OURS = (
    Pipeline("ours, rules", "typed values, criteria, checks", _ours("none", 1)),
    Pipeline("ours, full", "the same and recognition, assertion, concepts", _ours("en_trial_ner", 1)),
)
REFERENCE = Pipeline(
    "spaCy + scispaCy", "tokens, sentences, abbreviations", (sys.executable, "-c", _READ + _SPACY + _ALL)
)
PDF = (
    Pipeline("ours, PDF", "text, layout, facts and checks of rules", _ours("none", 1)),
    Pipeline("pdfplumber", "text alone", (sys.executable, "-c", _PLUMBER)),
)
OTHERS = {
    "medspacy": ("medspaCy", "its default pipeline", _MEDSPACY),
    "edsnlp": ("EDS-NLP", "quantities, dates", _EDSNLP),
}


def with_workers(workers: int) -> tuple[str, ...]:
    """Ours, rules and model, in that many workers."""
    return _ours("en_trial_ner", workers)


def others(folder: Path) -> tuple[list[Pipeline], list[str]]:
    """The pipelines of other packages, each installed in `folder`; and those that could not be."""
    found, lost = [], []
    for package, (name, does, code) in OTHERS.items():
        python = folder / package / "bin" / "python"
        if not (folder / package / "done").exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder / package)], check=True)
            install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", package]
            if subprocess.run(install, check=False).returncode:
                lost.append(name)
                continue
            (folder / package / "done").touch()
        found.append(Pipeline(name, does, (str(python), "-c", _READ + code + _ALL)))
    return found, lost
