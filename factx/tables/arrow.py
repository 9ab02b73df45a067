"""Lines of JSON → a typed Arrow table: what Parquet and DuckDB are written from."""

from __future__ import annotations

import io

import pyarrow as pa
from pyarrow import json

from factx.tables.columns import schema


def table(kind: str, lines: list[str]) -> pa.Table:
    """Records of one kind as the columns of its schema."""
    raw = "\n".join(lines).encode()
    # one block: a record that straddled two would be an error, and the lines are a group of bounded size already
    whole = json.ReadOptions(block_size=len(raw) + 1, use_threads=False)
    typed = json.ParseOptions(explicit_schema=schema(kind), unexpected_field_behavior="error")
    return json.read_json(io.BytesIO(raw), read_options=whole, parse_options=typed)
