"""The small parts of FHIR resources: texts, concepts, quantities, and the extensions that quote the source."""

import re
from typing import Any

from extractor.model import Concept, Evidence
from extractor.record import Fact, Quantity
from extractor.writers.fhir.codes import UCUM, VOCABULARIES, Coding, ucum

Json = dict[str, Any]
EXTENSIONS = "urn:trial-extractor:fhir:"
LARGEST = 1_000_000
# What a FHIR string may not hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def text(value: str | None) -> str | None:
    """A string as FHIR allows it: no control characters, not empty, of at most a million characters."""
    if value is None or not value.strip():
        return None
    return _CONTROL.sub("\ufffd", value[:LARGEST])


def pruned(value: Any) -> Any:
    """A value without what is empty, which FHIR forbids."""
    if isinstance(value, dict):
        kept = {name: pruned(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(pruned, value) if item not in (None, "", [], {})]
    return text(value) if isinstance(value, str) else value


def extension(name: str, **value: Any) -> Json:
    """One of our extensions with its value (`valueString="x"`) or its parts (`extension=[...]`)."""
    return {"url": EXTENSIONS + name, **value}


def without_extensions(value: Any) -> Any:
    """A resource as FHIR alone defines it."""
    if isinstance(value, dict):
        return {
            name: without_extensions(inner)
            for name, inner in value.items()
            if name != "extension" and not name.startswith("_")
        }
    return [without_extensions(inner) for inner in value] if isinstance(value, list) else value


_VALUES: dict[str, tuple[type, ...]] = {
    "valueString": (str,), "valueCode": (str,), "valueId": (str,), "valueDateTime": (str,), "valueInteger": (int,),
    "valueDecimal": (int, float), "valueBoolean": (bool,), "valueRange": (dict,), "valueCodeableConcept": (dict,),
}  # fmt: skip


def misshapen(value: Any, within: bool = False) -> list[str]:
    """The urls of extensions that have neither one value of a known type nor parts.

    Ours are of few shapes: to look at them here takes a tenth of the time in which fhir.resources builds each.

    >>> misshapen({"extension": [{"url": "a", "valueString": "b"}, {"url": "c"}]})
    ['c']
    """
    if isinstance(value, list):
        return [url for inner in value for url in misshapen(inner, within)]
    if not isinstance(value, dict):
        return []
    found = []
    if within:
        held = [name for name in value if name.startswith("value")]
        fits = all(isinstance(value[name], _VALUES.get(name, ())) for name in held)
        one = len(held) == 1 or (not held and bool(value.get("extension")))
        found = [] if fits and one and isinstance(value.get("url"), str) else [str(value.get("url"))]
    return found + [url for name, inner in value.items() for url in misshapen(inner, name == "extension")]


def part(name: str, **value: Any) -> Json | None:
    """A part of an extension; none where the value is unknown."""
    return {"url": name, **value} if next(iter(value.values())) is not None else None


def quotes(evidence: list[Evidence], origin: str | None = None) -> list[Json]:
    """The places that show a fact, one extension each; how it was found alone where there is no place."""
    said = [
        extension(
            "evidence",
            extension=[
                {"url": "start", "valueInteger": place.start},
                {"url": "end", "valueInteger": place.end},
                {"url": "quote", "valueString": place.quote},
                part("path", valueString=place.path),
                part("page", valueInteger=place.page),
                part("origin", valueCode=origin),
            ],
        )
        for place in evidence
    ]
    return said or ([extension("evidence", extension=[part("origin", valueCode=origin)])] if origin else [])


def proof(fact: Fact) -> list[Json]:
    """The places that show a fact, and how it was found."""
    return quotes(fact.evidence, fact.origin)


def concept(name: str, found: Concept | None = None, **more: Any) -> Json:
    """A CodeableConcept of a name and the code that it was linked to."""
    coding = (
        {"system": VOCABULARIES[found.system], "code": found.code, "display": found.name}
        if found and found.match != "fuzzy"
        else None
    )
    return {"coding": [coding], "text": name, **more}


def coded(value: str, table: Coding, *, said: str | None = None, **more: Any) -> Json:
    """A CodeableConcept of a registry's value: its code where the code system has one, and its text."""
    system, codes = table
    coding = {"system": system, "code": codes[value]} if value in codes else None
    return {"coding": [coding], "text": said or value, **more}


def amount(value: float | None, unit: str, per: list[str] | None = None) -> Json | None:
    """A Quantity with its UCUM code; none where the value is unknown."""
    if value is None:
        return None
    said = "/".join((unit, *(per or [])))
    return {"value": _number(value), "unit": said, "system": UCUM, "code": ucum(unit, per or [])}


def span(low: float | None, high: float | None, unit: str, per: list[str] | None = None) -> Json | None:
    """A Range; none where its ends are unknown or the wrong way round, which FHIR forbids."""
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    return {"low": amount(low, unit, per), "high": amount(high, unit, per)}


def duration(quantity: Quantity | None) -> Json | None:
    """A Duration of UCUM time; none where the unit is no time (a cycle)."""
    if quantity is None or quantity.value < 0 or ucum(quantity.unit) not in ("s", "min", "h", "d", "wk", "mo", "a"):
        return None
    return amount(quantity.value, quantity.unit)


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else value
