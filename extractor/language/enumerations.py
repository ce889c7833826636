"""Words of any registry -> the enumerations of ClinicalTrials.gov v2.

Source: the data model of the ClinicalTrials.gov API, version 2 (enumerations Status, Phase, DesignAllocation,
InterventionalAssignment, DesignMasking, WhoMasked, PrimaryPurpose, InterventionType, ArmGroupType, Sex, StandardAge).
"""

import re
from functools import lru_cache

STATUS = frozenset(
    "ACTIVE_NOT_RECRUITING COMPLETED ENROLLING_BY_INVITATION NOT_YET_RECRUITING RECRUITING SUSPENDED TERMINATED"
    " WITHDRAWN AVAILABLE NO_LONGER_AVAILABLE TEMPORARILY_NOT_AVAILABLE APPROVED_FOR_MARKETING WITHHELD UNKNOWN".split()
)
ALLOCATION = frozenset("RANDOMIZED NON_RANDOMIZED NA".split())
MODEL = frozenset("SINGLE_GROUP PARALLEL CROSSOVER FACTORIAL SEQUENTIAL".split())
MASKING = frozenset("NONE SINGLE DOUBLE TRIPLE QUADRUPLE".split())
WHO_MASKED = frozenset("PARTICIPANT CARE_PROVIDER INVESTIGATOR OUTCOMES_ASSESSOR".split())
PURPOSE = frozenset(
    "TREATMENT PREVENTION DIAGNOSTIC ECT SUPPORTIVE_CARE SCREENING HEALTH_SERVICES_RESEARCH BASIC_SCIENCE"
    " DEVICE_FEASIBILITY OTHER".split()
)
INTERVENTION_TYPE = frozenset(
    "BEHAVIORAL BIOLOGICAL COMBINATION_PRODUCT DEVICE DIAGNOSTIC_TEST DIETARY_SUPPLEMENT DRUG GENETIC PROCEDURE"
    " RADIATION OTHER".split()
)
ARM_TYPE = frozenset("EXPERIMENTAL ACTIVE_COMPARATOR PLACEBO_COMPARATOR SHAM_COMPARATOR NO_INTERVENTION OTHER".split())
STUDY_TYPE = frozenset("INTERVENTIONAL OBSERVATIONAL EXPANDED_ACCESS".split())
STD_AGES = ("CHILD", "ADULT", "OLDER_ADULT")
PHASES = ("NA", "EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4")

