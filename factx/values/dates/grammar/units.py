"""Dates by their distance: "last week", "the next day", "two months ago", "the past 24 hours"."""

from __future__ import annotations

from factx.values.dates.expressions import Expression, Hours, Night, Origin, Shift, Sofar, Unit, Weekend, Window
from factx.values.dates.grammar.days import day_of_month
from factx.values.dates.grammar.rules import Read, Tokens, count, first, skip

_STEPS: dict[str, tuple[int, Origin]] = {
    "this": (0, "report"), "current": (0, "report"), "last": (-1, "report"), "past": (-1, "report"),
    "next": (1, "report"), "coming": (1, "report"), "same": (0, "discussion"), "that": (0, "discussion"),
    "previous": (-1, "discussion"), "preceding": (-1, "discussion"), "following": (1, "discussion"),
    "ensuing": (1, "discussion"),
}  # fmt: skip
_CALENDAR = frozenset({
    "day", "week", "fortnight", "month", "year", "decade", "weekend",
})  # fmt: skip
#: Nouns of time that make a window: a calendar unit, or hours.
_STRETCH = frozenset({
    "hour", "day", "week", "fortnight", "month", "year", "decade",
})  # fmt: skip


def today(t: Tokens, i: int) -> Read:
    """today, yesterday, tomorrow, tonight, the day before yesterday; with a part of the day after them."""
    if (
        t[i].text == "the"
        and t[i + 1].text == "day"
        and t[i + 2].text in ("before", "after")
        and t[i + 3].kind == "day"
    ):
        return Unit("day", int(t[i + 3].value) * 2), i + 4
    if t[i].text == "tonight":
        return Hours("night", Unit("day", 0)), i + 1
    return (Unit("day", int(t[i].value)), i + 1) if t[i].kind == "day" else None


def unit(t: Tokens, i: int) -> Read:
    """this week, last month, the following day, that year, the night before."""
    the = t[i].text == "the"
    j = i + the
    if the and t[j].kind in ("unit", "part"):
        return _before_or_after(t, j)
    if not the and t[j].text == "that" and t[j + 1].text in ("same", "very"):
        j += 1
    if t[j].kind != "which" or t[j].text not in _STEPS:
        return None
    if t[j].text == "this" and t[j + 1].text in ("past", "coming"):
        j += 1
    steps, origin = _STEPS[t[j].text]
    if the and t[j].text == "next":
        origin = "discussion"
    k = j + 2 if t[j + 1].text in ("calendar", "very") else j + 1
    if t[k].kind == "part":
        return _part(t, k, steps, origin)
    name = str(t[k].value)
    if t[k].kind != "unit" or name not in _CALENDAR or t[k].text.endswith("s"):
        return None
    if name == "weekend" and origin == "report":
        return Weekend(steps if t[j].text != "coming" else 0), k + 1
    if t[j].text in ("past", "coming") or (the and t[j].text == "last"):
        return (Window(steps, name), k + 1) if t[j].text == "past" or name != "day" else None
    if t[k + 1].text == "before" and t[k + 2].text == "last":
        return Unit(name, -2), k + 3
    if name == "day" and origin == "report":  # "this day", "last day" name none of their own
        return (Unit("day", 0, "discussion"), k + 1) if t[j].text == "this" else None
    return Unit(name, steps, origin), k + 1


def _part(t: Tokens, k: int, steps: int, origin: Origin) -> Read:
    """this morning, last night, the next evening, that afternoon."""
    part = str(t[k].value)
    if origin == "report" and steps == -1:
        return (Night() if part == "night" else Hours(part, Unit("day", -1))), k + 1
    return Hours(part, Unit("day", steps, origin)), k + 1


