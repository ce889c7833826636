"""Eligibility lists as one text with its two headings, as ClinicalTrials.gov writes them."""

import re
from collections.abc import Iterable

_LINE_END = re.compile(r"[ \t]{0,40}[\r\n]+")
_HEADED = re.compile(
    r"\W{0,5}(?:\w+ ){0,3}(?:inclusion|exclusion)(?:(?: criteria)?\s{0,3}:| criteria[ \t]{0,9}[\r\n•*–-])",
    re.I,
)


def hanging(text: str) -> str:
    r"""One criterion with its further lines indented.

    >>> hanging("Stable disease:\r\n* for a year")
    'Stable disease:\n  * for a year'
    """
    return _LINE_END.sub("\n  ", text.strip())


def bulleted(criteria: Iterable[str]) -> str:
    r"""A list of criteria, one a bullet; further lines of a criterion are indented below it.

    >>> bulleted(["Adults", "Stable disease:\r\n* for a year"])
    '* Adults\n* Stable disease:\n  * for a year'
    """
    return "\n".join(f"* {hanging(text)}" for text in criteria if text.strip())


def criteria_text(inclusion: str | None, exclusion: str | None) -> str | None:
    r"""Both parts as one text, each under its heading if it does not begin with one; None where both are empty.

    >>> criteria_text("* Adults", "* Pregnancy")
    'Inclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* Pregnancy'
    >>> criteria_text("INCLUSION CRITERIA\n1. Adults", None)
    'INCLUSION CRITERIA\n1. Adults'
    """
    parts = []
    for heading, part in (("Inclusion Criteria:", inclusion), ("Exclusion Criteria:", exclusion)):
        text = (part or "").strip()
        if text:
            parts.append(text if _HEADED.match(text) else f"{heading}\n\n{text}")
    return "\n\n".join(parts) or None
