"""Parts of a period ("late January", "the first half of 2024") and of a day ("dawn on Friday", "late Tuesday")."""

from __future__ import annotations

from factx.values.dates.expressions import (
    Day,
    Decade,
    Expression,
    Holiday,
    Hours,
    Month,
    Night,
    Part,
    Season,
    Shift,
    Unit,
    Weekday,
    Weekend,
    Within,
    Year,
)  # fmt: skip
from factx.values.dates.grammar.days import day_of_month, month, weekday, year
from factx.values.dates.grammar.rules import Read, Tokens, count, first, nth, skip
from factx.values.dates.grammar.stamps import iso
from factx.values.dates.grammar.units import today, unit
from factx.values.dates.grammar.years import decade, holiday, season

_DAYS = (Day, Weekday, Holiday)
_PERIODS = (Month, Season, Year, Decade)
_BEFORE = frozenset({
    "before", "after", "around", "at", "since", "by", "until", "till", "from", "towards", "toward",
})  # fmt: skip

_PARTS = frozenset(("morning", "afternoon", "evening", "night"))
_PREPOSITIONS = frozenset(("in", "on", "by", "until", "till", "since", "from", "during", "late", "early"))
#: Turns of the day that stand for an hour of it when they stand alone.
_TURNS = frozenset(("dawn", "daybreak", "first light", "dusk", "nightfall"))


def _is_day(said: Expression) -> bool:
    return isinstance(said, _DAYS) or (isinstance(said, Unit) and said.unit == "day")


def a_day(t: Tokens, i: int) -> Read:
    """One day, by any name."""
    found = first(t, i, iso, day_of_month, weekday, today, holiday, unit)
    return found if found and _is_day(found[0]) else None


def hours(t: Tokens, i: int) -> Read:
    """Tuesday morning; the early hours of Wednesday, before dawn on Saturday; late on Monday, early Friday."""
    return first(t, i, _day_then_part, _part_then_day, _edge_of_day, _part_alone)


def _day_then_part(t: Tokens, i: int) -> Read:
    found = a_day(t, i)
    if not found:
        return None
    j = found[1] + 2 if t[found[1]].text == "in" and t[found[1] + 1].text == "the" else found[1]
    j = skip(t, j, "'s", "’s")
    k = j + 1 if t[j].kind == "edge" and t[j + 1].kind == "part" else j
    if t[k].kind != "part" or t[k].text.startswith("first "):
        return None
    return Hours(str(t[k].value), found[0]), k + 1


def _part_then_day(t: Tokens, i: int) -> Read:
    """[just] before dawn [on] Saturday, [in] the early hours of Wednesday, early in the morning of 29 April."""
    j = i
    if t[j].text in ("early", "late") and t[j + 1].text in ("in", "on"):
        j += 2
    j = skip(t, j, "shortly", "just", "soon")
    j = skip(t, skip(t, j, "before", "after", "around"), "the")
    k = j + 1 if t[j].kind == "edge" and t[j + 1].kind == "part" else j
    if t[k].kind != "part" or (k == i and t[k].text in _PARTS and (not i or t[i - 1].text not in _PREPOSITIONS)):
        return None  # "a poetry night on Thursday"
    after = skip(t, k + 1, "on", "of", "this")
    found = first(t, after, hours_of_day, a_day) or (first(t, after, a_day) if after > k + 1 else None)
    return (Hours(str(t[k].value), found[0]), found[1]) if found else None


def hours_of_day(t: Tokens, i: int) -> Read:
    """A day with a part of it after it; its part gives way to the one before it."""
    found = _day_then_part(t, i)
    return (found[0].of, found[1]) if found and isinstance(found[0], Hours) and found[0].of else None


def _edge_of_day(t: Tokens, i: int) -> Read:
    """late on Monday, early Friday, late last night, early this morning, mid-morning on Monday."""
    if t[i].text not in ("early", "late", "earlier", "later"):
        return None
    j = skip(t, skip(t, i + 1, "on", "in"), "-")
    if found := first(t, j, _day_then_part):
        return found
    if found := first(t, j, a_day):
        return Hours(t[i].text, found[0]), found[1]
    found = unit(t, j)
    return found if found and isinstance(found[0], (Hours, Night)) else None


