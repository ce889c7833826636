"""The classes of CDISC USDM v4.0 that are written: their attributes, and objects made of them.

Source: the public model of CDISC's Digital Data Flow reference architecture (cdisc-org/DDF-RA, UML/dataStructure.yml).
"""

from typing import Any

Json = dict[str, Any]

_NAMED = "name label? description?"
_DESIGN = (
    f"{_NAMED} rationale therapeuticAreas? studyType? characteristics? studyPhase? notes? activities?"
    " biospecimenRetentions? eligibilityCriteria encounters? estimands? indications? objectives? scheduleTimelines?"
    " arms"
    " studyCells documentVersionIds? elements? studyInterventionIds? epochs population model subTypes?"
    " analysisPopulations?"
)
# Class -> its attributes beside id, instanceType and extensionAttributes; those with a question mark may be missing.
CLASSES: dict[str, str] = {
    "Study": "name label? description? versions documentedBy?",
    "StudyVersion": "versionIdentifier rationale documentVersionIds? dateValues? amendments? businessTherapeuticAreas?"
    " studyIdentifiers referenceIdentifiers? studyDesigns? titles eligibilityCriterionItems? narrativeContentItems?"
    " abbreviations? roles? organizations? studyInterventions? administrableProducts? medicalDevices?"
    " productOrganizationRoles? biomedicalConcepts? bcCategories? bcSurrogates? dictionaries? conditions? notes?",
    "InterventionalStudyDesign": f"{_DESIGN} blindingSchema? intentTypes?",
    "ObservationalStudyDesign": f"{_DESIGN} timePerspective samplingMethod?",
    "StudyIdentifier": "text scopeId",
    "StudyTitle": "text type",
    "Organization": "name label? type identifierScheme identifier legalAddress? managedSites?",
    "StudyRole": f"{_NAMED} code appliesToIds? assignedPersons? organizationIds? masking? notes?",
    "Masking": "text isMasked",
    "Abbreviation": "abbreviatedText expandedText notes?",
    "StudyArm": f"{_NAMED} type dataOriginDescription dataOriginType populationIds? notes?",
    "StudyEpoch": f"{_NAMED} type previousId? nextId? notes?",
    "StudyElement": f"{_NAMED} transitionStartRule? transitionEndRule? studyInterventionIds? notes?",
    "StudyCell": "armId epochId elementIds",
    "StudyIntervention": f"{_NAMED} role type minimumResponseDuration? codes? administrations? notes?",
    "Administration": f"{_NAMED} duration dose? route? frequency? administrableProductId? medicalDeviceId? notes?",
    "Duration": "text? quantity? durationWillVary reasonDurationWillVary?",
    "Quantity": "value unit?",
    "Range": "minValue maxValue isApproximate",
    "StudyDesignPopulation": f"{_NAMED} includesHealthySubjects plannedEnrollmentNumber? plannedCompletionNumber?"
    " plannedSex? criterionIds? plannedAge? cohorts? notes?",
    "EligibilityCriterion": f"{_NAMED} identifier category criterionItemId previousId? nextId? notes?",
    "EligibilityCriterionItem": f"{_NAMED} text dictionaryId? notes?",
    "Indication": f"{_NAMED} isRareDisease codes? notes?",
    "Objective": f"{_NAMED} text level endpoints? dictionaryId? notes?",
    "Endpoint": f"{_NAMED} text level purpose dictionaryId? notes?",
    "Encounter": f"{_NAMED} type previousId? nextId? scheduledAtId? environmentalSettings? contactModes?"
    " transitionStartRule? transitionEndRule? notes?",
    "Activity": f"{_NAMED} previousId? nextId? childIds? definedProcedures? biomedicalConceptIds? bcCategoryIds?"
    " bcSurrogateIds? timelineId? notes?",
    "ScheduleTimeline": f"{_NAMED} mainTimeline entryCondition entryId exits? timings? instances? plannedDuration?",
    "ScheduleTimelineExit": "",
    "ScheduledActivityInstance": f"{_NAMED} defaultConditionId? epochId? activityIds? encounterId? timelineId?"
    " timelineExitId?",
    "Code": "code codeSystem codeSystemVersion decode",
    "AliasCode": "standardCode standardCodeAliases?",
    "CommentAnnotation": "text codes?",
    "ExtensionAttribute": "url valueString? valueBoolean? valueInteger? valueId? valueQuantity? valueRange? valueCode?"
    " valueAliasCode? valueExtensionClass?",
}
REQUIRED = {name: {one for one in said.split() if one[-1] != "?"} for name, said in CLASSES.items()}
KNOWN = {name: {one.rstrip("?") for one in said.split()} for name, said in CLASSES.items()}
ALWAYS = {"id", "instanceType", "extensionAttributes"}


class Maker:
    """Makes objects with ids that are unique within a study, as they come: StudyArm_1, StudyArm_2."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, name: str, /, **attributes: Any) -> Json:
        """An object of a class, without the attributes that are unknown."""
        self._numbers[name] = self._numbers.get(name, 0) + 1
        known = {key: value for key, value in attributes.items() if value not in (None, [])}
        known |= {key: attributes[key] for key in REQUIRED[name] if key in attributes}
        return {"id": f"{name}_{self._numbers[name]}", **known, "instanceType": name}


def flaws(value: Any, place: str = "study") -> list[str]:
    """Where an object is not as its class says: attributes that are missing or unknown.

    >>> flaws({"id": "Quantity_1", "unit": None, "instanceType": "Quantity"})
    ['study: Quantity lacks value']
    """
    if isinstance(value, list):
        return [line for at, item in enumerate(value) for line in flaws(item, f"{place}[{at}]")]
    if not isinstance(value, dict):
        return []
    name = str(value.get("instanceType"))
    if name not in CLASSES:
        return [f"{place}: no class {name}"]
    lines = [f"{place}: {name} lacks {key}" for key in sorted((REQUIRED[name] | {"id"}) - value.keys())]
    lines += [f"{place}: {name} has no {key}" for key in sorted(value.keys() - KNOWN[name] - ALWAYS)]
    return lines + [line for key, inner in value.items() for line in flaws(inner, f"{place}.{key}")]
