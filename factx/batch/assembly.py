"""Parts → what a run leaves: a table a kind, the manifest and the errors, all in the order of the documents."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import IO

from factx import tables
from factx.batch import parts
from factx.batch.ledger import Ledger, Row
from factx.batch.store import ASIDE, Store
from factx.errors import FactxError
from factx.schema import KINDS

MANIFEST, ERRORS, TRACEBACKS = "manifest.jsonl", "errors.jsonl", "tracebacks"
#: Parts that are held: neighbours stand in the same, but for those that were done again one by one.
_HELD = 8


def write(store: Store, ledger: Ledger, form: str) -> list[str]:
    """Write everything aside, then put it in place file by file, in the stead of what an earlier run left; the names of
    that run's tables in another format, which are removed.

    Raises FactxError where a part is damaged, OSError where the store fails.
    """
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=store.local) as folder:
        aside = Path(folder)
        with tables.open_tables(form, aside) as out:
            _write(store, ledger, out.write, aside)
        written = sorted(p.name for p in aside.iterdir())
        removed = [name for name in store.names() if _is_table(name) and name not in written]
        for name in removed:
            store.remove(name)
        for name in written:
            store.place(aside / name, name)
        return removed


def _write(store: Store, ledger: Ledger, out: Callable[[list[str]], None], aside: Path) -> None:
    part = lru_cache(_HELD)(partial(_records, store))
    traceback = lru_cache(_HELD)(partial(_traceback, store))
    with (
        (aside / MANIFEST).open("w", encoding="utf-8", newline="") as manifest,
        (aside / ERRORS).open("w", encoding="utf-8", newline="") as errors,
    ):
        for row in ledger.rows():
            if row.part is not None and row.nth is not None:
                out(part(row.part)[row.nth])
            _line(manifest, _entry(row))
            if row.reason is not None:
                id_ = traceback(row.traceback) if row.traceback else None
                _line(errors, {"path": row.path, "reason": row.reason, "traceback": id_})


def _entry(row: Row) -> dict[str, object]:
    """What the manifest says of a document."""
    status = "failed" if row.reason is not None else "copy" if row.similarity is not None else "extracted"
    return {
        "path": row.path,
        "status": status,
        "id": row.id,
        "sha256": row.sha256,
        "duplicate_of": row.duplicate_of,
        "similarity": row.similarity,
        "records": row.records,
    }


def _records(store: Store, part: str) -> list[list[str]]:
    try:
        return parts.records(store, part)
    except parts.Damaged as e:
        store.remove(f"{parts.FOLDER}/{part}")
        hint = "the same command extracts its documents again"
        raise FactxError(f"{store.url}/{parts.FOLDER}/{part}", "was damaged, and is removed", hint) from e


def _traceback(store: Store, traceback: str) -> str:
    """The id of a failure, the same for the same failure of every document; the traceback stands under it."""
    id_ = hashlib.sha256(traceback.encode()).hexdigest()[:16]
    store.make(TRACEBACKS)
    store.put(f"{TRACEBACKS}/{id_}.txt", traceback.encode(errors="replace"), durable=False)
    return id_


def _line(stream: IO[str], row: dict[str, object]) -> None:
    stream.write(json.dumps(row) + "\n")


def _is_table(name: str) -> bool:
    stem, _, form = name.partition(".")
    return (stem in KINDS or stem == "facts") and form in tables.FORMATS
