"""What one run knows: its documents in order, which are copies of which, and what became of each.

It stands in a scratch database, so that memory does not grow with the input; it is made anew by each run, out of the
sources and the parts.
"""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from factx.batch.duplicates import ALIKE, DAYS, Print
from factx.batch.parts import Result
from factx.batch.store import ASIDE
from factx.intake import Identities
from factx.schema import Document

_SLOWEST = 5
#: Documents that one is compared with, at most: a bulletin shares its frame with all that came before.
_CANDIDATES = 32
_SCHEMA = """
CREATE TABLE documents (
  seq INTEGER PRIMARY KEY, path TEXT NOT NULL, id TEXT UNIQUE, sha256 TEXT, key TEXT, duplicate_of TEXT,
  similarity REAL, words INTEGER, reason TEXT, traceback TEXT);
CREATE INDEX of_sha256 ON documents (sha256);
CREATE INDEX of_key ON documents (key);
CREATE TABLE numbers (key TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
CREATE TABLE first (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE prints (seq INTEGER PRIMARY KEY, day TEXT, minhash BLOB, words BLOB, telling BLOB);
CREATE TABLE bands (band INTEGER, seq INTEGER, PRIMARY KEY (band, seq)) WITHOUT ROWID;
CREATE TABLE parts (part INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE results (
  key TEXT PRIMARY KEY, part INTEGER, nth INTEGER, seconds REAL, records INTEGER, reason TEXT, traceback TEXT);
CREATE TABLE kinds (key TEXT, kind TEXT, records INTEGER, PRIMARY KEY (key, kind)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: of its `documents`, so many were extracted, are copies, or failed."""

    documents: int
    words: int
    extracted: int
    copies: int
    failed: int
    kinds: dict[str, int]  #: how many records of each
    reasons: dict[str, int]  #: how many documents failed for each, the commonest first
    slowest: dict[str, float]  #: path: seconds
    removed: tuple[str, ...] = ()  #: tables of an earlier run in another format


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the run and where its records stand: the `nth` of `part`, or why it has none."""

    seq: int
    path: str
    id: str | None
    sha256: str | None
    duplicate_of: str | None
    similarity: float | None
    part: str | None
    nth: int | None
    records: int
    reason: str | None
    traceback: str | None


class _Mapping(MutableMapping[str, Any]):
    """A table of keys and values."""

    def __init__(self, db: sqlite3.Connection, table: str) -> None:
        self._db, self._table = db, table

    def __getitem__(self, key: str) -> Any:
        found = self._db.execute(f"SELECT value FROM {self._table} WHERE key = ?", (key,)).fetchone()
        if found is None:
            raise KeyError(key)
        return found[0]

    def __setitem__(self, key: str, value: Any) -> None:
        self._db.execute(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?)", (key, value))

    def __delitem__(self, key: str) -> None:
        self._db.execute(f"DELETE FROM {self._table} WHERE key = ?", (key,))

    def __iter__(self) -> Iterator[str]:
        yield from (key for (key,) in self._db.execute(f"SELECT key FROM {self._table}"))

    def __len__(self) -> int:
        (count,) = self._db.execute(f"SELECT count(*) FROM {self._table}").fetchone()
        return int(count)


class Ledger:
    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is where the scratch database stands, in a folder of its own that begins with ASIDE."""
        self._folder = tempfile.TemporaryDirectory(prefix=ASIDE, dir=folder)
        self._db = sqlite3.connect(Path(self._folder.name) / "ledger.sqlite", isolation_level=None)
        # nobody reads it after a crash
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;" + _SCHEMA)
        self._identities = Identities(_Mapping(self._db, "numbers"), _Mapping(self._db, "first"))

    def close(self) -> None:
        self._db.close()
        self._folder.cleanup()

    # ---------------------------------------------------------------------------------------------- documents, in order

    def fail(self, path: str, reason: str, traceback: str | None = None) -> None:
        """A source or document that cannot be read."""
        query = "INSERT INTO documents (path, reason, traceback) VALUES (?, ?, ?)"
        self._db.execute(query, (path, _plain(reason), _plain(traceback)))

    def settle(self, document: Document, print_: Print) -> Document:
        """The document with its id in this run, and with what it is a copy of. Raises InputError where its id was given
        before."""
        settled = self._identities.settle(document)
        original, similarity = self._original(settled, print_)
        return replace(settled, duplicate_of=original or settled.duplicate_of, similarity=similarity)

    def enter(self, document: Document, print_: Print, key: str) -> None:
        """A settled document, in its place. Only originals are looked for by those that follow."""
        row = (document.path, document.id, document.sha256, key, document.duplicate_of, document.similarity)
        columns = "path, id, sha256, key, duplicate_of, similarity, words"
        query = f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        seq = self._db.execute(query, (*row, len(document.text.split()))).lastrowid
        if document.similarity is not None:
            return
        day = print_.day.isoformat() if print_.day else None
        blobs = (print_.minhash.tobytes(), print_.words.tobytes(), print_.telling.tobytes())
        self._db.execute("INSERT INTO prints VALUES (?, ?, ?, ?, ?)", (seq, day, *blobs))
        self._db.executemany("INSERT INTO bands VALUES (?, ?)", ((band, seq) for band in print_.bands()))

    def _original(self, document: Document, print_: Print) -> tuple[str | None, float | None]:
        """What the document is a copy of, and how like. The same words of another day are a document of their own."""
        same = "SELECT seq, id FROM documents WHERE sha256 = ? AND similarity IS NULL ORDER BY seq"
        for seq, id_ in self._db.execute(same, (document.sha256,)).fetchall():
            if print_.near(self._print(seq)):
                return id_, 1.0
        bands = print_.bands()
        day = print_.day.isoformat() if print_.day else None
        alike = self._db.execute(
            "SELECT seq, id FROM bands JOIN prints USING (seq) JOIN documents USING (seq) "
            f"WHERE band IN ({','.join('?' * len(bands))}) "
            "AND coalesce(abs(julianday(day) - julianday(?)) <= ?, 1) "
            "GROUP BY seq ORDER BY count(*) DESC, seq LIMIT ?",
            (*bands, day, DAYS, _CANDIDATES),
        )
        for seq, id_ in alike.fetchall():
            other = self._print(seq)
            likeness = print_.likeness(other)
            if likeness >= ALIKE and print_.adds_nothing_to(other):
                return id_, likeness
        return None, None

    def _print(self, seq: int) -> Print:
        day, *blobs = self._db.execute(
            "SELECT day, minhash, words, telling FROM prints WHERE seq = ?", (seq,)
        ).fetchone()
        return Print(date.fromisoformat(day) if day else None, *(array("I", blob) for blob in blobs))

    # -------------------------------------------------------------------------------------------------------- results

    def done(self, name: str, results: Iterable[Result]) -> None:
        """A part that is in place."""
        self._db.execute("INSERT OR IGNORE INTO parts (name) VALUES (?)", (name,))
        (part,) = self._db.execute("SELECT part FROM parts WHERE name = ?", (name,)).fetchone()
        for nth, r in enumerate(results):
            row = (r.key, part, nth, r.seconds, r.lines, _plain(r.reason), _plain(r.traceback))
            self._db.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._db.executemany("INSERT OR REPLACE INTO kinds VALUES (?, ?, ?)", ((r.key, k, n) for k, n in r.records))

    def set_aside(self, result: Result) -> None:
        """A document that could not be finished, in this run: no part says so, and the next one tries again."""
        query = "INSERT INTO results (key, records, reason, traceback) VALUES (?, 0, ?, ?)"
        self._db.execute(query, (result.key, _plain(result.reason), _plain(result.traceback)))

    def is_done(self, key: str) -> bool:
        return self._db.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone() is not None

    def rows(self) -> Iterator[Row]:
        """Every document of the run, in order."""
        yield from (
            Row(*row)
            for row in self._db.execute(
                "SELECT seq, path, id, sha256, duplicate_of, similarity, parts.name, nth, coalesce(records, 0), "
                "coalesce(d.reason, r.reason), coalesce(d.traceback, r.traceback) "
                "FROM documents d LEFT JOIN results r USING (key) LEFT JOIN parts USING (part) ORDER BY seq"
            )
        )

    def summary(self) -> Summary:
        why = "coalesce(d.reason, r.reason)"
        both = "documents d LEFT JOIN results r USING (key)"
        counts = self._db.execute(
            "SELECT count(*), coalesce(sum(words), 0), coalesce(sum(why IS NULL AND similarity IS NULL), 0), "
            "coalesce(sum(why IS NULL AND similarity IS NOT NULL), 0), count(why) "
            f"FROM (SELECT words, similarity, {why} AS why FROM {both})"
        )
        kinds = "SELECT kind, sum(kinds.records) FROM documents JOIN kinds USING (key) GROUP BY kind"
        reasons = f"SELECT {why}, count(*) FROM {both} WHERE {why} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        slowest = f"SELECT path, seconds FROM {both} WHERE seconds > 0 ORDER BY seconds DESC LIMIT {_SLOWEST}"
        return Summary(*counts.fetchone(), *(dict(self._db.execute(q)) for q in (kinds, reasons, slowest)))


def _plain(text: str | None) -> str | None:
    """What an exception said, as a database can hold it: without halves of characters."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()
