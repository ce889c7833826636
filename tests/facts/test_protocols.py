"""What stands in a protocol as a record, each fact with its page."""

import pytest

from extractor.config import Settings
from extractor.model import Document, Page
from extractor.pipeline import examine
from extractor.record import TrialRecord

TITLE_PAGE = """\
Clinical Study Protocol
Protocol Title: A Phase 2, Randomized, Double-blind Study of Samptinib Compared to Placebo in Adults With Gout
Protocol Number: XY-2024
Study Phase: 2
Sponsor Name: Example Pharma, Inc.
NCT Number: NCT99990001
"""
SYNOPSIS = """\
SYNOPSIS
Indication | Gout
Number of participants: Approximately 120 participants will be randomized.
The primary objective of this study is to evaluate samptinib in gout.
Primary Endpoint
• Change in pain score at Week 12
Patients will be randomized in a 1:1 ratio to receive samptinib 20 mg daily or placebo.
Inclusion Criteria
1. Adults.
2. Gout.
Exclusion Criteria
1. Pregnancy.
"""
BODY = """\
5. STUDY POPULATION
5.1. Inclusion Criteria
1. Men and women aged 18 to 75 years.
2. Gout for at least 1 year.
5.2. Exclusion Criteria
3. Pregnancy.
4. Deleted
5. Allergy to samptinib.
6. STUDY TREATMENT
Samptinib 20 mg is given orally once daily.
"""


@pytest.fixture(scope="module")
def record() -> TrialRecord:
    texts = [TITLE_PAGE, SYNOPSIS, BODY]
    starts = [sum(map(len, texts[:at])) for at in range(3)]
    pages = [Page(at + 1, start, start + len(texts[at])) for at, start in enumerate(starts)]
    text = "".join(texts)
    document = Document(path="p.pdf", text=text, format="pdf", kind="protocol", sha256="", pages=pages)
    return examine(document, Settings(), None).record


def test_identity(record: TrialRecord) -> None:
    assert record.errors == []
    assert record.trial_id == "NCT99990001"
    assert [(one.system, one.value) for one in record.identifiers] == [("nct", "NCT99990001"), ("org", "XY-2024")]
    assert record.titles[0].text.startswith("A Phase 2, Randomized, Double-blind Study of Samptinib")
    assert [one.name for one in record.sponsors] == ["Example Pharma, Inc."]


def test_design(record: TrialRecord) -> None:
    assert record.phases[0].value == ["PHASE2"]
    assert record.allocation[0].value == "RANDOMIZED"
    assert record.masking[0].value == "DOUBLE"
    assert [one.count for one in record.enrollment] == [120]
    assert [one.label for one in record.arms] == ["samptinib 20 mg daily", "placebo"]
    assert [one.name for one in record.interventions] == ["Samptinib", "Placebo"]


def test_objective_and_endpoints(record: TrialRecord) -> None:
    assert [(one.kind, one.text) for one in record.descriptions] == [("summary", "to evaluate samptinib in gout")]
    assert [(one.kind, one.measure, one.time_frame) for one in record.outcomes] == [
        ("primary", "Change in pain score at Week 12", "at Week 12")
    ]


def test_population(record: TrialRecord) -> None:
    assert "Gout" in {one.name for one in record.conditions}
    assert record.sex[0].value == "ALL"
    ages = record.age_ranges[0]
    assert (ages.minimum and ages.minimum.value, ages.maximum and ages.maximum.value) == (18, 75)


def test_the_bodys_criteria_with_their_page(record: TrialRecord) -> None:
    assert [(one.kind, one.text, one.evidence[0].page) for one in record.criteria] == [
        ("inclusion", "Men and women aged 18 to 75 years.", 3),
        ("inclusion", "Gout for at least 1 year.", 3),
        ("exclusion", "Pregnancy.", 3),
        ("exclusion", "Allergy to samptinib.", 3),
    ]
    assert {one.evidence[0].page for one in record.unparsed if one.what == "criteria"} == {2}


def test_doses_name_their_agent(record: TrialRecord) -> None:
    given = [dose for dose in record.doses if dose.evidence[0].page == 3]
    assert [((dose.agent or "").lower(), dose.low, dose.unit) for dose in given] == [("samptinib", 20, "mg")]


