"""The facts of `benchmarks/protocols/gold.jsonl` have the form its README tells, and stand on the pages they name."""

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "benchmarks/protocols/gold.jsonl").read_text("utf-8").splitlines()
]
PDFS = ROOT.parent / "shared/data/protocols/pdf"
FIRST_WORDS = 80


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def criteria(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for kind in ("inclusion", "exclusion") for c in document["eligibility"][kind]["criteria"]]


def quotes(value: Any) -> list[tuple[int, str]]:
    """Each page and quote below `value`, but for those that only the picture of the page shows."""
    if isinstance(value, list):
        return [found for item in value for found in quotes(item)]
    if not isinstance(value, dict):
        return []
    own = [(value["page"], value["quote"])] if value.get("quote") and not value.get("image") else []
    return own + [found for item in value.values() for found in quotes(item)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d["key"])
def test_form(document: dict[str, Any]) -> None:
    for kind in ("inclusion", "exclusion"):
        listed = document["eligibility"][kind]
        assert listed["count"] == len(listed["criteria"]) == len({c["label"] for c in listed["criteria"]})
    for criterion in criteria(document):
        assert 0 < len(criterion["first80"]) <= FIRST_WORDS
        assert 1 <= criterion["page"] <= criterion["last_page"] <= document["pages"]
    for dose in document["doses"]:
        assert dose["low"] <= dose["high"]
        assert dose["agent"] and dose["unit"]
    schedule = document["schedule_of_activities"]
    for cell in schedule["cells"] if schedule else []:
        assert cell["column"] in schedule["columns"]
        assert cell["page"] in schedule["pages"]


@pytest.mark.skipif(not PDFS.is_dir(), reason="the protocols themselves are not part of the project")
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d["key"])
def test_pages(document: dict[str, Any]) -> None:
    wanted = quotes(document) + [(c["page"], c["first80"]) for c in criteria(document)]
    pdf = pypdfium2.PdfDocument(PDFS / document["pdf"])
    assert len(pdf) == document["pages"]
    texts = {page: plain(pdf[page - 1].get_textpage().get_text_range()) for page, _ in wanted}
    assert [(page, words) for page, words in wanted if plain(words) not in texts[page]] == []
