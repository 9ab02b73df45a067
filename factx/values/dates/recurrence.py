"""Which year's May: a date that comes every year, said without its year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from factx.values.dates.calendar import Interval
from factx.values.dates.context import Context, Unresolved

#: In a history a date more than so many days behind the one spoken of before is that of the next year.
_TURN = 183


def yearly(context: Context, of: Callable[[int], Interval], missed: int, which: str | None = None) -> Interval:
    """The one that is meant of a date that comes every year.

    `of` gives it in a year (ValueError where there is none, 29 February). With a known day of the report the tense
    decides: the latest that has begun, or the next; a day of `missed` > 0 is the nearest where the tense says nothing,
    and one missed by so many days only is not put off by a year. Without it the year spoken of before goes on.
    """
    if context.published is None:
        return _carried(context, of, which)
    now = context.now
    base = context.discussed if which in ("previous", "following", "that") else now
    options = _options(of, base.year)
    begun = [o for o in options if _start(o) <= base]
    ahead = [o for o in options if _end(o) >= base]
    if which in ("last", "previous"):
        return max((o for o in begun if _end(o) < base), key=_start)
    if which in ("next", "following"):
        return min((o for o in ahead if _start(o) > base), key=_start)
    if which in ("this", "that"):
        held = [o for o in begun if o in ahead] or [o for o in options if _start(o).year == base.year]
        return held[0]
    latest, coming = max(begun, key=_start), min(ahead, key=_start)
    if context.tense == "future":
        return latest if (base - _end(latest)).days < missed else coming
    if context.tense != "past" and missed:
        return min(latest, coming, key=lambda o: abs(_start(o) - base))
    return latest


def _options(of: Callable[[int], Interval], year: int) -> list[Interval]:
    found = []
    for y in range(year - 5, year + 6):
        try:
            found.append(of(y))
        except ValueError:
            continue
    return found


def _start(of: Interval) -> date:
    return of.start or date.min


def _end(of: Interval) -> date:
    return of.end or date.max


def _carried(context: Context, of: Callable[[int], Interval], which: str | None) -> Interval:
    """The year under discussion, or the one beside it where the calendar has turned since the last date."""
    last = context.last
    if context.year is None:
        raise Unresolved("its year is unknown")
    options = [o for o in _options(of, context.year) if context.limit is None or _start(o) <= context.limit]
    if last and last.start and which in ("next", "following"):
        return min((o for o in options if _start(o) > last.start), key=_start)
    if last and last.start and which in ("last", "previous"):
        return max((o for o in options if _end(o) < last.start), key=_start)
    same = [o for o in options if _start(o).year == context.year]
    near = (
        last
        and last.start
        and abs(last.start.year - context.year) < 2
        and last.precision in ("day", "month", "interval")
    )
    if same and not near:
        return same[0]
    here = (last and last.start) or date(context.year, 1, 1)
    middle = here + timedelta(365 / 2 - _TURN)
    return min(options, key=lambda o: abs(_start(o) - middle))
