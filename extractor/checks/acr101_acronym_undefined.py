"""An acronym is used and expanded late or never.

What it does: takes capital-letter acronyms of the title and the descriptions; reports those that the document never
spells out, or only after their first use in another part of it. Well-known ones, units, trial acronyms, drug and
product codes are left out.

Why it matters: a reader outside the field cannot tell what is studied.

Example: "Child SAA" in the title, "Severe Aplastic Anemia (SAA)" only in the exclusion list.

Not an error: MRI, HIV, ECOG and the like; the trial's own acronym; codes with digits (AZD1222); roman numerals.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "ACR101"
name = "acronym-undefined"
severity: Final = "info"
needs = ("titles",)
by_default = False

WELL_KNOWN = frozenset(
    """
    ADHD AIDS ALL ALP ALT AML ANC APACHE ASA AST AUC BCG BID BMI BP BRCA BUN CABG CBC CBT CD4 CD8 CDC CE CEO CI
    CNS CO2 COPD COVID CPAP CPR CR CRP CSF CT CTCAE CVD DLT DNA DSM DVT ECG ECMO ECOG EEG EF EGFR EKG ELISA EMA
    EMG EU FDA FEV1 FVC GCP GFR GI GP HBA1C HBV HCV HDL HER2 HIV HLA HPV HR ICD ICH ICU ID II III IL INR IQ IRB
    IU IUD IV IVF IX KRAS LDH LDL LVEF MD MMR MRI MS MTD NCI NCT NHS NIH NSAID NSCLC NYHA OCT OR ORS OS PCR PD
    PET PFS PI PK PR PSA PT PTSD QOL RCT RECIST RNA ROC SAE SARS SD SE SMS STD TB TNF TNM TBD TID TV UK UN US USA
    UTI UV VAS VEGF VI VII VIII WHO XI XII
    """.split()
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a document: the first use of each acronym."""
    known = {title.text.upper() for title in record.titles if title.kind == "acronym"}
    defined = {item.short.rstrip("s"): item.evidence[0] for item in reversed(record.abbreviations)}
    first: dict[str, Evidence] = {}
    for place in [*(title.evidence[0] for title in record.titles), *(text.evidence[0] for text in record.descriptions)]:
        if place.quote.isupper():
            continue
        for match in _ACRONYM.finditer(place.quote):
            short = match[0].rstrip("s")
            if short not in WELL_KNOWN and not any(short in name for name in known):
                first.setdefault(short, cut(place, *match.span()))
    late = {short: use for short, use in first.items() if _is_late(use, defined.get(short))}
    if late:
        yield Finding(
            code=code,
            name=name,
            severity=severity,
            message=f"{', '.join(late)} {'is' if len(late) == 1 else 'are'} not spelled out at the first use",
            suggestion="spell an acronym out where it is first used",
            evidence=list(late.values()),
            values={"acronyms": list(late)},
        )


def _is_late(use: Evidence, definition: Evidence | None) -> bool:
    """Whether an acronym is defined nowhere, or after its first use in another field."""
    return definition is None or (definition.start > use.end and definition.path != use.path)
