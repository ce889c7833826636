"""What is found in the protocols that were read by hand; one JSON line last.

    python -m benchmarks.protocols DATA --scorer FILE [--model NAME] [--misses]

DATA is a folder with the documents in `protocols/pdf/`. FILE is a program with `score(folder, run, miss)`, which says
what is asked of each fact (`gold.jsonl` stands in the folder that it is given, beside `pdf/`).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from extractor import extract
from extractor.api import DEFAULT_MODEL

GOLD = Path(__file__).with_name("gold.jsonl")


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("protocol_scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: no program in Python")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Extracts the documents of the gold file and prints what the scorer says of the records."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.protocols")
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--misses", action="store_true", help="print each fact that was not found")
    chosen = parser.parse_args()
    model = None if chosen.model == "none" else chosen.model

    def run(_verb: str, path: Path) -> Iterator[dict[str, Any]]:
        return (record.model_dump(mode="json") for record in extract(path, model=model))

    def miss(**what: Any) -> None:
        if chosen.misses:
            print(json.dumps(what, ensure_ascii=False))

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "gold.jsonl").write_bytes(GOLD.read_bytes())
        Path(folder, "pdf").symlink_to((chosen.data / "protocols" / "pdf").resolve())
        print(json.dumps(_scorer(chosen.scorer).score(folder, run, miss)))


if __name__ == "__main__":
    main()
