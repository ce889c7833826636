"""Writes the pages that are made from the code (`make docs`).

docs/checks.md from the checks' own pages, docs/record.md from the record's schema, docs/csv.md from the CSV writer,
docs/check.svg from a sample.
"""

import inspect
import io
import re
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from extractor.config import Settings
from extractor.findings import absorbed, catalogue
from extractor.inputs import Source
from extractor.pipeline import process
from extractor.record import json_schema
from extractor.writers import Output
from extractor.writers.check_text import encode
from extractor.writers.csv import COLUMNS

_FONT = re.compile(r"@font-face \{[^}]*\}\s*")
HERE = Path(__file__).parent
SAMPLE = Path("samples/documents/veeva_page.txt")


def checks() -> str:
    """The catalogue: a table, then each check's page."""
    lines = ["# Checks", "", "Generated from the checks themselves: change those.", ""]
    lines += ["| code | name | severity | by default |", "|---|---|---|---|"]
    for code, check in catalogue().items():
        state = "on" if getattr(check, "by_default", True) else "off"
        lines.append(f"| [{code}](#{code.lower()}-{check.name}) | {check.name} | {check.severity} | {state} |")
    for code, check in catalogue().items():
        lines += ["", f"## {code} {check.name}", "", inspect.cleandoc(check.__doc__ or "")]
        if names := absorbed(code):
            lines += ["", f"Stands for: {', '.join(names)} (named in `related`)."]
    return "\n".join(lines) + "\n"


def record() -> str:
    """The record: every field and part, with types."""
    schema = json_schema()
    parts: dict[str, Any] = schema["$defs"]
    lines = ["# The record", "", f"Schema version {schema['properties']['schema_version']['const']}. "]
    lines[-1] += "Generated from the schema (`trial-extractor schema`). Each list has the best fact first."
    lines += ["", "## TrialRecord", "", *_table(schema)]
    for name, part in sorted(parts.items()):
        if "properties" in part:
            lines += ["", f"## {name}", "", part.get("description", ""), "", *_table(part)]
    return "\n".join(lines) + "\n"


def _table(part: dict[str, Any]) -> list[str]:
    rows = [f"| `{name}` | {_type(field)} |" for name, field in part["properties"].items()]
    return ["| field | type |", "|---|---|", *rows]


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower().replace('[', '').replace(']', '')})"
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    return f"`{field['const']}`" if "const" in field else str(field.get("type", "any"))


def csv_columns() -> str:
    """The columns of the CSV output."""
    lines = [
        "# CSV",
        "",
        "`-f csv`: one row a trial. Lists are joined by ` | `; cells that a spreadsheet would take for a",
    ]
    lines += ["formula get an apostrophe before them. Generated from the writer.", "", "| column | what |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, (_, meaning) in COLUMNS.items()]
    return "\n".join(lines) + "\n"


def picture() -> str:
    """What `check` says of a sample, as a terminal shows it."""
    source = Source(str(SAMPLE), (HERE.parent / SAMPLE).read_bytes())
    said = encode(process(source, Settings(model=None), None), Output(colour=True)).decode()
    console = Console(record=True, width=118, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(said.rstrip()))
    svg = console.export_svg(title=f"trial-extractor check {SAMPLE}", unique_id="check")
    return _FONT.sub("", svg)  # fetches nothing: any fixed-width font will do


def main() -> None:
    """Writes all of them."""
    (HERE / "checks.md").write_text(checks(), encoding="utf-8")
    (HERE / "record.md").write_text(record(), encoding="utf-8")
    (HERE / "csv.md").write_text(csv_columns(), encoding="utf-8")
    (HERE / "check.svg").write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
