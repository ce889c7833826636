"""`compare`: two documents of one trial, as a library and as a command."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import extractor
from extractor.cli import app
from extractor.errors import ReadError
from extractor.findings import run_check
from extractor.language.alignment import Passages, align, content, different_values
from extractor.pipeline import compare
from extractor.record import TrialRecord, numbered
from extractor.writers import Output, check_jsonl, check_text
from tests.checks.studies import examined, study
from tests.timing import at_most

STUDY = {
    "title": "Linden Tea After Surgery of the Hip",
    "enrollment": 120,
    "enrollment_type": "ESTIMATED",
    "criteria": "Inclusion Criteria:\n\n* Fracture of the hip within 2 weeks\n\n"
    "Exclusion Criteria:\n\n* Allergy to linden",
}
PROTOCOL = (
    "Protocol title: Linden Tea After Surgery of the Hip\n\n150 patients will be enrolled.\n\n"
    "Inclusion Criteria:\n\n1. Fracture of the hip within 4 weeks\n\nExclusion Criteria:\n\n1. Allergy to linden\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    registry, protocol = tmp_path / "registry.json", tmp_path / "protocol.txt"
    registry.write_text(json.dumps(study(STUDY)), encoding="utf-8")
    protocol.write_text(PROTOCOL, encoding="utf-8")
    return registry, protocol


def records() -> tuple[TrialRecord, TrialRecord]:
    return examined({"study": STUDY}).record, examined({"text": PROTOCOL}).record


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["compare", *map(str, arguments), "--model", "none"])
    return result.exit_code, result.stdout, result.stderr


def test_each_place_of_a_finding_stands_in_its_document() -> None:
    registry, protocol = records()
    findings = extractor.compare(registry, protocol)
    assert sorted(finding.code for finding in findings) == ["REG101", "REG103"]
    texts = [side.document.text or "" for side in (registry, protocol)]
    for finding in findings:
        assert {place.document for place in finding.evidence} == {0, 1}
        for place in finding.evidence:
            assert place.document is not None
            assert texts[place.document][place.start : place.end] == place.quote


def test_a_record_does_not_differ_from_itself() -> None:
    registry, protocol = records()
    assert extractor.compare(registry, registry) == []
    assert extractor.compare(protocol, protocol) == []


def test_what_cannot_be_compared_is_said() -> None:
    skipped = dict(compare(*records()).skipped)
    assert skipped["REG102"] == "no outcomes in the registry"
    assert skipped["REG104"] == "no interventions in the registry"


def test_selection() -> None:
    assert [f.code for f in compare(*records(), select=["REG103"]).findings] == ["REG103"]
    assert [f.code for f in compare(*records(), ignore=["REG103"]).findings] == ["REG101"]


def test_a_single_record_skips_what_compares_two() -> None:
    assert run_check("REG103", records()[0]) == "compares a registry record with a protocol"


def test_numbering_leaves_the_record_as_it_was() -> None:
    record = records()[0]
    copy = numbered(record, 1)
    assert "document" not in record.titles[0].evidence[0].model_dump()
    assert copy.titles[0].evidence[0].model_dump()["document"] == 1
    assert TrialRecord.model_validate(copy.model_dump(mode="json")) == copy.model_copy(update={"private": []})


def test_the_command_writes_both_records_and_the_findings(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(*files, "-o", out)[0] == 0
    (line,) = out.read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert [written[side]["document"]["format"] for side in ("registry", "protocol")] == ["ctgov-v2-json", "text"]
    assert {f["code"] for f in written["findings"]} == {"REG101", "REG103"}
    assert all(place["document"] in (0, 1) for f in written["findings"] for place in f["evidence"])
    assert "text" not in written["protocol"]["document"]


def test_the_command_tells_people_which_document_says_what(files: tuple[Path, Path]) -> None:
    status, shown, _ = run(*files)
    assert status == 0
    assert "registry designModule.enrollmentInfo.count: “120”" in shown
    assert "protocol" in shown.split("“120”")[1]
    assert "not compared: REG102, no outcomes in the registry" in shown


def test_contacts_are_masked_in_findings() -> None:
    facts = STUDY | {"criteria": STUDY["criteria"] + "\n* Did not write to anna.beispiel@example.org in summer"}
    comparison = compare(examined({"study": facts}).record, records()[1])
    for writer in (check_jsonl, check_text):
        written = writer.encode_pair(comparison, Output()).decode()
        assert "Did not write to" in written
        assert "anna.beispiel" not in written


def test_an_input_that_cannot_be_read(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["compare", str(files[0]), str(tmp_path / "none"), "--model", "none"])
    assert isinstance(result.exception, ReadError)


def test_an_input_of_two_documents(files: tuple[Path, Path], tmp_path: Path) -> None:
    two = tmp_path / "two.jsonl"
    two.write_text((json.dumps(study(STUDY)) + "\n") * 2, encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(two), str(files[1]), "--model", "none"])
    assert "more than one document" in str(result.exception)


WORDS = st.lists(st.sampled_from("anaemia zinc tea fracture hip allergy walk severe kidney".split()), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=6), st.randoms())
def test_alignment_is_blind_to_order(lists: list[list[str]], chance: object) -> None:
    statements = [content(" ".join(words)) for words in lists]
    shuffled = statements[::-1]
    for number, words in enumerate(statements):
        best = next(pair for pair in align(statements, shuffled, least=0.99) if pair.one == number)
        assert shuffled[best.other] == words


@given(WORDS)
def test_a_statement_is_covered_by_the_text_it_stands_in(words: list[str]) -> None:
    text = "Before it. " + " ".join(words) + ". Behind it."
    assert Passages(text).coverage(content(" ".join(words))) == 1


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("platelets >= 100 x 10^9/L", "platelets >= 100,000/mm3", False),
        ("platelets >= 100 x 10^9/L", "platelets >= 75 x 10^9/L", True),
        ("haemoglobin > 9 g/dL", "haemoglobin < 9 g/dL", True),
        ("surgery within 4 weeks", "surgery within a month", False),
        ("surgery within 4 weeks", "surgery within 4 months", True),
        ("surgery within 4 weeks", "recent surgery", False),
    ],
)
def test_values(one: str, other: str, differ: bool) -> None:
    assert different_values(one, other) is different_values(other, one) is differ


@pytest.mark.parametrize("text", ["a " * 50_000, "word" * 25_000, "severe asthma, " * 7_000, "1,234 " * 16_000])
def test_long_texts_take_no_time(text: str) -> None:
    with at_most(0.5):
        words = content(text)
        Passages(text).coverage(words)
        align([words] * 20, [words] * 20, least=0.5)
