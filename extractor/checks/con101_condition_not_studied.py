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

from extractor.checks import Target, brief, diseases, targets
from extractor.language.condition_words import PERSONS
from extractor.language.conditions import ConditionPhrase, is_healthy, is_material, named_in, related
from extractor.model import Finding
from extractor.record import TrialRecord

code = "CON101"
name = "condition-not-studied"
severity: Final = "warning"
needs = ("conditions.registered", "conditions.target")
absorbs = ("CON102",)
absorbs_anywhere = True

TOO_WIDE = frozenset({"cancer", "disease", "pain", "infection", "syndrome", "disorder"})
OPPOSITES = (("hypo", "hyper"), ("hyper", "hypo"))


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the conditions without a link, and the title's own."""
    titled = targets(record, "target")
    registered = [target for target in targets(record, "registered") if _is_disease(target)]
    linked = [target.phrase for target in titled] + _named(record)
    body = "\n".join(_texts(record))
    strange = [
        target
        for target in registered
        if _reversed(target, titled)
        or (not any(related(target.phrase, phrase) for phrase in linked) and not named_in(target.phrase, body))
    ]
    if strange:
        yield _finding(strange, titled[0])


def _is_disease(target: Target) -> bool:
    """Whether an entry is one to look for in the texts; people and materials are not."""
    words = set(target.phrase.head.split())
    text = target.evidence.quote
    return bool(words) and not words <= PERSONS and not is_healthy(text) and not is_material(text)


def _named(record: TrialRecord) -> list[ConditionPhrase]:
    """The conditions that the texts on the whole trial and its participants name."""
    texts = [title.text for title in record.titles] + [text.text for text in record.descriptions]
    texts += [keyword.text for keyword in record.keywords]
    texts += [criterion.text for criterion in record.criteria if criterion.kind != "exclusion"]
    found = [phrase for text in texts for phrase in diseases(record, text)]
    return [phrase for phrase in found if phrase.head not in TOO_WIDE]


def _texts(record: TrialRecord) -> Iterator[str]:
    """All prose in which the name of a studied condition may stand; exclusion criteria name others."""
    for title in record.titles:
        yield title.text
    for text in record.descriptions:
        yield text.text
    for keyword in record.keywords:
        yield keyword.text
    for criterion in record.criteria:
        if criterion.kind != "exclusion":
            yield criterion.text
    for arm in record.arms:
        yield f"{arm.label} {arm.description or ''}"
    for intervention in record.interventions:
        yield from (place.quote for place in intervention.evidence)
    for outcome in record.outcomes:
        yield f"{outcome.measure} {outcome.description or ''}"
    # Spelled-out abbreviations are words of the text too.
    yield from record.spelled_out().values()


def _reversed(target: Target, titled: list[Target]) -> bool:
    """Whether the titles name the opposite and not the condition: hypoglycemia registered, hyperglycemia studied."""
    ours = set(target.phrase.head.split())
    theirs = {word for other in titled for word in other.phrase.head.split()}
    opposite = {
        there + word.removeprefix(here) for word in ours for here, there in OPPOSITES if word.startswith(here)
    }
    return bool(opposite & theirs) and not ours & theirs


def _finding(strange: list[Target], titled: Target) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"registered, but not what the texts are about: {', '.join(brief(t.evidence.quote) for t in strange)}",
        suggestion=f"register what is studied, such as {titled.phrase.name}",
        evidence=[*(target.evidence for target in strange), titled.evidence],
        values={"registered": [target.phrase.name for target in strange], "title": titled.phrase.name},
    )
