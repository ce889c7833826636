"""Terms link to the concept that they name, or to none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.vocabulary import Kind
from extractor.model import Evidence, Mention
from extractor.recognise.concepts import link_record
from extractor.recognise.linking import expanded, link, link_named
from extractor.record import Component, Condition, DocumentInfo, Intervention, TrialRecord
from tests.timing import at_most


def name_of(text: str, kind: Kind = "condition", **short: str) -> str | None:
    concept = link(text, kind, expansions=short)
    return concept.name if concept else None


@pytest.mark.parametrize(
    ("text", "name", "match"),
    [
        ("Asthma", "Asthma", "exact"),
        ("lung cancer", "Lung Neoplasms", "exact"),
        ("Lung Tumours", "Lung Neoplasms", "exact"),
        ("Anemia, Aplastic", "Anemia, Aplastic", "exact"),
        ("Anaemias, Aplastic", "Anemia, Aplastic", "normalised"),
        ("Diabetes mellitus type II", "Diabetes Mellitus, Type 2", "normalised"),
        ("Sjögren’s disease", "Sjogren's Syndrome", "normalised"),
        ("Severe refractory aplastic anaemia in children", "Anemia, Aplastic", "normalised"),
        ("Lung Cancer Stage III", "Lung Neoplasms", "normalised"),
        ("Metastatic Castration-resistant Prostate Cancer", "Prostatic Neoplasms, Castration-Resistant", "normalised"),
        ("Relapsed Acute Lymphoblastic Leukaemia", "Precursor Cell Lymphoblastic Leukemia-Lymphoma", "normalised"),
        ("Patients with plaque psoriasis", "Psoriasis", "normalised"),
        ("Advanced NSCLC", "Carcinoma, Non-Small-Cell Lung", "normalised"),
        ("Sjogren disease", "Sjogren's Syndrome", "normalised"),
        ("bleeding disorders", "Hemorrhagic Disorders", "normalised"),
        ("acute or chronic pancreatitis", "Pancreatitis", "normalised"),
        ("lactation", "Lactation", "normalised"),
        ("Gastric adenocarcinoma", "Stomach Neoplasms", "exact"),
        ("Fybromialgia", None, None),
        ("Fibromialgia", "Fibromyalgia", "fuzzy"),
    ],
)
def test_conditions(text: str, name: str | None, match: str | None) -> None:
    concept = link(text, "condition")
    assert (concept and concept.name, concept and concept.match) == (name, match)
    assert concept is None or concept.system == "MESH"


@pytest.mark.parametrize(
    ("text", "name", "system"),
    [
        ("Aspirin", "Aspirin", "MESH"),
        ("acetylsalicylic acid 100 mg tablets", "Aspirin", "MESH"),
        ("Ciclosporin", "Cyclosporine", "MESH"),
        ("Metformin Hydrochloride", "Metformin", "MESH"),
        ("anti-thymocyte globulin", "Antilymphocyte Serum", "MESH"),
        ("Umbilical Cord Mesenchymal Stem Cells", "Mesenchymal Stem Cells", "MESH"),
        ("radiation therapy", "Radiotherapy", "MESH"),
        ("alcohol", "Ethanol", "MESH"),
        ("Pembrolizumab", "Pembrolizumab", "DRUGBANK"),
        ("Tisagenlecleucel", "Tisagenlecleucel", "DRUGBANK"),
    ],
)
def test_interventions(text: str, name: str, system: str) -> None:
    concept = link(text, "intervention")
    assert concept and (concept.name, concept.system) == (name, system)


@pytest.mark.parametrize(
    "text",
    ["M", "", " ", "&", "combined", "Other", "All", "MS", "Healthy", "Healthy Volunteers", "healthy subjects", "Severe",
     "Stage III", "Disease", "quality of life", "SAA"],
)  # fmt: skip
def test_what_says_too_little_links_to_nothing(text: str) -> None:
    assert link(text, "condition") is None
    assert link_named(text, "condition") is None


@pytest.mark.parametrize("text", ["TS-142", "Control", "drug A", "150 mg", "ABC-1234"])
def test_codes_and_roles_are_no_drugs(text: str) -> None:
    assert link(text, "intervention") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypotension", "hypertension"),
        ("Type 1 Diabetes", "Type 2 Diabetes"),
        ("hypothyroidism", "hyperthyroidism"),
        ("non-small cell lung cancer", "small cell lung cancer"),
        ("non-Hodgkin lymphoma", "Hodgkin lymphoma"),
        ("hepatitis B", "hepatitis C"),
        ("alcoholic fatty liver", "non-alcoholic fatty liver disease"),
        ("hemophilia A", "hemophilia B"),
        ("hypokalemia", "hyperkalemia"),
    ],
)
def test_what_differs_by_little_stays_apart(one: str, other: str) -> None:
    first, second = link(one, "condition"), link(other, "condition")
    assert first and second and first.code != second.code


def test_a_negating_word_is_never_lost() -> None:
    assert name_of("non-alcoholic steatosis of unknown kind") != "Fatty Liver, Alcoholic"
    assert name_of("Pneumonia without Influenza") is None
    assert name_of("non-cystic fibrosis") != "Cystic Fibrosis"
    assert name_of("non-severe aplastic anemia") == "Anemia, Aplastic"


def test_wrong_letters_are_forgiven_once_a_word_and_never_in_a_known_word() -> None:
    assert name_of("Parkinsan disease") == "Parkinson Disease"
    assert name_of("Prkinsan disease") is None
    fuzzy = link("Parkinsan disease", "condition")
    assert fuzzy and fuzzy.match == "fuzzy" and fuzzy.score < 0.9


def test_abbreviations_mean_what_the_document_says() -> None:
    assert name_of("MS", MS="mitral stenosis") == "Mitral Valve Stenosis"
    assert name_of("MS", MS="multiple sclerosis") == "Multiple Sclerosis"
    assert name_of("ATG", "intervention", ATG="Antigravity") is None
    assert expanded("SAA and COPD", "condition", {"SAA": "severe aplastic anemia"}).startswith("severe aplastic anemia")


def test_words_of_running_text_are_not_narrowed() -> None:
    assert link_named("aplastic anaemia", "condition") == link("aplastic anaemia", "condition")
    assert link("cocaine-induced midline asthma", "condition") and link_named("midline asthma", "condition") is None
    assert link_named("Fibromialgia", "condition") is None


def test_icd_only_where_mesh_has_nothing() -> None:
    concept = link("Cyst of kidney, acquired", "condition")
    assert concept and concept.system in {"MESH", "ICD10CM"}
    assert link("Pain in throat", "condition").system in {"MESH", "ICD10CM"}  # type: ignore[union-attr]


def test_the_record_gets_its_concepts() -> None:
    proof = [Evidence(start=0, end=1, quote="x")]
    info = DocumentInfo(path="x", format="text", kind="text", sha256="", characters=1, text="x")
    record = TrialRecord(document=info)
    record.conditions = [
        Condition(id=f"d{at}", text=text, name=text, role="registered", origin="registered", evidence=proof)
        for at, text in enumerate(["Severe Asthma", "Zzz"], 1)
    ]
    parts = [Component(text="aspirin", name="aspirin"), Component(text="xyz", name="xyz")]
    both = Intervention(id="i1", name="aspirin + xyz", components=parts, origin="registered", evidence=proof)
    record.interventions = [both]
    record.mentions = [
        Mention(id="m1", label="Drug", group="criteria", text="Prednisone", evidence=proof),
        Mention(id="m2", label="Person", group="criteria", text="asthma", evidence=proof),
    ]
    link_record(record)
    assert [c.concept and c.concept.name for c in record.conditions] == ["Asthma", None]
    assert [p.concept and p.concept.name for p in record.interventions[0].components] == ["Aspirin", None]
    assert record.interventions[0].concept is None
    assert [m.concept and m.concept.name for m in record.mentions] == ["Prednisone", None]


@given(st.text(alphabet="nonasevrtumcl- ,()/2IV;é'", max_size=60))
def test_any_text_has_an_answer_and_always_the_same(text: str) -> None:
    for kind in ("condition", "intervention"):
        first = link(text, kind)  # type: ignore[arg-type]
        assert first == link(text, kind)  # type: ignore[arg-type]
        assert first is None or (0 < first.score <= 1 and first.code and first.name)


@pytest.mark.parametrize("piece", ["cancer ", "non-", "(a", "a,", "1 mg ", "É"])
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    link("Asthma", "condition")
    with at_most(0.5):
        assert link(text, "condition") is None
