"""Loss records: one an item, with its class, whose it was, who says so and the event it came of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from factx.facts import confidence
from factx.facts.assertion import Assertions
from factx.facts.attribution import Attributions
from factx.facts.happening import Happenings
from factx.facts.references import References
from factx.facts.sides import Sides
from factx.lexicon import Lexicon
from factx.schema import (
    DateRecord,
    EquipmentClass,
    EventRecord,
    LossRecord,
    LossStatus,
    Reading,
    Slice,
    record_id,
)
from factx.values.losses import item

KIND = "loss"
#: What did not happen, or has not yet, is no loss.
UNREAL = frozenset(("planned", "possible", "conditional", "negated", "denied"))


def records(
    reading: Reading,
    lexicon: Lexicon,
    references: References,
    attributions: Attributions,
    assertions: Assertions,
    dates: Sequence[DateRecord],
    events: Sequence[EventRecord],
) -> list[LossRecord]:
    """One record an item, in the order of the text."""
    happenings = Happenings(events)
    sides = Sides(reading, references)
    nations = frozenset(references.text[s:e].casefold() for s, e, _ in references.adjectives)
    made = []
    for m in reading.of("losses"):
        said = attributions.of(m.start, m.end)
        start, end = m.notes["at"]["cue"]
        how = assertions.of(start, end, said)
        if how in UNREAL:
            continue
        n, event = m.notes, happenings.of(m)
        made.append(
            LossRecord(
                id=record_id(reading.document.id, KIND, [(m.start, m.end)], m.label),
                doc=reading.document.id,
                confidence=confidence.of(KIND, n["rule"]),
                rule=n["rule"],
                mentions=[Slice(m.start, m.end, m.text)],
                text=m.text,
                item=item(n["noun"] or m.text, nations),
                class_=cast(EquipmentClass, n["class"]),
                status=cast(LossStatus, m.label),
                value=n["value"],
                min=n["min"],
                max=n["max"],
                side=sides.of(m, event, said)[0],
                event=event.id if event else None,
                attribution=said,
                assertion=how,
                evidence=m.sentence,
            )
        )
    return made
