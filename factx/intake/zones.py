"""What of a text is not plain body: headline, dateline, stamps, bylines, captions, teasers, boilerplate.

One walk over the lines. The head is what stands above the first line of body; some shapes (a bare day, a name after
"By", a line without an end) mean something there only. A line is a zone because a cue says so, never because it looks
odd: swallowing a sentence of the body is worse than leaving a line of the page in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from factx.intake import dateline, days, stamps
from factx.intake.cues import Cues
from factx.intake.days import Day
from factx.intake.lines import Line, flows, lines, margin
from factx.schema import Zone, ZoneKind

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?:[^\n]*\n){1,60}?---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"^(\w[\w -]{0,30}):[ \t]*[\"']?([^\r\n]*?)[\"']?[ \t]*\r?$", re.MULTILINE)
_TITLED = re.compile(r"(?:title|headline|subject)\s*:\s*(?=\S)", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+")
_AS_OF = re.compile(r"\bas (?:of|at)\b[^\n]{0,40}$", re.IGNORECASE)
_BAR = re.compile(r"\s*[|•·–—]\s|\s-\s")
_LINK = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:(?:press|news|media)\s)?release\s(?:no\.?|nr\.?|number|#)\s?:?\s*[\w/-]*\d[\w/-]*$", re.IGNORECASE
)
_CONTACT = re.compile(r"(?=.*\bcontact\b).*\b[\w.+-]+@[\w-]+\.\w", re.IGNORECASE)
_LAST_LINES = 4  #: a bare day this close to the end is a stamp too
_TOP = 15  #: lines; a bare day among the first, beside a line such as "For immediate release", is a stamp
_TEASERS = 12  #: lines that a block cue may draw in
_WIDE = 300  #: characters of a last line that are looked at
_HEADINGS = 6
_HEADLINE = 12  #: words; a longer line is no heading
_HEAD = 60  #: lines; a text in which no line can be told to be body is all body below them


@dataclass(slots=True)
class Layout:
    """The zones of a text in order, and the days that it gives for itself, as written."""

    zones: list[Zone] = field(default_factory=list)
    stamped: list[Day] = field(default_factory=list)
    updated: list[Day] = field(default_factory=list)
    dateline: Day | None = None
    headed: Day | None = None  #: the day of a heading: "as of 12 June 2024", "field notes, Monday 18 November 2024"
    as_of: bool = False  #: the heading says "as of"
    lead: tuple[int, int] = (0, 0)  #: the first paragraph of the body
    fields: dict[str, str] = field(default_factory=dict)  #: front matter, names in lower case


def layout(text: str, cues: Cues) -> Layout:
    """The zones of `text` and the days that stamps, dateline and headings give."""
    found = Layout()
    start = _front_matter(text, found)
    rows = [line for line in lines(text) if line.start >= start]
    kinds: list[ZoneKind | None] = [None] * len(rows)
    body = _body(rows, cues)
    _cued(rows, kinds, body, cues)
    _stamps(rows, kinds, body, cues, found)
    _bylines(rows, kinds, body, cues)
    _signoffs(rows, kinds, cues)
    found.zones += [Zone(r.start, r.end, k) for r, k in zip(rows, kinds, strict=True) if k]
    body = next(
        (i for i, k in enumerate(kinds) if k is None and (i >= body or stamps.stamp(rows[i].text, cues))), len(rows)
    )
    if body < len(rows):
        _dateline(text, rows[body], cues, found)
        found.zones += _headlines(rows[:body], kinds, found)
    found.zones.sort(key=lambda z: (z.start, z.end))
    return found


def _front_matter(text: str, found: Layout) -> int:
    """The block between --- lines that Markdown files begin with: its fields, and where it ends."""
    m = _FRONT_MATTER.match(text)
    fields = dict(_FIELD.findall(m.group())) if m else {}
    if m is None or not fields:
        return 0
    found.fields = {name.lower(): value for name, value in fields.items()}
    found.zones.append(
        Zone(m.start() + len(m.group()) - len(m.group().lstrip()), len(m.group().rstrip()), "boilerplate")
    )
    return m.end()


def _body(rows: Sequence[Line], cues: Cues) -> int:
    """The first line that can only be body: cues of the head hold above it."""
    return next((i for i in range(min(len(rows), _HEAD)) if _is_body(rows, i, cues)), min(len(rows), _HEAD))


def _is_body(rows: Sequence[Line], i: int, cues: Cues) -> bool:
    """A sentence, a list, a dateline, or the first line of a wrapped paragraph."""
    line = rows[i]
    count = line.text.count(" ") + 1
    ending = line.text.rstrip("\"”’')]")[-1:]
    sentence = (count > 3 and ending == ".") or (count > 5 and ending == ":")
    if line.bullet or count > 35 or (sentence and not _cue(line, cues)):
        return True
    below = rows[i + 1] if i + 1 < len(rows) else None
    wrapped = below is not None and not below.gap and flows(line, below, margin(rows[i : i + 40]))
    placed = dateline.find(line.text, 0, len(line.text), cues)
    if placed and (placed.vouched or line.closed or wrapped or count > _HEADLINE):
        return True  # "MINISTRY OF DEFENCE – PRESS SERVICE" is a heading
    return wrapped and count > 5


def _cue(line: Line, cues: Cues) -> ZoneKind | None:
    """What a line is anywhere in a text, by the phrase that it is or begins with."""
    text = line.text
    if kind := cues.alone(text, "line"):
        return kind
    opening = cues.opens(text)
    if "opens" in opening:
        return opening["opens"].kind
    if "label" in opening and opening["label"].label:
        return opening["label"].kind
    if "year" in opening and opening["year"].rest[:4].isdigit():
        return opening["year"].kind
    if stamps.bar(text, cues) or _LINK.match(text) or _NUMBERED.match(text):
        return "boilerplate"
    if stamps.credit(text, cues):
        return "caption"
    return cues.holds(text)


def _cued(rows: Sequence[Line], kinds: list[ZoneKind | None], body: int, cues: Cues) -> None:
    """Set the kinds that cue phrases give, with the headlines under a "Read more:"."""
    i = 0
    while i < len(rows):
        line = rows[i]
        opening = cues.opens(line.text)
        block = opening.get("block")
        if block and block.label:
            end = _teasers(rows, i, bool(block.rest))
            if block.rest or end > i + 1:
                kinds[i:end] = [block.kind] * (end - i)
                i = end
                continue
        kinds[i] = _cue(line, cues)
        if kinds[i] is None and (i < body or (i and kinds[i - 1] == "boilerplate")):
            kinds[i] = cues.alone(line.text, "item")
        head = opening.get("head")
        if kinds[i] is None and head and head.label and head.rest and i < body:
            kinds[i] = head.kind
        i += 1


def _teasers(rows: Sequence[Line], i: int, told: bool) -> int:
    """Where the headlines under the cue in line `i` end. `told`: the cue's own line holds one already; then only lines
    right under it that are bullets go with it."""
    end = i + 1
    below_gap = end < len(rows) and rows[end].gap
    while end < len(rows) and end - i <= _TEASERS:
        line = rows[end]
        if told and (line.gap or not line.bullet):
            break
        if line.gap and not (below_gap and _alone(rows, end)):
            break
        if not _headline_like(line):
            break
        end += 1
    return end


def _alone(rows: Sequence[Line], i: int) -> bool:
    """A paragraph of one line, or an item of a list."""
    return rows[i].bullet or i + 1 == len(rows) or rows[i + 1].gap


def _headline_like(line: Line) -> bool:
    """Short, begins as a title does, and does not end as a sentence does (a question may)."""
    text = line.text.rstrip("\"”’')]")
    begins = line.bullet or text[:1].isupper() or not text[:1].isalpha()
    return begins and line.text.count(" ") < 22 and not text.endswith((".", ":", ";", ","))


def _stamps(rows: Sequence[Line], kinds: list[ZoneKind | None], body: int, cues: Cues, found: Layout) -> None:
    """Set the stamp lines and keep their days. A bare day is a stamp above the body or at the very end; four of them
    or more are the entries of a chronology."""
    told = {i: t for i, r in enumerate(rows) if (t := stamps.stamp(r.text, cues) or stamps.signed(r.text, cues))}
    chronology = sum(t.published is not None for t in told.values()) > 3
    for i, line in enumerate(rows[:body]):
        if kinds[i] == "stamp" and i not in told:
            found.stamped += list(days.find(line.text))[:1]
    for i, stamped in told.items():
        entry = chronology and i + 1 < len(rows) and not rows[i + 1].gap and kinds[i + 1] is None
        headed = i < _TOP and any(kinds[j] in ("stamp", "boilerplate") for j in (i - 1, i + 1) if 0 <= j < len(rows))
        last = i >= len(rows) - _LAST_LINES and not chronology
        if stamped.cued or ((i < body or headed) and not entry) or last:
            kinds[i] = "stamp"
            found.stamped += [stamped.published] if stamped.published else []
            found.updated += [stamped.updated] if stamped.updated else []


def _bylines(rows: Sequence[Line], kinds: list[ZoneKind | None], body: int, cues: Cues) -> None:
    """Set the bylines of the head: "By …", several full names, or one beside a stamp."""
    for i, line in enumerate(rows[:body]):
        if kinds[i] is not None:
            continue
        beside = [kinds[j] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
        headed = any(kind is None for kind in kinds[:i])
        named = headed and (stamps.names(line.text) or ("stamp" in beside and stamps.name(line.text)))
        if named or stamps.byline(line.text, cues):
            kinds[i] = "byline"


def _signoffs(rows: Sequence[Line], kinds: list[ZoneKind | None], cues: Cues) -> None:
    """Set the initials of desks, the marks of an end and the address for queries among the last lines."""
    for i in range(max(1, len(rows) - _LAST_LINES), len(rows)):
        text = rows[i].text[:_WIDE]
        if kinds[i] is None and (stamps.signoff(text, cues) or (not rows[i].closed and _CONTACT.match(text))):
            kinds[i] = "boilerplate"


def _dateline(text: str, line: Line, cues: Cues, found: Layout) -> None:
    told = dateline.find(text, line.start, line.end, cues)
    found.lead = (line.start, line.end)
    if told:
        found.zones.append(Zone(told.start, told.end, "dateline"))
        found.dateline, found.lead = told.day, (told.end, line.end)


def _headlines(head: Sequence[Line], kinds: Sequence[ZoneKind | None], found: Layout) -> Iterator[Zone]:
    """The lines above the body that are nothing else, and the day that one of them tells."""
    plain = [line for line, kind in zip(head, kinds, strict=False) if kind is None][:_HEADINGS]
    for line in plain:
        label = _TITLED.match(line.text) or _HASHES.match(line.text)
        yield Zone(line.start + (label.end() if label else 0), line.end, "headline")
        for day in days.find(line.text):
            as_of = _AS_OF.search(line.text, 0, day.start) is not None
            last = not stamps.CLOCK.sub("", line.text[day.end :]).strip(" ).]|,")
            opens = line.text[: day.start].strip() == "" and _BAR.match(line.text, day.end)
            if day.year and (as_of or last or opens) and (found.headed is None or (as_of and not found.as_of)):
                found.headed, found.as_of = day, as_of
