"""The calendar: stretches of days with their precision, the units that they come in, and how they are written."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache

from factx.schema import Precision

#: Meteorological seasons: the month in which each begins, and its number in EDTF.
SEASONS = {"spring": (3, 21), "summer": (6, 22), "autumn": (9, 23), "winter": (12, 24)}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both inclusive; None is an open or unknown end.

    `times` are the first and last minute meant, on the first and the last day, with a zone only where the words give
    one. `edtf` is set only where the days alone do not tell how they are written (seasons, decades).
    """

    start: date | None
    end: date | None
    precision: Precision = "day"
    times: tuple[time, time] | None = None
    edtf: str | None = None

    def iso(self) -> tuple[str | None, str | None]:
        """Start and end as ISO 8601: days, or date-times where the words are finer than a day."""
        first, last = self.times or (None, None)
        return _iso(self.start, first), _iso(self.end, last)


def _iso(day: date | None, clock: time | None) -> str | None:
    if day is None:
        return None
    if clock is None:
        return day.isoformat()
    zone = clock.strftime("%z")
    zone = "Z" if zone == "+0000" else zone[:3] + ":" + zone[3:] if zone else ""
    return f"{day.isoformat()}T{clock:%H:%M}{zone}"


def edtf(interval: Interval) -> str | None:
    """The interval in EDTF (ISO 8601-2), level 1 at most."""
    start, end = interval.iso()
    if interval.edtf or (start is None and end is None):
        return interval.edtf
    if interval.times:  # EDTF wants seconds
        start, end = (s and s[:16] + ":00" + s[16:] for s in (start, end))
        return start if interval.precision == "minute" and start == end else f"{start or '..'}/{end or '..'}"
    if interval.start and interval.end:
        if interval.start == interval.end:
            return start
        if interval == month(interval.start.year, interval.start.month):
            return interval.start.isoformat()[:7]
        if interval == year(interval.start.year):
            return f"{interval.start.year:04}"
    return f"{start or '..'}/{end or '..'}"


def day(of: date) -> Interval:
    return Interval(of, of, "day")


def week(of: date) -> Interval:
    """The week, Monday to Sunday, that `of` lies in."""
    monday = of - timedelta(of.weekday())
    return Interval(monday, monday + timedelta(6), "week")


def weekend(of: date) -> Interval:
    """Saturday and Sunday of the week that `of` lies in."""
    monday = of - timedelta(of.weekday())
    return Interval(monday + timedelta(5), monday + timedelta(6), "interval")


def weekday_before(day: date, weekday: int) -> date:
    """The latest such weekday (Monday is 0) up to `day`."""
    return day - timedelta((day.weekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday from `day` on."""
    return day + timedelta((weekday - day.weekday()) % 7)


def month(year: int, month: int) -> Interval:
    return Interval(date(year, month, 1), last_day(year, month), "month")


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def season(name: str, year: int) -> Interval:
    """A season by the year that it begins in: the winter of 2024 is December 2024 to February 2025."""
    first, number = SEASONS[name]
    start = date(year, first, 1)
    end = last_day(*add_months(year, first, 2))
    return Interval(start, end, "season", edtf=f"{year:04}-{number}")


def year(of: int) -> Interval:
    return Interval(date(of, 1, 1), date(of, 12, 31), "year")


def decade(first: int) -> Interval:
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), "decade", edtf=f"{first // 10:03}X")


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month `count` months on."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def unit(name: str, of: date, steps: int = 0) -> Interval:
    """The calendar unit (day, week, fortnight, month, year, decade) `steps` on from the one that `of` lies in.

    Raises ValueError or OverflowError where that is off the calendar.
    """
    if name == "month":
        return month(*add_months(of.year, of.month, steps))
    if name == "year":
        return year(of.year + steps)
    if name == "decade":
        return decade((of.year // 10 + steps) * 10)
    if name == "weekend":
        return weekend(of + timedelta(7 * steps))
    if name in ("week", "fortnight"):
        return week(of + timedelta(7 * steps * (2 if name == "fortnight" else 1)))
    return day(of + timedelta(steps))


def shifted(of: date, name: str, steps: int) -> date:
    """The day `steps` units on; of a month too short, its last day. Hours count as the days that they fill."""
    if name in ("month", "year", "decade"):
        months = steps * {"month": 1, "year": 12, "decade": 120}[name]
        y, m = add_months(of.year, of.month, months)
        return date(y, m, min(of.day, last_day(y, m).day))
    if name == "hour":
        days = -(-abs(steps) // 24)
        return of + timedelta(days if steps > 0 else -days)
    return of + timedelta(steps * {"week": 7, "fortnight": 14}.get(name, 1))


#: Which third, half or quarter of a period an edge word names: (parts, the first of them, how many).
_EDGES = {"early": (3, 0, 1), "start": (3, 0, 1), "mid": (3, 1, 1), "late": (3, 2, 1), "end": (3, 2, 1)} | {
    f"{'hq'[n == 4]}{i + 1}": (n, i, 1) for n in (2, 4) for i in range(n)
}


def part(edge: str, of: Interval) -> Interval:
    """The early, mid, late … part of a period. Of a month that is days 1-10, 11-20, 21-end; of a season, year or decade
    whole months or years; a day or a week is not divided."""
    if of.start is None or of.end is None:
        return of
    parts, index, count = _EDGES[edge]
    months = (of.end.year - of.start.year) * 12 + of.end.month - of.start.month + 1
    if of.precision == "month":
        cuts = [1, 16] if parts == 2 else [1, 11, 21] if parts == 3 else [1, 8, 16, 24]
        first = of.start.replace(day=cuts[index])
        last = of.end if index + 1 == parts else of.start.replace(day=cuts[index + 1] - 1)
    elif of.precision == "decade":
        cuts = [0, 4, 7, 10] if parts == 3 else [0, 5, 10] if parts == 2 else [0, 3, 5, 8, 10]
        first, last = date(of.start.year + cuts[index], 1, 1), date(of.start.year + cuts[index + 1] - 1, 12, 31)
    elif months >= parts and of.start.day == 1:
        size = months / parts
        first = date(*add_months(of.start.year, of.start.month, round(size * index)), 1)
        last = last_day(*add_months(of.start.year, of.start.month, round(size * (index + count)) - 1))
    else:
        return of if of.precision in ("day", "week", "hour", "minute") else replace(of, precision="interval")
    return Interval(first, last, "interval")


@cache
def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)


@cache
def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday (Meeus's Julian computus, put on the Gregorian calendar)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    julian = date(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1)
    return julian + timedelta(year // 100 - year // 400 - 2)


def holiday(rule: str, year: int) -> date:
    """The day of a feast in a year, by its rule: "12-25", "easter-2", "orthodox", or "11:3:4" (the 4th Thursday of
    November, weekdays from Monday 0; a negative count is from the end)."""
    for name, feast in (("easter", easter), ("orthodox", orthodox_easter)):
        if rule.startswith(name):
            return feast(year) + timedelta(int(rule[len(name) :] or 0))
    if ":" in rule:
        m, weekday, nth = map(int, rule.split(":"))
        first = date(year, m, 1)
        days = [d for d in range(1, last_day(year, m).day + 1) if (first.weekday() + d - 1) % 7 == weekday]
        return first.replace(day=days[nth - 1 if nth > 0 else nth])
    return date(year, *map(int, rule.split("-")))
