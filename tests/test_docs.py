"""The generated pages are those of today's code."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_generated_pages_are_fresh() -> None:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert (DOCS / "checks.md").read_text(encoding="utf-8") == generate.checks(), "run `make docs`"
    assert (DOCS / "record.md").read_text(encoding="utf-8") == generate.record(), "run `make docs`"
    assert (DOCS / "csv.md").read_text(encoding="utf-8") == generate.csv_columns(), "run `make docs`"
    assert (DOCS / "check.svg").read_text(encoding="utf-8") == generate.picture(), "run `make docs`"
