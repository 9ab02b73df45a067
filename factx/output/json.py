"""One JSON array of all records, written as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factx.output.encode import to_json
from factx.schema import Record


def write(documents: Iterable[list[Record]]) -> Iterator[str]:
    before = "["
    for records in documents:
        for record in records:
            yield f"{before}\n  {to_json(record)}"
            before = ","
    yield "[]\n" if before == "[" else "\n]\n"
