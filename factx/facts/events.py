"""Event records: what is told, with its slots resolved, its time, who says so, and its class in the codebooks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from factx.facts import confidence, retellings
from factx.facts.assertion import Assertions
from factx.facts.attribution import Attributions
from factx.facts.crosswalk import codes
from factx.facts.parties import parties
from factx.facts.references import PRONOUNS, References
from factx.facts.retellings import Telling
from factx.lexicon import Lexicon
from factx.schema import (
    DateRecord,
    EventRecord,
    EventType,
    Mention,
    PlaceRecord,
    Reading,
    Reference,
    Slice,
    record_id,
)

LEAD = 400  #: characters in which a bulletin says as of when it reports
AS_OF = re.compile(r"\bas of\b[^.\n]{0,15}$", re.I)
PERIOD = re.compile(r"(?:the )?(?:past|last|previous) (?:24 hours|twenty-four hours|day)|today", re.I)
#: What makes a date a limit rather than the time of what happened.
LIMIT = re.compile(r"(?:\btimes? since|\bby|\bbefore|\buntil)(?: the (?:end|close) of)?(?: the)? ?$", re.I)
BEFORE = re.compile(r"\b(?:after|before|since|until|unless)\s+(?:\S+\s+){2,}", re.I)  #: another clause opens
PARAGRAPH = "\n\n"  #: what ends what is under discussion
NEAR = 300  #: characters back in which a pronoun finds who acted before
SLOTS = ("actors", "targets", "places", "weapons")
#: Types that are somebody's words.
SPEECH = frozenset(("accusation", "demand", "threat"))
#: Dates too long to be spoken of still in the next sentence.
LONG = frozenset(("year", "decade"))
#: Types that happen on the spot, so that the place under discussion is theirs.
LOCATED = frozenset(
    "assault clash advance capture repelled_attack siege ambush airstrike drone_strike missile_strike shelling"
    " explosion killing abduction arrest looting blockade destruction displacement evacuation withdrawal"
    " deployment".split()
)
#: Why an event has no date.
_SEVERAL, _NONE = "its sentence has several dates, none in its clause", "its paragraph has none on the calendar"


def records(
    reading: Reading,
    lexicon: Lexicon,
    references: References,
    attributions: Attributions,
    assertions: Assertions,
    dates: Sequence[DateRecord],
) -> list[EventRecord]:
    """One record an event, at its fullest telling, in the order of the text."""
    groups = grouped(reading, references, attributions, assertions, dates)
    return [_record(reading, group, references) for group in groups]


def grouped(
    reading: Reading,
    references: References,
    attributions: Attributions,
    assertions: Assertions,
    dates: Sequence[DateRecord],
) -> list[list[Telling]]:
    """The tellings of each event, the fullest first, with all its slots filled."""
    clock = _Clock(reading, dates)
    tellings = [_telling(m, references, attributions, assertions, clock) for m in reading.of("events")]
    _resolve(tellings)
    headline = next((z.end for z in reading.document.zones if z.kind == "headline"), 0)
    groups = retellings.merged(tellings, headline)
    _place(groups, reading, references)
    return groups


def _resolve(tellings: Sequence[Telling]) -> None:
    """Let a pronoun that no name explains stand for who acted in the telling before ("Russian forces … they")."""
    last: Reference | None = None
    for telling in tellings:
        actors = telling.slots["actors"]
        if last is not None and telling.mention.sentence.start - last.end < NEAR:
            known = last
            actors[:] = [
                replace(a, name=known.name, id=known.id, country=known.country) if _open(a) else a for a in actors
            ]
        last = next((a for a in reversed(actors) if not _open(a)), last)


def _open(actor: Reference) -> bool:
    return actor.id is None and actor.text.casefold() in PRONOUNS and actor.name == actor.text


def _place(groups: Sequence[Sequence[Telling]], reading: Reading, references: References) -> None:
    """Give events that name no place the nearest of their sentence, else the one under discussion in the paragraph."""
    text, last = reading.document.text, None
    for group in groups:
        main = group[0]
        if not main.slots["places"] and main.type in LOCATED:
            start, sentence = main.mention.start, main.mention.sentence
            named = [n for n in references.within(sentence.start, sentence.end) if _spot(n.record)]
            if named:
                nearest = min(named, key=lambda n: abs(n.start - start))
                main.slots["places"] = [references.at(nearest.start, nearest.end)]
                main.where = "its own words name no place: the nearest of the sentence"
            elif last is not None and PARAGRAPH not in text[last.mention.end : start]:
                main.slots["places"] = last.slots["places"]
                main.where = "its sentence names no place: the one under discussion in the paragraph"
        if main.slots["places"]:
            last = main


def _spot(record: object) -> bool:
    return isinstance(record, PlaceRecord) and record.type != "country"


class _Clock:
    """The dates of a document by where they stand."""

    def __init__(self, reading: Reading, dates: Sequence[DateRecord]) -> None:
        self.told = max((z.end for z in reading.document.zones if z.kind == "dateline"), default=0)
        self.dates = sorted(((m.start, m.end, d) for d in dates for m in d.mentions), key=lambda x: (x[0], x[1]))
        self.text = reading.document.text
        self.period = self._period()
        self.starts = [d[0] for d in self.dates]
        self.barred = {m.start: at for m in reading.of("dates") if (at := m.notes["at"]["barred"])}

    def within(self, start: int, end: int) -> list[tuple[int, int, DateRecord]]:
        """The dates on the calendar that begin between two offsets."""
        first, last = bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1)
        return [d for d in self.dates[first:last] if d[2].start]

    def of(self, mention: Mention) -> tuple[DateRecord | None, str]:
        """The date of a telling, and why: that of its clause, the nearest where it has several; else the only one of
        its sentence; else, in a sentence without dates, the last one that its paragraph spoke of."""
        stretches = mention.notes["at"]["time"] or []
        near = [d for s, e in stretches for d in self.within(s, e)]
        if near:
            return min(near, key=lambda d: abs(d[0] - mention.start))[2], "the nearest date of its clause"
        said = self.within(mention.sentence.start, mention.sentence.end)
        sentence = [d for d in said if d[0] >= self.told] or said  # the dateline's where there is no other
        sentence = [d for d in sentence if d[0] < mention.start or not self._other_clause(mention.end, d[0])]
        sentence = [d for d in sentence if not self._barred(d[0], mention)]
        if sentence:
            return (sentence[0][2], "the only date of its sentence") if len(sentence) == 1 else (None, _SEVERAL)
        last = bisect_right(self.starts, mention.start) - 1
        first = self.told if any(d[0] >= self.told for d in said) else 0
        while last >= 0 and (self.starts[last] in self.barred or self.starts[last] < first):
            last -= 1
        if last < 0 or PARAGRAPH in self.text[self.dates[last][1] : mention.start]:
            return self.period, "the period that the bulletin reports" if self.period else _NONE
        spoken = self.dates[last][2]
        if mention.label in SPEECH or spoken.precision in LONG:
            return None, _NONE
        return (spoken, "the last date that its paragraph spoke of") if spoken.start else (None, _NONE)

    def _barred(self, date: int, mention: Mention) -> bool:
        """Does an event stand in words that a date of its sentence does not date?"""
        return any(a <= mention.start < b for a, b in self.barred.get(date, ()))

    def _other_clause(self, start: int, date: int) -> bool:
        """Is a date that follows what happened that of a limit, or of what came before it?"""
        between = self.text[max(start, date - NEAR) : date]
        return bool(LIMIT.search(between) or BEFORE.search(between))

    def _period(self) -> DateRecord | None:
        """The period that a bulletin reports, which opens with "as of" its day: "the past 24 hours", "today"."""
        lead = [s for s, _, d in self.dates if s < LEAD and AS_OF.search(self.text[:s])]
        reported = (d for s, e, d in self.dates if d.start and PERIOD.fullmatch(self.text, s, e))
        return next(reported, None) if lead else None


def _telling(
    mention: Mention,
    references: References,
    attributions: Attributions,
    assertions: Assertions,
    clock: _Clock,
) -> Telling:
    attribution = attributions.of(mention.start, mention.end)
    if mention.label in SPEECH:  # the report itself tells that somebody threatened; what was said is another's word
        attribution = None
    at = mention.notes["at"]
    stands = {(a, b): (c, d) for a, b, c, d in at["stands"]}
    slots = {name: _once(_meant(references, s, e, stands) for s, e in at[name]) for name in SLOTS}
    spots = {r.start: p for r in slots["places"] if not r.id and (p := references.spot(r)) is not None}
    slots["places"] = [spots.get(r.start, r) for r in slots["places"] if r.id or r.start in spots]
    slots["targets"] = [r for r in slots["targets"] if r.start not in spots]
    assertion = assertions.of(mention.start, mention.end, attribution)
    if assertion == "asserted" and mention.notes["word"] == "claim":  # "claiming control of the town"
        assertion = "claimed"
    if mention.label in SPEECH and assertion == "denied":
        assertion = "asserted"
    date, when = clock.of(mention)
    areas = [references.areas(r) for r in slots["places"]]
    return Telling(mention, slots, date, attribution, assertion, when, areas=areas)


def _meant(
    references: References, start: int, end: int, stands: Mapping[tuple[int, int], tuple[int, int]]
) -> Reference:
    """The reference that words make; a pronoun means what the noun phrase means for which it stands."""
    own = references.at(start, end)
    if (start, end) not in stands:
        return own
    meant = references.at(*stands[start, end])
    return replace(own, name=meant.name, id=meant.id, country=meant.country)


def _once(found: Iterator[Reference]) -> list[Reference]:
    kept: dict[str, Reference] = {}
    for reference in found:
        kept.setdefault(reference.id or reference.name.casefold(), reference)
    return list(kept.values())


def _record(reading: Reading, group: Sequence[Telling], references: References) -> EventRecord:
    main, others = group[0], group[1:]
    m = main.mention
    also = [Slice(t.mention.start, t.mention.end, t.mention.text) for t in others]
    trigger = Slice(m.start, m.end, m.text)
    slots = main.slots
    acled, plover = codes(m.label, main.assertion, parties(slots, references, m.text))
    return EventRecord(
        id=record_id(reading.document.id, "event", [(m.start, m.end)], m.label),
        doc=reading.document.id,
        confidence=confidence.of("event", m.notes["rule"]),
        rule=m.notes["rule"],
        mentions=[trigger, *also],
        type=cast(EventType, m.label),
        trigger=trigger,
        actors=slots["actors"],
        targets=slots["targets"],
        places=slots["places"],
        weapons=slots["weapons"],
        start=main.date.start if main.date else None,
        end=main.date.end if main.date else None,
        precision=main.date.precision if main.date else None,
        attribution=main.attribution,
        assertion=main.assertion,
        also=also,
        evidence=m.sentence,
        acled=acled,
        plover=plover,
    )