def _before_or_after(t: Tokens, j: int) -> Read:
    """the day before, the night before, the year after, the day following, the week before last; with an event after
    them, "the day before the raid", their anchor is left open as `shift` leaves it."""
    word, of = t[j + 1].text, t[j + 2]
    step = {"before": -1, "after": 1, "following": 1, "previous": -1}.get(word)
    if step is None or t[j].text.endswith("s"):
        return None
    part = str(t[j].value) if t[j].kind == "part" else None
    name = "day" if part else str(t[j].value)
    if name not in _CALENDAR:
        return None
    if of.text == "last":
        return Unit(name, -2), j + 3
    if word in ("before", "after") and not part and name != "weekend" and _event_follows(t, j + 2):
        return Shift(step, name, "discussion", ""), j + 2
    if (
        of.kind == "word"
        and (word != "following" or _event_follows(t, j + 2))
        and of.text not in ("and", "but", "in", "at", "when", "by", "with", "for")
    ):
        return None
    found: Expression = Unit(name, step, "discussion")
    return (Hours(part, found) if part else found), j + 2


def _event_follows(t: Tokens, i: int) -> bool:
    """Do words follow that can name an event: a noun phrase or a clause?"""
    token = t[i]
    return token.text in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
        "it",
        "he",
        "she",
        "they",
    ) or (token.kind == "word" and token.capital)


def shift(t: Tokens, i: int) -> Read:
    """two days earlier, three weeks ago, a year later, ten days from now; "two days before the raid" is left open (its
    anchor is "") for whoever knows where the phrase ends."""
    number = count(t, i)
    if not number or t[number[1]].kind != "unit":
        return None
    name, j = str(t[number[1]].value), number[1] + 1
    if name not in _CALENDAR - {"weekend"}:
        return None
    word = t[j].text
    if word == "ago":
        return Shift(-number[0], name, "report"), j + 1
    if word == "from" and t[j + 1].text in ("now", "today"):
        return Shift(number[0], name, "report"), j + 2
    if word in ("earlier", "previously", "later", "afterwards", "afterward"):
        j = j + 1 if t[j + 1].text != "than" else j
        return (
            (Shift(-number[0] if word in ("earlier", "previously") else number[0], name), j)
            if j > number[1] + 1
            else None
        )
    if word in ("before", "after"):
        sign = -1 if word == "before" else 1
        if _event_follows(t, j + 1):
            return Shift(sign * number[0], name, "discussion", ""), j + 1
        if t[j + 1].kind in ("mark", "gap", "end"):
            return Shift(sign * number[0], name), j + 1
    return None


def window(t: Tokens, i: int) -> Read:
    """the past 24 hours, the last two weeks, the next three days, the previous 48 hours, the past week."""
    j = skip(t, i, "the", "these", "this")
    if t[j].text not in ("past", "last", "previous", "preceding", "next", "coming", "following"):
        return None
    steps, origin = _STEPS[t[j].text]
    number = count(t, j + 1)
    if not number or t[j + 1].text in ("a", "an"):
        return None
    if j == i and t[j].text == "last" and (not i or t[i - 1].text not in ("in", "over", "for", "during", "within")):
        return None  # "could last two weeks"
    k = skip(t, number[1], "-", "full", "consecutive")
    if t[k].kind != "unit" or str(t[k].value) not in _STRETCH:
        return None
    if t[k + 1].text == "period" or (t[k].text[-1] == "s" or number[0] == 1):
        return Window(steps * number[0], str(t[k].value), origin), skip(t, k + 1, "period")
    return None


def weekend(t: Tokens, i: int) -> Read:
    """the weekend; the weekend of 5 March."""
    if t[i].text != "the" or t[i + 1].text != "weekend":
        return None
    if t[i + 2].text == "of" and (found := first(t, i + 3, day_of_month)):
        return Weekend(of=found[0]), found[1]
    return Weekend(), i + 2


def sofar(t: Tokens, i: int) -> Read:
    """earlier this month, later this year, earlier in the week."""
    side = t[i].text
    if side not in ("earlier", "later"):
        return None
    if t[i + 1].text == "in" and t[i + 2].text == "the" and t[i + 3].kind == "unit" and not t[i + 3].text.endswith("s"):
        name = str(t[i + 3].value)
        return (Sofar(side, Unit(name, 0)), i + 4) if name in ("week", "month", "year", "decade") else None  # type: ignore[arg-type]
    if not (found := first(t, i + 1, unit)):
        return None
    said = found[0]
    if isinstance(said, Unit) and said.origin == "report" and said.steps == 0:
        return Sofar(side, said), found[1]  # type: ignore[arg-type]
    return None
