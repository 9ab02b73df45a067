"""A question in SQL → its answer, a row a JSON object: the one shape that every way of printing starts from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from factx.errors import FactxError
from factx.tables.reading import told

#: The question stands as a table of another one. So it can only read: DuckDB refuses there whatever writes, in a WITH
#: clause too, which passes for a SELECT at the top. It is also DuckDB that turns days, decimals and lists into JSON.
_COLUMNS = "DESCRIBE SELECT * FROM (\n"
_ROWS = "SELECT to_json(answer) FROM (\n"
_END = "\n) AS answer"
#: They run SQL that stands in a string, where nobody sees what it does.
_HIDING = {"query", "json_execute_serialized_sql"}
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    columns: tuple[str, ...]
    rows: Iterator[dict[str, Any]]  #: values as in JSON: days are strings, structs and lists are nested
    named: bool = False  #: whether a name was asked for, and so all its columns, rather than these


def ask(database: duckdb.DuckDBPyConnection, question: str) -> Answer:
    """The answer to one SELECT, or to the name of a table or view (all of it), by what `reading.opened` gave.

    Its rows are read as they are asked for, and before the next question. Raises FactxError where the question is at
    fault, with its place.
    """
    named = bool(re.fullmatch(r"\w+", question.strip()))
    if named:
        question = f"FROM {question}"
    sql = _select(database, question)
    with _explained(sql, _COLUMNS):
        described = database.execute(_COLUMNS + sql + _END).fetchall()
    with _explained(sql, _ROWS):
        database.execute(_ROWS + sql + _END)
    return Answer(tuple(name for name, *_ in described), _rows(database, sql), named)


def _select(database: duckdb.DuckDBPyConnection, question: str) -> str:
    """The question without what ends it; FactxError where it is not one statement that only reads."""
    with _explained(question):
        statements = database.extract_statements(question)
    if not statements:
        raise FactxError("the query", "it is empty", "factx query --list")
    if len(statements) > 1:
        raise FactxError("the query", "it is more than one statement")
    if statements[0].type != duckdb.StatementType.SELECT:
        why = "it does not only read: SELECT, FROM, WITH, DESCRIBE and SUMMARIZE do, and PIVOT with the values given"
        raise FactxError("the query", why, "PIVOT events ON type IN ('shelling', 'airstrike') USING count(*)")
    (tree,) = database.execute("SELECT json_serialize_sql($1::VARCHAR)", [question]).fetchone() or ("",)
    if hiding := _HIDING.intersection(re.findall(r'"function_name":"(\w+)"', tree)):
        raise FactxError("the query", f"{hiding.pop()}() is not allowed: it runs SQL out of a string")
    return _unended(str(statements[0].query))


def _unended(statement: str) -> str:
    """The statement without the semicolon that ends it, and what comments follow."""
    raw = statement.encode()
    ends = (
        at for at, kind in duckdb.tokenize(statement) if kind == duckdb.token_type.operator and raw[at : at + 1] == b";"
    )
    return raw[: next(ends, None)].decode()


def _rows(database: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    while True:
        with _explained(sql, _ROWS):
            batch = database.fetchmany(_CHUNK)
        if not batch:
            return
        for (line,) in batch:
            # DuckDB writes NaN and Infinity, which are no JSON
            yield json.loads(line, parse_constant=lambda _: None)


@contextmanager
def _explained(question: str, before: str = "") -> Iterator[None]:
    """DuckDB's errors as FactxErrors, with the line and column where the question is at fault; `before` is what was put
    before it."""
    try:
        yield
    except duckdb.Error as e:
        error = told(e)
        why, _, more = str(error["exception_message"]).partition("\n")
        hint = "factx query --list" if error.get("type") == "Table" else more.partition("\n")[0]
        place = _place(question, int(error["position"]) - len(before.encode())) if "position" in error else ""
        raise FactxError(f"the query{place}", why, hint) from e


def _place(question: str, at: int) -> str:
    """Where a byte of the question stands, as a person counts; nothing where it stands outside."""
    raw = question.encode()
    if not 0 <= at <= len(raw):
        return ""
    lines = raw[:at].decode(errors="ignore").split("\n")
    return f", line {len(lines)}, column {len(lines[-1]) + 1}"
