"""What a run says while it works, on standard error: for people, or one JSON object a line for programs.

No clock in it, but on a terminal, which shows the rate and the time that remains: the same inputs give the same lines.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractor.inputs import Meter, Notice
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
    """The same, with a bar that a terminal shows: how much is read, how fast, what came of it."""

    def __init__(self, bar: Any, meter: Meter) -> None:
        super().__init__(quiet=False)
        self._bar = bar
        self._meter = meter
        self._began = time.monotonic()
        self._task = bar.add_task("reading", total=meter.total or None)

    def done(self, item: Named, summary: Summary) -> None:
        shown = described(summary, time.monotonic() - self._began)
        self._bar.update(self._task, description=shown, completed=self._meter.read)


def described(summary: Summary, seconds: float) -> str:
    """Where a run stands.

    >>> described(Summary(documents=120, failed=1), 60)
    '120 documents, 2.0 a second, 0 findings, 1 failed'
    """
    rate = f", {(summary.documents + summary.failed) / seconds:.1f} a second" if seconds > 1 else ""
    failed = f", {summary.failed} failed" if summary.failed else ""
    return f"{summary.documents} documents{rate}, {summary.findings.total()} findings{failed}"


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
def voice(kind: str, inputs: list[str], *, quiet: bool) -> Iterator[tuple[Voice, Meter]]:
    """A bar on a terminal, lines elsewhere, or events; and the meter to tell of the inputs' files."""
    if kind == "json":
        yield _Events(quiet=quiet), Meter()
        return
    if quiet or not sys.stderr.isatty():
        yield _Lines(quiet=quiet), Meter()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    meter = Meter.of(inputs)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        # Documents differ by a hundred times in size: half a minute tells more than the last few of them.
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=30) as bar:
        yield _Bar(bar, meter), meter
