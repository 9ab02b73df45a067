"""Place records: the places of a report, each once with all its mentions, resolved in the light of all the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from factx.facts import confidence
from factx.facts.toponyms import Place, places
from factx.lexicon import Lexicon
from factx.lexicon.entries import Entry
from factx.schema import Document, Mention, PlaceMention, PlaceRecord, PlaceType, Reading, record_id
from factx.values.relations import relation

#: The best evidence first: a record rests on the best that one of its mentions has.
_STRENGTH = ("country", "model+gazetteer", "gazetteer", "facility", "model", "context", "position")
_POINTS = frozenset({"settlement", "facility"})  #: what is small enough to lend its point to what lies in it
_REACH = 600  #: characters back to the settlement under discussion


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place is put: the gazetteer's entry, or a host whose point it borrows, or nowhere with a reason."""

    entry: Entry | None
    host: Entry | None = None
    country: str | None = None
    reason: str | None = None


def records(reading: Reading, lexicon: Lexicon) -> list[PlaceRecord]:
    """One record a place, in the order of their first mentions; a capital that stands for its government is none."""
    alive = {(m.start, m.end) for m in reading.of("places")}
    found = places(reading, lexicon)
    towns = towns_of(found)
    groups: dict[str, list[Place]] = {}
    for i, place in enumerate(found):
        entry = place.choice.entry
        groups.setdefault(entry.id if entry else f"?{i}", []).append(place)
    made = [_position(reading, m) for m in reading.of("places") if m.label == "POSITION"]
    for group in groups.values():
        mentions = sorted((m for p in group for m in p.mentions), key=lambda m: m.start)
        mentions = [m for m in mentions if (m.start, m.end) in alive and not m.notes["metonym"]]
        if mentions:
            made.append(_record(reading, group[0], mentions, spot(group[0], found, towns)))
    return sorted(made, key=lambda r: (r.mentions[0].start, r.id))


def spot(place: Place, found: Sequence[Place], towns: Sequence[tuple[int, Entry]]) -> Spot:
    """Where a place is put in the light of the others: by its own choice, at a host, or nowhere."""
    entry = place.choice.entry
    if entry is not None:
        return Spot(entry)
    outer = [e for i in sorted(place.within | place.near) if (e := found[i].choice.entry)]
    hosts = [e for e in outer if e.type in _POINTS and e.lat is not None]
    hosts = hosts or list(place.hosts)
    if not hosts and place.kind == "facility":
        hosts = list(_discussed(place, towns))
    if hosts:
        return Spot(None, hosts[0], hosts[0].country, f"{place.choice.reason}; put at {hosts[0].name}")
    said = [e.country for e in outer] or [e.country for i in sorted(place.peers) if (e := found[i].choice.entry)]
    return Spot(None, None, place.country or (said[0] if len(set(said)) == 1 else None), place.choice.reason)


def towns_of(found: Sequence[Place]) -> list[tuple[int, Entry]]:
    """Where in the text each settlement with a point is named, in order."""
    return sorted(
        ((m.start, e) for p in found if (e := p.choice.entry) and e.type == "settlement" for m in p.mentions),
        key=lambda s: s[0],
    )


def _discussed(place: Place, towns: Sequence[tuple[int, Entry]]) -> Iterator[Entry]:
    """The settlement that the text was speaking of when it came to the place."""
    start = place.mentions[0].start
    i = bisect_right(towns, start + len(place.name), key=lambda s: s[0]) - 1
    if i >= 0 and towns[i][0] >= start - _REACH:
        yield towns[i][1]


def _record(reading: Reading, place: Place, mentions: Sequence[Mention], spot: Spot) -> PlaceRecord:
    document, entry = reading.document, spot.entry
    point = entry or spot.host
    type_ = entry.type if entry else place.kind if place.kind in get_args(PlaceType) else "settlement"
    cased = " ".join(document.cased[mentions[0].start : mentions[0].end].split())
    rule = min((str(m.notes["rule"]) for m in mentions), key=_STRENGTH.index)
    return PlaceRecord(
        id=record_id(document.id, "place", [(m.start, m.end) for m in mentions], type_),
        doc=document.id,
        confidence=confidence.of("place", rule),
        rule=rule,
        mentions=list(_said(document, mentions)),
        name=entry.name if entry else cased,
        type=cast(PlaceType, type_),
        geonames=entry.geonames if entry else None,
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        country=entry.country if entry else spot.country,
        admin1=point.admin1 if point else None,
        candidates=place.choice.candidates,
        approximate=bool(spot.host or (entry and entry.approximate)),
        reason=spot.reason,
    )


def _said(document: Document, mentions: Iterable[Mention]) -> Iterator[PlaceMention]:
    for m in mentions:
        yield PlaceMention(m.start, m.end, m.text, relation(document.text, m.start, m.end))


def _position(reading: Reading, m: Mention) -> PlaceRecord:
    document = reading.document
    return PlaceRecord(
        id=record_id(document.id, "place", [(m.start, m.end)], "other"),
        doc=document.id,
        confidence=confidence.of("place", "position"),
        rule="position",
        mentions=list(_said(document, [m])),
        name=m.text,
        type="other",
        geonames=None,
        lat=m.notes["lat"],
        lon=m.notes["lon"],
        country=None,
        admin1=None,
        candidates=1,
    )
