"""CDISC USDM v4.0, JSON Lines: one object a document, a study with one version and one design.

`model` has the classes, `codes` CDISC's codes, `parts` what all objects are made of, `design` the study design. Written
from the public model. What the model requires and the document does not say is marked by the extension `assumed`.
"""

from collections.abc import Iterable, Iterator

import orjson

from extractor.errors import WriteError
from extractor.record import DoseRegimen, Intervention, Result, TrialRecord
from extractor.writers import Output, masked
from extractor.writers.usdm import codes
from extractor.writers.usdm.design import design
from extractor.writers.usdm.model import Json, flaws
from extractor.writers.usdm.parts import NOT_STATED, Parts

COMMAND = "extract"
FORMAT = "usdm"
SUFFIXES = (".usdm.jsonl", ".usdm.json", ".usdm")
VERSION = "4.0"


def encode(result: Result, output: Output) -> bytes:
    """The study as one line of JSON. Raises WriteError where it is not as the model says."""
    made = study(masked(result.record))
    if wrong := flaws(made):
        raise WriteError(f"no valid USDM: {wrong[0]}")
    return orjson.dumps({"study": made, "usdmVersion": VERSION, "systemName": "trial-extractor"}) + b"\n"


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Line after line."""
    yield from chunks


def study(record: TrialRecord) -> Json:
    """A record as a USDM study."""
    parts = Parts()
    organizations: dict[str, Json] = {}
    identifiers = _identifiers(record, parts, organizations)
    roles = _roles(record, parts, organizations)
    interventions = _interventions(record, parts)
    items = [parts.make("EligibilityCriterionItem", name=one.id, text=one.text) for one in record.criteria]
    version = parts.make(
        "StudyVersion",
        versionIdentifier="1",
        rationale=NOT_STATED,
        studyIdentifiers=identifiers,
        titles=_titles(record, parts),
        roles=roles,
        organizations=list(organizations.values()),
        studyInterventions=list(interventions.values()),
        eligibilityCriterionItems=items,
        studyDesigns=[design(record, parts, interventions, items)],
        abbreviations=[
            parts.make(
                "Abbreviation",
                abbreviatedText=one.short,
                expandedText=one.long,
                extensionAttributes=parts.quotes(one.evidence),
            )
            for one in record.abbreviations
        ],
        notes=[
            parts.make(
                "CommentAnnotation",
                text=f"{one.code} {one.name}: {one.message}",
                extensionAttributes=parts.quotes(one.evidence),
            )
            for one in record.findings
        ],
        extensionAttributes=[*parts.assumed("versionIdentifier", "rationale"), *_dates(record, parts)],
    )
    name = record.trial_id or ":".join(filter(None, (record.document.path, record.document.member)))
    summary = next((one for one in record.descriptions if one.kind == "summary"), None)
    label = record.titles[0].text if record.titles else None
    return parts.make(
        "Study", name=name, label=label, description=summary.text if summary else None, versions=[version]
    )


def _dates(record: TrialRecord, parts: Parts) -> list[Json]:
    """The trial's dates; those of USDM are of documents."""
    return [
        parts.extension("date", valueString=f"{one.kind} {one.date}" + (f" {one.type}" if one.type else ""))
        | {"extensionAttributes": parts.proof(one)}
        for one in record.dates
    ]


def _identifiers(record: TrialRecord, parts: Parts, organizations: dict[str, Json]) -> list[Json]:
    made = []
    for one in record.identifiers:
        if one.system not in organizations:
            name, scheme, identifier = codes.REGISTRIES.get(one.system, (one.system, "trial-extractor", one.system))
            known = one.system in codes.REGISTRIES
            kind = ("C93453", "Clinical Study Registry") if known else codes.UNKNOWN
            organizations[one.system] = parts.make(
                "Organization", name=name, type=parts.code(kind), identifierScheme=scheme, identifier=identifier
            )
        scope = organizations[one.system]["id"]
        made.append(parts.make("StudyIdentifier", text=one.value, scopeId=scope, extensionAttributes=parts.proof(one)))
    if not made:
        organizations[""] = parts.make(
            "Organization",
            name="document",
            type=parts.code(codes.UNKNOWN),
            identifierScheme="trial-extractor",
            identifier="document",
        )
        text = record.document.id or record.document.path
        assumed = parts.assumed("text", "scopeId")
        made = [parts.make("StudyIdentifier", text=text, scopeId=organizations[""]["id"], extensionAttributes=assumed)]
    return made


def _titles(record: TrialRecord, parts: Parts) -> list[Json]:
    made = [
        parts.make(
            "StudyTitle", text=one.text, type=parts.coded(one.kind, codes.TITLE), extensionAttributes=parts.proof(one)
        )
        for one in record.titles
    ]
    kind = ("C207616", "Official Study Title")
    assumed = {"text": record.document.path, "extensionAttributes": parts.assumed("text")} if not made else {}
    return made or [parts.make("StudyTitle", type=parts.code(kind), **assumed)]


