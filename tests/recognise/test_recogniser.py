"""The door to spaCy: our model's groups, other models by path, and clear errors for what is no model."""

from pathlib import Path

import orjson
import pytest
import spacy

from extractor.config import Settings
from extractor.errors import ModelError, ReadError
from extractor.inputs import Source
from extractor.pipeline import process, process_all, read
from extractor.recognise import Recogniser
from extractor.record import Result, TrialRecord
from tests.checks.studies import study

CASE = {
    "title": "Dapagliflozin in Patients With Heart Failure",
    "summary": "Patients with heart failure (HF) receive dapagliflozin once daily.",
    "criteria": "Inclusion Criteria:\n\n* Type 2 diabetes mellitus\n\nExclusion Criteria:\n\n* Treatment with insulin",
}


def examined(recogniser: Recogniser | None) -> TrialRecord:
    return process(Source("case", orjson.dumps(study(CASE))), Settings(), recogniser).record


@pytest.fixture(scope="module")
def ours() -> Recogniser:
    return Recogniser()


def test_documents_read_together_have_the_records_that_each_has_alone(ours: Recogniser) -> None:
    sources = [Source("case", orjson.dumps(study(case))) for case in (CASE, CASE | {"title": "Metformin in Asthma"})]
    sources.insert(1, Source("broken", b"{"))
    alone = [process(source, Settings(), ours).record for source in (sources[0], sources[2])]
    first, broken, last = process_all(sources, Settings(), Recogniser())
    assert isinstance(first, Result) and isinstance(last, Result)
    assert [first.record, last.record] == alone and first.record.mentions
    assert isinstance(broken, ReadError)


