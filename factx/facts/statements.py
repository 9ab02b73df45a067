"""Statement records: what was said, by whom, by which words and where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from factx.facts import confidence
from factx.facts.attribution import Attributions
from factx.lexicon import Lexicon
from factx.schema import DateRecord, Mention, Reading, Slice, StatementRecord, record_id

LABELS = frozenset(("DIRECT", "INDIRECT"))
#: Among how many statements after a headline its own is looked for.
AGAIN = 12


def records(
    reading: Reading, lexicon: Lexicon, attributions: Attributions, dates: list[DateRecord]
) -> list[StatementRecord]:
    """One record a quotation or reported clause, in the order of the text."""
    made = []
    days = sorted((d.mentions[0].start, d.mentions[0].end, d.start or "") for d in dates if _one_day(d))
    for m in reading.of("statements"):
        if m.label not in LABELS:
            continue
        at = m.notes["at"]
        rule = str(m.notes["rule"])
        made.append(
            StatementRecord(
                id=record_id(reading.document.id, "statement", [(m.start, m.end)], m.label),
                doc=reading.document.id,
                confidence=confidence.of("statement", rule),
                rule=rule,
                mentions=[Slice(m.start, m.end, m.text)],
                speaker=attributions.speaker(m),
                cue=reading.document.text[slice(*at["cue"])],
                direct=m.label == "DIRECT",
                quote=m.text,
                channel=m.notes["channel"],
                date=_day(m, days),
                evidence=m.sentence,
            )
        )
    return _told_once(reading, made)


def _told_once(reading: Reading, made: list[StatementRecord]) -> list[StatementRecord]:
    """The statements without those of a headline that the body tells again by the same speaker."""
    heads = [(z.start, z.end) for z in reading.document.zones if z.kind == "headline"]
    kept = []
    for n, record in enumerate(made):
        at = record.mentions[0].start
        headline = bisect_right(heads, (at, len(reading.document.text))) - 1
        if headline >= 0 and at < heads[headline][1] and not record.direct:
            body = (r for r in made[n + 1 : n + 1 + AGAIN] if r.mentions[0].start >= heads[headline][1])
            if any(_same(record, again) for again in body):
                continue
        kept.append(record)
    return kept


def _same(headline: StatementRecord, body: StatementRecord) -> bool:
    """Does a statement of the body say what one of the headline does: one speaker, and most words?"""
    one, other = headline.speaker, body.speaker
    if one is None or other is None:
        return False
    if one.name != other.name and (one.country is None or one.country != other.country):
        return False
    told, again = _stems(headline.quote), _stems(body.quote)
    return 2 * len(told & again) > len(told)


def _stems(words: str) -> set[str]:
    """What the longer words and the numbers begin with, which inflection leaves alone."""
    return {w[:5] for w in re.findall(r"\w+", words.casefold()) if len(w) > 3 or w.isdigit()}


def _one_day(date: DateRecord) -> bool:
    return bool(date.start) and (date.start or "")[:10] == (date.end or "")[:10]


def _day(statement: Mention, days: list[tuple[int, int, str]]) -> str | None:
    """The day that the words of the cue give ("said on Monday"). `days`: where the dates stand, and what they are."""
    start, end = statement.notes["at"]["clause"]
    at = bisect_left(days, (start,))
    while at < len(days) and days[at][0] < end:
        if days[at][1] <= end:
            return days[at][2][:10]
        at += 1
    return None
