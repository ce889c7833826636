"""Endings that decide the label of a span."""

from pathlib import Path

import pytest

pytest.importorskip("spacy")

import en_trial_ner
import spacy
from en_trial_ner.heads import Heads, decided, read_heads

from tests.models.test_agreement import of

NLP = spacy.blank("en")
HEADS = Heads(labels={"therapy": "OTHER", "radiation therapy": "RADIOTHERAPY"}, vague=("OTHER",))


def labelled(text: str, label: str) -> str:
    doc = NLP(text)
    ((first, end, found),) = decided(of(doc), [(0, len(doc), NLP.vocab.strings.add(label))], HEADS)
    assert (first, end) == (0, len(doc))
    return NLP.vocab.strings[found]


def test_the_longest_ending_decides_where_the_label_is_vague() -> None:
    assert labelled("Whole Brain Radiation Therapy", "OTHER") == "RADIOTHERAPY"
    assert labelled("Therapy", "OTHER") == "OTHER"
    assert labelled("Whole brain radiation", "OTHER") == "OTHER"
    assert labelled("radiation therapy", "CONDITION") == "CONDITION"


def test_the_package_has_heads_and_keeps_them(tmp_path: Path) -> None:
    tagger = en_trial_ner.load().get_pipe("span_tagger")
    assert tagger.heads["registry"].labels["radiosurgery"] == "RADIOTHERAPY"
    tagger.to_disk(tmp_path)
    assert read_heads(tmp_path / "heads.json") == tagger.heads


def test_a_short_form_follows_the_label_that_an_ending_decided() -> None:
    doc = en_trial_ner.load()(
        "Stereotactic body radiation therapy (SBRT) against usual care. SBRT is given in 5 fractions."
    )
    labels = {span.text: span.label_ for span in doc.spans["registry"]}
    assert labels["SBRT"] == "RADIOTHERAPY"
