import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor.language.abbreviations as abbreviations
from extractor.language.abbreviations import find_abbreviations
from tests.timing import at_most


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one.short, one.long) for one in find_abbreviations(text)]


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(abbreviations).failed == 0


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Patients with severe aplastic anemia (SAA) were seen", "SAA", "severe aplastic anemia"),
        ("• Non-Severe Aplastic Anemia (NSAA)atients", "NSAA", "Non-Severe Aplastic Anemia"),
        ("suspected deep vein thrombosis(DVT)", "DVT", "deep vein thrombosis"),
        ("rabbit antithymocyte globulin (ATG)", "ATG", "antithymocyte globulin"),
        ("combined with anti-thymocyte globulin (ATG) (40-50 days later)", "ATG", "anti-thymocyte globulin"),
        ("thrombotic thrombocytopenic purpura (TTP)", "TTP", "thrombotic thrombocytopenic purpura"),
        ("non-small cell lung cancer (NSCLC)", "NSCLC", "non-small cell lung cancer"),
        ("haemophagocytic lymphohistiocytosis (HLH)", "HLH", "haemophagocytic lymphohistiocytosis"),
        ("the international normalised ratio (INR)", "INR", "international normalised ratio"),
        ("mesenchymal stem cells (MSCs)", "MSCs", "mesenchymal stem cells"),
        ("continuous adaptive infusion of valproate - timed (CAIV-T)", "CAIV-T",
         "continuous adaptive infusion of valproate - timed"),
        ("tumor necrosis factor α (TNF-alpha)", "TNF-alpha", "tumor necrosis factor α"),
        ("gamma-interferon (IFN-gamma)", "IFN-gamma", "gamma-interferon"),
        ("interleukin-2 (IL-2)", "IL-2", "interleukin-2"),
        ("haemoglobin A1c (HbA1c)", "HbA1c", "haemoglobin A1c"),
        ("type 2 diabetes mellitus (T2DM)", "T2DM", "type 2 diabetes mellitus"),
        ("hepatitis A (HepA)", "HepA", "hepatitis A"),
        ("two-dimensional (2D) images", "2D", "two-dimensional"),
        ("a monoclonal antibody (mAb)", "mAb", "monoclonal antibody"),
        ("140 beats per minute (bpm)", "bpm", "beats per minute"),
        ("the corrected QT interval (QTc)", "QTc", "corrected QT interval"),
        ("maximum plasma concentration (Cmax)", "Cmax", "maximum plasma concentration"),
        ("estradiol (E2)", "E2", "estradiol"),
        ("HER2-positive (HER2+) tumours", "HER2+", "HER2-positive"),
        ("infection with Helicobacter pylori (H. pylori)", "H. pylori", "Helicobacter pylori"),
        ("4-(9-acridinylamino)-methanesulfonamide (AMS)", "AMS", "4-(9-acridinylamino)-methanesulfonamide"),
        ("methotrexate (MTX)", "MTX", "methotrexate"),
        ("severe aplastic anemia (SAA, n = 4)", "SAA", "severe aplastic anemia"),
        ("aspartate aminotransferase (AST/SGOT)", "AST", "aspartate aminotransferase"),
        ("aspartate aminotransferase (also known as AST)", "AST", "aspartate aminotransferase"),
        ("(thrombotic thrombocytopenic purpura [TTP])", "TTP", "thrombotic thrombocytopenic purpura"),
        ("prior leukemia (ALL; acute lymphoblastic leukemia)", "ALL", "acute lymphoblastic leukemia"),
        ("a virus (human immunodeficiency virus, HIV)", "HIV", "human immunodeficiency virus"),
        ("ATG (anti-thymocyte globulin) is given", "ATG", "anti-thymocyte globulin"),
        ("CFTR (cystic fibrosis transmembrane conductance regulator)", "CFTR",
         "cystic fibrosis transmembrane conductance regulator"),
        ("EMLA cream (eutectic mixture of local anaesthetics)", "EMLA", "eutectic mixture of local anaesthetics"),
        ("absolute\n        neutrophil\r\n  count (ANC)", "ANC", "absolute neutrophil count"),
        ("cardiopulmonary resucitation (CPR)", "CPR", "cardiopulmonary resucitation"),
        ("List of abbreviations\nAE  Adverse event\nSAE: Serious adverse event\n", "SAE", "Serious adverse event"),
    ],
)  # fmt: skip
def test_found(text: str, short: str, long: str) -> None:
    assert (short, long) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mesenchymal Stem Cells(Umbilical Cord Derived) (MSC-SAA)",
        "injection of mesenchymal stem cells (umbilical)",
        "lower limb surgery (all), renal disease (Renal), any risk (see below)",
        "drugs (e.g. digoxin), patients (n=20), given later (40-50 days), children (< 18 years)",
        "twice daily (bid) or as needed (prn)",
        "as assessed in Arm A (A)",
        "elevated alkaline phosphatase (AST)",
        "abnormal value of WBC or (ANC)",
        "T-ALL or (T-LL), treated with GM-CSF (G-CSF)",
        "apolipoprotein fragment B-74 (B-44)",
        "MRI scan of chest\nCT was done in every patient",
        "grams given (or not)",
        "A phase II or (III) trial",
    ],
)
def test_not_found(text: str) -> None:
    assert pairs(text) == []


def test_several_in_one_text_each_once_and_in_order() -> None:
    text = (
        "Acute myeloid leukemia (AML) / myelodysplastic syndrome (MDS). Acute myeloid leukemia (AML) again; "
        "WHO (World Health Organization); left ventricular ejection fraction (LVEF)"
    )
    assert [short for short, _ in pairs(text)] == ["AML", "MDS", "WHO", "LVEF"]


def test_the_long_form_stays_in_its_sentence_and_list_item() -> None:
    assert pairs("Stop early. Aplastic anemia (SAA)") == []
    assert pairs("- severe\n- aplastic anemia (SAA)") == []
    assert pairs("severe (or very severe) aplastic anemia (SAA)") == []


WORDS = st.text("abdefghiklmnprstuvw", min_size=4, max_size=9).filter(
    lambda word: word not in {"from", "into", "with", "four", "five", "nine"}
)


FORMS = st.sampled_from(["{0} ({1}) x", "[{0} [{1}]]", "{1} ({0})", "({1}; {0})"])


@given(st.lists(WORDS, min_size=3, max_size=6), FORMS)
def test_planted_initials_are_found(words: list[str], form: str) -> None:
    long = " ".join(words)
    short = "".join(word[0] for word in words).upper()
    found = find_abbreviations("It was seen. " + form.format(long, short))
    assert (short, long) in [(one.short, one.long) for one in found]


@given(st.text("ABab12 ()[];,-./\n=", max_size=120) | st.text(max_size=60))
def test_places_are_true_and_nothing_raises(text: str) -> None:
    found = find_abbreviations(text)
    for one in found:
        assert text[one.short_start : one.short_end] == one.short
        assert " ".join(text[one.long_start : one.long_end].split()) == one.long
        assert one.short_end <= one.long_start or one.long_end <= one.short_start


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "()", "A (", "A (A) ", "AB (AB", "a", "(a", "a b ", "a-", "\n ", "(,", "a,b,", "1,", "AB\t", ". ",
     "\n - ", "(i.e. or or ", "a(b)", "aaa aaa aaa aaa a a a a a (AAAAAAAAAA) ", "\nAB  a b c d e f g h i j"],
)  # fmt: skip
def test_time_grows_with_the_text_alone(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000] + " (AB) "
    with at_most(1.5):  # about 0.2 s; quadratic work would take minutes
        find_abbreviations(text)