# What other registries, older records and pages write for the same thing, in the folded form of `folded`.
SYNONYMS = {
    "ENROLLING": "RECRUITING",
    "OPEN_TO_RECRUITMENT": "RECRUITING",
    "APPROVED": "NOT_YET_RECRUITING",
    "AUTHORISED_NOT_STARTED": "NOT_YET_RECRUITING",
    "AUTHORISED_RECRUITMENT_PENDING": "NOT_YET_RECRUITING",
    "AUTHORISED_RECRUITING": "RECRUITING",
    "ONGOING_RECRUITING": "RECRUITING",
    "ONGOING_RECRUITMENT_ENDED": "ACTIVE_NOT_RECRUITING",
    "CLOSED_TO_ACCRUAL": "ACTIVE_NOT_RECRUITING",
    "NO_LONGER_RECRUITING": "ACTIVE_NOT_RECRUITING",
    "ENDED": "COMPLETED",
    "COMPLETE": "COMPLETED",
    "PREMATURELY_ENDED": "TERMINATED",
    "ADMINISTRATIVELY_COMPLETE": "TERMINATED",
    "STOPPED": "TERMINATED",
    "TEMPORARILY_HALTED": "SUSPENDED",
    "TEMPORARILY_CLOSED_TO_ACCRUAL": "SUSPENDED",
    "UNKNOWN_STATUS": "UNKNOWN",
    "RANDOMISED": "RANDOMIZED",
    "RANDOMIZED_CONTROLLED_TRIAL": "RANDOMIZED",
    "RANDOMISED_CONTROLLED_TRIAL": "RANDOMIZED",
    "RANDOMISED_CROSS_OVER_TRIAL": "RANDOMIZED",
    "NON_RANDOMISED": "NON_RANDOMIZED",
    "NONRANDOMIZED": "NON_RANDOMIZED",
    "NON_RANDOMISED_CONTROLLED_TRIAL": "NON_RANDOMIZED",
    "NON_RANDOMISED_STUDY": "NON_RANDOMIZED",
    "NOT_APPLICABLE": "NA",
    "N_A": "NA",
    "SINGLE_GROUP_ASSIGNMENT": "SINGLE_GROUP",
    "SINGLE_ARM": "SINGLE_GROUP",
    "PARALLEL_ASSIGNMENT": "PARALLEL",
    "PARALLEL_GROUP": "PARALLEL",
    "CROSSOVER_ASSIGNMENT": "CROSSOVER",
    "CROSS_OVER": "CROSSOVER",
    "CROSS_OVER_ASSIGNMENT": "CROSSOVER",
    "FACTORIAL_ASSIGNMENT": "FACTORIAL",
    "SEQUENTIAL_ASSIGNMENT": "SEQUENTIAL",
    "OPEN": "NONE",
    "OPEN_LABEL": "NONE",
    "NONE_OPEN_LABEL": "NONE",
    "NO_MASKING": "NONE",
    "SINGLE_BLIND": "SINGLE",
    "SINGLE_MASKED": "SINGLE",
    "SINGLE_BLINDED": "SINGLE",
    "DOUBLE_BLIND": "DOUBLE",
    "DOUBLE_BLINDED": "DOUBLE",
    "DOUBLE_MASKED": "DOUBLE",
    "TRIPLE_BLIND": "TRIPLE",
    "TRIPLE_MASKED": "TRIPLE",
    "QUADRUPLE_BLIND": "QUADRUPLE",
    "QUADRUPLE_MASKED": "QUADRUPLE",
    "SUBJECT": "PARTICIPANT",
    "PATIENT": "PARTICIPANT",
    "CAREGIVER": "CARE_PROVIDER",
    "ASSESSOR": "OUTCOMES_ASSESSOR",
    "OUTCOME_ASSESSOR": "OUTCOMES_ASSESSOR",
    "EDUCATIONAL_COUNSELING_TRAINING": "HEALTH_SERVICES_RESEARCH",
    "EDUCATIONAL_COUNSELING_OR_TRAINING": "HEALTH_SERVICES_RESEARCH",
    "BIOLOGICAL_VACCINE": "BIOLOGICAL",
    "VACCINE": "BIOLOGICAL",
    "BEHAVIOURAL": "BEHAVIORAL",
    "PROCEDURE_SURGERY": "PROCEDURE",
    "SUPPLEMENT": "DIETARY_SUPPLEMENT",
    "ACTIVE": "ACTIVE_NOT_RECRUITING",
    "INTERVENTIONAL_STUDY": "INTERVENTIONAL",
    "INTERVENTIONAL_CLINICAL_TRIAL": "INTERVENTIONAL",
    "OBSERVATIONAL_PATIENT_REGISTRY": "OBSERVATIONAL",
    "OBSERVATIONAL_STUDY": "OBSERVATIONAL",
    "NON_INTERVENTIONAL": "OBSERVATIONAL",
    "BOTH": "ALL",
    "BOTH_SEXES": "ALL",
    "ALL_SEXES": "ALL",
    "MALE_AND_FEMALE": "ALL",
    "MALES_AND_FEMALES": "ALL",
    "MALE_FEMALE": "ALL",
    "WOMEN": "FEMALE",
    "MEN": "MALE",
}
_STUDY = re.compile(r"_(?:TRIAL|STUDY|DESIGN)$")
_NOT_WORD = re.compile(r"[^A-Za-z0-9]+")
_PHASE = re.compile(
    r"(?i)(early\s+)?\bphase[\s_-]*(0|1|2|3|4|iv|i{1,3})(?:\s?[ab])?(?:\s?[/&,+-]\s?(?:phase[\s_]*)?(0|1|2|3|4|iv|i{1,3})(?:\s?[ab])?)?\b"
    r"(\s*\)?\s*:?\s*no\b)?"
)
_BARE_PHASE = re.compile(
    r"(?i)^\s*(0|1|2|3|4|iv|i{1,3})(?:\s?[ab])?(?:\s*[/_-]\s*(0|1|2|3|4|iv|i{1,3})(?:\s?[ab])?)?\s*$"
)
_NUMERAL = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """A term in the registry's spelling of codes.

    >>> folded("Active, not recruiting")
    'ACTIVE_NOT_RECRUITING'
    """
    return _NOT_WORD.sub("_", text).strip("_").upper()


