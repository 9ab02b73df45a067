"""The days that a report gives for itself: in datelines, stamps, headings and metadata.

Strict on purpose. A stamp is a form, not prose, so there are few shapes, and a string that is none of them is no day:
ISO (2024-06-18, 2024-06-18T10:00Z), "18 June 2024", "June 18, 2024", "12 JAN 90", 18.06.2024, 18/06/2024 where only one
order of day and month is possible, and military date-time groups (051430ZJAN25).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ABBREVIATED = "(?:" + "|".join(MONTHS) + ")"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DAY = re.compile(
    rf"""(?<![\w.,/-])(?:
      (?P<iso>(?P<iy>(?:19|20)\d\d)([-/])(?P<im>\d\d)\3(?P<id>\d\d))(?![\d/-])
    | (?P<gd>[0-3]\d)\s?[0-2]\d[0-5]\d\s?[A-Z]\s?(?P<gm>{_ABBREVIATED})\s?(?P<gy>(?:19|20)?\d\d)(?!\d)
    | (?P<nd>\d\d?)(?P<sep>[./-])(?P<nm>\d\d?)(?P=sep)(?P<ny>(?:19|20)\d\d)(?!\w|\.\d)
    | (?:(?P<w1>{_WEEKDAY})\.?,?\s+(?:the\s+)?)?(?P<d1>\d\d?)(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?P<m1>{_MONTH})
      (?:,?[\s-]+(?P<y1>(?:19|20)\d\d|'?\d\d(?=\s*(?:[()\[\],;|\n–—-]|$))))?(?!\d)
    | (?:(?P<w2>{_WEEKDAY})\.?,?\s+)?(?P<m2>{_MONTH})\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?(?![\d:])
      (?:,?\s+(?P<y2>(?:19|20)\d\d(?!\d)|\d\d(?=\s*(?:[()\[\],;|\n–—-]|$))))?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?!,?\s(?:the\s)?(?:\d|{_MONTH}))", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|overnight|(?:last|this|next)\s(?:night|week|weekend|month|year)"
    r"|(?:hour|day|week|month|year)s?\sago)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written at `start` to `end`. `year` is None where it is left out; `ambiguous` where day and month could
    change places (03/04/2024); `weekday` is 0 for Monday, as written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    ambiguous: bool = False

    @property
    def date(self) -> date | None:
        """The calendar day, where the writing leaves no doubt."""
        if self.year is None or self.ambiguous:
            return None
        return _date(self.year, self.month, self.day)


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Day]:
    """The days written in `text[start:end]`; impossible ones (31.02.2024) are passed over."""
    for m in _DAY.finditer(text, start, len(text) if end is None else end):
        found = _read(m)
        if found is not None and _date(found.year or 2000, found.month, found.day):
            yield found


def parse(written: str) -> date | None:
    """The day that a metadata value ("2024-06-18T10:00:00Z", "18 June 2024, 14:50") gives, or None."""
    found = next(find(written.strip()), None)
    return found.date if found is not None and found.start == 0 else None


def in_year_near(day: Day, near: date) -> date | None:
    """A day without a year, in the year that puts it closest to `near`."""
    fits = [d for y in (near.year - 1, near.year, near.year + 1) if (d := _date(y, day.month, day.day))]
    return min(fits, key=lambda d: abs((d - near).days)) if fits else None


def latest_on(day: Day, weekday: int, until: date) -> date | None:
    """A day without a year, in the latest year up to `until` in which it fell on `weekday` (within eleven years, after
    which the calendar has repeated itself)."""
    for year in range(until.year, until.year - 12, -1):
        found = _date(year, day.month, day.day)
        if found and found <= until and found.weekday() == weekday:
            return found
    return None


def weekday_in(text: str, start: int, end: int) -> int | None:
    """The first weekday named in `text[start:end]` without a date of its own ("on Saturday"), 0 for Monday."""
    m = _NAMED.search(text, start, end)
    return WEEKDAYS.index(m.group()[:3].lower()) if m else None


def counted(text: str) -> bool:
    """Whether a text has dates that only its own day can tell: a weekday, "yesterday", "last month"."""
    return _NAMED.search(text) is not None or _COUNTED.search(text) is not None


def latest_year(text: str, until: int) -> int | None:
    """The latest year up to `until` that a text names."""
    return max((y for m in _YEAR.finditer(text) if (y := int(m.group())) <= until), default=None)


def _read(m: re.Match[str]) -> Day | None:
    a, b = m.span()
    if m["iso"]:
        return Day(a, b, int(m["iy"]), int(m["im"]), int(m["id"]))
    if m["gd"]:
        return Day(a, b, _year(m["gy"]), _month(m["gm"]), int(m["gd"]))
    if m["nd"]:
        return _numeric(a, b, int(m["nd"]), int(m["nm"]), int(m["ny"]), m["sep"])
    first = m["d1"] is not None
    weekday, day, month = (m["w1"], m["d1"], m["m1"]) if first else (m["w2"], m["d2"], m["m2"])
    year = m["y1"] if first else m["y2"]
    named = WEEKDAYS.index(weekday[:3].lower()) if weekday else None
    return Day(a, b, _year(year) if year else None, _month(month), int(day), named)


def _numeric(a: int, b: int, first: int, second: int, year: int, sep: str) -> Day | None:
    """Dots put the day first everywhere; with slashes and hyphens only a number over 12 tells which is which."""
    if sep == "." or first > 12 or first == second:
        return Day(a, b, year, second, first)
    if second > 12:
        return Day(a, b, year, first, second)
    return Day(a, b, year, second, first, ambiguous=True)


def _month(written: str) -> int:
    return MONTHS.index(written[:3].lower()) + 1


def _year(written: str) -> int:
    """Two figures are of this century up to 49: "12 JAN 90" is of 1990, "05JAN25" of 2025."""
    year = int(written.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
