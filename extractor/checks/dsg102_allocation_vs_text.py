"""The registered allocation is not the one that the text names.

What it does: reads from the titles (from the descriptions where the titles don't say) whether the trial is randomized,
and compares it with the allocation field.

Why it matters: systematic reviews pick randomized trials by this field.

Example: title "A Randomized Trial of ...", allocation "Non-Randomized".

Not an error: "non-randomized", "partially randomized", a cited or a future trial, the order of tests, one part of
several, an extension of a randomized trial.

References: ClinicalTrials.gov data element "Allocation"; CONSORT 2010, items 1a and 8a.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._design import Said, registered, told
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DSG102"
name = "allocation-vs-text"
severity: Final = "error"
needs = ("allocation.registered",)

_PARTLY: Final = re.compile(r"(?i)\b(?:partial(?:ly)?|partly|quasi|pseudo)[- ]?$")
CONFLICTS: Final = {("NON_RANDOMIZED", "RANDOMIZED"), ("NA", "RANDOMIZED"), ("RANDOMIZED", "NON_RANDOMIZED")}


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the field and the first words that disagree, where none agree."""
    field = registered(record.allocation)
    said = [one for one in told(record, "allocation") if not _is_partly(record, one)]
    if field is None or not said or any((field.value, one.value) not in CONFLICTS for one in said):
        return
    first = said[0]
    shown = {"NA": "not applicable"}.get(field.value, field.value.lower().replace("_", "-"))
    yield Finding(
        code=code,
        name=name,
        severity="error" if first.in_title else "warning",
        message=f"allocation is registered as {shown}, but the text says “{first.evidence.quote}”",
        suggestion="correct the allocation, or the words in the text",
        evidence=[field.evidence[0], first.evidence],
        values={"registered": field.value, "stated": first.value},
    )


def _is_partly(record: TrialRecord, said: Said) -> bool:
    at = said.evidence.start
    return bool(_PARTLY.search((record.document.text or "")[max(0, at - 12) : at]))
