"""`factx explain`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, TYPE_CHECKING

import click

from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.explain import Explanation
    from factx.schema import Document

FORMATS = ("auto", "text", "jsonl")
#: Columns: longer lines are hard to read.
WIDEST = 120


@click.command()
@click.argument("source", metavar="FILE|-")
@click.option("--id", "ids", multiple=True, metavar="ID",
              help="Only this record; as much of its id as tells it from the others. Repeatable.")  # fmt: skip
@click.option("--kind", "kinds", metavar="KIND,...", help="Only records of these kinds.")
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY",
              help="The day (YYYY-MM-DD) of a report that does not tell its own.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), default="auto", show_default=True,
              help="auto: text on a terminal, otherwise JSON Lines.")  # fmt: skip
@click.option("--force", is_flag=True, help="Read a report that is not English, too.")
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
@click.option("--lexicon", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False), help="Your own tables, on top of ours.")  # fmt: skip
@click.pass_context
def explain(
    ctx: click.Context,
    source: str,
    ids: tuple[str, ...],
    kinds: str | None,
    published: datetime | None,
    form: str,
    force: bool,
    model: str | None,
    folders: tuple[str, ...],
) -> None:
    """Tell why each record of a report is there.

    For every record: its sentence with the words marked, what found them (rule, table row with file and line, or the
    place in the code), what was decided on what grounds, and what its confidence rests on.

    Exit code: 0; 1 where the report cannot be read or no record has the id; 2 on wrong usage.
    """
    from factx.schema import KINDS

    chosen = {k.strip() for k in kinds.split(",")} if kinds else set(KINDS)
    if unknown := sorted(chosen - set(KINDS)):
        raise click.BadParameter(
            f"no such kind: {', '.join(unknown)}; there are {', '.join(KINDS)}", param_hint="--kind"
        )
    from factx import intake

    day = published.date() if published else None
    documents = intake.read((source,), published=day, force=force, lexicon=folders)
    found = _explained(documents, ids, model, folders)
    _print((e for e in found if e.record.kind in chosen), form, sys.stdout)


def _explained(
    documents: Iterable[Document | FactxError], ids: tuple[str, ...], model: str | None, folders: tuple[str, ...]
) -> Iterator[Explanation]:
    """The explanations of documents. Raises FactxError where one cannot be read, or an id is that of no record or of
    several."""
    import factx
    from factx.explain import explanations

    pipeline = factx.load(model, folders)
    wanted: dict[str, list[Explanation]] = {id_: [] for id_ in ids}
    for document in documents:
        if isinstance(document, FactxError):
            raise document
        for explanation in explanations(document, pipeline, ids or None):
            if not ids:
                yield explanation
            for id_ in ids:
                if explanation.record.id.startswith(id_):
                    wanted[id_].append(explanation)
    for id_, found in wanted.items():
        exact = [e for e in found if e.record.id == id_] or found
        if len(exact) != 1:
            more = f" and {len(exact) - 5:,} more" if len(exact) > 5 else ""
            said = ", ".join(e.record.id for e in exact[:5]) + more if exact else "no record of this report has it"
            raise FactxError(f"--id {id_}", said, "give more of the id" if exact else "factx extract prints the ids")
        yield exact[0]


def _print(found: Iterator[Explanation], form: str, stream: IO[str]) -> None:
    if form == "text" or (form == "auto" and stream.isatty()):
        from rich.console import Console

        from factx.explain import terminal
        from factx.output.screen import degrade

        degrade(stream)
        console = Console(file=stream, highlight=False)
        console.width = min(console.width, WIDEST)
        for explanation in found:
            console.print(*terminal.render(explanation), sep="\n")
        return
    from factx.explain import data

    for explanation in found:
        click.echo((data.to_json(explanation) + "\n").encode(), nl=False)
