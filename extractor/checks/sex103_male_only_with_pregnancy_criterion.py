"""Only men can take part, but a criterion speaks of the participant's pregnancy or breast-feeding.

What it does: where sex is registered as MALE, looks for criteria on pregnancy or lactation that are not about a
partner, about contraception alone or about fathering a child.

Why it matters: either the sex is wrong, and women do not find the trial, or the criteria were copied from another one.

Example: sex MALE, exclusion "Pregnant or lactating women".

Not an error: "pregnant partner", "must use a condom to prevent pregnancy"; transgender participants.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, cut
from extractor.language.sexes import names_gender
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "SEX103"
name = "male-only-with-pregnancy-criterion"
severity: Final = "warning"
needs = ("sex.registered", "criteria")

_PREGNANT = re.compile(
    r"(?i)\b(?:(?:non-?)?pregnan(?:t|cy)|lactating|breast-?\s?feed(?:ing|s)?|breast(?:ing)?-feeding"
    r"|(?:women|females) who are nursing|nursing (?:an? )?(?:wom[ae]n|mothers?|infants?|subjects?|patients?)|gravid)\b"
)
_SENTENCE = re.compile(r"[^.;；\n]+")
_OF_OTHERS = re.compile(
    r"(?i)\b(?:partners?|wife|wives|spouses?|girlfriends?|couples?|father\w*|impregnat\w+|sperm\w*|semen|vasectom\w+"
    r"|condoms?|mothers?'? (?:of|had|during)|maternal|born|f(?:o)?etus|precautions?|gestation\w*|birth (?:weight"
    r"|history)|donors?|caregivers?)\b"
)
_AVERTED = re.compile(
    r"(?i)\b(?:prevent(?:s|ing|ion of)?|avoid(?:ing|ance of)?|risk of|caus(?:e|ing)|against|become|get(?:ting)?|make)"
    r"(?: an?| unintended| any)?\s*$"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the sex and the first such criterion."""
    field = next(one for one in record.sex if one.origin == "registered")
    if field.value != "MALE" or any(names_gender(criterion.text) for criterion in record.criteria):
        return
    for criterion in record.criteria:
        if match := _pregnancy(criterion):
            said = cut(criterion.evidence[0], *match)
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"sex is registered as MALE, but the criteria say {brief(said.quote)}",
                suggestion="register the sex as ALL, or take the criterion out",
                evidence=[field.evidence[0], said],
                values={"sex": field.value, "criterion": criterion.text},
            )
            return


def _pregnancy(criterion: EligibilityCriterion) -> tuple[int, int] | None:
    """The sentence of a criterion that is about the participant's own pregnancy."""
    text = criterion.text
    for sentence in _SENTENCE.finditer(text):
        if _OF_OTHERS.search(sentence[0]):
            continue
        for match in _PREGNANT.finditer(sentence[0]):
            if not _AVERTED.search(sentence[0][: match.start()]):
                return sentence.start() + len(sentence[0]) - len(sentence[0].lstrip()), sentence.end()
    return None
