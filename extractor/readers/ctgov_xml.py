"""ClinicalTrials.gov legacy XML (`<clinical_study>`), and the JSON that some tools make of it element by element.

Element names by the registry's public.xsd. Its text blocks are hard-wrapped and indented: the indentation that all
lines share is taken off, the lines stay.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extractor.errors import ReadError
from extractor.inputs import HEAD, Source
from extractor.model import Document, Unparsed
from extractor.studies import render
from extractor.studies.ctgov_history import public_form
from extractor.studies.references import dedented, resolve_references
from extractor.studies.safe_xml import parse_xml
from extractor.studies.values import as_list, as_object, pruned

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ORDER = 22
DEPTH = 40
Record = Mapping[str, Any]

_ROOT = re.compile(rb"<clinical_study[\s>/]")
_HTML = re.compile(rb"<(?:html|body|pre)[\s>]", re.I)
_WRAP = re.compile(r"&#(?:xD|13);(?:\n|[ ](?=\S))?")
# Oldest records have the design in one sentence of "Label: value" pairs.
_DESIGN = re.compile(r"(?:^|,\s{1,10})([A-Z][A-Za-z ]{2,40}):\s{1,10}")
OLD_DESIGN = {
    "Allocation": "allocation",
    "Intervention Model": "interventionModel",
    "Masking": "masking",
    "Primary Purpose": "primaryPurpose",
    "Observational Model": "observationalModel",
    "Time Perspective": "timePerspective",
}
UNREAD = ("clinical_results", "condition_browse", "intervention_browse", "provided_document_section")


def detects(source: Source) -> bool:
    """XML whose root is `clinical_study`, or JSON with its elements as keys."""
    if source.looks_like_json:
        return isinstance(source.json, dict) and {"id_info", "brief_title", "eligibility"} <= source.json.keys()
    head = source.data[:HEAD].replace(b"\0", b"")
    root = _ROOT.search(head) if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") else None
    return root is not None and not _HTML.search(head, 0, root.start())


def read(source: Source) -> Document:
    """The registered part of the study; results and what the registry derived are named as unread.

    Raises ReadError for broken XML, a DOCTYPE with entities, and elements nested too deep.
    """
    record = source.json if source.looks_like_json else _element(parse_xml(source.data))
    text, fields = render(pruned(_study(public_form(record))), clean=_clean)
    unread = [name for name in UNREAD if record.get(name)]
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="ctgov-xml",
        kind="registry",
        text=text,
        fields=fields,
        unparsed=[Unparsed(what="section", text=name, reason="not part of the registration") for name in unread],
    )


def _element(element: "Element", depth: int = 0) -> Any:
    """An element as what its JSON form would be: text, or a dict of its children, repeated ones as a list."""
    if depth > DEPTH:
        raise ReadError(f"XML nested deeper than {DEPTH} levels", where=element.tag)
    children: dict[str, Any] = {}
    for child in element:
        value = _element(child, depth + 1)
        known = children.get(child.tag)
        if known is None:
            children[child.tag] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            children[child.tag] = [known, value]
    if not children and not element.attrib:
        return element.text or ""
    return children | ({"@attributes": element.attrib, "#text": element.text} if element.attrib else {})


def _clean(text: str) -> str:
    r"""Line ends and character references resolved, shared indentation taken off.

    >>> _clean("\n      Inclusion Criteria:&#xD;\n\n        -  ALT &amp;gt; 2\n    ")
    'Inclusion Criteria:\n\n  -  ALT > 2'
    """
    return dedented(resolve_references(_WRAP.sub("\n", text)))


def _text(value: Any) -> str | None:
    """The text of an element, whatever its form."""
    if isinstance(value, dict):
        value = value.get("textblock", value.get("#text"))
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> list[str]:
    return [text for item in as_list(value) if (text := _text(item))]


def _picked(value: Any, names: dict[str, str]) -> Record:
    """An element's texts under v2 names; an element that is bare text has it under the first of them."""
    if isinstance(value, str):
        return {next(iter(names.values())): value}
    return {new: _text(as_object(value).get(old)) for old, new in names.items()}


def _each(value: Any, names: dict[str, str]) -> list[Record]:
    return [_picked(item, names) for item in as_list(value)]


def _date(value: Any) -> Record:
    attributes = as_object(as_object(value).get("@attributes"))
    return {"date": _text(value) or _text(as_object(value).get("date")), "type": attributes.get("type")}


