"""Selection, needs and merging of checks."""

from types import ModuleType
from typing import Any

import pytest

from extractor import findings
from extractor.checks import read_once
from extractor.errors import ConfigError
from extractor.findings import catalogue, chosen, merge, relevant, run_check
from extractor.model import Evidence, Finding
from extractor.pipeline import check
from extractor.record import TrialRecord
from tests.checks.studies import examined

SWAPPED = {
    "title": "Infusion of Donor Cells in Children With SAA",
    "conditions": ["Bone Marrow Failure"],
    "criteria": "Inclusion Criteria:\n\n* Non-Severe Aplastic Anemia (NSAA) patients\n\n"
    "Exclusion Criteria:\n\n* Severe Aplastic Anemia (SAA) patients",
}


@pytest.fixture(scope="module")
def swapped() -> TrialRecord:
    return examined({"study": SWAPPED}).record


def codes_for(record: TrialRecord, *select: str, ignore: tuple[str, ...] = ()) -> list[str]:
    copy = record.model_copy(deep=True)
    check(copy, select=select, ignore=ignore)
    return [finding.code for finding in copy.findings]


def found(code: str, *places: tuple[int, int]) -> Finding:
    evidence = [Evidence(start=start, end=end, quote="x" * (end - start)) for start, end in places]
    return Finding(code=code, name="n", severity="error", message="m", evidence=evidence)


def stand_in(code: str, **attributes: Any) -> ModuleType:
    module = ModuleType(code)
    module.__dict__.update(code=code, needs=(), **attributes)
    return module


