"""What needs few rules: descriptions, keywords, outcomes, sponsors, sites, abbreviations, criteria, mentions."""

import re

from extractor.facts import mentions
from extractor.model import Document, Mention
from extractor.studies import render
from tests.checks.studies import study
from tests.facts.documents import record_of, record_of_modules, record_of_text


def test_descriptions_and_keywords() -> None:
    record = record_of(
        {"description": "Long.", "summary": "Short.", "population": "Adults of a clinic.", "keywords": ["one", "two"]}
    )
    assert [(item.kind, item.text) for item in record.descriptions] == [
        ("summary", "Short."),
        ("detailed", "Long."),
        ("population", "Adults of a clinic."),
    ]
    assert [item.text for item in record.keywords] == ["one", "two"]


def test_outcomes_in_order_of_their_kinds() -> None:
    record = record_of(
        {
            "secondary_outcomes": [{"measure": "Pain"}, {"timeFrame": "1 year"}],
            "primary_outcomes": [{"measure": "Death", "timeFrame": "30 days", "description": "Of any cause"}],
        }
    )
    assert [(item.kind, item.measure, item.time_frame, item.description) for item in record.outcomes] == [
        ("primary", "Death", "30 days", "Of any cause"),
        ("secondary", "Pain", None, None),
        ("secondary", "", "1 year", None),
    ]
    assert [place.quote for place in record.outcomes[0].evidence] == ["Death", "30 days", "Of any cause"]


def test_sponsors_and_sites() -> None:
    record = record_of_modules(
        sponsorCollaboratorsModule={"leadSponsor": {"name": "A"}, "collaborators": [{"name": "B"}, {"name": "C"}]},
        contactsLocationsModule={
            "centralContacts": [{"name": "Nobody Known", "phone": "555"}],
            "locations": [
                {"facility": "Clinic", "city": "Graz", "country": "Austria", "status": "RECRUITING"},
                {"country": "Chile"},
            ],
        },
    )
    assert [(item.role, item.name) for item in record.sponsors] == [
        ("lead", "A"),
        ("collaborator", "B"),
        ("collaborator", "C"),
    ]
    assert [(item.facility, item.city, item.country) for item in record.locations] == [
        ("Clinic", "Graz", "Austria"),
        (None, None, "Chile"),
    ]
    assert "Nobody" not in (record.document.text or "")


def test_abbreviations_quote_both_forms_once() -> None:
    record = record_of({"summary": "Acute kidney injury (AKI) is common. Acute kidney injury (AKI) again."})
    (item,) = record.abbreviations
    assert (item.short, item.long) == ("AKI", "Acute kidney injury")
    assert [place.quote for place in item.evidence] == ["AKI", "Acute kidney injury"]
    assert record.spelled_out() == {"AKI": "Acute kidney injury"}


def test_criteria_with_their_parents() -> None:
    criteria = (
        "Inclusion Criteria:\n\n* One of the following:\n\n  * Asthma\n  * COPD\n\nExclusion Criteria:\n\n* Stroke"
    )
    record = record_of({"criteria": criteria})
    assert [(item.id, item.kind, item.text, item.parent) for item in record.criteria] == [
        ("c1", "inclusion", "One of the following:", None),
        ("c2", "inclusion", "Asthma", "c1"),
        ("c3", "inclusion", "COPD", "c1"),
        ("c4", "exclusion", "Stroke", None),
    ]


def test_two_passages_have_one_count_of_ids() -> None:
    text = (
        "1 Background\n\nAsthma is common.\n\n2 Population\n\n"
        "2.1 Inclusion Criteria\n\n1. Asthma\n2. Age 18 years or older\n\n"
        "2.2 Exclusion Criteria\n\n1. Stroke\n\n3 Treatment\n\nNone."
    )
    record = record_of_text(text, kind="protocol")
    assert [(item.id, item.kind, item.text) for item in record.criteria] == [
        ("c1", "inclusion", "Asthma"),
        ("c2", "inclusion", "Age 18 years or older"),
        ("c3", "exclusion", "Stroke"),
    ]


def test_mentions_stand_in_their_criterion() -> None:
    criteria = "Inclusion Criteria:\n\n* Asthma\n* Diabetes\n\nExclusion Criteria:\n\n* Stroke"
    text, fields = render(study({"summary": "Asthma is common.", "criteria": criteria}))
    document = Document(path="case", text=text, format="test", kind="registry", sha256="", fields=fields)
    record = record_of({"summary": "Asthma is common.", "criteria": criteria})
    for number, match in enumerate(re.finditer("Asthma|Diabetes|Stroke", text), 1):
        place = document.evidence(*match.span())
        record.mentions.append(
            Mention(id=f"m{number}", label="Condition", group="criteria", text=match[0], evidence=[place])
        )
    assert [item.criterion for item in mentions.find(document, record)["mentions"]] == [None, "c1", "c2", "c3"]
