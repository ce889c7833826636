"""Every fact can be checked: quotes are the text, references resolve, and nothing that is private gets out."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extractor.api import extract_text
from extractor.config import Settings
from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Evidence, Finding, Mention, Unparsed
from extractor.pipeline import process
from extractor.record import Fact, Result, TrialRecord
from extractor.writers import MASK, Output
from extractor.writers.jsonl import encode
from tests import golden

RESULTS = [
    (f"{name}:{number}", result) for name in golden.names() for number, result in enumerate(golden.results(name))
]
RECORDS = [pytest.param(result.record, id=name) for name, result in RESULTS]
EVERY_RECORD = pytest.mark.parametrize("record", RECORDS)
# What the samples' contact and investigator fields hold.
PRIVATE = {
    "veeva_page.txt": ["Ming Beispiel"],
    "ctgov_v2.json": ["Ada Muster", "Ben Platzhalter", "Cleo Specimen", "ben@example.org", "555 0102", "555 0103"],
    "ctgov_v1.json": ["Emil Modell"],
    "ctgov_legacy.xml": ["Dora Exempel"],
    "euctr.txt": ["Fulana Ejemplo", "9 Calle Imaginaria", "0034555010901", "fulana@example.org"],
    "isrctn.json": ["Gala Voorbeeld", "Voorbeeld", "gala@example.org", "0555 010 010"],
    "nci.json": ["Hedy Esempio", "555-0111"],
    "ictrp.jsonl": ["Muestra", "555 0112"],
}


def parts(value: object) -> Iterator[BaseModel]:
    """All the parts of a record, however deep."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from parts(item)


def assert_quotes_are_true(record: TrialRecord) -> None:
    text = record.document.text or ""
    assert record.document.characters == len(text)
    for part in parts(record):
        if isinstance(part, Evidence):
            assert 0 <= part.start < part.end, part
            assert text[part.start : part.end] == part.quote, part


@EVERY_RECORD
def test_every_quote_is_the_text(record: TrialRecord) -> None:
    assert_quotes_are_true(record)


@EVERY_RECORD
def test_every_fact_has_evidence(record: TrialRecord) -> None:
    for part in parts(record):
        if isinstance(part, Fact | Mention | Finding) and getattr(part, "origin", None) != "inferred":
            assert part.evidence, part
    for abbreviation in record.abbreviations:
        assert [place.quote for place in abbreviation.evidence] == [abbreviation.short, abbreviation.long]
    for criterion in record.criteria:
        assert criterion.evidence[0].quote == criterion.text
    for dose in record.doses:
        assert dose.evidence[0].quote == dose.text


@EVERY_RECORD
def test_registered_facts_name_their_field(record: TrialRecord) -> None:
    for part in parts(record):
        if isinstance(part, Fact) and part.origin == "registered":
            for place in part.evidence:
                assert (place.path or "").startswith(("protocolSection.", "source:")), part


@EVERY_RECORD
def test_pages_stand_for_paged_documents_only(record: TrialRecord) -> None:
    pages = [part.page for part in parts(record) if isinstance(part, Evidence)]
    if record.document.pages:
        assert all(page is not None and 1 <= page <= record.document.pages for page in pages)
    else:
        assert not any(pages)


@EVERY_RECORD
def test_sections_lie_in_the_text_and_in_each_other(record: TrialRecord) -> None:
    text = record.document.text or ""
    for section in record.sections:
        assert 0 <= section.start < section.end <= len(text)
        assert section.path.split(" > ")[-1] == section.heading
        first_line = text[section.start : section.end].lstrip("# \t").split("\n", 1)[0]
        assert section.heading in first_line or first_line.strip() in section.heading


@EVERY_RECORD
def test_references_resolve(record: TrialRecord) -> None:
    for name in ("conditions", "interventions", "doses", "criteria", "mentions", "quantities"):
        ids = [item.id for item in getattr(record, name)]
        assert len(ids) == len(set(ids)), f"{name} has an id twice"
    criteria, doses = {item.id for item in record.criteria}, {item.id for item in record.doses}
    labels, names = {arm.label for arm in record.arms}, {item.name for item in record.interventions}
    for number, criterion in enumerate(record.criteria):
        assert criterion.parent is None or criterion.parent in {item.id for item in record.criteria[:number]}
    for intervention in record.interventions:
        assert set(intervention.doses) <= doses
        assert set(intervention.arm_labels) <= labels or not record.arms
    for arm in record.arms:
        assert set(arm.interventions) <= names or not record.interventions
    for criterion_id in [item.criterion for item in record.mentions] + [item.criterion for item in record.quantities]:
        assert criterion_id is None or criterion_id in criteria


@EVERY_RECORD
def test_a_record_comes_back_from_json(record: TrialRecord) -> None:
    assert TrialRecord.model_validate_json(record.model_dump_json()) == record.model_copy(update={"private": []})


