"""Condition phrases: found with their modifiers, and related to one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.conditions import (
    contradiction,
    covers,
    find_conditions,
    is_healthy,
    is_intervention_like,
    is_material,
    is_symptom,
    named_in,
    narrowed,
    parse_condition,
    related,
    same_disease,
)
from extractor.language.run_together import split_run_together
from tests.timing import at_most

SHORT = {"SAA": "Severe Aplastic Anemia", "NSAA": "Non-Severe Aplastic Anemia", "ATG": "anti-thymocyte globulin"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pills for Patients With Moderate to Severe Asthma", [("Moderate to Severe Asthma", "asthma")]),
        ("Trial of X in Relapsed/Refractory Acute Leukemia", [("Relapsed/Refractory Acute Leukemia", "leukemia")]),
        ("a squamous cell carcinoma of the head and neck",
         [("squamous cell carcinoma of the head and neck", "cancer head neck")]),
        ("Adults with type 2 diabetes mellitus and COPD", [("type 2 diabetes mellitus", "diabetes mellitus"),
                                                           ("COPD", "obstructive lung disease")]),
        ("diabetes type 2", [("diabetes type 2", "diabetes")]),
        ("chronic hepatitis C, genotype 1b", [("chronic hepatitis C, genotype 1b", "hepatitis c")]),
        ("Treatment of renal failure", [("renal failure", "kidney failure")]),
        ("stage IIIB or IV cervical cancer", [("stage IIIB or IV cervical cancer", "cervical cancer")]),
        ("cervical disc herniation", [("cervical disc herniation", "disc herniation")]),
        ("herniated lumbar disks", [("herniated lumbar disks", "herniation disc")]),
        ("chronic graft-versus-host disease", [("chronic graft-versus-host disease", "graft versus host disease")]),
        ("acute graft versus host disease", [("acute graft versus host disease", "graft versus host disease")]),
        ("Alcohol Use Disorder", [("Alcohol Use Disorder", "alcohol use disorder")]),
        ("Asthmatic children", [("Asthmatic", "asthma")]),
        ("systemic lupus erythematosus", [("systemic lupus erythematosus", "systemic lupus erythematosus")]),
        ("The diagnosis and prognosis were made at the National Cancer Institute", []),
        ("anti-cancer drugs; mechanical cardioplegia; treatment failure", []),
    ],
)  # fmt: skip
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(phrase.text, phrase.head) for phrase in find_conditions(text)] == expected


def test_abbreviations_of_the_document_are_resolved() -> None:
    (title,) = find_conditions("Cells for Child SAA After ATG", expansions=SHORT)
    assert (title.text, title.name, title.head) == ("Child SAA", "Child Severe Aplastic Anemia", "aplastic anemia")
    assert ("severity", "severe", False) in {modifier.key for modifier in title.modifiers}
    severe = next(modifier for modifier in title.modifiers if modifier.family == "severity")
    assert title.text[severe.start - title.start : severe.end - title.start] == "SAA"


def test_the_abbreviation_beside_its_long_form_is_no_second_phrase() -> None:
    assert len(find_conditions("Severe Aplastic Anemia (SAA) patients", expansions=SHORT)) == 1


@pytest.mark.parametrize(
    "inclusion",
    [
        "Non-Severe Aplastic Anemia (NSAA)atients",
        "NSAA patients",
        "nonsevere aplastic anaemia",
        "Non-sevre aplstic anemia",
    ],
)
def test_exchanged_criteria_are_seen(inclusion: str) -> None:
    title = find_conditions("Treatment of Child SAA", expansions=SHORT)[0]
    wanted = find_conditions(inclusion, expansions=SHORT)[0]
    barred = find_conditions("Severe Aplastic Anemia (SAA) patients", expansions=SHORT)[0]
    pair = contradiction(title, wanted)
    assert pair is not None
    assert [(m.value, m.negated) for m in pair] == [("severe", False), ("severe", True)]
    assert covers(barred, title) and not covers(wanted, title)


@pytest.mark.parametrize(
    ("text", "name", "head"),
    [
        ("Anemia, Aplastic", "Aplastic Anemia", "anemia aplastic"),
        ("Leukemia, Myeloid, Acute", "Acute Myeloid Leukemia", "leukemia myeloid"),
        ("Diabetes Mellitus, Type 2", "Type 2 Diabetes Mellitus", "diabetes mellitus"),
        ("Carcinoma, Non-Small-Cell Lung", "Non-Small-Cell Lung Carcinoma", "cancer lung"),
        ("Acute Lymphoblastic Leukemia, in Relapse", "Acute Lymphoblastic Leukemia, in Relapse", "lymphoid leukemia"),
        ("Renal Cell Carcinoma (RCC)", "Renal Cell Carcinoma", "kidney cell cancer"),
        ("NSCLC", "non-small cell lung cancer", "lung cancer"),
        ("", "", ""),
    ],
)
def test_parses_a_registered_condition(text: str, name: str, head: str) -> None:
    phrase = parse_condition(text)
    assert (phrase.name, phrase.head) == (name, head)


SAME = [
    ("Severe Asthma", "mild asthma"), ("NSCLC", "non-small cell lung carcinoma"),
    ("Breast Cancer", "Malignant Neoplasm of Breast"), ("Leukemia, Myeloid, Acute", "acute myeloblastic leukaemia"),
    ("Crohn's disease", "Crohn Disease"), ("HIV", "HIV Infections"), ("Chronic Pain", "chronic pain disease"),
    ("Type2 Diabetes", "Diabetes Mellitus, Type 1"), ("Stroke", "cerebrovascular accident"),
    ("Hypertension", "high blood pressure"), ("Herniated Disk", "disc prolapse"),
    ("Renal Failure", "kidney failure"), ("Migraine Disorders", "migraine"), ("Schizophrenia", "Schizophrenai"),
]  # fmt: skip
DIFFERENT = [
    ("Lung Cancer", "Breast Cancer"), ("Leukemia", "Lymphoma"), ("Hypotension", "Hypertension"),
    ("Hypoglycemia", "Hyperglycemia"), ("Heart Failure", "Kidney Failure"),
    ("Acute Myeloid Leukemia", "Acute Lymphoblastic Leukemia"), ("Arthritis", "Arteritis"),
    ("Hepatitis B", "Hepatitis C"), ("Cluster Headache", "Migraine"), ("Chronic Disease", "Acute Disease"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same_disease(a: str, b: str) -> None:
    assert same_disease(parse_condition(a), parse_condition(b))
    assert related(parse_condition(a), parse_condition(b))


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_disease(a: str, b: str) -> None:
    assert not same_disease(parse_condition(a), parse_condition(b))
    assert contradiction(parse_condition(a), parse_condition(b)) is None
    assert not covers(parse_condition(a), parse_condition(b))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Acute Leukemia", "Acute Lymphoblastic Leukemia", True),
        ("Neoplasms", "Glioblastoma", True),
        ("Hematologic Malignancies", "Acute Myeloid Leukemia", True),
        ("Advanced Solid Tumor", "Pancreatic Cancer", True),
        ("Lung Diseases", "Pulmonary Fibrosis", True),
        ("Disc Protrusion", "Lumbar Disc Herniation", True),
        ("Low Back Pain", "Lumbar Radiculopathy", True),
        ("Degenerative Disc Disease", "Disc Degeneration", True),
        ("Head and Neck Cancer", "Nasopharyngeal Carcinoma", True),
        ("Lung Cancer", "Breast Cancer", False),
        ("Migraine", "Lumbar Disc Herniation", False),
        ("Non-small cell lung cancer", "Acute Myeloid Leukemia", False),
        ("Prostate Carcinoma", "Childhood Leukemia", False),
        ("Complications of Organ Transplant", "Severe Aplastic Anemia", False),
        ("Type 2 Diabetes", "Degenerative Disc Disease", False),
    ],
)
def test_related(a: str, b: str, expected: bool) -> None:
    assert related(parse_condition(a), parse_condition(b)) is expected
    assert related(parse_condition(b), parse_condition(a)) is expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Acute B-cell Lymphoblastic Leukemia", "chronic B-cell lymphoblastic leukaemia"),
        ("NSCLC", "small cell lung cancer"),
        ("HER2-negative Metastatic Breast Cancer", "HER2-positive metastatic breast cancer"),
        ("Type 2 Diabetes", "Diabetes Mellitus, Type 1"),
        ("Non-Hodgkin Lymphoma", "Hodgkin Lymphoma"),
        ("Nonsquamous NSCLC", "squamous non-small cell lung cancer"),
        ("Lumbar Disc Herniation", "cervical disc herniation"),
        ("Chronic Cluster Headache", "episodic cluster headache"),
    ],
)
def test_contradiction(a: str, b: str) -> None:
    pair, turned = (contradiction(parse_condition(x), parse_condition(y)) for x, y in ((a, b), (b, a)))
    assert pair is not None and turned is not None
    assert [modifier.key for modifier in pair] == [modifier.key for modifier in reversed(turned)]


@pytest.mark.parametrize(
    ("exclusion", "target", "expected"),
    [
        ("AML", "relapsed AML", True),
        ("Acute Myeloid Leukemia", "AML", True),
        ("Aplastic anemia", "Severe Aplastic Anemia", True),
        ("Lymphoblastic leukemia", "Acute B-cell Lymphoblastic Leukaemia", True),
        ("recurrent AML", "AML", False),
        ("severe hepatic impairment", "severe asthma", False),
        ("grade 3 spondylolisthesis", "Spondylolisthesis", False),
        ("breast cancer", "High Risk for Breast Cancer", False),
        ("non-severe asthma", "severe asthma", False),
        ("leukemia", "brain cancer", False),
    ],
)
def test_covers(exclusion: str, target: str, expected: bool) -> None:
    assert covers(parse_condition(exclusion), parse_condition(target)) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3. Patients with asthma", False),
        ("Asthma", False),
        ("Subjects diagnosed with asthma", False),
        ("Other types of asthma", True),
        ("History of asthma", True),
        ("Asthma requiring intubation", True),
        ("Patients suffering from asthma with or without allergy", False),
        ("Asthma with or without allergy, requiring intubation", True),
        ("Asthma attack within 4 weeks", True),
        ("Heart disease other than asthma", True),
        ("Patients with asthma\nTreated within 4 weeks", False),
    ],
)
def test_narrowed(line: str, expected: bool) -> None:
    phrase = next(phrase for phrase in find_conditions(line) if phrase.head == "asthma" or "Asthma" in phrase.text)
    assert narrowed(line, phrase) is expected


def test_named_in_any_form() -> None:
    assert named_in(parse_condition("Prostatic Neoplasms"), "Ablation of the prostate")
    assert named_in(parse_condition("Suicidal Ideation"), "to prevent suicide")
    assert not named_in(parse_condition("Prostatic Neoplasms"), "a tumor of the breast")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Complications of Organ Transplant Stem Cells Umbilical Cord",
         ["Complications of Organ Transplant", "Stem Cells", "Umbilical Cord"]),
        ("Cervical Disc Herniation Lumbar Stenosis", ["Cervical Disc Herniation", "Lumbar Stenosis"]),
        ("Acute Myeloid Leukemia Acute Lymphoblastic Leukemia",
         ["Acute Myeloid Leukemia", "Acute Lymphoblastic Leukemia"]),
        ("Breast Cancer Stage IV", ["Breast Cancer Stage IV"]),
        ("Autism Spectrum Disorder", ["Autism Spectrum Disorder"]),
        ("Cervical Disc Disorder With Radiculopathy", ["Cervical Disc Disorder With Radiculopathy"]),
        ("Diabetes Mellitus, Type 2", ["Diabetes Mellitus, Type 2"]),
        ("Bone Marrow Failure", ["Bone Marrow Failure"]),
        ("Hematopoietic Stem Cell Transplantation", ["Hematopoietic Stem Cell Transplantation"]),
        ("Chronic Tension-Type Headache", ["Chronic Tension-Type Headache"]),
        ("", []),
    ],
)  # fmt: skip
def test_splits_terms_run_together(text: str, terms: list[str]) -> None:
    assert [text[start:end] for start, end in split_run_together(text)] == terms


def test_what_is_no_disease() -> None:
    assert all(map(is_material, ["Stem Cells", "Umbilical Cord", "Bone Marrow", "Peripheral Blood Stem Cells"]))
    assert not any(map(is_material, ["Blood Cancer", "Bone Fracture", "Healthy", ""]))
    assert all(map(is_intervention_like, ["Lumbar Fusion Surgery", "Mastectomy", "Ultrasound"]))
    assert not any(map(is_intervention_like, ["Surgical Wound Infection", "Asthma", ""]))
    assert all(map(is_healthy, ["Healthy", "Healthy Volunteers", "Healthy Japanese Subjects", "Normal Volunteers"]))
    assert not any(map(is_healthy, ["Healthy Diet", "Asthma", "Population", ""]))
    assert all(map(is_symptom, ["Postoperative Pain", "Fatigue", "Nausea and Vomiting"]))
    assert not any(map(is_symptom, ["Aplastic Anemia", "Lung Cancer", ""]))


PLANTED = [
    "severe asthma",
    "type 2 diabetes mellitus",
    "metastatic breast cancer",
    "SAA",
    "acute myeloid leukemia",
    "COPD",
]


@given(
    st.sampled_from(["Patients with ", "The safety of drugs for ", "", "a, b; "]),
    st.sampled_from(PLANTED),
    st.sampled_from([".", " patients", " (n = 20)", "\nWith all best wishes"]),
)
def test_a_planted_disease_comes_back_at_its_place(before: str, disease: str, after: str) -> None:
    (phrase,) = find_conditions(before + disease + after, expansions=SHORT)
    assert (phrase.start, phrase.end, phrase.text) == (len(before), len(before + disease), disease)


@given(st.text(alphabet="severnon- ASANA()+/,.cancer\n2é", max_size=60))
def test_offsets_quote_the_text(text: str) -> None:
    for phrase in find_conditions(text, expansions=SHORT):
        assert phrase.text == text[phrase.start : phrase.end]
        assert all(phrase.start <= m.start < m.end <= phrase.end for m in phrase.modifiers)
        assert same_disease(phrase, phrase) or phrase.head
    whole = parse_condition(text, expansions=SHORT)
    assert whole.text == text[whole.start : whole.end]
    pieces = split_run_together(text)
    assert all(0 <= start < end <= len(text) for start, end in pieces)


@pytest.mark.parametrize(
    "piece", ["pain ", "non-", "cancer of the ", "non-severe anemia (", "a,", "Anemia, ", "Asthma Lung Cancer ", "("]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(3):
        find_conditions(text)
        parse_condition(text)
        split_run_together(text)
