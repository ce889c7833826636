"""The concepts of MeSH, DrugBank, UNII and ICD-10-CM by the keys of their names: the tables of `en_trial_concepts`.

A table is read when it is first asked for, and once in a process. Source of the tables, with versions and licences:
models/en_trial_concepts/sources.tsv.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from string import ascii_lowercase
from typing import Literal

from extractor.errors import ModelError
from extractor.language.term_keys import term_key

Kind = Literal["condition", "intervention"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept of a table: its code in a system, its preferred name, its places in the MeSH tree, all its names."""

    system: str
    code: str
    name: str
    trees: tuple[str, ...]
    names: frozenset[str]

    @property
    def depth(self) -> int:
        """How far down the MeSH tree it stands; 0 outside of it."""
        return max((tree.count(".") + 1 for tree in self.trees), default=0)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A table: the row of each key, unread until it is asked for."""

    rows: Mapping[str, str]

    def entry(self, key: str) -> Entry | None:
        """The concept that has the key."""
        row = self.rows.get(key)
        return _entry(row) if row else None

    def named(self, text: str) -> Entry | None:
        """The concept of that name, whatever its spelling and order of words.

        >>> vocabulary("condition").named("aplastic anaemias").name
        'Anemia, Aplastic'
        """
        return self.entry(term_key(text))

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of its keys."""
        return frozenset(" ".join(self.rows).split())

    def respellings(self, word: str) -> set[str]:
        """The words of its keys that are this one with one letter added, lost or changed, or two that changed places.

        All are of letters, and the first letter is the same.

        >>> vocabulary("condition").respellings("leukemai")
        {'leukemia'}
        """
        cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
        near = {before + after[1:] for before, after in cuts}
        near |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
        near |= {before + letter + after for before, after in cuts for letter in ascii_lowercase}
        near |= {before + letter + after[1:] for before, after in cuts for letter in ascii_lowercase if after}
        return (near & self.words) - {word}


@cache
def vocabulary(kind: Kind) -> Vocabulary:
    """The table of conditions, or of interventions. Raises ModelError where it is not installed."""
    try:
        data = files("en_trial_concepts").joinpath(f"{kind}s.tsv.gz").read_bytes()
    except (ImportError, OSError) as error:
        raise ModelError(f"the concepts of {kind}s are not installed: {error}") from None
    rows: dict[str, str] = {}
    for line in gzip.decompress(data).decode().splitlines():
        row, _, keys = line.rpartition("\t")
        for key in keys.split("|"):
            rows[key] = row
    return Vocabulary(rows)


@cache
def _entry(row: str) -> Entry:
    system, code, name, trees, _source, names = row.split("\t")
    return Entry(system, code, name, tuple(trees.split("|")) if trees else (), frozenset(names.split("|")))
