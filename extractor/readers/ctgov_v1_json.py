"""ClinicalTrials.gov v1 JSON ("full study"), the classic API's form: bare, or in the API's wrappings.

The classic API called each piece by a name of its own (`ArmGroupLabel`) and wrapped every list in an object
(`ArmGroupList: {ArmGroup: [...]}`); both are undone here. Names by the registry's own table of old and new names
(https://clinicaltrials.gov/data-api/about-api/api-migration).
"""

import re
from typing import Any

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document, Unparsed
from extractor.studies import render
from extractor.studies.references import resolve_references

ORDER = 21
DEPTH = 40

# Where a piece's name is more than its parent's name, or its list's plural, before the v2 name.
NAMES = {
    "NCTId": "nctId",
    "NCTIdAliasList": "nctIdAliases",
    "OrgStudyId": "id",
    "OrgStudyIdType": "type",
    "OrgStudyIdLink": "link",
    "OrgStudyIdDomain": "domain",
    "SecondaryId": "id",
    "SecondaryIdType": "type",
    "SecondaryIdDomain": "domain",
    "SecondaryIdLink": "link",
    "OrgFullName": "fullName",
    "OrgClass": "class",
    "StudyFirstSubmitQCDate": "studyFirstSubmitQcDate",
    "ResultsFirstSubmitQCDate": "resultsFirstSubmitQcDate",
    "DispFirstSubmitQCDate": "dispFirstSubmitQcDate",
    "LeadSponsorName": "name",
    "LeadSponsorClass": "class",
    "CollaboratorName": "name",
    "CollaboratorClass": "class",
    "OversightHasDMC": "oversightHasDmc",
    "IsFDARegulatedDrug": "isFdaRegulatedDrug",
    "IsFDARegulatedDevice": "isFdaRegulatedDevice",
    "IsUSExport": "isUsExport",
    "IsPPSD": "isPpsd",
    "DesignObservationalModelList": "observationalModel",
    "DesignTimePerspectiveList": "timePerspective",
    "DesignMaskingInfo": "maskingInfo",
    "DesignWhoMaskedList": "whoMasked",
    "EnrollmentCount": "count",
    "EnrollmentType": "type",
    "ArmGroupInterventionList": "interventionNames",
    "InterventionArmGroupLabelList": "armGroupLabels",
    "InterventionOtherNameList": "otherNames",
    "Gender": "sex",
    "LocationContactList": "contacts",
    "IPDSharingStatementModule": "ipdSharingStatementModule",
    "IPDSharing": "ipdSharing",
    "IPDSharingDescription": "description",
    "IPDSharingInfoTypeList": "infoTypes",
    "IPDSharingTimeFrame": "timeFrame",
    "IPDSharingAccessCriteria": "accessCriteria",
    "IPDSharingURL": "url",
    "ReferencePMID": "pmid",
    "ReferenceType": "type",
    "ReferenceCitation": "citation",
    "SeeAlsoLinkLabel": "label",
    "SeeAlsoLinkURL": "url",
    "AvailIPDList": "availIpds",
    "AvailIPDId": "id",
    "AvailIPDType": "type",
    "AvailIPDURL": "url",
    "AvailIPDComment": "comment",
    "BioSpecRetention": "retention",
    "BioSpecDescription": "description",
}
# A piece that begins with one of these has the rest as its v2 name; the longest come first.
PREFIXES = (
    "PrimaryOutcome",
    "SecondaryOutcome",
    "OtherOutcome",
    "Intervention",
    "ArmGroup",
    "Location",
    "Design",
)
KEPT = frozenset(
    "LocationList InterventionList ArmGroupList ArmsInterventionsModule DesignModule DesignInfo "
    "PrimaryOutcomeList SecondaryOutcomeList OtherOutcomeList".split()
)
_DATE = re.compile(r"\w{1,60}Date(Type)?$")
_FIRST = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]+")


def detects(source: Source) -> bool:
    """A JSON object with a `ProtocolSection`, bare or wrapped."""
    return source.looks_like_json and _study(source.json) is not None


def _study(found: Any) -> dict[str, Any] | None:
    """The object that holds the ProtocolSection: the classic API's wrappings taken off."""
    for _ in range(5):
        if not isinstance(found, dict):
            return None
        if isinstance(found.get("ProtocolSection"), dict):
            return found
        inner = next((found[key] for key in ("FullStudiesResponse", "FullStudy", "Study") if key in found), None)
        studies = found.get("FullStudies")
        found = studies[0] if inner is None and isinstance(studies, list) and studies else inner
    return None


def _name(key: str, parent: str) -> str:
    if key in NAMES:
        return NAMES[key]
    if parent.endswith("DateStruct") and (date := _DATE.match(key)):
        return "type" if date[1] else "date"
    if key not in KEPT:
        for prefix in PREFIXES:
            if key.startswith(prefix) and len(key) > len(prefix):
                key = key.removeprefix(prefix)
                break
    if key.endswith("List"):
        key = key.removesuffix("List") + "s"
    return _FIRST.sub(lambda found: found[0].lower(), key, count=1)


def _renamed(value: Any, parent: str = "", depth: int = 0) -> Any:
    """A piece of the study under v2 names, its list wrappings taken off."""
    if depth > DEPTH:
        raise ReadError(f"nested deeper than {DEPTH} levels", where=parent)
    if isinstance(value, list):
        return [_renamed(item, parent, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if parent.endswith("List") and len(value) == 1:
        inner = next(iter(value.values()))
        return _renamed(inner if isinstance(inner, list) else [inner], parent.removesuffix("List"), depth + 1)
    return {_name(key, parent): _renamed(inner, key, depth + 1) for key, inner in value.items()}


def read(source: Source) -> Document:
    """The registered part of the study; results, documents and what the registry derived are named as unread.

    Raises ReadError where it nests too deep, or where one response holds several studies.
    """
    response = source.json.get("FullStudiesResponse")
    studies = response.get("FullStudies") if isinstance(response, dict) else None
    if isinstance(studies, list) and len(studies) > 1:
        raise ReadError(f"{len(studies)} studies in one response: give them one a line or as one list")
    study = _study(source.json) or {}
    text, fields = render({"protocolSection": _renamed(study["ProtocolSection"])}, clean=resolve_references)
    unread = [name for name in study if name != "ProtocolSection" and name.endswith("Section") and study[name]]
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="ctgov-v1-json",
        kind="registry",
        text=text,
        fields=fields,
        unparsed=[Unparsed(what="section", text=name, reason="not part of the registration") for name in unread],
    )
