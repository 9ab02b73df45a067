"""`factx lookup`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from factx.lexicon.entries import Entry


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Only in this country (UA); repeatable.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Places a name, at most.")
@click.option("--lexicon", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False), help="Your own tables, on top of ours.")  # fmt: skip
@click.pass_context
def lookup(
    ctx: click.Context, names: tuple[str, ...], countries: tuple[str, ...], limit: int, folders: tuple[str, ...]
) -> None:
    """Print the places that the gazetteer has under a name, the best known first.

    A name may tell its kind ("Kursk region", "Lake Chad"). A table on a terminal, JSON Lines in a pipe.

    Exit code: 0; 1 where a name has no place; 2 on wrong usage.
    """
    from factx.lexicon.gazetteer import gazetteer

    places = gazetteer(folders)
    codes = tuple(c.upper() for c in countries)
    if unknown := [c for c in codes if places.country(c) is None]:
        raise click.BadParameter(f"no such country code: {', '.join(unknown)}", param_hint="--country")
    missing = False
    for name in names:
        found = places.find(name, codes)
        if not found:
            missing = True
            where = f" in {', '.join(codes)}" if codes else ""
            click.echo(f"factx: no place named {name!r}{where}", err=True)
        elif sys.stdout.isatty():
            _show(name, found[:limit], len(found))
        else:
            for entry in found[:limit]:
                click.echo(json.dumps(fields(name, entry), ensure_ascii=False))
    ctx.exit(1 if missing else 0)


def fields(asked: str, entry: Entry) -> dict[str, Any]:
    """An entry as it is printed: `matched` is the name that answered, `skeleton` whether romanisations were bridged."""
    return {
        "asked": asked,
        "name": entry.name,
        "type": entry.type,
        "country": ",".join(entry.countries) or None,
        "admin1": entry.admin1,
        "lat": entry.lat,
        "lon": entry.lon,
        "approximate": entry.approximate,
        "population": entry.population or None,
        "id": entry.id,
        "matched": entry.matched,
        "skeleton": entry.skeleton,
        "source": entry.source,
    }


def _show(name: str, entries: tuple[Entry, ...], total: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold cyan", caption_justify="left")
    if total > len(entries):
        table.caption = f"{len(entries)} of {total} named {name}; --limit shows more"
    table.add_column("place", style="bold", overflow="fold")
    table.add_column("type")
    table.add_column("region", overflow="fold")
    table.add_column("position", no_wrap=True)
    table.add_column("people", justify="right", no_wrap=True)
    table.add_column("id", no_wrap=True)
    for e in entries:
        about = "~" if e.approximate else ""
        point = f"{about}{e.lat:.2f}, {e.lon:.2f}" if e.lat is not None and e.lon is not None else "unknown"
        called = e.name if e.canonical else f"{e.name}\n({'like ' if e.skeleton else ''}{e.matched})"
        region = ", ".join(filter(None, [e.admin1, *e.countries]))
        people = f"{e.population:,}" if e.population else ""
        table.add_row(*map(Text, (called, e.type, region, point, people, e.id)))
    Console().print(table)