@EVERY_RECORD
def test_what_was_not_understood_says_why(record: TrialRecord) -> None:
    for item in record.unparsed:
        assert isinstance(item, Unparsed) and item.what and item.reason
        if item.what not in ("section", "page", "field"):
            assert item.evidence and item.evidence[0].quote == item.text


@pytest.mark.parametrize("name", golden.names())
def test_a_second_run_gives_the_same(name: str) -> None:
    again = [golden.run(source) for source in golden.inputs(name)]
    assert [result.record for result in again] == [result.record for result in golden.results(name)]
    assert [result.skipped for result in again] == [result.skipped for result in golden.results(name)]


@pytest.mark.parametrize("name", PRIVATE)
def test_contacts_get_into_no_output(name: str) -> None:
    data = (golden.DOCUMENTS / name).read_text(encoding="utf-8")
    for result in golden.results(name):
        written = encode(result, Output(with_text=True)).decode()
        record = orjson.loads(written)
        assert len(record["document"]["text"]) == record["document"]["characters"]
        for secret in PRIVATE[name]:
            assert secret in data
            assert secret not in written
            if secret in (result.record.document.text or ""):
                assert MASK * len(secret) in written
        for part in TrialRecord.model_validate(record).findings:
            for place in part.evidence:
                assert record["document"]["text"][place.start : place.end] == place.quote


WORDS = st.text(alphabet="abc XYZ.,;:()-–/≥µ\n\t•1290%", max_size=60)
AGES = st.sampled_from(["18 to 65 years", "age >= 18 years", "at least 6 months old", "between 12 and 17 years of age"])
DOSES = st.sampled_from(["10 mg/kg", "0.5-1.0 x 10^6 cells/kg", "250 mg twice daily", "5 mL", "2 x 107 cells"])
LISTS = st.sampled_from(
    [
        "Inclusion Criteria:\n- asthma\n- {}\nExclusion Criteria:\n- stroke\n",
        "Exclusion criteria\n1. {}\n2. pregnancy\n",
    ]
)


@given(WORDS, AGES, DOSES, LISTS, WORDS)
def test_planted_facts_are_quoted_truly(before: str, age: str, dose: str, listed: str, after: str) -> None:
    text = f"{before}\nNCT99990099 {listed.format(age)}The dose of examplin is {dose}. {after}"
    record = extract_text(text, model=None)
    assert record.errors == []
    assert record.document.text == text
    assert_quotes_are_true(record)


@given(WORDS, AGES, WORDS)
def test_planted_facts_are_found(before: str, age: str, after: str) -> None:
    text = f"NCT99990099\n\nInclusion Criteria:\n- {age}\n- asthma\n\nExclusion Criteria:\n- stroke\n"
    record = extract_text(text, model=None)
    assert record.trial_id == "NCT99990099"
    assert [(c.kind, c.text) for c in record.criteria] == [
        ("inclusion", age), ("inclusion", "asthma"), ("exclusion", "stroke"),
    ]  # fmt: skip
    assert record.age_ranges[0].evidence[0].quote in age


@given(st.text(max_size=200))
def test_any_text_has_a_record(text: str) -> None:
    try:
        record = extract_text(text, model=None)
    except ReadError as error:
        assert not text.strip() or error.reason == "binary data of no known format"
        return
    assert record.errors == []
    assert_quotes_are_true(record)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KEYS = (
    "protocolSection ProtocolSection text schema_version document trialDescription participants TrialID nct_id".split()
)
KEYS += "eligibility id_info brief_title condition a2_eudract_number identificationModule eligibilityModule".split()
LIKE_KNOWN = st.dictionaries(st.sampled_from(KEYS), JSON | st.dictionaries(st.sampled_from(KEYS), JSON), max_size=5)


def read_or_refused(data: bytes) -> Result | None:
    try:
        return process(Source("any", data), Settings(model=None), None)
    except ReadError as error:
        assert "while reading" not in str(error), error
        return None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    result = read_or_refused(data)
    assert result is None or result.record.errors == []


@given(JSON | LIKE_KNOWN)
def test_any_json_is_read_or_refused(value: Any) -> None:
    result = read_or_refused(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS) if fits(value) else b"{}")
    if result:
        assert result.record.errors == []
        assert_quotes_are_true(result.record)


def fits(value: object) -> bool:
    """Whether JSON can hold it: orjson takes no integers over 64 bits and no lone surrogates."""
    try:
        orjson.dumps(value)
    except (TypeError, orjson.JSONEncodeError):
        return False
    return True


HEADS = (b"PK\x03\x04word/document.xml", b"<clinical_study>", b"<html><body>", b"\xff\xfe", b"<?xml version='1.0'?>")


@given(st.sampled_from(HEADS), st.binary(max_size=60))
def test_broken_documents_are_read_or_refused(head: bytes, data: bytes) -> None:
    result = read_or_refused(head + data)
    assert result is None or result.record.errors == []


@pytest.mark.parametrize("name", ["protocol.pdf", "protocol.docx"])
def test_cut_documents_are_refused(name: str) -> None:
    assert read_or_refused((golden.DOCUMENTS / name).read_bytes()[:900]) is None
