"""Healthy people take part, but healthy volunteers are registered as not accepted.

What it does: where the flag says that healthy volunteers are not accepted, looks for "healthy volunteers", "healthy
adults" and the like as participants in the titles and the inclusion criteria.

Why it matters: the registry's search hides the trial from the very people whom it wants.

Example: title "Pharmacokinetics in Healthy Adult Males", healthyVolunteers false.

Not an error: "otherwise healthy patients", "healthy patients or patients with mild systemic disease" (ASA classes),
healthy tissue, diet or donors, and criteria that ask the same people for a disease.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, cut, diseases, one_line, targets
from extractor.language.conditions import related
from extractor.language.numbers import lowered, word_matches
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "HVL102"
name = "healthy-participants-not-flagged"
severity: Final = "warning"
needs = ("healthy_volunteers",)

_PEOPLE = (
    r"(?:volunteers?|subjects?|participants?|adults?|males?|females?|m[ae]n|wom[ae]n|people|individuals?|persons?"
    r"|infants|toddlers|children|adolescents|controls?)\b"
)
_NOT_PEOPLE = (
    r"(?:and|or|with|to|in|of|for|among|by|from|on|the|lifestyles?|eating|diets?|weight|foods?|habits?|behaviou?rs?|living"
    r"|homes?|hearts?|start|choices?|ag(?:e)?ing)\b"
)
_HEALTHY = re.compile(
    rf"(?i)(?<![\w-])healthy,? (?:(?!{_NOT_PEOPLE})[\w-]{{1,20}},? |and |or (?=(?:fe)?male"
    rf"|wom)){{0,4}}?"
    rf"{_PEOPLE}(?: {_PEOPLE}){{0,2}}"
)
_CONTROLS = re.compile(r"(?i)controls?$")
_OTHERWISE = re.compile(r"(?i)\b(?:otherwise|generally|apparently|not|non|from|by|versus|vs\.?|un)[ -]*$")
_AFTER = re.compile(
    r"(?i)\W{0,3}(?:donors?|tissues?|diets?|eating|samples?|serum|plasma|cells?|skin|aging|ageing|relatives|siblings"
    r"|(?:who|with|or)\b(?! and\b)[^.;\n]{0,60}\b(?:disease|disorder|syndrome|diagnos\w+|suffer\w*|ASA"
    r"|mild systemic))\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the words and the flag."""
    flag = record.healthy_volunteers[0]
    if flag.value is not False:
        return
    said = next(_in_titles(record), None) or next(_in_criteria(record), None)
    if said:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{brief(said.quote)} take part, but healthy volunteers are registered as not accepted",
            suggestion="register that healthy volunteers are accepted",
            evidence=[said, flag.evidence[0]],
            values={"healthy_volunteers": False, "participants": said.quote},
        )


def _in_titles(record: TrialRecord) -> Iterator[Evidence]:
    for title in record.titles:
        if title.kind != "acronym":
            yield from _healthy(title.evidence[0])


def _in_criteria(record: TrialRecord) -> Iterator[Evidence]:
    """Healthy people among those who are included; beside a required disease only a group of their own counts."""
    included = [criterion for criterion in record.criteria if criterion.kind == "inclusion"]
    found = {criterion.id: list(_healthy(criterion.evidence[0])) for criterion in included}
    if not any(found.values()):
        return
    studied = [target.phrase for target in targets(record, "registered", "target")]
    diseased = [
        criterion
        for criterion in included
        if any(related(phrase, target) for phrase in diseases(record, criterion.text) for target in studied)
    ]
    for criterion in included:
        if criterion not in diseased:
            yield from (said for said in found[criterion.id] if not diseased or _CONTROLS.search(said.quote))


def _healthy(place: Evidence) -> Iterator[Evidence]:
    text = one_line(place.quote)
    for match in word_matches(_HEALTHY, text, lowered(text), ("healthy",)):
        if not _OTHERWISE.search(text[: match.start()]) and not _AFTER.match(text, match.end()):
            yield cut(place, *match.span())
