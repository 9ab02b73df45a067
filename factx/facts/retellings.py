"""Which tellings of a report are of one event.

Two tellings are one event where their types agree, nothing in their slots contradicts, and something ties them: what
they have in common, or that the later is told as known ("the attack", "the shelling"). The headline tells what the
body tells again. A vague word ("the attack", "the blast") may tell again what was told as a missile strike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factx.schema import Assertion, Attribution, DateRecord, Mention, Reference

#: Types that a vague word for violence gives, and those that it may stand for.
VAGUE = frozenset(("assault", "explosion", "shelling", "airstrike"))
VIOLENT = frozenset(
    "assault explosion shelling airstrike drone_strike missile_strike naval_attack ambush incursion killing".split()
)
#: How many events back a definite noun may reach.
REACH = 8
UNREAL = frozenset(("planned", "possible", "conditional"))


@dataclass(slots=True)
class Telling:
    """An event as it is told once."""

    mention: Mention
    slots: dict[str, list[Reference]]
    date: DateRecord | None
    attribution: Attribution | None
    assertion: Assertion

    @property
    def dated(self) -> bool:
        """Does it tell its date itself, rather than stand in a sentence that has one?"""
        return self.date is not None and bool(self.mention.notes["at"]["time"])

    @property
    def type(self) -> str:
        return self.mention.label

    @property
    def weight(self) -> tuple[bool, int]:
        """How much it tells: a word of its own type before a vague one told as known, then the slots."""
        known = bool(self.mention.notes["definite"])
        return not known, sum(len(v) for v in self.slots.values()) + (self.date is not None)


def merged(tellings: Sequence[Telling], headline: int) -> list[list[Telling]]:
    """The tellings by event, the fullest first, with the slots of all; `headline` is where the headline ends.

    The fullest so far stands first in its group, so that a telling is compared with few others however long the text.
    """
    groups: list[list[Telling]] = []
    for telling in tellings:
        homes = [g for g in reversed(groups[-REACH:]) if _joins(telling, g)]
        same = (
            g for g in homes if any(t.mention.notes["word"] == telling.mention.notes["word"] for t in (g[0], *g[-3:]))
        )
        home = next(same, homes[0] if homes else None)
        if home is None and groups and groups[0][0].mention.start < headline <= telling.mention.start:
            home = next((g for g in groups if _opens(telling, g, headline)), None)
        if home is None:
            groups.append([telling])
        elif telling.weight > home[0].weight:
            home.insert(0, telling)
        else:
            home.append(telling)
    return [_fullest(g) for g in groups]


def _joins(telling: Telling, group: Sequence[Telling]) -> bool:
    main = group[0]
    if (telling.assertion in UNREAL) != (main.assertion in UNREAL):
        return False
    if telling.mention.notes["definite"]:
        alike = telling.type == main.type or (telling.type in VAGUE and main.type in VIOLENT)
        other = telling.dated and _other_time(telling, main)
        return alike and not other and not _disjoint(telling.slots["places"], main.slots["places"])
    if telling.type != main.type or _other_time(telling, main) or _differ(telling, main):
        return False
    ties = [n for n in ("places", "targets", "actors", "weapons") if _shared(telling.slots[n], main.slots[n])]
    return len(ties) > 1 and ties[0] != "actors"


def _opens(telling: Telling, group: Sequence[Telling], headline: int) -> bool:
    """Is it what the headline told, told for the first time in the body?"""
    main = group[0]
    if len(group) > 1 or main.mention.start >= headline:
        return False
    alike = telling.type == main.type or (main.type in VAGUE and telling.type in VIOLENT)
    return alike and not _disjoint(telling.slots["places"], main.slots["places"]) and not _differ(telling, main)


def _differ(a: Telling, b: Telling) -> bool:
    """Do two tellings name others as who acts or who is hit, or other places?"""
    if _disjoint(a.slots["places"], b.slots["places"]) or _disjoint(a.slots["targets"], b.slots["targets"]):
        return True
    actors, others = a.slots["actors"], b.slots["actors"]
    return _disjoint(actors, others) and not {r.country for r in actors if r.country} & {r.country for r in others}


def _other_time(a: Telling, b: Telling) -> bool:
    if not a.date or not b.date:
        return False
    return (a.date.end or "") < (b.date.start or "") or (b.date.end or "") < (a.date.start or "")


def _keys(found: Sequence[Reference]) -> set[str]:
    return {r.id or r.name.casefold() for r in found}


def _shared(a: Sequence[Reference], b: Sequence[Reference]) -> bool:
    return bool(_keys(a) & _keys(b))


def _disjoint(a: Sequence[Reference], b: Sequence[Reference]) -> bool:
    return bool(a) and bool(b) and not _shared(a, b)


def _fullest(group: Sequence[Telling]) -> list[Telling]:
    main = group[0]
    dates = [t.date for t in (main, *group) if t.dated] or [t.date for t in (main, *group) if t.date]
    main.date = dates[0] if dates else None
    for other in group:
        for name, found in main.slots.items():
            if not found:
                main.slots[name] = other.slots[name]
    return [main, *sorted(group[1:], key=lambda t: t.mention.start)]
