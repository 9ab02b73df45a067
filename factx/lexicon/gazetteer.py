"""Look a place up by any of its names: the compiled GeoNames cities and regions, the tables of countries and of places
of our own, the GeoNames dumps that the user has added and the tables in the user's folders, as one gazetteer."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from factx.lexicon import lexicon, models
from factx.lexicon.entries import Entry, completed, from_row
from factx.lexicon.names import fold, skeletons
from factx.lexicon.own import OwnPlaces
from factx.lexicon.placewords import ACCEPTS, PlaceWords
from factx.lexicon.store import Row, Store

BUILT_IN = "geonames"
_EARTH_KM = 6371.0
_SEEN = 20_000
_OTHER_NAME = 0.05
_VILLAGE = 20_000  #: people; no capital that reports name has fewer


def user_folder() -> Path:
    """Where the user's compiled gazetteers are kept: $FACTX_DATA/gazetteer, or the user's data folder of the system."""
    from platformdirs import user_data_path

    data = os.environ.get("FACTX_DATA")
    return (Path(data) if data else user_data_path("factx")) / "gazetteer"


def stores() -> list[Store]:
    """The compiled gazetteers: the built-in one, then the user's by name."""
    built_in = Store(models() / "gazetteer" / f"{BUILT_IN}.sqlite")
    return [built_in, *map(Store, sorted(user_folder().glob("*.sqlite")))]


@cache
def gazetteer(folders: tuple[str, ...] = ()) -> Gazetteer:
    """The gazetteer with the tables of the user's folders; made once a process, opened at the first question."""
    return Gazetteer(folders)


