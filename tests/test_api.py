"""The library: same names and same results as the commands."""

from pathlib import Path

import pytest

import extractor
from extractor.errors import ModelError, ReadError

SAMPLES = Path(__file__).parent.parent / "samples" / "documents"


def test_extract_gives_a_list_of_records() -> None:
    records = extractor.extract(SAMPLES / "studies.jsonl", model=None)
    assert len(records) > 1
    assert all(isinstance(record, extractor.TrialRecord) for record in records)
    assert [record.document.member for record in records] == [str(n) for n in range(1, len(records) + 1)]


def test_extract_many_is_the_same_with_workers() -> None:
    paths = sorted(SAMPLES.glob("*.json"))
    one = [r.model_dump_json() for r in extractor.extract_many(paths, model=None)]
    assert one == [r.model_dump_json() for r in extractor.extract_many(paths, model=None, workers=2)]


def test_extract_text_keeps_the_text() -> None:
    text = "Inclusion Criteria:\r\n\r\n- Age >= 18 years"
    record = extractor.extract_text(text, model=None)
    assert record.document.text == text
    assert extractor.extract_text('{"a": 1}', model=None).document.text == '{"a": 1}'


def test_check_sets_the_findings() -> None:
    (record,) = extractor.extract(SAMPLES / "ctgov_v2_inconsistent.json", model=None)
    findings = extractor.check(record)
    assert findings
    assert record.findings == findings


def test_errors_are_ours(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        extractor.extract(tmp_path / "missing.json", model=None)
    with pytest.raises(ReadError):
        extractor.extract_text("  \n ", model=None)
    with pytest.raises(ModelError):
        extractor.extract_text("asthma", model="no-such-model")


def test_what_is_no_name_of_ours_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        extractor.nonsense  # noqa: B018
