"""A DuckDB file, `facts.duckdb`: a table a kind, typed and nested as the records are, and the views."""

from __future__ import annotations

from pathlib import Path

import duckdb

from factx.schema import KINDS
from factx.tables import views
from factx.tables.arrow import table
from factx.tables.columns import schema


class Writer:
    def __init__(self, folder: Path) -> None:
        self._database = duckdb.connect(folder / "facts.duckdb")
        for kind in KINDS:
            self._database.register("records", schema(kind).empty_table())
            self._database.execute(f"CREATE TABLE {kind} AS FROM records")

    def put(self, kind: str, lines: list[str]) -> None:
        self._database.register("records", table(kind, lines))
        self._database.execute(f"INSERT INTO {kind} FROM records")

    def finish(self) -> None:
        for view in views.all_of("duckdb"):
            self._database.execute(view.sql)

    def close(self) -> None:
        self._database.close()
