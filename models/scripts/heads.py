"""Which endings of a span decide its label, read off the registry corpus: see en_trial_ner/heads.py.

Usage: python heads.py BUILD

Reads BUILD/corpus/registry.train.spacy, writes BUILD/heads.json: for the group, its endings and its vague labels.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import corpus  # noqa: F401  (finds the package)
import spacy
from en_trial_ner.heads import endings
from spacy.tokens import DocBin

GROUP = "registry"
# Kinds of intervention, beside drugs and controls, which their names tell well; the first two are the vague ones.
KINDS = ("OTHER", "PHYSICAL", "BEHAVIOURAL", "SURGICAL", "RADIOTHERAPY")
# Spans, and trials, that an ending must be seen in, and the share of them that must have one label.
FEWEST, SHARE = 2, 0.75


def read(path: Path) -> dict[str, str]:
    """The endings that decide for one of the kinds but OTHER."""
    spans: dict[str, Counter[str]] = defaultdict(Counter)
    trials: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, doc in enumerate(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)):
        for span in doc.ents:
            for ending in endings([token.text for token in span]):
                spans[ending][span.label_] += 1
                trials[ending, span.label_].add(number)
    found = {}
    for ending, labels in sorted(spans.items()):
        label, count = labels.most_common(1)[0]
        seen = min(count, len(trials[ending, label]))
        if label in KINDS[1:] and seen >= FEWEST and count / labels.total() >= SHARE:
            found[ending] = label
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    options = parser.parse_args()
    labels = read(options.build / "corpus" / f"{GROUP}.train.spacy")
    told = {GROUP: {"labels": labels, "vague": KINDS[:2]}}
    (options.build / "heads.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