def test_an_estimand_describes_its_outcome() -> None:
    text = (
        "3 OBJECTIVES\nPrimary Endpoint\n• Change in pain at Week 12\n9 STATISTICS\nThe primary estimand is:\n"
        "• Population: adults with gout\n• Variable: Change from baseline in pain at Week 12\n"
        "• Population-level summary: difference in means\nThe secondary estimand is:\n• Population: all\n"
        "• Variable: Relapse\n• Summary measure: odds ratio\n"
    )
    document = Document(path="p.pdf", text=text, format="pdf", kind="protocol", sha256="")
    primary, secondary = examine(document, Settings(), None).record.outcomes
    assert (primary.kind, primary.measure, primary.time_frame) == ("primary", "Change in pain at Week 12", "at Week 12")
    assert (primary.description or "").startswith("• Population: adults with gout\n• Variable: Change")
    assert "difference in means" in [place.quote for place in primary.evidence]
    assert (secondary.kind, secondary.measure) == ("secondary", "Relapse")
    assert all(text[place.start : place.end] == place.quote for place in secondary.evidence)


def test_the_versions_date_the_document() -> None:
    text = "Protocol Version 2.0\nDate: 3 May 2021\nVersion 1.0, 2 April 2020\n"
    document = Document(
        path="p.pdf", text=text, format="pdf", kind="protocol", sha256="", pages=[Page(1, 0, len(text))]
    )
    dates = examine(document, Settings(), None).record.dates
    assert [(one.kind, one.date, one.origin) for one in dates] == [
        ("protocol_version", "2021-05-03", "stated"),
        ("protocol_original", "2020-04-02", "stated"),
    ]
    assert [(place.quote, place.page) for place in dates[0].evidence] == [("3 May 2021", 1), ("2.0", 1)]


TEMPLATE = """\
Protocol Title: <Insert title of the trial>
Protocol Number: AB-123
5.1 Inclusion Criteria
This section should list who is eligible, for example:
• Pregnant women of 12 to 17 years
1. [Sponsor to complete]
2. Adults aged 18 to 65 years.
3. Weight of at least 50 kg [if applicable].
5.2 Exclusion Criteria
1. Asthma.
6. TREATMENT
Include the dose, such as zinc 40 mg daily, in this section.
Participants receive zinc 5 mg orally once daily.
"""


def test_instructions_of_a_template_are_no_facts() -> None:
    document = Document(path="p.docx", text=TEMPLATE, format="docx", kind="protocol", sha256="")
    record = examine(document, Settings(), None).record
    assert record.errors == []
    assert [one.text for one in record.criteria] == [
        "Adults aged 18 to 65 years.",
        "Weight of at least 50 kg [if applicable].",
        "Asthma.",
    ]
    assert [(one.low, one.unit) for one in record.doses] == [(5, "mg")]
    assert not any("Insert" in one.text for one in record.titles)
    assert [one.text.split("\n")[0] for one in record.unparsed if one.what == "instruction"] == [
        "This section should list who is eligible, for example:",
        "[Sponsor to complete]",
        "Include the dose, such as zinc 40 mg daily, in this section.",
    ]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("Name of company: | Example Pharma\n", "Example Pharma"),
        ("Sponsor and Clinical Phase\nExample Pharma\nPhase III\n", "Example Pharma"),
        ("Sponsor:\nFor Non-EU Countries:\nExample Inc.*\n1 Road\n", "Example Inc."),
        ("Sponsor Name and Legal Registered Address:\nFor all sites: Example KGaA\n", "Example KGaA"),
        ("Sponsor Example Branded Products R&D, Inc.\n1 Road, Town\n", "Example Branded Products R&D, Inc."),
        ("Sponsor Signature and Date on the Last Page\n", None),
        ("Sponsor agreement between the Parties and Sample\n", None),
    ],
)
def test_sponsors_of_title_pages(page: str, name: str | None) -> None:
    document = Document(path="p.pdf", text=page, format="pdf", kind="protocol", sha256="")
    sponsors = examine(document, Settings(), None).record.sponsors
    assert [one.name for one in sponsors] == ([name] if name else [])


def test_a_phase_before_the_number_of_the_amendment() -> None:
    text = "Examplin\nProtocol 12345678ABC3001; Phase 3 AMENDMENT INT-6\nExamplin was tested in Phase 2.\n"
    document = Document(path="p.pdf", text=text, format="pdf", kind="protocol", sha256="")
    assert [one.value for one in examine(document, Settings(), None).record.phases] == [["PHASE3"]]


@pytest.mark.parametrize(("format", "codes"), [("pdf", []), ("text", ["TXT101"])])
def test_a_sign_that_a_pdfs_font_has_no_code_for_is_no_fault_of_the_document(format: str, codes: list[str]) -> None:
    text = "Protocol AB-12\nThe score is \ufffd 4 at rest.\n"
    document = Document(path="p", text=text, format=format, kind="protocol", sha256="")
    assert [one.code for one in examine(document, Settings(), None).record.findings] == codes
