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
from factx.output import jsonl
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
    return here.is_file() and jsonl.holds(here)


def load(path: str) -> list[Report | FactxError]:
    """The reports of one output: a file of JSON Lines, or the folder of a batch in whatever format it is.

    A document without its text is read again from where it was, and must be what it was; in the stead of one whose text
    is not to be had stands the reason. Raises FactxError, which names the file (and line), where a line is no record.
    """
    here = Path(path)
    if here.is_dir():
        from factx.tables import reading

        return reports((path, row) for row in reading.records(here))
    return reports(_rows(here))


def reports(rows: Iterable[tuple[str, Row]]) -> list[Report | FactxError]:
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
    lost = _read_again([r.document for r in found.values() if not isinstance(r.document.get("text"), str)])
    return [lost.get(id_, report) for id_, report in found.items()]


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


def _read_again(documents: list[Row]) -> dict[str, FactxError]:
    """Give documents their texts out of the files that they lie in, each file read once; why some have none, by id."""
    from factx import intake
    from factx.schema import Document

    lost: dict[str, FactxError] = {}
    files: dict[Path, list[Row]] = {}
    for document in documents:
        path = str(document.get("path") or "")
        if file := _file(path):
            files.setdefault(file, []).append(document)
        else:
            why = "its text is neither in the records nor on disk"
            lost[document["id"]] = FactxError(path or document["id"], why, _MAKE_SO)
    for file, wanted in files.items():
        texts = {read.sha256: read.text for read in intake.read([str(file)], force=True) if isinstance(read, Document)}
        for document in wanted:
            if (text := texts.get(document.get("sha256", ""))) is not None:
                document["text"] = text
            else:
                why = "has changed since its records were made"
                lost[document["id"]] = FactxError(str(document["path"]), why, _MAKE_SO)
    return lost


def _file(path: str) -> Path | None:
    """The file on disk of a document's path: itself, or the table, archive or mail in which it lies."""
    whole = (Path(path), Path(re.sub(r":\d+$", "", path)))
    return next((p for p in (*whole, *whole[1].parents) if path and p.is_file()), None)


def name(found: list[Report]) -> str:
    """An id for this selection of documents: under it the page remembers the marks."""
    ids = "\n".join(r.document["id"] for r in found)
    return hashlib.sha256(ids.encode("utf-8", "surrogatepass")).hexdigest()[:16]
