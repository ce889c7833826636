"""What may be like a disease by its words: all that the comparison of phrases says is."""

import pytest

from extractor.language.conditions import contradiction, find_conditions, parse_condition, same_disease
from extractor.language.conditions.likeness import Likeness

OWN = (("MyGr", "myasthenia gravis"),)


@pytest.mark.parametrize(
    ("text", "disease"),
    [
        ("patients with severe renal failure", "Kidney Failure, Chronic"),
        ("previous heart attack", "Myocardial Infarction"),
        ("non-severe aplastic anaemias", "Severe Aplastic Anemia"),
        ("osteoarhtritis of the knee", "Osteoarthritis"),
        ("relapsed NHLs", "Lymphoma, Non-Hodgkin"),
        ("non-hodgkin lymphoma", "Hodgkin Lymphoma"),
        ("MyGr in adults", "Myasthenia Gravis"),
        ("advanced cervical cancer", "Cervical Cancer"),
        ("Crohn's disease", "Crohn Disease"),
        ("type2 diabetes", "Diabetes Mellitus, Type 1"),
    ],
)
def test_whatever_is_the_same_disease_or_another_form_may_be_like_it(text: str, disease: str) -> None:
    target = parse_condition(disease, expansions=dict(OWN))
    found = find_conditions(text, expansions=dict(OWN))
    assert any(same_disease(phrase, target) or contradiction(phrase, target) for phrase in found)
    assert Likeness([target.head], OWN).may_be_in(text)


@pytest.mark.parametrize("text", ["Known allergy to peanuts", "Chronic kidney disease", "", "Anaemic of any cause"])
def test_without_a_word_of_it_nothing_is_like_a_disease(text: str) -> None:
    assert not Likeness(["severe asthma"], OWN).may_be_in(text)


def test_only_with_all_words_of_one_disease_a_text_may_name_it() -> None:
    like = Likeness(["breast cancer", "hiv infection", "myasthenia gravis"], OWN)
    texts = ["cancer of the brest", "cancer of the breasts", "another cancer", "HIV positive", "an infection", "MyGr"]
    assert [text for text in texts if like.may_be_in(text)] == ["cancer of the breasts", "HIV positive", "MyGr"]
    assert like.may_be_in("myastenia gravis") and not like.may_be_in("known myasthenia")