class Gazetteer:
    """Places by name, by region, by point. Every answer is the best known place first.

    Raises LexiconError, at the first question, where the compiled file is missing or of another version.
    """

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        self._lexicon = lexicon(folders)
        self._stores = stores()
        self._built_in = self._stores[0]
        self._words = PlaceWords(self._lexicon)
        self._own = OwnPlaces(self._lexicon)
        self._named = lru_cache(_SEEN)(self._find_named)
        self._shaped = lru_cache(_SEEN)(self._find_shaped)
        self._region = lru_cache(_SEEN)(self._find_region)
        self._ours = lru_cache(_SEEN)(self._find_ours)

    @property
    def hash(self) -> str:
        """The first 16 digits of a SHA-256 over all that the gazetteer holds: two of one hash give the same answers."""
        sha = hashlib.sha256()
        for store in self._stores:
            sha.update(store.meta["hash"].encode())
        for name in ("countries", "places"):
            for row in self._lexicon.table(name):
                sha.update(repr(sorted(row.items())).encode())
        return sha.hexdigest()[:16]

    def lookup(self, name: str, countries: Iterable[str] = ()) -> tuple[Entry, ...]:
        """The places of this name, or, where there is none, those with a name of the same skeleton (`Entry.skeleton`).

        With `countries` (ISO codes) only what lies in one of them, or in none (a sea), so that the skeletons of the
        countries under discussion answer although somewhere else a place is so spelled. Without, of words that are no
        names of places about one in a hundred has the skeleton of one: ask so only where a place is certain.
        """
        wanted = frozenset(countries)
        return self.exact(name, wanted) or self._shaped(fold(name), wanted)

    def exact(self, name: str, countries: Iterable[str] = ()) -> tuple[Entry, ...]:
        """The places of this name, however it is cased, accented or hyphenated; skeletons are not tried."""
        return _inside(self._named(fold(name)), frozenset(countries))

    def find(self, phrase: str, countries: Iterable[str] = ()) -> tuple[Entry, ...]:
        """The places meant by a phrase that may tell the kind: "Kursk region", "Lake Chad", "the village of Nir Am".

        Only places of that kind answer; a phrase without such a word is looked up as it is.
        """
        wanted = frozenset(countries)
        whole = self.exact(phrase, wanted)
        bare = self._words.bare(phrase)
        if bare is None:
            return whole or self._shaped(fold(phrase), wanted)
        if not bare.type:
            return whole or self.lookup(bare.name, wanted)
        for named in (whole, self.exact(bare.name, wanted), self._shaped(fold(bare.name), wanted)):
            for type_ in ACCEPTS[bare.type]:
                if found := tuple(e for e in named if e.type == type_):
                    return found
        return whole

    def near(self, lat: float, lon: float, km: float, limit: int = 20) -> list[tuple[float, Entry]]:
        """The compiled places within `km` of the point, each with its distance in km, the nearest first."""
        high = math.degrees(km / _EARTH_KM)
        wide = min(180.0, high / max(math.cos(math.radians(lat)), 0.01))
        found: dict[int, tuple[float, Store, Row]] = {}
        for store in self._stores:
            for row in store.within(lat - high, lat + high, lon - wide, lon + wide):
                assert row.lat is not None and row.lon is not None  # it lies in the box
                away = distance(lat, lon, row.lat, row.lon)
                if away <= km:
                    found.setdefault(row.id, (away, store, row))
        nearest = sorted(found.values(), key=lambda f: (f[0], f[2].id))[:limit]
        return [(round(away, 2), self._entry(store, row)) for away, store, row in nearest]

    def country(self, iso: str) -> Entry | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        return self._ours(self._own.countries[iso]) if iso in self._own.countries else None

    def admin1(self, country: str, code: str) -> Entry | None:
        """The first-level region of the country with this GeoNames code: `admin1("UA", "07")` is Kharkiv Oblast."""
        return self._region(country, code, "")

    def admin2(self, country: str, code: str, code2: str) -> Entry | None:
        """The second-level region with these GeoNames codes."""
        return self._region(country, code, code2)

    def get(self, id_: str) -> Entry | None:
        """The place with this id, "gn:706483" or "fx:donbas@48.3,38"."""
        number = self._own.numbered(id_)
        if number is not None:
            return self._ours(number)
        if not id_.startswith("gn:"):
            return None
        rows = ((store, store.get(int(id_[3:]))) for store in self._stores)
        return next((self._entry(store, row) for store, row in rows if row), None)

    def source(self, id_: str) -> str | None:
        """Where the row of a place of our own tables, or of the user's, stands; None for a compiled place."""
        return self._own.source(id_)

    def _find_named(self, key: str) -> tuple[Entry, ...]:
        found = [self._ours(number).answering(form) for number, form in self._own.named(key)]
        for store in self._stores:
            found += [self._entry(store, row, form) for row, form in store.named(key)]
        return _merged(found)

    def _find_shaped(self, key: str, countries: frozenset[str]) -> tuple[Entry, ...]:
        keys = {s for country in countries or ("",) for s in skeletons(key, country)}
        if not keys:
            return ()
        found = [(ours := self._ours(number)).answering(ours.name, skeleton=True) for number in self._own.shaped(keys)]
        for store in self._stores:
            found += [self._entry(store, row, skeleton=True) for row in store.shaped(keys)]
        return _inside(_merged(found), countries)

    def _find_region(self, country: str, code: str, code2: str) -> Entry | None:
        for store in self._stores:
            if row := store.region(country, code, code2):
                return self._entry(store, row)
        return None

    def _find_ours(self, number: int) -> Entry:
        """A row of the tables of our own, with what it leaves open filled in from the compiled place of its id."""
        ours = self._own.entry(number)
        rows = (row for store in self._stores if ours.geonames and (row := store.get(ours.geonames)))
        row = next(rows, None)
        return completed(ours, row, self._region_name(row)) if row else ours

    def _entry(self, store: Store, row: Row, form: str = "", skeleton: bool = False) -> Entry:
        number = self._own.geonames.get(str(row.id))
        if number is not None:
            return self._ours(number).answering(form or row.name, skeleton)
        if store is not self._built_in and (known := self._built_in.get(row.id)):
            store, row = self._built_in, known  # a dump adds places, and changes none
        capital = row.population > _VILLAGE and (row.country, fold(row.name)) in self._own.capitals
        return from_row(row, store.path.stem, self._region_name(row), capital and row.feature[0] == "P", form, skeleton)

    def _region_name(self, row: Row) -> str | None:
        if not row.admin1 or row.feature == "A.ADM1":
            return None
        region = self._region(row.country, row.admin1, "")
        return region.name if region else None


def distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """The kilometres between two points on the sphere."""
    a, b, across = math.radians(lat), math.radians(lat2), math.radians(lon2 - lon)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _inside(entries: tuple[Entry, ...], countries: frozenset[str]) -> tuple[Entry, ...]:
    if not countries:
        return entries
    return tuple(e for e in entries if not e.countries or not countries.isdisjoint(e.countries))


def _merged(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Each place once, the best known first; of one place its own name before another."""
    best: dict[str, Entry] = {}
    for entry in entries:
        if entry.id not in best or (entry.canonical and not best[entry.id].canonical):
            best[entry.id] = entry
    return tuple(sorted(best.values(), key=lambda e: (_OTHER_NAME * (not e.canonical) - e.importance, e.id)))
