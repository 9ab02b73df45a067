"""Rich tables for a person: the facts of a document, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from factx.output.encode import to_dict
from factx.schema import DocumentRecord, Record

Row = dict[str, Any]
#: What a person is shown of each kind: the column's head, and how its cell is read off the record.
COLUMNS: dict[str, dict[str, Callable[[Row], object]]] = {
    "place": {
        "place": lambda r: r["name"],
        "type": lambda r: r["type"],
        "country": lambda r: r["country"],
        "region": lambda r: r["admin1"],
        "position": lambda r: f"{r['lat']:.2f}, {r['lon']:.2f}" if r["lat"] is not None else r["reason"],
        "mentions": lambda r: len(r["mentions"]),
    },
    "person": {
        "person": lambda r: r["name"],
        "roles": lambda r: "; ".join(x["title"] + (f" of {x['of']}" if x["of"] else "") for x in r["roles"]),
        "country": lambda r: r["country"],
        "mentions": lambda r: len(r["mentions"]),
    },
    "organisation": {
        "organisation": lambda r: r["name"],
        "type": lambda r: r["type"],
        "country": lambda r: r["country"],
        "mentions": lambda r: len(r["mentions"]),
    },
    "equipment": {
        "equipment": lambda r: r["name"],
        "class": lambda r: r["class"],
        "designation": lambda r: r["designation"],
        "mentions": lambda r: len(r["mentions"]),
    },
    "date": {
        "date": lambda r: r["text"],
        "from": lambda r: r["start"] or r["reason"],
        "to": lambda r: r["end"],
        "precision": lambda r: r["precision"],
    },
    "quantity": {
        "quantity": lambda r: r["text"],
        "of": lambda r: r["of"],
        "least": lambda r: _number(r["min"]),
        "said": lambda r: _number(r["value"]),
        "most": lambda r: _number(r["max"]),
        "unit": lambda r: r["unit"],
    },
    "event": {
        "event": lambda r: r["type"].replace("_", " "),
        "who": lambda r: _names(r["actors"]),
        "whom": lambda r: _names(r["targets"]),
        "where": lambda r: _names(r["places"]),
        "by": lambda r: _names(r["weapons"]),
        "when": lambda r: _when(r),
        "said": lambda r: ": ".join(filter(None, (r["assertion"], _source(r)))),
    },
    "casualty": {
        "casualties": lambda r: r["text"],
        "status": lambda r: r["status"],
        "who": lambda r: r["who"],
        "least": lambda r: _number(r["min"]),
        "said": lambda r: _number(r["value"]),
        "most": lambda r: _number(r["max"]),
        "says": lambda r: _source(r),
    },
    "loss": {
        "loss": lambda r: r["text"],
        "class": lambda r: r["class"],
        "status": lambda r: r["status"],
        "side": lambda r: r["side"],
        "least": lambda r: _number(r["min"]),
        "said": lambda r: _number(r["value"]),
        "most": lambda r: _number(r["max"]),
        "says": lambda r: _source(r),
    },
    "statement": {
        "speaker": lambda r: r["speaker"] and r["speaker"]["name"],
        "cue": lambda r: r["cue"],
        "": lambda r: "“…”" if r["direct"] else "that",
        "words": lambda r: r["quote"],
    },
}


def render(records: list[Record]) -> Iterator[RenderableType]:
    """What a terminal shows of one document: a heading, then a table a kind that it has."""
    for record in records:
        if isinstance(record, DocumentRecord):
            yield _heading(record)
    for kind, columns in COLUMNS.items():
        if rows := [to_dict(r) for r in records if r.kind == kind]:
            yield _table(columns, rows)


def _heading(document: DocumentRecord) -> RenderableType:
    about = f"{document.path} · {document.words} words · published {document.published or 'unknown'}"
    lines: Iterable[Text] = (Text(f"warning: {w}", "yellow") for w in document.warnings)
    return Panel(Group(Text(about, "dim"), *lines), title=Text(document.title or document.path, "bold"))


def _table(columns: dict[str, Callable[[Row], object]], rows: list[Row]) -> Table:
    table = Table(title_justify="left", header_style="bold cyan", expand=False)
    for i, name in enumerate(columns):
        table.add_column(name, style="bold" if not i else "", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if (cell := read(row)) is None else str(cell)) for read in columns.values()))
    return table


def _names(references: list[Row]) -> str:
    return ", ".join(r["name"] for r in references)


def _when(row: Row) -> str:
    """The days of an event: one, or the first and the last."""
    days = [d[:10] for d in (row["start"], row["end"]) if d]
    return " – ".join(dict.fromkeys(days))


def _source(row: Row) -> str | None:
    attribution = row["attribution"]
    if attribution is None:
        return None
    return str(attribution["source"]["name"] if attribution["source"] else attribution["cue"])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
