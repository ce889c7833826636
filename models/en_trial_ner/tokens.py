"""spaCy's English tokenizer with the rules that trial text needs: "ALT>2x", "FEV1=0.80", "(DOX)-induced", "50 mL."."""

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

PREFIXES = [r"[-:<>=≤≥/]"]
INFIXES = [
    r"[<>=≤≥≦≧±×+]",
    r"(?<=[^\s(\[])[()\[\]]",
    r"(?<=[A-Za-z])[:,;](?=[A-Za-z])",
    r"(?<=\d)-(?=[A-Za-z])",
    r"(?<=[A-Za-z)])[-–](?=[\d(])",
    r"(?<=\))[-–/](?=\w)",
    r"(?<=\w)/(?=[\d(])",
    r"(?<=\d)/(?=[a-zA-Z])",
]
SUFFIXES = [r"(?<=[a-z/][A-Z])\.", r"[-+=:<>]"]


def extend(nlp: Language) -> Language:
    """Adds the rules to the tokenizer of `nlp`; the pipeline keeps them when it is written to disk."""
    tokenizer, defaults = nlp.tokenizer, nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*defaults.prefixes, *PREFIXES]).search
    tokenizer.infix_finditer = compile_infix_regex([*defaults.infixes, *INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*defaults.suffixes, *SUFFIXES]).search
    return nlp
