"""Writes the pages that are made from the code (`make docs`).

docs/checks.md from the checks' own pages, docs/record.md and docs/record.schema.json from the record's schema,
docs/csv.md, docs/duckdb.md and docs/parquet.md from the writers, docs/check.svg from a sample.
"""

import inspect
import io
import json
import re
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from extractor import arrow
from extractor.config import Settings
from extractor.findings import absorbed, catalogue
from extractor.inputs import Source
from extractor.pipeline import process
from extractor.record import json_schema
from extractor.writers import Output
from extractor.writers._tables import KEY, TABLES, TEXT, Table
from extractor.writers.check_text import encode
from extractor.writers.csv import COLUMNS
from extractor.writers.duckdb import QUERIES, VIEWS

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
    """The columns of the CSV output, and the tables."""
    lines = [
        "# CSV",
        "",
        "Generated from the writers. Cells that a spreadsheet would take for a formula get an apostrophe before them, NULs",
        "are left out, lists are joined by ` | `.",
        "",
        "## One row a trial: `-f csv`",
        "",
        "| column | what |",
        "|---|---|",
    ]
    lines += [f"| `{name}` | {meaning} |" for name, (_, meaning) in COLUMNS.items()]
    lines += [
        "",
        "## A table each: `--tables DIR`",
        "",
        "`extract trials/ -f csv --tables DIR` writes one file a table to the folder DIR, and needs no `-o`. A file is",
        "written row by row. A folder that holds anything else than these files is refused.",
        "",
        f"`{KEY}` is the primary key of `trials`, a trial's number in the output, and in every other table the trial that a",
        "row belongs to; `trial_id` stands beside it for people. With the key a row's `id` (of arms and findings: `number`)",
        "names it; columns that refer to another table hold such an `id`. The main place that shows a fact stands in",
        "`char_start` to `page`, in characters of the canonical text.",
    ]
    for name, table in TABLES.items():
        lines += ["", f"### {name}", "", f"A row is {table.what}.", "", *_dictionary(name, table)]
    lines += [
        "",
        "## What is lost",
        "",
        "All places of evidence but the first (of a finding the first two); identifiers, descriptions, secondary outcomes,",
        "locations, sections, schedules, abbreviations and unparsed passages; of a field with several facts all but the",
        "best; the values that a finding compared. [DuckDB](duckdb.md) has the same tables and the whole records.",
    ]
    return "\n".join(lines) + "\n"


def _dictionary(name: str, table: Table) -> list[str]:
    lines = ["| column | type | what |", "|---|---|---|", f"| `{KEY}` | INTEGER | the trial |"]
    if name != "trials":
        lines.append(f"| `trial_id` | {TEXT} | its id, for people |")
    if table.name == "number":
        lines.append("| `number` | INTEGER | names the row within its trial |")
    for column, part in table.columns.items():
        refers = f" (`{part.refers}`)" if part.refers else ""
        lines.append(f"| `{column}` | {part.type} | {part.meaning}{refers} |")
    return lines


def duckdb() -> str:
    """The DuckDB file: tables, views, queries."""
    lines = [
        "# DuckDB",
        "",
        "`extract trials/ -o trials.duckdb` (needs the extra `formats`) writes one database file. Generated from the writer.",
        "",
        "It has the tables of [`-f csv --tables`](csv.md), with the same columns, types, primary keys and foreign keys (but",
        "for those of a table to itself: `criteria.parent`), and a table `records`: each record whole, with nested columns,",
        "as [Parquet](parquet.md) has it, from which `extractor.load_records` reads. Nothing is lost but the text (unless",
        "`--with-text`). Trials are inserted in batches; the keys' indexes grow with the number of rows. The same input",
        "gives the same rows in the same order; the file's header has an identifier that DuckDB draws anew for each file.",
        "",
        "## Views",
    ]
    for name, (question, query) in VIEWS.items():
        lines += ["", f"`{name}`: {question}", "", "```sql", query, "```"]
    lines += ["", "## Queries"]
    for question, query in QUERIES.items():
        lines += ["", f"{question}:", "", "```sql", query, "```"]
    return "\n".join(lines) + "\n"


def parquet() -> str:
    """The Parquet file: its schema."""
    lines = [
        "# Parquet",
        "",
        "`extract trials/ -o trials.parquet` (needs the extra `formats`) writes one row a record, in row groups of at most",
        "1000 records or 32 MB, compressed by zstd; a group is written when it is full. Generated from the writer.",
        "",
        "Columns are the fields of [the record](record.md), with the same names; lists of parts are lists of structs.",
        "Numbers that may be whole or broken are doubles. `findings.values`, whose keys differ from check to check, is JSON.",
        f"The file's metadata name the version of the schema (`{arrow.VERSION_KEY}`). Nothing is lost but the text (unless",
        "`--with-text`); `extractor.load_records` reads the records back.",
        "",
        "| column | type |",
        "|---|---|",
    ]
    lines += [f"| `{field.name}` | `{field.type}` |" for field in arrow.schema()]
    lines += ["", "```sql", "-- DuckDB: inclusion criteria", "SELECT trial_id, criterion.text"]
    lines += ["FROM (SELECT trial_id, unnest(criteria) AS criterion FROM 'trials.parquet')"]
    lines += ["WHERE criterion.kind = 'inclusion'", "```"]
    return "\n".join(lines) + "\n"


def json_schema_file() -> str:
    """The record's schema as a file."""
    return json.dumps(json_schema(), indent=2) + "\n"


PAGES = {
    "checks.md": "checks", "record.md": "record", "record.schema.json": "json_schema_file", "csv.md": "csv_columns",
    "duckdb.md": "duckdb", "parquet.md": "parquet", "check.svg": "picture",
}  # fmt: skip


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
    for name, page in PAGES.items():
        (HERE / name).write_text(globals()[page](), encoding="utf-8")


if __name__ == "__main__":
    main()
