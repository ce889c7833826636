"""The command: exit states, what goes where, configuration, resuming; run as its users run it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import golden
from tests.timing import at_most

MAIN = "from extractor.cli import main; main()"
# The same, but it says which of these it has imported.
WITH_MODULES = (
    "import sys, atexit\n"
    "heavy = {'spacy', 'pydantic', 'pypdfium2', 'lxml', 'numpy', 'orjson', 'rich', 'docx'}\n"
    "atexit.register(lambda: print('IMPORTED', *sorted(heavy & set(sys.modules)), file=sys.stderr))\n" + MAIN
)
TEXT = "Inclusion criteria:\n- age 18 to 65 years\n\nExclusion criteria:\n- pregnancy\n"
# A minimum that exceeds the maximum.
FLAWED = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT01234567", "briefTitle": "Eyes \u202e\x1b[31m of the old"},
        "eligibilityModule": {"minimumAge": "70 Years", "maximumAge": "18 Years", "sex": "ALL"},
    }
}
FLAW = "AGE105"


def command(*args: str | Path, code: str = MAIN) -> list[str]:
    return [sys.executable, "-c", code, *map(str, args)]


def run(
    *args: str | Path, cwd: Path | None = None, stdin: bytes = b"", code: str = MAIN
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*args, code=code), capture_output=True, cwd=cwd, input=stdin, timeout=300, check=False
    )


def extract(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return run("extract", "--model", "none", *args, cwd=cwd)


def check(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return run("check", "--model", "none", *args, cwd=cwd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for number in range(6):
        (top / f"{number}.txt").write_text(TEXT + f"- rule {number}\n")
    return top


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    path = tmp_path / "flawed.json"
    path.write_text(json.dumps(FLAWED))
    return path


def lines(result: subprocess.CompletedProcess[bytes]) -> list[str]:
    return result.stderr.decode().splitlines()


def test_exit_states(folder: Path, flawed: Path) -> None:
    assert check(folder).returncode == 0
    assert check(flawed, "--select", FLAW).returncode == 1
    assert check(flawed, "--ignore", "ALL").returncode == 0
    assert check(flawed, folder / "none").returncode == 3
    assert extract(flawed).returncode == 0
    assert extract(folder / "none").returncode == 3


@pytest.mark.parametrize(
    "args",
    [
        ["extract"],
        ["extract", "x", "--colour", "red"],
        ["extract", "x", "-j", "0"],
        ["extract", "x", "-j", "many"],
        ["extract", "x", "-f", "docx"],
        ["extract", "x", "-o", "."],
        ["extract", "x", "-o", "/dev/null/out.jsonl"],
        ["extract", "x", "--model", "no_such_model"],
        ["extract", "x", "--select", "XYZ999"],
        ["extract", "x", "--resume"],
        ["extract", "x", "--config", "none.toml"],
        ["check", "x", "-f", "csv"],
        ["check", "x", "--ignore", "age1O1"],
        ["explain", "XYZ999"],
        ["explain"],
        ["no-such-command"],
        ["--no-such-option"],
    ],
)
def test_wrong_usage_is_one_line(args: list[str], tmp_path: Path) -> None:
    result = run(*args, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    (line,) = lines(result)
    assert line.startswith("trial-extractor: ")
    assert list(tmp_path.iterdir()) == []


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    with at_most(0.3):
        result = run("--help", code=WITH_MODULES)
    assert result.returncode == 0 and b"extract" in result.stdout
    assert lines(result) == ["IMPORTED"]


def test_no_command_shows_the_help() -> None:
    result = run()
    assert (result.returncode, result.stdout) == (2, b"")
    assert "Commands:" in result.stderr.decode()


def test_without_a_model_spacy_is_never_imported(flawed: Path, folder: Path) -> None:
    result = run("check", flawed, folder, "--model", "none", code=WITH_MODULES)
    (imported,) = [line for line in lines(result) if line.startswith("IMPORTED")]
    assert "pydantic" in imported
    assert not {"spacy", "numpy", "docx", "pypdfium2"} & set(imported.split())


def test_standard_output_is_data_alone(folder: Path) -> None:
    result = extract(folder, folder / "none")
    assert [json.loads(line)["document"]["path"] for line in result.stdout.splitlines()] == [
        str(folder / f"{number}.txt") for number in range(6)
    ]
    assert lines(result) == [f"{folder / 'none'}: no such file", "6 documents read, 1 failed, 0 findings"]
    assert lines(extract(folder, folder / "none", "--quiet")) == [f"{folder / 'none'}: no such file"]


def test_standard_input() -> None:
    result = run("extract", "-", "--model", "none", stdin=TEXT.encode())
    assert json.loads(result.stdout)["document"]["path"] == "-"


def test_any_number_of_workers_gives_the_same_bytes(folder: Path, flawed: Path) -> None:
    one, two, four = (extract(folder, flawed, folder / "none", "-j", n) for n in "124")
    assert one.stdout == two.stdout == four.stdout != b""
    assert one.stderr == two.stderr == four.stderr
    assert one.returncode == two.returncode == four.returncode == 3


def test_a_worker_that_dies_is_named(folder: Path) -> None:
    code = (
        "import os, extractor.pipeline as p\n"
        "read = p.read\n"
        "def deadly(source):\n"
        "    return os._exit(1) if source.path.endswith('3.txt') else read(source)\n"
        "p.read = deadly\n" + MAIN
    )
    result = run("extract", folder, "-j", "2", "--model", "none", code=code)
    assert result.returncode == 3
    assert len(result.stdout.splitlines()) == 5
    assert lines(result)[0] == f"{folder / '3.txt'}: the worker died twice on this document"


def test_the_output_is_written_whole_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out.jsonl"
    assert extract(folder, "-o", out, cwd=tmp_path).stdout == b""
    assert out.read_bytes() == extract(folder).stdout
    assert {path.name for path in tmp_path.rglob("*") if path.parent != folder} == {
        "in", "new", "out.jsonl", "out.jsonl.manifest.jsonl",
    }  # fmt: skip


def test_the_suffix_decides_the_format(folder: Path, tmp_path: Path) -> None:
    extract(folder, "-o", tmp_path / "a.json")
    assert len(json.loads((tmp_path / "a.json").read_bytes())) == 6
    extract(folder, "-o", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text().startswith("trial_id,")
    extract(folder, "-o", tmp_path / "b.csv", "-f", "jsonl")
    assert (tmp_path / "b.csv").read_text().startswith("{")


def test_an_error_leaves_the_old_output_and_no_other(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    failing = (
        "import extractor.pipeline as p\nfrom extractor.errors import ModelError\n"
        "def fails(*_): raise ModelError('gone')\np.read = fails\n"
    )
    assert run("extract", folder, "-o", out, "--model", "none", code=failing + MAIN).returncode == 2
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.jsonl"]


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.part", "./in.jsonl", "in.jsonl.manifest.jsonl"])
def test_an_input_is_never_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT)
    result = extract(name, "-o", "in.jsonl", cwd=tmp_path)
    assert (result.returncode, lines(result)) == (
        2,
        [f"trial-extractor: {name} is an input: it would be overwritten"],
    )
    assert (tmp_path / name).read_text() == TEXT


def test_an_output_in_the_folder_that_is_read(folder: Path) -> None:
    first = extract(folder, "-o", folder / "out.jsonl")
    again = extract(folder, "-o", folder / "out.jsonl")
    assert lines(first) == lines(again) == ["6 documents read, 0 failed, 0 findings"]


@pytest.mark.parametrize("name", ["study.json", "page.html"])
def test_a_document_of_the_folder_that_is_read_is_not_overwritten(folder: Path, flawed: Path, name: str) -> None:
    document = folder / name
    html = golden.DOCUMENTS / "registry_page.html"
    document.write_bytes((flawed if name.endswith("json") else html).read_bytes())
    before = document.read_bytes()
    result = extract(folder, "-o", document, "-f", "jsonl")
    assert (result.returncode, len(lines(result))) == (2, 1)
    assert "it would be overwritten" in lines(result)[0]
    assert document.read_bytes() == before


def test_an_output_that_is_no_file_is_written_to(folder: Path) -> None:
    assert extract(folder, "-o", "/dev/stdout", "-f", "jsonl").stdout == extract(folder).stdout
    assert extract(folder, "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    assert not Path("/dev/null.part").exists()


COUNTING = (
    "import os, extractor.pipeline as p\n"
    "read = p.read\n"
    "def counted(source):\n"
    "    os.write(2, f'WORKED {source.path}\\n'.encode())\n"
    "    return read(source)\n"
    "p.read = counted\n" + MAIN
)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_resume_does_the_rest_and_gives_the_same_bytes(folder: Path, tmp_path: Path, workers: str) -> None:
    out, part, kept = (tmp_path / name for name in ("out.jsonl", "out.jsonl.part", "out.jsonl.kept"))
    whole = extract(folder).stdout
    rows = whole.splitlines(keepends=True)
    out.write_bytes(rows[4])
    kept.write_bytes(rows[1] + b"\n")
    part.write_bytes(rows[0] + rows[1] + rows[2][:50])
    resumed = run("extract", folder, "-o", out, "--resume", "--model", "none", "-j", workers, code=COUNTING)
    worked = [line.rpartition("/")[2] for line in lines(resumed) if line.startswith("WORKED")]
    assert sorted(worked) == ["2.txt", "3.txt", "5.txt"]
    assert out.read_bytes() == whole
    assert not part.exists() and not kept.exists()
    assert lines(resumed)[-1] == "6 documents read, 0 failed, 0 findings"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_resume_after_a_stop(folder: Path, tmp_path: Path, sign: signal.Signals, status: int) -> None:
    out = tmp_path / "out.jsonl"
    slow = (
        "import time, sys, extractor.pipeline as p\n"
        "read = p.read\n"
        "def slow(source):\n"
        "    print(source.path, file=sys.stderr, flush=True)\n"
        "    time.sleep(60 if source.path.endswith('4.txt') else 0)\n"
        "    return read(source)\n"
        "p.read = slow\n" + MAIN
    )
    args = ("extract", folder, "-o", out, "--model", "none")
    stopped = subprocess.Popen(command(*args, code=slow), stderr=subprocess.PIPE)
    assert stopped.stderr
    while not stopped.stderr.readline().strip().endswith(b"4.txt"):
        pass
    stopped.send_signal(sign)
    *_, last = [*stopped.stderr.read().decode().splitlines(), ""][-2:] if sign == signal.SIGINT else [""]
    assert stopped.wait(10) == status
    stopped.stderr.close()
    assert "Traceback" not in last
    assert not out.exists()
    assert run(*args, "--resume", code=COUNTING).returncode == 0
    assert out.read_bytes() == extract(folder).stdout


def test_the_manifest_says_what_became_of_each_document(folder: Path, tmp_path: Path) -> None:
    out, manifest = tmp_path / "out.jsonl", tmp_path / "out.jsonl.manifest.jsonl"
    (folder / "3.txt").write_bytes(b"")
    extract(folder, "-o", out)
    first, *rest = [json.loads(line) for line in manifest.read_text().splitlines()]
    assert first["manifest"]["model"] is None
    assert [Path(entry["input"]).name for entry in rest] == [f"{number}.txt" for number in range(6)]
    assert [entry["state"] for entry in rest] == ["done"] * 3 + ["failed"] + ["done"] * 2
    assert rest[3]["reason"] == "empty file"
    assert rest[0]["sha256"] == json.loads(out.read_text().splitlines()[0])["document"]["sha256"]
    before = out.read_bytes(), manifest.read_bytes()
    (folder / "1.txt").write_text(TEXT + "- another rule\n")
    resumed = run("extract", folder, "-o", out, "--resume", "--model", "none", code=COUNTING)
    assert [line for line in lines(resumed) if line.startswith("WORKED")] == [f"WORKED {folder / '1.txt'}"]
    (folder / "1.txt").write_text(TEXT + "- rule 1\n")
    extract(folder, "-o", out, "--resume", "-j", "2")
    assert (out.read_bytes(), manifest.read_bytes()) == before
    assert lines(extract(manifest)) == [
        f"{manifest}: account of an earlier run, not read",
        "0 documents read, 0 failed, 0 findings",
    ]


def test_records_of_other_settings_are_not_mixed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    extract(folder, "-o", out)
    before = out.read_bytes()
    result = extract(folder, "-o", out, "--resume", "--with-text", "--ignore", "AGE")
    assert (result.returncode, len(lines(result))) == (2, 1)
    assert "another ignore, with_text: not resumed" in lines(result)[0]
    assert out.read_bytes() == before


def test_what_is_no_output_of_ours_is_not_resumed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text('{"some": "thing"}\n')
    result = extract(folder, "-o", out, "--resume")
    assert (result.returncode, len(lines(result))) == (2, 1)
    assert out.read_text() == '{"some": "thing"}\n'


def test_the_text_is_written_only_if_asked_for(folder: Path) -> None:
    assert json.loads(extract(folder / "1.txt", "--with-text").stdout)["document"]["text"] == TEXT + "- rule 1\n"
    assert "text" not in json.loads(extract(folder / "1.txt").stdout)["document"]


def test_configuration(flawed: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (tmp_path / "trial-extractor.toml").write_text('ignore = ["ALL"]\n')  # beside the input: not read
    assert check(flawed, cwd=work).returncode == 1
    (work / "pyproject.toml").write_text(f'[tool.trial-extractor]\nignore = ["{FLAW}"]\nformat = "jsonl"\n')
    found = json.loads(check(flawed, cwd=work).stdout)["findings"]
    assert FLAW not in [finding["code"] for finding in found]
    assert check(flawed, "--ignore", "", "-f", "text", cwd=work).stdout.decode().count(FLAW) == 1
    assert check(flawed, "--config", tmp_path / "trial-extractor.toml", cwd=work).returncode == 0
    (work / "trial-extractor.toml").write_text("colour = 1\n")
    assert (result := check(flawed, cwd=work)).returncode == 2
    assert "unknown option colour" in lines(result)[0]


def test_limits_of_the_configuration(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "trial-extractor.toml").write_text("[limits]\nseconds = 2\ndocument_mb = 0.001\n")
    (folder / "large.txt").write_text(TEXT * 20)
    slow = (
        "import time, extractor.pipeline as p\n"
        "read = p.read\n"
        "def slow(source):\n"
        "    time.sleep(60 if source.path.endswith('4.txt') else 0)\n"
        "    return read(source)\n"
        "p.read = slow\n" + MAIN
    )
    result = run("extract", folder, "--model", "none", code=slow, cwd=tmp_path)
    assert (result.returncode, len(result.stdout.splitlines())) == (3, 5)
    assert lines(result)[:2] == [
        f"{folder / '4.txt'}: not done within 2 seconds, tried twice",
        f"{folder / 'large.txt'}: larger than 1048 bytes",
    ]


def test_engines(folder: Path) -> None:
    for options in (["--engine", "cloud"], ["--scheduler", "tcp://127.0.0.1:1"]):
        result = extract(folder, *options)
        assert (result.returncode, len(lines(result))) == (2, 1)


def test_dask_gives_the_records_of_the_local_engine(folder: Path, flawed: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    local, spread = tmp_path / "local.jsonl", tmp_path / "dask.jsonl"
    first = extract(folder, flawed, folder / "none", "-o", local)
    second = extract(folder, flawed, folder / "none", "-o", spread, "--engine", "dask", "-j", "2")
    assert (second.returncode, lines(second)) == (first.returncode, lines(first))
    assert spread.read_bytes() == local.read_bytes()
    ends = (path.with_name(f"{path.name}.manifest.jsonl").read_bytes() for path in (local, spread))
    assert len(set(ends)) == 1
    assert not list(tmp_path.glob("*.part"))


def test_control_characters_are_shown_and_not_sent(flawed: Path) -> None:
    name = flawed.with_name("a\x1b[31m\u202eb.json")
    flawed.rename(name)
    shown = check(name, name.with_name("no\x07ne"))
    for out in (shown.stdout.decode(), shown.stderr.decode()):
        assert not {"\x1b", "\u202e", "\x07"} & set(out)
    assert "a<U+001B>[31m<U+202E>b.json" in shown.stdout.decode()
    assert "Eyes <U+202E><U+001B>[31m of the old" in shown.stdout.decode()
    assert "no<U+0007>ne" in shown.stderr.decode()


@pytest.mark.parametrize("args", [["schema"], ["extract", "IN", "--model", "none", "--with-text"]])
def test_a_reader_that_has_seen_enough_is_no_error(args: list[str], folder: Path) -> None:
    (folder / "big.txt").write_text(TEXT * 2000)
    given = [str(folder) if arg == "IN" else arg for arg in args]
    process = subprocess.Popen(command(*given), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()


def test_text(folder: Path) -> None:
    assert run("text", folder / "1.txt").stdout.decode() == TEXT + "- rule 1\n"
    failed = run("text", folder / "none")
    assert (failed.returncode, lines(failed)) == (3, [f"{folder / 'none'}: no such file"])


def test_schema_rules_explain_info() -> None:
    assert json.loads(run("schema").stdout)["title"] == "TrialRecord"
    assert any(line.startswith(FLAW) for line in run("rules").stdout.decode().splitlines())
    page = run("explain", FLAW.lower()).stdout.decode()
    assert page.startswith(FLAW) and "Example" in page
    about = run("info", "--model", "none", code=WITH_MODULES)
    assert about.stdout.decode().splitlines()[-1] == "model none: pattern rules only"
    assert "spacy" not in lines(about)[-1]


def test_records_can_be_checked_again(flawed: Path, tmp_path: Path) -> None:
    extract(flawed, "-o", tmp_path / "r.jsonl")
    result = check(tmp_path / "r.jsonl", "--select", FLAW)
    assert result.returncode == 1
    assert FLAW in result.stdout.decode()


def test_text_masks_a_name_wherever_it_stands(tmp_path: Path) -> None:
    sample = (golden.DOCUMENTS / "veeva_page.txt").read_text()
    page = tmp_path / "page.txt"
    page.write_text(sample.replace("About\n\n", "About\n\nMing Beispiel, MD leads the study. ", 1))
    shown = run("text", page).stdout.decode()
    assert "Beispiel" not in shown
    assert len(shown) == len(page.read_text())
