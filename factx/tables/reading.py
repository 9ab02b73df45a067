"""Any output of factx → a DuckDB connection with its tables and the views, whatever the format it was written in.

Parquet, CSV and JSON Lines stay where they are and are read by typed views, a DuckDB file is attached, an SQLite file is
copied into memory (what DuckDB reads SQLite with is an extension that it would have to download). Queries come from
people who may have copied them from somewhere, so the connection is locked: it reads the files of this output and no
others, writes none, and loads no extension.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from factx.errors import FactxError
from factx.output import csv
from factx.schema import KINDS
from factx.tables import views
from factx.tables.arrow import table
from factx.tables.columns import schema

#: The longest record that is read out of JSON Lines or CSV, in bytes; each thread has two buffers of this size, so it
#: is as large as the file at most.
LONGEST = 256 << 20
_HINT = "name the folder that `factx batch` wrote, or the records of `factx extract`"


@contextmanager
def opened(source: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a folder that `factx batch` wrote, or of a file of records, JSON Lines; with the views.

    Raises FactxError where it is neither.
    """
    with tempfile.TemporaryDirectory(prefix="factx-") as spill:
        settings = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "temp_directory": spill}
        settings["errors_as_json"] = True  # they tell where in a question the fault is
        with duckdb.connect(config=settings) as database:
            try:
                files = _tables(database, source)
                for view in views.all_of("duckdb"):
                    database.execute(view.sql)
            except (duckdb.Error, sqlite3.Error, OSError) as e:
                raise FactxError(str(source), str(e).partition("\n")[0], _HINT) from e
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


def _tables(database: duckdb.DuckDBPyConnection, source: Path) -> list[Path]:
    """Make a table or a view of each kind; the files that they read."""
    if source.is_file():
        for kind in KINDS:
            _view(database, kind, f"{_jsonl(kind, source)} WHERE kind = '{kind}'")
        return [source]
    if not source.exists():
        raise FactxError(str(source), "no such folder or file", _HINT)
    for name, read in (("facts.duckdb", _attach), ("facts.sqlite", _copy)):
        if (source / name).is_file():
            read(database, source / name)
            return [source / name]
    for form, columns in _VIEWS.items():
        if (source / f"{KINDS[0]}.{form}").is_file():
            files = {kind: source / f"{kind}.{form}" for kind in KINDS}
            for kind, path in files.items():
                _view(database, kind, columns(kind, path))
            return list(files.values())
    raise FactxError(str(source), "it holds no tables of factx", _HINT)


def _view(database: duckdb.DuckDBPyConnection, kind: str, select: str) -> None:
    database.execute(f"CREATE VIEW {kind} AS {select}")


def _attach(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    database.execute(f"ATTACH {_literal(path)} AS facts (READ_ONLY)")
    for kind in KINDS:
        _view(database, kind, f"FROM facts.{kind}")


def _copy(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as stored:
        for kind in KINDS:
            database.register("records", schema(kind).empty_table())
            database.execute(f"CREATE TABLE {kind} AS FROM records")
            names = ", ".join(f'"{name}"' for name in schema(kind).names)
            rows = stored.execute(f"SELECT {names} FROM {kind}")
            while batch := rows.fetchmany(10_000):
                database.register("records", table(kind, [_line(kind, row) for row in batch]))
                database.execute(f"INSERT INTO {kind} FROM records")
        database.unregister("records")
    stored.close()


def _line(kind: str, row: tuple[Any, ...]) -> str:
    """A row of SQLite as the record's line of JSON."""
    cells = {}
    for (name, of), cell in zip(_types(kind).items(), row, strict=True):
        if cell is not None and of == "BOOLEAN":
            cell = bool(cell)
        elif cell is not None and _nested(of):
            cell = json.loads(cell)
        cells[name] = cell
    return json.dumps(cells)


def _parquet(kind: str, path: Path) -> str:
    return f"FROM read_parquet({_literal(path)})"


def _jsonl(kind: str, path: Path) -> str:
    columns = ", ".join(f"'{name}': '{of}'" for name, of in _types(kind).items())
    longest = f"maximum_object_size = {_longest(path)}"
    return f"FROM read_json({_literal(path)}, format = 'newline_delimited', {longest}, columns = {{{columns}}})"


def _csv(kind: str, path: Path) -> str:
    cells = ", ".join(_cell(name, of) for name, of in _types(kind).items())
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in csv.columns([kind]))
    dialect = "header = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false"
    longest = f"max_line_size = {_longest(path)}, buffer_size = {2 * _longest(path)}"
    return f"SELECT {cells} FROM read_csv({_literal(path)}, {dialect}, auto_detect = false, {longest}, columns = {{{columns}}})"


def _cell(name: str, of: str) -> str:
    """What gives a column back its type: as `factx.output.csv.cell` wrote it."""
    if of == "VARCHAR":
        return f"""regexp_replace("{name}", '^''(''*[{csv.FORMULA}])', '\\1') AS "{name}\""""
    return f'CAST("{name}"{"::JSON" if _nested(of) else ""} AS {of}) AS "{name}"'


_VIEWS: dict[str, Callable[[str, Path], str]] = {"parquet": _parquet, "jsonl": _jsonl, "csv": _csv}


@cache
def _types(kind: str) -> dict[str, str]:
    """The columns of a kind and their types in DuckDB's words."""
    with duckdb.connect() as database:
        database.register("records", schema(kind).empty_table())
        return {name: of for name, of, *_ in database.execute("DESCRIBE FROM records").fetchall()}


def _nested(of: str) -> bool:
    return of.endswith("]") or of.startswith("STRUCT")


def _longest(path: Path) -> int:
    return max(1 << 20, min(path.stat().st_size, LONGEST))


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
