"""What a project accepts: ignores with a reason, a baseline; how often checks fire. Through the command, in process."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extractor.baseline import Account, Baseline, Entry, Sieve, fingerprint
from extractor.cli import main
from extractor.config import Ignored, load, load_ignores
from extractor.errors import ConfigError
from extractor.model import Evidence, Finding
from extractor.record import DocumentInfo, TrialRecord
from tests.checks.studies import study

# AGE105: the minimum exceeds the maximum. SEX101: the registered sex is not the one of the criteria.
AGES = {"minimum_age": "65 Years", "maximum_age": "18 Years"}
SEXES = {"sex": "MALE", "criteria": "Inclusion Criteria:\n\n* Female patients only\n* Able to walk"}
IGNORE = '[[{table}]]\ntrial = "nct99999999"\ncodes = [{codes}]\nreason = "as the protocol has it"\n'


class Ran(NamedTuple):
    """What a command came to."""

    status: object
    out: list[str]
    err: list[str]

    def codes(self) -> list[str]:
        return [one["code"] for line in self.out for one in json.loads(line)["findings"]]

    def says(self, words: str) -> bool:
        return any(words in line for line in self.err)


Run = Callable[..., Ran]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "trial.json").write_text(json.dumps(study(AGES | SEXES)))
    return tmp_path


@pytest.fixture
def run(here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A command, run in the folder of the trial."""

    def ran(*args: str) -> Ran:
        monkeypatch.chdir(here)
        monkeypatch.setattr(sys, "argv", ["trial-extractor", *args])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = (stream.decode().splitlines() for stream in capfdbinary.readouterr())
        return Ran(stopped.value.code, out, err)

    return ran


@pytest.fixture
def checked(run: Run) -> Run:
    return lambda *args: run("check", "trial.json", "-f", "jsonl", "--model", "none", *args)


@pytest.fixture
def rules(run: Run) -> Run:
    return lambda *args: run("rules", "--model", "none", *args)


def finding(code: str = "AGE101", quote: str = "18 Years", path: str = "a[0].b", start: int = 0) -> Finding:
    place = Evidence(start=start, end=start + len(quote), quote=quote, path=path)
    return Finding(code=code, name="n", severity="error", message="m", evidence=[place])


def record(*findings: Finding, trial: str | None = "NCT1", path: str = "x.txt") -> TrialRecord:
    document = DocumentInfo(path=path, format="f", kind="text", sha256="", characters=0)
    return TrialRecord(trial_id=trial, document=document, findings=list(findings))


def test_an_ignore_hides_what_it_names_in_its_trial_alone(checked: Run, here: Path) -> None:
    other = study(AGES)
    other["protocolSection"]["identificationModule"]["nctId"] = "NCT99999998"
    (here / "other.json").write_text(json.dumps(other))
    assert checked("other.json").codes() == ["AGE105", "SEX101", "AGE105"]
    (here / "trial-extractor.toml").write_text(IGNORE.format(table="ignores", codes='"AGE"'))
    result = checked("other.json")
    assert result.codes() == ["SEX101", "AGE105"]
    assert result.says("1 more ignored")
    assert not result.says("suppresses nothing")


def test_ignores_stand_in_pyproject_too_and_decide_the_exit_status(run: Run, checked: Run, here: Path) -> None:
    text = IGNORE.format(table="tool.trial-extractor.ignores", codes='"AGE105", "SEX"')
    (here / "pyproject.toml").write_text("[tool.trial-extractor]\nworkers = 1\n" + text)
    result = checked()
    assert (result.status, result.codes()) == (0, [])
    assert run("extract", "trial.json", "--model", "none").status == 0


@pytest.mark.parametrize(
    ("ignored", "args", "notice"),
    [
        ('"AGE", "DOS101"', [], "trial-extractor: ignore of DOS101 in nct99999999 suppresses nothing: no such finding"),
        ('"AGE", "DOS101"', ["--select", "AGE"], None),
        ('"ALL"', [], None),
    ],
)
def test_an_ignore_that_suppresses_nothing_is_reported(
    checked: Run, here: Path, ignored: str, args: list[str], notice: str | None
) -> None:
    (here / "trial-extractor.toml").write_text(IGNORE.format(table="ignores", codes=ignored))
    told = [line for line in checked("--quiet", *args).err if "suppresses" in line]
    assert told == ([notice.removeprefix("trial-extractor: ")] if notice else [])


