"""A decoded text → a `Document`: its zones, its own day, its language, its case."""

from __future__ import annotations

import hashlib
from datetime import date

from factx.intake import days
from factx.intake.cues import cues
from factx.intake.language import of as guess
from factx.intake.markdown import plain
from factx.intake.truecase import truecase
from factx.intake.zones import Layout, layout
from factx.schema import Document, Zone

#: The day up to which a year may be guessed: this version's, not the clock's, so that every run gives the same records.
RELEASED = date(2026, 11, 23)


def document(
    text: str,
    *,
    path: str = "",
    published: date | None = None,
    title: str | None = None,
    id: str | None = None,
    sha256: str | None = None,
    metadata: date | None = None,
    told: date | None = None,
    language: str | None = None,
    lexicon: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Document:
    """The Document of a text that is already decoded.

    The day of the report is the first of: `told` (a JSON Lines field), its own stamp or dateline or "as of" heading or
    front matter, `metadata` (of an HTML page), the day at the end of a heading, `published` (the --date of the command
    line). A dateline without a year takes the year next to `metadata` or `published`, else the latest in which its day
    fell on the weekday that the first paragraph names; that is said in a warning, and so is a day that stays unknown
    where the text counts from it ("on Monday"). `id` is made of the content where
    none is given; `sha256` is that of the bytes received, else of the text as UTF-8.
    """
    sha256 = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found = layout(text, cues(lexicon))
    said = list(warnings)
    own = told or _own_day(text, found, metadata or published, said)
    day = own or metadata or (found.headed.date if found.headed else None) or published
    updated = next((d.date for d in found.updated if d.date), None)
    if not (day or updated or any("--date" in s for s in said)) and days.counted(text):
        said.append("the day of the report is unknown: give it with --date")
    return Document(
        id=id or sha256[:16],
        path=path,
        text=text,
        cased=truecase(plain(text)),
        sha256=sha256,
        published=day or updated,
        updated=updated,
        title=title or found.fields.get("title") or _title(text, found.zones),
        language=language or guess(text),
        zones=tuple(found.zones),
        warnings=tuple(said),
    )


def _own_day(text: str, found: Layout, near: date | None, said: list[str]) -> date | None:
    """The day that the report tells of itself; what stands in the way is added to `said`."""
    written = [*found.stamped, *([found.dateline] if found.dateline else [])]
    if found.headed and found.as_of:
        written.append(found.headed)
    for day in written:
        if day.date:
            return day.date
    for name in ("date", "published", "pubdate", "created"):
        if day_given := days.parse(found.fields.get(name, "")):
            return day_given
    for day in written:
        words = (
            text[day.start : day.end] if day is found.dateline else f"{day.day} {days.MONTHS[day.month - 1].title()}"
        )
        if day.ambiguous:
            said.append("the day of the stamp is ambiguous (day or month first?): give it with --date")
        elif near:
            return days.in_year_near(day, near)
        else:
            return _by_weekday(text, found, day, words, said)
    return None


def _by_weekday(text: str, found: Layout, day: days.Day, words: str, said: list[str]) -> date | None:
    """The year that the weekday of the dateline or of the first paragraph tells, where a dateline has none.

    News is read when it is new: it is the latest year that fits, unless the years that the text names are all older.
    """
    weekday = day.weekday if day.weekday is not None else days.weekday_in(text, *found.lead)
    guess = days.latest_on(day, weekday, RELEASED) if weekday is not None else None
    named = days.latest_year(text, RELEASED.year)
    if guess is None or (named and named < guess.year - 6):
        fits = f" ({guess} would fit its weekday)" if guess else ""
        said.append(f'"{words}" has no year: give the day of the report with --date{fits}')
        return None
    said.append(f'"{words}" has no year: {guess.year} is the latest that fits its weekday; --date settles it')
    return guess


def _title(text: str, zones: list[Zone]) -> str | None:
    headline = next((z for z in zones if z.kind == "headline"), None)
    return text[headline.start : headline.end] if headline else None
