"""Findings for machines: SARIF and GitHub annotations."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.config import Settings
from extractor.findings import catalogue
from extractor.inputs import Source
from extractor.model import Evidence, Finding
from extractor.pipeline import process
from extractor.record import DocumentInfo, Result, StageError, TrialRecord
from extractor.writers import Output, check_github, check_sarif
from tests.checks.studies import study

AGES = {"minimum_age": "65 Years", "maximum_age": "18 Years"}


def examined(name: str = "trial.json", **facts: Any) -> Result:
    return process(Source(name, json.dumps(study(facts)).encode()), Settings(model=None), None)


def flawed(**changes: Any) -> Result:
    """A document whose findings say what a test wants them to say."""
    place = Evidence(start=4, end=9, quote=changes.pop("quote", "seven"), path="a.b[0].c")
    base = {"code": "AGE101", "name": "n", "severity": "error", "message": "m", "evidence": [place]}
    path = changes.pop("path", "trial.json")
    document = DocumentInfo(
        path=path, member=changes.pop("member", None), format="f", kind="text", sha256="", characters=9
    )
    return Result(TrialRecord(trial_id="NCT1", document=document, findings=[Finding(**(base | changes))]))


def annotations(result: Result) -> str:
    return b"".join(check_github.frame([check_github.encode(result, Output())])).decode()


def sarif(*results: Result, failures: tuple[tuple[str, str, str | None], ...] = ()) -> dict[str, Any]:
    pytest.importorskip("sarif_pydantic", reason="the library that SARIF is built with is not installed")
    chunks = [
        check_sarif.opening(catalogue(), "1.2"),
        *(check_sarif.encode(one, Output()) for one in results),
        *(check_sarif.failed(*one) for one in failures),
    ]
    return dict(json.loads(b"".join(check_sarif.frame(chunks))))


def run_of(log: dict[str, Any]) -> dict[str, Any]:
    (run,) = log["runs"]
    return dict(run)


def test_an_annotation_names_file_check_trial_places_and_what_to_do() -> None:
    (line,) = annotations(examined(**AGES)).splitlines()
    assert line.startswith("::error file=trial.json,title=AGE105 minimum-exceeds-maximum::NCT99999999: ")
    assert "%0AprotocolSection.eligibilityModule.minimumAge: “65 Years”" in line
    assert "%0AprotocolSection.eligibilityModule.maximumAge: “18 Years”" in line
    assert "%0A→ " in line


@pytest.mark.parametrize(("severity", "command"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_severities_are_those_of_annotations(severity: str, command: str) -> None:
    assert annotations(flawed(severity=severity)).startswith(f"::{command} ")


def test_properties_are_escaped() -> None:
    line = annotations(flawed(path="a,b:c%d\ne.json"))
    assert line.startswith("::error file=a%2Cb%3Ac%25d e.json,title=AGE101 n::")


@given(st.text(), st.text(), st.text(alphabet="%\r\n:,\x0b\x0c\x85\u2028 ;=a"))
def test_nothing_in_a_document_ends_a_line_or_starts_another_command(message: str, quote: str, path: str) -> None:
    line = annotations(flawed(message=f"{message}\n::stop-commands::x", quote=f"{quote}\r::add-mask::y", path=path))
    assert len(line.splitlines()) == 1
    properties = line.split("::")[1]
    assert properties.count(",") == 1 and ":" not in properties


def test_sarif_has_the_page_of_every_check() -> None:
    driver = run_of(sarif())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("trial-extractor", "1.2")
    assert [rule["id"] for rule in driver["rules"]] == list(catalogue())
    rule = next(rule for rule in driver["rules"] if rule["id"] == "AGE108")
    page = catalogue()["AGE108"].__doc__ or ""
    assert page.startswith(rule["shortDescription"]["text"])
    assert "Not an error" in rule["help"]["text"] and "**Not an error**" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"enabled": False, "level": "note"}


def test_sarif_regions_quote_the_canonical_text() -> None:
    result = examined(title="Herz \U0001fac0 und Niere", **AGES)
    (found,) = run_of(sarif(result))["results"]
    assert (found["ruleId"], found["level"]) == ("AGE105", "error")
    places = [*found["locations"], *found["relatedLocations"]]
    text = result.record.document.text or ""
    for place, quote in zip(places, ("65 Years", "18 Years"), strict=True):
        region = place["physicalLocation"]["region"]
        start = region["charOffset"]
        assert text[start : start + region["charLength"]] == region["snippet"]["text"] == quote
    assert places[0]["physicalLocation"]["artifactLocation"]["uri"] == "trial.json"
    assert places[0]["logicalLocations"][0]["fullyQualifiedName"].endswith("eligibilityModule.minimumAge")


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_sarif_levels(severity: str, level: str) -> None:
    assert run_of(sarif(flawed(severity=severity)))["results"][0]["level"] == level


def test_sarif_addresses_are_uris_and_members_stand_beside_them() -> None:
    (found,) = run_of(sarif(flawed(path="a b:c#d.zip", member="x.jsonl:3")))["results"]
    (place,) = found["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "a%20b%3Ac%23d.zip"
    assert place["logicalLocations"][1]["name"] == "x.jsonl:3"


def test_sarif_messages_hold_no_link_of_a_document_and_the_suggestion() -> None:
    (found,) = run_of(sarif(flawed(message="see [this](http://x.example)\nnow", suggestion="drop it")))["results"]
    assert found["message"]["text"] == "see \\[this](http://x.example) now. Suggestion: drop it"
    assert found["properties"]["suggestion"] == "drop it"


def test_sarif_fingerprints_outlive_what_moves() -> None:
    def mark(**facts: Any) -> Any:
        return run_of(sarif(examined(**AGES, **facts)))["results"][0]["partialFingerprints"]

    assert mark() == mark(title="A longer title than none")


def test_what_failed_is_a_notification() -> None:
    broken = flawed()
    broken.record.errors.append(StageError(stage="doses", message="ValueError: boom"))
    log = sarif(broken, failures=(("empty file", "none.pdf", "7"),))
    (invocation,) = run_of(log)["invocations"]
    assert invocation["executionSuccessful"] is False
    stage, lost = invocation["toolExecutionNotifications"]
    assert stage["message"]["text"] == "doses: ValueError: boom"
    assert lost["message"]["text"] == "empty file"
    assert lost["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "none.pdf"
    assert lost["locations"][0]["logicalLocations"][0]["name"] == "7"
    assert len(run_of(log)["results"]) == 1
    assert run_of(sarif())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_sarif_is_of_its_models_and_read_back(tmp_path: Path) -> None:
    log = sarif(examined(**AGES), flawed(severity="info"), failures=(("empty", "x", None),))
    models = pytest.importorskip("sarif_pydantic")
    assert len(models.Sarif.model_validate(log).runs[0].results) == 2
    loader = pytest.importorskip("sarif.loader", reason="sarif-tools is not installed")
    file = tmp_path / "out.sarif"
    file.write_text(json.dumps(log))
    read = loader.load_sarif_file(str(file))
    assert [(one["Code"], one["Severity"], one["Location"]) for one in read.get_records()] == [
        ("AGE105", "error", "trial.json"),
        ("AGE101", "note", "trial.json"),
    ]
    assert read.get_distinct_tool_names() == ["trial-extractor"]