@pytest.fixture
def roots(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = {
        "AAA101": stand_in("AAA101"),
        "AAA102": stand_in("AAA102", absorbs=("AAA101",)),
        "BBB101": stand_in("BBB101", absorbs=("AAA101",), absorbs_anywhere=True),
    }
    monkeypatch.setattr(findings, "catalogue", lambda: checks)


def test_nothing_selected_is_the_default_set() -> None:
    off = {code for code, module in catalogue().items() if not getattr(module, "by_default", True)}
    assert {"AGE108", "ACR101"} <= off
    assert chosen() == frozenset(catalogue()) - off


def test_all_is_everything() -> None:
    assert chosen(["ALL"]) == chosen(["all"]) == frozenset(catalogue())


def test_families_and_codes() -> None:
    assert chosen(["AGE"]) == {code for code in catalogue() if code.startswith("AGE")}
    assert chosen(["elg10"], ["ELG104"]) == {"ELG101", "ELG102", "ELG103", "ELG105", "ELG106"}
    assert chosen(["ACR101", "DOS103"]) == {"ACR101", "DOS103"}


def test_ignored_codes_leave_the_default_set() -> None:
    assert chosen((), ["AGE"]) == {code for code in chosen() if not code.startswith("AGE")}


@pytest.mark.parametrize("word", ["XYZ", "AGE999", "", "AGE101x", "101"])
def test_a_word_that_names_no_check_is_an_error(word: str) -> None:
    with pytest.raises(ConfigError, match="no check is called"):
        chosen([word])
    with pytest.raises(ConfigError, match="no check is called"):
        chosen((), [word])


def test_what_a_selected_check_absorbs_runs_with_it_and_so_does_its_root() -> None:
    assert {"ELG101", "ELG102"} <= set(relevant(frozenset({"ELG103"})))
    assert "ELG103" in relevant(frozenset({"ELG101"}))
    assert relevant(frozenset({"DOS103"})) == ["DOS103"]


def test_one_root_is_reported_once_with_what_it_stands_for(swapped: TrialRecord) -> None:
    roots = [finding for finding in swapped.findings if finding.code.startswith("ELG")]
    assert [finding.code for finding in roots] == ["ELG103"]
    assert {"ELG101", "ELG102"} <= set(roots[0].related)


def test_the_root_names_what_it_stands_for_even_if_that_is_not_selected(swapped: TrialRecord) -> None:
    copy = swapped.model_copy(deep=True)
    check(copy, select=["ELG103"])
    assert [(finding.code, finding.related) for finding in copy.findings] == [("ELG103", ["ELG101", "ELG102"])]


def test_a_selected_code_whose_root_is_not_selected_is_reported_itself(swapped: TrialRecord) -> None:
    assert codes_for(swapped, "ELG101") == ["ELG101"]
    assert codes_for(swapped, "ELG101", "ELG102") == ["ELG101", "ELG102"]
    assert codes_for(swapped, "ELG", ignore=("ELG103",)) == ["ELG101", "ELG102"]
    assert codes_for(swapped, "ELG101", "ELG103") == ["ELG103"]


def test_a_check_that_lacks_its_input_is_skipped_with_the_reason() -> None:
    result = examined({"study": {"title": "A Choir for the Elderly", "minimum_age": "60 Years"}})
    skipped = dict(result.skipped)
    assert skipped["AGE101"] == "no age_ranges.stated in this document"
    assert "criteria" in skipped["ELG104"]
    assert "AGE105" not in skipped
    assert run_check("HVL101", result.record) == "no healthy_volunteers and no criteria in this document"


def test_only_selected_checks_are_told_as_skipped() -> None:
    record = examined({"study": {"title": "A Choir for the Elderly"}}).record
    assert {code for code, _ in check(record, select=["ELG103"])} == {"ELG103"}


def test_a_failing_check_is_an_error_of_the_record(swapped: TrialRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(record: TrialRecord) -> list[Finding]:
        raise ValueError("boom")

    monkeypatch.setattr(catalogue()["ELG103"], "run", broken)
    copy = swapped.model_copy(deep=True)
    check(copy, select=["ELG"])
    assert [(error.stage, error.message) for error in copy.errors] == [("ELG103", "ValueError: boom")]
    assert {"ELG101", "ELG102"} <= {finding.code for finding in copy.findings}


@pytest.mark.usefixtures("roots")
def test_a_root_absorbs_where_both_quote_a_place() -> None:
    every = frozenset({"AAA101", "AAA102"})
    merged = merge([found("AAA101", (0, 5)), found("AAA101", (50, 55)), found("AAA102", (3, 8))], every)
    assert [(f.code, f.evidence[0].start, f.related) for f in merged] == [("AAA102", 3, ["AAA101"]), ("AAA101", 50, [])]


@pytest.mark.usefixtures("roots")
def test_every_finding_of_a_root_absorbs() -> None:
    every = frozenset({"AAA101", "AAA102"})
    both = [found("AAA101", (0, 5)), found("AAA101", (50, 55)), found("AAA102", (0, 5)), found("AAA102", (50, 55))]
    assert [f.code for f in merge(both, every)] == ["AAA102", "AAA102"]


@pytest.mark.usefixtures("roots")
def test_a_root_may_absorb_anywhere() -> None:
    merged = merge([found("AAA101", (0, 5)), found("BBB101", (90, 95))], frozenset({"AAA101", "BBB101"}))
    assert [(f.code, f.related) for f in merged] == [("BBB101", ["AAA101"])]


@pytest.mark.usefixtures("roots")
def test_a_root_that_is_not_selected_absorbs_nothing() -> None:
    merged = merge([found("AAA101", (0, 5)), found("BBB101", (0, 5))], frozenset({"AAA101"}))
    assert [(f.code, f.related) for f in merged] == [("AAA101", [])]


@pytest.mark.usefixtures("roots")
def test_findings_stand_in_the_order_of_their_places() -> None:
    merged = merge(
        [found("AAA102", (9, 12)), found("AAA101", (30, 35)), found("AAA102", (2, 4))], frozenset({"AAA102"})
    )
    assert [f.evidence[0].start for f in merged] == [2, 9]


def test_a_reading_is_made_once_while_the_facts_are_the_same() -> None:
    counts: list[int] = []

    @read_once("conditions", "keywords")
    def count(record: TrialRecord) -> int:
        counts.append(len(record.conditions))
        return counts[-1]

    record, other = (examined({"study": {"conditions": names}}).record for names in (["Asthma"], ["Asthma", "Eczema"]))
    assert [count(record), count(record), count(other), count(record)] == [1, 1, 2, 1]
    record.conditions.append(other.conditions[1])
    assert count(record) == 2
    assert counts == [1, 2, 1, 2]


def test_a_reading_may_depend_on_the_document() -> None:
    counts: list[int] = []

    @read_once("document", "conditions")
    def length(record: TrialRecord) -> int:
        counts.append(record.document.characters)
        return counts[-1]

    record, other = (examined({"study": {"conditions": names}}).record for names in (["Asthma"], ["Eczema, Atopic"]))
    assert [length(record), length(record)] == counts * 2
    assert length(other) != counts[0]


@pytest.mark.parametrize(
    ("need", "met"),
    [
        ("criteria", True),
        ("criteria.inclusion", True),
        ("criteria.unspecified", False),
        ("conditions.target", True),
        ("sponsors.lead", False),
        ("keywords", False),
    ],
)
def test_a_need_is_a_field_an_origin_a_kind_or_a_role(
    need: str, met: bool, swapped: TrialRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = stand_in("XXX1", run=lambda record: [])
    module.__dict__["needs"] = (need,)
    monkeypatch.setattr(findings, "catalogue", lambda: {"XXX1": module})
    assert (run_check("XXX1", swapped) == []) == met
