"""One file a part of the record: `Document` and the record so far -> facts.

A module states the record fields that it `GIVES` and those that it `NEEDS`; the pipeline orders the modules. One that
reads prose by English rules says `READS_ENGLISH = True` and is left out on a text in another language. `find`
returns facts by record field; what was seen but not understood goes to the field `unparsed`, which any may give.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from extractor.model import Document, Evidence, Field, Unparsed
from extractor.record import Coded

Found = dict[str, list[Any]]
V = TypeVar("V")


def proof(document: Document, fields: Iterable[Field]) -> list[Evidence]:
    """The evidence of fields, in their order."""
    return [document.evidence(item.start, item.end, path=item.path) for item in fields]


def not_understood(document: Document, item: Field, what: str, reason: str) -> Unparsed:
    """A field that could not be read as what it should be."""
    return Unparsed(what=what, text=document.value(item), reason=reason, evidence=proof(document, [item]))


def registered(
    document: Document, path: str, read: Callable[[str], V | None], fact: type[Coded[V]], *, name: str
) -> Found:
    """The coded facts of one field path; a value that `read` cannot place goes to `unparsed`."""
    facts, unread = [], []
    for item in document.all(path):
        value = read(document.value(item))
        if value is None:
            unread.append(not_understood(document, item, name, "no counterpart among the registry's values"))
        else:
            facts.append(fact(value=value, origin="registered", evidence=proof(document, [item])))
    return {name: facts, "unparsed": unread}


def merged(*parts: Found) -> Found:
    """Several finds as one, lists joined."""
    whole: Found = {}
    for part in parts:
        for name, facts in part.items():
            whole.setdefault(name, []).extend(facts)
    return whole
