"""Quantity records: one an expression, with its bound, unit, what it counts, its SI value and what it is a part of."""

from __future__ import annotations

from factx.facts import confidence
from factx.lexicon import Lexicon
from factx.schema import SI, Mention, QuantityRecord, Reading, Slice, record_id
from factx.values.units import Unit, known

KIND = "quantity"


def records(reading: Reading, lexicon: Lexicon) -> list[QuantityRecord]:
    """The quantity records of a document, in the order of the text."""
    units = known(lexicon)
    made: list[QuantityRecord] = []
    for m in reading.of("quantities"):
        whole = _whole(m, made, reading) if m.notes["subset"] else None
        made.append(_record(reading.document.id, m, units.symbol(m.notes["unit"]), whole))
    return made


def _record(doc: str, m: Mention, unit: Unit | None, whole: str | None) -> QuantityRecord:
    n = m.notes
    return QuantityRecord(
        id=record_id(doc, KIND, [(m.start, m.end)], n["unit"]),
        doc=doc,
        confidence=confidence.of(KIND, n["rule"]),
        rule=n["rule"],
        mentions=[Slice(m.start, m.end, m.text)],
        text=m.text,
        value=n["value"],
        min=n["min"],
        max=n["max"],
        unit=n["unit"],
        dimension=m.label,
        of=n["of"],
        si=_si(m, unit),
        subset_of=whole,
    )


def _si(m: Mention, unit: Unit | None) -> SI | None:
    if unit is None or unit.si is None:
        return None
    value, low, high = (unit.to_si(m.notes[k]) for k in ("value", "min", "max"))
    return SI(value, low, high, unit.si)


def _whole(m: Mention, made: list[QuantityRecord], reading: Reading) -> str | None:
    """The id of the count that `m` is a part of: the nearest larger one in its sentence or the one before."""
    sentences = [s for s in reading.sentences if s.end <= m.sentence.start]
    earliest = sentences[-1].start if sentences else m.sentence.start
    size = m.notes["min"] or m.notes["value"] or 0
    for r in reversed(made):
        if r.mentions[0].start < earliest:
            return None
        if r.unit == "count" and r.subset_of is None and (r.max is None or r.max >= size):
            return r.id
    return None
