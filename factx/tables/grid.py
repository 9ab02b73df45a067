"""An answer on a terminal: a grid. Where its columns would be too narrow to read, a named question shows those that
tell most; a question that named its columns shows them all, a block a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from factx.output import csv, screen
from factx.tables.asking import Answer

#: Rows that a terminal is shown; a person who wants more wants them in a file.
MOST = 500
#: Columns that a cell of a grid needs to be read, with its border.
_NARROW = 13
#: Columns of tables and views, those that tell least first; any other tells more.
LEAST = (
    "sha256 boilerplate chars version gazetteer model rule mentions also evidence plover plover_mode plover_event "
    "acled acled_sub_event_type acled_event_type edtf geonames cue channel precision similarity week confidence "
    "source_country actor_country target_country speaker_country admin1 lat lon start end happened claims last_day "
    "event event_type subset_of published doc record id language words duplicate_of copies text trigger country "
    "assertion"
).split()


def render(answer: Answer, width: int) -> Iterator[RenderableType]:
    rows = [{name: _text(value) for name, value in row.items()} for row in islice(answer.rows, MOST)]
    shown = _telling(answer.columns, rows, width) if answer.named else answer.columns
    yield (_grid if _fits(shown, rows, width) else _blocks)(shown, rows)
    more = next(answer.rows, None) is not None
    yield Text(f"the first {MOST:,} rows; --format csv gives all" if more else _count(len(rows)), "dim")
    if left := [name for name in answer.columns if name not in shown]:
        yield Text(f"not shown: {', '.join(left)}; --format csv gives all columns", "dim")


def _telling(columns: Sequence[str], rows: list[dict[str, str]], width: int) -> Sequence[str]:
    """The columns that tell most, in their order, as many as fit: what is empty goes first, then by `LEAST`, then from
    the right."""
    shown = list(columns)
    empty = [name for name in reversed(columns) if rows and not any(row[name] for row in rows)]
    for name in (*empty, *LEAST, *reversed(columns)):
        if len(shown) == 1 or _fits(shown, rows, width):
            break
        if name in shown:
            shown.remove(name)
    return shown


def _fits(columns: Sequence[str], rows: list[dict[str, str]], width: int) -> bool:
    wanted = (max([len(name), *(len(row[name]) for row in rows)]) + 3 for name in columns)
    return sum(min(w, max(_NARROW, len(name) + 3)) for w, name in zip(wanted, columns, strict=True)) < width


def _grid(columns: Sequence[str], rows: list[dict[str, str]]) -> Table:
    table = Table(header_style="bold cyan")
    for name in columns:
        longest = max([0, *(len(row[name]) for row in rows)])
        table.add_column(name, overflow="fold", min_width=min(longest, _NARROW - 3))
    for row in rows:
        table.add_row(*(Text(row[name]) for name in columns))
    return table


def _blocks(columns: Sequence[str], rows: list[dict[str, str]]) -> Table:
    """What a row has, a line a value; what it lacks is left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for number, row in enumerate(rows, 1):
        table.add_row(Text(f"── {number}", "dim"))
        for name in columns:
            if row[name]:
                table.add_row(name, Text(row[name]))
    return table


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else screen.line(str(csv.cell(value)))


def _count(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"
