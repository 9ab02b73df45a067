"""`factx view`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factx.cli.target import spare, written
from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.view import Report


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|OUTPUT...")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="PAGE",
              help="The page to write; by default named after the first source, in this folder.")  # fmt: skip
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
@click.option("--tiles", metavar="URL",
              help="Draw the map on a tile server's pictures (…/{z}/{x}/{y}.png); by default, none.")  # fmt: skip
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY",
              help="The day (YYYY-MM-DD) of a report that does not tell its own.")  # fmt: skip
@click.option("--force", is_flag=True, help="Read documents that are not English, too.")
@click.option("--lexicon", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False), help="Your own tables, on top of ours.")  # fmt: skip
@click.option("--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.pass_context
def view(
    ctx: click.Context,
    sources: tuple[str, ...],
    output: Path | None,
    browse: bool,
    tiles: str | None,
    published: datetime | None,
    force: bool,
    folders: tuple[str, ...],
    jobs: int,
) -> None:
    """Write a page that shows reports with the facts found in them, to read and to check.

    FILE is a report or a folder of reports, read as `factx extract` reads them; OUTPUT is what was made before: JSON
    Lines of `factx extract --text`, or the folder of a batch. The page is one file that opens in any browser, offline.

    Exit code: 0; 1 where some documents failed (the rest are shown) or no page could be written; 2 on wrong usage.
    """
    from factx import view as viewing
    from factx.output import screen

    outputs = [s for s in sources if viewing.is_output(s)]
    fresh = [s for s in sources if s not in outputs]
    read = [*fresh, *(s for s in outputs if Path(s).is_file())]
    target = output or _page_of(sources[0], read)
    spare(target, read)
    shown: list[Report] = []
    failed = 0
    loaded = (report for source in outputs for report in viewing.load(source))
    for outcome in chain(loaded, _read(fresh, published.date() if published else None, force, folders, jobs)):
        if isinstance(outcome, FactxError):
            failed += 1
            click.echo(f"factx: {screen.line(str(outcome))}", err=True)
        else:
            shown.append(outcome)
    spare(target, (str(r.document["path"]) for r in shown if r.document.get("path")))
    page = viewing.page(shown, tiles)
    with written(target) as stream:
        stream.write(page)
    size = len(page.encode())
    click.echo(f"{target} ({size / 1e6:.1f} MB, {len(shown):,} document{'s' if len(shown) > 1 else ''})", err=True)
    if browse:
        click.launch(str(target.resolve()))
    ctx.exit(1 if failed else 0)


def _read(
    sources: Sequence[str], published: date | None, force: bool, folders: tuple[str, ...], jobs: int
) -> Iterator[Report | FactxError]:
    """The reports of files, each extracted now."""
    if not sources:
        return
    from factx import intake, workers
    from factx.output.encode import to_dict
    from factx.view import Report

    inputs = intake.read(sources, published=published, force=force, lexicon=folders)
    for outcome in workers.outcomes(inputs, None, folders, jobs):
        if isinstance(outcome, FactxError):
            yield outcome
        else:
            document, *records = (to_dict(r) for r in outcome)
            yield Report(document, records)


def _page_of(source: str, read: Sequence[str]) -> Path:
    """The page of a source, in this folder: NAME.html; NAME.facts.html where that is read, or is no page of ours."""
    from factx.view import is_page

    stem = re.sub(r"[^\w.-]", "_", Path(source).resolve().stem if source != "-" else "") or "factx"
    page = Path(f"{stem}.html")
    try:
        spare(page, read)
        ours = not page.is_file() or is_page(page)
    except FactxError:
        ours = False
    return page if ours else Path(f"{stem}.facts.html")
