"""The command line: thin commands that open, call the library and echo. No command loads what another one needs."""

from __future__ import annotations

import importlib
import os
import sys

import click

from factx import __version__
from factx.errors import FactxError

#: Each command stands in the module of its name, and is imported when it is called or its help is asked for.
COMMANDS = ("extract", "batch", "query", "view", "explain", "evaluate", "lookup", "gazetteer", "schema")


class Commands(click.Group):
    """A group that imports a command's module only when it is needed, and turns factx's errors into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"factx.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except FactxError as e:
            from factx.output import screen

            click.echo(f"factx: {screen.line(str(e))}", err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factx")
def cli() -> None:
    """Turns war reporting into facts that can be counted, mapped and checked.

    \b
    factx extract report.txt                 the facts of a report, as tables
    factx extract reports/ > facts.jsonl     a folder, as JSON Lines
    factx extract report.txt | jq .name      into other tools
    """


def main() -> None:
    """The console script. A reader that closes the pipe early is no error."""
    try:
        cli(prog_name="factx", standalone_mode=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
