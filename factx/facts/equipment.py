"""Equipment records: one for each type of a report, with all its mentions."""

from __future__ import annotations

from collections import defaultdict

from factx.facts import confidence
from factx.lexicon import Lexicon
from factx.schema import EquipmentRecord, Mention, Reading, Slice, record_id
from factx.values.equipment.armoury import fold

#: The stronger evidence first: a record rests on the best that one of its mentions has.
_STRENGTH = ("type", "series", "noun", "pattern", "context")


def records(reading: Reading, lexicon: Lexicon) -> list[EquipmentRecord]:
    """One record a type, in the order of their first mentions."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    found = reading.of("equipment")
    meant = _families({fold(m.notes["designation"]) for m in found if m.notes["designation"]})
    for m in found:
        designation = m.notes["designation"]
        key = fold(designation) if designation else ""
        groups["=" + meant.get(key, key) if designation else m.notes["name"]].append(m)
    return [_record(reading, mentions) for mentions in groups.values()]


def _families(designations: set[str]) -> dict[str, str]:
    """The name of a family without a number ("Shahed") → the one member of it that the report names ("Shahed-136")."""
    meant = {}
    for name in designations:
        members = [d for d in designations if d != name and d.startswith(name) and not d[len(name)].isalpha()]
        if len(members) == 1 and not any(c.isdigit() for c in name):
            meant[name] = members[0]
    return meant


def _record(reading: Reading, mentions: list[Mention]) -> EquipmentRecord:
    rule = min((str(m.notes["rule"]) for m in mentions), key=_STRENGTH.index)
    named = max(mentions, key=lambda m: (len(m.notes["designation"] or ""), len(m.notes["name"])))
    return EquipmentRecord(
        id=record_id(reading.document.id, "equipment", [(m.start, m.end) for m in mentions], mentions[0].label),
        doc=reading.document.id,
        confidence=confidence.of("equipment", rule),
        rule=rule,
        mentions=[Slice(m.start, m.end, m.text) for m in mentions],
        name=named.notes["name"],
        class_=mentions[0].label,  # type: ignore[arg-type]  # the tables' classes are the contract's, by test
        designation=named.notes["designation"],
    )
