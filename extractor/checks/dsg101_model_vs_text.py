"""The registered intervention model is not the one that the text names.

What it does: reads the model (single-arm, parallel, crossover, factorial) from the titles, from the descriptions where
the titles don't say, and compares it with the field; a sentence that each subject goes through all conditions means a
crossover, people randomised to groups where no arms are listed mean more than a single group.

Why it matters: a crossover is analysed within subjects, parallel groups between them; reviews pool them apart.

Example: title "A Randomized, Parallel-Group Study", model "Crossover Assignment".

Not an error: an optional crossover at progression, a part or an extension of the study, several arms under "single
group" (that is ARM102), a parallel design whose summary speaks of "parallel" in another sense.

References: ClinicalTrials.gov data element "Interventional Study Model"; CONSORT 2010, item 3a.
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.checks._design import Said, described, registered, told
from extractor.language.designs import find_assignments
from extractor.model import Finding
from extractor.record import TrialRecord

code = "DSG101"
name = "model-vs-text"
severity: Final = "warning"
needs = ("intervention_model.registered",)

# What each word may be registered as.
AGREES: Final = {
    "SINGLE_GROUP": {"SINGLE_GROUP", "SEQUENTIAL"},
    "PARALLEL": {"PARALLEL", "FACTORIAL", "SEQUENTIAL"},
    "CROSSOVER": {"CROSSOVER"},
    "FACTORIAL": {"FACTORIAL"},
}


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the field and the first words that disagree, where none agree."""
    field = registered(record.intervention_model)
    if field is None:
        return
    said = told(record, "model")
    if not said:
        said = list(_assigned(record, field.value))
    if not said or any(field.value in AGREES[one.value] for one in said):
        return
    first = said[0]
    shown = field.value.lower().replace("_", " ")
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the model is registered as {shown}, but the text says “{first.evidence.quote}”",
        suggestion="correct the intervention model, or the words in the text",
        evidence=[field.evidence[0], first.evidence],
        values={"registered": field.value, "stated": first.value},
    )


def _assigned(record: TrialRecord, model: str) -> Iterator[Said]:
    """What sentences say of who gets what: all of it each, or one of it by chance where no arms are listed."""
    may_differ = model == "PARALLEL" or (model == "SINGLE_GROUP" and not record.arms)
    for place in described(record) if may_differ else ():
        for word in find_assignments(place.quote):
            at = cut(place, word.start, word.end, record)
            if word.value == "CROSSOVER" and model == "PARALLEL":
                yield Said("CROSSOVER", at, False)
            elif word.value == "RANDOMIZED" and model == "SINGLE_GROUP":
                yield Said("PARALLEL", at, False)