def _study(record: Record) -> Record:
    """The record in the shape of a v2 study."""
    eligibility = as_object(record.get("eligibility"))
    return {
        "protocolSection": {
            "identificationModule": _identification(record),
            "statusModule": _status(record),
            "sponsorCollaboratorsModule": _sponsors(as_object(record.get("sponsors"))),
            "oversightModule": _picked(
                record.get("oversight_info"),
                {
                    "has_dmc": "oversightHasDmc",
                    "is_fda_regulated_drug": "isFdaRegulatedDrug",
                    "is_fda_regulated_device": "isFdaRegulatedDevice",
                    "is_unapproved_device": "isUnapprovedDevice",
                    "is_ppsd": "isPpsd",
                    "is_us_export": "isUsExport",
                },
            ),
            "descriptionModule": _picked(
                record, {"brief_summary": "briefSummary", "detailed_description": "detailedDescription"}
            ),
            "conditionsModule": {
                "conditions": _texts(record.get("condition")),
                "keywords": _texts(record.get("keyword")),
            },
            "designModule": _design(record),
            "armsInterventionsModule": _arms(record),
            "outcomesModule": {
                f"{kind}Outcomes": _each(
                    record.get(f"{kind}_outcome"),
                    {"measure": "measure", "time_frame": "timeFrame", "description": "description"},
                )
                for kind in ("primary", "secondary", "other")
            },
            "eligibilityModule": _eligibility(eligibility),
            "contactsLocationsModule": {"locations": [_location(item) for item in as_list(record.get("location"))]},
            "referencesModule": _references(record),
            "ipdSharingStatementModule": _sharing(as_object(record.get("patient_data"))),
        },
        "source": {
            "number_of_arms": _text(record.get("number_of_arms")),
            "number_of_groups": _text(record.get("number_of_groups")),
            "design": _texts(as_object(record.get("study_design_info")).get("other")),
            "removed_countries": _texts(as_object(record.get("removed_countries")).get("country")),
        },
    }


def _identification(record: Record) -> Record:
    info = as_object(record.get("id_info"))
    return {
        "nctId": _text(info.get("nct_id")),
        "nctIdAliases": _texts(info.get("nct_alias")),
        "orgStudyIdInfo": {"id": _text(info.get("org_study_id"))},
        "secondaryIdInfos": [
            {"id": _text(as_object(item).get("id")) or _text(item), "type": _text(as_object(item).get("id_type"))}
            for item in as_list(info.get("secondary_id"))
        ],
        "organization": {"fullName": _text(record.get("source"))},
        "briefTitle": _text(record.get("brief_title")),
        "officialTitle": _text(record.get("official_title")),
        "acronym": _text(record.get("acronym")),
    }


def _status(record: Record) -> Record:
    first = record.get("study_first_submitted") or record.get("firstreceived_date")
    updated = record.get("last_update_submitted") or record.get("lastchanged_date")
    results = record.get("results_first_submitted") or record.get("firstreceived_results_date")
    return {
        "statusVerifiedDate": _text(record.get("verification_date")),
        "overallStatus": _text(record.get("overall_status")),
        "lastKnownStatus": _text(record.get("last_known_status")),
        "whyStopped": _text(record.get("why_stopped")),
        "expandedAccessInfo": {"hasExpandedAccess": _text(record.get("has_expanded_access"))},
        "startDateStruct": _date(record.get("start_date")),
        "primaryCompletionDateStruct": _date(record.get("primary_completion_date")),
        "completionDateStruct": _date(record.get("completion_date")),
        "studyFirstSubmitDate": _text(first),
        "studyFirstSubmitQcDate": _text(record.get("study_first_submitted_qc")),
        "studyFirstPostDateStruct": _date(record.get("study_first_posted")),
        "resultsFirstSubmitDate": _text(results),
        "resultsFirstPostDateStruct": _date(record.get("results_first_posted")),
        "lastUpdateSubmitDate": _text(updated),
        "lastUpdatePostDateStruct": _date(record.get("last_update_posted")),
    }


def _sponsors(sponsors: Record) -> Record:
    names = {"agency": "name", "agency_class": "class"}
    return {
        "leadSponsor": _picked(sponsors.get("lead_sponsor"), names),
        "collaborators": _each(sponsors.get("collaborator"), names),
    }


