"""The event that a casualty or a loss came of: the one told by the same words, else the violence of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from factx.schema import EventRecord, EventType, Mention

#: The types in which people are hurt and things destroyed.
VIOLENT: frozenset[EventType] = frozenset((
    "assault", "clash", "repelled_attack", "siege", "incursion", "ambush", "airstrike", "drone_strike",
    "missile_strike", "shelling", "explosion", "interception", "naval_attack", "killing", "abduction", "arrest",
    "displacement", "evacuation", "release", "prisoner_exchange", "destruction", "looting", "capture",
))  # fmt: skip


class Happenings:
    """The events of one document, to be found from what came of them."""

    def __init__(self, events: Sequence[EventRecord]) -> None:
        self._told = sorted(((s.start, s.end, e) for e in events for s in e.mentions), key=lambda t: t[:2])
        self._starts = [t[0] for t in self._told]

    def of(self, mention: Mention) -> EventRecord | None:
        """The event of a figure; None where its sentence tells no violence."""
        sentence = mention.sentence
        near = self._told[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]
        start, end = mention.notes["at"]["cue"]
        for s, e, event in near:
            if s < end and e > start:
                return event
        violent = [t for t in near if t[2].type in VIOLENT]
        return min(violent, key=lambda t: abs(t[0] - mention.start))[2] if violent else None