def test_an_ignore_of_a_trial_that_is_not_there_is_reported() -> None:
    account = Account(Sieve((Ignored(trial="NCT2", codes=("AGE",), reason="r"),)), {"AGE101"})
    account.add(account.sieve.sift(record(finding())))
    assert list(account.unused()) == ["ignore of AGE in NCT2 suppresses nothing: no such trial among the inputs"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[ignores]]\ntrial = "N"\ncodes = ["AGE"]\n', "entry 1 of ignores: no reason"),
        ('[[ignores]]\ntrial = "N"\ncodes = ["AGE"]\nreason = " "\n', "no reason"),
        ('[[ignores]]\ncodes = ["AGE"]\nreason = "r"\n', "no trial"),
        ('[[ignores]]\ntrial = "N"\nreason = "r"\ncodes = []\n', "no list of codes"),
        ('[[ignores]]\ntrial = "N"\nreason = "r"\ncodes = "AGE"\n', "no list of codes"),
        ('[[ignores]]\ntrial = "N"\nreason = "r"\ncodes = ["AGE"]\nuntil = 1\n', "trial, codes and reason"),
        ('ignores = ["AGE"]\n', "trial, codes and reason"),
        ("ignores = 3\n", "no list of tables"),
    ],
)
def test_an_ignore_says_what_where_and_why(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "trial-extractor.toml").write_text(text)
    with pytest.raises(ConfigError, match=says):
        load_ignores(None, folder=tmp_path)
    assert load(None, known=(), folder=tmp_path) == {}


def test_an_ignore_of_an_unknown_code_is_wrong_usage(checked: Run, here: Path) -> None:
    (here / "trial-extractor.toml").write_text(IGNORE.format(table="ignores", codes='"AGE999"'))
    assert (result := checked()).status == 2
    assert "AGE999" in result.err[0]


def test_a_baseline_accepts_what_is_there_and_shows_what_is_new(checked: Run, here: Path) -> None:
    (here / "trial.json").write_text(json.dumps(study(AGES)))
    first = checked("--baseline", "base.json")
    assert (first.status, first.codes()) == (0, [])
    assert first.says("1 accepted: written to base.json")
    before = (here / "base.json").read_bytes()
    assert checked("--baseline", "base.json").status == 0
    (here / "trial.json").write_text(json.dumps(study({"title": "Walking with the old", **AGES, **SEXES})))
    second = checked("--baseline", "base.json")
    assert (second.status, second.codes()) == (1, ["SEX101"])
    assert second.says("1 more accepted by base.json; 0 of its findings resolved")
    (here / "trial.json").write_text(json.dumps(study(SEXES)))
    third = checked("--baseline", "base.json")
    assert third.says("0 more accepted by base.json; 1 of its findings resolved")
    assert (here / "base.json").read_bytes() == before
    assert sorted(path.name for path in here.iterdir()) == ["base.json", "trial.json"]


def test_a_baseline_in_a_folder_that_is_read_is_no_input(run: Run, here: Path) -> None:
    for _ in range(2):
        assert run("check", ".", "--model", "none", "--baseline", "base.json").status == 0


def test_only_what_was_looked_at_is_resolved() -> None:
    entries = frozenset({Entry("NCT1", "AGE101", "a"), Entry("NCT1", "SEX101", "b"), Entry("NCT2", "AGE101", "c")})
    account = Account(Sieve(baseline=Baseline(Path("b"), entries)), {"AGE101"})
    account.add(account.sieve.sift(record()))
    assert list(account.lines()) == ["  0 more accepted by b; 1 of its findings resolved"]


@pytest.mark.parametrize("content", ["", "[]", "3", "{}", '{"version": 1}', '{"version": 9, "findings": []}', "\udce4"])
def test_a_file_that_is_no_baseline_is_wrong_usage(tmp_path: Path, content: str) -> None:
    file = tmp_path / "b.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError, match="baseline"):
        Baseline.of(file)


@pytest.mark.parametrize(
    "args",
    [["--baseline", "none/b.json"], ["--baseline", "."], ["--baseline", "o", "-o", "o"], ["--baseline", "trial.json"]],
)
def test_a_baseline_that_cannot_be_is_wrong_usage(checked: Run, here: Path, args: list[str]) -> None:
    assert (result := checked(*args)).status == 2
    assert len(result.err) == 1
    assert [path.name for path in here.iterdir()] == ["trial.json"]


