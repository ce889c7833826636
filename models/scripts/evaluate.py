"""Measures the packaged pipeline on the dev splits.

Usage: python evaluate.py DATA BUILD

Writes BUILD/metrics.json: strict (same offsets and label) and relaxed (same label, overlapping) scores of
each group, words a second over all groups and for each alone, load time and size.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from corpus import SHIPPED, TASKS, gold, records
from en_trial_ner import load

MODELS = Path(__file__).parents[1]
Span = tuple[int, int, str]


def prf(hit: int, extra: int, missed: int) -> dict[str, float]:
    """Precision, recall and F1, to four places."""
    p, r = hit / max(hit + extra, 1), hit / max(hit + missed, 1)
    return {"p": round(p, 4), "r": round(r, 4), "f": round(2 * p * r / max(p + r, 1e-9), 4)}


def overlaps(span: Span, others: set[Span]) -> bool:
    """Whether one of `others` has the label of `span` and shares a character with it."""
    return any(span[2] == o[2] and span[0] < o[1] and o[0] < span[1] for o in others)


def score(pairs: list[tuple[set[Span], set[Span]]]) -> dict[str, Any]:
    """Scores of (gold, predicted) pairs, one a document."""
    hits, extras, misses = Counter[str](), Counter[str](), Counter[str]()
    near_gold = near_found = 0
    for want, have in pairs:
        hits.update(s[2] for s in want & have)
        extras.update(s[2] for s in have - want)
        misses.update(s[2] for s in want - have)
        near_gold += sum(overlaps(s, have) for s in want)
        near_found += sum(overlaps(s, want) for s in have)
    wanted, found = hits.total() + misses.total(), hits.total() + extras.total()
    p, r = near_found / max(found, 1), near_gold / max(wanted, 1)
    labels = {
        label: {"n": hits[label] + misses[label], **prf(hits[label], extras[label], misses[label])}
        for label in sorted(hits | misses | extras, key=lambda x: -hits[x] - misses[x])
    }
    strict = prf(hits.total(), extras.total(), misses.total())
    return {"strict": strict, "relaxed_f": round(2 * p * r / max(p + r, 1e-9), 4), "labels": labels}


def measure(data: Path, group: str, groups: tuple[str, ...]) -> tuple[dict[str, Any], float]:
    """Scores of one group on its dev split, and words a second of CPU time while `groups` are filled. The pipeline is
    loaded anew: it remembers what it read."""
    nlp = load()
    corpus, _ = TASKS[group]
    items = list(records(data / f"corpora/{corpus}.dev.jsonl.gz"))
    started = time.process_time()
    docs = list(nlp.pipe((item["text"] for item in items), component_cfg={"span_tagger": {"groups": groups}}))
    seconds = time.process_time() - started
    found = [{(s.start_char, s.end_char, s.label_) for s in doc.spans[group]} for doc in docs]
    words = sum(len(item["text"].split()) for item in items)
    return score([(set(gold(i)), f) for i, f in zip(items, found, strict=True)]), words / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    options = parser.parse_args()
    started = time.process_time()
    load()
    loading = time.process_time() - started
    metrics: dict[str, Any] = {"groups": {}, "words_per_second": {}}
    for group in SHIPPED:
        metrics["groups"][group], speed = measure(options.data, group, SHIPPED)
        metrics["words_per_second"][f"{group} text, all groups"] = round(speed)
        _, alone = measure(options.data, group, (group,))
        metrics["words_per_second"][f"{group} text, its group alone"] = round(alone)
    metrics["load_seconds"] = round(loading, 2)
    files = [f for f in (MODELS / "en_trial_ner").rglob("*") if f.is_file() and f.suffix != ".pyc"]
    metrics["megabytes"] = round(sum(f.stat().st_size for f in files) / 1e6, 1)
    text = json.dumps(metrics, indent=1)
    (options.build / "metrics.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
