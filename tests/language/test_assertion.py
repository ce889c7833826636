"""Assertion: marked sentences say what is denied, doubted, past or another's; whatever else is marked is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.assertion import Assertion, assert_spans, carried
from tests.timing import at_most

_MARK = re.compile(r"\[\[(?:(\w+(?:,\w+)*)=)?(.+?)\]\]")

# Findings stand in [[ ]]; before the "=" what is said of them: no, maybe, past, or the subject. None: it is asserted.
SENTENCES = (
    # Denied, with the whole list.
    "No [[no=fever]], [[no=cough]] or [[no=dyspnea]]",
    "Without evidence of [[no=distant metastases]]",
    "Patients without any clinical signs of [[no=infection]]",
    "Absence of [[no=oral lesions]]",
    "Lack of [[no=response]]",
    "Neither [[no=diabetes]] nor [[no=hypertension]]",
    "Denies [[no=chest pain]]",
    "Must not have received [[no=radiotherapy]]",
    "The patient doesn't have [[no=asthma]]",
    "Never treated with [[no=insulin]]",
    "No treatment with [[no=insulin]] or [[no=metformin]] for 6 months",
    "Free of [[no=active disease]]",
    "[[no=Drug]]-free, [[no=opioid]]-naive volunteers",
    "Non-[[no=pregnant]], non-[[no=lactating]] women",
    "[[no=Malignancy]] has been ruled out",
    "A scan that rules out [[no=thromboembolism]]",
    "[[no=Infection]] is absent",
    "[[no=HIV]] negative, negative for [[no=hepatitis C]]",
    "None of the following: [[no=stroke]], [[no=seizure]], [[no=syncope]]",
    "No chronic obstructive [[no=pulmonary disease]] ([[no=COPD]])",
    "No [[no=COVID-19]]",
    "Not [[no=pregnant]]; [[asthma]]",
    # What an exception names is denied, what it is excepted from is not.
    "[[Malignancy]] other than [[no=melanoma]]",
    "[[Cancer]] within 5 years, except [[no=basal cell carcinoma]] or [[no=carcinoma in situ]] of the cervix",
    "[[Cancer]] with the exception of [[no=skin cancer]], [[no=cervical cancer]] and [[no=prostate cancer]]",
    "Prior [[past=antibiotics]] (except [[no=vancomycin]]), [[corticosteroids]]",
    "[[Heart block]] unless a [[no=pacemaker]] is in place",
    "[[Liver disease]] other than [[no=hepatitis B]] (e.g. [[hemochromatosis]], [[Wilson disease]])",
    "[[Arrhythmia]] other than [[no=atrial fibrillation]], [[NYHA class]] above II",
    # The scope ends with the phrase, the clause, the sentence, the bracket.
    "No [[no=chemotherapy]] for [[breast cancer]]",
    "No [[no=anticancer treatment]] before [[surgery]]",
    "No significant abnormality in the [[ECG]]",
    "No [[no=fever]] but [[cough]]",
    "Women without [[no=contraception]] who have [[diabetes]]",
    "No [[no=fever]]. [[Cough]] for a week",
    "No [[no=fever]]; [[cough]] for a week",
    "Patients (without [[no=fever]]) with [[cough]]",
    "No [[no=liver metastases]] OR [[bilirubin]] below 2 mg/dL",
    "No [[no=infection]] and must have [[adequate renal function]]",
    "[[HbA1c]] above 7%, no [[no=neuropathy]]",
    # What only looks like a denial.
    "Not only [[asthma]]",
    "Including but not limited to [[pneumonia]], [[sepsis]]",
    "With or without [[ascites]]",
    "No change in [[medication]]",
    "[[Surgery]] no later than 4 weeks before, no more than two [[relapses]]",
    "Non-small cell [[lung cancer]]",
    "Non-traumatic [[back]] [[pain]]",
    "[[Non-melanoma skin cancer]], [[no=non-smokers]]",
    "[[Anemia]] not due to [[iron deficiency]]",
    "Not eligible: [[heart failure]]",
    "Not allowed: [[aspirin]]",
    "[[Hormone therapy]] is not allowed",
    "[[HER2]]-negative, [[HBsAg]] negative",
    "Disease not amenable to [[surgery]]",
    "Unable to undergo [[MRI]]",
    "Uncontrolled [[hypertension]]",
    # Doubted or hypothetical.
    "Possible [[maybe=pregnancy]]",
    "Suspected [[maybe=sepsis]]",
    "If [[maybe=pain]] recurs, stop",
    "In case of [[maybe=bleeding]]",
    "At risk of [[maybe=suicide]], at high risk for [[maybe=bleeding]]",
    "Conditions predisposing to [[maybe=dysphagia]]",
    "A disease that may cause [[maybe=vomiting]]",
    "[[maybe=Tuberculosis]] is suspected",
    "Known or suspected [[hypersensitivity]]",
    "Eligible if [[hypertension]] is controlled",
    "A [[biopsy]], if available, of the [[lesion]]",
    "Child-bearing potential and [[asthma]]",
    # Past.
    "History of [[past=stroke]] or [[past=seizures]]",
    "No prior [[no,past=chemotherapy]]",
    "Previously treated [[past=tuberculosis]]",
    "Status post [[past=splenectomy]], s/p [[past=appendectomy]]",
    "Resolved [[past=hepatitis]]",
    "[[past=Hepatitis]] has resolved",
    "[[past=Myocardial infarction]] within the past 6 months",
    "History of [[past=asthma]], current [[smoking]]",
    "Current or prior [[malignancy]]",
    "Presence or history of [[dysphagia]]",
    "[[Chemotherapy]] prior to [[surgery]]",
    # Another's.
    "Family history of [[family=sudden death]] or [[family=long QT syndrome]]",
    "[[past=Stroke]] by history, or family history of [[family=sudden death]]",
    "A first-degree relative with [[family=melanoma]]",
    "Personal or family history of [[past=melanoma]]",
    "Men whose partner is [[partner=pregnant]]",
    "Women and their partners must use [[contraception]]",
    "Men with a partner of child bearing potential must use [[contraception]]",
    "The donor has [[donor=hepatitis]]",
    "Donor lymphocyte [[infusion]]",
    "Caregivers with [[other=dementia]]",
    "Fetal [[other=distress]]",
)


def unmarked(sentence: str) -> tuple[str, list[tuple[int, int]], list[Assertion]]:
    """The text without marks, the spans, and what is to be found of each."""
    text, spans, wanted, last = "", [], [], 0
    for match in _MARK.finditer(sentence):
        text += sentence[last : match.start()] + match[2]
        last = match.end()
        spans.append((len(text) - len(match[2]), len(text)))
        said = set((match[1] or "").split(",")) - {""}
        subject = next(iter(said - {"no", "maybe", "past"}), "participant")
        wanted.append(
            Assertion("no" in said, "maybe" in said, "past" in said, subject)  # type: ignore[arg-type]
        )
    return text + sentence[last:], spans, wanted


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_a_sentence_says_of_its_findings(sentence: str) -> None:
    text, spans, wanted = unmarked(sentence)
    assert assert_spans(text, spans) == wanted


@pytest.mark.parametrize("sentence", SENTENCES)
def test_place_and_order_do_not_matter(sentence: str) -> None:
    text, spans, wanted = unmarked(sentence)
    shifted = [(start + 9, end + 9) for start, end in reversed(spans)]
    assert assert_spans("without. " + text, shifted, start=9, end=9 + len(text)) == wanted[::-1]


def test_spans_over_one_place_are_asserted_alike() -> None:
    text = "No prior radiation therapy of the chest"
    whole, part, same = (9, 26), (9, 18), (9, 26)
    assert set(assert_spans(text, [whole, part, same])) == {Assertion(negated=True, historical=True)}


def test_a_cue_within_a_span_counts_for_it_and_is_not_denied_itself() -> None:
    assert assert_spans("no fever", [(0, 8), (0, 2)]) == [Assertion(negated=True), Assertion()]


@pytest.mark.parametrize(
    ("introduction", "senses"),
    [
        ("Absence of the following:", {"negated"}),
        ("No history of any of the following:", {"negated", "historical"}),
        ("Malignancy within 5 years, except:", {"excepted"}),
        ("Family history of any of the following:", {"family"}),
        ("One of the following:", set()),
        ("No fever. One of the following:", set()),
        ("No prior surgery", set()),
        ("Patients at risk for hypotension, including:", set()),
    ],
)
def test_what_an_introduction_gives_to_its_list(introduction: str, senses: set[str]) -> None:
    assert carried(introduction) == senses


def test_what_is_carried_counts_in_an_item() -> None:
    above = carried("Absence of the following:")
    assert assert_spans("stroke or seizure", [(0, 6), (10, 17)], above=above) == [Assertion(negated=True)] * 2
    assert carried("any of the following:", above=above) == {"negated"}
    assert assert_spans("stroke", [(0, 6)]) == [Assertion()]


@given(st.text(alphabet="no, t()[];:.\nif AND prior except-free'’", max_size=120), st.data())
def test_any_text_gets_an_assertion_a_span(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    spans = [(min(a, b), max(a, b)) for a, b in data.draw(st.lists(st.tuples(places, places), max_size=6))]
    assert len(assert_spans(text, spans)) == len(spans)
    assert carried(text) <= {"negated", "excepted", "historical", "family"}


@given(st.sampled_from(["fever", "type 2 diabetes", "COVID-19", "acute renal failure"]), st.text("xyz ,", max_size=30))
def test_a_denial_just_before_a_finding_is_always_seen(finding: str, before: str) -> None:
    text = f"{before}\nNo {finding}"
    start = len(before) + 4
    assert assert_spans(text, [(start, len(text))]) == [Assertion(negated=True)]


@pytest.mark.parametrize("unit", ["no ", "no a, ", "not (", "if ", "history of no ", "a, ", "a free ", "\n", "no. A"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    spans = [(match.start(), match.end()) for match in re.finditer(r"a|A", text)]
    with at_most(1):
        assert_spans(text, spans)
        carried(text + ":")