def test_a_baseline_does_not_go_with_resume(checked: Run, here: Path) -> None:
    assert checked("--baseline", "b", "--resume", "-o", "out.jsonl").status == 2


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (finding(start=90), True),
        (finding(path="a[7].b"), True),
        (finding(quote="18  years"), True),
        (finding(quote="19 Years"), False),
        (finding(path="a[0].c"), False),
        (finding(code="AGE102"), False),
    ],
)
def test_fingerprints_outlive_what_moves_and_not_what_changes(other: Finding, same: bool) -> None:
    assert (fingerprint("NCT1", finding()) == fingerprint("NCT1", other)) is same
    assert fingerprint("NCT1", other) != fingerprint("NCT2", other)


def test_numbers_of_headings_and_the_order_of_places_are_no_part_of_a_fingerprint() -> None:
    one, two = (finding(path=f"{n} Population > {n}.1 Inclusion Criteria") for n in (4, 5))
    assert fingerprint("p", one) == fingerprint("p", two)
    both = [*finding().evidence, *finding(quote="3 Years").evidence]
    forth, back = (one.model_copy(update={"evidence": places}) for places in (both, both[::-1]))
    assert fingerprint("p", forth) == fingerprint("p", back)


def test_a_document_without_an_id_goes_by_its_name() -> None:
    found = [Sieve(baseline=Baseline(Path("b"))).sift(record(finding(), trial=None, path=p)) for p in ("a/x", "b/x")]
    assert found[0].accepted == found[1].accepted
    assert found[0].trial == "x"


def test_how_often_each_check_fires(rules: Run, here: Path) -> None:
    (here / "other.json").write_text(json.dumps(study(AGES)))
    (here / "third.json").write_text(json.dumps(study({"title": "Walking with the old"})))
    counted = rules("--stats", ".", "-f", "jsonl", "-j", "2")
    rows: list[dict[str, Any]] = [json.loads(line) for line in counted.out]
    assert [(row["code"], row["findings"], row["documents"], row["share"]) for row in rows[:3]] == [
        ("AGE105", 2, 2, 0.6667),
        ("SEX101", 1, 1, 0.3333),
        (rows[2]["code"], 0, 0, 0.0),
    ]
    assert "AGE108" not in [row["code"] for row in rows]
    table = rules("--stats", ".", "--select", "AGE105").out
    assert table[0] == "3 documents, 0 failed, 2 findings"
    assert table[2].split() == ["2", "2", "66.7%", "AGE105", "error", "minimum-exceeds-maximum"]
    assert all(" AGE" in line for line in table[2:])


def test_what_cannot_be_counted_is_named(rules: Run, here: Path) -> None:
    result = rules("--stats", "trial.json", "none")
    assert (result.status, result.err) == (3, ["none: no such file"])


@pytest.mark.parametrize("args", [["--stats"], ["trial.json"], ["-f", "csv"], ["--select", "XYZ"]])
def test_wrong_usage_of_rules(rules: Run, here: Path, args: list[str]) -> None:
    assert rules(*args).status == 2


def test_the_catalogue_as_lines_of_json(rules: Run, here: Path) -> None:
    rows = [json.loads(line) for line in rules("-f", "jsonl", "--select", "AGE105").out]
    assert rows == [{"code": "AGE105", "name": "minimum-exceeds-maximum", "severity": "error", "default": True}]


def test_formats_for_machines_are_the_same_bytes_from_any_number_of_workers(here: Path, run: Run) -> None:
    pytest.importorskip("sarif_pydantic", reason="the library that SARIF is built with is not installed")
    for name in ("a", "b", "c"):
        (here / f"{name}.json").write_text(json.dumps(study(AGES)))
    for out in ("1.sarif", "2.sarif"):
        given = ("a.json", "none.json", "b.json", "c.json", "trial.json")
        assert run("check", *given, "--model", "none", "-o", out, "-j", out[0]).status == 3
    assert (here / "1.sarif").read_bytes() == (here / "2.sarif").read_bytes()
    (log,) = json.loads((here / "1.sarif").read_bytes())["runs"]
    assert [one["ruleId"] for one in log["results"]] == ["AGE105"] * 4 + ["SEX101"]
    (lost,) = log["invocations"][0]["toolExecutionNotifications"]
    assert lost["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "none.json"
    assert "AGE108" not in [rule["id"] for rule in log["tool"]["driver"]["rules"]]


def test_annotations_are_as_many_as_findings(run: Run) -> None:
    result = run("check", "trial.json", "--model", "none", "-f", "github")
    assert [line.partition("::")[2].partition(" ")[0] for line in result.out] == ["error", "error"]
    assert result.status == 1
