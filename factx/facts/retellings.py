"""Which tellings of a report are of one event.

Two tellings are one event where their types agree, nothing in their slots contradicts, and something ties them: a
shared place, target, actor or day, or that the later is told as known ("the attack", "the shelling"). The headline
tells what the body tells again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factx.schema import Assertion, Attribution, DateRecord, Mention, Reference

#: Types under which one event may be told: "the attack" is what was told as a missile strike.
KIN: Mapping[str, frozenset[str]] = {
    "assault": frozenset("airstrike drone_strike missile_strike shelling explosion naval_attack ambush incursion killing".split()),
    "explosion": frozenset("airstrike drone_strike missile_strike shelling".split()),
}
#: How many tellings back a definite noun may reach.
REACH = 12
ORDER = ("places", "targets", "actors")


@dataclass(slots=True)
class Telling:
    """An event as it is told once."""

    mention: Mention
    slots: dict[str, list[Reference]]
    date: DateRecord | None
    attribution: Attribution | None
    assertion: Assertion

    @property
    def type(self) -> str:
        return self.mention.label

    @property
    def weight(self) -> int:
        """How much it tells."""
        return sum(len(v) for v in self.slots.values()) + (self.date is not None)


def merged(tellings: Sequence[Telling], headline: int) -> list[list[Telling]]:
    """The tellings by event, the fullest first, with the slots of all; `headline` is where the headline ends."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        home = next((g for g in reversed(groups[-REACH:]) if _joins(telling, g, headline)), None)
        if home is None:
            groups.append([telling])
        else:
            home.append(telling)
    return [_fullest(g) for g in groups]


def _joins(telling: Telling, group: Sequence[Telling], headline: int) -> bool:
    main = max(group, key=lambda t: t.weight)
    definite = bool(telling.mention.notes["definite"])
    if telling.type != main.type and not (definite and main.type in KIN.get(telling.type, ())):
        return False
    if _clash(telling, main):
        return False
    if group[0].mention.start < headline <= telling.mention.start and len(group) == 1:
        return True
    if definite:
        return True
    shared = [name for name in ORDER if _shared(telling.slots[name], main.slots[name])]
    return "places" in shared and len(shared) > 1


def _clash(a: Telling, b: Telling) -> bool:
    """Do two tellings contradict one another?"""
    if a.date and b.date and (a.date.end or "") < (b.date.start or "") or a.date and b.date and (b.date.end or "") < (a.date.start or ""):
        return True
    if (a.assertion in ("planned", "possible", "conditional")) != (b.assertion in ("planned", "possible", "conditional")):
        return True
    return any(a.slots[n] and b.slots[n] and not _shared(a.slots[n], b.slots[n]) for n in ORDER)


def _shared(a: Sequence[Reference], b: Sequence[Reference]) -> bool:
    def keys(found: Sequence[Reference]) -> set[str]:
        return {k for r in found for k in (r.id, r.name.casefold(), r.country and f"={r.country}") if k}

    return bool(keys(a) & keys(b))


def _fullest(group: Sequence[Telling]) -> list[Telling]:
    main = max(group, key=lambda t: t.weight)
    for other in group:
        for name, found in main.slots.items():
            if not found:
                main.slots[name] = other.slots[name]
        main.date = main.date or other.date
    return [main, *(t for t in group if t is not main)]
