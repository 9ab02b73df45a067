"""One compiled gazetteer on disk: a read-only SQLite file of places, their folded names and skeletons.

This module imports the standard library alone, for the wheel's build hook uses it before factx is installed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factx.errors import LexiconError

FORMAT = "1"

#: `form` is null where it is the place's own name; `feature` is the GeoNames class and code, "P.PPLC".
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, feature TEXT NOT NULL, lat REAL, lon REAL,
  approximate INTEGER NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
  population INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, form TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX place_point ON place (lat, lon);
CREATE INDEX place_region ON place (country, admin1, admin2) WHERE feature IN ('A.ADM1', 'A.ADM2');
"""
TABLES = ("place", "name", "skeleton")

COLUMNS = ("id", "name", "feature", "lat", "lon", "approximate", "country", "admin1", "admin2", "population")
_COLUMNS = ", ".join(f"p.{c}" for c in COLUMNS)


@dataclass(frozen=True, slots=True)
class Row:
    """A place as a gazetteer gives it: `id` GeoNames', the point in degrees, `admin1` and `admin2` GeoNames' codes."""

    id: int
    name: str
    feature: str
    lat: float | None
    lon: float | None
    approximate: bool
    country: str
    admin1: str
    admin2: str
    population: int


class Store:
    """A compiled gazetteer, opened when first asked and once a process: a forked worker opens its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._owner = 0
        self._connection: sqlite3.Connection | None = None

    def _ask(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        if self._connection is None or self._owner != os.getpid():
            self._open()
        assert self._connection is not None
        return self._connection.execute(sql, values).fetchall()

    def _open(self) -> None:
        if not self.path.is_file():
            hint = "reinstall factx: installing compiles it"
            raise LexiconError(str(self.path), "the compiled gazetteer is missing", hint)
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._owner = os.getpid()
        try:
            found = self._connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError as e:
            raise LexiconError(str(self.path), f"not a compiled gazetteer: {e}", "compile it again") from e
        if found is None or found[0] != FORMAT:
            raise LexiconError(str(self.path), "compiled by another version of factx", "compile it again")

    @property
    def meta(self) -> dict[str, str]:
        """What is known about the file: format, source, rows, hash …"""
        return {str(k): str(v) for k, v in self._ask("SELECT key, value FROM meta ORDER BY key", ())}

    def named(self, key: str) -> list[tuple[Row, str]]:
        """The places with a name of this fold, each with the form that it is of."""
        sql = f"SELECT {_COLUMNS}, coalesce(n.form, p.name) FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
        return [(_row(r), str(r[-1])) for r in self._ask(sql, (key,))]

    def shaped(self, keys: Iterable[str]) -> list[Row]:
        """The places with a name of one of these skeletons."""
        asked = tuple(keys)
        marks = ",".join("?" * len(asked))
        sql = f"SELECT DISTINCT {_COLUMNS} FROM skeleton s JOIN place p ON p.id = s.place WHERE s.key IN ({marks})"
        return [_row(r) for r in self._ask(sql, asked)]

    def region(self, country: str, admin1: str, admin2: str = "") -> Row | None:
        """The first-level region with this code, or the second-level one."""
        feature = "A.ADM2" if admin2 else "A.ADM1"
        sql = (
            f"SELECT {_COLUMNS} FROM place p WHERE p.feature IN ('A.ADM1', 'A.ADM2') AND p.feature = ?"
            " AND p.country = ? AND p.admin1 = ? AND p.admin2 = ?"
        )
        found = self._ask(sql, (feature, country, admin1, admin2))
        return _row(found[0]) if found else None

    def get(self, id_: int) -> Row | None:
        """The place with this GeoNames id."""
        found = self._ask(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (id_,))
        return _row(found[0]) if found else None

    def within(self, south: float, north: float, west: float, east: float) -> Iterator[Row]:
        """The places in a box of degrees that does not cross the date line."""
        sql = f"SELECT {_COLUMNS} FROM place p WHERE p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
        yield from (_row(r) for r in self._ask(sql, (south, north, west, east)))


def _row(cells: tuple[Any, ...]) -> Row:
    id_, name, feature, lat, lon, approximate, *rest = cells[: len(COLUMNS)]
    return Row(id_, name, feature, lat, lon, bool(approximate), *rest)
