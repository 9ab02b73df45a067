"""Casualty records: one a figure, with who they are, who says so, what they are a part of and the event they came of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from factx.facts import confidence
from factx.facts.assertion import Assertions
from factx.facts.happening import Happenings
from factx.facts.references import References
from factx.lexicon import Lexicon
from factx.schema import (
    Attribution,
    CasualtyRecord,
    CasualtyStatus,
    DateRecord,
    EventRecord,
    Mention,
    Reading,
    Slice,
    Who,
    record_id,
)
from factx.values.victims import Victims

KIND = "casualty"
#: What did not happen, or has not yet, is no casualty.
UNREAL = frozenset(("planned", "possible", "conditional", "negated", "denied"))
ARMED = frozenset(("military", "military_unit", "armed_group"))
#: Nouns that leave open who is meant, so that those told before them are ("42 others", "31 bodies").
OPEN = frozenset("other others more body corpse dead wounded injured hurt killed missing deceased death fatality".split())
#: How far back those may stand whom an open figure goes on about, in characters.
REACH = 300
#: From how many on the same number twice is the same figure told again.
DISTINCT = 4


class Sources(Protocol):
    """Who says what stands at some offsets."""

    def of(self, start: int, end: int) -> Attribution | None: ...


@dataclass(frozen=True, slots=True)
class _Figure:
    """A mention with who the victims are."""

    mention: Mention
    who: Who


def records(
    reading: Reading,
    lexicon: Lexicon,
    references: References,
    attributions: Sources | None,
    assertions: Assertions,
    dates: Sequence[DateRecord],
    events: Sequence[EventRecord],
) -> list[CasualtyRecord]:
    """One record a distinct figure, in the order of the text; a figure told again is a further mention of its record."""
    happenings = Happenings(events)
    figures = _identified(reading, Victims(lexicon.table("victims")), references)
    made: list[CasualtyRecord] = []
    for group in _distinct(figures):
        first = group[0]
        m = first.mention
        said = attributions.of(m.start, m.end) if attributions else None
        how = assertions.of(m.start, m.end, said)
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
                who=first.who,
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


def _identified(reading: Reading, victims: Victims, references: References) -> list[_Figure]:
    """The figures of a document, each with who they are: by the noun, else the body they belong to, else those before."""
    found: list[_Figure] = []
    mentions = reading.of("casualties")
    parts = {tuple(m.notes["at"]["whole"]): [] for m in mentions if m.notes["at"]["whole"]}  # type: ignore[var-annotated]
    for m in mentions:
        who = _who(m, victims, references)
        if who == "unknown" and _open(m, victims):
            who = _before(m, found)
        if who == "unknown" and m.label in ("displaced", "evacuated"):
            who = "civilian"
        if who == "unknown" and m.label == "captured":
            who = "military"
        found.append(_Figure(m, cast(Who, who)))
        if whole := m.notes["at"]["whole"]:
            parts[tuple(whole)].append(who)
    return [_Figure(f.mention, _mixed(f, parts.get((f.mention.start, f.mention.end), []))) for f in found]


def _mixed(f: _Figure, parts: list[str]) -> Who:
    """An unknown whole whose parts are of several kinds is mixed."""
    kinds = set(parts) - {"unknown"}
    return "mixed" if f.who == "unknown" and len(kinds) > 1 and kinds & {"military", "police"} else f.who


def _who(m: Mention, victims: Victims, references: References) -> str:
    noun = m.notes["noun"]
    if noun is None:
        return _named(m, victims)
    who = victims.of(noun)
    if who != "unknown":
        return who
    full = references.text[m.start : m.end + 1 + max(0, len(m.notes["full"]))]
    inside = references.within(m.start, m.start + len(full)) if " of " in full else references.within(m.start, m.end)
    types = {getattr(n.record, "type", None) for n in inside if n.record.kind == "organisation"}
    if types & ARMED and (m.end, m.start) and victims.known(noun):
        return "military"
    return victims.of(m.notes["full"].partition(" of ")[2] or noun) if " of " in m.notes["full"] else who


def _named(m: Mention, victims: Victims) -> str:
    """Who a named person is by the title beside the name; unknown where there is none."""
    return victims.of(m.notes.get("title") or "") if m.text[:1].isupper() else "unknown"


def _open(m: Mention, victims: Victims) -> bool:
    noun = m.notes["noun"]
    if noun is None:
        return m.notes["rule"] != "name" and not m.text[:1].isalpha() or m.notes["value"] != 1
    return noun.casefold().split()[-1] in OPEN


def _before(m: Mention, found: Sequence[_Figure]) -> str:
    """Who those are that were told right before."""
    for f in reversed(found):
        if m.start - f.mention.end > REACH:
            break
        if f.mention.notes["value"] != 1 or f.mention.notes["noun"] is None or m.start - f.mention.end < 60:
            return f.who
    return "unknown"


def _distinct(figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """The figures told once or more: the same status and bound, of people who may be the same."""
    groups: list[list[_Figure]] = []
    for f in figures:
        n = f.mention.notes
        for g in groups:
            h = g[0].mention.notes
            same = all(n[k] == h[k] for k in ("value", "min", "max")) and f.mention.label == g[0].mention.label
            large = (n["value"] or n["min"] or 0) >= DISTINCT
            if same and large and (f.who == g[0].who or "unknown" in (f.who, g[0].who)):
                g.append(f)
                break
        else:
            groups.append([f])
    return groups


def _whole(m: Mention, made: Sequence[CasualtyRecord]) -> str | None:
    """The record that a figure is a part of: the one its list was opened by, else the last larger one of its status."""
    span = m.notes["at"]["whole"]
    size = m.notes["min"] or m.notes["value"] or 0
    for r in reversed(made):
        if span is not None and any([s.start, s.end] == list(span) for s in r.mentions):
            return r.id
        if span is None and r.subset_of is None and m.start - r.mentions[0].end < REACH and (r.max is None or r.max >= size):
            return r.id
    return None
