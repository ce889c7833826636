"""No check takes long over a text that was made to be hard on its patterns."""

import pytest

from extractor.findings import catalogue, run_check
from tests.checks.studies import examined
from tests.timing import at_most

PIECES = ("well-a-a-", "(AB)aaaab ", "for all patients ", "mild asthma ")


@pytest.mark.parametrize("piece", PIECES)
def test_every_check_stays_quick(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    record = examined(
        {
            "study": {
                "title": "Severe Asthma",
                "conditions": ["Severe Asthma"],
                "phases": ["PHASE4"],
                "healthy": True,
                "summary": text,
                "criteria": f"Inclusion Criteria:\n\n* {text}\n\nExclusion Criteria:\n\n* {text}",
            }
        }
    ).record
    for code in catalogue():
        with at_most(2, code):
            run_check(code, record)
