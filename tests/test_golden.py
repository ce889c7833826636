"""The samples give the expected records, whatever the number of workers, and the findings that were put into them.

A wanted change: `make accept`, then read the difference of samples/expected before committing it.
"""

import json
from pathlib import Path

import orjson
import pytest

from extractor.model import Finding
from samples.make_documents import FOLDER, MADE
from tests import golden

CLEAN = ("ctgov_v2.json", "studies.jsonl", "ctgov_legacy.xml", "ctgov_v1.json", "euctr.txt", "isrctn.json", "nci.json")


def findings(name: str) -> list[Finding]:
    return [finding for result in golden.results(name) for finding in result.record.findings]


@pytest.mark.parametrize("name", golden.names())
def test_a_sample_gives_its_expected_records(name: str) -> None:
    assert golden.expected_file(name).exists(), f"{name} has no expected records yet: make accept"
    expected = golden.expected_file(name).read_bytes().splitlines(keepends=True)
    got = golden.lines(name)
    assert len(got) == len(expected), f"{name}: expected {len(expected)} records, got {len(got)}"
    changes = [
        f"{name}:{number} {line}"
        for number, (old, new) in enumerate(zip(expected, got, strict=True), 1)
        for line in golden.differences(orjson.loads(old), orjson.loads(new))
    ]
    assert not changes, "the record changed (make accept takes it):\n" + "\n".join(changes[:40])
    assert got == expected, f"{name}: the same record in other bytes"


def test_no_expected_record_is_without_a_sample() -> None:
    assert {file.name for file in golden.EXPECTED.iterdir()} == {golden.expected_file(n).name for n in golden.names()}


def test_two_workers_write_the_same_bytes() -> None:
    assert golden.in_parallel(2) == b"".join(line for name in golden.names() for line in golden.lines(name))


def test_records_say_nothing_of_the_machine() -> None:
    folder = str(Path(__file__).parent.parent)
    for name in golden.names():
        for line in golden.lines(name):
            assert folder not in line.decode()
            assert json.loads(line)["document"]["path"] == f"documents/{name}"


@pytest.mark.parametrize("name", MADE)
def test_made_documents_are_the_ones_that_are_stored(name: str) -> None:
    made = MADE[name]()
    assert made == MADE[name](), f"{name} comes out different each time"
    if made != (FOLDER / name).read_bytes():
        pytest.skip(f"{name} was made with another version of its library")


def test_every_record_is_whole() -> None:
    for name in golden.names():
        for result in golden.results(name):
            assert result.record.errors == [], name


@pytest.mark.parametrize("name", CLEAN)
def test_clean_samples_have_no_finding_of_weight(name: str) -> None:
    heavy = [f"{f.code}: {f.message}" for f in findings(name) if f.severity in ("error", "warning")]
    assert heavy == []


@pytest.mark.parametrize(
    ("code", "quotes"),
    [
        ("ELG103", ["Non-Severe Aplastic Anemia (NSAA)atients", "Severe Aplastic Anemia (SAA) patients"]),
        ("CON101", ["Complications of Organ Transplant"]),
        ("HVL101", ["Accepts Healthy Volunteers"]),
        ("PHS102", ["Phase 4", "maximum tolerated dose"]),
        ("DOS103", ["0.5-1.0 * 106 cells /kg", "1 * 107 cells /kg"]),
        ("INT101", ["MSC+ATG"]),
        ("INT102", ["MSC+ATG"]),
        ("ARM101", ["three dose groups"]),
        ("TXT101", ["(NSAA)atients"]),
    ],
)
def test_the_page_with_flaws_is_found_out(code: str, quotes: list[str]) -> None:
    found = [finding for finding in findings("veeva_page.txt") if finding.code == code]
    assert found, f"{code} is silent"
    quoted = [place.quote for finding in found for place in finding.evidence]
    for quote in quotes:
        assert any(quote in one for one in quoted), f"{quote!r} is not among {quoted}"


def test_the_exchanged_lists_are_one_finding() -> None:
    found = findings("veeva_page.txt")
    root = next(finding for finding in found if finding.code == "ELG103")
    assert {"ELG101", "ELG102"} <= set(root.related)
    assert not {finding.code for finding in found} & {"ELG101", "ELG102", "DOS102", "DOS104", "AGE103", "ENR101"}


def test_the_study_with_conflicts_is_found_out() -> None:
    codes = {finding.code for finding in findings("ctgov_v2_inconsistent.json")}
    assert {"AGE101", "AGE102", "SEX101", "ELG104", "HVL101", "ARM101"} <= codes


def test_a_difference_says_where_and_what() -> None:
    old, new = {"a": [{"b": 1}], "c": "x"}, {"a": [{"b": 2}], "d": None}
    assert golden.differences(old, new) == ["a[0].b: expected 1, got 2", 'c: expected "x", got null']
    assert golden.differences([1], [1, 2], "a") == ["a: expected [1], got [1,2]"]
