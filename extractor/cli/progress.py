"""What a run says while it works, on standard error: for people, or one JSON object a line for programs.

No clock in it: the same inputs give the same lines.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractor.inputs import Notice
from extractor.writers import visible

KINDS = ("auto", "json")


@dataclass
class Summary:
    """What a run came to."""

    documents: int = 0
    failed: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        total = self.findings.total()
        yield f"{self.documents} documents read, {self.failed} failed, {total} findings"
        if total:
            yield "  " + ", ".join(f"{code} {count}" for code, count in sorted(self.findings.items()))


class Voice(Protocol):
    """Something that is told how a run goes."""

    def notice(self, notice: Notice) -> None:
        """An input was left out on purpose."""

    def failed(self, item: "Named", reason: str) -> None:
        """A document, or a stage on it, failed."""

    def done(self, item: "Named", summary: Summary) -> None:
        """A document is finished, well or badly."""

    def remark(self, line: str) -> None:
        """Something that concerns the whole run."""

    def end(self, summary: Summary, account: list[str]) -> None:
        """The run is over."""


class Named(Protocol):
    """A document: its input, its place in it, and both together."""

    @property
    def path(self) -> str: ...
    @property
    def member(self) -> str | None: ...
    @property
    def name(self) -> str: ...


class _Lines:
    """Failures as lines of text; a summary unless quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def notice(self, notice: Notice) -> None:
        self.remark(f"{notice.path}: {notice.reason}")

    def failed(self, item: Named, reason: str) -> None:
        self.remark(f"{item.name}: {reason}")

    def done(self, item: Named, summary: Summary) -> None:
        pass

    def remark(self, line: str) -> None:
        print(visible(line), file=sys.stderr)

    def end(self, summary: Summary, account: list[str]) -> None:
        if not self._quiet:
            print("\n".join((*summary.lines(), *account)), file=sys.stderr)


class _Bar(_Lines):
    """The same, with a count of documents that a terminal shows."""

    def __init__(self, bar: Any) -> None:
        super().__init__(quiet=False)
        self._bar = bar
        self._task = bar.add_task("reading")

    def done(self, item: Named, summary: Summary) -> None:
        failed = f", {summary.failed} failed" if summary.failed else ""
        found = f", {summary.findings.total()} findings"
        self._bar.update(self._task, description=f"{summary.documents} documents{found}{failed}")


class _Events:
    """Each event as one JSON object a line."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def notice(self, notice: Notice) -> None:
        self._say("notice", path=notice.path, reason=notice.reason)

    def failed(self, item: Named, reason: str) -> None:
        self._say("failure", path=item.path, member=item.member, reason=reason)

    def done(self, item: Named, summary: Summary) -> None:
        if not self._quiet:
            self._say("document", path=item.path, member=item.member, **_counts(summary))

    def remark(self, line: str) -> None:
        self._say("notice", path=None, reason=line)

    def end(self, summary: Summary, account: list[str]) -> None:
        if not self._quiet:
            self._say("end", **_counts(summary), codes=dict(sorted(summary.findings.items())), remarks=account)

    def _say(self, event: str, **values: object) -> None:
        # ASCII alone: nothing in a file's name acts on a terminal that shows the log.
        print(json.dumps({"event": event, **values}), file=sys.stderr)


def _counts(summary: Summary) -> dict[str, int]:
    return {"documents": summary.documents, "failed": summary.failed, "findings": summary.findings.total()}


@contextmanager
def voice(kind: str, *, quiet: bool) -> Iterator[Voice]:
    """A bar on a terminal, lines elsewhere, or events."""
    if kind == "json":
        yield _Events(quiet=quiet)
        return
    if quiet or not sys.stderr.isatty():
        yield _Lines(quiet=quiet)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)
