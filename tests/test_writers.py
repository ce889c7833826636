"""What is written: JSON Lines, JSON, CSV, findings for people; contacts masked in all of it."""

import csv
import io
import json
from typing import Any

import pytest

from extractor.config import Settings
from extractor.inputs import Source
from extractor.model import Evidence, Span
from extractor.pipeline import process
from extractor.record import DocumentInfo, Result, Title, TrialRecord
from extractor.writers import MASK, Output, check_jsonl, check_text, jsonl, masked, visible
from extractor.writers import csv as csv_writer
from extractor.writers import json as json_writer
from tests.checks.studies import study

TEXT = "A study of asthma\n\nContact: Ann Beispiel, ann@example.org\n\nInclusion Criteria:\n\n- Age 18 to 65 years\n"


def result(text: str = TEXT) -> Result:
    return process(Source("trial.txt", text.encode()), Settings(model=None), None)


def study_result(**facts: Any) -> Result:
    return process(Source("trial.json", json.dumps(study(facts)).encode()), Settings(model=None), None)


def rows(*results: Result) -> list[dict[str, str]]:
    data = b"".join(csv_writer.frame(csv_writer.encode(one, Output()) for one in results))
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_jsonl_drops_the_text_unless_it_is_asked_for() -> None:
    assert "text" not in json.loads(jsonl.encode(result(), Output()))["document"]
    assert len(json.loads(jsonl.encode(result(), Output(with_text=True)))["document"]["text"]) == len(TEXT)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(count: int) -> None:
    data = b"".join(json_writer.frame(json_writer.encode(result(), Output()) for _ in range(count)))
    assert [one["schema_version"] for one in json.loads(data)] == ["1.0"] * count


def test_check_jsonl_has_what_the_contract_names() -> None:
    written = json.loads(check_jsonl.encode(study_result(minimum_age="65 Years", maximum_age="18 Years"), Output()))
    assert set(written) == {"document", "trial_id", "findings", "skipped", "errors"}
    (finding,) = written["findings"]
    assert finding["code"] == "AGE105"
    assert set(finding) == {"code", "name", "severity", "message", "suggestion", "evidence", "values", "related"}
    assert set(finding["evidence"][0]) == {"start", "end", "quote", "path", "page"}
    assert all(set(one) == {"code", "reason"} for one in written["skipped"])


def test_text_for_people_shows_both_quotes_and_colours_on_a_terminal_only() -> None:
    found = study_result(minimum_age="65 Years", maximum_age="18 Years")
    plain = check_text.encode(found, Output()).decode()
    assert "AGE105" in plain
    assert "“65 Years”" in plain
    assert "“18 Years”" in plain
    assert "\x1b" not in plain
    assert "\x1b[31m" in check_text.encode(found, Output(colour=True)).decode()
    assert check_text.encode(result(), Output()) == b""


def test_text_for_people_quotes_ten_places_of_a_finding_at_most() -> None:
    found = study_result(summary=" then ".join(f"word{number} \ufffd word" for number in range(12)))
    (finding,) = found.record.findings
    assert (finding.code, len(finding.evidence)) == ("TXT101", 12)
    lines = check_text.encode(found, Output()).decode().splitlines()
    assert sum("“" in line for line in lines if line.startswith(" " * 10)) == 10
    assert "          and 2 more" in lines


def test_csv_gives_ages_in_days_and_years_and_makes_formulas_harmless() -> None:
    (row,) = rows(study_result(title="=HYPERLINK(1)", conditions=["+cmd", "Asthma"], minimum_age="6 Months"))
    assert row["trial_id"] == "NCT99999999"
    assert row["brief_title"] == "'=HYPERLINK(1)"
    assert row["conditions"] == "'+cmd | Asthma"
    assert float(row["minimum_age_days"]) == pytest.approx(182.625)
    assert float(row["minimum_age_years"]) == pytest.approx(0.5)
    assert row["maximum_age_days"] == ""


def test_csv_documents_every_column() -> None:
    assert all(meaning for _, meaning in csv_writer.COLUMNS.values())
    assert list(rows(result())[0]) == list(csv_writer.COLUMNS)


def test_contacts_are_masked_at_equal_length_and_quotes_stay_true() -> None:
    record = masked(result().record)
    assert record.document.text is not None
    assert len(record.document.text) == len(TEXT)
    assert "ann@example.org" not in record.document.text
    assert MASK * len("ann@example.org") in record.document.text


def test_a_name_is_masked_wherever_it_stands() -> None:
    text = "Dr Beispiel leads. Ask Beispiel."
    quote = Evidence(start=23, end=31, quote="Beispiel")
    record = TrialRecord(
        document=DocumentInfo(path="x", format="text", kind="text", sha256="", characters=len(text), text=text),
        titles=[Title(kind="brief", text="Ask Beispiel", origin="stated", evidence=[quote])],
        private=[Span(3, 11)],
    )
    hidden = masked(record)
    assert hidden.document.text == f"Dr {MASK * 8} leads. Ask {MASK * 8}."
    assert hidden.titles[0].text == f"Ask {MASK * 8}"
    assert hidden.titles[0].evidence[0].quote == MASK * 8


@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\u2066", "\x00", "\u200b"])
def test_controls_and_bidi_characters_are_visible(char: str) -> None:
    assert visible(f"a{char}b") == f"a<U+{ord(char):04X}>b"
