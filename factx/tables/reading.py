"""Any output of factx → a DuckDB connection with its tables and the views, whatever the format it was written in.

Parquet, CSV and JSON Lines stay where they are and are read by typed views, a DuckDB file is attached, an SQLite file
is copied into memory (what DuckDB reads SQLite with is an extension that it would have to download). A query may have
been copied from anywhere, so the connection is locked: it opens the files of this output and no others, and loads no
extension.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb

from factx.errors import FactxError
from factx.output import csv, jsonl
from factx.schema import KINDS
from factx.tables import views
from factx.tables.arrow import table
from factx.tables.columns import schema

#: The longest record that is read out of JSON Lines or CSV, in bytes; each thread has two buffers of this size, so it
#: is as large as the file at most.
LONGEST = 256 << 20
Types = dict[str, str]
_HINT = "name the folder that `factx batch` wrote, or the JSON Lines of `factx extract`"


@contextmanager
def opened(source: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a folder that `factx batch` wrote, or of a file of records, JSON Lines; with the views.

    Raises FactxError where it is neither.
    """
    with tempfile.TemporaryDirectory(prefix="factx-") as spill:
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "errors_as_json": True,  # they tell where in a question the fault is
            "temp_directory": spill,
        }
        with duckdb.connect(config=settings) as database:
            # over empty tables first: a view is checked as it is made, and over files that takes a second in all
            types = {kind: _create(database, kind) for kind in KINDS}
            for view in views.all_of("duckdb"):
                database.execute(view.sql)
            try:
                files = _fill(database, source, types)
            except duckdb.Error as e:
                raise FactxError(str(source), str(told(e)["exception_message"]).partition("\n")[0], _HINT) from e
            except sqlite3.Error as e:
                raise FactxError(str(source), str(e), _HINT) from e
            database.execute("SET allowed_paths = $1", [[str(f) for f in files]])
            database.execute("SET enable_external_access = false")
            database.execute("SET lock_configuration = true")
            yield database


def records(source: Path, *kinds: str) -> Iterator[dict[str, Any]]:
    """The records of any output as plain values, kind by kind (all of them, unless some are named)."""
    with opened(source) as database:
        for kind in kinds or KINDS:
            rows = database.execute(f"SELECT to_json(record) FROM {kind} AS record")
            while batch := rows.fetchmany(1000):
                for (line,) in batch:
                    yield json.loads(line)


def _create(database: duckdb.DuckDBPyConnection, kind: str) -> Types:
    """Make an empty table; its columns and their types in DuckDB's words."""
    database.register("records", schema(kind).empty_table())
    database.execute(f"CREATE TABLE {kind} AS FROM records")
    database.unregister("records")
    return {name: of for name, of, *_ in database.execute(f"DESCRIBE {kind}").fetchall()}


def _fill(database: duckdb.DuckDBPyConnection, source: Path, types: dict[str, Types]) -> list[Path]:
    """Fill the tables, or put views of the files in their stead; the files that they read."""
    if source.is_file():
        if source.stat().st_size and not jsonl.holds(source):
            raise FactxError(str(source), "is no output of factx: its first line is no record", _HINT)
        for kind in KINDS:
            _replace(database, kind, f"{_jsonl(types[kind], source)} WHERE kind = '{kind}'")
        return [source]
    if not source.exists():
        raise FactxError(str(source), "no such folder or file", _HINT)
    if (source / "facts.sqlite").is_file():
        _copy(database, source / "facts.sqlite", types)
        return []
    if (source / "facts.duckdb").is_file():
        database.execute(f"ATTACH {_literal(source / 'facts.duckdb')} AS facts (READ_ONLY)")
        for kind in KINDS:
            _replace(database, kind, f"FROM facts.{kind}")
        return []
    for form, select in _FILES.items():
        if (source / f"{KINDS[0]}.{form}").is_file():
            files = {kind: source / f"{kind}.{form}" for kind in KINDS}
            for kind, path in files.items():
                _replace(database, kind, select(types[kind], path))
            return list(files.values())
    raise FactxError(str(source), "it holds no tables of factx", _HINT)


def _replace(database: duckdb.DuckDBPyConnection, kind: str, select: str) -> None:
    database.execute(f"DROP TABLE {kind}")
    database.execute(f"CREATE VIEW {kind} AS {select}")


def _copy(database: duckdb.DuckDBPyConnection, path: Path, types: dict[str, Types]) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as stored:
        for kind in KINDS:
            names = ", ".join(f'"{name}"' for name in types[kind])
            rows = stored.execute(f"SELECT {names} FROM {kind}")
            while batch := rows.fetchmany(10_000):
                database.register("records", table(kind, [_line(types[kind], row) for row in batch]))
                database.execute(f"INSERT INTO {kind} FROM records")
                database.unregister("records")


def _line(types: Types, row: tuple[Any, ...]) -> str:
    """A row of SQLite as the record's line of JSON."""
    cells = {}
    for (name, of), cell in zip(types.items(), row, strict=True):
        if cell is not None and of == "BOOLEAN":
            cell = bool(cell)
        elif cell is not None and _nested(of):
            cell = json.loads(cell)
        cells[name] = cell
    return json.dumps(cells)


def _parquet(types: Types, path: Path) -> str:
    return f"FROM read_parquet({_literal(path)})"


def _jsonl(types: Types, path: Path) -> str:
    columns = ", ".join(f"'{name}': '{of}'" for name, of in types.items())
    longest = f"maximum_object_size = {_longest(path)}"
    return f"FROM read_json({_literal(path)}, format = 'newline_delimited', {longest}, columns = {{{columns}}})"


def _csv(types: Types, path: Path) -> str:
    cells = ", ".join(_cell(name, of) for name, of in types.items())
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in csv.columns([path.stem]))
    dialect = "header = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false"
    longest = f"max_line_size = {_longest(path)}, buffer_size = {2 * _longest(path)}"
    options = f"auto_detect = false, {dialect}, {longest}, columns = {{{columns}}}"
    return f"SELECT {cells} FROM read_csv({_literal(path)}, {options})"


def _cell(name: str, of: str) -> str:
    """What gives a column back its type: as `factx.output.csv.cell` wrote it."""
    if of == "VARCHAR":
        return f"""regexp_replace("{name}", '^''(''*[{csv.FORMULA}])', '\\1') AS "{name}\""""
    return f'CAST("{name}"{"::JSON" if _nested(of) else ""} AS {of}) AS "{name}"'


_FILES: dict[str, Callable[[Types, Path], str]] = {"parquet": _parquet, "jsonl": _jsonl, "csv": _csv}


def _nested(of: str) -> bool:
    return of.endswith("]") or of.startswith("STRUCT")


def _longest(path: Path) -> int:
    return max(1 << 20, min(path.stat().st_size, LONGEST))


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def told(error: duckdb.Error) -> dict[str, Any]:
    """What DuckDB says of an error: `exception_message`, and perhaps `position`, a byte of the SQL."""
    text = str(error)
    try:
        found: dict[str, Any] = json.loads(text[text.index("{") :])
    except ValueError:
        return {"exception_message": text}
    return found
