"""Which of the places of a name is meant: all toponyms of a report read together, each in the light of the others.

A candidate is weighed by what is said (the country and region that contain it, the kind of place), by the countries
under discussion, by how near it lies to the other places of the report, and last by how widely it is known. The others
count by how sure they are themselves, so the reading starts from the sure ones and settles in a few sweeps.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from factx.lexicon.entries import Entry
from factx.values.toponyms import Choice, Toponym, contains, kilometres, region

_K = TypeVar("_K", bound=Hashable)
_SWEEPS = 3
_NEIGHBOURS = 14  #: other toponyms that a toponym is weighed against, the nearest in the text
_BEFORE_AND_AFTER = 8  #: mentions that are looked at for them
_CANDIDATES = 80
_KNOWN = 6.0  #: weight of importance (0 to 1)
_UNCOUNTED = 0.33  #: importance of a village whose people nobody has counted
_STATE, _RIVALLED = 3.0, 0.9  #: a country is the usual meaning of its name
_SPELT, _SKELETON, _OWN = 1.2, -0.7, 0.4
_COUNTRY, _REGION, _NEAR, _BESIDE = 2.5, 1.0, 2.0, 1.5
_ARTICLE, _AREA, _PEER, _SAME = 1.5, 1.5, 1.5, 5.0
_INSIDE, _OUTSIDE, _CLOSE_BY = 6.0, -4.0, 4.0
_LOCAL_KM, _WIDE_KM = 60.0, 400.0
_LOCAL_CHARACTERS = 400.0
_FOREIGN_KM = 700.0
_APART_KM = 150.0
_LITTLE, _FAMOUS, _FAMED = 3.0, 0.62, 0.72


def resolve(toponyms: Sequence[Toponym], countries: Mapping[str, float]) -> list[Choice]:
    """One choice a toponym. `countries` weighs the ISO codes that the report names otherwise (adjectives)."""
    reading = _Reading(toponyms, countries)
    for sweep in range(_SWEEPS):
        reading.settle(first=sweep == 0)
    return [reading.choice(i) for i in range(len(toponyms))]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what it weighed at last, and of what that is made: weight by ground."""

    entry: Entry
    score: float
    grounds: dict[str, float]


def weighed(toponyms: Sequence[Toponym], countries: Mapping[str, float]) -> list[list[Weighed]]:
    """The candidates of each toponym as `resolve` weighs them in its last sweep, the heaviest first."""
    reading = _Reading(toponyms, countries)
    for sweep in range(_SWEEPS - 1):
        reading.settle(first=sweep == 0)
    return [
        sorted((_weighed(reading, i, e) for e in t.candidates[:_CANDIDATES]), key=lambda w: (-w.score, w.entry.id))
        for i, t in enumerate(toponyms)
    ]


def _weighed(reading: _Reading, i: int, e: Entry) -> Weighed:
    return Weighed(e, reading.score(i, e, first=False), reading.grounds(i, e))


