"""What title pages, synopses and sentences of protocols state."""

import pytest

from extractor.language.protocols.abbreviation_lists import find_listed_abbreviations
from extractor.language.protocols.arms import find_arms
from extractor.language.protocols.designs import find_statements
from extractor.language.protocols.endpoints import find_endpoints, find_primary_objective
from extractor.language.protocols.estimands import find_estimands
from extractor.language.protocols.identity import find_own_nct, find_protocol_ids, sponsor_name
from extractor.language.protocols.labels import find_labelled
from extractor.language.protocols.sizes import find_planned_sizes
from extractor.language.protocols.targets import find_target
from extractor.language.protocols.treatments import find_treatments
from extractor.model import Cell, Span, Table
from tests.timing import LINEAR, growth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Protocol Number: ABC-101", "ABC-101"),
        ("Clinical Study Protocol M99-123", "M99-123"),
        ("Protocol X9Y-MC-ABCD(e)", "X9Y-MC-ABCD"),
        ("Clinical Trial Protocol CABC123D4567 / NCT99990001", "CABC123D4567"),
        ("BI Trial No.: | 9999.121", "9999.121"),
        ("Protocol/Amendment No.: 099-03", "099-03"),
        ("Protocol Number UPXX 99217", "UPXX 99217"),
    ],
)
def test_protocol_numbers(text: str, value: str) -> None:
    assert [text[one.start : one.end] for one in find_protocol_ids(text)][:1] == [value]


@pytest.mark.parametrize("text", ["Protocol Date: 12 May 2020", "Protocol Version 3.0", "Protocol 01Jan2020"])
def test_dates_and_versions_are_no_protocol_numbers(text: str) -> None:
    assert find_protocol_ids(text) == []


def test_another_trials_number_is_not_the_trials_own() -> None:
    text = "Protocol AB-12\n" + "x" * 50 + "\nPatients completed the previous study NCT99990001.\n"
    assert find_own_nct(text, 10) == []
    assert find_own_nct("NCT number: NCT99990002\n", 0) != []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Example Pharma AB, 151 85 Town, Sweden", "Example Pharma AB"),
        ("F. Example-La Ville Ltd", "F. Example-La Ville Ltd"),
        ("Sample Medical (Town) Co., Ltd.", "Sample Medical (Town) Co., Ltd."),
        ("EPGD ISN/Protocol 9-CL-03", "EPGD"),
    ],
)
def test_sponsors(text: str, name: str) -> None:
    found = sponsor_name(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == name


def test_labels_of_cells_and_lines() -> None:
    text = "Study Phase | 2 | Indication | Gout\nSponsor Name:\nExample Pharma\n"
    values = {
        kind: [text[o.start : o.end] for o in find_labelled(text, kind)] for kind in ("phase", "indication", "sponsor")
    }
    assert values == {"phase": ["2"], "indication": ["Gout"], "sponsor": ["Example Pharma"]}


def test_the_planned_number_is_not_the_screened_one() -> None:
    text = (
        "Number of participants: Approximately 1200 people will be screened to achieve approximately 900 (±10%) "
        "participants randomly assigned.\nIn a previous study 250 patients were randomized.\n"
    )
    assert [one.count for one in find_planned_sizes(text)] == [900]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Approximately 700 patients will be enrolled to reach the target of about 450 randomised patients.\n", 450),
        ("The study will screen approximately 520 patients, and approximately 458 patients will be enrolled.\n", 458),
        ("Planned number of subjects: XYZ14 carriers are taken in; a total of 80 subjects are enrolled.\n", 80),
    ],
)
def test_the_number_aimed_at_is_the_planned_one(text: str, count: int) -> None:
    assert [one.count for one in find_planned_sizes(text)] == [count]


def test_a_design_is_that_of_this_study() -> None:
    text = "This is a multicentre, randomized, double-blind study.\nA previous study was open-label.\n"
    assert [one.value for one in find_statements(text)] == ["RANDOMIZED", "DOUBLE"]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        (
            "A Study to Evaluate the Efficacy and Safety of ABC123456 Compared to Placebo in Gout",
            ["ABC123456", "Placebo"],
        ),
        ("Study to Evaluate the Effect of Examplinib on Pain in Adults", ["Examplinib"]),
        ("A Trial Comparing Examplinib to Samplumab in Gout", ["Examplinib", "Samplumab"]),
    ],
)
def test_treatments_of_titles(title: str, names: list[str]) -> None:
    assert [one.name for one in find_treatments(title, [(0, len(title))])] == names


