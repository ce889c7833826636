"""Runs the checks on a record, merges what has one root, and applies the selection.

A check is a module of `checks/` with `code`, `name`, `severity`, `needs` and `run(record)`; `absorbs` names the codes
that its finding stands for where both quote a place (anywhere, with `absorbs_anywhere = True`), `by_default = False`
keeps it off unless it is selected. A check with `reads = "pair"` compares a registry record with a protocol:
`run(registry, protocol)`. What absorbs or is absorbed by a selected check runs too; a root that is not
selected absorbs nothing, so that a selected code is then reported under its own name.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from types import ModuleType

from extractor.errors import ConfigError
from extractor.model import Finding
from extractor.plugins import modules
from extractor.record import TrialRecord

ALL = "ALL"


@cache
def catalogue() -> dict[str, ModuleType]:
    """The checks by code, in the order of their codes."""
    checks = {module.code: module for module in modules("extractor.checks")}
    return dict(sorted(checks.items()))


def absorbed(code: str) -> tuple[str, ...]:
    """The codes that a check's finding stands for."""
    return tuple(getattr(catalogue()[code], "absorbs", ()))


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> frozenset[str]:
    """The codes that a selection means: codes, families ("AGE", "AGE1") or ALL; nothing selected is the default set.

    Raises ConfigError for a word that names no check.

    >>> sorted(chosen(["CON"], ["CON102"]))
    ['CON101', 'CON103']
    """
    return _chosen(tuple(select), tuple(ignore))


@lru_cache(maxsize=16)
def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    codes = catalogue()
    wanted = _codes(select) if select else {c for c, check in codes.items() if getattr(check, "by_default", True)}
    return frozenset(wanted - _codes(ignore))


def _codes(words: Sequence[str]) -> set[str]:
    named: set[str] = set()
    for word in words:
        found = {code for code in catalogue() if word.upper() == ALL or code.startswith(word.upper())}
        if not found or not word:
            raise ConfigError(f"no check is called {word!r}")
        named |= found
    return named


def relevant(selection: frozenset[str]) -> list[str]:
    """The checks that must run for a selection: the selected, what they absorb, and what absorbs them."""
    return list(_relevant(selection))


@lru_cache(maxsize=16)
def _relevant(selection: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        code
        for code in catalogue()
        if code in selection
        or selection & set(absorbed(code))
        or any(code in absorbed(other) for other in selection if other in catalogue())
    )


def run_check(code: str, record: TrialRecord) -> list[Finding] | str:
    """One check's findings on a record, or the reason why it cannot be run on it."""
    check = catalogue()[code]
    if reads_pair(code):
        return "compares a registry record with a protocol"
    if reason := _skips(code).get(record.document.kind):
        return reason
    lacking = [need for need in check.needs if not _has(record, need)]
    if lacking:
        return f"no {' and no '.join(lacking)} in this document"
    return list(check.run(record))


@cache
def _skips(code: str) -> dict[str, str]:
    """The kinds of documents on which a check is not run, and why."""
    return dict(getattr(catalogue()[code], "skips", {}))


@cache
def reads_pair(code: str) -> bool:
    """Whether a check compares two documents."""
    return getattr(catalogue()[code], "reads", "record") == "pair"


def run_pair_check(code: str, registry: TrialRecord, protocol: TrialRecord) -> list[Finding] | str:
    """The findings of a check that compares two documents, or the reason why it cannot be run on them."""
    check = catalogue()[code]
    sides = {"registry": registry, "protocol": protocol}
    for need in check.needs:
        side, _, field = need.partition(".")
        if not _has(sides[side], field):
            return f"no {field} in the {side}"
    return list(check.run(registry, protocol))


def _has(record: TrialRecord, need: str) -> bool:
    """Whether a record has facts of a field; "ages.stated" asks for an origin, "criteria.inclusion" for a kind."""
    if need == "text":
        return record.document.text is not None
    name, _, which = need.partition(".")
    facts = getattr(record, name)
    if not which:
        return bool(facts)
    for fact in map(vars, facts):
        if which == fact.get("origin") or which == fact.get("kind") or which == fact.get("role"):
            return True
    return False


def merge(findings: Sequence[Finding], selection: frozenset[str]) -> list[Finding]:
    """Roots in place of what they absorb, where the root is selected; in the order of the places."""
    roots = [finding for finding in findings if finding.code in selection]
    kept = []
    for finding in roots:
        if any(_stands_for(root, finding) for root in roots):
            continue
        related = sorted({other.code for other in findings if _stands_for(finding, other)})
        kept.append(finding.model_copy(update={"related": related}) if related else finding)
    return sorted(kept, key=lambda f: (f.evidence[0].start if f.evidence else 0, f.code))


def _stands_for(root: Finding, other: Finding) -> bool:
    """Whether a root explains another finding: both quote a place, or the root explains it wherever it stands."""
    if other.code not in absorbed(root.code):
        return False
    if getattr(catalogue()[root.code], "absorbs_anywhere", False):
        return True
    return any(
        a.start < b.end and b.start < a.end and a.document == b.document for a in root.evidence for b in other.evidence
    )
