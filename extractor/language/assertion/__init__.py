"""How the findings in a text are asserted: denied, doubted, past, or said of someone else than the participant.

Rules in the manner of ConText (Harkema, Dowling, Thornblade & Chapman 2009, "ConText: an algorithm for determining
negation, experiencer, and temporal status from clinical reports"): a cue opens a scope, a terminator closes it, and
phrases that only look like cues are known. A scope here also ends with the phrase that the cue governs and the list in
which its head stands: "no chemotherapy for breast cancer" denies no cancer. What an exception names is denied too, for
that is what the criterion asks: "malignancy other than melanoma" is a malignancy that is no melanoma.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.language.assertion.cues import Sense as Sense
from extractor.language.assertion.scopes import Reader, Scope

Subject = Literal["participant", "family", "partner", "donor", "other"]
Span = tuple[int, int]
_SUBJECTS: dict[Sense, Subject] = {"family": "family", "partner": "partner", "donor": "donor", "other": "other"}
_DENIALS = frozenset({"negated", "excepted", "tested"})
# "HIV negative" denies the infection; "HER2 negative" and "HBsAg negative" give a value.
_INFECTION = re.compile(
    r"\b(?:hiv(?:[ -]?[12])?|h[abc]v|tb|hepatitis(?: [a-e])?|tuberculosis|covid(?:-19)?|sars-cov-2"
    r"|infection|virus|syphilis|malaria|disease)\)?$",
    re.IGNORECASE,
)
_TAIL = 40


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a text says of a finding in it; by default that the participant has it, now."""

    negated: bool = False
    uncertain: bool = False
    historical: bool = False
    subject: Subject = "participant"


def assert_spans(
    text: str,
    spans: Sequence[Span],
    *,
    start: int = 0,
    end: int | None = None,
    above: frozenset[Sense] = frozenset(),
) -> list[Assertion]:
    """How each of `spans` is asserted in text[start:end], a sentence, line or criterion; in the order of `spans`.

    `above` are the senses that a heading or parent carries into this text (see `carried`).

    >>> text = "No prior chemotherapy or surgery for melanoma"
    >>> spans = [(9, 21), (25, 32), (37, 45)]
    >>> [(found.negated, found.historical) for found in assert_spans(text, spans)]
    [(True, True), (True, True), (False, False)]
    """
    scopes = Reader(text, sorted(spans), start, len(text) if end is None else end).scopes(above)
    found = [PLAIN] * len(spans)
    coming = sorted(scopes, key=lambda scope: min(scope.start, scope.cue_start), reverse=True)
    near: list[Scope] = []
    for index in sorted(range(len(spans)), key=spans.__getitem__):
        span = spans[index]
        while coming and min(coming[-1].start, coming[-1].cue_start) < span[1]:
            near.append(coming.pop())
        near = [scope for scope in near if max(scope.end, scope.cue_end) >= span[0]]
        if near:
            found[index] = _assertion(text, span, near)
    return found


def carried(
    text: str, *, start: int = 0, end: int | None = None, above: frozenset[Sense] = frozenset()
) -> frozenset[Sense]:
    """The senses that the introduction text[start:end] of a list gives to the items below it.

    >>> sorted(carried("No history of any of the following:"))
    ['historical', 'negated']
    """
    return Reader(text, [], start, len(text) if end is None else end).carried(above)


PLAIN = Assertion()


def _assertion(text: str, span: Span, scopes: Sequence[Scope]) -> Assertion:
    hits = [scope for scope in scopes if _covers(scope, span, text)]
    senses = {scope.sense for scope in hits}
    subjects = [_SUBJECTS[scope.sense] for scope in hits if scope.sense in _SUBJECTS]
    return Assertion(
        negated=not senses.isdisjoint(_DENIALS),
        uncertain="uncertain" in senses,
        historical="historical" in senses,
        subject=subjects[-1] if subjects else "participant",
    )


def _covers(scope: Scope, span: Span, text: str) -> bool:
    """Whether a span begins in the scope, or with the cue; before a cue, whether it ends there.

    Of one that begins with "non" only the next word is denied: non-smokers, but not non-melanoma skin cancer.
    """
    start, end = span
    if scope.side == "precedes":
        ends_in = scope.start <= start and scope.start < end <= scope.end
        inside = ends_in or (end == scope.cue_end and start < scope.end)
        return inside and (scope.sense != "tested" or _is_infection(text, start, min(end, scope.end)))
    if scope.start <= start < scope.end:
        return True
    return start == scope.cue_start and (end == scope.end if scope.side == "adjoins" else end > scope.start)


def _is_infection(text: str, start: int, end: int) -> bool:
    return _INFECTION.search(text[max(start, end - _TAIL) : end].rstrip(" -")) is not None
