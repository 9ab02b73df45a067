"""Why a date is the day that it is: what its words say, the anchor they were read against, and the distance from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.facts.dates import Placed
from factx.schema import DateRecord, Mention
from factx.values import dates
from factx.values.dates.resolve import rule_of

#: The anchors that a date may be read against: the field of its context, and what it is.
ANCHORS = {
    "published": "the day of the report", "day": "the day under discussion", "event": "the day of an event told before",
    "last": "the date spoken of before", "year": "the year that the text is in",
}  # fmt: skip


def steps(record: DateRecord, case: Case) -> Iterator[Step]:
    """What the words say, and where that lies on the calendar."""
    at = (record.mentions[0].start, record.mentions[0].end)
    for placed in case.dates:
        if (placed.mention.start, placed.mention.end) == at:
            yield Step("words", _said(placed.said), (), table(_words(case, placed.mention)))
            yield _calendar(record, placed)
            return


def _words(case: Case, mention: Mention) -> list[str]:
    """The rows of the words of the calendar in a mention."""
    start = mention.sentence.start
    text = case.document.cased[start : max(mention.sentence.end, mention.end)]
    tokens = dates.tokens(text, dates.words(case.folders))
    return [t.source for t in tokens if t.source and mention.start <= start + t.start < mention.end]


def _said(said: Any) -> str:
    """An expression in words: "Weekday(weekday=2)" as "weekday, weekday 2"."""
    told = []
    for f in fields(said):
        value = getattr(said, f.name)
        if value not in (None, ""):
            told.append(f"{f.name} {_said(value) if is_dataclass(value) else value}")
    return type(said).__name__.lower() + (f" ({', '.join(told)})" if told else "")


def _calendar(record: DateRecord, placed: Placed) -> Step:
    sources = (code(rule_of(placed.said)), code("factx.facts.dates:Discussion.context"))
    apposed = placed.interval is not None and _without(placed) != placed.interval
    if apposed:
        beside = ("it stands beside the date before it, and says the same day in other words",)
        return Step("date", f"{record.edtf or record.start} ({record.precision})", beside, sources)
    anchors = list(_anchors(placed))
    because = [f"read against {ANCHORS[name]}: {_written(value)}" for name, value in anchors]
    if placed.interval is None:
        known = [f"{what}: {_written(getattr(placed.context, name))}" for name, what in ANCHORS.items()]
        return Step("date", f"on no calendar: {record.reason}", tuple(known), sources)
    because += [d for name, value in anchors if (d := _distance(placed.interval.start, name, value))]
    tense = placed.context.tense
    if tense and _without(placed, tense="") != placed.interval:
        because.append(f"its clause is in the {tense} tense")
    if not anchors:
        because.append("it needs nothing but its own words")
    return Step("date", f"{record.edtf or record.start} ({record.precision})", tuple(because), sources)


def _anchors(placed: Placed) -> Iterator[tuple[str, Any]]:
    """What the date rests on: each thing known without which the same words would mean another day, or none."""
    alone = False
    for name in ANCHORS:
        value = getattr(placed.context, name)
        if value is not None and _without(placed, **{name: None}) != placed.interval:
            alone = True
            yield name, value
    if not alone and _without(placed, published=None, day=None) != placed.interval:
        name = "day" if placed.context.day else "published"
        yield name, getattr(placed.context, name)


def _without(placed: Placed, **other: Any) -> dates.Interval | None:
    """What the words would mean in another context."""
    context: dates.Context = replace(placed.context, **other)
    try:
        return dates.resolve(placed.said, context)
    except dates.Unresolved:
        return None


def _distance(start: date | None, name: str, anchor: Any) -> str | None:
    if not isinstance(anchor, date) or start is None:
        return None
    days = (start - anchor).days
    if days == 0:
        return f"{start:%A} {start} is {ANCHORS[name]}"
    many = "day" if abs(days) == 1 else "days"
    return f"{start:%A} {start} is {abs(days)} {many} {'after' if days > 0 else 'before'} {ANCHORS[name]}"


def _written(value: Any) -> str:
    if isinstance(value, dates.Interval):
        return dates.edtf(value) or "open"
    return f"{value:%A} {value}" if isinstance(value, date) else "unknown" if value is None else str(value)
