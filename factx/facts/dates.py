"""Dates: each mention put on the calendar, in the order of the text, against what was spoken of before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from factx.facts import confidence
from factx.lexicon import Lexicon
from factx.schema import DateRecord, Document, Mention, Reading, Sentence, Slice, record_id
from factx.values import dates
from factx.values.dates.expressions import Clock, Day, Expression, Figures, Hours, Since, Unit, Year

_COMMON = frozenset({
    "the", "and", "for", "was", "were", "had", "has", "his", "her", "its", "thei", "that", "whic", "with",
    "from", "afte", "befo",
})  # fmt: skip
#: Before a date, these look ahead to it where the clause is not in the past tense.
_AHEAD = frozenset(("before", "by", "until", "till"))
#: So many years back the dates of a history lie at least, where its day of writing is known.
_HISTORY = 2


def records(reading: Reading, lexicon: Lexicon) -> list[DateRecord]:
    """One record an expression. What cannot be put on the calendar keeps null and a reason."""
    return [_record(reading.document, p) for p in placed(reading, lexicon)]


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention, what it says and what that was read against; the interval, or the reason why there is none."""

    mention: Mention
    said: Expression
    context: dates.Context
    interval: dates.Interval | None
    reason: str | None


def placed(reading: Reading, lexicon: Lexicon) -> Iterator[Placed]:
    """The dates of a document as they are read, in the order of the text."""
    verbs = frozenset(r["word"] for r in lexicon.table("tense_words") if r["class"] == "report")
    mentions = reading.of("dates")
    talk = Discussion(reading.document, mentions, verbs)
    for mention in mentions:
        said = dates.read(mention.notes["said"])
        context = talk.context(mention, said)
        interval, reason = None, None
        try:
            interval = talk.read(mention, said, context)
        except dates.Unresolved as e:
            reason = str(e)
        yield Placed(mention, said, context, interval, reason)


