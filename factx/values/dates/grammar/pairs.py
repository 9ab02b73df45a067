"""Two dates that belong together: whether they make a range, and what the one lends the other."""

from __future__ import annotations

from dataclasses import replace

from factx.values.dates.expressions import (
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
    Season,
    Unit,
    Weekday,
    Within,
    Year,
)


def _grain(said: Expression) -> str:
    if isinstance(said, Clock):
        return "clock" if said.of is None else "day"
    if isinstance(said, (Day, Weekday, Figures, Holiday, Hours, Night)) or (
        isinstance(said, Unit) and said.unit == "day"
    ):
        return "day"
    if isinstance(said, (Part, OfYear)):
        return _grain(said.of)
    if isinstance(said, (Month, Season)):
        return "month"
    if isinstance(said, (Year, Decade)):
        return "year"
    return said.unit if isinstance(said, (Unit, Within)) else "none"


def alike(a: Expression, b: Expression) -> bool:
    """Can two dates be the ends of one range? Those of one grain, and one that has its year with any other."""
    one, two = _grain(a), _grain(b)
    if one == two:
        return one != "none"
    return {one, two} <= {"day", "month", "year"} and getattr(a, "year", None) is not None


def adjacent(a: Expression, b: Expression) -> bool:
    """Two neighbouring days joined by "and" are one stretch."""
    if isinstance(a, Weekday) and isinstance(b, Weekday) and b.which is None:
        return (a.weekday + 1) % 7 == b.weekday
    if isinstance(a, Day) and isinstance(b, Day):
        return a.month == b.month and a.day + 1 == b.day
    return isinstance(a, Unit) and isinstance(b, Unit) and a.unit == b.unit == "day" and a.steps + 1 == b.steps


def shared(a: Expression, b: Expression) -> tuple[Expression, Expression]:
    """The year that only the second of two dates has is the first's too, where that keeps their order."""
    if isinstance(a, Part) and isinstance(b, Part):
        one, two = shared(a.of, b.of)
        return replace(a, of=one), replace(b, of=two)
    if isinstance(a, Part):
        return replace(a, of=shared(a.of, b)[0]), b
    if isinstance(b, Part):
        return shared(a, b.of)[0], b
    if isinstance(a, (Day, Month)) and isinstance(b, (Day, Month)) and a.year is None and b.year is not None:
        later = (a.month or 0) > (b.month or 0)
        return replace(a, year=b.year - later), b
    if isinstance(a, Season) and isinstance(b, Season) and a.year is None and b.year is not None:
        return replace(a, year=b.year - (a.season == "winter")), b
    return a, b
