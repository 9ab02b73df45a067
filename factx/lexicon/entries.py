"""What the gazetteer answers with: an `Entry`, made of a compiled row or of a row of the tables of our own."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from factx.lexicon.store import Row
from factx.schema import PlaceType

_BY_CLASS: dict[str, PlaceType] = {
    "A": "admin2", "P": "settlement", "H": "water", "S": "facility", "L": "region", "T": "region", "R": "facility",
}  # fmt: skip
_LANDED = frozenset({"L.MILB", "L.NVB", "L.PRT", "L.OILF", "L.GASF", "L.INDS"})  #: facilities that GeoNames calls areas
#: How widely a place of a kind is known besides its population. A bare "Kharkiv" is the city before the region.
_KNOWN: dict[PlaceType, float] = {
    "country": 0.95, "admin1": -0.15, "admin2": -0.3, "region": 0.5, "water": 0.5, "facility": 0.4, "other": 0.4,
}  # fmt: skip
_CAPITAL = 0.1


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that bears the name asked for.

    `id` is "gn:706483" or, without a GeoNames id, "fx:donbas@48.3,38.0"; `lat` and `lon` are degrees (WGS 84), None
    where a region is known by name only; `countries` are ISO codes, several across a border, none for a sea;
    `admin1` is the name of the first-level region, `admin1_code` and `admin2_code` are GeoNames' codes; `population`
    is 0 where unknown; `source` is "geonames", "places", "countries" or the name of the user's gazetteer.
    `importance` (0 to 1) says how widely the place is known, whatever the report is about. `matched` is the name that
    answered, `canonical` whether that is the place's own, `skeleton` whether it was met only across romanisations.
    """

    id: str
    geonames: int | None
    name: str
    type: PlaceType
    lat: float | None
    lon: float | None
    countries: tuple[str, ...]
    admin1: str | None
    admin1_code: str
    admin2_code: str
    population: int
    approximate: bool
    feature: str
    source: str
    importance: float
    matched: str
    canonical: bool = True
    skeleton: bool = False

    @property
    def country(self) -> str | None:
        """The ISO code of its one country; None where it lies in none or in several."""
        return self.countries[0] if len(self.countries) == 1 else None

    def answering(self, form: str, skeleton: bool = False) -> Entry:
        """The same place, met under another of its names."""
        return replace(self, matched=form, canonical=form == self.name, skeleton=skeleton)


def from_row(
    row: Row, source: str, admin1: str | None = None, capital: bool = False, form: str = "", skeleton: bool = False
) -> Entry:
    """The entry of a compiled row, met under the name `form` (its own if empty)."""
    type_ = _type(row.feature)
    return Entry(
        id=f"gn:{row.id}", geonames=row.id, name=row.name, type=type_, lat=row.lat, lon=row.lon,
        countries=(row.country,) if row.country else (), admin1=admin1, admin1_code=row.admin1,
        admin2_code=row.admin2, population=row.population, approximate=row.approximate, feature=row.feature,
        source=source, importance=importance(type_, row.population, capital), matched=form or row.name,
        canonical=form in ("", row.name), skeleton=skeleton,
    )  # fmt: skip


def _type(feature: str) -> PlaceType:
    if feature == "A.ADM1":
        return "admin1"
    if feature.startswith("A.PCL"):
        return "country"
    return "facility" if feature in _LANDED else _BY_CLASS.get(feature[:1], "other")


def completed(entry: Entry, row: Row, admin1: str | None) -> Entry:
    """An entry of our own tables with its codes, and what its row leaves open, from the compiled row of the same id."""
    population = entry.population or row.population
    return replace(
        entry,
        lat=row.lat if entry.lat is None else entry.lat,
        lon=row.lon if entry.lon is None else entry.lon,
        countries=entry.countries or ((row.country,) if row.country else ()),
        admin1=entry.admin1 or admin1,
        admin1_code=row.admin1,
        admin2_code=row.admin2,
        population=population,
        feature=row.feature,
        importance=importance(entry.type, population),
    )


def importance(type_: PlaceType, population: int, capital: bool = False) -> float:
    known = _KNOWN.get(type_, 0.0)
    if known > 0:
        return known
    return round(min(0.9, max(0.01, math.log10(population + 10) / 8 + known + _CAPITAL * capital)), 4)
