"""Records as they were written → the reports to show: each document, with its text, and what was found in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factx.errors import FactxError
from factx.schema import KINDS

Row = dict[str, Any]
#: Any of these makes a folder the output of a batch.
TABLES = ("document.jsonl", "document.parquet", "document.csv", "facts.duckdb", "facts.sqlite")
_MAKE_SO = "make them with `factx extract --text`"


@dataclass(frozen=True, slots=True)
class Report:
    """A document record (its "text" is there) and the records of that document, in the order in which they came."""

    document: Row
    records: list[Row] = field(default_factory=list)


def is_output(path: str) -> bool:
    """Whether a path holds records rather than reports: a folder of tables, or JSON Lines whose first line is one."""
    here = Path(path)
    if here.is_dir():
        return any((here / name).is_file() for name in TABLES)
    if not here.is_file():
        return False
    with here.open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and row.get("kind") in KINDS and "id" in row


def load(path: str) -> list[Report]:
    """The reports of one output: a file of JSON Lines, or the folder of a batch in whatever format it is.

    A document without its text is read again from where it was, and must be what it was.
    Raises FactxError, which names the file (and line), where there is no such record or a text is not to be had.
    """
    here = Path(path)
    if here.is_dir():
        from factx.tables import reading

        return reports((path, row) for row in reading.records(here))
    return reports(_rows(here))


def reports(rows: Iterable[tuple[str, Row]]) -> list[Report]:
    """Records, each with where it stands ("facts.jsonl:7"), put together by document."""
    found: dict[str, Report] = {}
    waiting: list[tuple[str, Row]] = []
    for where, row in rows:
        if row["kind"] == "document":
            if row["id"] in found:
                raise FactxError(where, f"document {row['id']} was there before", "each output only once")
            found[row["id"]] = Report(row)
        else:
            waiting.append((where, row))
    for where, row in waiting:
        if row.get("doc") not in found:
            raise FactxError(
                where, f"no record of its document {row.get('doc')!r}", "keep the records of kind document"
            )
        found[row["doc"]].records.append(row)
    for report in found.values():
        if not isinstance(report.document.get("text"), str):
            report.document["text"] = _text(report.document)
    return list(found.values())


def _rows(file: Path) -> Iterator[tuple[str, Row]]:
    with file.open(encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            where = f"{file}:{number}"
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as e:
                raise FactxError(where, f"is not valid JSON: {e}") from e
            if not isinstance(row, dict) or row.get("kind") not in KINDS or not isinstance(row.get("id"), str):
                raise FactxError(where, "is no record of factx", "wanted are the JSON Lines of `factx extract`")
            yield where, row


def _text(document: Row) -> str:
    """The text of a document whose record does not carry it, out of its file."""
    from factx import intake
    from factx.schema import Document

    path = str(document.get("path") or "")
    file = re.sub(r":\d+$", "", path) if not Path(path).exists() else path
    if not path or not Path(file).is_file():
        raise FactxError(path or document["id"], "its text is neither in the records nor on disk", _MAKE_SO)
    for read in intake.read([file], force=True):
        if isinstance(read, Document) and read.sha256 == document.get("sha256"):
            return read.text
    raise FactxError(path, "has changed since its records were made", _MAKE_SO)


def name(found: list[Report]) -> str:
    """An id for this selection of documents: under it the page remembers the marks."""
    ids = "\n".join(r.document["id"] for r in found)
    return hashlib.sha256(ids.encode("utf-8", "surrogatepass")).hexdigest()[:16]
