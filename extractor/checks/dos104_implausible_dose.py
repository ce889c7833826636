"""A dose cannot be meant: most often grams stand for milligrams.

What it does: looks for doses of drugs and biologicals of 20 g or more (5 g per kilogram, 20 g per square metre),
concentrations above 3 g/mL, and one agent that has the same number with two units that are a thousand apart ("50 mcg"
and "50 mg").

Why it matters: it is the most dangerous slip there is in a prescription.

Example: "metformin 500 g three times a day", "ozone at 28 g/ml".

Not an error: foods, fluids, sugars, amino acids, fibre, albumin and immunoglobulins, bowel preparations, contrast
media, herbs, creams and gels; units of activity and radiation; a number whose superscript was lost (DOS103).

References: ISMP List of Error-Prone Abbreviations, Symbols and Dose Designations.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks._doses import GRAMS, doses_by_agent, mass, per_of, words_of
from extractor.model import Finding
from extractor.record import DoseRegimen, Intervention, TrialRecord

code = "DOS104"
name = "implausible-dose"
severity: Final = "error"
needs = ("doses",)
absorbs = ("DOS101",)

LIMITS: Final = {"": 20.0, "kg": 5.0, "m2": 20.0, "mL": 3.0}
OUTSIDE: Final = {"TOP", "PV", "PR", "BUC", "DENTAL"}
NO_MEDICINES: Final = {"DIETARY_SUPPLEMENT", "BEHAVIORAL", "DEVICE", "OTHER"}
_BULKY: Final = re.compile(
    r"(?i)gluco|dextro|sucro|fructo|lactul|lactose|mannit|sorbit|xylit|malto|starch|sugar|honey|syrup|milk|whey|casein"
    r"|protein|amino|arginin|glutam|glycin|leucin|citrullin|creatin|carnitin|inositol|taurin|ketone|triglycerid|\bMCT\b"
    r"|\boils?\b|lipid|fish|omega|fat\b|fibe?r|psyllium|inulin|oligosacc|prebiot|pectin|glucan|gum\b|resin|polystyrene"
    r"|cholestyr|colestipol|sevelamer|kayexalate|patiromer|zirconium|macrogol|polyethylene|\bPEG\b|peglyte|bowel|purgat"
    r"|charcoal|clay|bentonit|barium|iod|iohex|iopam|gado|contrast|albumin|globulin|IVIG|plasma|fibrinogen|saline|sodium"
    r"|bicarbonat|citrate|water|ringer|electrolyt|urea|ethanol|alcohol|wine|gelatin|collagen|bone|graft|cement"
    r"|cream|ointment|\bgel\b|paste|lotion|shampoo|toothpaste|wax|mask|granul|herb|decoct|\btea\b|root|leaf|seed|flour"
    r"|powder|bread|rice|nuts?\b|almond|peanut|egg|soy|fruit|juice|berr|vegetab|meal|diet|food|chocolate|cocoa|coffee"
    r"|yogh?urt|cheese|meat\b|beef|pork|chicken|burger|potato|pasta|cereal|fa?ec(?:al|es)\b|stools?\b|microbiota"
    r"|formula|supplement|nutrition|carbohydrate|sodium oxybate|lignocell|tissue|fat graft"
)
_NUMBERED: Final = re.compile(r"(?i)\b(?:stud(?:y|ies)|protocols?|trials?|no\.?|number|code)\s*$")
THOUSAND = 999.0
AROUND = 30


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each amount that is too large, and one for each number that an agent has in two units."""
    wrong: dict[str, list[DoseRegimen]] = {}
    for dose in record.doses:
        if _is_too_large(record, dose):
            wrong.setdefault(dose.text, []).append(dose)
    known = {dose.id for doses in wrong.values() for dose in doses}
    for text, doses in wrong.items():
        yield _finding(f"“{text}” is not a dose that can be given", doses)
    for agent, doses in doses_by_agent(record).items():
        for one, two in _swapped([dose for dose in doses if dose.id not in known]):
            if not known & {one.id, two.id}:
                known |= {one.id, two.id}
                message = f"“{one.text}” and “{two.text}” of {one.agent or agent} differ by their unit alone"
                yield _finding(message, [one, two])


def _swapped(doses: list[DoseRegimen]) -> Iterator[tuple[DoseRegimen, DoseRegimen]]:
    """Doses that have one number, and units of mass that are a thousand or more apart."""
    first: dict[object, DoseRegimen] = {}
    for dose in doses:
        if dose.unit in GRAMS and dose.role != "concentration":
            other = first.setdefault((dose.low, dose.high, *dose.per), dose)
            ratio = GRAMS[dose.unit] / GRAMS[other.unit]
            if max(ratio, 1 / ratio) > THOUSAND and _one_agent(other, dose):
                yield other, dose


def _one_agent(one: DoseRegimen, two: DoseRegimen) -> bool:
    """Whether the words beside two doses may name one agent: they share a word, or one has no name beside it."""
    first, second = (words_of(dose.agent or "") for dose in (one, two))
    return not first or not second or bool(first & second)


def _is_too_large(record: TrialRecord, dose: DoseRegimen) -> bool:
    grams, per = mass(dose), per_of(dose)
    limit = LIMITS.get("".join(per))
    if dose.repaired or limit is None or grams is None or grams[0] < limit:
        return False
    return dose.route not in OUTSIDE and _is_medicine(record, dose)


def _is_medicine(record: TrialRecord, dose: DoseRegimen) -> bool:
    """Whether what is given is a drug that nobody takes by the spoonful."""
    given = [one for one in record.interventions if dose.id in one.doses]
    text = record.document.text or ""
    at = dose.evidence[0]
    around = text[max(0, at.start - AROUND) : at.end + AROUND]
    names = " ".join([dose.agent or "", around, *(one.name for one in given)])
    if _NUMBERED.search(text[max(0, at.start - AROUND) : at.start]):
        return False
    return not _BULKY.search(names) and _any_medicine(given or record.interventions)


def _any_medicine(given: list[Intervention]) -> bool:
    return not given or any(one.type not in NO_MEDICINES for one in given)


def _finding(message: str, doses: list[DoseRegimen]) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion="check the number and its unit",
        evidence=[dose.evidence[0] for dose in doses],
        values={"doses": [dose.text for dose in doses]},
    )
