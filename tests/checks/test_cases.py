"""Every check against its cases: CODE.yml has what must fire, with its quotes, and what must stay silent."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor.findings import catalogue
from tests.checks.studies import examined

FOLDER = Path(__file__).parent
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
FIRES = [(code, case) for code, cases in CASES.items() for case in cases["fires"]]
SILENT = [(code, case) for code, cases in CASES.items() for case in cases["silent"]]


def name_of(value: object) -> str:
    return value["name"] if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("code", "case"), FIRES, ids=name_of)
def test_fires(code: str, case: dict[str, Any]) -> None:
    result = examined(case)
    assert result.record.errors == []
    found = [f for f in result.record.findings if f.code == code or code in f.related]
    assert found, f"{code} is silent; fired: {[f.code for f in result.record.findings]}"
    quotes = [place.quote for finding in found for place in finding.evidence]
    for quote in case.get("quotes", []):
        assert any(quote in one for one in quotes), f"{quote!r} is not among {quotes}"


@pytest.mark.parametrize(("code", "case"), SILENT, ids=name_of)
def test_stays_silent(code: str, case: dict[str, Any]) -> None:
    result = examined(case)
    assert result.record.errors == []
    fired = [f for f in result.record.findings if f.code == code or code in f.related]
    assert not fired, f"{code} fired: {[f.message for f in fired]}"


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_check_has_its_page_and_its_cases(code: str) -> None:
    check = catalogue()[code]
    assert check.__name__.rpartition(".")[2].startswith(code.lower() + "_")
    for heading in ("What it does", "Why it matters", "Example", "Not an error"):
        assert heading in check.__doc__, f"{code} has no {heading!r}"
    assert len(CASES[code]["fires"]) >= 2
    assert len(CASES[code]["silent"]) >= 3
