"""What the words of a date say, before anything is known of the day on which they were said."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, cast, get_args

#: Counted from the day of the report ("today", "last week") or from what the text is speaking of ("the next day").
Origin = Literal["report", "discussion"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day by its number, with what else is said of it."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A numeric date whose order of day and month is open: 04/05/2024."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """`which` is "last", "next", "this" or "following"; `week` counts from this week ("Wednesday last week" is -1)."""

    weekday: int
    which: str | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    month: int
    year: int | None = None
    which: str | None = None


@dataclass(frozen=True, slots=True)
class Season:
    season: str
    year: int | None = None
    which: str | None = None


@dataclass(frozen=True, slots=True)
class Year:
    year: int


@dataclass(frozen=True, slots=True)
class Decade:
    first: int


@dataclass(frozen=True, slots=True)
class Holiday:
    rule: str
    year: int | None = None
    which: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The calendar unit `steps` on from the present one: "last month", "today", "that year"."""

    unit: str
    steps: int
    origin: Origin = "report"


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday; `steps` weeks on, None where only the tense tells which; or those that `of` lies in."""

    steps: int | None = None
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before (negative) or after a day: "two days later", "three weeks ago", "a day after the raid".
    `anchor` is a date, the words of an event, or None for `origin`."""

    count: int
    unit: str
    origin: Origin = "discussion"
    anchor: Expression | str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that ends (negative) or begins at the origin: "the past 24 hours", "the next two weeks"."""

    count: int
    unit: str
    origin: Origin = "report"


@dataclass(frozen=True, slots=True)
class Within:
    """The first or last (negative) `count` units of a period: "the first week of May", "the last two days of 2023"."""

    count: int
    unit: str
    of: Expression
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """early, mid, late, start, end, h1, h2, q1 … q4 of a period."""

    edge: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Sofar:
    """ "earlier this month" (up to the day of the report), "later this year" (from it on)."""

    side: Literal["earlier", "later"]
    of: Expression


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of a day: "Tuesday morning", "dawn"; `of` None is the day under discussion."""

    part: str
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """The night that ends on the morning of `of` (None: the day of the report): overnight, last night."""

    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `minute` None where only the hour is told. `zone` is an offset "+03:00", or empty."""

    hour: int
    minute: int | None = None
    zone: str = ""
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class OfYear:
    """A date that comes every year, in a year told by its distance: "August of that year", "7 October last year"."""

    of: Expression
    year: Expression


@dataclass(frozen=True, slots=True)
class Since:
    of: Expression


@dataclass(frozen=True, slots=True)
class ByEnd:
    """ "by the end of July": from the day of the report to that day."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Range:
    first: Expression
    last: Expression


Expression = (
    Day | Figures | Weekday | Month | Season | Year | Decade | Holiday | Unit | Weekend | Shift | Window | Within | Part
    | Sofar | Hours | Night | Clock | OfYear | Since | ByEnd | Range
)  # fmt: skip
KINDS: dict[str, type[Any]] = {k.__name__: k for k in get_args(Expression)}


def plain(expression: Expression) -> dict[str, Any]:
    """The expression as dicts of plain values, to be kept in a mention's notes."""
    out: dict[str, Any] = {"is": type(expression).__name__}
    for f in fields(expression):
        value = getattr(expression, f.name)
        if value is not None:
            out[f.name] = plain(cast(Expression, value)) if is_dataclass(value) else value
    return out


def read(said: dict[str, Any]) -> Expression:
    """The expression that `plain` wrote."""
    made = {k: read(v) if isinstance(v, dict) else v for k, v in said.items() if k != "is"}
    return cast(Expression, KINDS[said["is"]](**made))
