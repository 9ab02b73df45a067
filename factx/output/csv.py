"""One wide CSV table: a row a record, a column a field; what is no single value stands in its cell as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, get_args

from factx.output.encode import to_dict
from factx.schema import KINDS, Record

#: Of the first mention: where the record stands, without unpacking JSON.
PLACE = ("start_char", "end_char", "mention")


def columns(kinds: Sequence[str] = KINDS) -> list[str]:
    """The columns for records of these kinds: what every record has first, then each kind's own."""
    names = ["kind", "id", "doc", *PLACE]
    for of in get_args(Record):
        if of.__dataclass_fields__["kind"].default in kinds:
            names += [f.name.rstrip("_") for f in fields(of)]
    return list(dict.fromkeys(names))


def write(documents: Iterable[list[Record]], kinds: Sequence[str] = KINDS) -> Iterator[str]:
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, columns(kinds), restval="", lineterminator="\r\n")
    table.writeheader()
    for records in documents:
        table.writerows(_row(r) for r in records)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _row(record: Record) -> dict[str, Any]:
    plain = to_dict(record)
    if plain.get("mentions"):
        first = plain["mentions"][0]
        plain |= dict(zip(PLACE, (first["start"], first["end"], first["text"]), strict=True))
    return {k: _cell(v) for k, v in plain.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return value
