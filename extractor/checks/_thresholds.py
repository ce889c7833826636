"""Thresholds of the criteria as intervals of one unit, for the checks that compare what is required with what is"
" excluded."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Literal

from extractor.checks import cut, read_once
from extractor.language.intervals import Interval
from extractor.language.quantities import measure_key
from extractor.language.units import convert
from extractor.model import Evidence
from extractor.record import EligibilityCriterion, MeasuredQuantity, TrialRecord

# What makes a threshold hold for some people or at some time only.
_CONDITION = re.compile(
    r"(?i)\b(?:must not|not have|should not|never|unless|if|except|exception|when|where|provided|otherwise|cohorts?"
    r"|arm|part|group|males?|females?"
    r"|m[ae]n|wom[ae]n|boys?|girls?|"
    r"child(?:ren)?|pa?ediatric|adults?|(?:years|months|weeks|days) (?:of age|old)|aged?|pregnan\w+|metasta\w+"
    r"|gilbert|involvement|"
    r"patients with|subjects with|participants with|those with|in case|day \d|cycle \d|visit \d|week \d|on two|on"
    r" three|after|"
    r"history|post-?\w*|pre-?\w+|first|second|later|subsequent|during|previous|healthy|controls?|either|optional"
    r"|group|change|increase[ds]?|"
    r"decrease[ds]?|decline|drop|rise|reduction|improvement|fall|variation|difference|one of|any of|transfus\w+"
    r"|without|despite|nadir|"
    r"home|office|ambulatory|standing|supine|upright|parental|maternal|left|right|eyes?|fellow|donors?|ph\+)\b"
)
_AND = re.compile(r"(?i)\band\b|\bwith\b|\bplus\b|\+|&")
_WORD = re.compile(r"[A-Za-z]{4}")
# Measurements of which a criterion may mean different ones.
_OF_MANY = frozenset(
    ("grade", "tumour size", "stenosis", "VAS", "NRS", "fibrosis stage", "weight loss", "PANSS", "HER2 IHC", "IgE")
)
_HEADING = re.compile(
    r"(?i)(?:(?:for|in|only) [^.;]{3,90}|[^.;]{3,90}:|[^.;]{0,40} for (?:participant|patient|subject)s? [^.;]{3,60})"
)
_LONGEST_REST, _LONGEST_GAP = 60, 300


@dataclass(frozen=True)
class Threshold:
    """One stated interval of one measurement; `scale` is the unit, or what it is relative to, that its numbers are"
    " in."""

    key: str
    interval: Interval
    scale: str | None
    quantity: MeasuredQuantity
    criterion: EligibilityCriterion
    evidence: Evidence


def thresholds(
    record: TrialRecord, kind: Literal["inclusion", "exclusion"], keys: Collection[str] | None = None
) -> Iterator[Threshold]:
    """What one list states of the measurements with those keys (None: of all), for all participants and without
    condition."""
    criteria = {criterion.id: criterion for criterion in record.criteria}
    many, groups = _several(record), _under_a_group(record)
    for quantity in record.quantities:
        criterion = criteria.get(quantity.criterion or "")
        if criterion is None or criterion.kind != kind or criterion.id in groups or quantity.text.startswith("="):
            continue
        key = _key(quantity.measurement)
        if key is None or key in _OF_MANY or (keys is not None and key not in keys):
            continue
        parent = criteria.get(criterion.parent or "")
        if _conditional(quantity, criterion, parent) or (
            kind == "exclusion" and not _alone(quantity, criterion, parent, many)
        ):
            continue
        evidence = place(quantity, criterion)
        yield Threshold(
            key, interval_of(quantity), quantity.relative_to or quantity.unit, quantity, criterion, evidence
        )


def interval_of(quantity: MeasuredQuantity) -> Interval:
    """The numbers that a quantity allows, in its own unit."""
    low = -inf if quantity.low is None else quantity.low
    high = inf if quantity.high is None else quantity.high
    return Interval(low, high, quantity.low_inclusive, quantity.high_inclusive)


def place(quantity: MeasuredQuantity, criterion: EligibilityCriterion) -> Evidence:
    """The words of a quantity from the name of what is measured to the value."""
    value, name = quantity.evidence[:2]
    whole = criterion.evidence[0]
    return cut(whole, min(value.start, name.start) - whole.start, max(value.end, name.end) - whole.start)


