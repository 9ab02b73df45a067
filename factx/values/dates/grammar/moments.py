"""One date with its time of day, and two that make a range: "5 May at noon", "Monday to Friday", "1991-95"."""

from __future__ import annotations

from dataclasses import replace

from factx.values.dates.expressions import (
    Clock,
    Day,
    Expression,
    Hours,
    Month,
    OfYear,
    Origin,
    Part,
    Range,
    Season,
    Unit,
    Weekday,
    Year,
)
from factx.values.dates.grammar.clocks import after_day, clock, named_hour
from factx.values.dates.grammar.days import day_of_month, lone_day, month, weekday, year
from factx.values.dates.grammar.lists import days_of_a_month
from factx.values.dates.grammar.pairs import adjacent, alike, shared
from factx.values.dates.grammar.parts import edge, hours, within
from factx.values.dates.grammar.rules import Read, Tokens, first, joined, skip
from factx.values.dates.grammar.stamps import iso, stamp
from factx.values.dates.grammar.units import shift, sofar, today, unit, weekend, window
from factx.values.dates.grammar.years import bare_year, decade, holiday, season

#: Words and marks that join the two ends of a range.
TO = frozenset({
    "to", "until", "till", "through", "-", "–", "—", "into",
})  # fmt: skip
#: The rules of one date, in the order in which they are tried.
_RULES = (
    iso, hours, edge, within, holiday, day_of_month, stamp, weekday, today, shift, sofar, window, unit, weekend, month,
    season, decade, lone_day, bare_year,
)  # fmt: skip


def moment(t: Tokens, i: int) -> Read:
    """One date, with the time of day that follows it."""
    if found := first(t, i, clock, named_hour):
        return found
    found = first(t, i, *_RULES)
    if not found:
        return None
    if named := _of_year(t, *found):
        return named
    day = found[0].of if isinstance(found[0], Hours) and found[0].of else found[0]
    if isinstance(day, (Day, Weekday)) or (isinstance(day, Unit) and day.unit == "day"):
        if timed := after_day(t, found[1], day):
            return timed
        j = skip(t, skip(t, found[1], ","), "at")
        if j > found[1] and (timed := named_hour(t, j)) and isinstance(timed[0], Clock) and timed[0].of is None:
            return replace(timed[0], of=day), timed[1]
    return found


_YEARS_AWAY: dict[str, tuple[int, Origin]] = {
    "last": (-1, "report"), "this": (0, "report"), "next": (1, "report"), "that": (0, "discussion"),
    "same": (0, "discussion"), "following": (1, "discussion"), "previous": (-1, "discussion"),
    "preceding": (-1, "discussion"),
}  # fmt: skip


def _of_year(t: Tokens, said: Expression, i: int) -> Read:
    """ "August of that year", "7 October last year"."""
    bare = said.of if isinstance(said, Part) else said
    if not isinstance(bare, (Day, Month, Season)) or bare.year is not None or getattr(bare, "which", None):
        return None
    j = skip(t, skip(t, i, "of", ","), "the")
    j = skip(t, j, "that") if t[j + 1].text == "same" else j
    if t[j].text not in _YEARS_AWAY or t[j + 1].text != "year":
        return None
    return OfYear(said, Unit("year", *_YEARS_AWAY[t[j].text])), j + 2


def span(t: Tokens, i: int) -> Read:
    if listed := days_of_a_month(t, i):
        return (listed[0].said, listed[0].end) if len(listed) == 1 else None
    return one_or_range(t, i)


def one_or_range(t: Tokens, i: int) -> Read:
    """A date, or a range of two: "Monday to Friday", "May-June 1940", "1991-95"."""
    one = moment(t, i)
    if not one:
        return None
    return range_after(t, one, TO) or one


def range_after(t: Tokens, one: tuple[Expression, int], joints: frozenset[str]) -> Read:
    j = one[1]
    if t[j].text not in joints:
        if t[j].text == "and" and (two := moment(t, j + 1)) and adjacent(one[0], two[0]):
            return Range(*shared(one[0], two[0])), two[1]
        return None
    if isinstance(one[0], Year) and t[j].text in ("-", "–", "/") and joined(t, j + 1) and joined(t, j):
        two_figures = t[j + 1]
        if two_figures.kind == "int" and len(two_figures.text) == 2:
            last = one[0].year // 100 * 100 + int(two_figures.value)
            return (Range(one[0], Year(last)), j + 2) if last > one[0].year else None
    listed = days_of_a_month(t, j + 1)
    two = (listed[0].said, listed[0].end) if len(listed) == 1 else moment(t, j + 1) or _late_year(t, j + 1)
    if not two or not alike(one[0], two[0]):
        return None
    return Range(*shared(one[0], two[0])), two[1]


def _late_year(t: Tokens, i: int) -> Read:
    found = year(t, i)
    return (Year(found[0]), found[1]) if found else None
