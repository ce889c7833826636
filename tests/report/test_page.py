"""The file without a browser: its structure, escapes, policy, masks, and that it is the same every time."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Evidence, Span
from extractor.record import DocumentInfo, Result, Title, TrialRecord
from extractor.writers import MASK, report
from extractor.writers.report.document import Places
from extractor.writers.report.frame import dumped, framed, script_of_page
from tests.report.pages import FLAWED, blocks, mention_of, page, record_of, result_of, schedule_of, study_of

HOSTILE = "</script><script>window.hit=1</script><!-- <img src=x onerror=hit=1> \u2028 \x00 \u202e \"'&amp; {{ 7*7 }}"


class Tags(HTMLParser):
    """The tags of a page, with what stands in the scripts and the style."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[dict[str, str | None], str]] = []
        self._open: dict[str, str | None] | None = None
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = {"tag": tag, **dict(attrs)} if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.inside.append((self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def test_the_policy_names_the_one_script_and_the_style_by_hash() -> None:
    tags = Tags(page(study_of(**FLAWED)))
    policy = next(attrs["content"] for tag, attrs in tags.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for name in ("script", "style"):
        (own,) = ["".join(d for a, d in tags.inside if a is attrs) for attrs in own_elements(tags, name)]
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def own_elements(tags: Tags, name: str) -> list[dict[str, str | None]]:
    """The elements that act: the style, and scripts that are no data."""
    seen: list[dict[str, str | None]] = []
    for attrs, _ in tags.inside:
        if attrs["tag"] == name and attrs.get("type") != "application/json" and attrs not in seen:
            seen.append(attrs)
    return seen


def test_nothing_is_fetched_and_no_attribute_acts() -> None:
    for tag, attrs in Tags(page(study_of(**FLAWED))).tags:
        assert tag not in ("link", "iframe", "object", "base", "img")
        assert not {name for name in attrs if name.startswith("on") or name in ("src", "style")}
        assert (attrs.get("href") or "#").startswith("#")


def test_the_script_never_reads_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", script_of_page())


def test_hostile_words_stay_in_their_block() -> None:
    text = "Inclusion criteria:\n- age 18 to 65 years\n" * 9 + HOSTILE
    data = page(result_of(text, path=HOSTILE), failures=[(HOSTILE, HOSTILE, HOSTILE)])
    tags = Tags(data)
    assert [attrs for tag, attrs in tags.tags if tag == "img"] == []
    assert sum(tag == "script" for tag, _ in tags.tags) == len(blocks(data)) + 1
    assert blocks(data)[1] == text
    assert blocks(data)[3]["failed"] == HOSTILE
    assert b"\x00" not in data


@given(st.text())
def test_any_text_is_one_line_of_json_without_markup(text: str) -> None:
    written = dumped(text).decode()
    assert not re.search("[<>&\n\r\u2028\u2029\x00]", written)
    assert json.loads(written) == text.encode("utf-8", "replace").decode()


def test_a_lone_surrogate_takes_the_place_of_one_character() -> None:
    assert dumped("a\ud800b") == b'"a?b"'


@given(st.text(max_size=60), st.data())
def test_places_are_those_of_a_browsers_strings(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = Places(text).span(start, end)
    assert text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * last] == text[start:end].encode(
        "utf-16-le", "surrogatepass"
    )


def test_a_document_has_its_entry_its_text_and_its_details() -> None:
    found = study_of(**FLAWED)
    entry, text, details, checks = blocks(page(found))
    assert entry["id"] == "NCT99999999"
    assert entry["title"] == "Imaginol for Gout"
    assert entry["findings"]["AGE105"] == 1
    assert sum(entry["severities"]) == len(found.record.findings)
    assert text == found.record.document.text
    quotes = [text[details["places"][n][0] : details["places"][n][1]] for n in details["findings"][0]["places"]]
    assert quotes == [place.quote for place in found.record.findings[0].evidence]
    assert checks["AGE105"][:2] == ["minimum-exceeds-maximum", "error"]


def test_typed_values_stand_in_words() -> None:
    _, _, details, _ = blocks(page(study_of(**FLAWED)))
    tables = {table["name"]: table for table in details["tables"]}
    assert tables["age_ranges"]["rows"][0][2][:2] == ["65 years", "18 years"]
    dose = dict(zip(tables["doses"]["columns"], tables["doses"]["rows"][0][2], strict=True))
    assert dose["Dose"] == "20 mg"
    assert dose["Frequency"] == "twice daily"
    assert dose["Duration"] == "4 weeks"
    value = dict(zip(tables["quantities"]["columns"], tables["quantities"]["rows"][0][2], strict=True))
    assert value["Bounds"] == "< 2 mg/dL"
    assert [item["kind"] for item in details["criteria"]] == ["inclusion", "exclusion"]


def test_mentions_schedules_and_errors_are_there() -> None:
    text = "No history of gout."
    found = record_of(
        text, mentions=[mention_of(text, "gout", negated=True, historical=True)], schedule=[schedule_of()]
    )
    entry, _, details, _ = blocks(page(found))
    assert details["mentions"] == {"Condition": [[0, "negated, historical"]]}
    assert details["places"][0][:2] == [14, 18]
    assert details["schedule"][0]["rows"] == [["Vital signs", ["X", None]], ["ECG", [None, "X"]]]
    assert entry["facts"] == {"mentions": 1, "schedule": 1}


def test_a_record_without_its_text_keeps_its_quotes() -> None:
    whole = study_of(**FLAWED).record
    bare = whole.model_copy(update={"document": whole.document.model_copy(update={"text": None})})
    _, text, details, _ = blocks(page(Result(bare)))
    assert text is None
    assert details["places"][details["findings"][0]["places"][0]][4] == whole.findings[0].evidence[0].quote


def test_contacts_are_masked_in_text_title_and_quotes() -> None:
    text = "Dr Beispiel leads. Ask Beispiel."
    quote = Evidence(start=23, end=31, quote="Beispiel")
    record = TrialRecord(
        document=DocumentInfo(path="x", format="text", kind="text", sha256="", characters=len(text), text=text),
        titles=[Title(kind="brief", text="Ask Beispiel", origin="stated", evidence=[quote])],
        private=[Span(3, 11)],
    )
    data = page(Result(record))
    assert b"Beispiel" not in data
    assert blocks(data)[1] == f"Dr {MASK * 8} leads. Ask {MASK * 8}."


def test_the_summary_counts_and_says_in_words_what_it_draws() -> None:
    found = study_of(**FLAWED)
    html = page(found, found, failures=[("empty", "a.txt", None)]).decode()
    head = re.sub(r"\s+", " ", html)
    total = 2 * len(found.record.findings)
    assert f"2 documents read, {total} findings in 2 of them" in head
    assert "1 could not be read" in head
    title = re.search(r"<title id=\"strip-title\">([^<]*)</title>", html)
    assert title and title[1].startswith("Findings by severity: error ")
    assert '<option value="AGE105">' in html


def test_nothing_to_show_is_said() -> None:
    html = page().decode()
    assert "0 documents read" in html
    assert "No finding." in html


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page(study_of(**FLAWED)) == page(study_of(**FLAWED))


def test_documents_are_written_as_they_come() -> None:
    taken = 0

    def chunks() -> Iterator[bytes]:
        nonlocal taken
        yield report.opening({}, "0")
        for _ in range(50):
            taken += 1
            yield report.failed("no", "a", None)

    stream = framed(chunks())
    while b"data-entry" not in next(stream):
        pass
    assert taken <= 2


@pytest.mark.parametrize("name", ["page.html", "report.css", "main.js"])
def test_the_files_of_the_page_are_in_the_package(name: str) -> None:
    from importlib.resources import files

    assert (files("extractor.writers.report") / "page" / name).is_file()
