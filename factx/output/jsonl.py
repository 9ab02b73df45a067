"""JSON Lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factx.output.encode import to_json
from factx.schema import Record


def write(documents: Iterable[list[Record]]) -> Iterator[str]:
    for records in documents:
        yield "".join(f"{to_json(r)}\n" for r in records)
