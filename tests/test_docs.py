"""The generated pages are those of today's code, and the examples of the others run."""

import doctest
import importlib.util
import re
from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).parent.parent / "docs"


def test_generated_pages_are_fresh() -> None:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    pytest.importorskip("duckdb", reason="the extra `formats` is not installed")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for name, page in generate.PAGES.items():
        assert (DOCS / name).read_text(encoding="utf-8") == getattr(generate, page)(), f"{name}: run `make docs`"


def test_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS.parent)
    failed, tried = doctest.testfile(str(DOCS / "python.md"), module_relative=False)
    assert tried > 10 and failed == 0


def test_links_lead_somewhere() -> None:
    pages = [*DOCS.glob("*.md"), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_hook_and_the_action_are_yaml_and_call_what_there_is() -> None:
    (hook,) = yaml.safe_load((DOCS.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split()[:2] == ["trial-extractor", "check"]
    assert re.search(hook["files"], "registrations/a.json") and not re.search(hook["files"], "a.py")
    page = (DOCS / "automation.md").read_text(encoding="utf-8")
    action, config = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))
    assert "jobs" in action
    assert config["repos"][0]["hooks"][0]["id"] == hook["id"]
