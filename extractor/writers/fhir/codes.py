"""The codes that FHIR R5 binds, and what the registry's values are in them.

fhir.resources checks structure, not bindings: `unbound` does. Sources: HL7 FHIR R5 (5.0.0), resource pages and their
value sets; HL7 Terminology; UCUM. MeSH and DrugBank stand under an OID and an address of identifiers.org.
"""

import re
from collections.abc import Iterator
from typing import Any

UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
_THO = "http://terminology.hl7.org/CodeSystem/"

# Vocabulary of a concept -> its address.
VOCABULARIES = {
    "MESH": "urn:oid:2.16.840.1.113883.6.177",
    "ICD10CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "UNII": "http://fdasis.nlm.nih.gov",
    "DRUGBANK": "http://identifiers.org/drugbank",
}
# Registry of an identifier -> its address.
REGISTRIES = {
    "nct": "https://clinicaltrials.gov",
    "eudract": "https://www.clinicaltrialsregister.eu",
    "ctis": "https://euclinicaltrials.eu",
    "isrctn": "https://www.isrctn.com",
}
# What a value of the registry is in each code system: the element, the system, value -> code.
Coding = tuple[str, dict[str, str]]
STATUS: Coding = (
    "http://hl7.org/fhir/research-study-status",
    {
        "RECRUITING": "recruiting",
        "NOT_YET_RECRUITING": "not-yet-recruiting",
        "ACTIVE_NOT_RECRUITING": "active-but-not-recruiting",
        "ENROLLING_BY_INVITATION": "enrolling-by-invitation",
        "COMPLETED": "completed",
        "TERMINATED": "terminated",
        "SUSPENDED": "temporarily-closed-to-accrual",
        "WITHDRAWN": "withdrawn",
    },
)
PHASE: Coding = (
    _THO + "research-study-phase",
    {
        "": "n-a",
        "NA": "n-a",
        "EARLY_PHASE1": "early-phase-1",
        "PHASE1": "phase-1",
        "PHASE1 PHASE2": "phase-1-phase-2",
        "PHASE2": "phase-2",
        "PHASE2 PHASE3": "phase-2-phase-3",
        "PHASE3": "phase-3",
        "PHASE4": "phase-4",
    },
)
PURPOSE: Coding = (
    _THO + "research-study-prim-purp-type",
    {
        "TREATMENT": "treatment",
        "PREVENTION": "prevention",
        "DIAGNOSTIC": "diagnostic",
        "SUPPORTIVE_CARE": "supportive-care",
        "SCREENING": "screening",
        "HEALTH_SERVICES_RESEARCH": "health-services-research",
        "BASIC_SCIENCE": "basic-science",
        "DEVICE_FEASIBILITY": "device-feasibility",
    },
)
ARM: Coding = (
    _THO + "research-study-arm-type",
    {
        "EXPERIMENTAL": "experimental",
        "ACTIVE_COMPARATOR": "active-comparator",
        "PLACEBO_COMPARATOR": "placebo-comparator",
        "SHAM_COMPARATOR": "sham-comparator",
        "NO_INTERVENTION": "no-intervention",
        "OTHER": "other",
    },
)
OUTCOME: Coding = (
    _THO + "research-study-objective-type",
    {"primary": "primary", "secondary": "secondary", "other": "exploratory"},
)
TITLE: Coding = (
    "http://hl7.org/fhir/title-type",
    {"brief": "short-title", "official": "official", "acronym": "acronym"},
)
PARTY: Coding = (
    "http://hl7.org/fhir/research-study-party-role",
    {"lead": "lead-sponsor", "collaborator": "collaborator", "support": "funding-source"},
)
PLAN: Coding = (_THO + "plan-definition-type", {"protocol": "clinical-protocol"})
SEX: Coding = ("http://hl7.org/fhir/administrative-gender", {"FEMALE": "female", "MALE": "male"})
REQUEST: Coding = (
    "http://hl7.org/fhir/request-resource-types",
    {
        "DRUG": "MedicationRequest",
        "BIOLOGICAL": "MedicationRequest",
        "COMBINATION_PRODUCT": "MedicationRequest",
        "GENETIC": "MedicationRequest",
        "DIETARY_SUPPLEMENT": "NutritionOrder",
        "DEVICE": "DeviceRequest",
        "PROCEDURE": "ServiceRequest",
        "RADIATION": "ServiceRequest",
        "BEHAVIORAL": "ServiceRequest",
        "DIAGNOSTIC_TEST": "ServiceRequest",
    },
)

