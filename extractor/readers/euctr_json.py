"""EU Clinical Trials Register as JSON: sections of elements by the register's labels, or one object of short keys.

The two forms: `{"A. Protocol Information": {"A.2 EudraCT number": ...}}`, in which repeated parts carry a number
("D.I2.3.1 Product name" is D.3.1 of the second product), and keys as "a2_eudract_number", with lists of objects
for repeated parts and "_fr" after a key whose value is in another language.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document, Unparsed
from extractor.studies import render
from extractor.studies.euctr import IDENTIFIERS, PRIVATE, euctr_paths, known_labels
from extractor.studies.euctr_labels import SUMMARY
from extractor.studies.references import resolve_references
from extractor.studies.values import pruned

ORDER = 23
DEPTH = 20

_SECTION = re.compile(r"[A-GNP]\. [A-Z]")
_NUMBERED = re.compile(r"([BD])\.[ISP]\d{1,3}\.")
_CODED = re.compile(r"([A-GNP]\.(?:[1-9]\d?(?:\.\d{1,2}){0,5})?)(?!\d)")
_SHORT = re.compile(r"([a-gnpx])(\d{0,8})_?(.*)", re.S)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
# The headings that follow two elements of the register's page, and came along when it was read.
_NEXT_HEADING = re.compile(r"(?:\A|\s)(?:MedDRA Classification|B\. Sponsor Information)\Z")
_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?(?:\.|$)")


class Item(NamedTuple):
    """One element with its value; `language` where it is marked as in another than English."""

    name: str
    label: str
    value: str
    language: str | None = None


def detects(source: Source) -> bool:
    """A JSON object with the register's section A, or its element A.2 as a short key."""
    study = source.json
    if not isinstance(study, dict):
        return False
    return isinstance(study.get("A. Protocol Information"), dict) or "a2_eudract_number" in study


def read(source: Source) -> Document:
    """The registered elements as v2 fields; results and values in other languages are named as unread."""
    study: dict[str, Any] = source.json
    short = "a2_eudract_number" in study
    items = [*(_short_items(study) if short else _labelled_items(study))]
    foreign = [item for item in items if item.language and item.value]
    text, fields = render(pruned(_study([item for item in items if not item.language])))
    unread = [key for key, value in study.items() if short and isinstance(value, dict) and value and not _code(key)]
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="euctr-json",
        kind="registry",
        text=text,
        fields=fields,
        unparsed=[
            *(Unparsed(what="section", text=key, reason="not part of the registration") for key in unread),
            *(Unparsed(what="field", text=item.name, reason=f"not English: {item.language}") for item in foreign),
        ],
    )


def _value(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return _NEXT_HEADING.sub("", resolve_references(str(value)).strip()).strip()


def _labelled_items(study: dict[str, Any]) -> Iterator[Item]:
    """The elements of the form with the register's own labels as keys."""
    for key, value in study.items():
        if not isinstance(value, dict):
            yield _labelled(key, value)
        elif _SECTION.match(key):
            for inner, found in value.items():
                yield _labelled(inner, found)


def _labelled(key: str, value: Any) -> Item:
    label = " ".join(_NUMBERED.sub(r"\1.", key).split())
    code = _CODED.match(label)
    for known in known_labels().get(code[1], []) if code else []:
        if known.pattern.match(label, code.end() if code else 0):
            return Item(known.name, known.label, _value(value))
    return Item(label, label, _value(value))


def _short_items(study: dict[str, Any], depth: int = 0) -> Iterator[Item]:
    """The elements of the form with short keys, those of nested lists in place."""
    if depth > DEPTH:
        raise ReadError(f"nested deeper than {DEPTH} levels")
    for key, value in study.items():
        if key == "_dimp":
            yield Item("D. IMP", key, _value(value))
        elif isinstance(value, list) and (key == "dimp" or re.match(r"[a-g]\d", key)):
            for inner in value:
                if isinstance(inner, dict):
                    yield from _short_items(inner, depth + 1)
        elif not isinstance(value, list | dict) and (found := _short_name(key)):
            language = key[-2:] if key[-3:-2] == "_" and key[:-3] in study else None
            yield Item(found[0], found[1], _value(value), language)


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", text.lower())


@cache
def _codes() -> dict[str, str]:
    """Element codes by what short keys make of them: "e81" for E.8.1."""
    return {code.replace(".", "").lower(): code for code in known_labels() if code}


def _code(key: str) -> str | None:
    """The element code of a short key: "e81_controlled" is E.8.1."""
    found = _SHORT.match(key)
    return _codes().get(found[1] + found[2]) if found and (found[2] or found[1] in "np") else None


def _short_name(key: str) -> tuple[str, str] | None:
    """The element name and label of a short key, or None where the key is none."""
    found = _SHORT.match(key)
    if not found:
        return None
    words = _letters(found[3])
    if found[1] == "x":
        return next(((label, label) for label in SUMMARY if _letters(label) == words), None)
    known = [entry for entry in known_labels().get(_code(key) or "-", []) if not entry.heading]
    for entry in known:
        if _letters(entry.label) == words:
            return entry.name, entry.label
    return (known[-1].name, known[-1].label) if known and found[2] else None


def _study(items: list[Item]) -> dict[str, Any]:
    """The elements in the shape of a v2 study."""
    items = [item for item in items if item.name not in PRIVATE]
    criteria: list[str] = []
    study: dict[str, Any] = {"protocolSection": {}, "source": {}}
    for item, path in zip(items, euctr_paths([(item.name, item.value) for item in items]), strict=True):
        if path is None:
            continue
        if item.name in {"E.3", "E.4"}:
            kind = "Inclusion" if item.name == "E.3" else "Exclusion"
            criteria.append(f"{kind} Criteria:\n\n{item.value}")
        elif path.startswith("source:"):
            study["source"].setdefault(item.name, []).append(item.value)
        else:
            _put(study, path, item.value)
            if item.name in IDENTIFIERS:
                _put(study, path.removesuffix("id") + "type", item.label)
    if criteria:
        _put(study, "protocolSection.eligibilityModule.eligibilityCriteria", "\n\n".join(criteria))
    return study


def _put(study: dict[str, Any], path: str, value: str) -> None:
    """Puts a value at its path ("a.b[2].c"), lists filled up to its place."""
    place: Any = study
    steps: list[tuple[str, str]] = _STEP.findall(path)
    for at, (key, index) in enumerate(steps):
        last = at == len(steps) - 1
        if index:
            found = place.setdefault(key, [])
            found.extend(None if last else {} for _ in range(len(found), int(index) + 1))
            place, key = found, int(index)  # type: ignore[assignment]
        if last:
            place[key] = value
        else:
            place = place[key] if index else place.setdefault(key, {})
