"""An SQLite file, `facts.sqlite`: a table a kind, lists and structs as JSON in their cell, and the views."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow as pa

from factx.schema import KINDS
from factx.tables import views
from factx.tables.columns import schema


class Writer:
    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "facts.sqlite")
        # the folder is moved into place when it is whole: a journal beside the file would guard nothing
        self._database.execute("PRAGMA journal_mode = OFF")
        for kind in KINDS:
            columns = ", ".join(f'"{column.name}" {_type(column.type)}' for column in schema(kind))
            self._database.execute(f"CREATE TABLE {kind} ({columns})")

    def put(self, kind: str, lines: list[str]) -> None:
        names = schema(kind).names
        marks = ", ".join("?" * len(names))
        with self._database:
            rows = ([_cell(record.get(name)) for name in names] for record in map(json.loads, lines))
            self._database.executemany(f"INSERT INTO {kind} VALUES ({marks})", rows)

    def finish(self) -> None:
        with self._database:
            for kind in KINDS:
                for key in ("id", "doc"):
                    if key in schema(kind).names:
                        self._database.execute(f"CREATE INDEX {kind}_{key} ON {kind} ({key})")
            for view in views.all_of("sqlite"):
                self._database.execute(view.sql)

    def close(self) -> None:
        self._database.close()


def _type(of: pa.DataType) -> str:
    if pa.types.is_integer(of) or pa.types.is_boolean(of):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(of) else "TEXT"


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
