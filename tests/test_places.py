"""Places in whole sentences: what is found and where it is put. The cases are data."""

from __future__ import annotations

from pathlib import Path

import pytest

from factx.intake import document
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import PlaceRecord

CASES = list(rows(Path(__file__).parent / "cases" / "places.tsv"))


def places(pipeline: Pipeline, text: str) -> list[PlaceRecord]:
    records = [r for r in pipeline.read(document(text)) if isinstance(r, PlaceRecord)]
    for record in records:
        for m in record.mentions:
            assert text[m.start : m.end] == m.text
            assert m.relation is None or text[m.relation.start : m.relation.end] == m.relation.text
    return records


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_sentence(pipeline: Pipeline, case: dict[str, str]) -> None:
    wanted = [part.partition("=")[::2] for part in case["places"].split("|") if part]
    found = sorted((m.start, m.text, r.country or "-") for r in places(pipeline, case["text"]) for m in r.mentions)
    assert [text for _, text, _ in found] == [text for text, _ in wanted]
    for (_, text, country), (_, want) in zip(found, wanted, strict=True):
        assert not want or country == want, text


def named(records: list[PlaceRecord], *surfaces: str) -> list[PlaceRecord]:
    return [next(r for r in records if s in {m.text for m in r.mentions}) for s in surfaces]


def test_one_record_a_place(pipeline: Pipeline) -> None:
    text = "Shells fell across the Gaza Strip. Hospitals in Gaza are full, and aid to Gaza has stopped."
    records = places(pipeline, text)
    assert [[m.text for m in r.mentions] for r in records] == [["Gaza Strip", "Gaza", "Gaza"]]
    assert records[0].type == "admin1"


def test_town_and_region_of_one_name(pipeline: Pipeline) -> None:
    text = "Drones hit the Kursk region. Fires broke out in Kursk, the regional capital, and in Lgov."
    region, town = named(places(pipeline, text), "Kursk region", "Kursk")
    assert (region.type, town.type) == ("admin1", "settlement")
    assert region.id != town.id


def test_government_is_no_place(pipeline: Pipeline) -> None:
    records = places(pipeline, "Tehran denied the report. Two people were arrested in Tehran on Monday.")
    assert [[m.start for m in r.mentions] for r in records] == [[54]]


def test_state_behind_its_town(pipeline: Pipeline) -> None:
    records = places(pipeline, "Sailors trained near Charleston, S.C., before they left for Bahrain.")
    assert named(records, "Charleston")[0].admin1 == "South Carolina"


def test_context_settles_a_name(pipeline: Pipeline) -> None:
    egypt = places(pipeline, "Police in Alexandria and Cairo, in Egypt, raided flats.")
    states = places(pipeline, "Police in Alexandria and Arlington, in Virginia, raided flats.")
    assert [named(r, "Alexandria")[0].country for r in (egypt, states)] == ["EG", "US"]


def test_facility_without_a_row_borrows_a_point(pipeline: Pipeline) -> None:
    text = "Two wards of the Nur al-Hayat Hospital in Raqqa, Syria, burned out."
    hospital, town = named(places(pipeline, text), "Nur al-Hayat Hospital", "Raqqa")
    assert (hospital.type, hospital.geonames, hospital.approximate) == ("facility", None, True)
    assert (hospital.lat, hospital.lon) == (town.lat, town.lon)
    assert hospital.reason is not None and town.name in hospital.reason


@pytest.mark.parametrize(
    ("text", "name", "put"),
    [
        ("Missiles hit the Pivdennyi port in the Odesa region of Ukraine.", "Pivdennyi port", None),
        ("Missiles hit Pivdennyi near Odesa in Ukraine.", "Pivdennyi", "Odesa"),
        ("Fire broke out in the Tokmak railway station, Ukraine said.", "Tokmak railway station", "Tokmak"),
    ],
)
def test_a_village_far_away_only_shares_the_name(pipeline: Pipeline, text: str, name: str, put: str | None) -> None:
    place = named(places(pipeline, text), name)[0]
    assert place.reason is not None and place.country == "UA"
    assert (place.lat is None) if put is None else place.reason.endswith(f"put at {put}")


def test_a_spelling_of_its_own_is_found_in_the_country_spoken_of(pipeline: Pipeline) -> None:
    text = "Rebels took Kamisee, 325 km northeast of the capital, officials in Ethiopia said."
    assert [r.name for r in places(pipeline, text)] == ["Kemisē", "Ethiopia"]


def test_unknown_village_stays_a_place(pipeline: Pipeline) -> None:
    records = places(pipeline, "Militiamen burned the village of Zzorbakan in Mali on Friday.")
    village = named(records, "Zzorbakan")[0]
    assert (village.type, village.lat, village.country, village.candidates) == ("settlement", None, "ML", 0)
    assert village.reason == "not in the gazetteer"


def test_shouted_heading(pipeline: Pipeline) -> None:
    text = "HOMS PROVINCE. Two people were killed when a mine went off near Palmyra, Syria.\n"
    assert named(places(pipeline, text), "HOMS PROVINCE")[0].type == "admin1"
