"""The page around the documents: template, style, script and policy, written as a stream."""

import base64
import hashlib
import inspect
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

from extractor.writers.report.document import FACTS, SEVERITIES

# In the order in which they are joined to the one script of the page.
SCRIPTS = ("dom.js", "text.js", "facts.js", "document.js", "list.js", "main.js")
# What could end a block of JSON or begin a comment in it, and what old scripts took for line ends.
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def dumped(value: object) -> bytes:
    """A value as one line of JSON that HTML reads as nothing else.

    >>> dumped("</script><!--")
    b'"\\\\u003c/script\\\\u003e\\\\u003c!--"'
    """
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return written.encode("utf-8", "replace")


def checks_of(checks: Mapping[str, ModuleType]) -> dict[str, tuple[str, str, str]]:
    """The name, severity and first sentence of each check."""
    return {code: (check.name, check.severity, _first_sentence(check)) for code, check in checks.items()}


def _first_sentence(check: ModuleType) -> str:
    return " ".join(inspect.cleandoc(check.__doc__ or "").partition("\n\n")[0].split())


@dataclass
class Summary:
    """What the documents of a page came to; filled while they are written."""

    checks: dict[str, tuple[str, str, str]]
    read: int = 0
    failed: int = 0
    broken: int = 0
    concerned: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    by_severity: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Counts one entry of the list."""
        if "failed" in entry:
            self.failed += 1
            return
        self.read += 1
        self.broken += bool(entry["errors"])
        self.concerned += bool(entry["findings"])
        self.findings.update(entry["findings"])
        self.documents.update(entry["findings"].keys())
        self.facts.update(entry["facts"])
        self.by_severity.update(dict(zip(SEVERITIES, entry["severities"], strict=True)))

    def codes(self) -> list[dict[str, Any]]:
        """The codes that were found, the most frequent first, each with its share of the first."""
        ordered = sorted(self.findings.items(), key=lambda item: (-item[1], item[0]))
        most = ordered[0][1] if ordered else 1
        return [
            {
                "code": code,
                "count": count,
                "documents": self.documents[code],
                "share": _share(count, most),
                **dict(zip(("name", "severity", "says"), self.checks.get(code, ("", "info", "")), strict=True)),
            }
            for code, count in ordered
        ]

    def kinds(self) -> list[dict[str, Any]]:
        """The kinds of facts that were read, the most frequent first, each with its share of the first."""
        ordered = sorted(((count, name) for name, count in self.facts.items()), key=lambda one: (-one[0], one[1]))
        most = ordered[0][0] if ordered else 1
        return [{"name": FACTS[name], "count": count, "share": _share(count, most)} for count, name in ordered]

    def severities(self) -> list[dict[str, Any]]:
        """The severities with their counts and where their part of one bar begins, in percent."""
        total, at, parts = self.by_severity.total() or 1, 0.0, []
        for name in SEVERITIES:
            share = 100 * self.by_severity[name] / total
            parts.append(
                {"name": name, "count": self.by_severity[name], "start": round(at, 2), "share": round(share, 2)}
            )
            at += share
        return parts


def _share(count: int, most: int) -> float:
    """A share in percent, of which something can be seen where there is anything at all."""
    return max(0.8, round(100 * count / most, 2))


def framed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The page: its head, the documents as they come, and then what they came to."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    first = json.loads(next(chunks))
    summary = Summary(checks=first["checks"])
    environment = Environment(
        loader=PackageLoader("extractor.writers.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda value: f"{value:,}"
    template = environment.get_template("page.html")
    style, script = style_of_page(), script_of_page()
    pieces = template.generate(
        version=first["version"],
        policy=policy(script, style),
        style=_trusted(style),
        script=_trusted(script),
        blocks=_blocks(chunks, summary),
        summary=summary,
        checks=_trusted(dumped(first["checks"]).decode()),
    )
    for piece in pieces:
        yield piece.encode()


def _blocks(chunks: Iterator[bytes], summary: Summary) -> Iterator[tuple[str, list[Any]]]:
    """The entry, and where it could be read the text and the details, of each document."""
    for chunk in chunks:
        entry, *rest = chunk.decode().split("\n")
        summary.add(json.loads(entry))
        yield _trusted(entry), [_trusted(block) for block in rest]


def _trusted(own: str) -> Any:
    """Text that is not to be escaped again: the page's own files, and JSON of `dumped`."""
    from markupsafe import Markup

    return Markup(own)


@cache
def style_of_page() -> str:
    """The style sheet."""
    return _file("report.css")


@cache
def script_of_page() -> str:
    """The one script: its files in one scope."""
    parts = "\n".join(_file(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _file(name: str) -> str:
    return (files("extractor.writers.report") / "page" / name).read_text(encoding="utf-8")


def policy(script: str, style: str) -> str:
    """The Content-Security-Policy: nothing but this script and this style, by their hashes.

    >>> policy("", "")[:41]
    "default-src 'none'; script-src 'sha256-47"
    """
    hashes = [base64.b64encode(hashlib.sha256(own.encode()).digest()).decode() for own in (script, style)]
    parts = ("default-src 'none'", f"script-src 'sha256-{hashes[0]}'", f"style-src 'sha256-{hashes[1]}'")
    return "; ".join((*parts, "base-uri 'none'", "form-action 'none'"))