@lru_cache(maxsize=1024)
def coded(text: str, allowed: frozenset[str]) -> str | None:
    """The enumeration value that a registry's words stand for, or None.

    >>> coded("None (Open label)", MASKING), coded("Cross over", MODEL), coded("purple", MODEL)
    ('NONE', 'CROSSOVER', None)
    """
    whole = folded(text)
    for form in (whole, folded(text.partition("(")[0]), folded(text.partition(":")[0]), _STUDY.sub("", whole)):
        value = form if form in allowed else SYNONYMS.get(form)
        if value in allowed:
            return value
    return None


def phases(text: str) -> list[str] | None:
    """The phases that a registry cell or phrase names, in order; None where it names none.

    >>> phases("Phase I/II"), phases("PHASE3"), phases("Early Phase 1"), phases("N/A"), phases("Phase IIb")
    (['PHASE1', 'PHASE2'], ['PHASE3'], ['EARLY_PHASE1'], ['NA'], ['PHASE2'])
    >>> phases("0"), phases("II/III")
    (['EARLY_PHASE1'], ['PHASE2', 'PHASE3'])
    """
    text = text.replace("EARLY_PHASE", "EARLY PHASE")
    found: set[str] = set()
    for match in _PHASE.finditer(text):
        if match[4]:
            continue
        for numeral in filter(None, match.group(2, 3)):
            digit = _NUMERAL.get(numeral.lower(), numeral)
            found.add("EARLY_PHASE1" if digit == "0" or match[1] else f"PHASE{digit}")
    if not found and (bare := _BARE_PHASE.match(text)):
        digits = [_NUMERAL.get(n.lower(), n) for n in filter(None, bare.groups())]
        found = {"EARLY_PHASE1" if digit == "0" else f"PHASE{digit}" for digit in digits}
    if not found and folded(text) in {"NA", "N_A", "NOT_APPLICABLE"}:
        found = {"NA"}
    return sorted(found, key=lambda p: PHASES.index(p) if p in PHASES else 9) or None


def who_masked(text: str) -> list[str]:
    """The roles that a masking cell names in brackets or as a list.

    >>> who_masked("Double (Participant, Outcomes Assessor)")
    ['PARTICIPANT', 'OUTCOMES_ASSESSOR']
    """
    inside = text.partition("(")[2].partition(")")[0] or text
    return [role for part in re.split(r"[,;/]|\band\b", inside) if (role := coded(part, WHO_MASKED))]


def masking(text: str) -> str | None:
    """The level of masking, also where only the masked roles are listed.

    >>> masking("Double Blind"), masking("Participant, Investigator"), masking("Open")
    ('DOUBLE', 'DOUBLE', 'NONE')
    """
    roles = len(who_masked(text))
    return coded(text, MASKING) or ((None, "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")[roles] if roles < 5 else None)


_NO = re.compile(r"(?i)^\s*(?:no|none|false|0|n)\b|\b(?:not?|doesn'?t)\b[^.]{0,20}\bhealthy|\bno\s*$")
_YES = re.compile(r"(?i)^\s*(?:yes|true|1|y|accepts?)\b|healthy volunteers?")


def flag(text: str) -> bool | None:
    """A yes or no, also as pages write it.

    >>> flag("true"), flag("No Healthy Volunteers"), flag("Accepts Healthy Volunteers"), flag("?")
    (True, False, True, None)
    """
    if _NO.search(text):
        return False
    return True if _YES.search(text) else None
