"""A registered condition has nothing to do with what the trial studies.

What it does: looks for any link between a registered condition and the title, the descriptions, the keywords and the
inclusion criteria: a shared word or synonym, an abbreviation spelled out, an umbrella term, a stem. Beside conditions
that have one it is worth a look (info): a comorbidity, a wider term.

Why it matters: the registry is searched by condition; the trial is found by the wrong people and missed by the right
ones.

Example: "Head and Neck Tumor" registered for a trial of non-small cell lung cancer.

Not an error: umbrella terms and subtypes (Acute Leukemia / ALL), synonyms (protrusion / herniation), settings,
symptoms, healthy volunteers, the disease for which a drug is meant in a study of its kinetics. Materials and
interventions among the conditions are CON103.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, brief, diseases, targets
from extractor.language.abbreviations import find_abbreviations
from extractor.language.conditions import is_healthy, is_intervention_like, is_material, named_in, related
from extractor.language.conditions.words import GENERIC, PERSONS
from extractor.model import Finding
from extractor.record import TrialRecord

code = "CON101"
name = "condition-not-studied"
severity: Final = "warning"
needs = ("conditions.registered", "conditions.target")
absorbs = ("CON102",)
absorbs_anywhere = True

_KINETICS = re.compile(r"(?i)pharmaco-?kinetic|\bPK\b|bio-?equivalen|bio-?availab|drug[- ]drug interaction|food effect")
_HEALTHY = re.compile(r"(?i)\bhealthy\b")
TOO_WIDE = frozenset({"cancer", "disease", "pain", "infection", "syndrome", "disorder"})
# Entries that may stand beside the main disease for whole chapters of a vocabulary.
UMBRELLAS = GENERIC | {"symptom", "complication", "surgery", "human", "aging"}
_ONCOLOGY = re.compile(r"(?i)\b(?:oncolog|chemotherap|radiotherap|tumou?r|metasta)")
# A trial that registers more is about a field, of which its texts need not name each disease.
LONGEST_LIST = 9
OPPOSITES = (("hypo", "hyper"), ("hyper", "hypo"))


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the conditions without a link, and the title's own."""
    titled = targets(record, "target")
    registered = [target for target in targets(record, "registered") if _is_disease(target)]
    known = len(registered)
    if known > LONGEST_LIST or _is_kinetics(record):
        return
    if any(_akin(ours, titled) for ours in registered):
        registered = [ours for ours in registered if ours.phrase.head.split()[-1] not in UMBRELLAS]
    body = "\n".join([*_texts(record), *record.spelled_out().values()])
    strange = [
        ours
        for ours in registered
        if _reversed(ours, titled)
        or not (
            _akin(ours, titled)
            or named_in(ours.phrase, body)
            or _akin_to_text(record, ours)
            or _initials(ours, titled)
            or _shortened(ours, body)
            or (ours.phrase.head == "cancer" and _ONCOLOGY.search(body))
        )
    ]
    if strange:
        yield _finding(strange, titled[0], beside=len(strange) < known)


def _is_kinetics(record: TrialRecord) -> bool:
    """Whether the trial gives a drug to healthy people, whatever disease the drug is for."""
    titles = " ".join(title.text for title in record.titles)
    return bool(_HEALTHY.search(titles)) and bool(_KINETICS.search(titles))


def _akin(target: Target, titled: list[Target]) -> bool:
    return any(related(target.phrase, other.phrase) for other in titled)


def _akin_to_text(record: TrialRecord, target: Target) -> bool:
    return any(
        phrase.head not in TOO_WIDE and related(target.phrase, phrase)
        for text in _texts(record)
        for phrase in diseases(record, text)
    )


def _initials(target: Target, titled: list[Target]) -> bool:
    """Whether an entry is the acronym of a title's disease that no text defines."""
    short = target.evidence.quote.strip()
    return short.isupper() and any(find_abbreviations(f"{other.phrase.name} ({short})") for other in titled)


def _shortened(target: Target, body: str) -> bool:
    """Whether a text has the initials of an entry's first words as the beginning of a name: RSVPreF3 of RSV."""
    initials = "".join(word[0] for word in target.evidence.quote.split()).upper()
    shorts = "|".join(re.escape(initials[:length]) for length in range(3, len(initials) + 1))
    return bool(shorts) and bool(re.search(rf"\b(?:{shorts})", body))


def _is_disease(target: Target) -> bool:
    """Whether an entry is one to look for in the texts; people, materials and interventions are not."""
    words, text = set(target.phrase.head.split()), target.evidence.quote
    return not (
        target.phrase.head in TOO_WIDE - {"cancer"}
        or words <= PERSONS
        or is_healthy(text)
        or is_material(text)
        or is_intervention_like(text)
    )


def _texts(record: TrialRecord) -> Iterator[str]:
    """What is said of the whole trial and of its participants; exclusion criteria name other diseases."""
    for title in record.titles:
        yield title.text
    for text in record.descriptions:
        yield text.text
    for keyword in record.keywords:
        yield keyword.text
    for criterion in record.criteria:
        if criterion.kind != "exclusion":
            yield criterion.text


def _reversed(target: Target, titled: list[Target]) -> bool:
    """Whether the titles name the opposite and not the condition: hypoglycemia registered, hyperglycemia studied."""
    ours = set(target.phrase.head.split())
    theirs = {word for other in titled for word in other.phrase.head.split()}
    opposite = {there + word.removeprefix(here) for word in ours for here, there in OPPOSITES if word.startswith(here)}
    return bool(opposite & theirs) and not ours & theirs


def _finding(strange: list[Target], titled: Target, *, beside: bool) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity="info" if beside else severity,
        message=f"registered, but not what the texts are about: {', '.join(brief(t.evidence.quote) for t in strange)}",
        suggestion=f"register what is studied, such as {titled.phrase.name}",
        evidence=[*(target.evidence for target in strange), titled.evidence],
        values={"registered": [target.phrase.name for target in strange], "title": titled.phrase.name},
    )
