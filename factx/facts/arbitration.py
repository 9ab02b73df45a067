"""Where two findings lie over the same words, which of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factx.schema import Mention, Reading, Zone

#: What a longer name of one of these groups swallows: "Kharkiv Regional Administration" names no place, and the
#: number in "overnight on 5 May" counts nothing.
SWALLOWS = {
    "organisations": {"places", "people", "equipment"},
    "people": {"places", "organisations"},
    "equipment": {"places", "people", "organisations"},
    "places": {"people", "organisations"},
    "dates": {"quantities"},
}
#: Which of two names over the very same words stands.
RANK = {"dates": 0, "equipment": 1, "organisations": 2, "places": 3, "people": 4, "quantities": 5}


def settle(reading: Reading) -> Reading:
    """The reading without what stands in a silent zone and without what a stronger finding swallows."""
    heard = [m for m in reading.mentions if not _silent(m, reading.document.silent)]
    lost = {id(loser) for a, b in _overlaps(heard) for loser in _losers(a, b)}
    return replace(reading, mentions=tuple(m for m in heard if id(m) not in lost))


def _silent(mention: Mention, zones: tuple[Zone, ...]) -> bool:
    return any(z.start < mention.end and mention.start < z.end for z in zones)


def _overlaps(mentions: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The pairs of mentions that share characters; `mentions` stand in the order of the text."""
    for i, a in enumerate(mentions):
        for b in mentions[i + 1 :]:
            if b.start >= a.end:
                break
            yield a, b


def _losers(a: Mention, b: Mention) -> Iterator[Mention]:
    if a.group == b.group:
        return
    if (a.start, a.end) == (b.start, b.end):
        weak, strong = (a, b) if RANK[a.group] > RANK[b.group] else (b, a)
    else:
        weak, strong = sorted((a, b), key=lambda m: m.end - m.start)
    if weak.group in SWALLOWS.get(strong.group, ()) and not weak.notes.get("possessive"):
        yield weak
