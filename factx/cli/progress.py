"""What a batch shows of itself: a bar on a terminal, a line now and then elsewhere, a summary at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from factx.batch.ledger import Summary
    from factx.batch.run import Progress

#: Seconds between two lines where there is no terminal.
_EVERY = 30
_REASONS = 10


class Display:
    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar = None if quiet or not sys.stderr.isatty() else _bar()
        self._began = self._told = time.monotonic()

    def __enter__(self) -> Display:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Called about twice a second."""
        if self._bar:
            total = None if progress.reading else max(1, progress.characters)
            self._bar.update(
                self._bar.task_ids[0],
                total=total,
                completed=progress.done_characters,
                status=_status(progress) + _left(progress),
            )
        elif not self._quiet and time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            self.say(_status(progress) + _left(progress))

    def say(self, line: str) -> None:
        from factx.output import screen

        click.echo(f"factx: {screen.safe(line)}", err=True)

    def summary(self, found: Summary, out: str) -> None:
        """What the run leaves, and what it took."""
        if self._bar:
            self._bar.stop()
        if self._quiet:
            return
        seconds = time.monotonic() - self._began
        read = f"{_count(found.documents, 'document')}, {_count(found.words, 'word')}"
        self.say(f"{read} in {timedelta(seconds=round(seconds))}")
        self.say(f"{found.extracted:,} extracted, {_count(found.copies, 'copy', 'copies')}, {found.failed:,} failed")
        self._list("records", ((kind, f"{n:,}") for kind, n in found.kinds.items()))
        reasons = list(found.reasons.items())
        self._list("failures", ((reason, f"{n:,}") for reason, n in reasons[:_REASONS]))
        if reasons[_REASONS:]:
            self.say(f"  and {_count(len(reasons) - _REASONS, 'other reason')}, in {out}/errors.jsonl")
        self._list("slowest", ((path, f"{seconds:.1f} s") for path, seconds in found.slowest.items()))
        if found.removed:
            what = _count(len(found.removed), "table")
            self.say(f"removed {what} of an earlier run in another format ({found.removed[0]} …)")
        self.say(f"written to {out}")

    def _list(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        for i, (name, figure) in enumerate(rows):
            self.say(f"{title if not i else '':<10}{figure:>10}  {name}")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _status(progress: Progress) -> str:
    if progress.writing:
        return "writing the tables"
    if progress.loading:
        return f"loading · {progress.documents:,} documents read"
    seconds = max(time.monotonic() - progress.since, 1e-9)
    of = f"{progress.documents:,}" + ("+" if progress.reading else "")
    failed = f" · {progress.failed:,} failed" if progress.failed else ""
    return f"{progress.done:,} of {of} documents · {progress.words / seconds:,.0f} words/s{failed}"


def _left(progress: Progress) -> str:
    """The time left, at the pace of this run: what earlier runs did took none of its time."""
    done = progress.done_characters - progress.earlier_characters
    if progress.reading or progress.writing or not done:
        return ""
    seconds = (progress.characters - progress.done_characters) * (time.monotonic() - progress.since) / done
    return f" · {timedelta(seconds=round(seconds))} left"


def _bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (BarColumn(), TextColumn("{task.fields[status]}"), TimeElapsedColumn())
    bar = RichProgress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=2)
    bar.add_task("", total=None, status="reading")
    return bar
