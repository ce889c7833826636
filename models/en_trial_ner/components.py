"""The one component of its own that the pipeline has: entities become a span group."""

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup


class SpansFromEnts:
    """Moves `doc.ents` into `doc.spans[key]` and clears them: recognisers can follow each other."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[self.key] = SpanGroup(doc, name=self.key, spans=list(doc.ents))
        # "missing", not "outside": the next recogniser would take an "O" for a given annotation.
        doc.set_ents([], default="missing")
        return doc


@Language.factory("spans_from_ents", assigns=["doc.spans"], requires=["doc.ents"])
def make_spans_from_ents(nlp: Language, name: str, key: str) -> SpansFromEnts:
    """`key`: the span group to fill."""
    return SpansFromEnts(key)
