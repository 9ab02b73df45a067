"""Why a record is there: every explanation rests on lines that exist, and tells what was decided in fact."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import factx
from factx import intake
from factx.cli import cli
from factx.explain import Explanation, Step, explanations
from factx.explain.grounds import code
from factx.explain.rules import RULES
from factx.intake import document
from factx.lexicon.tables import models, rows
from factx.pipeline import Pipeline
from factx.schema import Document

SEEDS = Path(__file__).parent.parent / "seeds"
Seeds = list[tuple[Document, list[Explanation]]]
#: Kinds whose every record is found by a word of a table, whatever its rule.
BY_WORDS = {"event", "equipment", "loss", "organisation"}
#: What rests on the model alone, or on the report's own definition of a name.
WITHOUT = {("organisation", "definition"), ("organisation", "model")}
OFFICE = re.compile(r"\b(?:department|ministry)\b", re.I)


@pytest.fixture(scope="module")
def seeds(pipeline: Pipeline) -> Seeds:
    documents = [d for d in intake.read((str(SEEDS),)) if isinstance(d, Document)]
    return [(d, list(explanations(d, pipeline))) for d in documents]


def explained(text: str, pipeline: Pipeline, published: date | None = None) -> list[Explanation]:
    return list(explanations(document(text, published=published), pipeline))


def step(explanation: Explanation, about: str) -> Step:
    return next(s for s in explanation.steps if s.about == about)


def of(found: list[Explanation], kind: str) -> Explanation:
    return next(e for e in found if e.record.kind == kind)


def test_the_explained_records_are_the_records(seeds: Seeds, pipeline: Pipeline) -> None:
    assert sum(len(found) for _, found in seeds) > 300
    for doc, found in seeds:
        assert [e.record for e in found] == pipeline.read(doc)[1:]


def test_each_record_of_the_seeds_names_table_and_line(seeds: Seeds) -> None:
    for e in (e for _, found in seeds for e in found):
        assert not isinstance(e.record, factx.schema.DocumentRecord)
        lines = [s for s in e.sources if s.line is not None]
        for source in lines:
            text = Path(source.path).read_text(encoding="utf-8").split("\n")[source.line - 1]  # type: ignore[operator]
            assert source.text == text.rstrip("\r"), source.name
            assert source.name.endswith(f":{source.line}")
            cells = [c.strip() for c in text.split("\t")]
            assert source.row is None or all(value in cells for value in source.row.values())
        counted = [s.row for s in lines if s.row and s.name.startswith("models/calibration.tsv")]
        assert {"kind": e.record.kind, "rule": "*"}.items() <= counted[-1].items()
        found = e.steps[0]
        words = [s for s in found.sources if s.row is not None]
        if e.record.kind in BY_WORDS and (e.record.kind, e.record.rule) not in WITHOUT:
            ministry = OFFICE.search(e.record.mentions[0].text)  # its portfolio may be any word
            assert words or e.record.rule == "list" or ministry, e.record
        if e.record.rule in ("model", "word"):
            assert any("label" in reason for reason in found.because), e.record


def test_the_rows_are_of_the_words_and_say_what_the_records_say(seeds: Seeds) -> None:
    for e in (e for _, found in seeds for e in found):
        record: object = e.record
        cells = e.steps[0].sources[0].row or {}
        if isinstance(record, factx.schema.EventRecord):
            attempt = "only an attempt at it is told" in step(e, "type").because
            assert cells["type"] == record.type or attempt
        elif isinstance(record, factx.schema.EquipmentRecord):
            assert cells["class"] == record.class_
            names = " ".join(v for k, v in cells.items() if k != "class").casefold()
            assert any(word[:3] in names for word in re.findall(r"\w+", e.steps[0].decided.casefold())[:4])
        elif isinstance(record, factx.schema.PlaceRecord) and record.geonames:
            chosen = [o for s in e.steps for o in s.options if o.get("chosen")]
            assert chosen
            assert {o["id"] for o in chosen} == {f"gn:{record.geonames}"}


def test_every_rule_is_explained_and_stands_in_the_code() -> None:
    counted = {(r["kind"], r["rule"]) for r in rows(models() / "calibration.tsv") if r["rule"] != "*"}
    assert counted <= RULES.keys()
    for rule in RULES.values():
        source = code(rule.code)
        assert source.text.lstrip().startswith(("def ", "class "))
        assert rule.code.rpartition(":")[2].rpartition(".")[2] in source.text


def test_a_place_is_weighed_against_the_others(pipeline: Pipeline) -> None:
    found = explained("Shelling hit Kyiv, Kharkiv and Odessa in Ukraine on Monday.", pipeline)
    odessa = next(e for e in found if getattr(e.record, "geonames", None) == 698740)
    choice = step(odessa, "place")
    assert choice.options[0]["chosen"] is True
    assert {"UA", "US"} <= {o["country"] for o in choice.options}
    weights = [o["weight"] for o in choice.options]
    assert weights == sorted(weights, reverse=True)
    assert choice.because[1].endswith("over the next, Odesa Oblast (admin1, UA):")
    for option in choice.options:
        assert sum(option["grounds"].values()) == pytest.approx(option["weight"], abs=0.05)
    assert choice.sources[0].name.startswith(("models/lexicon/places.tsv:", "GeoNames 698740, gazetteer "))


@pytest.mark.parametrize(
    ("text", "about", "why"),
    [
        ("The army said on Friday that it had shelled the town.", "2024-03-08", "4 days before the day of the report"),
        ("The bridge was destroyed on 5 May 2023.", "2023-05-05", "it needs nothing but its own words"),
        ("The army shelled the town two days ago.", "2024-03-10", "2 days before the day of the report"),
    ],
)
def test_a_date_tells_its_anchor(text: str, about: str, why: str, pipeline: Pipeline) -> None:
    decided = step(of(explained(text, pipeline, published=date(2024, 3, 12)), "date"), "date")
    assert decided.decided.startswith(about)
    assert any(why in reason for reason in decided.because)


def test_a_date_without_an_anchor_says_so(pipeline: Pipeline) -> None:
    decided = step(of(explained("The army said on Friday that it had shelled the town.", pipeline), "date"), "date")
    assert decided.decided == "on no calendar: the day of the report is unknown"
    assert "the day of the report: unknown" in decided.because


def test_a_quantity_tells_its_number_its_bounds_and_its_unit(pipeline: Pipeline) -> None:
    found = of(explained("The army lost dozens of tanks.", pipeline), "quantity")
    assert [s.row["word"] for s in step(found, "number").sources if s.row] == ["dozens"]
    found = of(explained("The army advanced by up to 3 miles.", pipeline), "quantity")
    assert [s.row["cue"] for s in step(found, "number").sources if s.row] == ["up to"]
    unit = step(found, "unit")
    assert [s.row["symbol"] for s in unit.sources if s.row] == ["mi"]
    assert unit.because[0].startswith("in m: 3 × 1609")


def test_an_event_tells_its_slots_its_tellings_and_who_says_so(pipeline: Pipeline) -> None:
    text = (
        "Russian forces shelled Kherson on Monday, killing three civilians, governor Oleksandr Prokudin said."
        " The shelling damaged a hospital.\n"
    )
    found = explained(text, pipeline, published=date(2024, 3, 12))
    event = of(found, "event")
    assert step(event, "actors").because == ("“Russian forces” is its subject",)
    assert step(event, "places").because == ("“Kherson” is its object",)
    assert step(event, "attribution").decided == "Oleksandr Prokudin says so"
    assert any(s.row and s.row.get("verb") == "say" for s in step(event, "attribution").sources)
    assert step(event, "tellings").options[0]["joined"].startswith("it is told as known")
    casualty = of(found, "casualty")
    assert any("harm_words.tsv" in s.name for s in step(casualty, "status").sources)
    assert any("victims.tsv" in s.name for s in step(casualty, "who").sources)
    assert step(casualty, "event").sources


def test_a_users_table_is_named_by_its_own_path(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    table = folder / "triggers.tsv"
    table.write_text("# mine\nlemma\tpos\ttype\tframe\twhen\nzorching\tNOUN\tshelling\tnoun\t\n", encoding="utf-8")
    pipeline = factx.load(None, (str(folder),))
    event = of(explained("The zorching of Kherson went on.", pipeline), "event")
    assert event.steps[0].sources[0].name == f"{table}:3"
    assert event.steps[0].sources[0].row == {"lemma": "zorching", "pos": "NOUN", "type": "shelling", "frame": "noun"}


def test_what_is_noted_on_a_span_is_plain(pipeline: Pipeline) -> None:
    doc = pipeline.nlp((SEEDS / "zaporizhzhia-2024-10-09.txt").read_text(encoding="utf-8"))
    assert type(doc)(doc.vocab).from_bytes(doc.to_bytes()).user_data["factx"] == doc.user_data["factx"]


# ------------------------------------------------------------------------------------------------ the command

REPORT = "Gunmen freed 3,700 inmates from two prisons in Port-au-Prince on Sunday. \x1b[31mIt is red.\x1b[0m\n"


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *args])


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def test_one_record_by_the_beginning_of_its_id(report: str) -> None:
    every = [json.loads(line) for line in run(report).stdout.splitlines()]
    assert {"place", "quantity", "date"} <= {e["record"]["kind"] for e in every}
    wanted = next(e for e in every if e["record"]["kind"] == "place")
    found = run(report, "--id", wanted["record"]["id"][:12])
    assert [json.loads(line) for line in found.stdout.splitlines()] == [wanted]
    assert {m["label"] for p in wanted["passages"] for m in p["marks"]} == {"place"}
    for passage in wanted["passages"]:
        assert passage["text"] == REPORT[passage["start"] : passage["end"]]


def test_kinds_are_chosen(report: str) -> None:
    found = [json.loads(line) for line in run(report, "--kind", "date", "--date", "2024-03-05").stdout.splitlines()]
    assert [e["record"]["start"] for e in found] == ["2024-03-03"]
    assert run(report, "--kind", "dates").exit_code == 2


@pytest.mark.parametrize(("id_", "said"), [("xyz", "no record of this report has it"), ("qua-", "qua-")])
def test_an_id_of_no_record_or_of_several(id_: str, said: str, report: str) -> None:
    result = run(report, "--id", id_)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stdout == ""


def test_text_for_a_person(report: str) -> None:
    result = run(report, "--format", "text")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert re.search(r"→ models/lexicon/placecues\.tsv:\d+ +cue=in", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 120
