"""Results that the tests of writers share: every sample, and documents made to say what a test needs."""

import json
from functools import cache
from typing import Any

from extractor.config import Settings
from extractor.inputs import Source
from extractor.pipeline import process
from extractor.record import DocumentInfo, Result, TrialRecord
from tests import golden
from tests.checks.studies import study

HOSTILE = (
    "=cmd|'/C calc'!A0\x1b[31m\u202e\x07 \"; DROP TABLE trials; -- <script>alert(1)</script>\n::error::x\u2028y\x85z\0"
)


@cache
def samples() -> tuple[Result, ...]:
    """The results of all samples."""
    return tuple(result for name in golden.names() for result in golden.results(name))


def examined(name: str = "trial.json", **facts: Any) -> Result:
    """A registry record with those facts, read."""
    return process(Source(name, json.dumps(study(facts)).encode()), Settings(model=None), None)


def bare(path: str = "x.txt", text: str | None = "", **facts: Any) -> Result:
    """A record with these facts alone."""
    info = DocumentInfo(path=path, format="text", kind="text", sha256="00", characters=len(text or ""), text=text)
    return Result(TrialRecord(document=info, **facts))


def hostile() -> Result:
    """A registry record whose every text tries to act on its reader."""
    return examined(
        title=HOSTILE,
        conditions=[HOSTILE],
        criteria=f"Inclusion Criteria:\n\n* {HOSTILE}\n\nExclusion Criteria:\n\n* pregnancy {HOSTILE}",
        minimum_age="65 Years",
        maximum_age="18 Years",
    )
