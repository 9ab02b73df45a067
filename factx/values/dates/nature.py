"""What can be told of an expression by its form alone."""

from __future__ import annotations

from factx.schema import Precision
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
    OfYear,
    Part,
    Range,
    Season,
    Shift,
    Since,
    Sofar,
    Unit,
    Weekday,
    Within,
    Year,
)  # fmt: skip


def absolute(said: Expression) -> bool:
    """Does it carry its own year, so that nothing need be known of the report?"""
    if isinstance(said, Range):
        return absolute(said.first) and absolute(said.last)
    if isinstance(said, (Since, Sofar, ByEnd)):
        return False
    if isinstance(said, (Hours, Clock, Part, Within)):
        return said.of is not None and absolute(said.of)
    if isinstance(said, (Year, Decade, Figures)):
        return True
    return isinstance(said, (Day, Month, Season, Holiday)) and said.year is not None


def rule(said: Expression) -> str:
    """The class of evidence that the expression is."""
    if isinstance(said, Range):
        return rule(said.last)
    if isinstance(said, OfYear):
        return "partial"
    if isinstance(said, (Since, ByEnd, Part, Within)):
        return rule(said.of)
    if isinstance(said, Clock):
        return "clock"
    if isinstance(said, Hours) and said.of is not None:
        return rule(said.of)
    if isinstance(said, Year):
        return "year"
    if absolute(said):
        return "absolute"
    if isinstance(said, (Day, Month, Season, Holiday)):
        return "partial"
    if isinstance(said, Weekday):
        return "weekday"
    if getattr(said, "origin", None) == "discussion" or (isinstance(said, Hours) and said.of is None):
        return "anaphoric"
    return "deictic"


def grain(said: Expression) -> Precision:
    """The precision of the expression where its value is not known."""
    if isinstance(said, Clock):
        return "hour" if said.minute is None else "minute"
    if isinstance(said, (Day, Weekday, Holiday, Figures, Hours)):
        return "day"
    if isinstance(said, OfYear):
        return grain(said.of)
    if isinstance(said, Month):
        return "month"
    if isinstance(said, Season):
        return "season"
    if isinstance(said, Year):
        return "year"
    if isinstance(said, Decade):
        return "decade"
    if isinstance(said, (Unit, Shift)):
        return {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade"}.get(
            said.unit, "interval"
        )  # type: ignore[return-value]
    return "interval"