_PUBLICATION = frozenset(("draft", "active", "retired", "unknown"))
_PERIODS = frozenset(("s", "min", "h", "d", "wk", "mo", "a"))
# Element -> the codes that its binding allows; "element" of a code, "element|system" of a coding of that system.
BINDINGS: dict[str, frozenset[str]] = {
    "Bundle.type": frozenset(("collection",)),
    "ResearchStudy.status": _PUBLICATION,
    "ActivityDefinition.status": _PUBLICATION,
    "PlanDefinition.status": _PUBLICATION,
    "ActivityDefinition.kind": frozenset(REQUEST[1].values()),
    "Group.type": frozenset(("person",)),
    "Group.membership": frozenset(("definitional", "enumerated")),
    "ResearchStudy.relatedArtifact.type": frozenset(("derived-from",)),
    "ActivityDefinition.dosage.timing.repeat.periodUnit": _PERIODS,
    "ActivityDefinition.dosage.timing.repeat.durationUnit": _PERIODS,
    "ActivityDefinition.dosage.timing.repeat.boundsDuration.code": _PERIODS,
    **{
        f"{element}|{system}": frozenset(codes.values())
        for element, (system, codes) in {
            "ResearchStudy.progressStatus.state": STATUS,
            "ResearchStudy.phase": PHASE,
            "ResearchStudy.primaryPurposeType": PURPOSE,
            "ResearchStudy.comparisonGroup.type": ARM,
            "ResearchStudy.outcomeMeasure.type": OUTCOME,
            "ResearchStudy.label.type": TITLE,
            "ResearchStudy.associatedParty.role": PARTY,
            "PlanDefinition.type": PLAN,
            "Group.characteristic.valueCodeableConcept": SEX,
        }.items()
    },
}

_ATOMS = {
    **{unit: unit for unit in "mg ug ng pg g kg mL uL L [iU] U Gy cGy mCi uCi Ci MBq GBq kBq".split()},
    **{unit: unit for unit in "mmol umol nmol kcal % s min h d wk mo a m2 cm2".split()},
    "mEq": "meq", "ppm": "[ppm]", "TCID50": "[TCID_50]", "PFU": "[PFU]", "CFU": "[CFU]", "FFU": "[FFU]", "y": "a",
    "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a",
}  # fmt: skip
_ANNOTATION = re.compile(r"[^!-z|~]|[{}]")
# UCUM as far as units of our own rules go: terms of atoms with prefixes and exponents, joined by . and /.
_TERM = r"(?:[a-zA-Z%'*]+[0-9]*|10\*-?[0-9]+|\[[!-Z^-z]+\]|[a-zA-Z]+\[[!-Z^-z]+\])(?:\{[^{}\s]*\})?|\{[^{}\s]+\}|1"
VALID = re.compile(rf"/?(?:{_TERM})(?:[./](?:{_TERM}))*")


def ucum(unit: str, per: list[str] | tuple[str, ...] = ()) -> str:
    """The UCUM code of a unit and what it is per; what UCUM lacks is counted, as an annotation.

    >>> ucum("mg", ["kg", "d"]), ucum("cells", ["kg"]), ucum("tablet"), ucum("year")
    ('mg/kg/d', '{cells}/kg', '{tablet}', 'a')
    """
    return "/".join(_atom(part) for part in (unit, *per))


def _atom(unit: str) -> str:
    known = _ATOMS.get(unit)
    if known:
        return known
    return unit if VALID.fullmatch(unit) and re.search(r"[\[{*/0-9]", unit) else f"{{{_ANNOTATION.sub('_', unit)}}}"


def unbound(resource: dict[str, Any]) -> list[str]:
    """The places of a resource where a code is not one that its element allows.

    >>> unbound({"resourceType": "Group", "type": "person", "membership": "both"})
    ['Group.membership: both']
    """
    return list(_unbound(resource, str(resource["resourceType"])))


def _unbound(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _unbound(item, place)
    elif isinstance(value, dict):
        for coding in value.get("coding", ()):
            allowed = BINDINGS.get(f"{place}|{coding.get('system')}")
            if allowed and coding.get("code") not in allowed:
                yield f"{place}: {coding.get('code')}"
        if value.get("system") == UCUM and not VALID.fullmatch(str(value.get("code"))):
            yield f"{place}: {value.get('code')} is not UCUM"
        for name, inner in value.items():
            if name not in ("extension", "coding"):
                yield from _unbound(inner, f"{place}.{name}")
    elif place in BINDINGS and value not in BINDINGS[place]:
        yield f"{place}: {value}"
