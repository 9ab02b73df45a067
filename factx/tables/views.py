"""The views over the tables: the usual questions, each named and told in a line.

They stand in SQL files. What DuckDB and SQLite spell differently (a list's rows, a struct's fields, the week of a day)
is in one short file for each, which flattens the records; what is asked of these is written once, in `views.sql`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

_VIEW = re.compile(r"((?:^-- [^\n]*\n)+)(CREATE VIEW (\w+) AS\n.*?);$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class View:
    name: str
    about: str  #: what it answers, in a line
    sql: str  #: the statement that creates it


def all_of(dialect: Literal["duckdb", "sqlite"]) -> tuple[View, ...]:
    """Every view in the order in which they are to be created."""
    return _read(dialect) + _read("views")


def named() -> tuple[View, ...]:
    """The views that answer a question; the flat ones are steps on the way to them."""
    return tuple(view for view in _read("views") + _read("duckdb") if not view.name.startswith("flat_"))


@cache
def _read(name: str) -> tuple[View, ...]:
    text = Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
    return tuple(View(name, about[3:].partition("\n")[0], sql) for about, sql, name in _VIEW.findall(text))
