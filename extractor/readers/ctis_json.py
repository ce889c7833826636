"""EU Clinical Trials Information System (CTIS) as JSON: what its public portal serves for one trial.

The portal changed its form: the authorised part I of the application stands at the top in older records, under
`authorizedApplication` in newer ones; the oldest have it only among the applications, or not at all.
"""

import re
from typing import Any

from extractor.inputs import Source
from extractor.model import Document, Unparsed
from extractor.studies import render
from extractor.studies.criteria_text import criteria_text, hanging
from extractor.studies.references import resolve_references
from extractor.studies.values import as_list, as_object, as_text, look, look_text, pruned, texts_of

ORDER = 25
Record = dict[str, Any]

_NUMBER = re.compile(r"20\d\d-5\d{5}-\d\d(?:-\d\d)?\Z")
_NONE = frozenset({"", "n/a", "na", "not applicable"})
_INFORMATION = "trialDetails.trialInformation"
_IDENTIFIERS = "trialDetails.clinicalTrialIdentifiers"
# Secondary numbers: the key, and its v2 type.
_REGISTRIES = {
    "nctNumber": "NCT Number",
    "isrctnNumber": "ISRCTN",
    "whoUniversalTrialReferenceNumber": "WHO Universal Trial Reference Number (UTRN)",
    "additionalRegistries": None,
}


def detects(source: Source) -> bool:
    """A JSON object with a `ctNumber` of EU form."""
    study = source.json
    return isinstance(study, dict) and bool(_NUMBER.match(as_text(study.get("ctNumber")) or ""))


def read(source: Source) -> Document:
    """The registered part; translations and the course of the assessment are named as unread."""
    trial: Record = source.json
    part = _part_one(trial)
    text, fields = render(pruned(_study(trial, part)), clean=resolve_references)
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="ctis-json",
        kind="registry",
        text=text,
        fields=fields,
        unparsed=[
            *_translations(part, ""),
            *(
                Unparsed(what="section", text=name, reason="not part of the registration")
                for name in ("publicEvaluation", "documents", "results", "events")
                if trial.get(name)
            ),
        ],
    )


def _part_one(trial: Record) -> Record:
    places = (
        trial.get("authorizedPartI"),
        look(trial, "authorizedApplication.authorizedPartI"),
        look(trial, "applications.partI"),
    )
    return next((dict(found) for found in places if isinstance(found, dict) and found), {})


def _parts_two(trial: Record) -> list[Any]:
    return as_list(trial.get("authorizedPartsII") or look(trial, "authorizedApplication.authorizedPartsII"))


