"""Whole expressions as they stand in a sentence: ranges, lists and bounds of dates, and where they begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factx.values.dates.expressions import (
    ByEnd,
    Clock,
    Day,
    Expression,
    Hours,
    Month,
    Night,
    OfYear,
    Origin,
    Part,
    Range,
    Season,
    Since,
    Unit,
    Weekday,
    Year,
)
from factx.values.dates.grammar.clocks import after_day, clock, named_hour
from factx.values.dates.grammar.days import day_of_month, lone_day, month, weekday, year
from factx.values.dates.grammar.lists import Found, days_of_a_month
from factx.values.dates.grammar.pairs import adjacent, alike, shared
from factx.values.dates.grammar.parts import a_day, edge, hours, within
from factx.values.dates.grammar.rules import Read, Tokens, first, joined, skip
from factx.values.dates.grammar.stamps import iso, stamp
from factx.values.dates.grammar.units import shift, sofar, today, unit, weekend, window
from factx.values.dates.grammar.years import bare_year, decade, holiday, season

_TO = frozenset({
    "to", "until", "till", "through", "-", "–", "—", "into",
})  # fmt: skip
#: Kinds of token, and words, with which an expression can begin. Everything else is passed over at once.
_KINDS = frozenset({
    "month", "weekday", "season", "number", "ordinal", "nth", "part", "edge", "day", "which", "holiday",
    "fixed", "iso", "dtg", "numeric", "stamp", "clock", "decade", "int",
})  # fmt: skip
_WORDS = frozenset({
    "the", "a", "an", "since", "from", "between", "shortly", "just", "soon", "about", "around", "approximately",
    "roughly", "circa", "nearly", "almost", "exactly", "before", "after", "overnight", "tonight", "earlier",
    "later", "by", "until", "till", "q", "h", "latter", "opening", "final", "these",
})  # fmt: skip
#: Plain words that go on a date after an article or a number.
_GO_ON = frozenset({
    "opening", "latter", "final", "closing", "late", "early", "later", "earlier", "very", "to", "and", "or", "until",
    "till", "through", "of", "local", "hours", "hrs", "o", "in", "at", "z", "h", "night", "into",
})  # fmt: skip
_EVERY = frozenset({
    "every", "each", "per", "any", "some", "no",
})  # fmt: skip


def expressions(t: Tokens) -> Iterator[Found]:
    """All dates of a text, in order. None overlaps another."""
    i = 0
    while t[i].kind != "end":
        found: list[Found] = []
        if _can_begin(t, i):
            found = days_of_a_month(t, i)
            if not found and (read := expression(t, i)):
                found = [Found(read[0], i, read[1])]
        yield from _with_year_of_next(t, found)
        i = found[-1].end if found else i + 1


def _can_begin(t: Tokens, i: int) -> bool:
    """May an expression begin here? Most articles and numbers are told by the word after them, cheaply."""
    token, after = t[i], t[i + 1]
    if (token.kind not in _KINDS and token.text not in _WORDS) or (i and t[i - 1].text in _EVERY):
        return False
    if after.kind != "word" or after.text in _GO_ON:
        return True
    return not (token.text in ("the", "a", "an") or (token.kind in ("int", "number") and len(token.text) < 4))


def _with_year_of_next(t: Tokens, found: list[Found]) -> list[Found]:
    """ "In April and June 1955": the year is the first month's too."""
    if (
        not found
        or t[found[-1].end].text not in ("and", "or", ",", "/")
        or not isinstance(found[-1].said, (Day, Month))
    ):
        return found
    one = found[-1]
    two = first(t, skip(t, one.end + 1, "and", "or"), day_of_month, month)
    if two and type(two[0]) is type(one.said):
        return [*found[:-1], one._replace(said=shared(one.said, two[0])[0])]
    return found


def expression(t: Tokens, i: int) -> Read:
    return first(t, i, _since, _by_end, _bracket, _night, _span)


#: The rules of one date, in the order in which they are tried.
_RULES = (
    iso, hours, edge, within, holiday, day_of_month, stamp, weekday, today, shift, sofar, window, unit, weekend, month,
    season, decade, lone_day, bare_year,
)  # fmt: skip


def _moment(t: Tokens, i: int) -> Read:
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


def _span(t: Tokens, i: int) -> Read:
    """A date, or a range of two: "Monday to Friday", "May-June 1940", "1991-95"."""
    if listed := days_of_a_month(t, i):
        return (listed[0].said, listed[0].end) if len(listed) == 1 else None
    one = _moment(t, i)
    if not one:
        return None
    return _range_after(t, one, _TO) or one


