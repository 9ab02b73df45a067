"""Whose a thing is that was lost: ISO code of a country, or the name of an armed group; None where the report leaves it open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factx.facts.references import References
from factx.schema import EventRecord, Mention, OrganisationRecord, Reading, Reference

ARMED = frozenset(("military", "military_unit", "armed_group", "government"))
ENEMY = frozenset("enemy adversary invader invaders occupier occupiers aggressor opponent foe".split())


class Sides:
    """The parties of one document's fighting, by how often it names them."""

    def __init__(self, reading: Reading, references: References) -> None:
        self.references = references
        named = [n.record for n in references.names if isinstance(n.record, OrganisationRecord)]
        bodies = [side for r in named if r.type in ARMED and (side := _of_body(r))]
        count = Counter([*bodies, *(str(c) for _, _, c in references.adjectives if c)])
        self.parties = [side for side, _ in count.most_common(4)]
        self.own = next((_of_body(r) for r in named if r.type in ("military", "government")), None)

    def of(self, m: Mention, event: EventRecord | None) -> str | None:
        """The side that lost what a mention names."""
        at = m.notes["at"]
        within = self.references.at(m.start, m.end)
        if m.label != "intercepted" or within.country:
            owner = self._at(at["whose"]) or self._side(within)
            if owner:
                return owner
        if by := self._at(at["by"]):
            return self._other(by)
        if m.notes["class"] == "infrastructure":
            return next((p.country for p in (event.places if event else ()) if p.country), None)
        return self._of_event(event)

    def _at(self, span: Sequence[int] | None) -> str | None:
        if span is None:
            return None
        reference = self.references.at(span[0], span[1])
        if reference.text.casefold().split()[-1:] and reference.text.casefold().split()[-1] in ENEMY:
            return self._other(self.own) if self.own else None
        return self._side(reference)

    def _side(self, reference: Reference) -> str | None:
        record = self.references.by_id.get(reference.id or "")
        if isinstance(record, OrganisationRecord):
            return _of_body(record) if record.type in ARMED else None
        inside = [n.record for n in self.references.within(reference.start, reference.end)]
        groups = [r.name for r in inside if isinstance(r, OrganisationRecord) and r.type == "armed_group"]
        return groups[0] if groups else reference.country

    def _other(self, side: str | None) -> str | None:
        """The party that stands against a side, where the report names only one such."""
        return next((p for p in self.parties if p != side), None) if side in self.parties else None

    def _of_event(self, event: EventRecord | None) -> str | None:
        """The side that an event was done to."""
        targets = event.targets if event else ()
        return next((side for t in targets if (side := self._side(t))), None)


def _of_body(r: OrganisationRecord) -> str | None:
    return r.name if r.type == "armed_group" else r.country