def _roles(record: TrialRecord, parts: Parts, organizations: dict[str, Json]) -> list[Json]:
    """Sponsors, and who is masked."""
    made = []
    for one in record.sponsors:
        key = f"sponsor {one.name}"
        if key not in organizations:
            kind = parts.code(("C70793", "Clinical Study Sponsor"))
            organizations[key] = parts.make(
                "Organization", name=one.name, type=kind, identifierScheme="trial-extractor", identifier=one.name
            )
        code = parts.coded(one.role, codes.SPONSOR)
        who = [organizations[key]["id"]]
        made.append(
            parts.make("StudyRole", name=one.role, code=code, organizationIds=who, extensionAttributes=parts.proof(one))
        )
    for fact in record.who_masked[:1]:
        for party in fact.value:
            masking = parts.make("Masking", text=party, isMasked=True)
            code = parts.coded(party, codes.WHO_MASKED)
            made.append(
                parts.make("StudyRole", name=party, code=code, masking=masking, extensionAttributes=parts.proof(fact))
            )
    return made


def _interventions(record: TrialRecord, parts: Parts) -> dict[str, Json]:
    """Interventions by their names; then, one each, the agents whose doses belong to none."""
    doses = {dose.id: dose for dose in record.doses}
    made: dict[str, Json] = {}
    for number, one in enumerate(record.interventions):
        own = [doses.pop(key) for key in one.doses if key in doses]
        key = one.name.casefold() if one.name.casefold() not in made else f"{number} {one.name.casefold()}"
        made[key] = _intervention(record, one, own, parts)
    agents: dict[str, list[DoseRegimen]] = {}
    for dose in doses.values():
        agents.setdefault(dose.agent or NOT_STATED, []).append(dose)
    for agent, given in agents.items():
        made[f"agent {agent}"] = parts.make(
            "StudyIntervention",
            name=agent,
            role=parts.code(codes.UNKNOWN),
            type=parts.code(codes.UNKNOWN),
            administrations=[_administration(dose, parts) for dose in given],
            extensionAttributes=parts.assumed("role", "type"),
        )
    return made


def _intervention(record: TrialRecord, one: Intervention, doses: list[DoseRegimen], parts: Parts) -> Json:
    arms = {arm.type for arm in record.arms if arm.label in one.arm_labels or one.name in arm.interventions}
    role = next((found for kind, found in codes.ROLE.items() if kind in arms), codes.UNKNOWN)
    assumed = [*(["role"] if role is codes.UNKNOWN else []), *([] if one.type else ["type"])]
    return parts.make(
        "StudyIntervention",
        name=one.name,
        label=", ".join(one.other_names) or None,
        role=parts.code(role),
        type=parts.coded(one.type, codes.INTERVENTION) if one.type else parts.code(codes.UNKNOWN),
        codes=[
            code for found in (one.concept, *(each.concept for each in one.components)) for code in parts.concept(found)
        ],
        administrations=[_administration(dose, parts) for dose in doses],
        extensionAttributes=[*parts.assumed(*assumed), *parts.proof(one)],
    )


def _administration(dose: DoseRegimen, parts: Parts) -> Json:
    unit = "/".join((dose.unit, *dose.per))
    ends = [parts.quantity(value, unit) for value in dict.fromkeys((dose.low, dose.high)) if value is not None]
    frequency = dose.frequency
    code = codes.FREQUENCY.get((frequency.times, frequency.period, frequency.unit)) if frequency else None
    more = []
    if len(ends) == 2:
        more.append(parts.extension("dose", valueRange=parts.range(*ends)))
    if dose.role:
        more.append(parts.extension("role", valueString=dose.role))
    if frequency and (code is None or frequency.as_needed or frequency.period_high):
        high = f"-{frequency.period_high}" if frequency.period_high else ""
        said = f"{frequency.times} per {frequency.period}{high} {frequency.unit}"
        more.append(parts.extension("frequency", valueString=said + " as needed" * frequency.as_needed))
    if dose.infusion:
        more.append(parts.extension("infusion", valueQuantity=parts.quantity(dose.infusion.value, dose.infusion.unit)))
    return parts.make(
        "Administration",
        name=dose.id,
        label=dose.text,
        duration=parts.duration(dose.duration),
        dose=ends[0] if len(ends) == 1 else None,
        route=parts.alias(parts.coded(dose.route, codes.ROUTE)) if dose.route else None,
        frequency=parts.alias(parts.code(code)) if code else None,
        extensionAttributes=[*more, *parts.proof(dose)],
    )