def _range_after(t: Tokens, one: tuple[Expression, int], joints: frozenset[str]) -> Read:
    j = one[1]
    if t[j].text not in joints:
        if t[j].text == "and" and (two := _moment(t, j + 1)) and adjacent(one[0], two[0]):
            return Range(*shared(one[0], two[0])), two[1]
        return None
    if isinstance(one[0], Year) and t[j].text in ("-", "–", "/") and joined(t, j + 1) and joined(t, j):
        two_figures = t[j + 1]
        if two_figures.kind == "int" and len(two_figures.text) == 2:
            last = one[0].year // 100 * 100 + int(two_figures.value)
            return (Range(one[0], Year(last)), j + 2) if last > one[0].year else None
    listed = days_of_a_month(t, j + 1)
    two = (listed[0].said, listed[0].end) if len(listed) == 1 else _moment(t, j + 1) or _late_year(t, j + 1)
    if not two or not alike(one[0], two[0]):
        return None
    return Range(*shared(one[0], two[0])), two[1]


def _late_year(t: Tokens, i: int) -> Read:
    found = year(t, i)
    return (Year(found[0]), found[1]) if found else None


def _since(t: Tokens, i: int) -> Read:
    """since Friday, since the start of the month, since the coup of February 2021."""
    if t[i].text != "since":
        return None
    found = _span(t, i + 1)
    if not found and t[i + 1].text in ("the", "a", "an", "its", "his", "her", "their"):
        j = i + 2
        while (
            t[j].kind in ("word", "unit", "edge", "which", "ordinal")
            and t[j].text not in ("of", "in", "on")
            and j < i + 7
        ):
            j += 1
        found = _span(t, j + 1) if t[j].text in ("of", "in", "on") else None
    return (Since(found[0]), found[1]) if found else None


def _by_end(t: Tokens, i: int) -> Read:
    """by, before or until the end of July; by year-end."""
    if t[i].text not in ("by", "before", "until", "till"):
        return None
    if t[i + 1].text in ("year", "month") and t[i + 2].text in ("-", "'s", "’s") and t[i + 3].text == "end":
        return ByEnd(Unit(t[i + 1].text, 0)), i + 4
    found = edge(t, i + 1)
    return (ByEnd(found[0].of), found[1]) if found and isinstance(found[0], Part) and found[0].edge == "end" else None


def _bracket(t: Tokens, i: int) -> Read:
    """from 24 February 2022 to 21 November 2023, between Thursday and Sunday; "from May" alone is May."""
    if t[i].text not in ("from", "between"):
        return None
    if times := clock(t, i):
        return times
    joints = frozenset(("and",)) if t[i].text == "between" else _TO
    if listed := days_of_a_month(t, i + 1):
        one: Read = (listed[0].said, listed[-1].end)
        if t[i].text == "between" and len(listed) == 2:
            return Range(listed[0].said, listed[1].said), listed[-1].end
        if isinstance(listed[0].said, Range):
            return _range_after(t, (listed[0].said, listed[0].end), joints) or one
        return None
    one = _moment(t, i + 1)
    if not one:
        return None
    and_ = skip(t, one[1], ",")
    if t[i].text == "between" and t[and_].text == "and":
        two = _moment(t, and_ + 1)
        return (Range(*shared(one[0], two[0])), two[1]) if two and alike(one[0], two[0]) else None
    return _range_after(t, one, joints)


def _night(t: Tokens, i: int) -> Read:
    """overnight [on Monday], the night of 12 to 13 May, the night from Friday to Saturday, overnight into Tuesday."""
    if t[i].text == "overnight":
        j = skip(t, i + 1, "on", "from", "between")
        into = t[i + 1].text == "into"
        found = _nights(t, i + 2 if into else j)
        if not found:
            return Night(), i + 1
        return (found[0] if isinstance(found[0], Range) else Night(found[0])), found[1]
    j = skip(t, i, "the")
    if t[j].text != "night" or t[j + 1].text not in ("of", "between", "from"):
        return None
    found = _nights(t, j + 2)
    if not found:
        return None
    return (found[0] if isinstance(found[0], Range) else Hours("night", found[0])), found[1]


def _nights(t: Tokens, i: int) -> Read:
    if listed := days_of_a_month(t, i):
        return (
            (listed[0].said, listed[0].end)
            if len(listed) == 1
            else (Range(listed[0].said, listed[-1].said), listed[-1].end)
        )
    one = a_day(t, i)
    if not one:
        return None
    if t[one[1]].text in (*_TO, "and") and (two := a_day(t, one[1] + 1)):
        return Range(*shared(one[0], two[0])), two[1]
    return one