def test_labelled_products_are_names_that_the_protocol_uses() -> None:
    text = "Study Drug Names: ABC-1234, samptinib\n" + "ABC-1234 and samptinib are given. " * 6
    assert [one.name for one in find_treatments(text, [])] == ["ABC-1234", "samptinib"]


def test_arms_by_name_by_ratio_and_alone() -> None:
    named = "Arm A (examplinib)\nArm B (placebo)\nPatients are randomized 1:1.\n"
    assert [arm.label for arm in find_arms(named, [])] == ["Arm A", "Arm B"]
    ratio = "Patients will be randomized in a 2:1:1 ratio to receive zinc daily, iron daily, or placebo.\n"
    assert [arm.label for arm in find_arms(ratio, [])] == ["zinc daily", "iron daily", "placebo"]
    alone = "This is a single-arm, open-label study.\n"
    assert len(find_arms(alone, [(0, 4, "zinc")])) == 1


def test_the_target_is_the_whole_phrase() -> None:
    title = "A Study of Zinc in Patients With\n   Primary Cold Sores Who Have Failed Steroids"
    found = find_target(title)
    assert found is not None
    assert title[found.start : found.end] == "Primary Cold Sores"


def test_endpoints_of_headings_tables_and_sentences() -> None:
    text = "Primary Endpoint\n• Change in pain at Week 12\nThe secondary endpoint is death within 6 months.\n"
    found = [(one.kind, text[one.start : one.end], one.time and text[slice(*one.time)]) for one in find_endpoints(text)]
    assert found == [
        ("primary", "Change in pain at Week 12", "at Week 12"),
        ("secondary", "death within 6 months", "within 6 months"),
    ]
    rows = "Objectives | Endpoints\nPrimary\nTo assess pain | Pain score at Day 8\n"
    cells = [
        [Cell(0, 10, 0, 0), Cell(13, 22, 0, 1)],
        [Cell(23, 30, 1, 0, 1, 2)],
        [Cell(31, 45, 2, 0), Cell(48, 67, 2, 1)],
    ]
    table = Table(1, 0, len(rows) - 1, cells)
    assert [(one.kind, rows[one.start : one.end]) for one in find_endpoints(rows, [table])] == [
        ("primary", "Pain score at Day 8")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Primary Immunogenicity Endpoints – Cohort 2 (aged 50)\n• Titres at Day 30\n",
            [("primary", "Titres at Day 30")],
        ),
        ("Secondary Safety Outcomes (all groups)\n• Death by Day 60\n", [("secondary", "Death by Day 60")]),
        (
            "Primary effectiveness indicators and evaluation time\n➢ Patency of the line\n",
            [("primary", "Patency of the line")],
        ),
        ("The key secondary endpoints, in this order, are the following:\n1. Stroke\n", [("secondary", "Stroke")]),
        (
            "The primary objective is to evaluate zinc by the following endpoint:\n• Change in grip at Week 9\n",
            [("primary", "Change in grip at Week 9")],
        ),
        ("The analysis of the primary endpoint will be adjusted for the following:\n• Age group at entry\n", []),
        (
            "The following are the secondary endpoints in this trial: pain at Week 2; and relapse by Week 9.\n",
            [("secondary", "pain at Week 2"), ("secondary", "relapse by Week 9")],
        ),
        ("The primary outcome was grip strength on day 9.\n", [("primary", "grip strength on day 9")]),
        ("The secondary objective is to assess overall survival.\n", [("secondary", "overall survival")]),
        ("Primary Endpoint\n• Subjects who respond will enter the second part\n", []),
    ],
)
def test_endpoints_are_found_as_sponsors_write_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in find_endpoints(text)] == found


def test_what_a_sentence_names_in_passing_counts_where_none_of_its_rank_is_found() -> None:
    passing = (
        "It is judged by the primary endpoint, the proportion of adults with a score of 6.5 or less (a good one).\n"
    )
    listed = "Primary Endpoint\n• Change in grip at Week 9\n"
    other = "The secondary endpoint, time to death, will be told.\n"
    assert [(one.kind, text[one.start : one.end]) for text in [passing + other] for one in find_endpoints(text)] == [
        ("primary", "proportion of adults with a score of 6.5 or less"),
        ("secondary", "time to death"),
    ]
    text = listed + passing + other
    assert [(one.kind, text[one.start : one.end]) for one in find_endpoints(text)] == [
        ("primary", "Change in grip at Week 9"),
        ("secondary", "time to death"),
    ]


