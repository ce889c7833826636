"""Entities of clinical-trial text, as an ordinary spaCy model package.

>>> import en_trial_ner
>>> nlp = en_trial_ner.load()
>>> doc = nlp("Patients with severe asthma")
>>> [(span.text, span.label_) for span in doc.spans["criteria"]]  # doctest: +SKIP

`GROUPS` names the span groups. Some of them alone, a little faster:

>>> docs = nlp.pipe(["Aspirin"], component_cfg={"span_tagger": {"groups": ["biomedical"]}})
"""

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py

from . import components as components  # registers the factory `span_tagger`
from .tokens import quickened

GROUPS = ("criteria", "registry", "biomedical")
__version__: str = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """The pipeline; `overrides` are those of `spacy.load` (disable, exclude, enable, config, vocab)."""
    return quickened(load_model_from_init_py(__file__, **overrides))
