"""JSON Lines: one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from factx.output.encode import to_json
from factx.schema import KINDS, Record


def write(documents: Iterable[list[Record]]) -> Iterator[str]:
    for records in documents:
        yield "".join(f"{to_json(r)}\n" for r in records)


def holds(file: Path) -> bool:
    """Whether a file is JSON Lines whose first line is a record."""
    with file.open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and row.get("kind") in KINDS and "id" in row
