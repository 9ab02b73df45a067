"""Why an event is what it is: its trigger's row, how each slot was filled, its time, and its other tellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factx.explain import claims
from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.facts.crosswalk import chosen
from factx.facts.events import SLOTS
from factx.facts.parties import parties
from factx.facts.retellings import Telling
from factx.schema import EventRecord, Reference

#: How a noun phrase may stand to the trigger.
ROLES = {
    "subject": "its subject", "object": "its object", "by": "after “by”", "poss": "its possessor",
    "modifier": "a word before it",
}  # fmt: skip
_OWN = "told by the report in its own voice in the headline; who says so is told with the body's telling"


def steps(record: EventRecord, case: Case) -> Iterator[Step]:
    """The trigger, the slots, the time, the tellings, the claims and the codebooks."""
    at = (record.trigger.start, record.trigger.end, record.type)
    group = next((g for g in case.events if (g[0].mention.start, g[0].mention.end, g[0].type) == at), None)
    if group is None:
        return
    main = group[0]
    yield _trigger(main)
    for name in SLOTS:
        for reference in getattr(record, name):
            yield _slot(name, reference, group)
    yield _time(record, group)
    if len(group) > 1:
        options = tuple(
            {
                "words": t.mention.text,
                "at": t.mention.start,
                "type": t.type,
                "joined": t.tie or "the event as first told",
            }
            for t in group[1:]
        )
        said = f"told {len(group)} times, most fully here"
        yield Step("tellings", said, (), (code("factx.facts.retellings:merged"),), options)
    span = (main.mention.start, main.mention.end)
    own = case.assembly.attributions.of(*span)
    borrowed = record.attribution is not None and own != record.attribution
    yield from claims.steps(case, span, span, record.assertion, record.attribution, _OWN if borrowed else "")
    yield _codes(record, main, case)


def _again(t: Telling) -> dict[str, object]:
    joined = t.tie or "the event as it was first told"
    return {"words": t.mention.text, "at": t.mention.start, "type": t.type, "joined": joined}


def _trigger(main: Telling) -> Step:
    m = main.mention
    rows = table(m.notes["source"])
    cells = rows[0].row or {} if rows else {}
    because = [f"“{m.text}” heads a row whose conditions hold" + (f": {cells['when']}" if cells.get("when") else "")]
    if cells.get("frame"):
        because.append(f"the frame {cells['frame']} says which noun phrase fills which slot")
    if cells.get("type") != m.label:
        because.append("only an attempt at it is told")
    return Step("type", m.label, tuple(because), rows)


def _slot(name: str, reference: Reference, group: Sequence[Telling]) -> Step:
    """How a noun phrase came into a slot: of this telling, of another, or by the text around."""
    resolved = claims.reference(reference)
    for telling in group:
        m = telling.mention
        for (start, end), role in zip(m.notes["at"][name], m.notes["roles"][name], strict=True):
            if start <= reference.start < end:
                where = "" if telling is group[0] else f" of another telling (“{m.text}” at {m.start})"
                how = ROLES.get(role, f"after “{role}”" if role.islower() else role)
                because = (f"“{reference.text}” is {how}{where}",)
                return Step(name, resolved, because, (code("factx.values.events.frames:slot"),))
    where = group[0].where or "it stands under discussion"
    return Step(name, resolved, (where,), (code("factx.facts.events:_place"),))


def _time(record: EventRecord, group: Sequence[Telling]) -> Step:
    main = group[0]
    by = (code("factx.facts.events:_Clock.of"),)
    if main.date is None:
        return Step("time", "not known", (main.when,), by)
    teller = next((t for t in group if t.date is main.date and t.when), main)
    of = "" if teller is main else f", of another telling (“{teller.mention.text}” at {teller.mention.start})"
    decided = f"{record.start} to {record.end}" if record.start != record.end else str(record.start)
    return Step("time", decided, (f"{teller.when}{of}: “{main.date.text}” ({main.date.id})",), by)


def _codes(record: EventRecord, main: Telling, case: Case) -> Step:
    of = parties(main.slots, case.assembly.references, main.mention.text)
    row = chosen(record.type, of)
    acled = f"ACLED {record.acled.sub_event_type}" if record.acled else "not in ACLED"
    plover = f"PLOVER {record.plover.event}" if record.plover else "not in PLOVER"
    told = [f"{k}: {', '.join(sorted(v))}" for k, v in (("actors", of.actors), ("targets", of.targets)) if v]
    because = ("; ".join(told),) if told else ()
    return Step("codebooks", f"{acled}; {plover}", because, table([row.source] if row else []))
