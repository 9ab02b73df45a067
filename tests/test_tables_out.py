"""The tables that other tools read, read by these tools."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

import factx.tables
from factx import intake
from factx.errors import FactxError
from factx.output.encode import json_schema, to_json
from factx.pipeline import Pipeline
from factx.schema import KINDS, DocumentRecord, PlaceRecord, Sentence, StatementRecord
from factx.tables import FORMATS, columns, open_tables, views

SEEDS = Path(__file__).parent.parent / "seeds"
#: What words of a stranger's report can be. Each stands in a column that may be null and in one that may not.
HOSTILE = [
    '=HYPERLINK("http://example.org/?"&A1,"x")', "=1+1", "-2+3", "+7", "@SUM(1)", "'=1+1", "''@x", "\t=1", "\r=1",
    "\n=1", "＝1+1", "a\nb", "a\r\nb", "a\rb", 'a "quoted", b; c', "a\u2028b\u0085c", "\u202eabc", "", " ", "NULL",
    "null", "nan", "true", "\\N", "1e5", "007", "2024-10-02", "'", '"', ",", "Запоріжжя 🚀", "\u0000", "a\u0000b", "{}",
    "[1]",
]  # fmt: skip


def hostile() -> list[str]:
    document = DocumentRecord(
        id="h", path="=cmd", title=None, published="2024-10-02", updated=None, language="en", sha256="0" * 64, chars=9,
        words=2, boilerplate=[(0, 3), (5, 9)], duplicate_of=None, warnings=["=1+1"], model="m", gazetteer="g",
        version="1",
    )  # fmt: skip
    place = PlaceRecord(
        id="", doc="h", confidence=0.5, mentions=[], name="", type="settlement", geonames=None, lat=-12.5, lon=None,
        country=None, admin1=None, candidates=0,
    )  # fmt: skip
    statement = StatementRecord(
        id="", doc="h", confidence=1, mentions=[], speaker=None, cue=None, direct=True, quote="", channel=None,
        date=None, evidence=Sentence(0, 1),
    )  # fmt: skip
    lines = [to_json(document)]
    for i, words in enumerate(HOSTILE):
        lines.append(to_json(replace(place, id=f"pla-{i}", name=words, admin1=words)))
        lines.append(to_json(replace(statement, id=f"sta-{i}", quote=words, cue=words, channel=words)))
    return lines


@pytest.fixture(scope="module")
def lines(pipeline: Pipeline) -> list[str]:
    """The records of the seeds and the hostile ones, as JSON."""
    found = pipeline.stream(intake.read([str(SEEDS)]))
    return [to_json(r) for records in found if isinstance(records, list) for r in records] + hostile()


@pytest.fixture(scope="module")
def records(lines: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What the lines say, kind by kind."""
    every = [json.loads(line) for line in lines]
    return {kind: [r for r in every if r["kind"] == kind] for kind in KINDS}


