"""`factx evaluate`: the figures of the scorer that our gold came with, to the letter; bad gold; marks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factx import intake
from factx.cli import cli
from factx.evaluation import LAYERS, evaluate, likeness, read
from factx.output.encode import to_json
from factx.pipeline import Pipeline
from factx.schema import Document

GOLD = Path(__file__).parent / "gold"
Row = dict[str, Any]


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *args])


@pytest.fixture(scope="module")
def records(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = intake.read([str(p) for p in sorted(GOLD.glob("*.txt"))])
    outcomes = pipeline.stream(d for d in inputs if isinstance(d, Document))
    path = tmp_path_factory.mktemp("gold") / "records.jsonl"
    path.write_text("".join(to_json(r) + "\n" for o in outcomes if isinstance(o, list) for r in o), encoding="utf-8")
    return path


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def half_gone(found: list[Row]) -> list[Row]:
    return [r for i, r in enumerate(found) if r["kind"] == "document" or i % 2]


def spoilt(found: list[Row]) -> list[Row]:
    """Records with faults of every sort: fields swapped, offsets off, ids twice, parts missing."""
    made = json.loads(json.dumps(found))
    for i, r in enumerate(r for r in made if r["kind"] != "document"):
        for name in ("type", "country", "status", "who", "precision", "side", "assertion", "unit")[i % 8 :: 5]:
            if name in r:
                r[name] = "other" if i % 3 else None
        if i % 7 == 0:
            r["mentions"][0]["start"] += 3
        if i % 11 == 0 and "attribution" in r:
            r["attribution"] = None
        if i % 13 == 0 and r.get("start"):
            r["start"], r["max"] = None, 1
        if i % 17 == 0:
            r["roles"], r["actors"], r["lat"] = [], ["troops"], 0
    return made + [r for r in made if r["kind"] == "event"][:5]


@pytest.mark.parametrize("change", [list, half_gone, spoilt], ids=lambda f: f.__name__)
def test_every_figure_is_that_of_the_scorer(
    records: Path, tmp_path: Path, change: Callable[[list[Row]], list[Row]]
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in change(rows(records))), encoding="utf-8")
    command = [sys.executable, str(GOLD / "score.py"), "--gold", str(GOLD), "--records", str(path), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = json.loads(run(str(GOLD), "--records", str(path)).stdout)
    assert list(ours["layers"]) == list(LAYERS)
    assert [ours[k] for k in ("mean", "off", "leaks")] == [theirs[k] for k in ("mean", "off", "leaks")]
    for layer, figures in ours["layers"].items():
        assert {k: figures[k] for k in ("p", "r", "f", "gold")} == theirs[layer], layer


def test_faults_stand_where_their_words_are_and_add_up(records: Path) -> None:
    reports = [r for r in read(GOLD) if not isinstance(r, Exception)]
    texts = {r.path.name: r.text for r in reports}
    for layer, score in evaluate(reports, rows(records)).layers.items():
        for fault in score.faults:
            assert fault.layer == layer and fault.span
            assert texts[fault.report][slice(*fault.span)] == fault.text != ""
        if layer not in ("places resolved", "event slots", "attributes"):
            assert sum(f.side == "wrong" for f in score.faults) == score.found - score.right
            assert sum(f.side == "missed" for f in score.faults) == score.gold - score.right


LIKE = [
    ("the Turkish interior ministry", "Turkey's interior ministry", False),
    ("the Ukrainian interior ministry", "Ukraine's interior ministry", True),
    ("36th Marines", "37th Marines", False),
    ("Malian troops", "Chadian troops", False),
    ("Ossetia", "South Ossetia", False),
    ("residential buildings", "residential building", True),
    ("drones", "missiles", False),
    ("", "", False),
]


@pytest.mark.parametrize(("a", "b", "wanted"), LIKE)
def test_when_two_phrases_are_alike(a: str, b: str, wanted: bool) -> None:
    assert likeness.alike(a, b) is likeness.alike(b, a) is wanted


TEXT = "KYIV, 3 March 2024 - Shelling killed three people in Kherson on Saturday. The mayor said so.\n"
PLACE = {"text": "Kherson", "name": "Kherson", "type": "settlement", "country": "UA", "lat": 46.64, "lon": 32.62}
SMALL: Row = {
    "published": "2024-03-03",
    "places": [{"text": "KYIV", "name": "Kyiv", "type": "settlement", "country": "UA", "geonames": 703448}, PLACE],
    "casualties": [{"text": "three people", "status": "killed", "who": "unknown", "value": 3, "min": 3, "max": 3}],
}


def gold(folder: Path, name: str = "a", text: str = TEXT, **layers: Any) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps({**SMALL, **layers}), encoding="utf-8")


def test_a_small_gold_of_one_s_own_is_scored_in_the_layers_it_has(tmp_path: Path) -> None:
    gold(tmp_path)
    result = run(str(tmp_path), "--errors")
    assert result.exit_code == 0
    scores = json.loads(result.stdout)
    assert list(scores["layers"]) == ["places", "places resolved", "casualties", "attributes"]
    assert scores["layers"]["places resolved"] == {"p": 1, "r": 1, "f": 1, "right": 2, "found": 2, "gold": 2}
    assert scores["errors"] == []


def test_the_day_of_the_gold_is_that_of_a_report_that_tells_none(tmp_path: Path) -> None:
    dates = [{"text": "Saturday", "start": "2024-03-02", "end": "2024-03-02", "precision": "day"}]
    text = "Shelling hit Kherson on Saturday, killing three people near KYIV."
    gold(tmp_path, text=text, dates=dates)
    assert json.loads(run(str(tmp_path)).stdout)["layers"]["dates"]["f"] == 1


def test_what_is_missed_and_what_is_wrong_is_listed_with_its_place(tmp_path: Path) -> None:
    gold(tmp_path, places=[{**PLACE, "text": "The mayor", "name": "Mayor"}, PLACE])
    errors = json.loads(run(str(tmp_path), "--errors", "places").stdout)["errors"]
    assert [(e["side"], e["start"], e["end"], e["text"]) for e in errors] == [
        ("wrong", 0, 4, "KYIV"),
        ("missed", TEXT.index("The mayor"), TEXT.index(" said"), "The mayor"),
    ]
    table = run(str(tmp_path), "--errors", "places,event-slots", "--format", "table").stdout
    assert "missed a.txt:74-83  The mayor  Mayor" in table and "places resolved" in table
    assert run(str(tmp_path), "--errors", "rumours").exit_code == 2


BAD = [
    ({"places": [{**PLACE, "text": "Cherson"}]}, "places[0].text: 'Cherson' is not in the text"),
    ({"places": [{**PLACE, "nth": 2}]}, "'Kherson' is in the text 1 times, not 2"),
    ({"places": [{**PLACE, "type": "village"}]}, "places[0].type: input should be 'country'"),
    ({"places": [{**PLACE, "lat": 146.64}]}, "places[0].lat: input should be less than or equal to 90"),
    ({"places": [{**PLACE, "lat": None}]}, "places[0]: has neither geonames nor lat and lon"),
    ({"places": [{k: v for k, v in PLACE.items() if k != "country"}]}, "places[0].country: field required"),
    ({"places": [{**PLACE, "alsoo": []}]}, "places[0].alsoo: unknown field; known are note, nth, text, name, type,"),
    ({"locations": []}, "locations: unknown field; known are published, boilerplate, places, people,"),
    ({"casualtys": [], "losses": [{"clas": 1}, {}]}, "a.json: casualtys: unknown field; "),
    (
        {"losses": [{"clas": 1}, {}]},
        "a.json: losses[0].clas: unknown field; known are value, min, max, note, nth, text, "
        "item, status, class, side, source; ",
    ),
    (
        {"dates": [{"text": "Saturday", "start": "2 March", "end": "2024-03-02", "precision": "day"}]},
        "dates[0].start: ",
    ),
    ({"casualties": [{"text": "three people", "status": "killed", "who": "unknown", "min": 4, "max": 3}]}, "above"),
    ({"events": [{"type": "shelling", "trigger": "hit", "evidence": "Shelling killed"}]}, "'hit' is not in"),
    ({"boilerplate": ["Read more"]}, "boilerplate[0]: 'Read more' is not in the text"),
]


@pytest.mark.parametrize(("layers", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_bad_gold_is_named_with_its_reason(tmp_path: Path, layers: Row, reason: str) -> None:
    gold(tmp_path, **layers)
    (error,) = read(tmp_path)
    assert isinstance(error, Exception)
    assert "a.json: " in str(error) and reason in str(error)


def test_bad_gold_stops_nothing_of_the_rest(tmp_path: Path) -> None:
    gold(tmp_path, "good")
    gold(tmp_path, "bad", places=[{**PLACE, "text": "Cherson"}])
    (tmp_path / "alone.txt").write_text(TEXT, encoding="utf-8")
    gold(tmp_path, "broken")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    gold(tmp_path, "old")
    (tmp_path / "old.txt").write_bytes("Zaporižžja".encode("cp1252"))
    result = run(str(tmp_path))
    assert result.exit_code == 1
    assert json.loads(result.stdout)["reports"] == 1
    complaints = result.stderr.strip().splitlines()
    for complaint, name in zip(complaints, ("alone.txt", "bad.json", "broken.json", "old.txt"), strict=True):
        assert f"{name}: " in complaint


def test_a_gold_without_its_report_is_named_and_other_json_is_not(tmp_path: Path) -> None:
    gold(tmp_path)
    gold(tmp_path, "lone")
    (tmp_path / "lone.txt").unlink()
    (tmp_path / "floors.json").write_text('{"places": 90}', encoding="utf-8")
    (error, report) = read(tmp_path)
    assert "lone.json: has no lone.txt beside it" in str(error) and not isinstance(report, Exception)


def test_what_an_item_leaves_out_is_not_scored_and_null_is(records: Path, tmp_path: Path) -> None:
    report = next(r for r in read(GOLD) if not isinstance(r, Exception))
    layers = json.loads(report.path.with_suffix(".json").read_text(encoding="utf-8"))
    found = rows(records)
    slots = ("actors", "targets", "places", "weapons")
    for source in ({}, {"source": None}):
        least = {
            "casualties": [{**_without(c, "source"), **source} for c in layers["casualties"]],
            "events": [_without(e, *slots) for e in layers["events"]],
        }
        gold(tmp_path, report.path.stem, report.text, places=[], **least)
        scores = evaluate([r for r in read(tmp_path) if not isinstance(r, Exception)], found).layers
        assert (scores["attributes"].gold == 0) is (not source)
        assert not any(slot in f.says for f in scores["event slots"].faults for slot in slots)
    assert any(f.says.startswith("casualty: source: gold none, found ") for f in scores["attributes"].faults)


def _without(item: Row, *names: str) -> Row:
    return {k: v for k, v in item.items() if k not in names}


def test_a_report_that_the_records_lack_is_named(tmp_path: Path) -> None:
    gold(tmp_path)
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"kind": "document", "id": "d", "path": "b.txt"}\n', encoding="utf-8")
    result = run(str(tmp_path), "--records", str(facts))
    assert result.exit_code == 1 and json.loads(result.stdout)["mean"] == 0
    (told,) = result.stderr.strip().splitlines()
    assert "a.txt: " in told and "facts.jsonl" in told


def test_records_given_for_marks_are_told_once(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_text(3 * '{"kind": "place", "id": "p", "doc": "d"}\n', encoding="utf-8")
    result = run(str(facts))
    (told,) = result.stderr.strip().splitlines()
    assert result.exit_code == 1 and "holds records, not marks" in told and "--records" in told


def test_nothing_to_evaluate(tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert result.exit_code == 1 and "NAME.json" in result.stderr and result.stdout == ""
    assert run(str(tmp_path / "missing")).exit_code == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"kind": "place"}', '{"kind": "place", "id": "p", "mentions": [{}]}'])
def test_records_that_are_none_are_named_by_line(tmp_path: Path, line: str) -> None:
    gold(tmp_path)
    (tmp_path / "records.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    result = run(str(tmp_path), "--records", str(tmp_path / "records.jsonl"))
    assert result.exit_code == 1 and "records.jsonl:2: " in result.stderr


def mark(id_: str, kind: str, verdict: str, **more: Any) -> str:
    row = {
        "doc": "d",
        "id": id_,
        "kind": kind,
        "start": 5,
        "end": 12,
        "text": "Kherson",
        "rule": "verb",
        "mark": verdict,
    }
    return json.dumps({**row, "type": "shelling", "note": "", **more}) + "\n"


def test_marks_of_the_page_give_precision_by_kind_and_rule(tmp_path: Path) -> None:
    marks = [
        mark("eve-1", "event", "right"),
        mark("eve-2", "event", "wrong", note="a drill"),
        mark("eve-3", "event", "right", rule="noun"),
        mark("pla-1", "place", "wrong", rule="gazetteer"),
        mark("pla-1", "place", "right", rule="gazetteer"),  # thought better of
    ]
    path = tmp_path / "report.marks.jsonl"
    path.write_text("".join(marks), encoding="utf-8")
    for source in (path, tmp_path):
        result = run(str(source), "--errors")
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        assert found["marks"] == [
            {"kind": "place", "rule": "gazetteer", "right": 1, "wrong": 0, "p": 1.0},
            {"kind": "event", "rule": "noun", "right": 1, "wrong": 0, "p": 1.0},
            {"kind": "event", "rule": "verb", "right": 1, "wrong": 1, "p": 0.5},
        ]
        assert [e["says"] for e in found["errors"]] == ["event a drill"]
    assert "a drill" in run(str(path), "--errors", "--format", "table").stdout


def test_a_bad_mark_is_named_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "report.marks.jsonl"
    bad = [mark("e", "event", "perhaps"), mark("e", "rumour", "right"), mark("e", "event", "right", end=99), "{\n"]
    path.write_text("".join([*bad, mark("e", "event", "right")]), encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 4
    assert json.loads(result.stdout)["marks"][0]["right"] == 1
