"""A report on a terminal: its facts first (who, what, where, when, how many, who says), then what they are made of.

Everything here makes rich renderables out of records; nothing prints. Words of the report go through `screen`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from factx.output.screen import line
from factx.output.terminal.events import event_cards, loose_cards
from factx.output.terminal.lists import entity_list, statement_cards
from factx.output.terminal.marked import Marked
from factx.output.terminal.sheet import Sheet
from factx.schema import KINDS, DocumentRecord, Record

#: The lists after the facts, in the order they are read, and the heading of each.
LISTS = {
    "place": "places",
    "person": "people",
    "organisation": "organisations",
    "equipment": "equipment",
    "date": "dates",
    "quantity": "quantities",
}


def render(
    records: list[Record], *, kinds: Container[str] = KINDS, with_text: bool = False
) -> Iterator[RenderableType]:
    """What a terminal shows of one document. `records` are all its own, of which it shows those of `kinds`; without a
    document record there is no heading, and without the text in that no excerpts; `with_text` puts the report itself in
    front, marked."""
    sheet = Sheet.of(records, kinds)
    if sheet.document:
        yield from _heading(sheet.document)
    if with_text and sheet.document and sheet.document.text:
        yield Marked(sheet.document, [r for r in records if r.kind in kinds])
        yield ""
    for name, cards in (
        ("events", event_cards(sheet)),
        ("further tolls and losses" if sheet.events else "tolls and losses", loose_cards(sheet)),
        ("statements", statement_cards(sheet)),
    ):
        if cards:
            yield _section(name, len(cards))
            for card in cards:
                yield card
                yield ""
    for kind, name in LISTS.items():
        if found := [r for r in records if r.kind == kind and kind in kinds]:
            yield _section(name, len(found))
            yield entity_list(kind, found)
            yield ""


def _heading(document: DocumentRecord) -> Iterator[RenderableType]:
    published = f"published {document.published}" if document.published else "day of publication unknown"
    about = [document.path] if document.title else []
    about += [published, f"{document.words:,} words"]
    if document.duplicate_of:
        about.append(f"the same words as {document.duplicate_of}")
    yield Text(line(document.title or document.path), "bold")
    yield Text(line(" · ".join(about)), "dim")
    yield ""


def _section(name: str, count: int) -> RenderableType:
    return Rule(Text.assemble((name.upper(), "bold"), f" {count}"), align="left", style="dim")
