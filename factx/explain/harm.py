"""Why a figure is a casualty or a loss: the word that tells it, the figure, who or what it is, the event it came of."""

from __future__ import annotations

from collections.abc import Iterator

from factx.explain import claims
from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.explain.quantities import number
from factx.explain.rules import RULES
from factx.facts.casualties import fate
from factx.facts.victims import NOUN, Figure
from factx.schema import CasualtyRecord, EventRecord, LossRecord, Mention
from factx.values.losses import thing, things
from factx.values.victims import Victims


def casualty(record: CasualtyRecord, case: Case) -> Iterator[Step]:
    """The steps of a casualty."""
    group = next((g for g in case.figures if _is(g[0].mention, record)), None)
    if group is None:
        return
    mention = group[0].mention
    yield _status(mention, case, "the model's parse ties the figure to the word")
    yield number(mention, case)
    yield _who(record, group, case)
    if len(group) > 1:
        again = tuple({"words": f.mention.text, "at": f.mention.start, "who": f.who} for f in group[1:])
        because = ("the same status and the same number, of people who may be the same",)
        by = (code("factx.facts.casualties:_distinct"),)
        yield Step("tellings", f"told {len(group)} times", because, by, again)
    if record.subset_of:
        whole = case.record(record.subset_of)
        words = f" “{whole.text}”" if isinstance(whole, CasualtyRecord) else ""
        by = (code("factx.facts.casualties:_whole"),)
        yield Step("part", f"of{words} ({record.subset_of})", ("the larger figure that its words make it part of",), by)
    yield _event(record.event, mention, case)
    yield from claims.steps(case, (mention.start, mention.end), fate(mention), record.assertion, record.attribution)


def loss(record: LossRecord, case: Case) -> Iterator[Step]:
    """The steps of a loss."""
    mention = next((m for m in case.mentions(record) if _is(m, record)), None)
    if mention is None:
        return
    cue = mention.notes["at"]["cue"]
    yield _status(mention, case, "by the row's status, the thing's class and who acts")
    yield number(mention, case)
    yield _class(record, mention, case)
    yield _side(record, mention, case)
    yield _event(record.event, mention, case)
    yield from claims.steps(case, (mention.start, mention.end), (cue[0], cue[1]), record.assertion, record.attribution)


def _is(m: Mention, record: CasualtyRecord | LossRecord) -> bool:
    first = record.mentions[0]
    return (m.start, m.end, m.label) == (first.start, first.end, record.status)


def _status(m: Mention, case: Case, how: str) -> Step:
    start, end = m.notes["at"]["cue"]
    because = f"“{case.document.text[start:end]}” tells it; {how}"
    kind = "loss" if m.group == "losses" else "casualty"
    rows = table(m.notes["source"]) or (code(RULES[kind, m.notes["rule"]].code),)
    return Step("status", m.label, (because,), rows)


def _who(record: CasualtyRecord, group: list[Figure], case: Case) -> Step:
    figure = next((f for f in group if f.who == record.who), group[0])
    victims = Victims(case.assembly.lexicon.table("victims"))
    noun = figure.mention.notes["noun"]
    entry = victims.known(noun) if noun else None
    ends = f" ends in “{entry}”" if entry and entry != noun else ""
    because = [f"the noun “{noun}”{ends}" if noun else "there is no noun"]
    because += [] if figure.why == NOUN else [f"it leaves it open; told by: {figure.why}"]
    rows = table([victims.source[entry]]) if entry else ()
    return Step("who", record.who, tuple(because), (*rows, code("factx.facts.victims:identified")))


def _side(record: LossRecord, m: Mention, case: Case) -> Step:
    event = case.record(record.event)
    _, why = case.sides.of(m, event if isinstance(event, EventRecord) else None, record.attribution)
    return Step("side", record.side or "not known", (why,), (code("factx.facts.sides:Sides.of"),))


def _class(record: LossRecord, m: Mention, case: Case) -> Step:
    found = case.near("equipment", m.start, m.end)
    same = next((e for e in found if e.label == record.class_), None)
    if same is not None:
        return Step("class", record.class_, (f"the class of “{same.text}”",), table(same.notes["source"]))
    known = thing(m.notes["noun"] or "", things(case.assembly.lexicon))
    if known is not None and known.class_ == record.class_:
        return Step("class", record.class_, (f"the noun “{m.notes['noun']}”",), table([known.source]))
    because = ("by what was counted before it, or as a bulletin's line that names no known thing",)
    return Step("class", record.class_, because, (code("factx.pipes.losses:_Reading.thing"),))


def _event(event: str | None, m: Mention, case: Case) -> Step:
    by = (code("factx.facts.happening:Happenings.of"),)
    found = case.record(event)
    if found is None or found.kind != "event":
        return Step("event", "none", ("its sentence tells no violence that is an event",), by)
    start, end = m.notes["at"]["cue"]
    same = any(s.start < end and s.end > start for s in found.mentions)
    because = "told by the very same words" if same else "the violence of its sentence that stands nearest"
    return Step("event", f"{found.type}, “{found.trigger.text}” ({found.id})", (because,), by)
