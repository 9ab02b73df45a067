"""`factx batch`."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from factx.batch.engines import Engine
    from factx.batch.jobs import Setup

#: Those of `factx.tables`, which takes too long to import for --help.
FORMATS = ("jsonl", "parquet", "csv", "duckdb", "sqlite")


def _day(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", "-o", required=True, metavar="DIR", help="The folder (or URL) for the results.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True,
              help="One table a kind, or a database of them.")  # fmt: skip
@click.option("--glob", "-g", "globs", multiple=True, metavar="PATTERN",
              help="Only files of a folder that match; !PATTERN: not those. Repeatable.")  # fmt: skip
@click.option("--text-field", default="text", show_default=True, metavar="NAME",
              help="The text in JSON Lines and CSV.")  # fmt: skip
@click.option("--id-field", default="id", show_default=True, metavar="NAME", help="The document's id there.")
@click.option(
    "--date-field", default="published", show_default=True, metavar="NAME", help="The day of the report there."
)
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY",
              help="The day (YYYY-MM-DD) of reports that do not tell their own.")  # fmt: skip
@click.option("--no-text", is_flag=True, help="Leave the texts out of the document records.")
@click.option("--force", is_flag=True, help="Read documents that are not English, too.")
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
@click.option("--lexicon", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False), help="Your own tables, on top of ours.")  # fmt: skip
@click.option("--jobs", "-j", type=click.IntRange(1), help="Worker processes.  [default: one a core]")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=600, show_default=True, metavar="SECONDS",
              help="What a document may take before it is set aside.")  # fmt: skip
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
              help="Workers on this machine, or on a Dask cluster.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", help="Where the Dask cluster's scheduler is (tcp://host:8786).")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; errors only.")
@click.pass_context
def batch(
    ctx: click.Context,
    sources: tuple[str, ...],
    out: str,
    form: str,
    globs: tuple[str, ...],
    text_field: str,
    id_field: str,
    date_field: str,
    published: date | None,
    no_text: bool,
    force: bool,
    model: str | None,
    folders: tuple[str, ...],
    jobs: int | None,
    timeout: float,
    engine: str,
    scheduler: str | None,
    quiet: bool,
) -> None:
    """Extract the facts of any number of documents into a folder.

    A SOURCE is a file, a folder, an archive or a URL that fsspec opens. A run that was stopped or killed goes on where
    it was when the same command is given again; a run whose sources have grown does what is new.

    Exit code: 0; 1 where some documents failed (they stand in errors.jsonl); 2 on wrong usage; 130 after Ctrl-C.
    """
    from factx.batch.jobs import Setup
    from factx.batch.reader import Request
    from factx.batch.run import Batch, Stopped
    from factx.batch.store import Store
    from factx.cli.progress import Display
    from factx.intake import Fields

    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together")
    if "-" in sources:
        raise click.UsageError("a run that may be started again cannot read standard input; give it a file")
    fields = Fields(text=text_field, id=id_field, date=date_field)
    lexicon = tuple(str(Path(f).absolute()) for f in folders)
    if model and Path(model).is_dir():  # workers may stand elsewhere
        model = str(Path(model).absolute())
    setup = Setup(model, lexicon, text=not no_text)
    with _interruptible() as stop, Display(quiet) as display:
        store = Store(out)
        request = Request(sources, store.url, globs, fields, published, force, lexicon)
        workers = _engine(scheduler, jobs or os.cpu_count() or 1, setup)
        try:
            summary = Batch(request, setup, store, workers, timeout, display.show, stop).run(form)
        except (Stopped, KeyboardInterrupt):
            display.say("stopped; the same command goes on from here")
            ctx.exit(130)
        display.summary(summary, out)
    ctx.exit(1 if summary.failed else 0)


def _engine(scheduler: str | None, jobs: int, setup: Setup) -> Engine:
    if scheduler is None:
        from factx.batch.engines import Local

        return Local(jobs, setup)
    from factx.batch.cluster import Cluster

    return Cluster(scheduler, setup)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed; a second one ends the run at once."""
    pressed: list[int] = []

    def press(signum: int, frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(signum)
        click.echo("factx: finishing the documents in hand (Ctrl-C once more: at once)", err=True)

    before = {s: signal.signal(s, press) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(pressed)
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
