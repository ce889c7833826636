"""Modifiers: what is read from text, and which exclude or cover each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.modifiers import contradicts, covers, fold_word, parse_modifiers, within_one_edit
from tests.timing import at_most


def keys(text: str, *, fuzzy: bool = False) -> set[tuple[str, str, bool]]:
    return {modifier.key for modifier in parse_modifiers(text, fuzzy=fuzzy)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mild to moderate", {("severity", "mild", False), ("severity", "moderate", False)}),
        ("very severe", {("severity", "very severe", False)}),
        ("non-severe", {("severity", "severe", True)}),
        ("Non severe", {("severity", "severe", True)}),
        ("nonsevere", {("severity", "severe", True)}),
        ("not metastatic", {("stage", "metastatic", True)}),
        ("acute on chronic", {("course", "acute", False), ("course", "chronic", False)}),
        ("previously untreated", {("line", "untreated", False)}),
        ("relapsed/refractory", {("line", "relapsed", False), ("line", "refractory", False)}),
        ("type 2", {("type", "2", False)}),
        ("Type II", {("type", "2", False)}),
        ("type2", {("type", "2", False)}),
        ("stage IIIA-IV", {("stage", "3a", False), ("stage", "4", False)}),
        ("stage I to III", {("stage", "1", False), ("stage", "2", False), ("stage", "3", False)}),
        ("grade 1 or 2", {("grade", "1", False), ("grade", "2", False)}),
        ("HER2-negative", {("marker", "her2", True)}),
        ("HR+/HER2-", {("marker", "hr", False), ("marker", "her2", True)}),
        ("human epidermal growth factor receptor type 2 (HER2)-positive", {("marker", "her2", False)}),
        ("estrogen receptor positive", {("marker", "er", False)}),
        ("EGFR mutation-positive", {("marker", "egfr changed", False)}),
        ("KRAS wild-type", {("marker", "kras changed", True)}),
        ("KRAS wild-type colon cancer", {("marker", "kras changed", True)}),
        ("wild-type NRAS", {("marker", "nras changed", True)}),
        ("mutant BRAF", {("marker", "braf changed", False)}),
        ("mutant cells", set()),
        ("decompensated", {("compensation", "compensated", True)}),
        ("seronegative", {("serology", "positive", True)}),
        ("genotype 1b or 4", {("genotype", "1b", False), ("genotype", "4", False)}),
        ("Philadelphia chromosome negative", {("marker", "ph", True)}),
        ("triple-negative", {("marker", "er", True), ("marker", "pr", True), ("marker", "her2", True)}),
        ("non-small cell", {("histology", "small cell", True)}),
        ("nonsquamous", {("histology", "squamous", True)}),
        ("non-Hodgkin", {("kind", "hodgkin", True)}),
        ("unresectable", {("surgery", "resectable", True)}),
        ("early morning stiffness", set()),
        ("acute care", set()),
        ("primary outcome", set()),
        ("high risk for", set()),
    ],
)
def test_reads(text: str, expected: set[tuple[str, str, bool]]) -> None:
    assert keys(text) == expected


def test_one_wrong_letter_is_forgiven_only_when_asked() -> None:
    assert keys("chornic", fuzzy=True) == {("course", "chronic", False)}
    assert keys("non-sevre", fuzzy=True) == {("severity", "severe", True)}
    assert keys("chornic") == set()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("severe", "non-severe"),
        ("very severe", "non-severe"),
        ("severe", "mild"),
        ("moderate to severe", "mild"),
        ("acute", "chronic"),
        ("relapsed or refractory", "newly diagnosed, previously untreated"),
        ("metastatic", "non-metastatic"),
        ("locally advanced or metastatic", "locally advanced or non-metastatic"),
        ("advanced", "early-stage"),
        ("stage IV", "stage I-II"),
        ("stage IIIA", "stage IIIB"),
        ("stage I", "metastatic"),
        ("type 1", "type 2"),
        ("HER2-positive", "HER2-negative"),
        ("ER+ HER2-", "HER2-positive"),
        ("EGFR mutant", "EGFR wild-type"),
        ("non-small cell", "small cell"),
        ("left", "right"),
        ("lumbar", "cervical"),
        ("congenital", "acquired"),
        ("controlled", "uncontrolled"),
        ("pediatric", "adult-onset"),
        ("compensated", "decompensated"),
        ("seropositive", "seronegative"),
        ("genotype 1", "genotype 3"),
        ("wild-type KRAS", "KRAS-mutant"),
    ],
)
def test_contradict(a: str, b: str) -> None:
    assert contradicts(parse_modifiers(a), parse_modifiers(b))
    assert contradicts(parse_modifiers(b), parse_modifiers(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("severe", "moderate to severe"),
        ("severe", "very severe"),
        ("severe", "chronic"),
        ("severe", ""),
        ("mild", "non-severe"),
        ("non-severe", "non-metastatic"),
        ("metastatic", "locally advanced or metastatic"),
        ("advanced", "metastatic"),
        ("stage III", "stage IIIB"),
        ("stage II-IV", "stage III"),
        ("acute", "acute on chronic"),
        ("ER-positive", "HER2-negative"),
        ("relapsed", "refractory"),
        ("severe and non-severe", "severe"),
        ("controlled or uncontrolled", "uncontrolled"),
        ("compensated or decompensated", "compensated"),
        ("compensated or decompensated", "decompensated"),
        ("genotype 1", "genotype 1a"),
        ("wild-type KRAS", "BRAF-mutant"),
    ],
)
def test_agree(a: str, b: str) -> None:
    assert contradicts(parse_modifiers(a), parse_modifiers(b)) is None
    assert contradicts(parse_modifiers(b), parse_modifiers(a)) is None


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("", "severe", True),
        ("severe", "severe", True),
        ("severe", "very severe", True),
        ("severe", "severe chronic", True),
        ("stage III", "stage IIIB", True),
        ("advanced", "metastatic", True),
        ("relapsed or refractory", "relapsed", True),
        ("non-severe", "mild", True),
        ("severe", "", False),
        ("severe", "moderate to severe", False),
        ("very severe", "severe", False),
        ("non-severe", "severe", False),
        ("HER2-positive", "HR-positive", False),
    ],
)
def test_covers(wide: str, narrow: str, expected: bool) -> None:
    assert covers(parse_modifiers(wide), parse_modifiers(narrow)) is expected


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Leukaemias", "leukemia"), ("anaemia", "anemia"), ("oedema", "edema"), ("oesophageal", "esophageal"),
        ("Tumours", "tumor"), ("paediatric", "pediatric"), ("diarrhoea", "diarrhea"), ("disk", "disc"),
        ("metastases", "metastasis"), ("neuropathies", "neuropathy"), ("headaches", "headache"),
        ("diabetes", "diabetes"), ("sclerosis", "sclerosis"), ("ischaemic", "ischemic"), ("virus", "virus"),
    ],
)  # fmt: skip
def test_folds(word: str, folded: str) -> None:
    assert fold_word(word) == folded


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("asthma", "ashtma", True), ("asthma", "astma", True), ("asthma", "asthmma", True), ("asthma", "asthna", True),
        ("asthma", "asthma", True), ("hypotension", "hypertension", False), ("leukemia", "leukopenia", False),
    ],
)  # fmt: skip
def test_one_edit(a: str, b: str, expected: bool) -> None:
    assert within_one_edit(a, b) is within_one_edit(b, a) is expected


WORDS = ["severe", "non-", "mild", "to", "or", "type", "2", "II", "stage", "HER2", "positive", "-", "+", "é", " ", "("]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_offsets_lie_in_the_text_and_nothing_contradicts_itself(text: str) -> None:
    found = parse_modifiers(text)
    assert all(0 <= modifier.start < modifier.end <= len(text) for modifier in found)
    assert covers(found, found)


@given(
    st.sampled_from(["severe", "metastatic", "squamous", "active", "stable"]),
    st.sampled_from(["non-", "Non ", "non"]),
)
def test_a_negated_modifier_never_passes_for_the_modifier(word: str, negation: str) -> None:
    plain, negated = parse_modifiers(word), parse_modifiers(negation + word)
    assert contradicts(plain, negated)
    assert not covers(plain, negated) and not covers(negated, plain)


@pytest.mark.parametrize("piece", ["non-", "severe ", "type 2 ", "HER2-", "stage i-ii, ", "moderate to ", "x"])
def test_time_is_linear(piece: str) -> None:
    with at_most(2):
        parse_modifiers(piece * (100_000 // len(piece)), fuzzy=True)