def _design(record: Record) -> Record:
    info = as_object(record.get("study_design_info"))
    old = _old_design(_text(record.get("study_design")) or "")
    enrollment = record.get("enrollment")
    phase = _text(record.get("phase"))
    attributes = as_object(as_object(enrollment).get("@attributes"))
    return {
        "studyType": _text(record.get("study_type")),
        "targetDuration": _text(record.get("target_duration")),
        "phases": [phase] if phase else [],
        "designInfo": {
            "allocation": _text(info.get("allocation")) or old.get("allocation"),
            "interventionModel": _text(info.get("intervention_model")) or old.get("interventionModel"),
            "interventionModelDescription": _text(info.get("intervention_model_description")),
            "primaryPurpose": _text(info.get("primary_purpose")) or old.get("primaryPurpose"),
            "observationalModel": _text(info.get("observational_model")) or old.get("observationalModel"),
            "timePerspective": _text(info.get("time_perspective")) or old.get("timePerspective"),
            "maskingInfo": {
                "masking": _text(info.get("masking")) or old.get("masking"),
                "maskingDescription": _text(info.get("masking_description")),
            },
        },
        "bioSpec": _picked(record, {"biospec_retention": "retention", "biospec_descr": "description"}),
        "enrollmentInfo": {"count": _text(enrollment), "type": attributes.get("type")},
    }


def _old_design(sentence: str) -> dict[str, str]:
    """The parts of a one-sentence design.

    >>> _old_design("Allocation: Randomized, Masking: Double Blind (Subject, Investigator)")
    {'allocation': 'Randomized', 'masking': 'Double Blind (Subject, Investigator)'}
    """
    parts = _DESIGN.split(sentence)
    pairs = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {new: pairs[old] for old, new in OLD_DESIGN.items() if pairs.get(old)}


def _arms(record: Record) -> Record:
    interventions = [as_object(item) for item in as_list(record.get("intervention"))]
    arms = {"arm_group_label": "label", "arm_group_type": "type", "description": "description"}
    return {
        "armGroups": _each(record.get("arm_group"), arms),
        "interventions": [
            {
                "type": _text(item.get("intervention_type")),
                "name": _text(item.get("intervention_name")),
                "description": _text(item.get("description")),
                "armGroupLabels": _texts(item.get("arm_group_label")),
                "otherNames": _texts(item.get("other_name")),
            }
            for item in interventions
        ],
    }


def _eligibility(eligibility: Record) -> Record:
    ages = {name: _text(eligibility.get(name)) for name in ("minimum_age", "maximum_age")}
    stated = {name: age for name, age in ages.items() if age and age.strip() != "N/A"}
    return {
        "eligibilityCriteria": _text(eligibility.get("criteria")),
        "healthyVolunteers": _text(eligibility.get("healthy_volunteers")),
        "sex": _text(eligibility.get("gender")),
        "genderBased": _text(eligibility.get("gender_based")),
        "genderDescription": _text(eligibility.get("gender_description")),
        "minimumAge": stated.get("minimum_age"),
        "maximumAge": stated.get("maximum_age"),
        "studyPopulation": _text(eligibility.get("study_pop")),
        "samplingMethod": _text(eligibility.get("sampling_method")),
    }


def _location(item: Any) -> Record:
    facility = as_object(as_object(item).get("facility"))
    address = as_object(facility.get("address"))
    return {
        "facility": _text(facility.get("name")),
        "status": _text(as_object(item).get("status")),
        **{part: _text(address.get(part)) for part in ("city", "state", "zip", "country")},
    }


def _references(record: Record) -> Record:
    names = {"citation": "citation", "PMID": "pmid"}
    return {
        "references": _each(record.get("reference"), names) + _each(record.get("results_reference"), names),
        "seeAlsoLinks": _each(record.get("link"), {"description": "label", "url": "url"}),
    }


def _sharing(data: Record) -> Record:
    return {
        "ipdSharing": _text(data.get("sharing_ipd")),
        "description": _text(data.get("ipd_description")),
        "infoTypes": _texts(data.get("ipd_info_type")),
        "timeFrame": _text(data.get("ipd_time_frame")),
        "accessCriteria": _text(data.get("ipd_access_criteria")),
        "url": _text(data.get("ipd_url")),
    }
