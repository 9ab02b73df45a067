"""An explanation on a terminal: the sentence with its words marked, the spans, then each decision with its grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from factx.explain.grounds import Explanation, Passage, Source, Step
from factx.output.screen import line, safe

_MARKED = "bold black on bright_yellow"
#: Spans and other candidates that are shown; the JSON has them all.
MOST = 8


def render(explanation: Explanation) -> Iterator[RenderableType]:
    """The parts of an explanation, to be printed one after another."""
    record = explanation.record
    title = Text.assemble((record.kind, "bold cyan"), "  ", line(_called(record)), "  ", (record.id, "dim"))
    yield Rule(title, align="left", style="cyan")
    for passage in explanation.passages[:MOST]:
        yield from _passage(passage)
    yield from _spans(explanation)
    for step in explanation.steps:
        yield _step(step)
    yield Text()


def _called(record: Any) -> str:
    for name in ("name", "text", "item"):
        if getattr(record, name, None):
            return str(getattr(record, name))
    return f"{getattr(record, 'type', '')} “{record.mentions[0].text}”".strip()


def _passage(passage: Passage) -> Iterator[RenderableType]:
    text = Text(safe(passage.text).replace("\n", " "))
    for mark in passage.marks:
        text.stylize(_MARKED, max(0, mark.start - passage.start), mark.end - passage.start)
    yield Padding(text, (0, 0, 0, 2))
    named = Text(style="dim")
    for mark in passage.marks:
        words = line(passage.text[max(0, mark.start - passage.start) : mark.end - passage.start])
        named.append(f"{'· ' if named else ''}{mark.label} “{words}” {mark.start}–{mark.end} ")
    yield Padding(named, (0, 0, 0, 2))


def _spans(explanation: Explanation) -> Iterator[RenderableType]:
    spans = explanation.findings
    for f in spans[:MOST]:
        told = f"span {f.group}: {f.label} “{line(f.text)}” {f.start}–{f.end}, rule {f.rule}"
        yield Padding(Text(told, style="dim"), (0, 0, 0, 2))
    if len(spans) > MOST:
        yield Padding(Text(f"and {len(spans) - MOST} more spans", style="dim"), (0, 0, 0, 2))


def _step(step: Step) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=11, style="bold")
    grid.add_column(overflow="fold")
    parts: list[RenderableType] = [Text(line(step.decided), style="green")]
    parts += [Text(f"because {line(reason)}" if not i else line(reason)) for i, reason in enumerate(step.because)]
    if step.options:
        parts.append(_options(step.options))
    parts += [_source(source) for source in step.sources]
    grid.add_row(step.about, Group(*parts))
    return Padding(grid, (0, 0, 0, 2))


def _source(source: Source) -> Text:
    told = Text.assemble("→ ", (line(source.name), "blue"))
    if source.row is not None:
        told.append("  " + line("  ".join(f"{column}={value}" for column, value in source.row.items())[:300]), "dim")
    else:
        told.append("  " + (_signature(source.text) if source.line else line(source.text)), "dim")
    return told


def _signature(text: str) -> str:
    """The name of a function or class, by its first line."""
    return " ".join(text.split("(")[0].rstrip(":").split())


def _options(options: tuple[Mapping[str, Any], ...]) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="dim", show_edge=False)
    shown = [column for column, value in options[0].items() if not isinstance(value, dict)]
    for column in shown:
        table.add_column("" if column == "chosen" else column, overflow="fold")
    for option in options[:MOST]:
        table.add_row(*(_cell(option[column]) for column in shown))
    if len(options) > MOST:
        table.caption = f"and {len(options) - MOST} more"
    return table


def _cell(value: Any) -> Text:
    if isinstance(value, bool):
        return Text("*" if value else "")
    return Text("" if value is None else f"{value:,}" if isinstance(value, int) else line(str(value)))
