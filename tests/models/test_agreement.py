"""Short forms take the label of their long forms; a name marked twice is marked everywhere."""

from itertools import pairwise

import pytest

pytest.importorskip("spacy")

import spacy
from en_trial_ner import tokens
from en_trial_ner.agreement import Words, agreed, stands_for
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

NLP = tokens.extend(spacy.blank("en"))
DISEASE, DRUG = 1, 2


def of(*lines: Doc) -> Words:
    words = [token for line in lines for token in line]
    begins = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]
    return Words(list(lines), begins, [word.orth for word in words], [word.lower for word in words])


def after(text: str, *marked: tuple[str, int]) -> list[tuple[str, int]]:
    """The spans of a text in which the first place of each of `marked` has a label."""
    doc = NLP(text)
    spans = []
    for words, label in marked:
        at = text.index(words)
        span = doc.char_span(at, at + len(words))
        assert span is not None
        spans.append((span.start, span.end, label))
    return [(doc[first:end].text, label) for first, end, label in agreed(of(doc), sorted(spans))]


def test_a_short_form_has_the_label_of_its_long_form_everywhere() -> None:
    text = "Kidney failure (KF) is common. KF-related death, then KF."
    assert after(text, ("Kidney failure", DISEASE)) == [("Kidney failure", DISEASE), *[("KF", DISEASE)] * 3]


def test_the_long_form_may_be_marked_in_part_and_the_short_form_otherwise() -> None:
    text = "Severe kidney failure (SKF); SKF again"
    marked = after(text, ("kidney failure", DISEASE), ("SKF", DRUG))
    assert marked == [("kidney failure", DISEASE), ("SKF", DISEASE), ("SKF", DISEASE)]


@pytest.mark.parametrize(
    "text",
    [
        "Kidney failure (n=12) and n",
        "Kidney failure (mild) is mild",
        "Kidney failure (RF) and RF",
        "Kidney failure (see Table KF1 below) and KF1",
        "Kidney failure (KF",
        "KF came before kidney failure",
    ],
)
def test_what_is_no_definition_changes_nothing(text: str) -> None:
    name = "Kidney failure" if "Kidney" in text else "kidney failure"
    assert after(text, (name, DISEASE)) == [(name, DISEASE)]


def test_a_short_form_within_another_span_stays_a_part_of_it() -> None:
    text = "Heart failure (HF). HF drug trial"
    marked = after(text, ("Heart failure", DISEASE), ("HF drug", DRUG))
    assert marked == [("Heart failure", DISEASE), ("HF", DISEASE), ("HF drug", DRUG)]


def test_a_name_marked_twice_is_marked_everywhere_and_one_marked_once_is_not() -> None:
    doc = NLP("asthma and gout, Asthma or gout. ASTHMA, gout")
    spans = [(0, 1, DISEASE), (2, 3, DISEASE), (4, 5, DISEASE)]
    found = [(doc[first:end].text, label) for first, end, label in agreed(of(doc), spans)]
    assert found == [("asthma", DISEASE), ("gout", DISEASE), ("Asthma", DISEASE), ("ASTHMA", DISEASE)]


def test_a_definition_may_stand_across_lines() -> None:
    text = of(NLP("Chronic kidney"), NLP("failure (CKF"), NLP(") or CKF"))
    assert (text.text(1, 3), text.text(3, 6), len(text)) == ("kidney failure", "(CKF )", 8)
    assert agreed(text, [(0, 3, DISEASE)]) == [(0, 3, DISEASE), (4, 5, DISEASE), (7, 8, DISEASE)]


def test_letters_stand_for_words_from_the_right() -> None:
    assert stands_for("BMI", "a body mass index")
    assert stands_for("CKD", "chronic kidney disease")
    assert not stands_for("KF", "a stroke of luck")
    assert not stands_for("KF", "")


@given(
    st.lists(st.sampled_from(["(", ")", "[", "kidney", "failure", "KF", "K", "F", "and", ";", ".", "-"]), max_size=30),
    st.data(),
)
def test_spans_are_in_order_and_do_not_overlap(words: list[str], data: st.DataObject) -> None:
    doc = Doc(NLP.vocab, words=words)
    spans, at = [], 0
    while at < len(words):
        end = data.draw(st.integers(at, min(at + 3, len(words))))
        if end > at:
            spans.append((at, end, data.draw(st.sampled_from([DISEASE, DRUG]))))
        at = end + 1
    found = agreed(of(doc), spans)
    assert {(first, end) for first, end, _ in spans} <= {(first, end) for first, end, _ in found}
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(0 <= first < end <= len(doc) for first, end, _ in found)
