"""A card an event, with its tolls and losses under it; and cards of those that belong to no event that is shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from factx.output.terminal import words
from factx.output.terminal.cards import Excerpt, card, dotted, excerpt, rows
from factx.output.terminal.palette import ASSERTION, KIND
from factx.output.terminal.sheet import Sheet
from factx.output.terminal.tolls import SideBySide, competing, losses, tolls
from factx.schema import CasualtyRecord, EventRecord, LossRecord

Counted = TypeVar("Counted", CasualtyRecord, LossRecord)


def event_cards(sheet: Sheet) -> list[Table]:
    return [_event(e, sheet) for e in sheet.events]


def _event(event: EventRecord, sheet: Sheet) -> Table:
    head = dotted(
        (
            Text(event.type.replace("_", " "), "bold"),
            words.places(event.places, sheet.by_id),
            Text(words.when(event.start, event.end), KIND["date"]),
            Text(f"told {len(event.also) + 1} times" if event.also else "", "dim"),
        )
    )
    lines: list[RenderableType] = []
    if (parties := _parties(event)).plain:
        lines.append(parties)
    figures = [c for c in sheet.casualties if c.event == event.id]
    if competing(figures, sheet.by_id):
        lines.append(SideBySide(figures, sheet.by_id))
        figures = []
    told = tolls(figures, sheet.by_id, event.attribution)
    told += losses([x for x in sheet.losses if x.event == event.id], sheet.by_id, event.attribution)
    if event.attribution:
        told.append(("says", words.source(event.attribution, sheet.by_id)))
    if told:
        lines.append(rows(told))
    lines += excerpt(sheet, event.evidence, (event.trigger.start, event.trigger.end))
    return card(Text(event.assertion.upper(), ASSERTION[event.assertion]), head, lines, event.confidence)


def _parties(event: EventRecord) -> Text:
    """ "Ukrainian troops → Russian depot, with drones"."""
    text = words.names(event.actors)
    if event.targets:
        text = Text.assemble(text, " → " if text.plain else "→ ", words.names(event.targets))
    if event.weapons:
        text = Text.assemble(text, ", with " if text.plain else "with ", words.names(event.weapons, "equipment"))
    return text


def loose_cards(sheet: Sheet) -> list[Table]:
    """Figures that belong to none of the events shown: of one place and time together, or else of one sentence."""
    shown = {e.id for e in sheet.events}
    casualties = [c for c in sheet.casualties if c.event not in shown]
    items = [x for x in sheet.losses if x.event not in shown]
    cards = [(c[0].evidence.start, _toll(c, sheet)) for c in _together(casualties, _where)]
    cards += [(x[0].evidence.start, _loss(x, sheet)) for x in _together(items, lambda x: x.evidence)]
    return [of for _, of in sorted(cards, key=lambda c: c[0])]


def _where(record: CasualtyRecord) -> Hashable:
    return record.place.name if record.place else record.evidence, record.start, record.end


def _together(records: Iterable[Counted], key: Callable[[Counted], Hashable]) -> list[list[Counted]]:
    groups: dict[Hashable, list[Counted]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return list(groups.values())


def _toll(figures: list[CasualtyRecord], sheet: Sheet) -> Table:
    first = figures[0]
    where = words.places([first.place] if first.place else [], sheet.by_id)
    when = Text(words.when(first.start, first.end), KIND["date"])
    alone = not competing(figures, sheet.by_id)
    told = rows(tolls(figures, sheet.by_id)) if alone else SideBySide(figures, sheet.by_id)
    lines: list[RenderableType] = [told, *_excerpts(figures, sheet)]
    return _headless(Text("TOLL", "bold"), dotted((where, when)), lines, figures)


def _loss(items: list[LossRecord], sheet: Sheet) -> Table:
    lines: list[RenderableType] = [rows(losses(items, sheet.by_id)), *_excerpts(items, sheet)]
    return _headless(Text("LOSSES", "bold"), Text(), lines, items)


def _headless(label: Text, head: Text, lines: Sequence[RenderableType], of: Sequence[Counted]) -> Table:
    """A card whose head may be missing: its first line stands there, then."""
    sure = min(r.confidence for r in of)
    return card(label, head, lines, sure) if head.plain else card(label, lines[0], lines[1:], sure)


def _excerpts(records: Sequence[Counted], sheet: Sheet) -> Iterator[Excerpt]:
    """A line of the report for each sentence that figures stand in, around the first of its figures."""
    for record in {r.evidence: r for r in reversed(records)}.values():
        first = record.mentions[0]
        yield from excerpt(sheet, record.evidence, (first.start, first.end))
