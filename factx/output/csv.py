"""One wide CSV table: a row a record, a column a field; what is no single value stands in its cell as JSON.

A report is a stranger's text and its words stand in cells, where a spreadsheet takes a leading `=` for a formula and
runs it. Such a cell gets an apostrophe in front, as OWASP advises; a number is no text and keeps its sign. What
already has apostrophes before such a sign gets one more, so taking one off gives back the words.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, get_args

from factx.output.encode import to_dict
from factx.schema import KINDS, Record

#: Of the first mention: where the record stands, without unpacking JSON.
PLACE = ("start_char", "end_char", "mention")
#: The signs that begin a formula somewhere, the full-width ones in Japanese and Chinese spreadsheets.
FORMULA = "=+\\-@\t\r\n＝＋－＠"
_FORMULA = re.compile(f"'*[{FORMULA}]")


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
        table.writerows(row(to_dict(r)) for r in records)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def row(plain: dict[str, Any]) -> dict[str, Any]:
    """A record of plain values → its cells, with the place of its first mention."""
    if plain.get("mentions"):
        first = plain["mentions"][0]
        plain = plain | dict(zip(PLACE, (first["start"], first["end"], first["text"]), strict=True))
    return {k: cell(v) for k, v in plain.items()}


def cell(value: Any) -> Any:
    """A value as it stands in a cell: text that no spreadsheet runs, a number, or nothing."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        # NUL ends the file to some readers, Python's own before 3.11 among them
        return ("'" if _FORMULA.match(value) else "") + value.replace("\0", "\ufffd")
    return value
