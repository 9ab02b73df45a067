"""Who said what, and the things that the facts are made of."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from factx.output.screen import line
from factx.output.terminal import words
from factx.output.terminal.cards import card, dotted
from factx.output.terminal.palette import KIND
from factx.output.terminal.sheet import Sheet
from factx.schema import (
    DateRecord,
    EquipmentRecord,
    OrganisationRecord,
    PersonRecord,
    PlaceRecord,
    QuantityRecord,
    Record,
    StatementRecord,
)


def statement_cards(sheet: Sheet) -> list[Table]:
    return [_statement(s, sheet) for s in sheet.statements]


def _statement(record: StatementRecord, sheet: Sheet) -> Table:
    channel = record.channel if record.channel != "statement" else None
    who = words.speaker(record.speaker, sheet.by_id) if record.speaker else Text("nobody named", "dim")
    about = dotted((who, Text(line(record.cue or ""), "dim"), Text(line(channel or ""))))
    quote = line(record.quote)
    label = Text("QUOTED" if record.direct else "REPORTED", "bold")
    return card(label, about, [Text(f"“{quote}”" if record.direct else quote, "italic")], record.confidence)


def entity_list(kind: str, records: Sequence[Record]) -> Table:
    """A line a record: what it is called, what it is, where it lies on the map, the calendar or the scale, how often
    it is named."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=KIND[kind])
    grid.add_column()
    grid.add_column()
    grid.add_column(no_wrap=True, style="dim")
    for record in records:
        name, what, where = _cells(record)
        times = len(getattr(record, "mentions", ()))
        grid.add_row(Text(line(name)), Text(line(what)), Text(line(where)), f"×{times}" if times > 1 else "")
    return grid


def _cells(record: Record) -> tuple[str, str, str]:
    match record:
        case PlaceRecord():
            point = f"{record.lat:.2f}, {record.lon:.2f}" if record.lat is not None and record.lon is not None else ""
            about = "~" if record.approximate else ""
            lies = ", ".join(filter(None, (record.admin1 if record.admin1 != record.name else None, record.country)))
            return record.name, _listed(record.type, lies), about + point or record.reason or ""
        case PersonRecord():
            roles = (f"{r.title}, {r.of}" if r.of else r.title for r in record.roles)
            return record.name, "; ".join(roles), record.country or ""
        case OrganisationRecord():
            return record.name, record.type.replace("_", " "), record.country or ""
        case EquipmentRecord():
            return record.name, record.class_.replace("_", " "), record.designation or ""
        case DateRecord():
            return record.text, words.when(record.start, record.end) or record.reason or "", record.precision
        case QuantityRecord():
            unit = record.unit if record.unit != "count" else ""
            return record.text, " ".join(filter(None, (words.figure(record), unit))), record.of or ""
    raise AssertionError(record.kind)


def _listed(*parts: str) -> str:
    return " · ".join(filter(None, parts))
