"""The columns of each kind's table and their types, read off the record types of `schema`.

What is nested in a record is nested here too: structs and lists. Every number that may be a fraction is a double.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from factx.schema import Record

#: They come first in every table that has them; the others follow in the order of `schema`.
KEYS = ("kind", "id", "doc")
_SCALARS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@cache
def schema(kind: str) -> pa.Schema:
    """The columns of a kind's table."""
    record = next(of for of in get_args(Record) if of.__dataclass_fields__["kind"].default == kind)
    columns = {f.name: f for f in _fields(record)}
    return pa.schema([columns.pop(k) for k in KEYS if k in columns] + list(columns.values()))


def _fields(of: type) -> list[pa.Field]:
    types = get_type_hints(of, include_extras=True)
    # a trailing underscore keeps a name from being a keyword; it is not printed (`class_`)
    return [pa.field(f.name.rstrip("_"), _arrow(types[f.name])) for f in fields(of)]


def _arrow(of: Any) -> pa.DataType:
    if get_origin(of) is Annotated:
        return _arrow(get_args(of)[0])
    if get_origin(of) is Literal:
        return _SCALARS[type(get_args(of)[0])]
    if get_origin(of) in (Union, UnionType):
        types = set(get_args(of)) - {NoneType}
        return _arrow(float if types == {int, float} else types.pop())
    if get_origin(of) in (list, tuple):
        return pa.list_(_arrow(get_args(of)[0]))
    if is_dataclass(of) and isinstance(of, type):
        return pa.struct(_fields(of))
    return _SCALARS[of]