class _Reading:
    """The toponyms of a report with what each is taken for at present: an entry, and how sure that is (0 to 1)."""

    def __init__(self, toponyms: Sequence[Toponym], said: Mapping[str, float]) -> None:
        self.toponyms, self.said = toponyms, said
        self.taken: list[tuple[Entry, float] | None] = [None] * len(toponyms)
        self.neighbours = _neighbours(toponyms)
        self._count()

    def settle(self, first: bool) -> None:
        """Take every toponym for its best candidate in the light of what the others were taken for."""
        self.taken = [self._best(i, first) for i in range(len(self.toponyms))]
        self._count()

    def _count(self) -> None:
        """Add up how much each country and each region is under discussion, and how often each place is meant."""
        self.countries: Counter[str] = Counter()
        self.countries.update(self.said)
        self.regions: Counter[tuple[str, str]] = Counter()
        self.meant = Counter(t[0].id for t in self.taken if t)
        self.sure = Counter(c for t in self.taken if t and t[1] > 0.3 for c in t[0].countries)
        for i in range(len(self.toponyms)):
            countries, regions = self._own(i)
            self.countries.update(countries)
            self.regions.update(regions)
        self.most_countries, self.most_regions = self.countries.most_common(3), self.regions.most_common(3)

    def _own(self, i: int) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
        """What the toponym itself adds to the countries and regions under discussion."""
        taken = self.taken[i]
        if taken is None:
            return {}, {}
        entry, sure = taken
        weight = sure * min(3, len(self.toponyms[i].at)) ** 0.5 * (1.5 if entry.type == "country" else 1.0)
        where = region(entry)
        return {c: weight / len(entry.countries) for c in entry.countries}, {where: weight} if where else {}

    def _best(self, i: int, first: bool) -> tuple[Entry, float] | None:
        """The best candidate, and how sure it is: by its lead over the others, and less where little speaks for it."""
        scored = [(self.score(i, e, first), e) for e in self.toponyms[i].candidates[:_CANDIDATES]]
        if not scored:
            return None
        top, entry = min(scored, key=lambda s: (-s[0], s[1].id))
        share = 1.0 / sum(math.exp(min(0.0, s - top)) for s, _ in scored)
        return entry, share / (1.0 + math.exp(_LITTLE - top))

    def score(self, i: int, e: Entry, first: bool) -> float:
        """What speaks for a candidate in all; the distances only once the others have been taken for something."""
        t = self.toponyms[i]
        score = _usual(t, e) + self._discussed(i, e) + self._said(t, e)
        score += _PEER * self._alike(t, e)
        if e.id in t.aliased and self.meant[e.id] > (self._means(i) == e.id):
            score += _SAME  # "Gaza" where the report has "Gaza Strip"
        return score if first else score + self._proximity(i, e)

    def grounds(self, i: int, e: Entry) -> dict[str, float]:
        """What `score` adds up, by what it comes of."""
        t = self.toponyms[i]
        again = e.id in t.aliased and self.meant[e.id] > (self._means(i) == e.id)
        return {
            "how widely it is known, and under this name": _usual(t, e),
            "its country and region are under discussion": self._discussed(i, e),
            "the words say where it lies": self._said(t, e),
            "it is of the kind of those listed with it": _PEER * self._alike(t, e),
            "the report has it under its own name": _SAME * again,
            "it lies near the report's other places": self._proximity(i, e),
        }

    def _means(self, i: int) -> str | None:
        taken = self.taken[i]
        return taken[0].id if taken else None

    def _discussed(self, i: int, e: Entry) -> float:
        """What a candidate gains by lying where the other toponyms lie."""
        countries, regions = self._own(i)
        shares = [_share(self.countries, self.most_countries, countries, c) for c in e.countries]
        score = _COUNTRY * max(shares, default=0.5)
        if where := region(e):
            score += _REGION * _share(self.regions, self.most_regions, regions, where)
        return score

    def _said(self, t: Toponym, e: Entry) -> float:
        """What a candidate gains, or loses, by what the report says of where it lies."""
        score = 0.0
        if t.country:
            score += _INSIDE if t.country in e.countries else _OUTSIDE
        if t.inside:
            score += _containment(e, (t.inside,))
        score += sum(_containment(e, self.toponyms[w].candidates) for w in t.within)
        score += sum(max(0.0, _containment(e, self.toponyms[w].candidates)) for w in t.beside)
        near = [kilometres(e, taken[0]) for n in t.near if (taken := self.taken[n])]
        return score + sum(_CLOSE_BY * math.exp(-km / _LOCAL_KM) for km in near)

    def _alike(self, t: Toponym, e: Entry) -> float:
        """The share of the others in its list that are of the candidate's kind: "New York, New Jersey and Ohio"."""
        types = [taken[0].type for j in t.peers if (taken := self.taken[j])]
        return sum(type_ == e.type for type_ in types) / len(types) if types else 0.0

    def _proximity(self, i: int, e: Entry) -> float:
        near = wide = 0.0
        for j, weight in self.neighbours[i]:
            taken = self.taken[j]
            if taken is None or taken[0].type == "country" or taken[0].id == e.id:
                continue
            km = kilometres(e, taken[0])
            near += taken[1] * weight * math.exp(-km / _LOCAL_KM)
            wide += taken[1] * max(weight, 0.2) * math.exp(-km / _WIDE_KM)
        sharp = 1.0 if e.type in ("settlement", "facility") else 0.5
        return sharp * (_NEAR * (1 - math.exp(-near)) + _BESIDE * (1 - math.exp(-wide)))

    def choice(self, i: int) -> Choice:
        """What the toponym is taken for in the end."""
        taken, candidates = self.taken[i], len(self.toponyms[i].candidates)
        if taken is None:
            return Choice(None, 0.0, candidates, "not in the gazetteer")
        entry, sure = taken
        if self._foreign(i, entry):
            where = "/".join(entry.countries)
            return Choice(None, sure, candidates, f"known only far from the other places of the report, in {where}")
        if (far := self._apart(i, entry)) is not None:
            return Choice(None, sure, candidates, f"known only far from {far.name}, near which it is said to lie")
        return Choice(entry, sure, candidates)

    def _apart(self, i: int, entry: Entry) -> Entry | None:
        """The place near which the toponym is said to lie, where an obscure namesake lies far from all such."""
        if entry.type != "settlement" or entry.importance >= _FAMOUS:
            return None
        near = [t[0] for n in sorted(self.toponyms[i].near) if (t := self.taken[n]) and t[0].type == "settlement"]
        return near[0] if near and all(kilometres(entry, e) > _APART_KM for e in near) else None

    def _foreign(self, i: int, entry: Entry) -> bool:
        """Is this an obscure namesake, in a country that the report doesn't speak of, far from all its other places?"""
        if entry.type not in ("settlement", "admin2") or self.toponyms[i].within or not entry.countries:
            return False
        if entry.importance >= (_FAMOUS if entry.canonical else _FAMED) or self.sure.total() < 4:
            return False
        own = Counter(entry.countries)
        if any(self.sure[c] > own[c] or self.said.get(c) for c in entry.countries):
            return False
        others = (t[0] for j, t in enumerate(self.taken) if t and j != i and t[1] > 0.3 and t[0].type != "country")
        return all(kilometres(entry, e) > _FOREIGN_KM for e in others)


