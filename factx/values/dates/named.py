"""Dates with nothing inside them put on the calendar: by their names, and by their distance from a known day."""

from __future__ import annotations

from datetime import date, timedelta

from factx.values.dates import calendar
from factx.values.dates.calendar import Interval, weekday_after, weekday_before
from factx.values.dates.context import Context, Unresolved
from factx.values.dates.expressions import Day, Figures, Holiday, Month, Season, Shift, Unit, Weekday, Window
from factx.values.dates.recurrence import yearly

#: A day said without its year lies less than so many days back where the clause is in the future tense ("planned for
#: 11 June", said on the 12th); farther back it is the next such day.
_MISSED = 90


def day(said: Day, context: Context) -> Interval:
    if said.year is not None and said.month is not None:
        return calendar.day(date(said.year, said.month, said.day))
    if said.month is None:
        month = context.discussed.replace(day=1)
        return calendar.day(month.replace(day=said.day))
    month_, day_ = said.month, said.day
    if said.weekday is not None and context.published:
        near = [y for y in range(context.now.year - 1, context.now.year + 2) if _falls(y, month_, day_, said.weekday)]
        if near:
            return calendar.day(min((date(y, month_, day_) for y in near), key=lambda d: abs(d - context.now)))
    return yearly(context, lambda y: calendar.day(date(y, month_, day_)), _MISSED)


def _falls(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def figures(said: Figures, context: Context) -> Interval:
    if context.dayfirst is None:
        raise Unresolved("day and month cannot be told apart")
    day, month = (said.first, said.second) if context.dayfirst else (said.second, said.first)
    return calendar.day(date(said.year, month, day))


def weekday(said: Weekday, context: Context) -> Interval:
    if said.which in ("following", "previous", "that"):
        base = context.discussed
        if said.which == "previous":
            return calendar.day(weekday_before(base - timedelta(1), said.weekday))
        return calendar.day(weekday_after(base + timedelta(said.which == "following"), said.weekday))
    now = context.now
    monday = now - timedelta(now.weekday())
    if said.week is not None or said.which in ("this", "next"):
        weeks = said.week if said.week is not None else int(said.which == "next")
        return calendar.day(monday + timedelta(7 * weeks + said.weekday))
    if said.which == "last":
        return calendar.day(weekday_before(now - timedelta(1), said.weekday))
    ahead = context.tense in ("future", "present")  # "talks resume on Friday"
    return calendar.day(weekday_after(now, said.weekday) if ahead else weekday_before(now, said.weekday))


def month(said: Month, context: Context) -> Interval:
    if said.year is not None:
        return calendar.month(said.year, said.month)
    return yearly(context, lambda y: calendar.month(y, said.month), 0, said.which)


def season(said: Season, context: Context) -> Interval:
    if said.year is not None:
        return calendar.season(said.season, said.year)
    return yearly(context, lambda y: calendar.season(said.season, y), 0, said.which)


def holiday(said: Holiday, context: Context) -> Interval:
    if said.year is not None:
        return calendar.day(calendar.holiday(said.rule, said.year))
    return yearly(context, lambda y: calendar.day(calendar.holiday(said.rule, y)), _MISSED, said.which)


def unit(said: Unit, context: Context) -> Interval:
    if said.origin == "report":
        return calendar.unit(said.unit, context.now, said.steps)
    last = context.last
    if said.unit == "day" or (last is None and context.published):
        return calendar.unit(said.unit, context.discussed, said.steps)
    if last is None or last.start is None:
        raise Unresolved("no date before it to count from")
    if said.unit in ("month", "week", "weekend") and last.precision in ("year", "decade"):
        return calendar.unit(said.unit, context.discussed, said.steps)
    base = last.end if said.steps > 0 and last.end else last.start
    return calendar.unit(said.unit, base, said.steps)


def counted_from(said: Shift, context: Context) -> date:
    """The day that "two days later" or "a year earlier" is counted from: of units longer than a day, the date spoken of
    before will do, however coarse."""
    last = context.last
    if said.unit in ("year", "decade", "month") and last and last.start:
        return last.start
    return context.discussed


def window(said: Window, context: Context) -> Interval:
    base = context.now if said.origin == "report" else context.discussed
    if said.origin == "discussion" and said.unit == "hour" and context.published:
        base = context.now
    other = calendar.shifted(base, said.unit, said.count)
    return Interval(min(base, other), max(base, other), "interval")
