"""Mentions get their criterion and their assertion: from their sentence, and from the introduction of their list."""

import re

from extractor.facts import eligibility
from extractor.facts.mentions import find
from extractor.model import Document, Evidence, Mention, Passage
from extractor.record import DocumentInfo, TrialRecord

TEXT = """The study is for adults without dementia. Stroke is common.

Inclusion Criteria:
- Absence of any of the following:
  - angina
  - syncope
- Women must not be pregnant.
- Hypertension

Exclusion Criteria:
- History of asthma
- Suspected sepsis
- Family history of melanoma
"""
FINDINGS = (
    "dementia", "Stroke", "angina", "syncope", "pregnant", "Hypertension", "asthma", "sepsis", "melanoma"
)  # fmt: skip


def mentions(*groups: str) -> list[Mention]:
    """What is found of these findings, named by a model in each of the groups."""
    start, end = TEXT.index("Inclusion"), len(TEXT)
    document = Document(path="", text=TEXT, format="text", kind="text", sha256="", eligibility=[Passage(start, end)])
    record = TrialRecord(document=DocumentInfo(path="", format="text", kind="text", sha256="", characters=len(TEXT)))
    record.criteria = eligibility.find(document, record)["criteria"]
    places = [match.span() for finding in FINDINGS for match in re.finditer(finding, TEXT)]
    record.mentions = [
        Mention(
            id=f"m{number}",
            label="Condition",
            group=group,  # type: ignore[arg-type]
            text=TEXT[first:last],
            evidence=[Evidence(start=first, end=last, quote=TEXT[first:last])],
        )
        for number, (first, last, group) in enumerate(((*place, group) for place in places for group in groups), 1)
    ]
    return find(document, record)["mentions"]


def test_each_mention_says_how_it_is_asserted() -> None:
    found = mentions("criteria")
    assert {m.text for m in found if m.negated} == {"dementia", "angina", "syncope", "pregnant"}
    assert {m.text for m in found if m.uncertain} == {"sepsis"}
    assert {m.text for m in found if m.historical} == {"asthma"}
    assert {m.text: m.subject for m in found if m.subject != "participant"} == {"melanoma": "family"}


def test_an_exclusion_criterion_alone_denies_nothing() -> None:
    asthma = next(m for m in mentions("criteria") if m.text == "asthma")
    assert asthma.criterion is not None
    assert not asthma.negated


def test_prose_has_no_criterion_and_ends_its_denials_with_the_sentence() -> None:
    dementia, stroke = mentions("criteria")[:2]
    assert (dementia.criterion, stroke.criterion) == (None, None)
    assert not stroke.negated


def test_two_groups_over_one_place_are_asserted_alike_and_stay_in_order() -> None:
    found = mentions("criteria", "biomedical")
    assert [m.id for m in found] == [f"m{number}" for number in range(1, len(found) + 1)]
    for first, second in zip(found[::2], found[1::2], strict=True):
        assert first.model_copy(update={"id": second.id, "group": second.group}) == second