def test_an_earlier_trials_endpoint_is_none_where_the_trial_states_its_own() -> None:
    text = "The primary endpoint was relapse.\nPrimary endpoint: Grip strength at Day 9\n"
    assert [text[one.start : one.end] for one in find_endpoints(text)] == ["Grip strength at Day 9"]


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["Time to any of:", "1. Death", "2. Stroke"], ["Time to any of:\n1. Death\n2. Stroke"]),
        (["Safety:", "• Deaths in all", "• Falls at night"], ["Deaths in all", "Falls at night"]),
        (
            ["• Change in weight by", "    Day 9", "• Falls at night"],
            ["Change in weight by\n    Day 9", "Falls at night"],
        ),
        (["• Questionnaires", "    • SF-36 total", "    • EQ-5D total"], ["SF-36 total", "EQ-5D total"]),
    ],
)
def test_an_endpoint_holds_its_parts(lines: list[str], items: list[str]) -> None:
    text = "Primary Endpoints\n" + "\n".join(lines) + "\n\n"
    rows = "Objectives | Endpoints\nPrimary\nTo see | "
    cell = (len(rows), len(rows) + len("\n".join(lines)))
    table = Table(
        1,
        0,
        cell[1],
        [[Cell(0, 10, 0, 0), Cell(13, 22, 0, 1)], [Cell(23, 37, 1, 0), Cell(*cell, 1, 1)]],
    )
    rows += "\n".join(lines)
    assert [rows[one.start : one.end] for one in find_endpoints(rows, [table])] == items
    if lines[0].startswith("•"):
        assert [text[one.start : one.end] for one in find_endpoints(text)] == items


def test_endpoints_of_a_history_of_amendments_are_left_out() -> None:
    text = "Primary endpoint: Pain at Week 4\nPrimary endpoint: Pain at Week 8\n"
    assert [one.start for one in find_endpoints(text, aside=[Span(0, 33)])] == [51]


ESTIMAND = """\
The secondary estimand is defined by these attributes:
• Treatment: zinc or placebo
     for 8 weeks
• Target population: adults with gout
• Variable: change in pain at Week 8
• Handling of intercurrent events: treatment policy
• Population-level summary: difference in means
     between groups
Pain is analysed by a mixed model.
"""


def test_the_attributes_of_an_estimand() -> None:
    (one,) = find_estimands(ESTIMAND)
    assert one.kind == "secondary"
    assert {name: " ".join(ESTIMAND[slice(*place)].split()) for name, place in one.attributes.items()} == {
        "treatment": "zinc or placebo for 8 weeks",
        "population": "adults with gout",
        "variable": "change in pain at Week 8",
        "intercurrent": "treatment policy",
        "summary": "difference in means between groups",
    }


@pytest.mark.parametrize(
    "text",
    [
        ESTIMAND.replace("estimand", "analysis"),
        ESTIMAND.replace("change in pain at Week 8", "same as for the primary estimand"),
        "Primary estimand\n- Population: adults\n- Treatment: zinc\n",
    ],
)
def test_no_estimand(text: str) -> None:
    assert find_estimands(text) == []


def test_the_primary_objective() -> None:
    text = "The primary objective of this study is to evaluate zinc in gout.\n"
    found = find_primary_objective(text)
    assert found is not None
    assert text[slice(*found)] == "to evaluate zinc in gout"


def test_abbreviations_of_a_list() -> None:
    entries = "ALT alanine aminotransferase\nAE | adverse event\n5-FU fluorouracil\nWHO World Health Organization\n"
    text = "LIST OF ABBREVIATIONS\nThe following are used.\n" + entries * 2
    found = {(text[slice(*one.short)], text[slice(*one.long)]) for one in find_listed_abbreviations(text)}
    assert found == {
        ("ALT", "alanine aminotransferase"),
        ("AE", "adverse event"),
        ("5-FU", "fluorouracil"),
        ("WHO", "World Health Organization"),
    }


@pytest.mark.parametrize(
    "line",
    [
        *(
            "randomized 1:1 ",
            "Arm A: x ",
            "The primary endpoint is ",
            "Study ",
            "of the ",
            "approximately 100 ",
            "A B\n",
        ),
        *(
            "primary study study endpoints - ",
            "objective following ",
            "Population: x\n",
            "estimand\nVariable\n",
            "are:\n",
        ),
    ],
)
def test_time_is_linear(line: str) -> None:
    def read_all(times: int) -> None:
        text = line * times
        for find in (find_arms, find_treatments):
            find(text, [])
        for read in (find_protocol_ids, find_statements, find_planned_sizes, find_endpoints, find_listed_abbreviations):
            read(text)
        find_estimands(text)
        find_own_nct(text, 100)
        find_target(text)

    assert growth(read_all, 1000) < LINEAR
