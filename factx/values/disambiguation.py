"""Which of the places of a name is meant: all toponyms of a report read together, each in the light of the others.

A candidate is weighed by what is said (the country and region that contain it, the kind of place), by the countries
under discussion, by how near it lies to the other places of the report, and last by how widely it is known. The others
count by how sure they are themselves, so the reading starts from the sure ones and settles in a few sweeps.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from factx.lexicon.entries import Entry

_K = TypeVar("_K")
_SWEEPS = 3
_NEIGHBOURS = 14  #: other toponyms that a toponym is weighed against, the nearest in the text
_CANDIDATES = 80
_KNOWN = 6.0  #: weight of importance (0 to 1)
_COUNTRY, _REGION, _NEAR, _BESIDE = 2.5, 1.0, 2.0, 1.5
_INSIDE, _OUTSIDE = 6.0, -4.0
_UNCOUNTED = 0.33  #: importance of a village whose people nobody has counted
_POPULOUS = 0.6
_STATE = 3.0  #: a country is the usual meaning of its name
_ARTICLE, _AREA, _PEER, _SAME = 1.5, 1.5, 1.5, 5.0
_SPELT, _SKELETON, _OWN = 1.2, -0.7, 0.4
_DISTRICT, _SEATED, _REGIONAL = -0.7, -0.5, 1.5
_GREAT = 0.75  #: importance of a great city
_LOCAL_KM, _WIDE_KM = 60.0, 400.0
_LOCAL_CHARACTERS = 400.0
_FOREIGN_KM = 700.0


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
        seated = any(
            t.importance >= _GREAT or (t.admin1_code, t.countries) == (e.admin1_code, e.countries) for t in towns
        )
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


@dataclass(slots=True)
class _State:
    toponyms: Sequence[Toponym]
    said: Mapping[str, float]
    chosen: list[tuple[Entry, float] | None] = field(default_factory=list)
    neighbours: list[list[tuple[int, float]]] = field(default_factory=list)


def resolve(toponyms: Sequence[Toponym], countries: Mapping[str, float]) -> list[Choice]:
    """One choice a toponym. `countries` weighs the ISO codes that the report names otherwise (adjectives)."""
    state = _State(toponyms, countries, [None] * len(toponyms), _neighbours(toponyms))
    scores: list[list[tuple[float, Entry]]] = [[] for _ in toponyms]
    for sweep in range(_SWEEPS):
        chosen = []
        for i, toponym in enumerate(toponyms):
            countries, regions = _support(state, i)
            scores[i] = sorted(
                ((_score(state, i, e, countries, regions, sweep), e) for e in toponym.candidates[:_CANDIDATES]),
                key=lambda s: (-s[0], s[1].id),
            )
            chosen.append(_best(scores[i]))
        state.chosen = chosen
    return [_choice(state, i, scores[i]) for i in range(len(toponyms))]


def _neighbours(toponyms: Sequence[Toponym]) -> list[list[tuple[int, float]]]:
    """For each toponym the nearest others in the text, each with a weight that falls with the characters between."""
    flat = sorted((at, i) for i, t in enumerate(toponyms) for at in t.at)
    best: list[dict[int, float]] = [{} for _ in toponyms]
    reach = 8
    for position, (at, i) in enumerate(flat):
        for other_at, j in flat[max(0, position - reach) : position + reach + 1]:
            if i != j:
                weight = math.exp(-abs(at - other_at) / _LOCAL_CHARACTERS)
                best[i][j] = max(best[i].get(j, 0.0), weight)
    return [sorted(b.items(), key=lambda x: (-x[1], x[0]))[:_NEIGHBOURS] for b in best]


def _support(state: _State, i: int) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """How much each country, and each first-level region, is under discussion but for the toponym `i` itself: from 0
    to 1, the most discussed 1."""
    countries: defaultdict[str, float] = defaultdict(float, state.said)
    regions: defaultdict[tuple[str, str], float] = defaultdict(float)
    for j, (toponym, chosen) in enumerate(zip(state.toponyms, state.chosen, strict=True)):
        if chosen is None or j == i:
            continue
        entry, sure = chosen
        weight = sure * min(3, len(toponym.at)) ** 0.5 * (1.5 if entry.type == "country" else 1.0)
        for country in entry.countries:
            countries[country] += weight / len(entry.countries)
        if region := _region(entry):
            regions[region] += weight
    return _shares(countries), _shares(regions)


def _shares(weights: Mapping[_K, float]) -> dict[_K, float]:
    most = max(weights.values(), default=0.0)
    return {k: math.sqrt(w / most) * min(1.0, w) for k, w in weights.items()} if most > 0 else {}


def _region(entry: Entry) -> tuple[str, str] | None:
    return (entry.countries[0], entry.admin1_code) if entry.countries and entry.admin1_code else None


def _score(
    state: _State, i: int, e: Entry, support: Mapping[str, float], regions: Mapping[tuple[str, str], float], sweep: int
) -> float:
    toponym = state.toponyms[i]
    unsaid = e.type == "settlement" and e.population == 0
    score = _KNOWN * (max(e.importance, _UNCOUNTED) if unsaid else e.importance)
    if e.type == "country" and not e.skeleton:
        score += _STATE if not toponym.rivalled else 0.3 * _STATE
    own = e.canonical or e.type in ("admin1", "admin2") or e.id in toponym.aliased
    score += _SPELT * own + _SKELETON * e.skeleton + _OWN * (e.source != "geonames")
    if not toponym.kind:
        score += toponym.rank(e)
    if toponym.article and e.type in ("water", "region"):
        score += _ARTICLE
    if toponym.area and e.type in ("admin1", "region"):
        score += _AREA
    score += _PEER * _share_of_type(state, toponym, e) + _sameness(state, i, e)
    score += _COUNTRY * max((support.get(c, 0.0) for c in e.countries), default=0.5)
    if region := _region(e):
        score += _REGION * regions.get(region, 0.0)
    if toponym.country:
        score += _INSIDE if toponym.country in e.countries else _OUTSIDE
    score += sum(_containment(e, state.toponyms[w].candidates) for w in toponym.within)
    score += sum(max(0.0, _containment(e, state.toponyms[w].candidates)) for w in toponym.beside)
    if toponym.inside:
        score += _containment(e, (toponym.inside,))
    score += sum(_closeness(e, chosen[0], _LOCAL_KM) * 4.0 for n in toponym.near if (chosen := state.chosen[n]))
    return score + (_proximity(state, i, e) if sweep else 0.0)


def _share_of_type(state: _State, toponym: Toponym, e: Entry) -> float:
    """The share of the others in its list that are of the candidate's kind: "New York, New Jersey and Ohio"."""
    types = [chosen[0].type for j in toponym.peers if (chosen := state.chosen[j])]
    return sum(t == e.type for t in types) / len(types) if types else 0.0


