"""Entities of clinical-trial text, as an ordinary spaCy model package.

>>> import en_trial_ner
>>> nlp = en_trial_ner.load()
>>> doc = nlp("Patients with severe asthma")
>>> [(span.text, span.label_) for span in doc.spans["criteria"]]  # doctest: +SKIP

`GROUPS` names the pipes behind each span group. One group alone, at its own cost only:

>>> nlp = en_trial_ner.load(exclude=en_trial_ner.without("criteria"))
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py
from thinc.api import NumpyOps

from . import components as components  # registers the factory `spans_from_ents`

GROUPS: dict[str, tuple[str, str]] = {
    group: (f"ner_{group}", f"spans_{group}") for group in ("criteria", "registry", "biomedical")
}
__version__: str = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """The pipeline; `overrides` are those of `spacy.load` (disable, exclude, enable, config, vocab)."""
    nlp = load_model_from_init_py(__file__, **overrides)
    # numpy's own matrix product: the same spans, 1.5 times as fast as thinc's default
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.components:
        for node in pipe.model.walk() if hasattr(pipe, "model") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return nlp


def without(keep: str | Iterable[str]) -> list[str]:
    """Names of the pipes that only the groups other than `keep` need: for `exclude=` or `disable=`."""
    kept = {keep} if isinstance(keep, str) else set(keep)
    if unknown := kept - set(GROUPS):
        raise ValueError(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    return [pipe for group, pipes in GROUPS.items() if group not in kept for pipe in pipes]
