"""How many, of what, and who says: the casualties and losses of one happening, competing figures side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from factx.output.screen import line
from factx.output.terminal import words
from factx.output.terminal.cards import rows
from factx.schema import Attribution, CasualtyRecord, LossRecord, Record

Lines = list[tuple[str, Text]]  #: a word in the margin ("killed"), and what it is about
#: What goes without saying of a figure: its source stands beside it.
_PLAIN = ("asserted", "claimed")
#: Columns that a source's figures want at least, to stand beside another's.
_NARROWEST = 18


def tolls(figures: list[CasualtyRecord], by_id: Mapping[str, Record], known: Attribution | None = None) -> Lines:
    """The figures of one source, a status a line. `known` is the source that the reader is told anyway."""
    lines = list(_by_status(figures))
    if figures and (attribution := figures[0].attribution) and _name(attribution, by_id) != _name(known, by_id):
        lines.append(("says", words.source(attribution, by_id)))
    return lines


def losses(items: list[LossRecord], by_id: Mapping[str, Record], known: Attribution | None = None) -> Lines:
    """The losses, a status and source a line; where they have one source, that comes last."""
    groups: dict[tuple[str, str], list[LossRecord]] = {}
    for item in items:
        groups.setdefault((item.status, _name(item.attribution, by_id)), []).append(item)
    sources = {_name(x.attribution, by_id): x.attribution for x in items}
    lines = []
    for (status, name), group in groups.items():
        text = Text(" · ").join([_loss(item) for item in group])
        if len(sources) > 1 and (attribution := sources[name]):
            text.append(" says ", "dim").append_text(words.source(attribution, by_id))
        lines.append((status, text))
    if len(sources) == 1 and (attribution := items[0].attribution) and _name(known, by_id) not in sources:
        lines.append(("says", words.source(attribution, by_id)))
    return lines


def competing(figures: list[CasualtyRecord], by_id: Mapping[str, Record]) -> bool:
    """Whether more than one source gives figures."""
    return len({_name(f.attribution, by_id) for f in figures}) > 1


class SideBySide:
    """Competing figures of several sources: a source a column where there is room, otherwise a source a line."""

    def __init__(self, figures: list[CasualtyRecord], by_id: Mapping[str, Record]) -> None:
        self.figures = figures
        self.by_id = by_id
        self.sources = {_name(f.attribution, by_id): f.attribution for f in figures}
        self.statuses = list(dict.fromkeys(f.status for f in figures))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = options.max_width - max(map(len, self.statuses))
        yield self._columns() if room >= _NARROWEST * len(self.sources) else self._lines()

    def _columns(self) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
        table.add_column(style="dim", no_wrap=True)
        for attribution in self.sources.values():
            table.add_column(_heading(attribution, self.by_id), ratio=1)
        for status in self.statuses:
            table.add_row(status, *(self._cell(name, status) for name in self.sources))
        return table

    def _lines(self) -> Table:
        pairs = []
        for status in self.statuses:
            for name, attribution in self.sources.items():
                if (cell := self._cell(name, status)).plain:
                    pairs.append((status, cell.append(" says ", "dim").append_text(_heading(attribution, self.by_id))))
        return rows(pairs)

    def _cell(self, name: str, status: str) -> Text:
        mine = [f for f in self.figures if _name(f.attribution, self.by_id) == name and f.status == status]
        return next((text for _, text in _by_status(mine)), Text())


def _by_status(figures: list[CasualtyRecord]) -> Iterable[tuple[str, Text]]:
    """Each status with its figures; a figure that is a part of another stands in brackets behind that one."""
    ids = {f.id for f in figures}
    for status in dict.fromkeys(f.status for f in figures):
        whole = [f for f in figures if f.status == status and f.subset_of not in ids]
        yield status, Text(" · ").join([_casualty(f, figures) for f in whole])


def _casualty(record: CasualtyRecord, others: list[CasualtyRecord], of: str = "unknown") -> Text:
    """ "6 civilians (of them 1 child)"; `of` is who the whole is, which its parts do not repeat."""
    who = words.people(record.who, record.max == 1) if record.who != of else ""
    text = Text(" ".join(filter(None, (words.figure(record), who))) or line(record.text), "bold")
    parts = [_casualty(f, others, record.who) for f in others if f.subset_of == record.id and f is not record]
    if parts:
        text = Text.assemble(text, " (of them ", Text(", ").join(parts), ")")
    return text if record.assertion in _PLAIN else Text.assemble(text, f" ({record.assertion})")


def _loss(record: LossRecord) -> Text:
    many = words.figure(record)
    text = Text(f"{many} × " if many else "", "bold").append(line(record.item), "not bold yellow")
    if record.side:
        text.append(f" ({line(record.side)})", "not bold")
    return text if record.assertion in _PLAIN else Text.assemble(text, f" ({record.assertion})")


def _heading(attribution: Attribution | None, by_id: Mapping[str, Record]) -> Text:
    return words.source(attribution, by_id) if attribution else Text("the report itself", "italic")


def _name(attribution: Attribution | None, by_id: Mapping[str, Record]) -> str:
    return words.source(attribution, by_id).plain if attribution else ""
