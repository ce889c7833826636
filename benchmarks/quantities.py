"""How the comparisons of `extractor.language` agree with people and with peers; one JSON line for each set.

    python -m benchmarks.quantities DATA [--misses]

DATA is a folder with `corpora/lct.dev.jsonl.gz` (the Leaf Clinical Trials corpus: `Eq-Comparison` spans with their
operator, value and unit) and `corpora/cases/` (unit cases of ctproc, quantulum3 and duckling).

LCT: strict F of the spans of comparisons that state a value, and of the spans found how many have the operator, the
values and the unit right. Comparisons of words ("moderate to severe") are left out. Cases: the share that agrees.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cases import score_cases
from extractor.language.comparisons import Comparison, find_comparisons
from extractor.language.numbers import parse_number

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "i": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6}


@dataclass(frozen=True)
class Gold:
    """A comparison as annotated: its span, and the words of its parts."""

    start: int
    end: int
    operators: tuple[str, ...]
    values: tuple[float, ...]
    units: tuple[str, ...]


def gold_comparisons(document: dict[str, Any]) -> Iterator[Gold]:
    """The comparisons of a document of LCT that state a number."""
    spans = {span["id"]: span for span in document["spans"]}
    parts: dict[str, list[tuple[str, int, str]]] = {}
    for relation in document["relations"]:
        if relation["head"] in spans and relation["tail"] in spans and relation["kind"] == "event_arg":
            tail = spans[relation["tail"]]
            words = document["text"][tail["start"] : tail["end"]]
            parts.setdefault(relation["head"], []).append((relation["type"].rstrip("0123456789"), tail["start"], words))
    for span in document["spans"]:
        if span["label"] != "Eq-Comparison":
            continue
        own = sorted(parts.get(span["id"], []), key=lambda part: part[1])
        values = [_value(words) for kind, _, words in own if kind == "Value"]
        if not values and any(kind == "Temporal-Unit" for kind, _, _ in own):
            values = [1.0]  # "past year"
        if values and all(value is not None for value in values):
            yield Gold(
                span["start"],
                span["end"],
                tuple(words for kind, _, words in own if kind == "Operator"),
                tuple(value for value in values if value is not None),
                tuple(words for kind, _, words in own if kind in ("Unit", "Per", "Temporal-Unit")),
            )


def _value(words: str) -> float | None:
    cleaned = words.strip(" +~").lower()
    return float(_WORDS[cleaned]) if cleaned in _WORDS else parse_number(cleaned)


def agreed(text: str, gold: Gold, found: Comparison) -> dict[str, bool]:
    """Whether the operator, the values and the unit of a comparison found are those annotated."""
    bounds = {abs(value) for value in (found.low, found.high) if value is not None}
    if found.pair is not None:
        bounds.add(found.pair)
    scale = 1.0
    if gold.values and found.unit is None and found.relative_to is None and max(bounds) > 1000 * max(gold.values):
        scale = max(bounds) / max(gold.values)
    values = set(gold.values)
    return {
        "operator": _operator(" ".join(gold.operators), found),
        "value": {min(values), max(values)} == {bound / scale for bound in bounds},
        "unit": bool(gold.units) == bool(found.unit or found.relative_to or found.scale),
    }


def _operator(words: str, found: Comparison) -> bool:
    words = words.lower().strip()
    negated = bool(re.match(r"(?:no|not)\b", words))
    bigger = bool(re.search(r"[>≥＞]|more|great|above|over|exceed|least|minimum|high|long|older|\+", words)) != negated
    smaller = (
        bool(re.search(r"[<≤＜]|less|low|below|under|most|maximum|up to|short|young|fewer|inferior", words)) != negated
    )
    closed = bool(re.search(r"[=≥≤]|equal|least|most|minimum|maximum|up to|\+|\b(?:or|and) ", words)) != negated
    if not words or re.search(r"within|between|^(?:to|[-–~]|from|and|or|in|during|±)$", words):
        return found.kind in ("", "=", "within", "past", "next", "between", "±")
    if bigger and not smaller:
        return found.low is not None and found.high is None and found.low_inclusive == closed
    return found.high is not None and found.low is None and found.high_inclusive == closed


def score_lct(path: Path, *, show: bool) -> dict[str, Any]:
    """Strict span precision, recall and F, and how many of the spans found have their parts right."""
    count: Counter[str] = Counter()
    for document in _rows(path):
        text = document["text"]
        gold = {(item.start, item.end): item for item in gold_comparisons(document)}
        found = {(item.start, item.end): item for item in find_comparisons(text)}
        count.update(gold=len(gold), found=len(found), both=len(gold.keys() & found.keys()))
        for place in gold.keys() & found.keys():
            parts = agreed(text, gold[place], found[place])
            count.update(name for name, right in parts.items() if right)
            count["operator_and_value"] += parts["operator"] and parts["value"]
            count["all"] += all(parts.values())
            if show and not all(parts.values()):
                _show("part", text, place, str(parts))
        if show:
            for place in sorted(gold.keys() - found.keys()):
                _show("missed", text, place)
            for place in sorted(found.keys() - gold.keys()):
                _show("extra", text, place)
    precision, recall = count["both"] / count["found"], count["both"] / count["gold"]
    parts_right = {
        name: round(count[name] / count["both"], 4)
        for name in ("operator", "value", "unit", "operator_and_value", "all")
    }
    return {
        "set": path.name,
        "gold": count["gold"],
        "found": count["found"],
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "span_f": round(2 * precision * recall / (precision + recall), 4),
        "right_of_found": parts_right,
    }


def _show(what: str, text: str, place: tuple[int, int], note: str = "") -> None:
    start, end = place
    around = f"{text[max(0, start - 30) : start]}[[{text[start:end]}]]{text[end : end + 20]}".replace("\n", "/")
    sys.stderr.write(f"{what}\t{around}\t{note}\n")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in data.splitlines():
        yield json.loads(line)


def main() -> None:
    """Scores what the folder holds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--misses", action="store_true", help="write what differs to standard error")
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    corpora = options.data / "corpora"
    results = [score_lct(corpora / f"lct.{options.split}.jsonl.gz", show=options.misses)]
    for path in sorted((corpora / "cases").glob("*.jsonl")):
        results += score_cases(path, show=options.misses)
    for result in results:
        sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
