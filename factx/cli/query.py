"""`factx query`."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from factx.tables.asking import Answer

FORMATS = ("auto", "table", "csv", "json", "jsonl")


@click.command()
@click.argument("question", required=False, metavar="SQL|NAME")
@click.argument("source", required=False, metavar="FOLDER|FILE", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="auto", show_default=True,
              help="auto: a table on a terminal, otherwise JSON Lines.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="Print the named queries and the tables, and exit.")
def query(question: str | None, source: Path | None, form: str, listed: bool) -> None:
    """Ask an output of `factx batch` in SQL, or a named question.

    The FOLDER may hold any of the formats, and the FILE what `factx extract` printed as JSON Lines; tables and views
    are the same in each. The SQL is DuckDB's. A query only reads.

    \b
    factx query --list                                  what there is to ask
    factx query tolls facts/                            one of the named queries
    factx query "SELECT type, count(*) FROM event GROUP BY ALL" facts/

    Exit code: 0; 1 where the question or the folder is at fault; 2 on wrong usage.
    """
    if listed:
        _list()
        return
    if question is None or source is None:
        raise click.UsageError("ask a question of a folder: factx query tolls FOLDER; --list tells the named ones")
    from factx.tables.asking import ask
    from factx.tables.reading import opened

    with opened(source) as database:
        _print(ask(database, question), ("table" if sys.stdout.isatty() else "jsonl") if form == "auto" else form)


def _list() -> None:
    from factx.schema import KINDS
    from factx.tables import views

    rows = [(view.name, view.about) for view in views.named()]
    rows += [(kind, f"the records of this kind: {kind}") for kind in KINDS]
    for name, about in rows:
        click.echo(f"{name:15} {about}" if sys.stdout.isatty() else f"{name}\t{about}")


def _print(answer: Answer, form: str) -> None:
    if form == "table":
        from rich.console import Console

        from factx.tables import grid

        console = Console()
        for part in grid.render(answer, console.width):
            console.print(part)
        return
    from factx.output.screen import safe_data

    watched = sys.stdout.isatty()
    for text in _written(answer, form):
        sys.stdout.buffer.write((safe_data(text, json=form != "csv") if watched else text).encode())
    sys.stdout.flush()


def _written(answer: Answer, form: str) -> Iterator[str]:
    from factx.output.csv import cell
    from factx.output.encode import one_line

    if form == "csv":
        buffer = io.StringIO()
        table = csv.writer(buffer, lineterminator="\r\n")
        table.writerow(answer.columns)
        for row in answer.rows:
            table.writerow([cell(row[name]) for name in answer.columns])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
        yield buffer.getvalue()
        return
    lines = (one_line(json.dumps(row, ensure_ascii=False)) for row in answer.rows)
    if form == "jsonl":
        yield from (f"{line}\n" for line in lines)
        return
    before = "["
    for line in lines:
        yield f"{before}\n  {line}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