def _neighbours(toponyms: Sequence[Toponym]) -> list[list[tuple[int, float]]]:
    """For each toponym the nearest others in the text, each with a weight that falls with the characters between."""
    flat = sorted((at, i) for i, t in enumerate(toponyms) for at in t.at)
    best: list[dict[int, float]] = [{} for _ in toponyms]
    for position, (at, i) in enumerate(flat):
        around = flat[max(0, position - _BEFORE_AND_AFTER) : position + _BEFORE_AND_AFTER + 1]
        for other_at, j in around:
            if i != j:
                weight = math.exp(-abs(at - other_at) / _LOCAL_CHARACTERS)
                best[i][j] = max(best[i].get(j, 0.0), weight)
    return [sorted(b.items(), key=lambda x: (-x[1], x[0]))[:_NEIGHBOURS] for b in best]


def _share(totals: Mapping[_K, float], most: Sequence[tuple[_K, float]], own: Mapping[_K, float], key: _K) -> float:
    """How much a country, or a region, is under discussion but for the toponym itself: 0 to 1, the most discussed 1."""
    weight = totals.get(key, 0.0) - own.get(key, 0.0)
    top = max((w - own.get(k, 0.0) for k, w in most), default=0.0)
    return math.sqrt(weight / max(top, weight)) * min(1.0, weight) if weight > 1e-9 else 0.0


def _usual(t: Toponym, e: Entry) -> float:
    """What a candidate is worth whatever the rest of the report says."""
    unsaid = e.type == "settlement" and e.population == 0
    score = _KNOWN * (max(e.importance, _UNCOUNTED) if unsaid else e.importance)
    if e.source == "countries" and not e.skeleton:
        score += _RIVALLED if t.rivalled else _STATE
    own = e.canonical or e.type in ("admin1", "admin2") or e.id in t.aliased
    score += _SPELT * own + _SKELETON * e.skeleton + _OWN * (e.source != "geonames")
    score += 0.0 if t.kind else t.rank(e)
    score += _ARTICLE * (t.article and e.type in ("water", "region"))
    return score + _AREA * (t.area and e.type in ("admin1", "region"))


def _containment(e: Entry, outer: Sequence[Entry]) -> float:
    """What a candidate gains by lying in what is said to contain it, whichever candidate of that would do."""
    gains = [_INSIDE * (0.4 + 0.6 * place.importance) for place in outer if place.id != e.id and contains(place, e)]
    return max(gains, default=_OUTSIDE)
