"""The toponyms of a report: its mentions of places gathered by name, with what its words say of where they lie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from factx.lexicon import Lexicon
from factx.lexicon.entries import Entry
from factx.lexicon.gazetteer import Gazetteer, gazetteer
from factx.lexicon.names import fold
from factx.lexicon.placewords import ACCEPTS
from factx.schema import Mention, Reading
from factx.values.containment import links, qualifies
from factx.values.disambiguation import resolve
from factx.values.phrases import split
from factx.values.toponyms import Choice, Toponym, kilometres

_DEMONYM = 0.6  #: what an adjective ("Sudanese") adds to its country, beside a name's 1
_ARTICLE = re.compile(r"\bthe $", re.I)
_AREA = re.compile(
    r"\b(?:across|throughout)(?: (?:the|all(?: of)?|much of|northern|southern|eastern|western))? $", re.I
)
_ABBREVIATED = re.compile(r",\s+([A-Z][A-Za-z.]{1,7})")

_STANDING = 0.5  #: importance of a town that a building may be named by wherever the report is
_CLOSE_KM = 80.0
_UNRESOLVED = Choice(None, 0.0, 0)


@dataclass(slots=True)
class Place:
    """The mentions of one name and kind, and what they turn out to mean."""

    name: str
    kind: str
    hosts: tuple[Entry, ...] = ()  #: of a facility or district without a row, the towns whose name it has
    mentions: list[Mention] = field(default_factory=list)
    choice: Choice = _UNRESOLVED
    within: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    peers: set[int] = field(default_factory=set)
    country: str | None = None


def places(reading: Reading, lexicon: Lexicon) -> list[Place]:
    """The places that a report names, those within the names of other things too, each with its choice."""
    tables = gazetteer(tuple(map(str, lexicon.folders[1:])))
    found, toponyms, said = named(reading, lexicon)
    for place, choice in zip(found, resolve(toponyms, said), strict=True):
        place.choice = choice
    spoken = {c for p in found if p.choice.entry for c in p.choice.entry.countries}
    for place in found:
        base = str(place.mentions[0].notes["base"])
        if place.kind in ("facility", "admin2") and place.choice.entry is None and spoken:
            same = [p.choice.entry for p in found if p.choice.entry and fold(p.name) == fold(base)]
            others = [p.choice.entry for p in found if p.choice.entry]
            named_so = (e for e in tables.lookup(base, spoken) if _plausible(e, others))
            place.hosts = tuple(e for e in (*same, *named_so) if e.type == "settlement")
    return found


def _plausible(host: Entry, others: Sequence[Entry]) -> bool:
    """May a building called as a town stand in it? A town of some standing, or one in the region of another place of
    the report, or not far from one; a village elsewhere in the country only shares the name."""
    if host.importance >= _STANDING:
        return True
    return any(e.id != host.id and e.type != "country" and _close(host, e) for e in others)


def _close(host: Entry, other: Entry) -> bool:
    if other.type == "admin1":
        return host.admin1 == other.name
    return host.lat is not None and other.lat is not None and kilometres(host, other) < _CLOSE_KM


def named(reading: Reading, lexicon: Lexicon) -> tuple[list[Place], list[Toponym], dict[str, float]]:
    """The places before anything is chosen, the toponym of each, and how much the report's adjectives speak for a
    country: what `resolve` is asked."""
    tables = gazetteer(tuple(map(str, lexicon.folders[1:])))
    mentions = reading.of("toponyms")
    found, home = _gathered(mentions)
    _tie(reading, mentions, found, home)
    states = _states(lexicon)
    said: dict[str, float] = defaultdict(float)
    for m in reading.of("demonyms"):
        said[str(m.notes["country"])] += _DEMONYM
    asked = [_toponym(reading, place, tables, states, _aliases(lexicon)) for place in found]
    return found, _respelt(asked, said, tables), said


def _respelt(asked: list[Toponym], said: Mapping[str, float], tables: Gazetteer) -> list[Toponym]:
    """The toponyms, those of no known name with the places that are spelt much like it in the countries in which the
    others lie: "Kamisee" is Kemisē where the report is of Ethiopia."""
    if all(t.candidates for t in asked):
        return asked
    chosen = (choice.entry for choice in resolve(asked, said))
    spoken = {c for e in chosen if e and (e.type == "country" or e.lat is not None) for c in e.countries}
    if not spoken:
        return asked
    return [
        t if t.candidates or t.kind not in ("", "settlement") else replace(t, candidates=tables.lookup(t.name, spoken))
        for t in asked
    ]


def _gathered(mentions: Sequence[Mention]) -> tuple[list[Place], list[int]]:
    """The mentions by name and kind, and for each mention the index of its place."""
    index: dict[tuple[str, str], int] = {}
    found: list[Place] = []
    home = []
    for m in mentions:
        name, kind = str(m.notes["name"]), str(m.notes["kind"])
        key = (fold(name), "" if kind == "settlement" else kind)
        if key not in index:
            index[key] = len(found)
            found.append(Place(name, kind))
        place = found[index[key]]
        place.kind = place.kind or kind
        place.mentions.append(m)
        home.append(index[key])
    return found, home


def _tie(reading: Reading, mentions: Sequence[Mention], found: list[Place], home: list[int]) -> None:
    """Note on each place which others are said to contain it, to be near it, or to stand in one list with it."""
    text = reading.document.text
    for link in links(text, [(m.start, m.end) for m in mentions]):
        inner, outer = home[link.inner], home[link.outer]
        if inner != outer:
            getattr(found[inner], link.tie).add(outer)
            if link.tie == "peers":
                found[outer].peers.add(inner)
    demonyms = reading.of("demonyms")
    i = 0
    for m, place in zip(mentions, home, strict=True):
        while i < len(demonyms) and demonyms[i].end <= m.start:
            i += 1
        if i and qualifies(text, demonyms[i - 1].end, m.start):
            found[place].country = str(demonyms[i - 1].notes["country"])


def _toponym(
    reading: Reading, place: Place, tables: Gazetteer, states: dict[str, str], aliases: Mapping[str, str]
) -> Toponym:
    document = reading.document
    first = place.mentions[0]
    if place.kind:
        candidates = tables.find(" ".join(document.cased[first.start : first.end].split()))
        fitting = tuple(e for e in candidates if e.type in ACCEPTS.get(place.kind, ()))
        candidates = fitting or candidates
    else:
        candidates = tables.lookup(place.name)
    before = [document.text[max(0, m.start - 30) : m.start] for m in place.mentions]
    return Toponym(
        name=place.name,
        kind=place.kind,
        at=tuple(m.start for m in place.mentions),
        candidates=candidates,
        within=frozenset(place.within),
        near=frozenset(place.near),
        beside=frozenset(place.beside),
        peers=frozenset(place.peers),
        inside=_state(document.text, place, tables, states),
        country=place.country,
        article=all(_ARTICLE.search(b) for b in before),
        area=any(_AREA.search(b) for b in before),
        aliased=_aliased(place.name, candidates, aliases),
    )


def _state(text: str, place: Place, tables: Gazetteer, states: dict[str, str]) -> Entry | None:
    """The state or province whose abbreviation follows a mention: "TAMPA, Fla."."""
    for m in place.mentions:
        if after := _ABBREVIATED.match(text[m.end : m.end + 12]):
            for word in (after[1], after[1].rstrip(".")):
                if word in states:
                    return tables.get(states[word])
    return None


@cache
def _aliases(lexicon: Lexicon) -> dict[str, str]:
    """The other names, as the table has them, of our own places by their names."""
    return {row["name"]: row["aliases"] for row in lexicon.table("places") if row["aliases"]}


def _aliased(name: str, candidates: Sequence[Entry], aliases: Mapping[str, str]) -> frozenset[str]:
    """The candidates for which our own tables have the name as another one."""
    ours = [e for e in candidates if e.source != "geonames" and not e.canonical]
    return frozenset(e.id for e in ours if fold(name) in map(fold, split(aliases.get(e.name, ""))))


def _states(lexicon: Lexicon) -> dict[str, str]:
    """The gazetteer's ids of states by their abbreviations."""
    return {
        short: f"gn:{row['geonames']}"
        for row in lexicon.table("states_us")
        for short in (*split(row["abbreviations"]), row["postal"])
    }
