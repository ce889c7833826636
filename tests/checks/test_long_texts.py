"""No check takes long over a text that was made to be hard on its patterns."""

import time

import pytest

from extractor.findings import catalogue, run_check
from tests.checks.studies import examined

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
        start = time.process_time()
        run_check(code, record)
        assert time.process_time() - start < 2, code