def _translations(value: Any, name: str, depth: int = 0) -> list[Unparsed]:
    """Every translated text, by the name of its element."""
    found = []
    if isinstance(value, dict) and depth < 20:
        for key, inner in value.items():
            if key.endswith("Translations"):
                language = look_text(inner, "languageDescription") or look_text(inner, "language")
                reason = f"not English: {language}"
                element = key.removesuffix("Translations")
                found += [
                    Unparsed(what="field", text=element, reason=reason) for _ in texts_of(inner, "attributeTranslation")
                ]
            else:
                found += _translations(inner, key, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            found += _translations(inner, name, depth + 1)
    return found


def _study(trial: Record, part: Record) -> Record:
    information = as_object(look(part, _INFORMATION))
    conditions = texts_of(information, "medicalCondition.partIMedicalConditions.medicalCondition")
    return {
        "protocolSection": {
            "identificationModule": _identification(trial, part),
            "statusModule": {
                "overallStatus": _worded(trial.get("ctStatus")),
                "studyFirstSubmitDate": as_text(trial.get("submissionDate")),
                "lastUpdateSubmitDate": as_text(trial.get("lastUpdated")),
                "startDateStruct": {"date": look_text(information, "trialDuration.estimatedRecruitmentStartDate")},
                "completionDateStruct": {
                    "date": look_text(information, "trialDuration.estimatedGlobalEndDate")
                    or look_text(information, "trialDuration.estimatedEndDate")
                },
            },
            "sponsorCollaboratorsModule": _sponsors(trial, part),
            "conditionsModule": {"conditions": conditions or texts_of(part, "medicalConditions.medicalCondition")},
            "designModule": _design(trial, part),
            "armsInterventionsModule": {
                "armGroups": [
                    {"label": look_text(arm, "title"), "description": look_text(arm, "description")}
                    for period in as_list(look(part, "trialDetails.protocolInformation.studyDesign.periodDetails"))
                    for arm in as_list(as_object(period).get("armDetails"))
                ],
                "interventions": _interventions(part),
            },
            "outcomesModule": {
                f"{kind}Outcomes": [
                    {"measure": text} for text in texts_of(information, f"endPoint.{kind}EndPoints.endPoint")
                ]
                for kind in ("primary", "secondary")
            },
            "eligibilityModule": _eligibility(trial, information),
            "contactsLocationsModule": {"locations": _locations(trial, part)},
        },
        "source": _source(trial, part, information),
    }


def _worded(value: Any) -> str | None:
    """A value in words: newer records have bare code numbers in some places, which say nothing."""
    text = as_text(value)
    return None if text is None or text.isdigit() else text


def _identification(trial: Record, part: Record) -> Record:
    identifiers = as_object(look(part, _IDENTIFIERS))
    eudract = look_text(trial, "eudraCtInfo.eudraCtCode") or look_text(
        trial, "authorizedApplication.eudraCt.eudraCtCode"
    )
    secondary = [{"id": as_text(trial.get("ctNumber")), "type": "EU CT Number"}]
    if eudract:
        secondary.append({"id": eudract, "type": "EudraCT Number"})
    numbers = as_object(identifiers.get("secondaryIdentifyingNumbers"))
    for key, kind in _REGISTRIES.items():
        found = texts_of(numbers, f"{key}.number") or texts_of(numbers, key)
        secondary += [{"id": number, "type": kind} for number in found if kind != "NCT Number"]
    return {
        "nctId": look_text(numbers, "nctNumber.number"),
        "orgStudyIdInfo": {"id": as_text(identifiers.get("shortTitle")) or as_text(trial.get("shortTitle"))},
        "secondaryIdInfos": secondary,
        "briefTitle": as_text(identifiers.get("publicTitle")) or as_text(trial.get("ctTitle")),
        "officialTitle": as_text(identifiers.get("fullTitle")) or as_text(trial.get("title")),
    }


def _sponsors(trial: Record, part: Record) -> Record:
    sponsors = [as_object(item) for item in as_list(part.get("sponsors"))]
    lead = look_text(trial, "primarySponsor.organisation.name") or next(
        (look_text(item, "organisation.name") for item in sponsors if item.get("primary")), None
    )
    others = dict.fromkeys(look_text(item, "organisation.name") for item in sponsors if not item.get("primary"))
    return {
        "leadSponsor": {"name": lead},
        "collaborators": [{"name": name} for name in others if name and name != lead],
    }


def _design(trial: Record, part: Record) -> Record:
    phase = _worded(trial.get("trialPhase"))
    elsewhere = as_text(part.get("rowSubjectCount")) not in (None, "0")
    return {
        "phases": [phase] if phase else [],
        "enrollmentInfo": {"count": None if elsewhere else as_text(trial.get("totalNumberEnrolled"))},
    }


def _products(part: Record) -> list[Any]:
    grouped = [
        product
        for group in as_list(part.get("productRoleGroupInfos"))
        for product in as_list(as_object(group).get("products"))
    ]
    every = [as_object(item) for item in grouped + as_list(part.get("products"))]
    return list({str(item.get("id")): item for item in every}.values())


def _stated(value: Any) -> str | None:
    text = as_text(value)
    return None if text is None or text.lower() in _NONE else text


def _interventions(part: Record) -> list[Record]:
    found: dict[str, Record] = {}
    for product in _products(part):
        info = as_object(product.get("productDictionaryInfo"))
        named = (product.get("productName"), info.get("prodName"), info.get("activeSubstanceName"))
        codes = (info.get("productOtherName"), info.get("sponsorProductCode"), info.get("shortName"))
        names = list(dict.fromkeys(name for name in map(_stated, named + codes) if name))
        if names:
            found.setdefault(names[0].casefold(), {"name": names[0], "otherNames": names[1:]})
    return list(found.values())


def _criteria(information: Any, kind: str) -> str:
    """The criteria of one list in the order of their numbers, numbered."""
    key = f"principal{kind}Criteria"
    items = [as_object(item) for item in as_list(look(information, f"eligibilityCriteria.{key}"))]
    items.sort(key=lambda item: number if isinstance(number := item.get("number"), int) else 0)
    texts = [(as_text(item.get("number")), as_text(item.get(key))) for item in items]
    return "\n".join(f"{number}. " + hanging(text) if number else text for number, text in texts if text)


def _eligibility(trial: Record, information: Any) -> Record:
    ages = as_text(trial.get("ageGroup"))
    return {
        "eligibilityCriteria": criteria_text(_criteria(information, "Inclusion"), _criteria(information, "Exclusion")),
        "sex": as_text(trial.get("gender")),
        "stdAges": [ages] if ages else [],
    }


def _locations(trial: Record, part: Record) -> list[Record]:
    sites = [
        {
            "facility": look_text(site, "organisationAddressInfo.organisation.name"),
            "city": look_text(site, "organisationAddressInfo.address.city"),
            "zip": look_text(site, "organisationAddressInfo.address.postcode"),
            "country": look_text(site, "organisationAddressInfo.address.countryName"),
        }
        for part_two in _parts_two(trial)
        for site in as_list(as_object(part_two).get("trialSites"))
    ]
    named = {site["country"] for site in sites}
    states = trial.get("memberStatesConcerned") or look(trial, "authorizedApplication.memberStatesConcerned")
    countries = texts_of(states, "mscName") + texts_of(part, "rowCountriesInfo.name")
    return sites + [{"country": name} for name in dict.fromkeys(countries) if name not in named]


def _source(trial: Record, part: Record, information: Any) -> Record:
    products = _products(part)
    elsewhere = as_text(part.get("rowSubjectCount")) not in (None, "0")
    return {
        "mainObjective": look_text(information, "trialObjective.mainObjective"),
        "secondaryObjective": texts_of(information, "trialObjective.secondaryObjectives.secondaryObjective"),
        "therapeuticAreas": texts_of(part, "therapeuticAreas.name"),
        "meddraConditionTerms": texts_of(information, "medicalCondition.meddraConditionTerms.termName"),
        "clinicalTrialGroups": texts_of(information, "populationOfTrialSubjects.clinicalTrialGroups.name"),
        "sourceOfMonetarySupport": texts_of(information, "sourceOfMonetarySupport.organisationName"),
        "totalNumberEnrolled": as_text(trial.get("totalNumberEnrolled")) if elsewhere else None,
        "rowSubjectCount": as_text(part.get("rowSubjectCount")) if elsewhere else None,
        "justificationForTrialCategory": look_text(information, "trialCategory.justificationForTrialCategory"),
        "strength": list(filter(None, map(_stated, texts_of(products, "productDictionaryInfo.strength")))),
        "pharmForm": list(filter(None, map(_stated, texts_of(products, "productDictionaryInfo.pharmForm")))),
        "routes": texts_of(products, "routes"),
        "decisionDate": as_text(trial.get("decisionDate")),
        "recruitmentStatus": _worded(trial.get("recruitmentStatus")),
        "sponsorType": as_text(trial.get("sponsorType")),
    }
