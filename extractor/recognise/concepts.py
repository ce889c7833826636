"""The record's terms with their concepts: conditions, interventions and their components, mentions."""

from collections.abc import Mapping
from contextlib import suppress
from typing import get_args

from extractor.errors import ModelError
from extractor.language.vocabulary import Kind, vocabulary
from extractor.model import Concept, Mention
from extractor.recognise.linking import link, link_named
from extractor.record import Component, Condition, Intervention, TrialRecord

LABELS: Mapping[str, Kind] = {
    "Condition": "condition", "CONDITION": "condition", "Disease": "condition",
    "Drug": "intervention", "DRUG": "intervention", "Chemical": "intervention",
}  # fmt: skip


def read_tables() -> None:
    """Reads the tables, where they are installed, before any record asks for them."""
    with suppress(ModelError):
        for kind in get_args(Kind):
            assert vocabulary(kind).words


def link_record(record: TrialRecord) -> None:
    """Fills in every `concept` of the record; abbreviations mean what the document says."""
    short = record.spelled_out()
    record.conditions = [_condition(item, short) for item in record.conditions]
    record.interventions = [_intervention(item, short) for item in record.interventions]
    record.mentions = [_mention(item, short) for item in record.mentions]


def _condition(item: Condition, short: Mapping[str, str]) -> Condition:
    concept = link(item.text, "condition", expansions=short) or link(item.name, "condition", expansions=short)
    return item.model_copy(update={"concept": concept}) if concept else item


def _intervention(item: Intervention, short: Mapping[str, str]) -> Intervention:
    parts = [_component(part, short) for part in item.components]
    names = (item.name, *(item.other_names if len(parts) == 1 else ()))
    concepts = (link(name, "intervention", expansions=short) for name in names)
    found = next((concept for concept in concepts if concept), None)
    if found is None and len(parts) == 1:
        found = parts[0].concept
    return item.model_copy(update={"components": parts, "concept": found})


def _component(item: Component, short: Mapping[str, str]) -> Component:
    concept = link(item.text, "intervention", expansions=short) or link(item.name, "intervention")
    return item.model_copy(update={"concept": concept}) if concept else item


def _mention(item: Mention, short: Mapping[str, str]) -> Mention:
    kind = LABELS.get(item.label)
    concept: Concept | None = link_named(item.text, kind, expansions=short) if kind else None
    return item.model_copy(update={"concept": concept}) if concept else item
