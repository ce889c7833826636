"""The small parts of a study: codes, quantities, durations, and the extensions that quote the source."""

from typing import Any

from extractor.model import Concept, Evidence
from extractor.record import Fact, Quantity
from extractor.writers.usdm import codes
from extractor.writers.usdm.model import Json, Maker

EXTENSIONS = "urn:trial-extractor:usdm:"
NOT_STATED = "not stated"


class Parts:
    """Makes parts with the ids of one study."""

    def __init__(self) -> None:
        self.make = Maker()

    def code(self, found: tuple[str, str]) -> Json:
        """A code of CDISC's."""
        system = {"codeSystem": codes.CDISC, "codeSystemVersion": codes.CDISC_VERSION}
        return self.make("Code", code=found[0], decode=found[1], **system)

    def coded(self, value: str, table: codes.Table) -> Json:
        """A registry's value in CDISC's code; where there is none, as the registry has it."""
        if value in table:
            return self.code(table[value])
        system = {"codeSystem": codes.REGISTRY, "codeSystemVersion": codes.REGISTRY_VERSION}
        return self.make("Code", code=value, decode=value, **system)

    def alias(self, code: Json) -> Json:
        """A code as what may have other codes."""
        return self.make("AliasCode", standardCode=code)

    def concept(self, found: Concept | None) -> list[Json]:
        """The code that a name was linked to."""
        if found is None or found.match == "fuzzy":
            return []
        system = {"codeSystem": codes.VOCABULARIES[found.system], "codeSystemVersion": NOT_STATED}
        return [self.make("Code", code=found.code, decode=found.name, **system)]

    def quantity(self, value: float, unit: str | None) -> Json:
        """An amount with its unit: CDISC's of ages, else as it is (UCUM where it has one)."""
        if unit is None:
            return self.make("Quantity", value=value)
        if unit in codes.AGE_UNIT:
            return self.make("Quantity", value=value, unit=self.alias(self.code(codes.AGE_UNIT[unit])))
        system = {"codeSystem": codes.UCUM, "codeSystemVersion": NOT_STATED}
        return self.make("Quantity", value=value, unit=self.alias(self.make("Code", code=unit, decode=unit, **system)))

    def range(self, low: Json, high: Json) -> Json:
        """A range with both ends."""
        return self.make("Range", minValue=low, maxValue=high, isApproximate=False)

    def duration(self, found: Quantity | None) -> Json:
        """A duration; without an amount where none is stated."""
        amount = self.quantity(found.value, found.unit) if found else None
        return self.make("Duration", quantity=amount, durationWillVary=False)

    def extension(self, name: str, **value: Any) -> Json:
        """One of our extensions, with its value."""
        return self.make("ExtensionAttribute", url=EXTENSIONS + name, **value)

    def assumed(self, *names: str) -> list[Json]:
        """Attributes that the model requires and the document does not say: their values are none of it."""
        return [self.extension("assumed", valueString=name) for name in names]

    def quotes(self, evidence: list[Evidence], origin: str | None = None) -> list[Json]:
        """The places that show a fact, and how it was found."""
        said = [self._quote(place) for place in evidence]
        return said + ([self.extension("origin", valueString=origin)] if origin else [])

    def proof(self, fact: Fact) -> list[Json]:
        """The places that show a fact, and how it was found."""
        return self.quotes(fact.evidence, fact.origin)

    def _quote(self, place: Evidence) -> Json:
        parts = [
            self.extension("start", valueInteger=place.start),
            self.extension("end", valueInteger=place.end),
            self.extension("quote", valueString=place.quote),
        ]
        if place.path:
            parts.append(self.extension("path", valueString=place.path))
        if place.page:
            parts.append(self.extension("page", valueInteger=place.page))
        found = self.extension("evidence")
        return found | {"extensionAttributes": parts}