def _part_alone(t: Tokens, i: int) -> Read:
    """at dawn, first light, before daybreak, in the early hours, during the night: on the day under discussion."""
    before = t[i - 1].text if i else ""
    the = t[i].text == "the"
    j = skip(t, i, "the")
    if t[i].text in ("before", "after") and t[i + 1].text in _TURNS:
        return Hours(str(t[i + 1].value)), i + 2
    if t[j].kind != "part":
        return None
    value, text = str(t[j].value), t[j].text
    if text in _TURNS and not the and (before in _BEFORE or text == "first light"):
        return Hours(value), j + 1
    if the and text.endswith("hours") and before in ("in", "during", "of", "since", "until", "from", "throughout"):
        return Hours(value), j + 1
    if (
        the
        and value in ("morning", "afternoon", "evening")
        and before in ("in", "during", "by", "until", "since", "throughout")
    ):
        return Hours(value), j + 1
    if the and text == "night" and before in ("during", "in", "throughout", "through", "over"):
        return Night(), j + 1
    return None


def edge(t: Tokens, i: int) -> Read:
    """early June, mid-November, the end of the month, late last year, the second half of 2008, Q1 2024."""
    if quarter := _quarter(t, i):
        return quarter
    the = t[i].text == "the"
    j = skip(t, i, "the", "very")
    named = _edge_name(t, j)
    if not named:
        return None
    name, j = named
    j = skip(t, j, "-", "to") if t[j].text == "-" else j
    linked = t[j].text in ("of", "in", "on", "part")
    j = skip(t, skip(t, j, "part"), "of", "in", "on")
    if found := _period(t, j, loose=linked):
        if (t[j - 1].text in ("in", "on") and (the or name in ("start", "end"))) or (
            name in ("start", "end") and not linked
        ):
            return None
        return Part(name, found[0]), found[1]
    return None


def _edge_name(t: Tokens, j: int) -> tuple[str, int] | None:
    if t[j].kind == "edge":
        return str(t[j].value), j + 1
    number = nth(t, j)
    if number and t[number[1]].text in ("half", "quarter"):
        letter, most = ("h", 2) if t[number[1]].text == "half" else ("q", 4)
        which = number[0] if number[0] > 0 else most
        return (f"{letter}{which}", number[1] + 1) if which <= most else None
    if t[j].text in ("latter", "later") and t[j + 1].text == "part":
        return "late", j + 1
    return None


def _quarter(t: Tokens, i: int) -> Read:
    """Q1 2024, H2 2023: the letter and the figure are two tokens."""
    if t[i].text not in ("q", "h") or t[i + 1].start != t[i].end or t[i + 1].kind != "figure":
        return None
    name = t[i].text + t[i + 1].text
    found = year(t, skip(t, i + 2, "of"))
    return (Part(name, Year(found[0])), found[1]) if found and name in ("q1", "q2", "q3", "q4", "h1", "h2") else None


def _period(t: Tokens, i: int, loose: bool) -> Read:
    """A month, season, year, decade or unit that has parts. After "of", "the year" is the year under discussion."""
    if (
        loose
        and t[i].text == "the"
        and t[i + 1].kind == "unit"
        and t[i + 1].text in ("year", "month", "week", "decade")
    ):
        return Unit(t[i + 1].text, 0, "discussion"), i + 2
    if found := first(t, i, month, season, decade, unit):
        said = found[0]
        if isinstance(said, (*_PERIODS, Weekend)) or (isinstance(said, Unit) and said.unit != "day"):
            return found
        return None
    if t[i].kind == "season":  # "early summer"
        return Season(str(t[i].value)), i + 1
    if t[i].kind == "month" and t[i].capital:
        return Month(int(t[i].value)), i + 1
    found_year = year(t, i)
    return (Year(found_year[0]), found_year[1]) if found_year else None


def within(t: Tokens, i: int) -> Read:
    """the first week of May, the last two days of 2023, the first three months of the year."""
    j = skip(t, i, "the")
    number = nth(t, j)
    if not number:
        return None
    many = count(t, number[1]) if t[number[1]].kind in ("int", "number") else (1, number[1])
    if not many or t[many[1]].kind != "unit" or t[many[1] + 1].text != "of":
        return None
    name = str(t[many[1]].value)
    found = _period(t, many[1] + 2, loose=True)
    if not found or name not in ("day", "week", "fortnight", "month", "weekend") or (name == "day" and many[0] == 1):
        return None
    size = many[0] if number[0] > 0 else -many[0]
    return Within(size, name, found[0], max(number[0], 1)), found[1]


__all__ = ["Shift", "a_day", "edge", "hours", "within"]
