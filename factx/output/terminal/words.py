"""Values in a few words: bounds, days, names and sources as an analyst would jot them down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from rich.text import Text

from factx.output.screen import line
from factx.output.terminal.palette import KIND
from factx.schema import Attribution, Number, PersonRecord, PlaceRecord, Record, Reference

_MANY = {
    "civilian": "civilians",
    "child": "children",
    "medic": "medics",
    "journalist": "journalists",
    "aid_worker": "aid workers",
}


class Bounded(Protocol):
    @property
    def value(self) -> Number: ...
    @property
    def min(self) -> Number: ...
    @property
    def max(self) -> Number: ...


def figure(bound: Bounded) -> str:
    """ "12", "at least 12", "up to 12", "about 12" or "12–15"; empty where no number is known."""
    if bound.min is not None and bound.max is not None:
        return number(bound.min) if bound.min == bound.max else f"{number(bound.min)}–{number(bound.max)}"
    if bound.min is not None:
        return f"at least {number(bound.min)}"
    if bound.max is not None:
        return f"up to {number(bound.max)}"
    return f"about {number(bound.value)}" if bound.value is not None else ""


def number(value: float) -> str:
    return f"{value:,.10g}"


def people(who: str, one: bool) -> str:
    """The sort of people, in the number that fits; empty where it is not known or mixed."""
    if who in ("unknown", "mixed"):
        return ""
    return who.replace("_", " ") if one else _MANY.get(who, who)


def when(start: str | None, end: str | None) -> str:
    """ "2024-08-06", "2024-08", "2024" or "2024-08-06 – 2024-08-09"; empty where no day is known."""
    days = [d[:16].replace("T", " ") for d in (start, end) if d]
    if len(days) < 2 or days[0] == days[1]:
        return "".join(days[:1])
    first, last = (date.fromisoformat(d[:10]) for d in days)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:  # whole months
        if (first.year, first.month) == (last.year, last.month):
            return days[0][:7]
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return days[0][:4]
    return f"{days[0]} – {days[1][-5:] if days[0][:10] == days[1][:10] else days[1]}"


def names(references: Iterable[Reference], kind: str = "") -> Text:
    """The names of what is referred to, each once, in the colour of its record's kind (or of `kind`)."""
    once = {r.name: r for r in references}
    parts = [Text(line(name), KIND[kind] if kind else _style(r)) for name, r in once.items()]
    return Text(", ").join(parts)


def places(references: Iterable[Reference], by_id: Mapping[str, Record]) -> Text:
    """The names of places; the country behind the last of those that share it, unless it is the country itself."""
    parts: list[Text] = []
    for country, group in groupby({r.name: r for r in references}.values(), key=lambda r: r.country):
        here = list(group)
        name = ", ".join(line(r.name) for r in here)
        of = by_id.get(here[-1].id or "")
        itself = isinstance(of, PlaceRecord) and of.type == "country"
        parts.append(Text(name + (f" ({country})" if country and not itself else ""), KIND["place"]))
    return Text(", ").join(parts)


def source(attribution: Attribution, by_id: Mapping[str, Record]) -> Text:
    """Who says so, with his office where it is known, or the cue where nobody is named."""
    if attribution.source is None:
        return Text(line(attribution.cue))
    return speaker(attribution.source, by_id)


def speaker(reference: Reference, by_id: Mapping[str, Record]) -> Text:
    """ "Ivan Fedorov (regional governor)": who speaks, with his office where the report tells it."""
    return Text.assemble((line(reference.name), _style(reference)), (_office(reference, by_id), "dim"))


def _office(reference: Reference, by_id: Mapping[str, Record]) -> str:
    person = by_id.get(reference.id or "")
    if not isinstance(person, PersonRecord) or not person.roles:
        return ""
    role = person.roles[0]
    return f" ({line(role.title)}{f', {line(role.of)}' if role.of else ''})"


def _style(reference: Reference) -> str:
    prefix = (reference.id or "")[:3]
    return next((style for kind, style in KIND.items() if prefix and kind.startswith(prefix)), "")
