"""The tables of our own, `countries` and `places`, as part of the gazetteer; the user's rows after ours."""

from __future__ import annotations

from collections import defaultdict
from typing import cast, get_args

from factx.errors import LexiconError
from factx.lexicon import Lexicon
from factx.lexicon.entries import Entry, importance
from factx.lexicon.names import fold
from factx.schema import PlaceType

_COLUMNS = "name type country admin1 lat lon approximate geonames population aliases"
#: What a user's table may leave out.
_EMPTY = dict.fromkeys(_COLUMNS.split(), "")


class OwnPlaces:
    """Rows by id and by folded name; an `Entry` is made of a row when it is asked for.

    Raises LexiconError, naming the row, where a type is unknown or a number is none.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        self._names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.countries: dict[str, str] = {}
        self.capitals: frozenset[tuple[str, str]] = frozenset(
            (row["iso"], fold(name)) for row in lexicon.table("countries") for name in _cells(row["capital"])
        )
        for row in lexicon.table("countries"):
            self.countries[row["iso"]] = self._add(row | {"type": "country", "country": row["iso"]})
        types = frozenset(get_args(PlaceType))
        for row in lexicon.table("places"):
            whole = row if len(row) == len(_EMPTY) else _EMPTY | row
            if whole["type"] not in types or not whole["name"]:
                raise LexiconError("places.tsv", f"{whole['name']}: no such type of place: {whole['type']!r}")
            self._add(whole)

    def __contains__(self, id_: str) -> bool:
        return id_ in self._rows

    def named(self, key: str) -> list[tuple[str, str]]:
        """The ids of the places with a name of this fold, each with the form that it is of."""
        return self._names.get(key, [])

    def entry(self, id_: str) -> Entry:
        """The place with this id, under its own name."""
        row = self._rows[id_]
        type_ = cast(PlaceType, row["type"])
        try:
            lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
            population = int(row.get("population") or 0)
            geonames = int(row["geonames"]) if row["geonames"] else None
        except ValueError as e:
            raise LexiconError("countries.tsv" if "iso" in row else "places.tsv", f"{row['name']}: {e}") from e
        return Entry(
            id=id_, geonames=geonames, name=row["name"], type=type_, lat=lat, lon=lon,
            countries=tuple(c.strip() for c in row["country"].split(",") if c.strip()),
            admin1=row.get("admin1") or None, admin1_code="", admin2_code="", population=population,
            approximate=row.get("approximate") == "yes", feature="", source="countries" if "iso" in row else "places",
            importance=importance(type_, population), matched=row["name"],
        )  # fmt: skip

    def _add(self, row: dict[str, str]) -> str:
        id_ = f"gn:{row['geonames']}" if row["geonames"] else _slug(row)
        self._rows[id_] = row
        name, aliases = row["name"], row["aliases"]
        forms = {fold(alias): alias for alias in _cells(aliases)} if aliases else {}
        forms[fold(name)] = name
        for key, form in forms.items():
            self._names[key].append((id_, form))
        return id_


def _slug(row: dict[str, str]) -> str:
    return f"fx:{row['name'].lower().replace(' ', '-')}@{row['lat']},{row['lon']}"


def _cells(joined: str) -> list[str]:
    return [cell.strip() for cell in joined.split("|") if cell.strip()]
