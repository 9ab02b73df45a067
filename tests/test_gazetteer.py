"""The gazetteer: look-up on real data, compiling, the user's own dumps, and its two commands."""

from __future__ import annotations

import json
import multiprocessing
import random
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from factx.cli.gazetteer import gazetteer as gazetteer_command
from factx.cli.lookup import lookup as lookup_command
from factx.errors import FactxError, InputError, LexiconError
from factx.lexicon import Lexicon
from factx.lexicon.compile import compile_to
from factx.lexicon.dumps import add
from factx.lexicon.gazetteer import Gazetteer, distance, gazetteer
from factx.lexicon.placewords import Bare
from factx.lexicon.store import FORMAT, Row, Store
from factx.lexicon.tables import rows

CASES = list(rows(Path(__file__).parent / "cases" / "places_lookup.tsv"))


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the user."""
    monkeypatch.setenv("FACTX_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "gazetteer"


# ------------------------------------------------------------------------------------------------ look-up


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['asked']} {c['country']}".strip())
def test_what_answers_first(places: Gazetteer, case: dict[str, str]) -> None:
    found = places.find(case["asked"], filter(None, [case["country"]]))
    if case["id"] == "-":
        assert not found
        return
    assert found, "nothing found"
    assert (found[0].id if case["id"] else found[0].name) == (case["id"] or case["name"])
    assert found[0].type == case["type"]
    assert found[0].skeleton == (case["how"] == "skeleton")


def test_an_entry_says_how_it_was_met(places: Gazetteer) -> None:
    entry = places.exact("Kharkov")[0]
    assert (entry.name, entry.country, entry.admin1, entry.admin1_code) == ("Kharkiv", "UA", "Kharkiv Oblast", "07")
    assert entry.matched in ("Kharkov", "Khar'kov")
    assert not entry.canonical and not entry.skeleton and not entry.approximate
    assert places.exact("Kharkiv")[0].canonical
    bridged = places.lookup("Hudeidah", ["YE"])[0]
    assert bridged.skeleton and bridged.geonames == 79415


def test_exact_does_not_bridge(places: Gazetteer) -> None:
    assert places.exact("Hudeidah", ["YE"]) == ()


def test_each_place_answers_once(places: Gazetteer) -> None:
    for name in ("Georgia", "Kiev", "San José", "Deir ez-Zor", "Crimea"):
        ids = [e.id for e in places.exact(name)]
        assert len(ids) == len(set(ids))


def test_countries_filter(places: Gazetteer) -> None:
    assert {e.country for e in places.exact("Tripoli", ["LB", "LY"])} == {"LB", "LY"}
    assert [e.type for e in places.lookup("Black Sea", ["UA"])] == ["water"]  # what lies in no country passes


def test_regions_and_countries(places: Gazetteer) -> None:
    region = places.admin1("UA", "07")
    assert region is not None and region.geonames == 706482 and region.type == "admin1" and region.approximate
    country = places.country("SD")
    assert country is not None and country.geonames == 366755 and country.country == "SD"
    assert places.admin1("UA", "99") is None and places.country("ZZ") is None


def test_by_id(places: Gazetteer) -> None:
    sudzha = places.get("gn:486816")
    assert sudzha is not None and sudzha.name == "Sudzha" and sudzha.type == "settlement"
    sea = places.exact("Black Sea")[0]
    assert sea.id.startswith("fx:") and places.get(sea.id) == sea
    assert places.get("gn:1") is None and places.get("fx:nowhere") is None


def test_near(places: Gazetteer) -> None:
    sumy = places.exact("Sumy", ["UA"])[0]
    assert sumy.lat is not None and sumy.lon is not None
    found = places.near(sumy.lat, sumy.lon, 25)
    assert found[0][0] == 0 and found[0][1].geonames == sumy.geonames
    assert [km for km, _ in found] == sorted(km for km, _ in found) and found[-1][0] <= 25
    assert places.near(0, -30, 100) == []
    assert distance(50.45, 30.52, 49.99, 36.23) == pytest.approx(408, abs=5)  # Kyiv to Kharkiv


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("Kursk region", ("Kursk", "admin1", "region")),
        ("the village of Nir Am", ("Nir Am", "settlement", "village")),
        ("Lake Chad", ("Chad", "water", "lake")),
        ("Bagram air base", ("Bagram", "facility", "air base")),
        ("Kherson direction", ("Kherson", "", "direction")),
        ("Sumy and Kharkiv regions", ("Sumy and Kharkiv", "admin1", "region")),
        ("Kursk", None),
        ("region", None),
        ("", None),
    ],
)
def test_words_of_kind(places: Gazetteer, phrase: str, bare: tuple[str, str, str] | None) -> None:
    assert places._words.bare(phrase) == (Bare(*bare) if bare else None)


def test_nothing_asked_nothing_found(places: Gazetteer) -> None:
    for name in ("", " ", "'", "—", "x" * 100_000, "a " * 50_000):
        assert places.lookup(name) == () and places.find(name) == ()


def test_the_users_tables_answer(tmp_path: Path) -> None:
    head = "name\ttype\tcountry\tadmin1\tlat\tlon\tapproximate\tgeonames\tpopulation\taliases\n"
    (tmp_path / "places.tsv").write_text(head + "Height 217.3\tother\tUA\t\t48.5\t37.9\tyes\t\t\tHill 217\n", "utf-8")
    found = Gazetteer((str(tmp_path),)).lookup("hill 217")
    assert [(e.name, e.lat, e.approximate, e.matched) for e in found] == [("Height 217.3", 48.5, True, "Hill 217")]
    assert Gazetteer((str(tmp_path),)).hash != Gazetteer().hash
    other = tmp_path / "other"
    other.mkdir()
    (other / "places.tsv").write_text("name\ttype\nHeight 217.3\thill\n", "utf-8")
    with pytest.raises(LexiconError, match=r"Height 217\.3.*hill"):
        Gazetteer((str(other),))


def test_a_users_table_may_be_narrow(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("name\ttype\tlat\tlon\nCheckpoint Zulu\tfacility\t33.1\t44.2\n", "utf-8")
    found = Gazetteer((str(tmp_path),)).lookup("Checkpoint Zulu")
    assert [(e.lat, e.lon, e.countries, e.geonames) for e in found] == [(33.1, 44.2, (), None)]


FAULTY = {
    "nosuch.tsv": ("name\ttype\n", r"nosuch\.tsv: there is no table of this name \(there are .*places\.tsv"),
    "places.tsv": ("# ours\nplace\ttype\nX\tsettlement\n", r"places\.tsv:2: .*'place'.*'name' is missing \(.*aliases"),
    "titles.tsv": ("title\n", r"titles\.tsv:1: the column '\w+' is missing"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_users_table_at_fault_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    table, told = FAULTY[name]
    (tmp_path / name).write_text(table, "utf-8")
    with pytest.raises(LexiconError, match=told):
        Lexicon((str(tmp_path),)).table(name.removesuffix(".tsv"))


def test_a_users_place_of_an_unknown_type_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("name\ttype\nA\tsettlement\nX\thill\n", "utf-8")
    with pytest.raises(LexiconError, match=r"places\.tsv:3: X: no such type of place: 'hill' \(there are .*settlement"):
        Gazetteer((str(tmp_path),))


def _ask(name: str) -> str:
    return gazetteer().exact(name)[0].id


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_ask_for_themselves(places: Gazetteer, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    assert places.exact("Goma")
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(_ask, ["Goma", "Kyiv"]) == ["gn:216281", "gn:703448"]


# ------------------------------------------------------------------------------------------------ compiling

TOWNS = [
    (Row(1, "Avdiivka", "P.PPL", 48.1, 37.7, False, "UA", "05", "", 100), ["Avdeyevka", "Авдіївка"]),
    (Row(2, "Al Fāshir", "P.PPLA", 13.6, 25.3, False, "SD", "55", "", 5000), ["El Fasher"]),
    (Row(3, "Donetsk Oblast", "A.ADM1", None, None, True, "UA", "05", "", 0), ["Donetsk"]),
]


def test_compiling_is_deterministic(tmp_path: Path) -> None:
    shuffled = [(row, random.Random(1).sample(names, len(names))) for row, names in reversed(TOWNS)]
    first = compile_to(tmp_path / "a.sqlite", TOWNS, {"source": "a"})
    second = compile_to(tmp_path / "b.sqlite", shuffled, {"source": "a"})
    assert first == second
    assert first["rows"] == "3" and first["format"] == FORMAT
    assert compile_to(tmp_path / "c.sqlite", TOWNS[:2], {"source": "a"})["hash"] != first["hash"]


def test_a_compiled_store_answers(tmp_path: Path) -> None:
    compile_to(tmp_path / "a.sqlite", TOWNS, {"source": "a"})
    store = Store(tmp_path / "a.sqlite")
    assert store.named("avdeyevka") == [(TOWNS[0][0], "Avdeyevka")]
    assert store.named("fashir") == [(TOWNS[1][0], "Al Fāshir")]  # without its article
    assert store.region("UA", "05") == TOWNS[2][0]
    assert store.get(4) is None
    assert [r.id for r in store.within(48, 49, 37, 38)] == [1]


def test_a_failed_compilation_leaves_what_was(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[Row, list[str]]]:
        yield TOWNS[0]
        raise ValueError("broken")

    before = compile_to(tmp_path / "a.sqlite", TOWNS, {})
    with pytest.raises(ValueError, match="broken"):
        compile_to(tmp_path / "a.sqlite", failing(), {})
    assert Store(tmp_path / "a.sqlite").meta == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_a_missing_or_foreign_file_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"no\.sqlite.*missing.*reinstall"):
        Store(tmp_path / "no.sqlite").named("kyiv")
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to look like one" * 9)
    with pytest.raises(LexiconError, match="not a compiled gazetteer"):
        Store(tmp_path / "text.sqlite").named("kyiv")
    with sqlite3.connect(tmp_path / "old.sqlite") as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    with pytest.raises(LexiconError, match="another version"):
        Store(tmp_path / "old.sqlite").named("kyiv")


def test_a_store_is_only_read(tmp_path: Path) -> None:
    compile_to(tmp_path / "a.sqlite", TOWNS, {})
    store = Store(tmp_path / "a.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._ask("DELETE FROM place", ())
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]  # no journal, no lock


# ------------------------------------------------------------------------------------------------ dumps


def _line(id_: int, name: str, feature: str, others: str = "", lat: str = "48.5", country: str = "UA") -> str:
    class_, code = feature.split(".")
    cells = [str(id_), name, name, others, lat, "37.5", class_, code, country, "", "05", "1402", "", "", "12", "", "99"]
    return "\t".join([*cells, "Europe/Kyiv", "2024-01-01"]) + "\n"


DUMP = (
    _line(90000001, "Nyzhnia Testivka", "P.PPL", "Nizhnyaya Testovka,nizunyatesuto,Нижня Тестівка,NTV")
    + _line(90000002, "Testova River", "H.STM")
    + _line(90000003, "Testova School", "S.SCH")
    + _line(90000004, "Testove Airfield", "S.AIRF")
    + _line(90000005, "Testivskyi Raion", "A.ADM2", "Testivka Raion")
    + _line(703448, "Another Kyiv", "P.PPLC")
)


def test_a_dump_adds_places_and_changes_none(data: Path, tmp_path: Path, places: Gazetteer) -> None:
    (tmp_path / "UA.txt").write_text("\ufeff" + DUMP, "utf-8")
    read = []
    meta = add(tmp_path / "UA.txt", data, read.append)
    assert meta["rows"] == "5" and sum(read) == (tmp_path / "UA.txt").stat().st_size
    mine = Gazetteer()
    village = mine.lookup("Nizhnyaya Testovka")[0]
    assert (village.name, village.type, village.source) == ("Nyzhnia Testivka", "settlement", "UA")
    assert village.admin1 == "Donetsk Oblast" and village.population == 12
    assert mine.lookup("Nizhnyaya Testivka", ["UA"])[0].skeleton
    assert mine.find("Testova River")[0].type == "water"
    assert mine.find("Testove airfield")[0].type == "facility"
    assert mine.find("Testivka district")[0].type == "admin2"
    assert mine.lookup("nizunyatesuto") == mine.lookup("Testova School") == ()
    assert mine.exact("Another Kyiv")[0].name == "Kyiv"
    assert mine.exact("Kyiv")[0] == places.exact("Kyiv")[0]
    assert mine.hash != places.hash
    assert places.exact("Nyzhnia Testivka") == ()


def test_a_zip_is_read_as_its_text(data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "GeoNames")
        archive.writestr("UA.txt", DUMP)
    assert add(tmp_path / "UA.zip", data)["rows"] == "5"
    assert [p.name for p in data.iterdir()] == ["UA.sqlite"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DUMP + "a\tb\n", r"UA\.txt, line 7: 2 columns where a GeoNames dump has 19"),
        (DUMP + _line(1, "X", "P.PPL", lat="north"), r"line 7: .*north"),
        ("\x7fELF no table", r"line 1: 1 columns .*download\.geonames\.org"),
    ],
)
def test_a_bad_dump_names_its_line(data: Path, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "UA.txt").write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        add(tmp_path / "UA.txt", data)
    assert not list(data.iterdir())


def test_other_bad_dumps(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        add(tmp_path / "none.txt", data)
    (tmp_path / "bytes.txt").write_bytes(DUMP.encode() + b"\xff\xfe\n")
    with pytest.raises(InputError, match="line 7"):
        add(tmp_path / "bytes.txt", data)
    (tmp_path / "no.zip").write_text("no zip")
    with pytest.raises(InputError, match="zip"):
        add(tmp_path / "no.zip", data)
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("places.csv", "")
    with pytest.raises(InputError, match="no text in this zip"):
        add(tmp_path / "empty.zip", data)


# ------------------------------------------------------------------------------------------------ commands


def _run(command: str, *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    of = {"lookup": lookup_command, "gazetteer": gazetteer_command}[command]
    result = CliRunner().invoke(of, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_lookup_prints_json_lines() -> None:
    code, lines, said = _run("lookup", "Kyiv", "Kursk region", "--limit", "1")
    assert code == 0 and not said
    assert [(x["asked"], x["id"], x["type"]) for x in lines] == [
        ("Kyiv", "gn:703448", "settlement"),
        ("Kursk region", "gn:538555", "admin1"),
    ]
    assert set(lines[0]) == {
        "asked", "name", "type", "country", "admin1", "lat", "lon", "approximate", "population", "id", "matched",
        "skeleton", "source",
    }  # fmt: skip


def test_lookup_says_what_it_has_not() -> None:
    code, lines, said = _run("lookup", "Qwxyzville", "Goma", "--country", "cd")
    assert code == 1 and "no place named 'Qwxyzville' in CD" in said
    assert {x["country"] for x in lines} == {"CD"}
    code, _, said = _run("lookup", "Goma", "--country", "Congo")
    assert code == 2 and "no such country code" in said


def test_gazetteers_are_added_listed_and_removed(data: Path, tmp_path: Path) -> None:
    (tmp_path / "UA.txt").write_text(DUMP, "utf-8")
    code, _, said = _run("gazetteer", "add", str(tmp_path / "UA.txt"))
    assert code == 0 and "UA.txt: 5 places" in said
    code, lines, _ = _run("gazetteer", "list")
    assert code == 0 and [x["name"] for x in lines] == ["geonames", "UA"]
    assert lines[1]["places"] == 5 and lines[1]["source"] == "UA.txt" and len(str(lines[1]["hash"])) == 16
    assert _run("gazetteer", "remove", "UA")[0] == 0
    assert [x["name"] for x in _run("gazetteer", "list")[1]] == ["geonames"]
    for name in ("UA", "geonames", "../geonames"):
        with pytest.raises(FactxError, match="no such gazetteer"):
            _run("gazetteer", "remove", name)
