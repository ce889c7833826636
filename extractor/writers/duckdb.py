"""A DuckDB file: the tables of csv with their keys, the whole records beside them, views for common questions.

`records` has each record as Parquet has it, so that nothing is lost and `extractor.load_records` reads it back.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from extractor.record import Result
from extractor.writers import Output, masked
from extractor.writers._rows import row
from extractor.writers._rows import tables as record_tables
from extractor.writers._tables import FLAG, KEY, NUMBER, TABLES, TEXT, WHOLE, heading, rows

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

COMMAND = "extract"
FORMAT = "duckdb"
SUFFIXES = (".duckdb", ".ddb")
REQUIRES = ("duckdb", "pyarrow")

# So many trials are inserted at a time.
TRIALS = 256

# View -> the question that it answers, and its query.
VIEWS: dict[str, tuple[str, str]] = {
    "eligibility": (
        "Who may take part, criterion by criterion?",
        """SELECT trials.trial_id, criteria.kind, criteria.id, criteria.text, parents.text AS parent_text, criteria.path
FROM criteria JOIN trials USING (trial_key)
LEFT JOIN criteria AS parents ON parents.trial_key = criteria.trial_key AND parents.id = criteria.parent""",
    ),
    "thresholds": (
        "Which laboratory and other limits are set, and in which criteria?",
        """SELECT trials.trial_id, measurement, low, high, low_inclusive, high_inclusive, unit, relative_to,
    criteria.kind, quantities.quote, criteria.text AS criterion
FROM quantities JOIN trials USING (trial_key)
LEFT JOIN criteria ON criteria.trial_key = quantities.trial_key AND criteria.id = quantities.criterion""",
    ),
    "regimens": (
        "What is given, how much, how often?",
        """SELECT trials.trial_id, coalesce(agent, interventions.name) AS agent, interventions.type, low, high, unit,
    per, role, route, times, period, period_unit, duration, duration_unit, doses.quote
FROM doses JOIN trials USING (trial_key)
LEFT JOIN interventions ON interventions.trial_key = doses.trial_key AND interventions.id = doses.intervention""",
    ),
    "problems": (
        "What contradicts itself, and where?",
        """SELECT trials.trial_id, trials.path AS document, code, findings.name, severity, message,
    quote, other_quote, suggestion
FROM findings JOIN trials USING (trial_key)""",
    ),
    "condition_trials": (
        "How many trials are there of each condition?",
        """SELECT coalesce(concept_name, name) AS condition, concept_system, concept_code,
    count(DISTINCT trial_key) AS trials
FROM conditions WHERE role <> 'mentioned' GROUP BY ALL""",
    ),
    "adult_trials": (
        "Which trials take adults alone?",
        """SELECT trial_id, brief_title,
    minimum_age_days / 365.25 AS minimum_age, maximum_age_days / 365.25 AS maximum_age
FROM trials WHERE minimum_age_days >= 6574""",
    ),
}
# What the documentation shows: question -> query.
QUERIES: dict[str, str] = {
    "Trials that exclude pregnancy": """SELECT DISTINCT trial_id FROM eligibility
WHERE kind = 'exclusion' AND text ILIKE '%pregnan%' ORDER BY ALL""",
    "The ten most frequent findings": """SELECT code, name, count(*) AS findings FROM problems
GROUP BY ALL ORDER BY findings DESC, code LIMIT 10""",
    "Doses in mg per kg": """SELECT trial_id, agent, low, high, quote FROM regimens
WHERE unit = 'mg' AND per = 'kg' ORDER BY ALL""",
    "Limits of kidney function": """SELECT trial_id, measurement, low, high, unit, quote FROM thresholds
WHERE measurement ILIKE '%creatinine%' ORDER BY ALL""",
    "Outcomes, which stand in the whole records alone": """SELECT trial_id, outcome.kind, outcome.measure
