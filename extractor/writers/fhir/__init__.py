"""FHIR R5: one Bundle of type collection; of each document a ResearchStudy, a Group, activities and their plan.

`study` has the study and who is eligible, `plan` what is done, `elements` the parts of both, `codes` the code systems.
Each resource is validated as it is written, its structure by fhir.resources, its codes by `codes.unbound`, the
extensions, which are ours, by `elements.misshapen`. Ids are
made of the document's path, member and digest: the same input gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

import orjson

from extractor.errors import WriteError
from extractor.record import Result, TrialRecord
from extractor.writers import Output, masked
from extractor.writers.fhir.codes import unbound
from extractor.writers.fhir.elements import Json, misshapen, pruned, without_extensions
from extractor.writers.fhir.plan import activities, plan
from extractor.writers.fhir.study import eligibility, research_study

COMMAND = "extract"
FORMAT = "fhir"
SUFFIXES = (".fhir.json", ".fhir")
REQUIRES = ("fhir.resources",)

_URN = "urn:uuid:"
_NAMESPACE = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")  # of OIDs, RFC 9562: the names in it are ours alone


def encode(result: Result, output: Output) -> bytes:
    """The entries of a document, one a line, the study first. Raises WriteError where a resource is not valid."""
    return b"".join(orjson.dumps(_entry(one)) + b"\n" for one in resources(masked(result.record)))


def resources(record: TrialRecord) -> list[Json]:
    """The resources of a record, each valid, the study first. Raises WriteError."""
    document = record.document
    base = uuid5(_NAMESPACE, "\0".join(("trial-extractor", document.path, document.member or "", document.sha256)))

    def address(name: str) -> str:
        return f"{_URN}{uuid5(base, name)}"

    made = activities(record, address)
    protocol = plan(record, address, made)
    group = eligibility(record)
    study = research_study(
        record, address("study"), address("group") if group else None, address("plan") if protocol else None
    )
    found = [(address("study"), study), (address("group"), group), (address("plan"), protocol)]
    found += [(str(one["url"]), one) for one in made]
    return [_valid(url, pruned(one)) for url, one in found if one]


def _valid(url: str, resource: Json) -> Json:
    from fhir.resources import get_fhir_model_class
    from pydantic import ValidationError

    resource["id"] = url.removeprefix(_URN)
    try:
        get_fhir_model_class(resource["resourceType"]).model_validate(without_extensions(resource))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join((resource["resourceType"], *map(str, first["loc"])))
        raise WriteError(f"no valid FHIR: {place}: {first['msg']}") from None
    if wrong := unbound(resource) or misshapen(resource):
        raise WriteError(f"no valid FHIR: {wrong[0]}")
    return resource


def _entry(resource: Json) -> Json:
    return {"fullUrl": _URN + resource["id"], "resource": resource}


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The Bundle around the entries, one a line. A document that is given twice has other ids the second time."""
    before = b'{"resourceType":"Bundle","type":"collection"'
    seen: dict[bytes, int] = {}
    for chunk in chunks:
        entries = chunk.splitlines()
        study = UUID(orjson.loads(entries[0])["resource"]["id"]).bytes
        again = seen[study] = seen.get(study, -1) + 1
        for entry in _renamed(entries, again) if again else entries:
            yield before + (b',"entry":[\n' if before.startswith(b"{") else b"") + entry
            before = b",\n"
    yield before + b"}\n" if before.startswith(b"{") else b"\n]}\n"


def _renamed(entries: list[bytes], again: int) -> list[bytes]:
    for old in [orjson.loads(entry)["resource"]["id"] for entry in entries]:
        new = str(uuid5(UUID(old), str(again))).encode()
        entries = [entry.replace(old.encode(), new) for entry in entries]
    return entries
