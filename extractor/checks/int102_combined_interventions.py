"""One entry names several agents.

What it does: looks for a drug or biological whose name joins two or more agents ("A + B", "A, B and C").

Why it matters: each agent should be an entry of its own, linked to the arms that get it; joined in one name, none of
them is found by its name, and which arm gets which cannot be said.

Example: "Drug: docetaxel + cisplatin".

Not an error: a fixed-dose combination ("sacubitril/valsartan"), a regimen with a name (FOLFOX), a drug and its
matching placebo, alternatives ("cisplatin or carboplatin"), combined vaccines.

References: ClinicalTrials.gov protocol data element definitions, "Interventions".
"""

from collections.abc import Iterator
from typing import Final

from extractor.checks import cut
from extractor.language.arms.combinations import combined_agents
from extractor.model import Finding
from extractor.record import TrialRecord

code = "INT102"
name = "combined-interventions"
severity: Final = "info"
needs = ("interventions",)


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each entry that joins agents, at the agents within its name."""
    known = {given.name for given in record.interventions if len(given.components) < 2}
    known |= {one.short for one in record.abbreviations}
    for given in record.interventions:
        if given.origin != "registered" or given.type not in (None, "DRUG", "BIOLOGICAL"):
            continue
        agents = combined_agents(given.name, known=known)
        if agents:
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=f"one entry names {len(agents)} agents: {', '.join(agent.text for agent in agents)}",
                suggestion="register each agent on its own and link it to its arms",
                evidence=[cut(given.evidence[0], agents[0].start, agents[-1].end)],
                values={"agents": [agent.text for agent in agents]},
            )
