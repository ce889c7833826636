"""What a project has accepted: findings that it ignores in a trial with a reason, and those of a baseline file.

A finding is known again by its fingerprint: its code, the trial, and the places that it quotes, each as its field
without list positions and its words without spacing and case. Items that change their order, offsets that move and
edits of other places leave it as it is. Two findings that quote the same words in the same fields are one.
"""

import json
import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath
from typing import NamedTuple, Self

from extractor.config import Ignored
from extractor.errors import ConfigError
from extractor.model import Evidence, Finding, plain_path
from extractor.record import DocumentInfo, TrialRecord

VERSION = 1
_NUMBERING = re.compile(r"(?:^|(?<= > ))\d[\d.]{0,20}\s")


def trial(record: TrialRecord) -> str:
    """What a trial is known by: its id, or the name of its document where it has none.

    >>> trial(TrialRecord(document=DocumentInfo(path="a/b.txt", format="text", kind="text", sha256="", characters=0)))
    'b.txt'
    """
    document: DocumentInfo = record.document
    return record.trial_id or ":".join(filter(None, (PurePath(document.path).name, document.member)))


def fingerprint(trial: str, finding: Finding) -> str:
    """What a finding is known by in every run on every version of the document.

    >>> place = Evidence(start=7, end=14, quote="Severe  SAA", path="conditions[2]")
    >>> again = Evidence(start=0, end=8, quote="severe SAA", path="conditions[0]")
    >>> one, two = (Finding(code="X", name="x", severity="info", message="", evidence=[e]) for e in (place, again))
    >>> fingerprint("NCT1", one) == fingerprint("nct1", two)
    True
    """
    parts = [finding.code, trial.casefold(), *sorted(_place(place) for place in finding.evidence)]
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _place(place: Evidence) -> str:
    words = " ".join(unicodedata.normalize("NFKC", place.quote).casefold().split())
    return f"{_NUMBERING.sub('', plain_path(place.path or ''))}\0{words}"


class Entry(NamedTuple):
    """One finding that was accepted."""

    trial: str
    code: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """The findings that a file accepts; with `entries` None there is no file yet, and every finding is accepted."""

    path: Path
    entries: frozenset[Entry] | None = None

    @classmethod
    def of(cls, path: Path) -> Self:
        """The baseline of a file; where there is none, one that accepts all. Raises ConfigError."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["version"] != VERSION:
                raise ConfigError(f"{path}: a baseline of another version")
            return cls(
                path, frozenset(Entry(*(str(one[name]) for name in Entry._fields)) for one in content["findings"])
            )
        except FileNotFoundError:
            if not path.parent.is_dir():
                raise ConfigError(f"{path}: no such folder") from None
            return cls(path)
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror}") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ConfigError(f"{path}: not a baseline") from None

    def accepts(self, entry: Entry) -> bool:
        """Whether a finding is among those of the file."""
        return self.entries is None or entry in self.entries

    def write(self, entries: Collection[Entry]) -> None:
        """Makes the file, one finding a line, or nothing at all. Raises ConfigError."""
        lines = ",\n".join(json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(set(entries)))
        part = self.path.with_name(self.path.name + ".part")
        try:
            part.write_text(f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n', encoding="utf-8")
            os.replace(part, self.path)
        except OSError as error:
            raise ConfigError(f"{self.path}: {error.strerror}") from None


class Sifted(NamedTuple):
    """What was taken out of one record's findings: `ignored` by which words of which ignore, for each finding."""

    trial: str
    ignored: tuple[tuple[tuple[int, str], ...], ...] = ()
    accepted: tuple[Entry, ...] = ()
    seen: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Sieve:
    """What is not shown: findings that the configuration ignores in a trial, and those that a baseline accepts."""

    ignores: tuple[Ignored, ...] = ()
    baseline: Baseline | None = None

    @property
    def files(self) -> list[Path]:
        """What is no input, even if it lies in a folder that is."""
        return [self.baseline.path] if self.baseline else []

    def sift(self, record: TrialRecord) -> Sifted:
        """Leaves in the record what is to be shown, and says what was taken out."""
        name = trial(record)
        if not self.ignores and not self.baseline:
            return Sifted(name)
        kept, ignored, accepted, seen = [], [], [], []
        for finding in record.findings:
            entry = Entry(name, finding.code, fingerprint(name, finding))
            seen.append(entry)
            if words := tuple(self._ignoring(name, finding.code)):
                ignored.append(words)
            elif self.baseline and self.baseline.accepts(entry):
                accepted.append(entry)
            else:
                kept.append(finding)
        record.findings = kept
        return Sifted(name, tuple(ignored), tuple(accepted), tuple(seen))

    def _ignoring(self, name: str, code: str) -> Iterator[tuple[int, str]]:
        for number, ignore in enumerate(self.ignores):
            if ignore.trial.casefold() == name.casefold():
                yield from ((number, word) for word in ignore.codes if names(word, code))


def names(word: str, code: str) -> bool:
    """Whether a word of a selection (a code, a family or ALL) names a check.

    >>> names("age1", "AGE101"), names("AGE", "SEX101"), names("all", "SEX101")
    (True, False, True)
    """
    return word.upper() == "ALL" or code.startswith(word.upper())


@dataclass
class Account:
    """What a sieve took out of all documents of a run. `codes` are the checks that were run."""

    sieve: Sieve
    codes: Collection[str]
    ignored: int = 0
    trials: set[str] = field(default_factory=set)
    used: set[tuple[int, str]] = field(default_factory=set)
    accepted: list[Entry] = field(default_factory=list)
    seen: set[Entry] = field(default_factory=set)

    def add(self, sifted: Sifted) -> None:
        """Counts one document."""
        self.trials.add(sifted.trial)
        self.ignored += len(sifted.ignored)
        self.used.update(word for words in sifted.ignored for word in words)
        if self.sieve.baseline:
            self.accepted.extend(sifted.accepted)
            self.seen.update(sifted.seen)

    def close(self) -> None:
        """Writes the baseline where there is none yet. Raises ConfigError."""
        if self.sieve.baseline and self.sieve.baseline.entries is None:
            self.sieve.baseline.write(self.accepted)

    def unused(self) -> Iterator[str]:
        """The ignores that suppress nothing, each with why; those of checks that were not run are not judged."""
        read = {name.casefold() for name in self.trials}
        for number, ignore in enumerate(self.sieve.ignores):
            for word in ignore.codes:
                if (number, word) in self.used or not any(names(word, code) for code in self.codes):
                    continue
                why = "no such finding" if ignore.trial.casefold() in read else "no such trial among the inputs"
                yield f"ignore of {word} in {ignore.trial} suppresses nothing: {why}"

    def lines(self) -> Iterator[str]:
        """What was taken out, for people."""
        if self.ignored:
            yield f"  {self.ignored} more ignored by the configuration"
        baseline = self.sieve.baseline
        if baseline and baseline.entries is None:
            yield f"  {len(self.accepted)} accepted: written to {baseline.path}, the next run shows what is new"
        elif baseline:
            gone = (baseline.entries or frozenset()) - self.seen
            resolved = sum(entry.trial in self.trials and entry.code in self.codes for entry in gone)
            yield f"  {len(self.accepted)} more accepted by {baseline.path}; {resolved} of its findings resolved"
