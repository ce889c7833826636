"""ISRCTN registry records as JSON: the registry's XML element by element (trialDescription, participants ...).

Element names by the registry's API (https://www.isrctn.com/api/query/format/default).
"""

import re
from typing import Any

from extractor.inputs import Source
from extractor.model import Document, Unparsed
from extractor.studies import render
from extractor.studies.criteria_text import criteria_text
from extractor.studies.references import resolve_references
from extractor.studies.values import as_list, as_object, as_text, look, look_text, pruned, texts_of

ORDER = 24
Record = dict[str, Any]
_CONTACT = re.compile(r"\bcontacts?\b", re.I)
UNREAD = ("results", "outputs", "attachedFiles", "miscellaneous")


def _trial(source: Source) -> Record | None:
    found = source.json if source.looks_like_json else None
    if isinstance(found, dict):
        found = found.get("fullTrial", found)
        found = as_object(found).get("trial", found)
    return found if isinstance(found, dict) and {"trialDescription", "participants"} <= found.keys() else None


def detects(source: Source) -> bool:
    """A JSON object with a trialDescription and participants, bare or in the API's wrappings."""
    return _trial(source) is not None


def read(source: Source) -> Document:
    """The registered part; results and their outputs are named as unread."""
    trial = _trial(source) or {}
    study = {
        "protocolSection": {
            "identificationModule": _identification(trial),
            "statusModule": _status(trial),
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": look_text(trial, "sponsor.organisation")},
                "collaborators": [{"name": name} for name in texts_of(trial, "funder.name")],
            },
            "descriptionModule": {"briefSummary": _summary(trial)},
            "conditionsModule": {"conditions": texts_of(trial, "conditions.condition.description")},
            "designModule": _design(trial),
            "armsInterventionsModule": {"interventions": _interventions(trial)},
            "outcomesModule": _outcomes(as_object(trial.get("trialDescription"))),
            "eligibilityModule": _eligibility(as_object(trial.get("participants"))),
            "contactsLocationsModule": {"locations": _locations(as_object(trial.get("participants")))},
        },
        "source": _source(trial),
    }
    text, fields = render(pruned(study), clean=resolve_references)
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="isrctn-json",
        kind="registry",
        text=text,
        fields=fields,
        unparsed=[
            Unparsed(what="section", text=name, reason="not part of the registration")
            for name in UNREAD
            if isinstance(trial.get(name), dict | list) and trial[name]
        ],
    )


def _identification(trial: Record) -> Record:
    description, references = as_object(trial.get("trialDescription")), as_object(trial.get("externalRefs"))
    number = as_text(trial.get("isrctn")) or look_text(trial, "isrctn.#text")
    numbers = {
        "ISRCTN": f"ISRCTN{number.upper().removeprefix('ISRCTN')}" if number else None,
        "EudraCT Number": as_text(references.get("eudraCTNumber")),
        "IRAS Number": as_text(references.get("irasNumber")),
    }
    nct, own = as_text(references.get("clinicalTrialsGovNumber")), as_text(references.get("protocolSerialNumber"))
    known = {*numbers.values(), nct, own}
    others = [found for found in texts_of(references, "secondaryNumbers.secondaryNumber") if found not in known]
    return {
        "nctId": nct,
        "orgStudyIdInfo": {"id": own},
        "secondaryIdInfos": [
            *({"id": found, "type": kind} for kind, found in numbers.items() if found),
            *({"id": found} for found in others),
        ],
        "briefTitle": as_text(description.get("title")),
        "officialTitle": as_text(description.get("scientificTitle")),
        "acronym": as_text(description.get("acronym")),
    }


def _summary(trial: Record) -> str:
    """The plain-English summary without its part on whom to contact."""
    kept, contact = [], False
    for line in (look_text(trial, "trialDescription.plainEnglishSummary") or "").splitlines():
        if line.rstrip().endswith("?"):
            contact = bool(_CONTACT.search(line))
        if not contact:
            kept.append(line)
    return "\n".join(kept)


