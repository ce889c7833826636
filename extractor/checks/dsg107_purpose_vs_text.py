"""The primary purpose is not what the title sets out to do.

What it does: where the purpose is prevention, diagnosis, screening or basic science, looks for titles that treat: the
efficacy of something in, or the treatment of, patients with a disease, or radiotherapy and anticancer drugs in people
who have the cancer. Where it is treatment, for titles on the accuracy of a diagnosis and for screening.

Why it matters: reviews of treatments filter by the purpose.

Example: "Radiotherapy in Patients With Brain Metastases", purpose "Prevention".

Not an error: the prevention of complications or recurrence, vaccines, pharmacokinetics, imaging, mechanisms.

References: ClinicalTrials.gov data element "Primary Purpose".
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.checks._design import registered
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DSG107"
name = "purpose-vs-text"
severity: Final = "info"
needs = ("primary_purpose.registered", "titles")

PURPOSES: Final = frozenset({"PREVENTION", "DIAGNOSTIC", "SCREENING", "BASIC_SCIENCE"})
_TREATS: Final = re.compile(
    r"(?i)(?:^|\bfor the |\bin the |[:–-] )treatment of\b|\btreating patients with\b|^treating\b[^.;]{3,80} with\b"
    r"|\befficacy\b[^.;]{0,80}\bin (?:the treatment of|patients with)\b"
    r"|\b(?:radio-?therapy|chemo-?therapy|[a-z]{3,}(?:tinib|zolomide|platin|taxel"
    r"|rubicin))\b[^.;]{0,80}\b(?:cancer|carcinoma|metastas[ei]s|leuk[a]?emia"
    r"|lymphoma|glioma|sarcoma|NSCLC)\b"
)
_OTHER_AIM: Final = re.compile(
    r"(?i)prevent|prophyla|risk|reduc|avoid|protect|vaccin|immuni[sz]ation|recurren(?!t)|relapse(?!d)|maintenance"
    r"|adjuvant|diagnos|detect|contrast|tracer|biops|endoscop|colonoscop|\btest|assay|imag|PET\b"
    r"|\bMRI|screen|mechanis|pharmacokinetic|\bPK\b|biomarker|predict|accuracy|effects? on|transmission"
    r"|exposure|nausea|vomiting|mucositis"
    r"|toxicity|complication|postoperative|after surgery|secondary|healthy|bioequivalence|guided|ultraso|scan"
)

_DIAGNOSES: Final = re.compile(
    r"(?i)\bdiagnostic (?:accuracy|performance|yield|value)\b|\bsensitivity and specificity of\b|^screening for\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the purpose and the title's words."""
    field = registered(record.primary_purpose)
    if field is None:
        return
    if field.value == "TREATMENT":
        aim, pattern = "diagnoses or screens for", _DIAGNOSES
    elif field.value in PURPOSES and not any(_OTHER_AIM.search(title.text) for title in record.titles):
        aim, pattern = "treats", _TREATS
    else:
        return
    shown = field.value.lower().replace("_", " ")
    for title in record.titles:
        place = title.evidence[0]
        if match := pattern.search(place.quote):
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"the purpose is registered as {shown}, but the title {aim} a disease",
                suggestion="check the primary purpose",
                evidence=[field.evidence[0], cut(place, *match.span())],
                values={"registered": field.value, "stated": match[0]},
            )
            return
