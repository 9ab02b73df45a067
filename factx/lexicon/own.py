"""The tables of our own, `countries` and `places`, as part of the gazetteer; the user's rows after ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import cast, get_args

from factx.errors import LexiconError
from factx.lexicon import Lexicon, Row
from factx.lexicon.entries import Entry, importance
from factx.lexicon.names import fold, skeletons
from factx.schema import PlaceType


class OwnPlaces:
    """Rows by number, by GeoNames id and by folded name; an `Entry` is made of a row when it is asked for.

    Raises LexiconError, naming the row, where a type is unknown or a number is none.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._rows: list[dict[str, str]] = []
        self._sources: list[str] = []
        self._names: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.geonames: dict[str, int] = {}
        self.countries: dict[str, int] = {}
        for row in lexicon.table("countries"):
            self.countries[row["iso"]] = len(self._rows)
            self._add(row | {"type": "country", "country": row["iso"]}, row)
        types = frozenset(get_args(PlaceType))
        for row in lexicon.table("places"):
            if not row["name"]:
                raise LexiconError(row.source, "a place without a name")
            if row["type"] not in types:
                why = f"{row['name']}: no such type of place: {row['type']!r}"
                raise LexiconError(row.source, why, f"there are {', '.join(sorted(types))}")
            self._add(row, row)
        self.capitals: frozenset[tuple[str, str]] = frozenset(
            (row["iso"], fold(name)) for row in lexicon.table("countries") for name in _cells(row["capital"])
        )

    def named(self, key: str) -> list[tuple[int, str]]:
        """The numbers of the places with a name of this fold, each with the form that it is of."""
        return self._names.get(key, [])

    def shaped(self, keys: Iterable[str]) -> list[int]:
        """The numbers of the settlements and districts that have one of these skeletons and no GeoNames id."""
        return sorted({number for key in keys for number in self._skeletons.get(key, ())})

    def numbered(self, id_: str) -> int | None:
        """The number of the place with this id."""
        if id_.startswith("gn:"):
            return self.geonames.get(id_[3:])
        return next((n for n, row in enumerate(self._rows) if not row["geonames"] and _id(row) == id_), None)

    def entry(self, number: int) -> Entry:
        """The place of this number, under its own name."""
        row = self._rows[number]
        type_ = cast(PlaceType, row["type"])
        try:
            lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
            population = int(row.get("population") or 0)
            geonames = int(row["geonames"]) if row["geonames"] else None
        except ValueError as e:
            raise LexiconError(self._sources[number], f"{row['name']}: {e}") from e
        return Entry(
            id=_id(row), geonames=geonames, name=row["name"], type=type_, lat=lat, lon=lon,
            countries=tuple(c.strip() for c in row["country"].split(",") if c.strip()),
            admin1=row.get("admin1") or None, admin1_code="", admin2_code="", population=population,
            approximate=row.get("approximate") == "yes", feature="", source="countries" if "iso" in row else "places",
            importance=importance(type_, population), matched=row["name"],
        )  # fmt: skip

    def source(self, id_: str) -> str | None:
        """Where the row of the place with this id stands, None where it is none of ours."""
        number = self.numbered(id_)
        return None if number is None else self._sources[number]

    def _add(self, row: dict[str, str], of: Row) -> None:
        number = len(self._rows)
        self._rows.append(row)
        self._sources.append(of.source)
        if row["geonames"]:
            self.geonames[row["geonames"]] = number
        name, aliases = row["name"], row["aliases"]
        forms = {fold(alias): alias for alias in _cells(aliases)} if aliases else {}
        forms[fold(name)] = name
        for key, form in forms.items():
            self._names[key].append((number, form))

    @cached_property
    def _skeletons(self) -> dict[str, list[int]]:
        """Made at the first question: a run that meets no unknown name needs none."""
        found: dict[str, list[int]] = defaultdict(list)
        for key, places in self._names.items():
            for number, _ in places:
                row = self._rows[number]
                if row["type"] in ("settlement", "admin2") and not row["geonames"]:
                    for skeleton in skeletons(key, row["country"]):
                        found[skeleton].append(number)
        return dict(found)


def _id(row: dict[str, str]) -> str:
    if row["geonames"]:
        return f"gn:{row['geonames']}"
    return f"fx:{row['name'].lower().replace(' ', '-')}@{row['lat']},{row['lon']}"


def _cells(joined: str) -> list[str]:
    return [cell.strip() for cell in joined.split("|") if cell.strip()]
