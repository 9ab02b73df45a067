"""A name of a report that may mean several places, and what a choice between them looks at."""

from __future__ import annotations

import math
from dataclasses import dataclass

from factx.lexicon.entries import Entry

_DISTRICT, _SEATED, _REGIONAL = -0.7, -0.5, 1.5
_GREAT = 0.75  #: importance of a great city
_POPULOUS = 0.6  #: importance of a populous region
_BLUR_KM = 80.0  #: about how far the edge of a region or a water is from its point


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a report with its candidates.

    `at` are the offsets of its mentions; `kind` the type that the text tells ("" for none); `within` and `near` the
    indices of the toponyms that it is said to lie in, or close to; `beside` those that follow it after a mere comma,
    `peers` those in one list with it; `inside` an entry that contains it ("Fla."); `country` an ISO code said of it
    ("the Sudanese town of"); `article` tells that it is written with "the", `area` that it is spoken of as one
    ("across Sagaing"); `aliased` has the ids that the name stands for in our own tables without being their name.
    """

    name: str
    kind: str
    at: tuple[int, ...]
    candidates: tuple[Entry, ...]
    within: frozenset[int] = frozenset()
    near: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()
    peers: frozenset[int] = frozenset()
    inside: Entry | None = None
    country: str | None = None
    article: bool = False
    area: bool = False
    aliased: frozenset[str] = frozenset()

    def rank(self, e: Entry) -> float:
        """What a candidate's level is worth for a bare name. Kharkiv is rather the city than the region around it, but
        California is the state: no town in it is so called, and elsewhere no great one."""
        if e.type == "admin2":
            return _DISTRICT
        if e.type != "admin1":
            return 0.0
        towns = [t for t in self.candidates if t.type == "settlement"]
        seated = any(t.importance >= _GREAT or region(t) == region(e) for t in towns)
        return _SEATED if seated or e.importance < _POPULOUS else _REGIONAL

    @property
    def rivalled(self) -> bool:
        """Is a populous region called as a country is: Georgia?"""
        return any(e.type == "admin1" and e.importance >= _POPULOUS and e.canonical for e in self.candidates)


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate that is meant, or None with the reason; `sure` from 0 to 1; how many `candidates` there were."""

    entry: Entry | None
    sure: float
    candidates: int
    reason: str | None = None


def region(entry: Entry) -> tuple[str, str] | None:
    """The first-level region of a place: its country and GeoNames' code."""
    return (entry.countries[0], entry.admin1_code) if entry.countries and entry.admin1_code else None


def kilometres(a: Entry, b: Entry) -> float:
    """How far a place is from another: from its edge, if that is a region or a water; infinite where a point lacks."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    east = (a.lon - b.lon + 180.0) % 360.0 - 180.0
    km = 111.2 * math.hypot(a.lat - b.lat, east * math.cos(math.radians((a.lat + b.lat) / 2)))
    return max(0.0, km - _BLUR_KM) if b.type in ("admin1", "region", "water") else km


def contains(outer: Entry, e: Entry) -> bool:
    """May a place lie in another? Of a region by its code, of a smaller place by the distance."""
    if outer.countries and e.countries and set(outer.countries).isdisjoint(e.countries):
        return False
    if outer.type == "country":
        return bool(outer.countries)
    if outer.type == "admin1" and outer.admin1_code and e.admin1_code:
        return outer.admin1_code == e.admin1_code
    return kilometres(e, outer) < 180.0
