"""Every command and every option stands in the README, and the README names none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from factx.cli import COMMANDS, cli

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(cli)
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", c) for sub, c in command.commands.items()]
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda x: x if isinstance(x, str) else "")
def test_each_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert command.help, name
    assert f"factx {name}" in README
    for option in (p for p in command.params if isinstance(p, click.Option)):
        assert option.help, option.name
        assert any(o in README for o in option.opts), f"{name} {option.opts}"


def test_the_readme_names_no_option_that_is_not_there() -> None:
    known = {o for _, c in commands() for p in c.params for o in p.opts} | {"--help", "--version"}
    # what other programs are called with in the README's own lines
    shell = re.findall(r"factx [^\n`|]*", README)
    named = {o for line in shell for o in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}
    assert named <= known
