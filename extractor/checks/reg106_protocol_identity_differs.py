"""The registry record and the protocol are of different trials.

What it does: looks for the numbers of the registry record in the protocol. Where the protocol states another number of
the same registry for itself, or where no number tells and neither a registered title nor the conditions together with
the interventions stand in the protocol, the two documents are not a pair.

Why it matters: every other difference between two trials is noise, so this one stands for all of them.

Example: record NCT99999991, protocol "ClinicalTrials.gov number: NCT99999992".

Not an error: other numbers in the text (companion studies, earlier trials), a number of another registry, a shorter or
re-worded title.

References: ICH M11 (CeSHarP), title page; WHO Trial Registration Data Set, items 1 to 3.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._pair import said_somewhere, spelled
from extractor.model import Evidence, Finding
from extractor.record import Identifier, TrialRecord

code = "REG106"
name = "protocol-identity-differs"
severity: Final = "error"
reads = "pair"
needs = ("registry.titles", "protocol.text", "protocol.titles")
absorbs = ("REG101", "REG102", "REG103", "REG104", "REG105")
absorbs_anywhere = True

_SAME_TITLE: Final = 0.75
_SAME_INTERVENTION: Final = 0.75
_SHORTEST_NUMBER: Final = 6
_MARKS = re.compile(r"[\W_]+")
_BEFORE: Final = 80
_BESIDE = re.compile(
    r"(?i)\b(?:companion|parent|previous|prior|earlier|extension|roll-?over|follow-?up|related|sister|feeder|sub-?study|"
    r"completed|participated|enrolled|cf|see)\b"
)
_OWN: Final = ("nct", "eudract", "ctis", "isrctn")


def run(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """At most one finding: two numbers of one registry, or the titles of two trials."""
    other = next(_other_numbers(registry, protocol), None)
    if other and (other[0].system == "nct" or not _shared_number(registry, protocol)):
        mine, theirs = other
        yield _finding(
            f"the record is of {mine.value}, the protocol of {theirs.value}",
            [mine.evidence[0], theirs.evidence[0]],
            {"registry": mine.value, "protocol": theirs.value},
        )
    elif not _shared_number(registry, protocol) and not _about_the_same(registry, protocol):
        title = next((one for one in registry.titles if one.kind == "official"), registry.titles[0])
        yield _finding(
            "neither the title nor the conditions and interventions of the record stand in the protocol",
            [title.evidence[0], protocol.titles[0].evidence[0]],
            {"registry": title.text, "protocol": protocol.titles[0].text},
        )


def _finding(message: str, evidence: list[Evidence], values: dict[str, object]) -> Finding:
    suggestion = "compare the record with the protocol of its own trial, or correct the number"
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion=suggestion,
        evidence=evidence,
        values=values,
    )


def _shared_number(registry: TrialRecord, protocol: TrialRecord) -> bool:
    """Whether a number of the record that could hardly be another's stands in the protocol."""
    stated = {_bare(one.value) for one in protocol.identifiers}
    text = (protocol.document.text or "").casefold()
    own = {system for system in _OWN if any(one.system == system for one in protocol.identifiers)}
    for one in registry.identifiers:
        bare = _bare(one.value)
        if bare in stated:
            return True
        telling = len(bare) >= _SHORTEST_NUMBER and any(char.isdigit() for char in bare)
        if telling and (one.system in _OWN or not own) and one.value.casefold() in text:
            return True
    return False


def _bare(value: str) -> str:
    return _MARKS.sub("", value).casefold()


def _other_numbers(registry: TrialRecord, protocol: TrialRecord) -> Iterator[tuple[Identifier, Identifier]]:
    """Pairs of numbers of one registry, which both documents give as their own, where they have none in common."""
    text = protocol.document.text or ""
    for system in _OWN:
        mine = [one for one in registry.identifiers if one.system == system]
        theirs = [one for one in protocol.identifiers if one.system == system and not _companion(text, one)]
        if mine and theirs and not any(one.value in text for one in mine):
            yield mine[0], theirs[0]


def _companion(text: str, one: Identifier) -> bool:
    """Whether a number is given as that of a trial that came before, or goes along."""
    at = one.evidence[0].start
    return bool(_BESIDE.search(text[max(0, at - _BEFORE) : at]))


def _about_the_same(registry: TrialRecord, protocol: TrialRecord) -> bool:
    expansions = spelled(registry, protocol)
    titles = [one.text for one in registry.titles if one.kind != "acronym"]
    if any(said_somewhere(protocol, text, expansions) >= _SAME_TITLE for text in titles):
        return True
    conditions = [one.text for one in registry.conditions if one.role == "registered"]
    agents = [text for one in registry.interventions for text in (one.name, *one.other_names)]
    return any(said_somewhere(protocol, text, expansions) == 1 for text in conditions) and any(
        said_somewhere(protocol, text, expansions) >= _SAME_INTERVENTION for text in agents
    )