def _record(document: Document, placed: Placed) -> DateRecord:
    mention, said, interval = placed.mention, placed.said, placed.interval
    start, end = interval.iso() if interval else (None, None)
    return DateRecord(
        id=record_id(document.id, "date", [(mention.start, mention.end)]),
        doc=document.id,
        confidence=confidence.of("date", mention.notes["rule"]),
        rule=mention.notes["rule"],
        mentions=[Slice(mention.start, mention.end, mention.text)],
        text=mention.text,
        start=start,
        end=end,
        precision=interval.precision if interval else dates.grain(said),
        edtf=dates.edtf(interval) if interval else None,
        relative=not dates.absolute(said),
        reason=placed.reason,
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that was spoken of: where, and whether only as the day on which somebody spoke."""

    day: date
    mention: Mention
    spoken: bool


class Discussion:
    """What the text has been speaking of, from mention to mention.

    News speaks from the day of the report; a new paragraph returns to the day of the story, the first that the report
    gives for anything but an utterance. A history (no day of the report, or dates of long ago only) carries its own
    year on.
    """

    def __init__(self, document: Document, mentions: list[Mention], report_verbs: frozenset[str]) -> None:
        self.text = document.text
        self.report_verbs = report_verbs
        self.published = None if _is_history(document, mentions) else document.published
        self.news = document.published is None and _is_news(document, mentions)
        self.dayfirst = _order(mentions)
        self.headline = next((z for z in document.zones if z.kind == "headline"), None)
        self.paragraph = re.compile(r"\n\s*\n" if re.search(r"\n[^\S\n]*\n", self.text) else r"\n")
        self.days: list[_Day] = []
        self.last: dates.Interval | None = None
        self.year: int | None = None
        self._before: int | None = None  #: the year that the last written-out year took the place of
        self._ahead = {} if self.news else _years_ahead(mentions)
        self._told: Sentence | None = None  #: the sentence of the last year

    def read(self, mention: Mention, said: Expression, context: dates.Context) -> dates.Interval:
        """The interval of the next mention, in its context. Raises Unresolved."""
        if self.last and self._apposed(mention, said):
            return self.last
        interval = dates.resolve(said, context)
        self._heard(mention, said, interval)
        return interval

    def context(self, mention: Mention, said: Expression) -> dates.Context:
        """What the next mention is read against."""
        return dates.Context(
            published=self.published,
            day=self._day(mention, said),
            last=self.last,
            year=self._year(mention),
            tense=self._tense(mention, said),
            dayfirst=self.dayfirst,
            event=self._event(mention, said),
        )

    def _tense(self, mention: Mention, said: Expression) -> str:
        tense: str = mention.notes["tense"]
        before = mention.notes["before"]
        if (before in _AHEAD and tense != "past") or (before == "for" and isinstance(said, Day)):
            return "future"  # "set the hearing for 2 June"
        headline = self.headline is not None and mention.start < self.headline.end
        return "past" if headline and tense == "present" else tense

    def _apposed(self, mention: Mention, said: Expression) -> bool:
        """ "on Saturday, a day after his birthday" is that Saturday."""
        follows = bool(self.days) and self.text[self.days[-1].mention.end : mention.start] == ", "
        return follows and isinstance(getattr(said, "anchor", None), str)

    def _day(self, mention: Mention, said: Expression) -> date | None:
        if not self.days:
            return self.published
        latest = self.days[-1]
        returns = isinstance(said, (Clock, Hours)) or (isinstance(said, Unit) and said.steps == 0)
        if self.published and returns and self.paragraph.search(self.text, latest.mention.end, mention.start):
            return next((d.day for d in self.days if not d.spoken), latest.day)
        return latest.day

    def _year(self, mention: Mention) -> int | None:
        """The year that a history is in. A year written out just before is an aside ("declassified in 2005") where the
        years before and after it agree against it: of the three the middle one holds. In news whose day is unknown a
        year is that of its sentence only."""
        if self.news and self._told != mention.sentence:
            return None
        following = self._ahead.get(mention.start)
        if self.year is None or self._before is None or following is None:
            return self.year or following
        return sorted((self._before, self.year, following))[1]

    def _heard(self, mention: Mention, said: Expression, interval: dates.Interval) -> None:
        if interval.start is None or isinstance(said, Since) or (self.news and self._named(mention, said)):
            return
        self.last = interval
        year = (interval.end or interval.start).year
        self._before = self.year if dates.absolute(said) else None
        self.year, self._told = year, mention.sentence
        if interval.precision in ("day", "hour", "minute") or (interval.precision == "interval" and _short(interval)):
            day = interval.end or interval.start
            own = day == self.published and dates.absolute(said)  # the report's dateline is no day of the story
            self.days.append(_Day(day, mention, own or mention.notes["verb"] in self.report_verbs))

    def _named(self, mention: Mention, said: Expression) -> bool:
        """A year inside a name dates nothing else: "the 1960 Indus Waters Treaty"."""
        after = self.text[mention.end : mention.end + 2]
        return isinstance(said, Year) and mention.notes["before"] != "in" and after[:1] == " " and after[1:].isupper()

    def _event(self, mention: Mention, said: Expression) -> date | None:
        """The day that was given for the event that a date is counted from: that of the sentence before it that shares
        most words with the event's, the latest of equals."""
        anchor = getattr(said, "anchor", None)
        if not isinstance(anchor, str):
            return None
        words = _stems(anchor)
        best, most = None, 0
        for known in self.days:
            where = known.mention.sentence
            if known.spoken or where == mention.sentence:
                continue
            shared = len(words & _stems(self.text[where.start : where.end]))
            if shared and shared >= most:
                best, most = known.day, shared
        return best


def _years_ahead(mentions: list[Mention]) -> dict[int, int]:
    """For the start of each mention, the next year that is written out after it."""
    ahead: dict[int, int] = {}
    following = None
    for m in reversed(mentions):
        if following is not None:
            ahead[m.start] = following
        said = dates.read(m.notes["said"])
        following = _year(said) if dates.absolute(said) and _year(said) is not None else following
    return ahead


def _short(interval: dates.Interval) -> bool:
    return bool(interval.start and interval.end and (interval.end - interval.start).days <= 1)


def _stems(words: str) -> set[str]:
    """The words of a phrase, cut so that "bombed" and "bombing" are one."""
    return {w[:4].lower() for w in re.findall(r"[^\W\d_]{3,}", words)} - _COMMON


def _order(mentions: Iterable[Mention]) -> bool | None:
    """Does the report write day before month in 25/04/2024? None where no date of it shows that."""
    for m in mentions:
        figures = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}", m.text)
        if figures and m.notes["said"]["is"] != Figures.__name__ and figures[1] != figures[2]:
            return int(figures[1]) > 12 or "." in m.text
    return None


def _is_history(document: Document, mentions: list[Mention]) -> bool:
    """Does the report tell of long ago only? Then its own day says nothing of a month without a year."""
    if document.published is None:
        return True
    said = [dates.read(m.notes["said"]) for m in mentions]
    rules = [dates.rule(s) for s in said]
    if len(said) < 5 or "weekday" in rules or "deictic" in rules:
        return False
    years = [y for y in map(_year, said) if y is not None]
    old = sum(y <= document.published.year - _HISTORY for y in years)
    return old * 2 > len(said) and old > 0.8 * len(years)


def _is_news(document: Document, mentions: list[Mention]) -> bool:
    """Does the report speak from a day of its own, even an unknown one? It has a dateline, or counts from that day."""
    rules = [dates.rule(dates.read(m.notes["said"])) for m in mentions]
    counted = sum(r in ("weekday", "deictic") for r in rules)
    return counted * 3 >= len(rules) or any(z.kind == "dateline" for z in document.zones)


def _year(said: Expression) -> int | None:
    if isinstance(said, Year):
        return said.year
    for inner in ("year", "last", "of"):
        value = getattr(said, inner, None)
        if isinstance(value, int):
            return value
        if value is not None and not isinstance(value, str):
            return _year(value)
    return None
