"""A record as JSON, by the types of `schema`: the one place where field names become the printed ones."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from factx.schema import Record

#: Line ends to some readers, though not to JSON: written escaped, so that a record is one line to everyone.
_ESCAPES = str.maketrans({"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(next(of for of in get_args(Record) if of.__dataclass_fields__["kind"].default == kind))


def to_json(record: Record) -> str:
    """One line of JSON without its line end."""
    return one_line(_adapter(record.kind).dump_json(record, by_alias=True).decode())


def one_line(json: str) -> str:
    """JSON without what some readers take for the end of a line."""
    return json.translate(_ESCAPES)


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain values, with the names that are printed."""
    plain: dict[str, Any] = _adapter(record.kind).dump_python(record, by_alias=True, mode="json")
    return plain


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one record, generated from the record types."""
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])
    schema = adapter.json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "factx record, version 1", **schema}
