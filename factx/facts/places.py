"""Place records: the mentions of a report gathered into places, each resolved in the light of all the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

from factx.facts import confidence
from factx.lexicon import Lexicon
from factx.lexicon.entries import Entry
from factx.lexicon.gazetteer import Gazetteer, gazetteer
from factx.lexicon.names import fold
from factx.schema import Mention, PlaceMention, PlaceRecord, PlaceType, Reading, record_id
from factx.values.containment import links, qualifies
from factx.values.disambiguation import Choice, Toponym, resolve
from factx.values.phrases import split
from factx.values.relations import relation

_DEMONYM = 0.6  #: what an adjective ("Sudanese") adds to its country, beside a name's 1
#: The best evidence first: a record rests on the best that one of its mentions has.
_STRENGTH = ("country", "model+gazetteer", "gazetteer", "facility", "model", "context", "position")


@dataclass(slots=True)
class _Place:
    """The mentions of one name and kind, before it is known which place they mean."""

    name: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)


def records(reading: Reading, lexicon: Lexicon) -> list[PlaceRecord]:
    """One record a place, in the order of their first mentions; a capital that stands for its government is none."""
    mentions = reading.of("places")
    named = [m for m in mentions if m.label != "POSITION"]
    places = _gathered(named)
    resolver = _Resolver(reading, lexicon, named, places)
    made = [_record(reading, group, choice) for group, choice in resolver.resolved()]
    made += [_position(reading, m) for m in mentions if m.label == "POSITION"]
    return sorted(made, key=lambda r: (r.mentions[0].start, r.id))


def _gathered(mentions: Sequence[Mention]) -> list[_Place]:
    places: dict[tuple[str, str], _Place] = {}
    for m in mentions:
        kind = str(m.notes["kind"])
        group = "" if kind == "settlement" else kind
        key = (fold(str(m.notes["name"])), group)
        place = places.setdefault(key, _Place(str(m.notes["name"]), kind))
        place.kind = place.kind or kind
        place.mentions.append(m)
    return list(places.values())


class _Resolver:
    """The toponyms of one report, with what its words say of them."""

    def __init__(self, reading: Reading, lexicon: Lexicon, mentions: Sequence[Mention], places: list[_Place]) -> None:
        self.reading, self.places = reading, places
        self.gazetteer: Gazetteer = gazetteer(tuple(map(str, lexicon.folders[1:])))
        self.states = _states(lexicon)
        self.text = reading.document.text
        self.place_of = {id(m): i for i, p in enumerate(places) for m in p.mentions}
        self.within: dict[int, set[int]] = defaultdict(set)
        self.near: dict[int, set[int]] = defaultdict(set)
        self.beside: dict[int, set[int]] = defaultdict(set)
        self.country: dict[int, str] = {}
        ordered = sorted(mentions, key=lambda m: (m.start, m.end))
        for link in links(self.text, [(m.start, m.end) for m in ordered]):
            inner, outer = (self.place_of[id(ordered[i])] for i in (link.inner, link.outer))
            if inner != outer:
                told = self.near if link.tie == "near" else self.within if link.strong else self.beside
                told[inner].add(outer)
        self._qualify(ordered)

    def _qualify(self, ordered: Sequence[Mention]) -> None:
        starts = {m.start: m for m in ordered}
        for demonym in self.reading.of("demonyms"):
            for start, m in starts.items():
                if qualifies(self.text, demonym.end, start):
                    self.country[self.place_of[id(m)]] = str(demonym.notes["country"])

    def resolved(self) -> Iterator[tuple[_Place, Choice]]:
        """The places with what they turn out to be; those that turn out to be the same are one."""
        said: dict[str, float] = defaultdict(float)
        for m in self.reading.of("demonyms"):
            said[str(m.notes["country"])] += _DEMONYM
        choices = resolve([self._toponym(i, p) for i, p in enumerate(self.places)], said)
        merged: dict[str, tuple[_Place, Choice]] = {}
        for i, (place, choice) in enumerate(zip(self.places, choices, strict=True)):
            key = choice.entry.id if choice.entry else f"{i}"
            if key in merged:
                merged[key][0].mentions.extend(place.mentions)
            elif any(not m.notes["metonym"] for m in place.mentions):
                merged[key] = (place, choice)
        for place, choice in merged.values():
            place.mentions = [m for m in place.mentions if not m.notes["metonym"]]
            yield place, choice

    def _toponym(self, i: int, place: _Place) -> Toponym:
        first = place.mentions[0]
        phrase = self.reading.document.cased[first.start : first.end] if place.kind else place.name
        found = self.gazetteer.find(" ".join(phrase.split())) if place.kind else self.gazetteer.lookup(place.name)
        return Toponym(
            name=place.name,
            kind=place.kind,
            at=tuple(m.start for m in place.mentions),
            candidates=found,
            within=frozenset(self.within[i]),
            near=frozenset(self.near[i]),
            beside=frozenset(self.beside[i]),
            inside=self._state(place),
            country=self.country.get(i),
            article=all(re.search(r"\bthe $", self.text[max(0, m.start - 4) : m.start], re.I) for m in place.mentions),
        )

    def _state(self, place: _Place) -> Entry | None:
        """The state or province whose abbreviation follows a mention: "TAMPA, Fla."."""
        for m in place.mentions:
            if after := re.match(r",\s+([A-Z][A-Za-z.]{1,7})", self.text[m.end : m.end + 12]):
                for word in (after[1], after[1].rstrip(".")):
                    if word in self.states:
                        return self.gazetteer.get(self.states[word])
        return None


def _states(lexicon: Lexicon) -> dict[str, str]:
    """The gazetteer's ids of states by their abbreviations."""
    return {
        short: f"gn:{row['geonames']}"
        for row in lexicon.table("states_us")
        for short in (*split(row["abbreviations"]), row["postal"])
    }


def _record(reading: Reading, place: _Place, choice: Choice) -> PlaceRecord:
    document, entry = reading.document, choice.entry
    mentions = sorted(place.mentions, key=lambda m: m.start)
    rule = min((str(m.notes["rule"]) for m in mentions), key=_STRENGTH.index)
    type_ = entry.type if entry else place.kind if place.kind in get_args(PlaceType) else "settlement"
    cased = " ".join(document.cased[mentions[0].start : mentions[0].end].split())
    return PlaceRecord(
        id=record_id(document.id, "place", [(m.start, m.end) for m in mentions], type_),
        doc=document.id,
        confidence=confidence.of("place", rule),
        rule=rule,
        mentions=[PlaceMention(m.start, m.end, m.text, relation(document.text, m.start, m.end)) for m in mentions],
        name=entry.name if entry else cased,
        type=cast(PlaceType, type_),
        geonames=entry.geonames if entry else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        country=entry.country if entry else None,
        admin1=entry.admin1 if entry else None,
        candidates=choice.candidates,
        approximate=bool(entry and entry.approximate),
        reason=choice.reason,
    )


def _position(reading: Reading, m: Mention) -> PlaceRecord:
    return PlaceRecord(
        id=record_id(reading.document.id, "place", [(m.start, m.end)], "other"),
        doc=reading.document.id,
        confidence=confidence.of("place", "position"),
        rule="position",
        mentions=[PlaceMention(m.start, m.end, m.text, relation(reading.document.text, m.start, m.end))],
        name=m.text,
        type="other",
        geonames=None,
        lat=m.notes["lat"],
        lon=m.notes["lon"],
        country=None,
        admin1=None,
        candidates=1,
    )
