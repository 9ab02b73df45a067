"""CSV for spreadsheets: `place.csv` and so on, columns and cells as those of `factx extract --format csv`.

A byte order mark tells Excel that it is UTF-8. Every text is quoted and a null is not, so that a reader who cares can
tell "" from nothing.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from factx.output import csv
from factx.schema import KINDS


class Writer:
    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self._columns = {kind: csv.columns([kind]) for kind in KINDS}
        self._files = {
            kind: self._stack.enter_context((folder / f"{kind}.csv").open("w", encoding="utf-8-sig", newline=""))
            for kind in KINDS
        }
        for kind, names in self._columns.items():
            self._files[kind].write(",".join(names) + "\r\n")

    def put(self, kind: str, lines: list[str]) -> None:
        names = self._columns[kind]
        rows = (csv.row(json.loads(line)) for line in lines)
        self._files[kind].writelines(",".join(_quoted(row.get(name)) for name in names) + "\r\n" for row in rows)

    def finish(self) -> None:
        """Nothing comes after the last record."""

    def close(self) -> None:
        self._stack.close()


def _quoted(cell: Any) -> str:
    """Python's own writer tells null from "" since 3.12 only."""
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"'
    return "" if cell is None else str(cell)
