"""Expressions → intervals on the calendar, against the day of the report or the day under discussion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta, timezone
from typing import Any

from factx.schema import Precision
from factx.values.dates import calendar, named
from factx.values.dates.calendar import Interval
from factx.values.dates.context import Context, Unresolved
from factx.values.dates.expressions import (
    ByEnd,
    Clock,
    Day,
    Decade,
    Expression,
    Figures,
    Holiday,
    Hours,
    Month,
    Night,
    OfYear,
    Part,
    Range,
    Season,
    Shift,
    Since,
    Sofar,
    Unit,
    Weekday,
    Weekend,
    Window,
    Within,
    Year,
)  # fmt: skip


def resolve(said: Expression, context: Context) -> Interval:
    """The interval that an expression means.

    Raises Unresolved, with the reason, where it cannot be known.
    """
    try:
        return _RULES[type(said)](said, context)
    except (ValueError, OverflowError) as e:
        raise Unresolved("no such day on the calendar") from e


def rule_of(said: Expression) -> str:
    """The function that puts an expression on the calendar, as "module:name"."""
    rule = _RULES[type(said)]
    return f"{rule.__module__}:{rule.__qualname__ if rule.__name__ != '<lambda>' else resolve.__name__}"


def _weekend(said: Weekend, context: Context) -> Interval:
    if said.of is not None and (inside := resolve(said.of, context).start):
        return calendar.weekend(inside)
    now = context.now
    if said.steps is not None:
        return calendar.weekend(now + timedelta(7 * said.steps))
    coming = context.tense == "future" or now.weekday() >= 5
    return calendar.weekend(now if coming else now - timedelta(7))


def _shift(said: Shift, context: Context) -> Interval:
    if isinstance(said.anchor, str):
        if context.event is None:
            raise Unresolved("the day of what it is counted from is unknown")
        base = context.event
    elif said.anchor is not None:
        anchor = resolve(said.anchor, context)
        found = anchor.start if said.count < 0 else anchor.end
        if found is None:
            raise Unresolved("the day that it is counted from is open")
        base = found
    else:
        base = context.now if said.origin == "report" else named.counted_from(said, context)
    return calendar.unit(said.unit, base, said.count)


def _within(said: Within, context: Context) -> Interval:
    whole = resolve(said.of, context)
    if whole.start is None or whole.end is None:
        raise Unresolved("the period is open")
    if said.count < 0:
        first = calendar.shifted(whole.end + timedelta(1), said.unit, said.count)
        return Interval(first, whole.end, _precision(said))
    size = said.count if said.nth == 1 else 1
    first = calendar.shifted(whole.start, said.unit, (said.nth - 1) * size)
    last = calendar.shifted(first, said.unit, size) - timedelta(1)
    if said.unit == "weekend":
        saturday = calendar.weekday_after(whole.start, 5) + timedelta(7 * (said.nth - 1))
        return calendar.weekend(saturday)
    if first > whole.end:
        raise Unresolved("the period is not so long")
    return Interval(first, min(last, whole.end), _precision(said))


def _precision(said: Within) -> Precision:
    if abs(said.count) > 1:
        return "interval"
    return "week" if said.unit == "week" else "month" if said.unit == "month" else "interval"


def _part(said: Part, context: Context) -> Interval:
    return calendar.part(said.edge, resolve(said.of, context))


def _sofar(said: Sofar, context: Context) -> Interval:
    if context.published is None and isinstance(said.of, Unit):
        return resolve(replace(said.of, origin="discussion"), context)
    whole = resolve(said.of, context)
    if said.side == "earlier":
        return Interval(whole.start, context.now, "interval")
    return Interval(context.now, whole.end, "interval")


def _hours(said: Hours, context: Context) -> Interval:
    if said.of is None:
        return calendar.day(context.discussed)
    return replace(resolve(said.of, context), times=None)


def _night(said: Night, context: Context) -> Interval:
    end = context.now if said.of is None else resolve(said.of, context).start
    if end is None:
        raise Unresolved("the night is open")
    return Interval(end - timedelta(1), end, "interval")


def _clock(said: Clock, context: Context) -> Interval:
    on = calendar.day(context.discussed) if said.of is None else resolve(said.of, context)
    zone = None
    if said.zone:
        hours, minutes = int(said.zone[1:3]), int(said.zone[4:6])
        zone = timezone((1 if said.zone[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    start = time(said.hour, said.minute or 0, tzinfo=zone)
    if said.minute is None:
        return Interval(on.start, on.end, "hour", (start, start.replace(minute=59)))
    return Interval(on.start, on.end, "minute", (start, start))


def _of_year(said: OfYear, context: Context) -> Interval:
    year = resolve(said.year, context).start
    return resolve(_in_year(said.of, year.year if year else None), context)


def _in_year(said: Expression, year: int | None) -> Expression:
    if isinstance(said, Part):
        return replace(said, of=_in_year(said.of, year))
    return replace(said, year=year) if isinstance(said, (Day, Month, Season)) else said


def _since(said: Since, context: Context) -> Interval:
    """From the start of it to the day of the report; "since dawn" stays within its day."""
    found = resolve(said.of, replace(context, tense="past"))
    if isinstance(said.of, (Hours, Clock)) and said.of.of is None:
        return found
    return Interval(found.start, context.published, "interval")


def _by_end(said: ByEnd, context: Context) -> Interval:
    found = resolve(said.of, replace(context, tense=context.tense if context.tense == "past" else "future"))
    if context.published is None or (found.end and found.end < context.published):
        return calendar.part("end", found)
    return Interval(context.published, found.end, "interval")


def _range(said: Range, context: Context) -> Interval:
    """From the start of the first to the end of the second. What goes without its year is read from the other."""
    if context.tense == "future":
        first = resolve(said.first, context)
        last = resolve(said.last, _beside(said.last, first, context))
    else:
        last = resolve(said.last, context)
        first = resolve(said.first, _beside(said.first, last, context))
    if first.start and last.end and first.start > last.end:
        raise Unresolved("its end is before its start")
    if first.times and last.times:
        return Interval(first.start, last.end, "minute", (first.times[0], last.times[0]))
    return Interval(first.start, last.end, "interval")


def _beside(said: Expression, other: Interval, context: Context) -> Context:
    """The context of one end of a range once the other is known."""
    while isinstance(said, (Hours, Part, Clock)) and said.of is not None:
        said = said.of
    if other.start is None or not isinstance(said, (Day, Weekday, Month, Season)):
        return context
    if context.published is None:
        return replace(context, last=other, year=other.start.year, limit=other.start)
    return replace(context, published=other.start)


_RULES: dict[type, Callable[[Any, Context], Interval]] = {
    Day: named.day, Figures: named.figures, Weekday: named.weekday, Month: named.month, Season: named.season,
    Holiday: named.holiday, Unit: named.unit, Window: named.window, Weekend: _weekend, Shift: _shift,
    Within: _within, Part: _part, Sofar: _sofar, Hours: _hours, Night: _night, Clock: _clock, OfYear: _of_year,
    Since: _since, ByEnd: _by_end, Range: _range,
    Year: lambda said, _: calendar.year(said.year),
    Decade: lambda said, _: calendar.decade(said.first),
}  # fmt: skip