def _status(trial: Record) -> Record:
    design, people = as_object(trial.get("trialDesign")), as_object(trial.get("participants"))
    override = as_text(people.get("recruitmentStatusOverride")) or as_text(design.get("overallStatusOverride"))
    return {
        "overallStatus": override,
        "whyStopped": as_text(design.get("reasonAbandoned")),
        "startDateStruct": {"date": _day(people.get("recruitmentStart"))},
        "completionDateStruct": {"date": _day(design.get("overallEndDate"))},
    }


def _day(value: Any) -> str | None:
    """A date without the midnight that the registry writes after it."""
    text = as_text(value)
    return text.partition("T00:00")[0] if text else None


def _design(trial: Record) -> Record:
    design, people = as_object(trial.get("trialDesign")), as_object(trial.get("participants"))
    final = as_text(people.get("totalFinalEnrolment"))
    return {
        "studyType": as_text(design.get("primaryStudyDesign")),
        "phases": sorted(set(texts_of(trial, "interventions.intervention.phase"))),
        "designInfo": {
            "allocation": as_text(design.get("secondaryStudyDesign")),
            "interventionModelDescription": as_text(design.get("studyDesign")),
            "primaryPurpose": ", ".join(texts_of(design, "trialTypes.trialType")) or None,
        },
        "enrollmentInfo": {"count": final or as_text(people.get("targetEnrolment"))},
    }


def _interventions(trial: Record) -> list[Record]:
    return [
        {
            "type": as_text(item.get("interventionType")),
            "name": as_text(item.get("drugNames")),
            "description": as_text(item.get("description")),
        }
        for item in map(as_object, as_list(look(trial, "interventions.intervention")))
    ]


def _outcomes(description: Any) -> Record:
    return {
        f"{kind}Outcomes": [{"measure": text} for text in texts_of(description, f"{kind}Outcome")]
        or [_outcome(item) for item in as_list(look(description, f"{kind}Outcomes.outcomeMeasure"))]
        for kind in ("primary", "secondary")
    }


def _outcome(item: Any) -> Record:
    names = {"measure": "variable", "description": "method", "timeFrame": "timepoints"}
    return {new: look_text(item, old) for new, old in names.items()}


def _eligibility(people: Any) -> Record:
    return {
        "eligibilityCriteria": criteria_text(as_text(people.get("inclusion")), as_text(people.get("exclusion"))),
        "sex": as_text(people.get("gender")),
        "minimumAge": as_text(people.get("lowerAgeLimit")) or look_text(people, "lowerAgeLimit.#text"),
        "maximumAge": as_text(people.get("upperAgeLimit")) or look_text(people, "upperAgeLimit.#text"),
    }


def _locations(people: Any) -> list[Record]:
    centres = [
        {
            "facility": as_text(item.get("name")),
            "city": as_text(item.get("city")),
            "state": as_text(item.get("state")),
            "zip": (as_text(item.get("zip")) or "").strip("-"),
            "country": as_text(item.get("country")),
        }
        for item in map(as_object, as_list(look(people, "trialCentres.trialCentre")))
    ]
    named = {centre["country"] for centre in centres}
    countries = texts_of(people, "recruitmentCountries.country")
    return centres + [{"country": country} for country in countries if country not in named]


def _source(trial: Record) -> Record:
    people = as_object(trial.get("participants"))
    target = as_text(people.get("targetEnrolment")) if as_text(people.get("totalFinalEnrolment")) else None
    return {
        "studyHypothesis": look_text(trial, "trialDescription.studyHypothesis"),
        # no stdAges: the registry's "Adult" has no end at 65
        "ageRange": texts_of(people, "ageRange"),
        "participantType": texts_of(people, "participantTypes.participantType"),
        "targetEnrolment": target,
        "recruitmentEnd": _day(people.get("recruitmentEnd")),
        "diseaseClass1": texts_of(trial, "conditions.condition.diseaseClass1"),
        "diseaseClass2": texts_of(trial, "conditions.condition.diseaseClass2"),
        "trialSetting": texts_of(trial, "trialDesign.trialSettings.trialSetting"),
        "overallStatusOverride": look_text(trial, "trialDesign.overallStatusOverride"),
    }
