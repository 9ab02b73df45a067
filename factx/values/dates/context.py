"""What a date is read against: the day of the report, and what the text has been speaking of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factx.values.dates.calendar import Interval


class Unresolved(Exception):
    """A date that cannot be put on the calendar; the message says why."""


@dataclass(frozen=True, slots=True)
class Context:
    """`published` is the day of the report, None where it is unknown: then `last`, the date spoken of before, and
    `year` tell the year (a history has no day of speaking). `day` is the day under discussion; `tense` that of the
    governing clause: "past", "future", "present" or "" (none); `dayfirst` how the report orders 04/05/2024, if that is
    known; `event` the day of the event that is counted from ("after the raid"), if the report gave one; `limit` a day
    that the date cannot begin after."""

    published: date | None = None
    day: date | None = None
    last: Interval | None = None
    year: int | None = None
    tense: str = ""
    dayfirst: bool | None = None
    event: date | None = None
    limit: date | None = None

    @property
    def now(self) -> date:
        """The day of the report. Raises Unresolved where it is unknown."""
        if self.published is None:
            raise Unresolved("the day of the report is unknown")
        return self.published

    @property
    def discussed(self) -> date:
        """The day under discussion, else the day of the report."""
        if self.day is None and self.published is None:
            raise Unresolved("no day under discussion")
        return self.day or self.now