def test_what_is_read_ahead_is_not_read_again(ours: Recogniser, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(Source("case", b"Patients with hyperparathyroidism and one more ailment"))
    reading = ours.reading(document)
    ours.read_ahead([reading])
    monkeypatch.setattr("en_trial_ner.components.SpanTagger.annotate_documents", None)
    assert "hyperparathyroidism" in {mention.text for mention in reading.mentions()}


def test_a_model_that_fails_ahead_of_time_fails_its_stage_alone(
    ours: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("en_trial_ner.network.states", None)
    [result] = process_all([Source("case", b"Eligibility: patients with rare hypophosphatasia")], Settings(), ours)
    assert isinstance(result, Result)
    assert [error.stage for error in result.record.errors] == ["recognise"]


def test_our_model_fills_its_groups_where_they_belong(ours: Recogniser) -> None:
    record = examined(ours)
    assert record.errors == []
    by_group = {
        group: [m for m in record.mentions if m.group == group] for group in ("criteria", "registry", "biomedical")
    }
    assert any(m.label == "Condition" and "diabetes" in m.text for m in by_group["criteria"])
    assert all("eligibilityCriteria" in (m.evidence[0].path or "") for m in by_group["criteria"])
    assert all("eligibilityCriteria" not in (m.evidence[0].path or "") for m in by_group["registry"])
    assert any(m.label == "Disease" for m in by_group["biomedical"])
    criteria = {criterion.id: criterion for criterion in record.criteria}
    insulin = next(m for m in by_group["criteria"] if "insulin" in m.text)
    assert insulin.criterion
    assert criteria[insulin.criterion].kind == "exclusion"


def test_mentions_quote_their_text_and_come_out_the_same_twice(ours: Recogniser) -> None:
    first, again = examined(ours), examined(ours)
    assert first.mentions == again.mentions
    text = first.document.text or ""
    assert first.mentions
    assert all(text[m.evidence[0].start : m.evidence[0].end] == m.text == m.evidence[0].quote for m in first.mentions)


def test_without_a_model_there_are_no_mentions_but_abbreviations() -> None:
    record = examined(None)
    assert record.mentions == []
    assert [(a.short, a.long) for a in record.abbreviations] == [("HF", "heart failure")]


def tiny_model(folder: Path) -> Path:
    """A model with scispaCy's labels, as one installs by path."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "DISEASE", "pattern": "heart failure"},
            {"label": "CHEMICAL", "pattern": "dapagliflozin"},
        ]
    )
    nlp.meta.update(name="ner_tiny", version="0.1.0")
    nlp.to_disk(folder)
    return folder


def installed(site: Path) -> str:
    """The tiny model laid out as an installer lays out a model package; its name."""
    package = site / "en_ner_tiny"
    package.mkdir()
    data = tiny_model(package / "en_ner_tiny-0.1.0")
    (package / "meta.json").write_text((data / "meta.json").read_text())
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    (site / "en_ner_tiny-0.1.0.dist-info").mkdir()
    (site / "en_ner_tiny-0.1.0.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: en_ner_tiny\nVersion: 0.1.0\n"
    )
    return "en_ner_tiny"


def test_an_installed_model_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    recogniser = Recogniser(installed(tmp_path))
    assert recogniser.meta["name"] == "ner_tiny"
    assert {m.text for m in examined(recogniser).mentions} == {"heart failure", "dapagliflozin"}


def test_another_model_by_path_has_its_labels_mapped(tmp_path: Path) -> None:
    record = examined(Recogniser(str(tiny_model(tmp_path / "tiny"))))
    assert {(m.label, m.group, m.text) for m in record.mentions} == {
        ("Disease", "biomedical", "heart failure"),
        ("Chemical", "biomedical", "dapagliflozin"),
    }


def test_a_line_that_stands_in_two_places_is_recognised_in_both(tmp_path: Path) -> None:
    document = document_of("Inclusion Criteria:\n\n* heart failure\n\nExclusion Criteria:\n\n* heart failure\n")
    found = Recogniser(str(tiny_model(tmp_path / "tiny"))).reading(document).mentions()
    assert [(m.id, document.text[m.evidence[0].start : m.evidence[0].end]) for m in found] == [
        ("m1", "heart failure"),
        ("m2", "heart failure"),
    ]


def test_mentions_of_another_model_are_asserted_too(tmp_path: Path) -> None:
    case = CASE | {"criteria": "Inclusion Criteria:\n\n* No heart failure\n* Prior dapagliflozin"}
    recogniser = Recogniser(str(tiny_model(tmp_path / "tiny")))
    record = process(Source("case", orjson.dumps(study(case))), Settings(), recogniser).record
    asserted = [m for m in record.mentions if "eligibilityCriteria" in (m.evidence[0].path or "")]
    assert [(m.text, m.negated, m.historical) for m in asserted] == [
        ("heart failure", True, False),
        ("dapagliflozin", False, True),
    ]


def test_what_is_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model 'no-such-model'"):
        Recogniser("no-such-model")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError):
        Recogniser(str(tmp_path / "empty"))
    broken = tiny_model(tmp_path / "broken")
    (broken / "config.cfg").write_text("[nlp]\nlang = nonsense")
    with pytest.raises(ModelError):
        Recogniser(str(broken))


def test_the_second_voter_is_heard_where_our_rules_agree(ours: Recogniser) -> None:
    votes = ours.reading(document_of("Severe aplastic anemia (SAA) was treated.")).abbreviations()
    assert [(vote.short, vote.long) for vote in votes] == [("SAA", "Severe aplastic anemia")]


def test_the_second_voter_tells_each_pair_once_in_document_order(ours: Recogniser) -> None:
    line, other = "Severe aplastic anemia (SAA) was treated.", "Body mass index (BMI) was taken."
    document = document_of(f"{line}\n{other}\n{line}")
    votes = ours.reading(document).abbreviations()
    assert [vote.short for vote in votes] == ["SAA", "BMI"]
    assert votes[0].evidence[0].start < votes[1].evidence[0].start
    assert [document.text[place.start : place.end] for vote in votes for place in vote.evidence] == [
        "SAA",
        "Severe aplastic anemia",
        "BMI",
        "Body mass index",
    ]


def document_of(text: str):  # type: ignore[no-untyped-def]
    from extractor.pipeline import read
    from extractor.segment import segment

    document = read(Source("text", text.encode()))
    segment(document)
    return document


def test_a_short_form_is_known_in_all_lines_of_its_document(ours: Recogniser) -> None:
    text = (
        "Brief Summary:\nPatients with hereditary angioedema (HDA) are treated.\n\nHDA score of 3 or more at baseline."
    )
    record = process(Source("case", text.encode()), Settings(), ours).record
    found = [m.text for m in record.mentions if (m.group, m.label) == ("biomedical", "Disease")]
    assert found == ["hereditary angioedema", "HDA", "HDA"]