@pytest.fixture(scope="module")
def out(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The tables in every format."""
    return {form: written(form, lines, tmp_path_factory.mktemp(form)) for form in FORMATS}


def written(form: str, lines: list[str], folder: Path) -> Path:
    with open_tables(form, folder) as tables:
        tables.write(lines)
    return folder


def test_the_seeds_have_every_kind(records: dict[str, list[dict[str, Any]]]) -> None:
    assert all(len(of) > 3 for of in records.values())


def test_columns_are_the_fields_of_the_contract() -> None:
    contract = json_schema()
    for kind, where in contract["discriminator"]["mapping"].items():
        fields = contract["$defs"][where.rpartition("/")[2]]["properties"]
        assert sorted(columns.schema(kind).names) == sorted(fields)
        assert columns.schema(kind).names[:2] == ["kind", "id"]
    assert set(contract["discriminator"]["mapping"]) == set(KINDS)


def test_json_lines_are_copied_to_the_byte(lines: list[str], out: dict[str, Path]) -> None:
    for kind in KINDS:
        copied = (out["jsonl"] / f"{kind}.jsonl").read_bytes().decode().split("\n")
        assert copied == [*(line for line in lines if f'"kind":"{kind}"}}' in line), ""]


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_by_arrow_pandas_polars_and_duckdb(
    kind: str, out: dict[str, Path], records: dict[str, list[dict[str, Any]]]
) -> None:
    path = out["parquet"] / f"{kind}.parquet"
    assert pq.read_table(path).to_pylist() == records[kind]
    assert pl.read_parquet(path).to_dicts() == records[kind]
    with duckdb.connect() as database:
        head, *rows = table(database, f"'{path}'")
    assert [dict(zip(head, row, strict=True)) for row in rows] == records[kind]
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    assert json.loads(frame.to_json(orient="records", double_precision=15)) == records[kind]


def test_parquet_types() -> None:
    types = {kind: dict(zip(columns.schema(kind).names, columns.schema(kind).types, strict=True)) for kind in KINDS}
    assert str(types["place"]["lat"]) == "double" and str(types["place"]["geonames"]) == "int64"
    assert str(types["place"]["approximate"]) == "bool"
    assert str(types["casualty"]["min"]) == "double"
    assert str(types["document"]["boilerplate"]) == "list<item: list<item: int64>>"
    assert types["event"]["actors"].value_type.field("country").type == "string"
    assert types["event"]["attribution"].field("source").type.field("start").type == "int64"


def test_csv_by_the_csv_module(out: dict[str, Path], records: dict[str, list[dict[str, Any]]]) -> None:
    for kind in KINDS:
        with (out["csv"] / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == len(records[kind])
        for row, record in zip(rows, records[kind], strict=True):
            for name, value in record.items():
                cell = row[name]
                if isinstance(value, str):
                    assert re.sub("^'('*[=+\\-@\t\r\n＝＋－＠])", r"\1", cell) == value.replace("\0", "\ufffd")
                    assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠")
                else:
                    assert (json.loads(cell) if cell else None) == value
            if record.get("mentions"):
                assert row["mention"].lstrip("'") == record["mentions"][0]["text"].lstrip("'")
                assert int(row["start_char"]) == record["mentions"][0]["start"]


def test_sqlite_by_sqlite3(out: dict[str, Path], records: dict[str, list[dict[str, Any]]]) -> None:
    tables = every_table(out["sqlite"] / "facts.sqlite")
    for kind in KINDS:
        head, *cells = tables[kind]
        rows = [dict(zip(head, row, strict=True)) for row in cells]
        for row, record in zip(rows, records[kind], strict=True):
            nested = {k: json.dumps(v, ensure_ascii=False) for k, v in record.items() if isinstance(v, list | dict)}
            assert row == record | nested


def table(database: Any, name: str) -> list[tuple[Any, ...]]:
    """The head and the rows of a table, days as strings, as SQLite has them."""
    found = database.execute(f"SELECT * FROM {name}")
    head = tuple(column[0] for column in found.description)
    return [head, *(tuple(str(v) if isinstance(v, date) else v for v in row) for row in found.fetchall())]


def every_table(path: Path, *more: str) -> dict[str, list[tuple[Any, ...]]]:
    """All tables of a database file, and some views."""
    opened = duckdb.connect(path, read_only=True) if path.suffix == ".duckdb" else closing(sqlite3.connect(path))
    with opened as database:
        return {name: table(database, name) for name in (*KINDS, *more)}


def test_the_views_say_the_same_in_both_databases(out: dict[str, Path]) -> None:
    names = [view.name for view in views.all_of("duckdb")]
    assert names == [view.name for view in views.all_of("sqlite")]
    one, other = (every_table(out[form] / f"facts.{form}", *names) for form in ("duckdb", "sqlite"))
    for name in names:
        assert one[name] == other[name]
        assert len(one[name]) > 1 or name == "tolls_compared"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_lines_make_the_same_bytes(form: str, lines: list[str], out: dict[str, Path], tmp_path: Path) -> None:
    with open_tables(form, tmp_path) as tables:
        for line in lines:
            tables.write([line + "\n"])
    for path in out[form].iterdir():
        if form == "duckdb":
            assert every_table(path) == every_table(tmp_path / path.name)
        else:
            assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_many_small_groups_hold_the_same_rows(
    form: str, lines: list[str], out: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factx.tables, "GROUP", 20_000)
    written(form, lines, tmp_path)
    for path in out[form].iterdir():
        if form == "parquet":
            assert pq.read_table(tmp_path / path.name).equals(pq.read_table(path))
        elif form in ("jsonl", "csv"):
            assert (tmp_path / path.name).read_bytes() == path.read_bytes()
        else:
            assert every_table(path) == every_table(tmp_path / path.name)
    if form == "parquet":
        assert pq.ParquetFile(tmp_path / "event.parquet").num_row_groups > 3


@pytest.mark.parametrize("form", FORMATS)
def test_no_records_at_all(form: str, tmp_path: Path) -> None:
    written(form, [], tmp_path)
    names = [p.name for p in tmp_path.iterdir()]
    if form in ("duckdb", "sqlite"):
        assert names == [f"facts.{form}"]
        tables = every_table(tmp_path / names[0], *(view.name for view in views.named()))
        assert all(len(rows) == 1 for rows in tables.values())
        assert all(list(tables[kind][0]) == columns.schema(kind).names for kind in KINDS)
    else:
        assert sorted(names) == sorted(f"{kind}.{form}" for kind in KINDS)
    if form == "parquet":
        assert pq.read_table(tmp_path / "event.parquet").schema.equals(columns.schema("event"))
        assert pl.read_parquet(tmp_path / "event.parquet").is_empty()


def test_a_format_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(FactxError, match="xls: no such format"), open_tables("xls", tmp_path):
        pass


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_csv_in_a_spreadsheet(out: dict[str, Path], records: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    """LibreOffice opens the tables as one opens a CSV file, and runs no words of a report."""
    naive = tmp_path / "naive.csv"
    naive.write_text('id,name\r\n1,"=1+1"\r\n', encoding="utf-8")
    assert spreadsheet(naive)[0]["name"] == "2", "this LibreOffice runs formulas, so the test shows something"
    for kind in ("place", "statement"):
        rows = spreadsheet(out["csv"] / f"{kind}.csv", tmp_path)
        assert [row["id"] for row in rows] == [r["id"] for r in records[kind]]
    for row, record in zip(spreadsheet(out["csv"] / "place.csv", tmp_path), records["place"], strict=True):
        assert (float(row["lat"]) if row["lat"] else None) == pytest.approx(record["lat"])
        if record["name"].lstrip("'")[:1] in ("=", "+", "-", "@"):
            assert row["name"] == f"'{record['name']}"


def spreadsheet(path: Path, folder: Path | None = None) -> list[dict[str, str]]:
    """What LibreOffice has of a CSV file: comma, quotes, UTF-8, numbers recognised, formulas run."""
    folder = (folder or path.parent) / "saved"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    reading = "--infilter=CSV:44,34,76,1,,1033,false,true,false,false,false,-1,true"
    writing = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false,false,false"
    command = ["soffice", profile, "--headless", reading, "--convert-to", writing, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with (folder / path.name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
