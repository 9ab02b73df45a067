"""The tables of `models/lexicon/` are what they say they are: documented, sorted, without doubles, on the map."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from factx.lexicon.tables import models, rows
from factx.schema import PlaceType

TABLES = sorted((models() / "lexicon").glob("*.tsv"))
#: The columns that tell the rows of a table apart, where the first does not.
KEYS = {
    "assertion_cues": ("cue", "pos"),
    "places": ("name", "type", "country", "lat", "lon"),
    "triggers": ("lemma", "pos", "type", "frame", "when"),
}
MAPPED = ("countries", "places", "states_us")
every_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)


def table(name: str) -> list[dict[str, str]]:
    return list(rows(models() / "lexicon" / f"{name}.tsv"))


def doubles(items: list[object]) -> list[object]:
    return [item for item, times in Counter(items).items() if times > 1]


@every_table
def test_begins_with_its_provenance_and_keeps_to_plain_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# "), "the first lines say what the table is and where it comes from"
    assert text.endswith("\n")
    assert "\r" not in text and "\ufeff" not in text and "\u00a0" not in text
    assert not [line for line in text.split("\n") if line.endswith(" ")]
    cells = (cell for line in text.split("\n") if not line.startswith("#") for cell in line.split("\t"))
    assert not [cell for cell in cells if cell != cell.strip(" ")]


@every_table
def test_is_sorted_by_its_first_column_in_code_point_order(path: Path) -> None:
    first = [next(iter(row.values())) for row in rows(path)]
    assert first, "no rows"
    assert all(first)
    assert first == sorted(first)


@every_table
def test_has_no_two_rows_of_one_key(path: Path) -> None:
    content = list(rows(path))
    key = KEYS.get(path.stem, tuple(content[0])[:1])
    assert doubles([tuple(row[column] for column in key) for row in content]) == []


@every_table
def test_has_no_alias_empty_or_twice(path: Path) -> None:
    for row in rows(path):
        aliases = row.get("aliases", "").split("|")
        assert doubles(list(aliases)) == [], row
        assert aliases == [""] or all(aliases), row


@pytest.mark.parametrize("name", MAPPED)
def test_points_lie_on_the_globe(name: str) -> None:
    for row in table(name):
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row


@every_table
def test_knows_the_countries_that_it_names(path: Path) -> None:
    known = {row["iso"] for row in table("countries")}
    if path.stem in {"equipment", "media", "armed_groups", "organisations", "places", "states_us", "seats", "ships"}:
        past = {"SU", "YU"} if path.stem == "equipment" else set()
        for row in rows(path):
            named = row.get("country", row.get("origin", ""))
            assert {c for c in named.replace("|", ",").split(",") if c} <= known | past, row


def test_countries_are_all_there_and_no_word_stands_for_two() -> None:
    countries = table("countries")
    assert len(countries) == 250
    assert doubles([row["geonames"] for row in countries]) == []
    for columns in (("name", "aliases"), ("adjectives", "demonyms")):
        words = [{w.casefold() for c in columns for w in row[c].split("|") if w} for row in countries]
        assert doubles([word for own in words for word in own]) == []


def test_places_keep_to_the_types_of_the_contract_and_to_one_row_an_id() -> None:
    places = table("places")
    assert {row["type"] for row in places} <= set(get_args(PlaceType))
    assert {row["approximate"] for row in places} <= {"", "yes"}
    assert all(row["population"].isdigit() for row in places if row["population"])
    assert doubles([row["geonames"] for row in places if row["geonames"]]) == []
    assert not [row for row in places if row["name"] in row["aliases"].split("|")]


@pytest.mark.parametrize(
    ("name", "type_", "country", "lat", "lon"),
    [
        ("Black Sea", "water", "", 43, 34),
        ("Cape of Good Hope", "other", "ZA", -34.36, 18.47),
        ("Donbas", "region", "UA", 48.3, 38),
        ("Gaza Strip", "admin1", "PS", 31.43, 34.37),
        ("Bab el-Mandeb", "water", "YE,DJ", 12.58, 43.33),
        ("Zaporizhzhia Nuclear Power Plant", "facility", "UA", 47.51, 34.59),
        ("Zaatari", "facility", "JO", 32.29, 36.33),
        ("Kakhovka Dam", "facility", "UA", 46.78, 33.37),
        ("Robotyne", "settlement", "UA", 47.45, 35.84),
        ("Nagorno-Karabakh", "region", "AZ", 39.82, 46.75),
        ("Potočari", "settlement", "BA", 44.16, 19.3),
        ("Soviet Union", "country", "", 55, 60),
    ],
)
def test_knows_where_a_well_known_place_is(name: str, type_: str, country: str, lat: float, lon: float) -> None:
    found = [row for row in table("places") if (row["name"], row["type"], row["country"]) == (name, type_, country)]
    assert found, "no such row"
    assert abs(float(found[0]["lat"]) - lat) < 0.2
    assert abs(float(found[0]["lon"]) - lon) < 0.2
