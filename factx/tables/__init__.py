"""The records as tables that other tools read: one table a kind, in files of five formats."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from factx.errors import FactxError
from factx.schema import KINDS

FORMATS: tuple[str, ...] = ("jsonl", "parquet", "csv", "duckdb", "sqlite")

#: Characters of JSON that are held before they are written: it bounds the memory, and makes the row groups of
#: Parquet and the transactions of the databases, always at the same records.
GROUP = 32 << 20


class Writer(Protocol):
    """One format. It makes its files when it is built: a table of each kind, empty at first."""

    def put(self, kind: str, lines: list[str]) -> None:
        """Append records of one kind, a JSON line each."""

    def finish(self) -> None:
        """What comes after the last record: indexes, views."""

    def close(self) -> None:
        """Let go of the files, finished or not."""


class Tables:
    """The tables of one output while they are written."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._held: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self._chars = 0

    def write(self, lines: Iterable[str]) -> None:
        """Append records: a line each, as `factx.output.encode.to_json` makes them, with or without its line end."""
        for line in lines:
            line = line.rstrip("\n")
            self._held[json.loads(line)["kind"]].append(line)
            self._chars += len(line)
            if self._chars >= GROUP:
                self.flush()

    def flush(self) -> None:
        for kind, lines in self._held.items():
            if lines:
                self._writer.put(kind, lines)
                lines.clear()
        self._chars = 0


@contextmanager
def open_tables(form: str, folder: Path) -> Iterator[Tables]:
    """Write tables of a format into an empty local folder: `place.parquet` and so on, or `facts.duckdb`.

    The same lines in the same order make the same bytes (of DuckDB: the same rows). A folder that was left by an
    exception holds unfinished files.
    """
    if form not in FORMATS:
        raise FactxError(form, "no such format of tables", f"there are {', '.join(FORMATS)}")
    writer: Writer = importlib.import_module(f"factx.tables.{form}").Writer(folder)
    try:
        tables = Tables(writer)
        yield tables
        tables.flush()
        writer.finish()
    finally:
        writer.close()
