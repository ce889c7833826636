"""The record of one trial document: every part of it, in one place. The JSON Schema comes from here.

Names are those of the ClinicalTrials.gov v2 data elements, CDISC USDM and CHIA. Each field is a list in order of
authority, the best fact first; two sources that disagree are two facts. Unknown is None, never a sentinel.
"""

from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from extractor.model import EMPTY, Concept, Evidence, Finding, Mention, Origin, Part, Section, Span, Unparsed

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Value = TypeVar("Value")


class Fact(Part):
    """Base of every fact: where it comes from, and the places that show it (the main place first)."""

    origin: Origin
    evidence: list[Evidence]


class Coded(Fact, Generic[Value]):
    """A registry data element with a coded value."""

    value: Value


# Generics written inline in a field do not pickle: each has a module-level name.
CodedText = Coded[str]
CodedList = Coded[list[str]]
CodedFlag = Coded[bool]


class Quantity(Part):
    """An amount and its unit, exactly these two."""

    value: int | float
    unit: str


class DocumentInfo(Part):
    """Which document a record is of. `text` is there in memory; writers drop it unless asked."""

    path: str
    member: str | None = None
    id: str | None = None
    format: str
    kind: Literal["registry", "protocol", "text"]
    sha256: str
    pages: int | None = None
    characters: int
    language: str | None = None
    text: str | None = None


class Identifier(Fact):
    """A number that a registry, a sponsor or another body gave the trial."""

    system: str
    value: str


class Title(Fact):
    """A title; `kind` is brief, official, acronym or protocol."""

    kind: Literal["brief", "official", "acronym", "protocol"]
    text: str


class Enrollment(Fact):
    """How many participants, planned or enrolled."""

    count: int
    type: Literal["ACTUAL", "ESTIMATED"] | None = None


class Date(Fact):
    """A date of the trial or its record: ISO 8601 at the precision given (day, month or year)."""

    kind: str
    date: str
    precision: Literal["day", "month", "year"]
    type: Literal["ACTUAL", "ESTIMATED"] | None = None


class AgeRange(Fact):
    """The ages that are eligible; units are hour, day, week, month, year. None is no limit."""

    minimum: Quantity | None = None
    maximum: Quantity | None = None
    minimum_inclusive: bool = True
    maximum_inclusive: bool = True
    population: str | None = None
    repaired: bool = False


class Sponsor(Fact):
    """Who runs or pays for the trial; `role` is lead, collaborator or support."""

    name: str
    role: Literal["lead", "collaborator", "support"]


class Location(Part):
    """A site."""

    facility: str | None = None
    city: str | None = None
    country: str | None = None
    evidence: list[Evidence]


class Keyword(Fact):
    """A keyword."""

    text: str


class Description(Fact):
    """A passage that describes the trial."""

    kind: Literal["summary", "detailed", "population", "model", "masking"]
    text: str


class Condition(Fact):
    """A condition: registered in a field, the target of a title, or only mentioned; abbreviations resolved in name."""

    id: str
    text: str
    name: str
    role: Literal["registered", "target", "mentioned"]
    modifiers: list[str] = EMPTY
    concept: Concept | None = None


class Component(Part):
    """One agent of an intervention."""

    text: str
    name: str
    concept: Concept | None = None


class Intervention(Fact):
    """What is given or done; `type` is the v2 enumeration, `doses` are ids of the record's doses."""

    id: str
    name: str
    type: str | None = None
    other_names: list[str] = EMPTY
    components: list[Component] = EMPTY
    concept: Concept | None = None
    arm_labels: list[str] = EMPTY
    doses: list[str] = EMPTY


class ArmGroup(Fact):
    """An arm or group; `interventions` are names of interventions."""

    label: str
    type: str | None = None
    description: str | None = None
    interventions: list[str] = EMPTY


class Frequency(Part):
    """How often: `times` per `period` of `unit`."""

    times: int | float
    period: int | float
    unit: Literal["h", "d", "wk", "mo", "cycle", "once"]
    period_high: int | float | None = None
    as_needed: bool = False


class DoseRegimen(Fact):
    """One stated amount of one agent. Units are UCUM where it has one; the main evidence is the amount."""

    id: str
    agent: str | None = None
    low: float | None
    high: float | None
    unit: str
    per: list[str] = EMPTY
    role: str | None = None
    route: str | None = None
    frequency: Frequency | None = None
    duration: Quantity | None = None
    infusion: Quantity | None = None
    repaired: bool = False
    text: str


class EligibilityCriterion(Part):
    """One criterion, without its list marker; `parent` is the id of the item that it stands under."""

    id: str
    kind: Literal["inclusion", "exclusion", "unspecified"]
    text: str
    parent: str | None = None
    cohort: str | None = None
    evidence: list[Evidence]


