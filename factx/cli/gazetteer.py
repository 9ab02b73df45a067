"""`factx gazetteer`: the places that factx knows, and the GeoNames dumps that the user adds to them."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import click

from factx.errors import FactxError


@click.group()
def gazetteer() -> None:
    """List the compiled gazetteers, or add a GeoNames dump of your own.

    The built-in gazetteer has the towns of 500 people and more. A dump brings the villages, the rivers and the
    facilities of a country: get UA.zip (or allCountries.zip) from download.geonames.org/export/dump, then

    \b
    factx gazetteer add UA.zip
    """


@gazetteer.command()
@click.argument("dumps", nargs=-1, required=True, metavar="DUMP...", type=click.Path(path_type=Path))
def add(dumps: tuple[Path, ...]) -> None:
    """Compile GeoNames dumps (UA.txt, UA.zip, allCountries.txt) into your data folder.

    A dump of the same name is replaced. A country takes seconds, allCountries some twenty minutes and 4 GB.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from factx.lexicon.dumps import add as compile_dump
    from factx.lexicon.dumps import opened
    from factx.lexicon.gazetteer import user_folder

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    for dump in dumps:
        with opened(dump) as (_, size):
            pass
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(dump.name, total=size)
            meta = compile_dump(dump, user_folder(), partial(progress.advance, task))
        click.echo(f"{dump.name}: {int(meta['rows']):,} places, {meta['hash'][:16]}", err=True)


@gazetteer.command("list")
def list_() -> None:
    """List the compiled gazetteers: a table on a terminal, JSON Lines in a pipe."""
    from factx.lexicon.gazetteer import stores

    if not sys.stdout.isatty():
        for store in stores():
            meta, size = store.meta, store.path.stat().st_size
            row = {"name": store.path.stem, "places": int(meta["rows"]), "source": meta["source"]}
            row |= {"hash": meta["hash"][:16], "bytes": size, "path": str(store.path)}
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("name", "places", "MB", "hash", "source", header_style="bold cyan")
    for store in stores():
        meta, size = store.meta, store.path.stat().st_size
        cells = (store.path.stem, f"{int(meta['rows']):,}", f"{size / 1e6:.1f}", meta["hash"][:16], meta["source"])
        table.add_row(*map(Text, cells))
    Console().print(table)


@gazetteer.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove a dump that was added, by the NAME that `list` gives it."""
    from factx.lexicon.gazetteer import user_folder

    path = user_folder() / f"{name}.sqlite"
    if path.parent != user_folder() or not path.is_file():
        raise FactxError(name, "no such gazetteer was added", "factx gazetteer list")
    path.unlink()
