"""Casualty records: one a figure: who they are, who says so, what they are a part of and the event they came of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from factx.facts import confidence
from factx.facts.assertion import Assertions
from factx.facts.attribution import Attributions
from factx.facts.happening import Happenings
from factx.facts.references import References
from factx.facts.victims import Figure, identified
from factx.lexicon import Lexicon
from factx.schema import (
    CasualtyRecord,
    CasualtyStatus,
    DateRecord,
    EventRecord,
    Mention,
    Reading,
    Slice,
    record_id,
)
from factx.values.victims import Victims

KIND = "casualty"
#: What did not happen, or has not yet, is no casualty.
UNREAL = frozenset(("planned", "possible", "conditional", "negated", "denied"))
#: How far before a part its whole may stand, in characters and in records.
REACH, NEAR = 300, 60
#: From how many on the same number twice is the same figure told again.
DISTINCT = 4
#: How many kinds of people one and the same number may be of.
KINDS = 10


def records(
    reading: Reading,
    lexicon: Lexicon,
    references: References,
    attributions: Attributions,
    assertions: Assertions,
    dates: Sequence[DateRecord],
    events: Sequence[EventRecord],
) -> list[CasualtyRecord]:
    """One record a distinct figure, in the order of the text; told again it is a further mention of its record."""
    happenings = Happenings(events)
    made: list[CasualtyRecord] = []
    for group in told(reading, lexicon, references):
        first = group[0]
        m = first.mention
        said = attributions.of(m.start, m.end)
        start, end = fate(m)
        how = assertions.of(start, end, said)
        if how in UNREAL:
            continue
        n = m.notes
        event = happenings.of(m)
        made.append(
            CasualtyRecord(
                id=record_id(reading.document.id, KIND, [(m.start, m.end)], m.label),
                doc=reading.document.id,
                confidence=confidence.of(KIND, n["rule"]),
                rule=n["rule"],
                mentions=[Slice(f.mention.start, f.mention.end, f.mention.text) for f in group],
                text=m.text,
                status=cast(CasualtyStatus, m.label),
                who=next((f.who for f in group if f.who != "unknown"), "unknown"),
                value=n["value"],
                min=n["min"],
                max=n["max"],
                event=event.id if event else None,
                place=event.places[0] if event and event.places else None,
                start=event.start if event else None,
                end=event.end if event else None,
                attribution=said,
                assertion=how,
                evidence=m.sentence,
                subset_of=_whole(m, made) if n["part"] else None,
            )
        )
    return made


def told(reading: Reading, lexicon: Lexicon, references: References) -> list[list[Figure]]:
    """The distinct figures of a document, each with its tellings."""
    return _distinct(identified(reading, Victims(lexicon.table("victims")), references))


def _distinct(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures told once or more: the same status and bound, of people who may be the same."""
    groups: list[list[Figure]] = []
    alike: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    for f in figures:
        n = f.mention.notes
        key = (f.mention.label, n["value"], n["min"], n["max"], n["part"])
        same = [g for g in alike[key] if f.who == g[0].who or "unknown" in (f.who, g[0].who)]
        if same and (n["value"] or n["min"] or 0) >= DISTINCT:
            same[0].append(f)
            continue
        groups.append([f])
        if len(alike[key]) < KINDS:
            alike[key].append(groups[-1])
    return groups


def fate(m: Mention) -> tuple[int, int]:
    """The words that say whether it happened: those that tell the fate; of a toll the figure itself."""
    start, end = m.notes["at"]["cue"]
    return (m.start, m.end) if m.notes["rule"] in ("toll", "noun") else (start, end)


def _whole(m: Mention, made: Sequence[CasualtyRecord]) -> str | None:
    """The record that a figure is a part of: the one its list was opened by, else the last larger one before it."""
    span = m.notes["at"]["whole"]
    size = m.notes["min"] or m.notes["value"] or 0
    for r in reversed(made[-NEAR:]):
        near = r.subset_of is None and m.start - r.mentions[0].end < REACH and (r.max is None or r.max >= size)
        if near if span is None else any([s.start, s.end] == span for s in r.mentions):
            return r.id
    return None
