"""Gazetteer rows → one compiled SQLite file (see `store`): streamed, the same for the same rows, put in place at once.

This module imports the standard library alone, for the wheel's build hook runs it before factx is installed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from factx.lexicon.names import ARABIC, PERSIAN, fold, skeletons, without_article
from factx.lexicon.store import COLUMNS, FORMAT, INDEXES, SCHEMA, TABLES, Row

BATCH = 20_000

#: Rows, each with the other names of its place.
Places = Iterable[tuple[Row, Iterable[str]]]

#: Rows arrive in any order; sorting them on the way into the clustered tables keeps a file of millions quick to build.
_STAGE = """
CREATE TEMP TABLE staged_name (key TEXT, place INTEGER, form TEXT);
CREATE TEMP TABLE staged_skeleton (key TEXT, place INTEGER);
"""
_SETTLE = """
INSERT INTO name SELECT key, place, min(form) FROM staged_name GROUP BY key, place ORDER BY key, place;
INSERT INTO skeleton SELECT DISTINCT key, place FROM staged_skeleton ORDER BY key, place;
DROP TABLE staged_name;
DROP TABLE staged_skeleton;
"""


def compile_to(path: Path, rows: Places, facts: Mapping[str, str]) -> dict[str, str]:
    """Write the rows, each with its other names, to the file `path`; what is there is replaced only when all is done.

    `facts` go into the table `meta` beside `format`, `rows` and `hash`, the SHA-256 over all the rows in their order.
    Returns that table. Of two rows with one id the later one stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(aside, isolation_level=None)) as db:
            meta = _fill(db, rows, facts)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return meta


def _fill(db: sqlite3.Connection, rows: Places, facts: Mapping[str, str]) -> dict[str, str]:
    _run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    _run(db, SCHEMA + _STAGE + "BEGIN")
    batch: list[tuple[Row, Iterable[str]]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= BATCH:
            _insert(db, batch)
            batch.clear()
    _insert(db, batch)
    _run(db, _SETTLE + INDEXES)
    count = db.execute("SELECT count(*) FROM place").fetchone()[0]
    meta = dict(facts) | {"format": FORMAT, "rows": str(count), "hash": _digest(db)}
    db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    _run(db, "COMMIT; ANALYZE; VACUUM")
    return meta


def _run(db: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";"):  # `executescript` would commit before it starts
        db.execute(statement)


def _insert(db: sqlite3.Connection, batch: list[tuple[Row, Iterable[str]]]) -> None:
    places, named, shaped = [], [], []
    for row, others in batch:
        places.append([getattr(row, column) for column in COLUMNS])
        keys = dict(_keyed(row, others))
        named += [(key, row.id, form) for key, form in keys.items()]
        shaped += [(s, row.id) for s in {s for key in keys for s in skeletons(key, row.country)}]
    marks = ",".join("?" * len(COLUMNS))
    db.executemany(f"INSERT OR REPLACE INTO place ({','.join(COLUMNS)}) VALUES ({marks})", places)
    db.executemany("INSERT INTO staged_name VALUES (?, ?, ?)", named)
    db.executemany("INSERT INTO staged_skeleton VALUES (?, ?)", shaped)


def _keyed(row: Row, others: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """The folds of a place's names and the form each is of: the first in the alphabet, None for its own name. An Arabic
    name is found without its article, too: reports say "Hodeidah", GeoNames "Al Ḩudaydah" and "El-Hodeidah"."""
    forms: list[tuple[str, str | None]] = [(other, other) for other in sorted(others, reverse=True)]
    forms.append((row.name, None))
    if row.country in ARABIC | PERSIAN:
        yield from ((without_article(fold(name)), form or name) for name, form in forms)
    for name, form in forms:
        if key := fold(name):
            yield key, form


def _digest(db: sqlite3.Connection) -> str:
    sha = hashlib.sha256()
    for table in TABLES:
        for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
            sha.update(repr(row).encode())
    return sha.hexdigest()
