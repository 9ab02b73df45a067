"""Lines that say when, by whom or with whose picture a report was published, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factx.intake import days
from factx.intake.cues import Cues, plain
from factx.intake.days import Day

_WORD = re.compile(r"\b[^\W\d_]{2,}\b")
_LOCAL = re.compile(r"\b[A-Z][A-Za-z]+(?=\s+time\b)")
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|corrected|edited)\b[^|•·]*$", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•·]\s*|\s{3,}|\t")
_SET_OFF = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s{3,}|\t|\s+(?=by\s+[A-Z])")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?[A-Z]{2,4}\b\)?)?", re.IGNORECASE)
_SHORT = re.compile(r"[A-Z0-9@][\w’'.&-]*(?:\s(?:[A-Z0-9&][\w’'.&-]*|of|the|and|in|for|de|al)){0,5}$")
_NAME = r"(?:(?:[A-Z][\w’'.-]*|al-[A-Z][\w’'-]*|de|del|van|von|bin|ben|el|al)(?:\s+|$))"
_BY = re.compile(rf"(?:By|BY|by|From)\s+(?:{_NAME}|(?:and|in|at|for|with|of|the|&|/|,)\s+){{1,14}}$")
_PERSON = re.compile(rf"{_NAME}{{2,5}}$")
_CREDIT = re.compile(
    r"[(\[]\s*(?:(?:file|ap|afp|epa|reuters|handout|archive)\s+)?(?:photo(?:graph|s)?|images?|pictures?|credit|screenshot)\b"
    r"[^()\[\]]{0,120}[)\]]\.?$",
    re.IGNORECASE,
)
_SLASH = re.compile(
    r"(?:^|[\s(\[,.|])([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})\s?/\s?([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2})[)\]]?\.?$"
)
_ENDED = re.compile(r"(?:-+\s?30\s?-+|#{2,}|-+\s?(?:ends?|ENDS?)\s?-+)$")
_INITIALS = re.compile(
    r"[a-z]{2,4}(?:[-/][a-z]{2,4})*/[a-z]{2,4}$|[A-Z]{2,4}-[A-Z]{2}-\d\d-\d\d-\d\d(?:\s\d{4}[A-Z]{3})?$"
)
_DESK = re.compile(r"[A-Z]{2,3}(?:[-/][A-Z]{2,3})*$|\d{4}(?:GMT|Z)?$")


@dataclass(frozen=True, slots=True)
class Stamped:
    """The days of a stamp line: when it was published, when updated (as written, either may be None)."""

    published: Day | None
    updated: Day | None
    cued: bool  #: a word such as "published" says what the day is


def stamp(line: str, cues: Cues) -> Stamped | None:
    """The days of a line whose words are those of stamps only ("Updated: 5 January 2025, 15:46 GMT"); else None."""
    if len(line) > 200 or not any(c.isdigit() for c in line):
        return None
    words = _WORD.findall(plain(_LOCAL.sub(" ", line)))
    if not cues.made_of(words, "word"):
        return None
    found = list(days.find(line))
    if not found and "ago" not in words and "read" not in words:
        return None
    published = next((d for d in found if not _UPDATED.search(line, 0, d.start)), None)
    updated = next((d for d in found if _UPDATED.search(line, 0, d.start)), None)
    return Stamped(published, updated, bool(set(words) & _SAYING))


_SAYING = frozenset(
    {"published", "updated", "posted", "issued", "released", "modified", "filed", "date", "dated", "created"}
)


def bar(line: str, cues: Cues) -> bool:
    """Whether a line is a menu or a share bar: short entries between bars, at least one of them known."""
    if len(line) > 400:
        return False
    parts = [p for p in _PARTS.split(line) if p]
    if len(parts) < 2 or any(len(p) > 30 or any(c.isdigit() for c in p) for p in parts):
        return False
    return any(_entry(p, cues) for p in parts) and not line.endswith((".", "!", '"'))


def signed(line: str, cues: Cues) -> Stamped | None:
    """The days of a line in which bars or dashes set a stamp apart from a byline, a credit or a share entry.

    Beside a byline, and among three parts or more, an outlet that no table knows may stand too.
    """
    if len(line) > 300 or not any(c.isdigit() for c in line):
        return None
    parts = [p for p in _SET_OFF.split(line.strip(" |•·")) if p]
    if len(parts) > 8:
        return None
    told = [_dated_byline(p, cues) or stamp(p, cues) for p in parts]
    first = next((s for s in told if s and (s.published or s.updated)), next(filter(None, told), None))
    if first is None:
        return None
    rest = [p for p, s in zip(parts, told, strict=True) if s is None]
    known = [p for p in rest if byline(p, cues) or _entry(p, cues) or CLOCK.fullmatch(p)]
    loose = (len(parts) > 2 or byline(parts[0], cues)) and any(s and s.published and s.published.year for s in told)
    return first if len(known) == len(rest) or (loose and all(p in known or _SHORT.match(p) for p in rest)) else None


def _dated_byline(part: str, cues: Cues) -> Stamped | None:
    """The day of "By Jane Doe, June 11, 2017 08:15 PM", all of one piece."""
    if part[:3].casefold() != "by ":
        return None
    day = next(days.find(part), None)
    if day is None or CLOCK.sub("", part[day.end :]).strip(" ,.at"):
        return None
    who = re.sub(r"[\s,]+(?:on|at)?[\s,]*$", "", part[: day.start])
    return Stamped(day, None, False) if byline(who, cues) else None


def signoff(line: str, cues: Cues) -> bool:
    """Whether a last line holds only the initials of those who handled a dispatch ("REUTER ABC DE", "abc-de/fgh",
    "AP-NY-11-16-03 1203EST"), or says that it ends ("-30-", "###")."""
    if _ENDED.match(line) or _INITIALS.match(line):
        return True
    words = line.split()
    return 1 < len(words) < 6 and cues.alone(words[0], "agency") is not None and all(map(_DESK.match, words[1:]))


def byline(line: str, cues: Cues) -> bool:
    """Whether a line is "By Jane Doe and John Roe in Kyiv", or an agency's name alone."""
    if len(line) > 160 or line.endswith((".", "!", "?", '"', "”")):
        return False
    return bool(_BY.match(line.replace(",", " , ") + " ")) or cues.alone(line, "agency") is not None


def names(line: str) -> bool:
    """Whether a line is nothing but the full names of several people: "Ann Lee, Bo Chan, and Eva Ruiz with Al Moe"."""
    if len(line) > 300 or line.isupper() or line[-1] in ".!?" or not re.search(r",|\band\b|\bwith\b", line):
        return False
    people = re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|with)\s+", line)
    return len(people) > 1 and all(not p or _PERSON.match(p + " ") for p in people)


def name(line: str) -> bool:
    """Whether a line is one person's name, perhaps with a place: "Jane Doe", "Jane Doe in Kyiv"."""
    words = line.split()
    return (
        2 <= len(words) <= 6
        and all(w[0].isupper() or w in ("in", "and", "de", "al") for w in words)
        and line[-1].isalpha()
    )


def credit(line: str, cues: Cues) -> bool:
    """Whether a line ends in the credit of a picture: "(Photograph: Agency pool)", "REUTERS/Stringer"."""
    if len(line) > 500:
        return False
    if _CREDIT.search(line):
        return True
    m = _SLASH.search(line, max(0, len(line) - 120)) if "/" in line else None
    return m is not None and any(cues.alone(m[i], "agency") for i in (1, 2))


def _entry(part: str, cues: Cues) -> bool:
    return any(cues.alone(part, scope) for scope in ("item", "line", "agency"))
