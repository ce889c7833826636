"""A registered condition has nothing to do with what the trial studies.

What it does: looks for any link between a registered condition and the title, the descriptions, the keywords and the
inclusion criteria: a shared word or synonym, an abbreviation spelled out, an umbrella term, a stem.

Why it matters: the registry is searched by condition; the trial is found by the wrong people and missed by the right
ones.

Example: "Head and Neck Tumor" registered for a trial of non-small cell lung cancer.

Not an error: umbrella terms and subtypes (Acute Leukemia / ALL), synonyms (protrusion / herniation), settings, symptoms,
healthy volunteers.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, targets
from extractor.language.conditions import (
    ConditionPhrase,
    find_conditions,
    is_healthy,
    is_material,
    named_in,
    related,
)
from extractor.model import Finding
from extractor.record import TrialRecord

code = "CON101"
name = "condition-not-studied"
severity: Final = "warning"
needs = ("conditions.registered", "conditions.target")
absorbs = ("CON102",)
absorbs_anywhere = True

TOO_WIDE = frozenset({"cancer", "disease", "pain", "infection", "syndrome", "disorder"})


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the conditions without a link, and the title's own."""
    titled = targets(record, "target")
    registered = targets(record, "registered")
    linked, body = _studied(record, titled)
    strange = [
        target
        for target in registered
        if target.phrase.head
        and not is_healthy(target.evidence.quote)
        and not is_material(target.evidence.quote)
        and not any(related(target.phrase, phrase) for phrase in linked)
        and not named_in(target.phrase, body)
    ]
    if strange:
        yield _finding(strange, titled[0])


def _studied(record: TrialRecord, titled: list[Target]) -> tuple[list[ConditionPhrase], str]:
    """The conditions that the texts name, and the texts."""
    expansions = record.spelled_out()
    texts = [title.text for title in record.titles] + [text.text for text in record.descriptions]
    texts += [keyword.text for keyword in record.keywords]
    texts += [criterion.text for criterion in record.criteria if criterion.kind != "exclusion"]
    body = "\n".join(texts)
    named = [p for p in find_conditions(body, expansions=expansions) if p.head not in TOO_WIDE]
    # Spelled-out abbreviations are words of the text too.
    return [target.phrase for target in titled] + named, body + "\n" + "\n".join(expansions.values())


def _finding(strange: list[Target], titled: Target) -> Finding:
    names = ", ".join(f"“{target.evidence.quote}”" for target in strange)
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"registered, but not what the texts are about: {names}",
        suggestion=f"register what is studied, such as {titled.phrase.name}",
        evidence=[*(target.evidence for target in strange), titled.evidence],
        values={"registered": [target.phrase.name for target in strange], "title": titled.phrase.name},
    )