def _sameness(state: _State, i: int, e: Entry) -> float:
    """What a short form of our tables' gains where the report has the long one as well: "Gaza", "Gaza Strip"."""
    if e.id not in state.toponyms[i].aliased:
        return 0.0
    return _SAME if any(c is not None and c[0].id == e.id for j, c in enumerate(state.chosen) if j != i) else 0.0


def _containment(e: Entry, outer: Sequence[Entry]) -> float:
    """What a candidate gains by lying in what is said to contain it, whichever candidate of that would do."""
    gains = [_INSIDE * (0.4 + 0.6 * place.importance) for place in outer if place.id != e.id and _contains(place, e)]
    return max(gains, default=_OUTSIDE)


def _contains(outer: Entry, e: Entry) -> bool:
    if outer.countries and e.countries and set(outer.countries).isdisjoint(e.countries):
        return False
    if outer.type == "country":
        return bool(outer.countries)
    if outer.type == "admin1" and outer.admin1_code and e.admin1_code:
        return outer.admin1_code == e.admin1_code
    return _closeness(e, outer, 150.0) > 0.3


def _proximity(state: _State, i: int, e: Entry) -> float:
    near = wide = 0.0
    for j, weight in state.neighbours[i]:
        chosen = state.chosen[j]
        if chosen is None or chosen[0].type == "country":
            continue
        entry, sure = chosen
        near += sure * weight * _closeness(e, entry, _LOCAL_KM)
        wide += sure * max(weight, 0.2) * _closeness(e, entry, _WIDE_KM)
    sharp = 1.0 if e.type in ("settlement", "facility") else 0.5
    return sharp * (_NEAR * (1 - math.exp(-near)) + _BESIDE * (1 - math.exp(-wide)))


def _closeness(a: Entry, b: Entry, scale: float) -> float:
    """1 for the same point, falling with the distance; regions and waters are blurred."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or a.id == b.id:
        return 0.0
    east = (a.lon - b.lon + 180.0) % 360.0 - 180.0
    km = 111.2 * math.hypot(a.lat - b.lat, east * math.cos(math.radians((a.lat + b.lat) / 2)))
    if b.type in ("admin1", "region", "water"):
        km, scale = max(0.0, km - 80.0), max(scale, 150.0)
    return math.exp(-km / scale)


def _best(scored: Sequence[tuple[float, Entry]]) -> tuple[Entry, float] | None:
    """The first with how sure it is: its share among the candidates, and less where little speaks for it at all."""
    if not scored:
        return None
    top = scored[0][0]
    share = 1.0 / sum(math.exp(min(0.0, s - top)) for s, _ in scored)
    return scored[0][1], share / (1.0 + math.exp(3.0 - top))


def _choice(state: _State, i: int, scored: Sequence[tuple[float, Entry]]) -> Choice:
    best = _best(scored)
    if best is None:
        return Choice(None, 0.0, 0, "not in the gazetteer")
    entry, sure = best
    if _foreign(state, i, entry):
        return Choice(
            None,
            sure,
            len(scored),
            f"known only far from the other places of the report, in {'/'.join(entry.countries)}",
        )
    return Choice(entry, sure, len(scored))


def _foreign(state: _State, i: int, entry: Entry) -> bool:
    """Is this an obscure namesake, in a country that the report doesn't speak of and far from all its other places?"""
    famous = 0.62 if entry.canonical else 0.72
    if (
        entry.type not in ("settlement", "admin2")
        or entry.importance >= famous
        or state.toponyms[i].within
        or not entry.countries
    ):
        return False
    others = [c[0] for j, c in enumerate(state.chosen) if c is not None and j != i and c[1] > 0.3]
    countries = {c for e in others for c in e.countries} | {c for c, w in state.said.items() if w > 0}
    if len(others) < 3 or not countries.isdisjoint(entry.countries):
        return False
    return all(_closeness(entry, e, _FOREIGN_KM) < math.exp(-1.0) for e in others if e.type != "country")
