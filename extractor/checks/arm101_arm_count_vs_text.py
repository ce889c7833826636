"""The text counts other arms or groups than are registered.

What it does: reads what titles and descriptions say of the number of arms ("a three-arm trial", "randomised into two
groups", "single-arm", "patients in group A ... in group B") and compares it with the arms and groups listed. That each
subject receives several groups cannot be meant, whatever is listed. A ratio of assignment ("randomised 1:1:1") has no
fewer arms than it has numbers.

Why it matters: an arm that is missing from the list has no interventions, no participants and no results; one too many
makes a comparison that does not take place.

Example: "patients will be randomised into three groups", two arms listed.

Not an error: dose cohorts inside one arm, sub-groups and strata, a part or phase of the trial, some of several arms
("the other two arms"), arms that are listed by stratum ("Zinc: low risk"), "two groups of drugs", another study. A
single-arm study whose dose levels, phases or cohorts
are listed as arms is information only; records without arms are skipped.

References: CONSORT 2010, item 3a (description of trial design); ClinicalTrials.gov data element "Number of Arms".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut, passages
from extractor.language.arms.counts import ArmCount, find_arm_counts, find_group_labels, find_ratios
from extractor.model import Evidence, Finding, Severity
from extractor.record import TrialRecord

code = "ARM101"
name = "arm-count-vs-text"
severity: Final = "warning"
needs = ("arms",)

_PARTS_OF_ONE = re.compile(
    r"(?i)\b(?:cohorts?|parts?|phases?|stages?|levels?|steps?|pilot|lead-in|run-in|extension|expansion|escalation"
    r"|sub-?study"
    r"|periods?|cross-?over|screen\w*|observ\w*|registry|non-?randomi\w+|follow-up|healthy|dose"
    r"|\d+(?:\.\d+)?\s?(?:mg|ug|mL)"
    r"|x\s?10)\b|Phase\d|Cohort\d"
)
_SUBSET = re.compile(
    r"(?i)\b(?:risk|respon\w+|remaining|half|maintenance|consolidation|complet\w+|progress\w+|experimental|sub-?set)\b"
)
_IN_EACH = re.compile(
    r"(?i)\b(?:both|each|every|all)(?: of)?(?: the| these| \w{3,6})? (?:groups?|arms?)\b[^.;]{0,60}\b(?:arms|groups)\b"
)
_NAME = re.compile(r"[:;,(]| [-–] ")
REACH = 300
_OWN_PLACES = tuple(
    f"protocolSection.{part}Module" for part in ("identification", "description", "design", "armsInterventions")
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each other number that the text gives, at its first place."""
    listed = len(record.arms)
    told: set[int] = set()
    own = [place for place in passages(record) if (place.path or "").startswith(_OWN_PLACES)]
    for place in own:
        for said in (*find_arm_counts(place.quote), *find_ratios(place.quote)):
            if said.count == listed or said.count in told or _explained(record, place, said):
                continue
            told.add(said.count)
            yield _finding(record, [cut(place, said.start, said.end, record)], said.count, _severity(record, said))
    if listed == 1 and not told:
        yield from _named_groups(record, own)


def _explained(record: TrialRecord, place: Evidence, said: ArmCount) -> bool:
    """Whether a number is no statement about the arms as they are listed."""
    if said.form == "ratio":
        return said.count < len(record.arms)
    if said.form == "received" or (said.form == "design" and said.count == 1):
        return False
    if said.count < 2:
        return True
    around = place.quote[max(0, said.start - 120) : said.end + 60]
    return len(record.arms) > said.count and (
        _is_divided(record)
        or bool(_SUBSET.search(around))
        or _are_subdivided(record, said.count, place.quote[said.end : said.end + REACH])
    )


def _are_subdivided(record: TrialRecord, count: int, after: str) -> bool:
    """Whether each of so many arms is listed in parts: "in both groups are 2 arms", or so many names before a colon."""
    names = {_NAME.split(arm.label, maxsplit=1)[0].casefold().strip() for arm in record.arms}
    return len(record.arms) % count == 0 and (len(names) == count or bool(_IN_EACH.search(after)))


def _severity(record: TrialRecord, said: ArmCount) -> Severity:
    return "info" if said.count == 1 and _is_divided(record) else severity


def _is_divided(record: TrialRecord) -> bool:
    """Whether what is listed as arms are cohorts, dose levels or parts."""
    linked = {tuple(sorted(arm.interventions)) for arm in record.arms}
    return any(_PARTS_OF_ONE.search(arm.label) for arm in record.arms) or len(linked) == 1 < len(record.arms)


def _named_groups(record: TrialRecord, own: list[Evidence]) -> Iterator[Finding]:
    """Patients said to be in group A and in group B, where one arm is listed that holds neither name."""
    seen: dict[str, Evidence] = {}
    for place in own:
        for group in find_group_labels(place.quote):
            seen.setdefault(group.label, cut(place, group.start, group.end, record))
    if len(seen) > 1:
        yield _finding(record, list(seen.values()), len(seen), severity)


def _finding(record: TrialRecord, places: list[Evidence], count: int, level: Severity) -> Finding:
    listed = len(record.arms)
    said = " … ".join(place.quote for place in places)
    return Finding(
        code=code,
        name=name,
        severity=level,
        message=f"the text has “{said}”, but {listed} arm{' is' if listed == 1 else 's are'} listed",
        suggestion="list every arm, or correct the number in the text",
        evidence=[*places, *(arm.evidence[0] for arm in record.arms)],
        values={"stated": count, "listed": listed},
    )