FROM (SELECT trial_id, unnest(outcomes) AS outcome FROM records)""",
}


def encode(result: Result, output: Output) -> bytes:
    """The record's rows and the record itself. Raises WriteError where two rows have one id."""
    record = masked(result.record)
    return orjson.dumps(rows(record)) + b"\n" + row(record, output)


def fill(chunks: Iterable[bytes], file: Path) -> None:
    """Writes the file; trials are numbered as they come, on one thread, so that rows stand in their order."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": "1",
        "temp_directory": f"{file}.tmp",
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(str(file), config=settings) as database:
        for name in TABLES:
            database.execute(_definition(name))
        _record_table(database)
        for number, found in enumerate(_batches(chunks)):
            _insert(database, found, 1 + number * TRIALS)
        for name, (question, query) in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {query}")
            database.execute(f"COMMENT ON VIEW {name} IS '{question}'")
        database.execute("CHECKPOINT")


def _batches(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    held: list[bytes] = []
    for chunk in chunks:
        held.append(chunk)
        if len(held) == TRIALS:
            yield held
            held = []
    if held:
        yield held


def _definition(name: str) -> str:
    """The statement that makes a table, with its keys."""
    table = TABLES[name]
    types = {column: part.type for column, part in table.columns.items()}
    types = {
        KEY: "INTEGER NOT NULL",
        "trial_id": TEXT,
        **({"number": "INTEGER"} if table.name == "number" else {}),
        **types,
    }
    lines = [f'"{column}" {types[column]}' for column in heading(name)]
    if name == "trials":
        return f"CREATE TABLE trials ({', '.join(lines)}, PRIMARY KEY ({KEY}))"
    lines.append(f"PRIMARY KEY ({KEY}, {table.name})")
    lines.append(f"FOREIGN KEY ({KEY}) REFERENCES trials ({KEY})")
    for column, part in table.columns.items():
        # A table cannot be filled in one go where its rows refer to each other.
        if part.refers and part.refers != name:
            lines.append(f"FOREIGN KEY ({KEY}, {column}) REFERENCES {part.refers} ({KEY}, id)")
    return f"CREATE TABLE {name} ({', '.join(lines)})"


def _record_table(database: "duckdb.DuckDBPyConnection") -> None:
    from extractor import arrow

    empty = arrow.schema().empty_table()
    database.register("batch", empty)
    database.execute("CREATE TABLE records AS SELECT 0::INTEGER AS trial_key, * FROM batch")
    database.execute(f"ALTER TABLE records ADD PRIMARY KEY ({KEY})")
    database.unregister("batch")


def _insert(database: "duckdb.DuckDBPyConnection", chunks: list[bytes], key: int) -> None:
    import pyarrow as pa

    parts = [chunk.partition(b"\n") for chunk in chunks]
    found = [orjson.loads(first) for first, _, _ in parts]
    for name in TABLES:
        _append(database, name, _arrow(name, [[key + at, *row] for at, one in enumerate(found) for row in one[name]]))
    first = key
    for table in record_tables(last for _, _, last in parts):
        keys = pa.array(range(first, first + table.num_rows), pa.int32())
        _append(database, "records", table.add_column(0, KEY, keys))
        first += table.num_rows


def _append(database: "duckdb.DuckDBPyConnection", name: str, table: "pa.Table") -> None:
    database.register("batch", table)
    database.execute(f"INSERT INTO {name} SELECT * FROM batch")
    database.unregister("batch")


def _arrow(name: str, found: list[list[Any]]) -> "pa.Table":
    import pyarrow as pa

    types = {TEXT: pa.string(), WHOLE: pa.int64(), NUMBER: pa.float64(), FLAG: pa.bool_()}
    table = TABLES[name]
    arrays = []
    for at, column in enumerate(heading(name)):
        kind = WHOLE if column in (KEY, "number") else TEXT if column == "trial_id" else table.columns[column].type
        arrays.append(pa.array((one[at] for one in found), types[kind]))
    return pa.Table.from_arrays(arrays, heading(name))
