"""Parquet: `place.parquet` and so on, typed and nested as the records are."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from pyarrow.parquet import ParquetWriter

from factx.schema import KINDS
from factx.tables.arrow import table
from factx.tables.columns import schema


class Writer:
    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self._files = {
            kind: self._stack.enter_context(ParquetWriter(folder / f"{kind}.parquet", schema(kind), compression="zstd"))
            for kind in KINDS
        }

    def put(self, kind: str, lines: list[str]) -> None:
        self._files[kind].write_table(table(kind, lines))

    def finish(self) -> None:
        """A file's footer is written as it is closed."""

    def close(self) -> None:
        self._stack.close()
