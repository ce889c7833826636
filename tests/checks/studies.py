"""Small studies for cases: a few plain keys -> a v2 record, read and examined by pattern rules alone."""

from typing import Any

import orjson

from extractor.config import Settings
from extractor.inputs import Source
from extractor.pipeline import compare, process
from extractor.record import Result

PLACES = {
    "title": ("identificationModule", "briefTitle"),
    "official_title": ("identificationModule", "officialTitle"),
    "acronym": ("identificationModule", "acronym"),
    "status": ("statusModule", "overallStatus"),
    "start": ("statusModule", "startDateStruct"),
    "primary_completion": ("statusModule", "primaryCompletionDateStruct"),
    "completion": ("statusModule", "completionDateStruct"),
    "first_submitted": ("statusModule", "studyFirstSubmitDate"),
    "last_update": ("statusModule", "lastUpdateSubmitDate"),
    "verified": ("statusModule", "statusVerifiedDate"),
    "summary": ("descriptionModule", "briefSummary"),
    "description": ("descriptionModule", "detailedDescription"),
    "conditions": ("conditionsModule", "conditions"),
    "keywords": ("conditionsModule", "keywords"),
    "study_type": ("designModule", "studyType"),
    "phases": ("designModule", "phases"),
    "allocation": ("designModule", "designInfo", "allocation"),
    "model": ("designModule", "designInfo", "interventionModel"),
    "purpose": ("designModule", "designInfo", "primaryPurpose"),
    "masking": ("designModule", "designInfo", "maskingInfo", "masking"),
    "who_masked": ("designModule", "designInfo", "maskingInfo", "whoMasked"),
    "enrollment": ("designModule", "enrollmentInfo", "count"),
    "enrollment_type": ("designModule", "enrollmentInfo", "type"),
    "arms": ("armsInterventionsModule", "armGroups"),
    "interventions": ("armsInterventionsModule", "interventions"),
    "primary_outcomes": ("outcomesModule", "primaryOutcomes"),
    "secondary_outcomes": ("outcomesModule", "secondaryOutcomes"),
    "criteria": ("eligibilityModule", "eligibilityCriteria"),
    "sex": ("eligibilityModule", "sex"),
    "minimum_age": ("eligibilityModule", "minimumAge"),
    "maximum_age": ("eligibilityModule", "maximumAge"),
    "std_ages": ("eligibilityModule", "stdAges"),
    "healthy": ("eligibilityModule", "healthyVolunteers"),
    "population": ("eligibilityModule", "studyPopulation"),
}


def study(facts: dict[str, Any]) -> dict[str, Any]:
    """A v2 record with these facts; the keys are those of PLACES."""
    section: dict[str, Any] = {"identificationModule": {"nctId": "NCT99999999"}}
    for key, value in facts.items():
        inner = section
        *way, last = PLACES[key]
        for name in way:
            inner = inner.setdefault(name, {})
        inner[last] = value
    return {"protocolSection": section}


def examined(case: dict[str, Any]) -> Result:
    """A case's record with all checks run: `study` holds facts for a v2 record, `text` a document as it is.

    Of a case with a `protocol` (a text, or facts as of a study) the findings are those of the comparison.
    """
    if "protocol" in case:
        return _compared(case)
    data = case["text"].encode() if "text" in case else orjson.dumps(study(case["study"]))
    return process(Source("case", data), Settings(model=None, select=("ALL",)), None)


def _compared(case: dict[str, Any]) -> Result:
    protocol = case["protocol"]
    other = {"text": protocol} if isinstance(protocol, str) else {"study": protocol}
    sides = [examined(one).record for one in ({"study": case["study"]}, other)]
    done = compare(*sides, select=("ALL",))
    return Result(
        done.registry.model_copy(update={"findings": done.findings, "errors": done.errors}), skipped=done.skipped
    )
