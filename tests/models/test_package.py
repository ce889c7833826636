"""The model package that ships: it loads from its folder, fills its groups, is what it says."""

import importlib
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("spacy")

PACKAGE = Path(__file__).parents[2] / "models" / "en_trial_ner"
LABELS = {
    "criteria": {
        "Condition", "Drug", "Procedure", "Device", "Measurement", "Value", "Temporal", "Person",
        "Observation", "Qualifier", "Negation", "Multiplier", "Mood", "Visit", "Reference_point",
    },
    "registry": {
        "CONDITION", "DRUG", "SURGICAL", "PHYSICAL", "BEHAVIOURAL", "RADIOTHERAPY", "OTHER", "CONTROL",
    },
    "biomedical": {"Disease", "Chemical"},
}  # fmt: skip
TEXTS = [
    "Adults with severe asthma treated with inhaled budesonide for at least 3 months",
    "No history of myocardial infarction or stroke within 6 months before screening",
    "Inclusion:\r\n- Type 2 diabetes mellitus\r\n- HbA1c 7.0 to 9.5 %\r\n\r\nExclusion:\r\n- Pregnancy",
    "Cognitive Behavioural Therapy Versus Placebo in Patients With Parkinson's Disease and Depression",
    "Cisplatin induced kidney failure in two patients who had been given ibuprofen.",
    "",
    "   \n",
    "Serum creatinine > 1.5 x ULN; platelets < 100,000/mm3",
] * 6


@pytest.fixture(scope="module")
def package() -> ModuleType:
    module = importlib.import_module("en_trial_ner")
    assert module.__file__ and Path(module.__file__).parent == PACKAGE
    return module


@pytest.fixture(scope="module")
def nlp(package: ModuleType) -> Any:
    return package.load()


def found(doc: Any) -> dict[str, list[tuple[int, int, str]]]:
    return {key: [(s.start_char, s.end_char, s.label_) for s in group] for key, group in doc.spans.items()}


def texts_of(doc: Any, key: str, label: str) -> set[str]:
    return {span.text for span in doc.spans[key] if span.label_ == label}


def test_every_text_gets_the_three_groups_and_no_ents(nlp: Any) -> None:
    for doc in nlp.pipe(TEXTS):
        assert set(doc.spans) == set(LABELS)
        assert not doc.ents


def test_labels_are_the_declared_ones(nlp: Any, package: ModuleType) -> None:
    for group, labels in LABELS.items():
        assert group in package.GROUPS
        assert {tag[2:] for tag in nlp.get_pipe("span_tagger").tags[group]} - {""} == labels


def test_it_finds_plain_cases(nlp: Any) -> None:
    criterion = nlp(TEXTS[0])
    assert "asthma" in texts_of(criterion, "criteria", "Condition")
    assert any("budesonide" in drug for drug in texts_of(criterion, "criteria", "Drug"))
    assert any("Parkinson's Disease" in c for c in texts_of(nlp(TEXTS[3]), "registry", "CONDITION"))
    abstract = nlp(TEXTS[4])
    assert {"Cisplatin", "ibuprofen"} <= texts_of(abstract, "biomedical", "Chemical")
    assert "kidney failure" in texts_of(abstract, "biomedical", "Disease")


@pytest.mark.parametrize("size", [1, 3, 48])
def test_batches_do_not_change_the_spans(nlp: Any, size: int) -> None:
    alone = [found(nlp(text)) for text in TEXTS]
    assert [found(doc) for doc in nlp.pipe(TEXTS, batch_size=size)] == alone


def test_a_segment_that_was_read_before_has_the_same_spans(nlp: Any) -> None:
    once = [found(nlp(text)) for text in TEXTS]
    again = nlp(f"{TEXTS[0]}\n{TEXTS[0]}")
    assert found(nlp(TEXTS[0])) == once[0]
    assert texts_of(again, "criteria", "Condition") == texts_of(nlp(TEXTS[0]), "criteria", "Condition")
    assert len(again.spans["criteria"]) == 2 * len(once[0]["criteria"])


