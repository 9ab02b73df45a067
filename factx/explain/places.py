"""Why a place is the one that it is: the other places of the name, what each weighed, and what made the difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factx.explain.case import Case
from factx.explain.grounds import Source, Step, code, row, table
from factx.facts.places import spot, towns_of
from factx.facts.toponyms import Place
from factx.lexicon.entries import Entry
from factx.lexicon.gazetteer import stores
from factx.lexicon.store import Store
from factx.schema import PlaceRecord
from factx.values.disambiguation import Weighed

#: Candidates that are shown.
MOST = 6
_LITTLE = 0.05  #: a difference of weight that is not told
_RESOLVE = "factx.values.disambiguation:resolve"


def steps(record: PlaceRecord, case: Case) -> Iterator[Step]:
    """The choice of a place, and how its mentions are tied to the spot meant."""
    if record.rule == "position":
        yield Step("place", f"{record.lat}, {record.lon}", ("the point is written out",), (code(_WRITTEN),))
        return
    at = {(m.start, m.end) for m in record.mentions}
    for place, weights in zip(case.places, case.weights, strict=True):
        if any((m.start, m.end) in at for m in place.mentions):
            yield _choice(record, case, place, weights)
    yield from _relations(record)


_WRITTEN = "factx.values.positions:find"


def _choice(record: PlaceRecord, case: Case, place: Place, weights: list[Weighed]) -> Step:
    entry = place.choice.entry
    options = tuple(_option(w, entry) for w in weights[:MOST])
    rest = len(weights) - MOST
    because = [f"“{place.name}” was looked up" + (f" as {place.kind}" if place.kind else "")]
    if entry is None:
        host = spot(place, case.places, towns_of(case.places)).host
        by = (stands(host, case), code("factx.facts.places:spot")) if host else (code("factx.facts.places:spot"),)
        return Step("place", f"no place of its own: {record.reason}", tuple(because), by, options)
    because += _why(weights, entry)
    because += [f"{rest} more of the name weigh less"] if rest > 0 else []
    where = ", ".join(filter(None, [entry.admin1, *entry.countries]))
    decided = f"{entry.name} ({entry.type}{', ' + where if where else ''})"
    return Step("place", decided, tuple(because), (stands(entry, case), code(_RESOLVE)), options)


def _why(weights: list[Weighed], entry: Entry) -> Iterator[str]:
    """What speaks for the chosen one, against the next."""
    mine = next((w for w in weights if w.entry.id == entry.id), None)
    other = next((w for w in weights if w.entry.id != entry.id), None)
    if mine is None:
        return
    if other is None:
        yield "no other place has the name"
        return
    lead = {ground: mine.grounds[ground] - other.grounds[ground] for ground in mine.grounds}
    where = "/".join(other.entry.countries) or "no country"
    yield f"{mine.score - other.score:+.1f} over the next, {other.entry.name} ({other.entry.type}, {where}):"
    yield from (
        f"{weight:+.1f}  {ground}"
        for ground, weight in sorted(lead.items(), key=lambda x: -x[1])
        if abs(weight) >= _LITTLE
    )


def _option(w: Weighed, chosen: Entry | None) -> dict[str, Any]:
    e = w.entry
    return {
        "chosen": chosen is not None and e.id == chosen.id, "name": e.name, "type": e.type,
        "region": e.admin1, "country": "/".join(e.countries) or None, "people": e.population or None,
        "id": e.id, "weight": round(w.score, 2),
        "grounds": {ground: round(weight, 2) for ground, weight in w.grounds.items() if weight},
    }  # fmt: skip


def stands(entry: Entry, case: Case) -> Source:
    """Where a place of the gazetteer stands: a row of our own tables or the user's, else GeoNames' id."""
    ours = case.gazetteer.source(entry.id)
    if ours:
        return row(ours)
    name = f"GeoNames {entry.geonames}, gazetteer {case.gazetteer.hash}"
    text = f"{entry.name} {entry.feature} {entry.lat} {entry.lon} population {entry.population}"
    return Source(name, str(_store(entry).path), None, text)


def _store(entry: Entry) -> Store:
    every = stores()
    return next((s for s in every if s.path.stem == entry.source), every[0])


def _relations(record: PlaceRecord) -> Iterator[Step]:
    for m in record.mentions:
        if m.relation:
            r = m.relation
            told = [r.bearing, f"{r.distance_km} km" if r.distance_km is not None else None, r.other]
            decided = f"“{r.text}”: {r.kind} {' '.join(filter(None, told))}".rstrip()
            yield Step("relation", decided, (), (code("factx.values.relations:relation"),))


def country(case: Case, iso: str) -> Source | None:
    """The row of a country."""
    entry = case.gazetteer.country(iso)
    found = case.gazetteer.source(entry.id) if entry else None
    return table([found])[0] if found else None