class Window(Part):
    """A time before, after or within which something holds, and the event it is counted from."""

    value: int | float
    unit: str
    direction: Literal["before", "after", "within"]
    anchor: str | None = None


class MeasuredQuantity(Fact):
    """A threshold or range of a measurement, as stated. Units are UCUM; scales are numbers."""

    id: str
    measurement: str
    low: float | None = None
    high: float | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    unit: str | None = None
    relative_to: Literal["ULN", "LLN", "baseline"] | None = None
    window: Window | None = None
    repaired: bool = False
    criterion: str | None = None
    text: str


class Outcome(Fact):
    """An outcome measure."""

    kind: Literal["primary", "secondary", "other"]
    measure: str
    time_frame: str | None = None
    description: str | None = None


class ScheduleRow(Part):
    """One procedure of a schedule of activities; cells as printed, aligned with the visits."""

    procedure: str
    cells: list[str | None]


class Schedule(Part):
    """A schedule of activities."""

    page: int | None = None
    visits: list[str]
    rows: list[ScheduleRow]
    evidence: list[Evidence]


class Abbreviation(Part):
    """A short form that the document defines."""

    short: str
    long: str
    evidence: list[Evidence]


class StageError(Part):
    """A stage that failed on this document; the rest of the record is whole."""

    stage: str
    message: str


class TrialRecord(BaseModel):
    """All that was read of one trial document."""

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    trial_id: str | None = None
    document: DocumentInfo
    sections: list[Section] = EMPTY
    identifiers: list[Identifier] = EMPTY
    titles: list[Title] = EMPTY
    status: list[CodedText] = EMPTY
    study_type: list[CodedText] = EMPTY
    phases: list[CodedList] = EMPTY
    allocation: list[CodedText] = EMPTY
    intervention_model: list[CodedText] = EMPTY
    masking: list[CodedText] = EMPTY
    who_masked: list[CodedList] = EMPTY
    primary_purpose: list[CodedText] = EMPTY
    sex: list[CodedText] = EMPTY
    gender_based: list[CodedFlag] = EMPTY
    std_ages: list[CodedList] = EMPTY
    healthy_volunteers: list[CodedFlag] = EMPTY
    enrollment: list[Enrollment] = EMPTY
    dates: list[Date] = EMPTY
    age_ranges: list[AgeRange] = EMPTY
    sponsors: list[Sponsor] = EMPTY
    locations: list[Location] = EMPTY
    keywords: list[Keyword] = EMPTY
    descriptions: list[Description] = EMPTY
    conditions: list[Condition] = EMPTY
    interventions: list[Intervention] = EMPTY
    arms: list[ArmGroup] = EMPTY
    doses: list[DoseRegimen] = EMPTY
    criteria: list[EligibilityCriterion] = EMPTY
    mentions: list[Mention] = EMPTY
    quantities: list[MeasuredQuantity] = EMPTY
    outcomes: list[Outcome] = EMPTY
    schedule: list[Schedule] = EMPTY
    abbreviations: list[Abbreviation] = EMPTY
    findings: list[Finding] = EMPTY
    unparsed: list[Unparsed] = EMPTY
    errors: list[StageError] = EMPTY
    private: list[Span] = Field(default_factory=list, exclude=True)

    def spelled_out(self) -> dict[str, str]:
        """The document's abbreviations: short form to its first long form."""
        return {item.short: item.long for item in reversed(self.abbreviations)}


@dataclass(frozen=True)
class Result:
    """What a run says of one document: its record, and the selected checks that were skipped, with the reason."""

    record: TrialRecord
    skipped: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """What a registry record and a protocol of one trial say differently; `skipped` as in `Result`."""

    registry: TrialRecord
    protocol: TrialRecord
    findings: list[Finding]
    skipped: list[tuple[str, str]] = field(default_factory=list)
    errors: list[StageError] = field(default_factory=list)


def numbered(record: TrialRecord, number: Literal[0, 1]) -> TrialRecord:
    """A copy of the record whose evidence says that it is in document 0 or 1 of a comparison."""
    names = (name for name in TrialRecord.model_fields if name not in ("document", "private"))
    return record.model_copy(update={name: _numbered(getattr(record, name), number) for name in names})


def _numbered(value: Any, number: int) -> Any:
    if isinstance(value, Evidence):
        return value.model_copy(update={"document": number})
    if isinstance(value, list):
        return [_numbered(item, number) for item in value]
    if isinstance(value, Part):
        return value.model_copy(
            update={
                name: _numbered(inner, number)
                for name in type(value).model_fields
                if isinstance(inner := getattr(value, name), list | Part)
            }
        )
    return value


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record as it is written."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TrialRecord.model_json_schema(
        mode="serialization"
    )
