"""`factx extract`."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from factx.cli.target import spare, written
from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.pipeline import Outcome
    from factx.schema import Record

FORMATS = ("auto", "jsonl", "json", "csv", "geojson", "table")
#: What `--format auto` takes from the name of the output file.
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".geojson": "geojson"}
#: Columns of the view: longer lines are hard to read.
WIDEST = 120


def _kinds(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    from factx.schema import KINDS

    kinds = tuple(k.strip() for k in value.split(",")) if value else KINDS
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise click.BadParameter(f"no such kind: {', '.join(unknown)}; there are {', '.join(KINDS)}")
    return kinds


def _day(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|FOLDER|-]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="auto", show_default=True,
              help="auto: a table on a terminal, by the output file's suffix, otherwise JSON Lines.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write to FILE, whole or not at all.")  # fmt: skip
@click.option("--kind", "kinds", callback=_kinds, metavar="KIND,...", help="Only records of these kinds.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="P",
              help="Only records at least this sure (0 to 1).")  # fmt: skip
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY",
              help="The day (YYYY-MM-DD) of a report that does not tell its own.")  # fmt: skip
@click.option(
    "--text",
    "with_text",
    is_flag=True,
    help="Show the text with its mentions marked; as data: in the document records.",
)
@click.option("--force", is_flag=True, help="Read documents that are not English, too.")
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
@click.option("--lexicon", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False), help="Your own tables, on top of ours.")  # fmt: skip
@click.option("--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no warnings; errors only.")
@click.pass_context
def extract(
    ctx: click.Context,
    sources: tuple[str, ...],
    form: str,
    output: Path | None,
    kinds: tuple[str, ...],
    min_confidence: float,
    published: date | None,
    with_text: bool,
    force: bool,
    model: str | None,
    folders: tuple[str, ...],
    jobs: int,
    quiet: bool,
) -> None:
    """Print the facts of reports as records.

    Reads plain text, Markdown, HTML, mail, PDF and DOCX, JSON Lines and CSV of documents, compressed or in archives;
    folders with all their folders, sorted; - (or nothing, in a pipe) is standard input. Records go to standard output,
    everything else to standard error.

    Exit code: 0; 1 where some documents failed (the rest are printed); 2 on wrong usage.
    """
    from factx import intake, workers
    from factx.schema import KINDS

    if not sources:
        if sys.stdin.isatty():
            raise click.UsageError("name a file or a folder, or pipe a report in")
        sources = ("-",)
    if output:
        spare(output, sources)
    form = _format(form, output)
    inputs = intake.read(sources, published=published, force=force, lexicon=folders)
    report = _Report(quiet)
    with report:
        done = report.watch(workers.outcomes(inputs, model, folders, jobs))
        if form == "table":
            _show((_choose(records, KINDS, min_confidence, True) for records in done), output, kinds, with_text)
        else:
            _print((_choose(records, kinds, min_confidence, with_text) for records in done), form, output, kinds)
    ctx.exit(1 if report.failed else 0)


def _format(form: str, output: Path | None) -> str:
    if form != "auto":
        return form
    if output:
        return SUFFIXES.get(output.suffix.lower(), "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


def _choose(records: list[Record], kinds: tuple[str, ...], least: float, with_text: bool) -> list[Record]:
    chosen: list[Record] = []
    for record in records:
        if record.kind not in kinds or (record.kind != "document" and record.confidence < least):
            continue
        chosen.append(record if with_text or record.kind != "document" else replace(record, text=None))
    return chosen


class _Report:
    """What a run says on standard error: progress on a terminal, a warning or an error a line."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.failed = 0
        self._progress = None
        if not quiet and sys.stderr.isatty() and not sys.stdout.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> _Report:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[list[Record]]:
        for outcome in outcomes:
            if isinstance(outcome, FactxError):
                self.failed += 1
                self._say(str(outcome))
            else:
                self._warn(outcome)
                yield outcome
            if self._progress:
                self._progress.advance(self._task)

    def _warn(self, records: list[Record]) -> None:
        if not self.quiet:
            for document in (r for r in records if r.kind == "document"):
                for warning in document.warnings:
                    self._say(f"{document.path}: warning: {warning}")

    def _say(self, message: str) -> None:
        from factx.output.screen import line

        click.echo(f"factx: {line(message)}", err=True)


def _print(chosen: Iterable[list[Record]], form: str, output: Path | None, kinds: tuple[str, ...]) -> None:
    from factx.output.screen import safe_data

    watched = output is None and sys.stdout.isatty()
    with _opened(output) as stream:
        for text in _writer(form, chosen, kinds):
            stream.write(safe_data(text, json=form != "csv") if watched else text)
            stream.flush()


def _writer(form: str, chosen: Iterable[list[Record]], kinds: tuple[str, ...]) -> Iterator[str]:
    from factx.output import csv, geojson, json, jsonl

    if form == "csv":
        return csv.write(chosen, kinds)
    write = {"jsonl": jsonl.write, "json": json.write, "geojson": geojson.write}[form]
    return write(chosen)


def _show(chosen: Iterable[list[Record]], output: Path | None, kinds: tuple[str, ...], with_text: bool) -> None:
    """The view of a person: of every document its heading, whatever kinds he chose."""
    from rich.console import Console

    from factx.output import screen, terminal

    with _opened(output) if output else nullcontext(sys.stdout) as stream:
        screen.degrade(stream)
        console = Console(file=stream)
        console.width = min(console.width, WIDEST)
        for records in chosen:
            for part in terminal.render(records, kinds=kinds, with_text=with_text):
                console.print(part)


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    """Standard output in UTF-8, or the output file."""
    if output is not None:
        with written(output) as stream:
            yield stream
        return
    wrapped = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        yield wrapped
        wrapped.flush()
    finally:
        wrapped.detach()