def test_what_is_remembered_is_bounded(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    small = package.load()
    expected = [found(doc) for doc in small.pipe(TEXTS[:8])]
    monkeypatch.setattr(package.components, "SEEN", 2)
    monkeypatch.setattr(package.components, "REMEMBERED", 5)
    assert [found(small(text)) for text in TEXTS[:8] * 2] == expected * 2
    tagger = small.get_pipe("span_tagger")
    assert len(tagger._seen) <= 2 + 5  # what was there, and the segments of one text
    assert len(tagger._rows) <= 5 + 30


def test_a_group_that_was_not_asked_for_before_is_read(nlp: Any, package: ModuleType) -> None:
    fresh = package.load()
    next(iter(fresh.pipe(TEXTS[:1], component_cfg={"span_tagger": {"groups": ["biomedical"]}})))
    assert found(fresh(TEXTS[0])) == found(nlp(TEXTS[0]))


def test_spans_of_a_group_do_not_overlap(nlp: Any) -> None:
    for doc in nlp.pipe(TEXTS):
        for spans in found(doc).values():
            assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("group", LABELS)
def test_one_group_alone_gives_what_all_give(nlp: Any, group: str) -> None:
    whole = [found(doc)[group] for doc in nlp.pipe(TEXTS[:8])]
    docs = list(nlp.pipe(TEXTS[:8], component_cfg={"span_tagger": {"groups": [group]}}))
    assert [set(doc.spans) for doc in docs] == [{group}] * 8
    assert [found(doc)[group] for doc in docs] == whole


def test_size_is_under_40_megabytes() -> None:
    assert sum(file.stat().st_size for file in PACKAGE.rglob("*") if file.is_file()) < 40e6


def test_a_fresh_process_loads_it_soon_and_without_the_project() -> None:
    code = (
        "import sys, time, spacy; start = time.process_time(); import en_trial_ner; en_trial_ner.load();"
        "assert not [m for m in sys.modules if m.partition('.')[0] == 'extractor'];"
        "print(time.process_time() - start)"
    )
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {code}"]
    seconds = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert seconds < 5  # 0.3 s on an idle core


def test_meta_tells_scores_data_and_licence(package: ModuleType) -> None:
    meta = json.loads((PACKAGE / "meta.json").read_text(encoding="utf-8"))
    assert meta["version"] == package.__version__
    assert meta["license"] == "CC-BY-4.0"
    assert {"Chia v2", "NeuroTrialNER", "BC5CDR"} <= {source["name"] for source in meta["sources"]}
    for group in LABELS:
        assert 0 < meta["performance"][f"{group}_f"] <= 1
    notice = (PACKAGE / "NOTICE").read_text(encoding="utf-8")
    assert all(name in notice for name in ("Chia v2", "NeuroTrialNER", "BC5CDR", "CC-BY-4.0"))
    assert "CC-BY-4.0" in (PACKAGE / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["\r", "     \r", "\n\n", "\t", "  "])
def test_what_is_found_ends_before_the_blanks_of_its_line(nlp: Any, end: str) -> None:
    doc = nlp("asthma and COPD" + end)
    assert {span.text for group in doc.spans.values() for span in group} == {"asthma", "COPD"}


def test_lines_together_agree_as_one_text_does(nlp: Any) -> None:
    lines = [
        "Patients with hereditary angioedema (HDA)",
        "",
        "HDA score of 3 or more",
        "No hereditary",
        "angioedema now",
    ]
    lines += ["Hereditary angioedema in a relative"]
    alone, together = (
        list(nlp.pipe(lines, component_cfg={"span_tagger": {"together": choice}})) for choice in (False, True)
    )
    assert "HDA" not in texts_of(alone[2], "biomedical", "Disease")
    assert "HDA" in texts_of(together[2], "biomedical", "Disease")
    assert [doc.text for doc in together] == lines
    for doc in together:
        assert all(0 <= span.start_char < span.end_char <= len(doc.text) for g in doc.spans.values() for span in g)
    assert list(nlp.pipe([], component_cfg={"span_tagger": {"together": True}})) == []
