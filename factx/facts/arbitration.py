"""Where two findings lie over the same words, which of them stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from factx.schema import Mention, Reading

#: What a longer name of one of these groups swallows: "Kharkiv Regional Administration" names no place, and the
#: number in "overnight on 5 May" counts nothing.
SWALLOWS = {
    "organisations": {"places", "people", "equipment"},
    "people": {"places", "organisations"},
    "equipment": {"places", "people", "organisations"},
    "places": {"people", "organisations"},
    "dates": {"quantities"},
}
#: Bodies that are named by where they are: the place stands beside them ("the U.S. embassy in Beirut").
MISSIONS = frozenset(("embassy", "consulate"))
#: (The finding that would stand, the one that would fall): the rules of either with which it is the other way round.
#: A title makes a person of what only its context makes a place ("General Ponce"); the gazetteer a place of what only
#: looks like a body ("West Bank").
BEATEN = {
    ("places", "people"): (frozenset(("context",)), frozenset(("title", "role"))),
    ("organisations", "places"): (
        frozenset(("model", "beside", "name", "head")),
        frozenset(("gazetteer", "model+gazetteer", "country")),
    ),
}
#: Which of two names over the very same words stands.
RANK = ("dates", "equipment", "organisations", "places", "people", "quantities")


def settle(reading: Reading) -> Reading:
    """The reading without what stands in a silent zone and without what a stronger finding swallows."""
    silent = sorted((z.start, z.end) for z in reading.document.silent)
    heard = [m for m in reading.mentions if not _in(silent, m)]
    lost = {id(loser) for a, b in _overlaps(heard) for loser in _losers(a, b)}
    return replace(reading, mentions=tuple(m for m in heard if id(m) not in lost))


def _in(zones: list[tuple[int, int]], mention: Mention) -> bool:
    """Does the mention touch one of the zones? They are sorted and do not overlap."""
    before = bisect_left(zones, (mention.end,))
    return before > 0 and zones[before - 1][1] > mention.start


def _overlaps(mentions: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The pairs of mentions that share characters; `mentions` stand in the order of the text."""
    for i, a in enumerate(mentions):
        j = i + 1
        while j < len(mentions) and mentions[j].start < a.end:
            yield a, mentions[j]
            j += 1


def _losers(a: Mention, b: Mention) -> Iterator[Mention]:
    if a.group == b.group or not {a.group, b.group} <= set(RANK):
        return
    same = (a.start, a.end) == (b.start, b.end)
    if same:
        weak, strong = (a, b) if RANK.index(a.group) > RANK.index(b.group) else (b, a)
    else:
        weak, strong = sorted((a, b), key=lambda m: m.end - m.start)
    if (strong.group, weak.group) in BEATEN and (same or weak.group == "people"):
        beaten, beats = BEATEN[strong.group, weak.group]
        if strong.notes["rule"] in beaten and weak.notes["rule"] in beats:
            weak, strong = strong, weak
    kept = weak.notes.get("possessive") or (weak.group == "places" and strong.notes.get("head") in MISSIONS)
    if weak.group in SWALLOWS.get(strong.group, ()) and not kept:
        yield weak