def in_scale_of(one: Threshold, other: Threshold) -> Interval | None:
    """The interval of one threshold in the unit of another; None where they cannot be compared."""
    if one.key != other.key or one.criterion.cohort != other.criterion.cohort or _other_time(one, other):
        return None
    if one.scale == other.scale:
        return one.interval
    if one.quantity.relative_to or other.quantity.relative_to or one.scale is None or other.scale is None:
        return None
    ends = [
        end if end in (inf, -inf) else convert(end, one.scale, other.scale, substance=one.key)
        for end in (one.interval.low, one.interval.high)
    ]
    if ends[0] is None or ends[1] is None:
        return None
    return Interval(ends[0], ends[1], one.interval.low_closed, one.interval.high_closed)


def _other_time(one: Threshold, other: Threshold) -> bool:
    """Whether the two are measured at different times; a screening window on one side alone is no difference."""
    windows = (one.quantity.window, other.quantity.window)
    return None not in windows and windows[0] != windows[1]


@read_once("document", "criteria", "quantities")
def pairs(record: TrialRecord) -> tuple[tuple[Threshold, Threshold, Interval], ...]:
    """A required and an excluded threshold of one measurement, and the excluded interval in the unit of the"
    " required."""
    keys = _in_both(record)
    excluded = list(thresholds(record, "exclusion", keys)) if keys else []
    return tuple(
        (required, other, interval)
        for required in (thresholds(record, "inclusion", keys) if excluded else ())
        for other in excluded
        if (interval := in_scale_of(other, required)) and not interval.empty and not required.interval.empty
    )


def _in_both(record: TrialRecord) -> set[str]:
    """The keys of the measurements that both lists are about."""
    kinds = {criterion.id: criterion.kind for criterion in record.criteria}
    listed = {(kinds.get(one.criterion or ""), _key(one.measurement)) for one in record.quantities}
    return {key for kind, key in listed if key and kind == "inclusion" and ("exclusion", key) in listed}


@lru_cache(maxsize=1024)
def _key(measurement: str) -> str | None:
    return measure_key(measurement)


def shown(quantity: MeasuredQuantity) -> str:
    """A quantity for a message: the measurement and its value, on one line."""
    return f"{quantity.measurement} {' '.join(quantity.text.split())}"


def values(quantity: MeasuredQuantity) -> dict[str, object]:
    """What was compared of a quantity."""
    return quantity.model_dump(
        include={"measurement", "low", "high", "low_inclusive", "high_inclusive", "unit", "relative_to"}
    )


def _several(record: TrialRecord) -> set[str]:
    """The criteria that state more than one measurement."""
    seen: dict[str, set[str]] = {}
    for quantity in record.quantities:
        seen.setdefault(quantity.criterion or "", set()).add(quantity.measurement.casefold())
    return {criterion for criterion, names in seen.items() if len(names) > 1}


def _under_a_group(record: TrialRecord) -> set[str]:
    """The criteria under a heading that speaks of some participants only."""
    text = record.document.text or ""
    parents = {criterion.parent for criterion in record.criteria}
    found, at, heading = set(), 0, ""
    for criterion in record.criteria:
        place_of = criterion.evidence[0]
        if place_of.start - at > _LONGEST_GAP or not at:
            heading = ""
        elif _WORD.search(between := text[at : place_of.start]):
            heading = between
        if criterion.id not in parents and _HEADING.fullmatch(criterion.text.strip()):
            heading = criterion.text
        if heading and _of_some(heading):
            found.add(criterion.id)
        at = max(at, place_of.end)
    return found


def _conditional(
    quantity: MeasuredQuantity, criterion: EligibilityCriterion, parent: EligibilityCriterion | None
) -> bool:
    """Whether a threshold speaks of some participants, or of one time, only; "one of the following" is a choice."""
    spot = place(quantity, criterion)
    whole = criterion.evidence[0]
    at, end = spot.start - whole.start, spot.end - whole.start
    around = f"{whole.quote[max(0, at - 80) : at]} {whole.quote[end : end + 80]}"
    return bool(_CONDITION.search(around) or (parent and _of_some(parent.text)))


@lru_cache(maxsize=256)
def _of_some(text: str) -> bool:
    """Whether a heading speaks of some participants, or of one time, only."""
    return _CONDITION.search(text) is not None


def _alone(
    quantity: MeasuredQuantity, criterion: EligibilityCriterion, parent: EligibilityCriterion | None, many: set[str]
) -> bool:
    """Whether an exclusion criterion is little more than its threshold: what else it asks for would narrow it."""
    rest = criterion.text.replace(place(quantity, criterion).quote, " ")
    if len(rest) > _LONGEST_REST or _AND.search(rest):
        return False
    return criterion.id not in many or not _AND.search(criterion.text)
