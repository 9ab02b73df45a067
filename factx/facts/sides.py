"""Whose a thing is that was lost: a country's ISO code or an armed group's name; None where that is left open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from factx.facts.references import References
from factx.schema import Attribution, EventRecord, Mention, OrganisationRecord, PlaceRecord, Reading, Reference

ARMED = frozenset(("military", "military_unit", "armed_group", "government"))
#: How the report of one side calls the other.
ENEMIES = re.compile(r"\b(?:enem(?:y|ies)|adversary|invaders?|occupiers?|aggressor)\b", re.I)

#: An adjective of origin, which names no owner ("Israeli-made"), and that of a side in revolt.
ORIGIN = re.compile(r"\w[-‐‑](?:made|built|supplied|designed|manufactured|produced|donated)\b", re.I)
#: Works that only a fighting side has: whose they are is told as of weapons.
WORKS = re.compile(
    r"\b(?:(?:command|observation|firing|control) (?:post|point|position)|(?:ammunition|arms|weapons|munitions) \w+"
    r"|bunker|dug-?out|stronghold|strongpoint|fortification)s?\b",
    re.I,
)
REBELS = re.compile(r"\b(?:rebel|insurgent|guerrilla|militant|separatist)\b", re.I)


class Sides:
    """The parties of one document's fighting, by how often it names them."""

    def __init__(self, reading: Reading, references: References) -> None:
        self.references = references
        named = [n.record for n in references.names if isinstance(n.record, OrganisationRecord)]
        bodies = [side for r in named if r.type in ARMED and (side := _of_body(r))]
        count = Counter([*bodies, *(str(c) for _, _, c in references.adjectives if c)])
        self.parties = [side for side, _ in count.most_common(4)]
        self.own = next((_of_body(r) for r in named if r.type in ("military", "government")), None)
        groups = [r.name for r in named if r.type == "armed_group"]
        self.rebels = Counter(groups).most_common(1)[0][0] if groups else None
        self.internal = any(r.type == "armed_group" for r in named)
        self.places = [(n.start, n.record.country) for n in references.names if isinstance(n.record, PlaceRecord)]
        self.starts = [start for start, _ in self.places]
        self.enemy = self._other(self.own) if ENEMIES.search(reading.document.text) else None

    def of(self, m: Mention, event: EventRecord | None, said: Attribution | None) -> tuple[str | None, str]:
        """The side that lost what a mention names, and what tells it."""
        at = m.notes["at"]
        within = self.references.at(m.start, m.end)
        made = ORIGIN.search(m.text)
        if m.label != "intercepted" or within.country:
            owner = self._at(at["whose"]) or (None if made else self._adjective(m) or self._side(within))
            owner = owner or (self.rebels if REBELS.search(m.text) else None)
            if owner:
                return owner, "its own words say whose it was"
        if m.notes["class"] == "infrastructure" and not WORKS.search(m.text):
            return None if self.internal else self._where(m), "a building is its country's, but in a civil war nobody's"
        if m.label == "lost":
            told = m.notes["rule"] == "verb" and self.enemy  # a side reports its own loss, but for a heading
            lost = self._of_event(event) or (self.own if told else self.enemy)
            return lost, "whom the event hit, else a side that reports its own loss"
        source = self._side(said.source) if said and said.source else None
        by = self._at(at["by"]) or self._doer(event) or source
        if other := self._other(by):
            return other, f"the other party of the report than the one that did it or says so ({by})"
        return self._of_event(event) or self.enemy, "whom the event hit, else the enemy of the report"

    def _adjective(self, m: Mention) -> str | None:
        """The country whose adjective stands in the phrase ("six Armenian tanks")."""
        adjectives = self.references.adjectives
        at = bisect_left(adjectives, m.start, key=lambda a: a[0])
        return str(adjectives[at][2]) or None if at < len(adjectives) and adjectives[at][1] <= m.end else None

    def _doer(self, event: EventRecord | None) -> str | None:
        return next((side for a in (event.actors if event else ()) if (side := self._side(a))), None)

    def _where(self, m: Mention) -> str | None:
        """The country in which a building stands: of the place named last before it, or first in its sentence."""
        at = bisect_left(self.starts, m.end)
        if at < len(self.places) and self.starts[at] < m.sentence.end:
            return self.places[at][1]
        return self.places[at - 1][1] if at else None

    def _at(self, span: Sequence[int] | None) -> str | None:
        if span is None:
            return None
        reference = self.references.at(span[0], span[1])
        if ENEMIES.search(reference.text):
            return self.enemy
        return self._side(reference)

    def _side(self, reference: Reference) -> str | None:
        record = self.references.by_id.get(reference.id or "")
        if isinstance(record, OrganisationRecord):
            return _of_body(record) if record.type in ARMED | {"igo"} else None
        inside = [n.record for n in self.references.within(reference.start, reference.end)]
        groups = [r.name for r in inside if isinstance(r, OrganisationRecord) and r.type == "armed_group"]
        return groups[0] if groups else reference.country

    def _other(self, side: str | None) -> str | None:
        """The party that stands against a side: of those that the report names, the one named most."""
        return next((p for p in self.parties if p != side), None) if side else None

    def _of_event(self, event: EventRecord | None) -> str | None:
        """The side that an event was done to."""
        targets = event.targets if event else ()
        return next((side for t in targets if (side := self._side(t))), None)


def _of_body(r: OrganisationRecord) -> str | None:
    return r.name if r.type in ("armed_group", "igo") else r.country
