"""Casualty records: one a figure, with who they are, who says so, what they are a part of and the event they came of."""

from __future__ import annotations

from collections import defaultdict
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
    OrganisationRecord,
    Reading,
    Slice,
    Who,
    record_id,
)
from factx.values.victims import Victims

KIND = "casualty"
#: What did not happen, or has not yet, is no casualty.
UNREAL = frozenset(("planned", "possible", "conditional", "negated", "denied"))
HELPING = frozenset(("ngo", "igo"))
ARMED = frozenset(("military", "military_unit", "armed_group"))
#: Nouns that leave open who is meant, so that those told before them are ("42 others", "31 bodies").
OPEN = frozenset(
    "other others more man men prisoner dead wounded injured hurt killed missing deceased death fatality".split()
)
_SORTS = frozenset(("man", "men", "prisoner"))
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
        how = assertions.of(*_told(m), said)
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
    parts: dict[tuple[int, ...], list[tuple[str, float]]] = defaultdict(list)
    for m in mentions:
        who = _who(m, victims, references)
        if _open(m) and (who == "unknown" or m.notes["value"] != 1):
            before = _before(m, found)
            who = before if before != "unknown" else who
        if who == "military" and m.label == "displaced":
            continue
        if who == "unknown" and m.label in ("displaced", "evacuated"):
            who = "civilian"
        if who == "unknown" and m.label == "captured":
            who = "military"
        found.append(_Figure(m, cast(Who, who)))
        if whole := m.notes["at"]["whole"]:
            parts[tuple(whole)].append((who, m.notes["value"] or 0))
    return [_Figure(f.mention, _mixed(f, parts.get((f.mention.start, f.mention.end), []))) for f in found]


def _mixed(f: _Figure, parts: list[tuple[str, float]]) -> Who:
    """An unknown whole whose parts are of several kinds is mixed; where they make up the whole and are of one, of that."""
    kinds = {who for who, _ in parts} - {"unknown"}
    if f.who != "unknown" or not kinds:
        return f.who
    if len(kinds) > 1 and kinds & {"military", "police"}:
        return "mixed"
    whole = len(kinds) == 1 and sum(size for _, size in parts) == f.mention.notes["value"]
    return cast(Who, kinds.pop()) if whole else f.who


def _who(m: Mention, victims: Victims, references: References) -> str:
    noun = m.notes["noun"]
    if noun is None:
        return "unknown"
    who = victims.of(noun)
    if who != "unknown" or victims.past(noun):
        return who
    belonging = m.notes["at"]["full"][1]
    types = {n.record.type for n in references.within(m.start, belonging) if isinstance(n.record, OrganisationRecord)}
    if types & ARMED:
        return "military"
    if types & HELPING:
        return "aid_worker"
    whose = references.text[m.end : belonging].partition("of ")[2]
    return victims.of(whose) if whose else who


def _open(m: Mention) -> bool:
    noun = m.notes["noun"]
    if noun is None:
        return not m.notes["named"]
    last = noun.casefold().split()[-1]
    return last in OPEN and (last not in _SORTS or m.notes["value"] != 1)


def _before(m: Mention, found: Sequence[_Figure]) -> str:
    """Who those are that were told right before."""
    for f in reversed(found):
        if m.start - f.mention.end > REACH:
            break
        if f.who != "unknown" if m.notes["noun"] in _SORTS else not f.mention.notes["part"]:
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
            same = same and n["part"] == h["part"]
            large = (n["value"] or n["min"] or 0) >= DISTINCT
            if same and large and (f.who == g[0].who or "unknown" in (f.who, g[0].who)):
                g.append(f)
                break
        else:
            groups.append([f])
    return groups


def _told(m: Mention) -> tuple[int, int]:
    """The words that say whether it happened: those that tell the fate, of a toll the figure itself."""
    start, end = m.notes["at"]["cue"]
    return (m.start, m.end) if m.notes["rule"] in ("toll", "noun") else (start, end)


def _whole(m: Mention, made: Sequence[CasualtyRecord]) -> str | None:
    """The record that a figure is a part of: the one its list was opened by, else the last larger one of its status."""
    span = m.notes["at"]["whole"]
    size = m.notes["min"] or m.notes["value"] or 0
    for r in reversed(made):
        if span is not None and any([s.start, s.end] == list(span) for s in r.mentions):
            return r.id
        if (
            span is None
            and r.subset_of is None
            and m.start - r.mentions[0].end < REACH
            and (r.max is None or r.max >= size)
        ):
            return r.id
    return None
