"""brat standoff: offsets are true, lines cannot be broken, file names are safe, the configuration names every type."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import WriteError
from extractor.model import Concept, Evidence, Mention
from extractor.record import Keyword, Result
from extractor.writers import Output, brat, masked
from tests.writers.examples import bare, examined, hostile, samples


def filled(folder: Path, *results: Result) -> Path:
    brat.fill((brat.encode(one, Output()) for one in results), folder)
    return folder


def entities(ann: str) -> list[tuple[str, str, list[tuple[int, int]], str]]:
    found = []
    for line in ann.splitlines():
        if line.startswith("T"):
            mark, middle, text = line.split("\t")
            kind, spans = middle.split(" ", 1)
            found.append((mark, kind, [tuple(map(int, span.split())) for span in spans.split(";")], text))
    return found


def types(section: str) -> set[str]:
    body = brat.configuration().partition(f"[{section}]\n")[2].partition("\n[")[0]
    return {line.split("\t")[0] for line in body.splitlines()}


def test_offsets_of_all_samples_are_true_and_every_type_is_known(tmp_path: Path) -> None:
    folder = filled(tmp_path / "b", *samples(), hostile())
    texts = sorted(folder.glob("*.txt"))
    assert len(texts) == len(samples()) + 1
    total = 0
    for file in texts:
        text = file.read_bytes().decode()
        ann = file.with_suffix(".ann").read_bytes().decode()
        marks = set()
        for mark, kind, spans, said in entities(ann):
            assert " ".join(text[start:end] for start, end in spans) == said != ""
            assert kind in types("entities")
            marks.add(mark)
            total += 1
        for line in ann.split("\n")[:-1]:
            assert re.fullmatch(r"[TRAN#]\d+\t[^\t]+(?:\t[^\t]*)?", line) and len(line.splitlines()) == 1
            assert set(re.findall(r"\bT\d+\b", line.split("\t")[1])) <= marks
            if line[0] in "RA":
                assert line.split("\t")[1].split()[0] in types("relations" if line[0] == "R" else "attributes")
    assert total > 300


def test_the_text_is_the_canonical_text_to_the_byte(tmp_path: Path) -> None:
    result = examined(title="Herz \U0001fac0 und Niere", criteria="Inclusion Criteria:\r\n\r\n* Niere\r\n")
    (file,) = filled(tmp_path / "b", result).glob("*.txt")
    assert file.read_bytes() == (masked(result.record).document.text or "").encode()


def test_counts_are_those_of_the_records() -> None:
    for result in samples():
        kinds = [kind for _, kind, _, _ in entities("\n".join(annotated(result)))]
        assert kinds.count("Criterion") == len(result.record.criteria)
        assert kinds.count("Dose") == len(result.record.doses)
        assert kinds.count("Quantity") == len(result.record.quantities)
        assert kinds.count("Finding") == sum(len(finding.evidence) for finding in result.record.findings)


def annotated(result: Result) -> list[str]:
    import orjson

    return list(orjson.loads(brat.encode(result, Output()))["annotations"])


@given(st.text(alphabet="ab \t\n\r\x0b\x0c\x1c\x85\u2028\u2029é\U0001fac0", max_size=30), st.data())
def test_any_range_of_any_text_is_one_true_line(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Evidence(start=start, end=end, quote=text[start:end])
    lines = annotated(bare(text=text, keywords=[Keyword(text="k", origin="stated", evidence=[place])]))
    assert all(len(line.splitlines()) == 1 for line in lines)
    for _, _, spans, said in entities("\n".join(lines)):
        assert all(start <= low < high <= end for low, high in spans)
        assert " ".join(text[low:high] for low, high in spans) == said


def test_mentions_with_what_is_asserted_and_their_concept() -> None:
    place = Evidence(start=0, end=6, quote="asthma")
    concept = Concept(system="MESH", code="D001249", name="Asthma", match="exact", score=1.0)
    said: dict[str, Any] = {"negated": True, "subject": "family", "concept": concept, "evidence": [place]}
    mention = Mention(id="m1", label="Condition", group="criteria", text="asthma", **said)
    assert annotated(bare(text="asthma", mentions=[mention])) == [
        "T1\tCondition 0 6\tasthma", "A1\tNegated T1", "A2\tSubject T1 family", "N1\tReference T1 MESH:D001249\tAsthma",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/", "CON.txt", "a b\n.txt", "é" * 300, "..", "annotation.json", ""]
)
def test_names_of_files_are_safe_and_unique(path: str, tmp_path: Path) -> None:
    folder = filled(tmp_path / "b", *(bare(path=name, text="x") for name in (path, path, path.upper(), path)))
    assert [one.name for one in tmp_path.iterdir()] == ["b"]
    names = [one.stem.casefold() for one in folder.glob("*.txt")]
    assert len(names) == len(set(names)) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,90}", one.name) for one in folder.iterdir())
    assert not any(one.split(".")[0] in ("con", "annotation") for one in names)


def test_a_record_without_its_text_is_an_error() -> None:
    with pytest.raises(WriteError, match="no text"):
        brat.encode(bare(text=None), Output())


def test_a_folder_of_others_is_told(tmp_path: Path) -> None:
    folder = filled(tmp_path / "b", examined())
    assert brat.not_ours(folder) is None
    (folder / "notes.md").touch()
    assert brat.not_ours(folder) == "notes.md"
    other = tmp_path / "o"
    other.mkdir()
    assert brat.not_ours(other) is None
    (other / "mine.txt").touch()
    assert brat.not_ours(other) == "mine.txt"
