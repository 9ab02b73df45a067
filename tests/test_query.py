"""Questions to the outputs of factx, in every format."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from factx import intake
from factx.cli import cli
from factx.errors import FactxError
from factx.output.encode import to_json
from factx.pipeline import Pipeline
from factx.schema import KINDS
from factx.tables import FORMATS, open_tables, reading, views
from factx.tables.asking import ask

#: Two outlets on the same attack; what each says of it is known.
REPORTS = {
    "one": "KYIV, 3 March 2024 - Russian shelling killed three people in Kherson on 2 March 2024, the governor said.\n"
    "The mayor denied that Russian troops had captured the village of Robotyne on 2 March 2024.\n",
    "two": "KYIV, 4 March 2024 - Russian shelling killed five people in Kherson on 2 March 2024, police said.\n"
    "Ukraine plans to evacuate 300 people from Kherson in April 2024.\n",
}
#: Words that a reader of tables stumbles over, as a document's title.
TITLES = {"one": "=1+1", "two": 'a "b",\r\n\u2028c; '}


@pytest.fixture(scope="module")
def lines(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    source = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    rows = ({"id": name, "text": text, "title": TITLES[name]} for name, text in REPORTS.items())
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = pipeline.stream(intake.read([str(source)]))
    return [to_json(r) for records in found if isinstance(records, list) for r in records]


@pytest.fixture(scope="module")
def out(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One output in every format, and the records as `factx extract` prints them; a folder's name may be any."""
    outputs = {}
    for form in FORMATS:
        outputs[form] = tmp_path_factory.mktemp(form) / "it's [1] *"
        outputs[form].mkdir()
        with open_tables(form, outputs[form]) as tables:
            tables.write(lines)
    outputs["records"] = tmp_path_factory.mktemp("records") / "facts.jsonl"
    outputs["records"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return outputs


@pytest.fixture(scope="module")
def opened(out: dict[str, Path]) -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    with ExitStack() as stack:
        yield {form: stack.enter_context(reading.opened(path)) for form, path in out.items()}


@pytest.fixture(scope="module")
def facts(opened: dict[str, duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
    return opened["parquet"]


@pytest.fixture(scope="module")
def folder(out: dict[str, Path]) -> Path:
    return out["parquet"]


def rows(database: duckdb.DuckDBPyConnection, question: str) -> list[dict[str, Any]]:
    return list(ask(database, question).rows)


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["query", *map(str, args)])


@pytest.mark.parametrize("form", [*FORMATS, "records"])
def test_the_answers_are_the_same_in_every_format(
    form: str, opened: dict[str, duckdb.DuckDBPyConnection], lines: list[str]
) -> None:
    for kind in KINDS:
        assert rows(opened[form], kind) == [r for r in map(json.loads, lines) if r["kind"] == kind]
    for view in views.all_of("duckdb"):
        assert rows(opened[form], view.name) == rows(opened["duckdb"], view.name)
    types = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = current_database()"
    assert rows(opened[form], f"{types} ORDER BY ALL") == rows(opened["duckdb"], f"{types} ORDER BY ALL") != []


@pytest.mark.parametrize("form", [*FORMATS, "records"])
def test_the_records_come_back_as_they_were(form: str, out: dict[str, Path], lines: list[str]) -> None:
    assert list(reading.records(out[form], "event", "place")) == [
        r for kind in ("event", "place") for r in map(json.loads, lines) if r["kind"] == kind
    ]


def test_tolls_stand_side_by_side(facts: duckdb.DuckDBPyConnection) -> None:
    killed = [r for r in rows(facts, "tolls") if r["status"] == "killed"]
    assert [(r["place"], r["admin1"], r["first_day"], r["value"], r["doc"]) for r in killed] == [
        ("Kherson", "Kherson Oblast", "2024-03-02", 3, "one"),
        ("Kherson", "Kherson Oblast", "2024-03-02", 5, "two"),
    ]
    assert [r["source"] for r in killed] == ["governor", "police"]
    assert all(r["claims"] == 2 and r["happened"] for r in killed)
    (compared,) = rows(facts, "tolls_compared")
    assert (compared["claims"], compared["sources"], compared["lowest"], compared["highest"]) == (2, 2, 3, 5)


def test_what_did_not_happen_is_not_counted(facts: duckdb.DuckDBPyConnection) -> None:
    told = {r["type"]: r for r in rows(facts, "events")}
    assert told["shelling"]["happened"] and not told["evacuation"]["happened"] and not told["capture"]["happened"]
    counted = {r["type"] for r in rows(facts, "events_by_type")}
    assert "shelling" in counted and not counted & {"evacuation", "capture"}


def test_a_week_is_a_monday_and_no_week_is_made_up(facts: duckdb.DuckDBPyConnection) -> None:
    weeks = {r["type"]: r["week"] for r in rows(facts, "events")}
    assert weeks["shelling"] == "2024-02-26"
    assert weeks["evacuation"] is None, "some day in April"
    (row,) = rows(facts, "events_by_week")
    assert (row["week"], row["country"], row["admin1"], row["documents"]) == ("2024-02-26", "UA", "Kherson Oblast", 2)


def test_columns_of_dates_are_dates(facts: duckdb.DuckDBPyConnection) -> None:
    question = "SELECT DISTINCT typeof(first_day) d, typeof(week) w FROM events"
    (row,) = rows(facts, question)
    assert (row["d"], row["w"]) == ("DATE", "DATE")


# ---------------------------------------------------------------------------------------------------------- the command


def test_json_lines_in_a_pipe(folder: Path) -> None:
    result = run("SELECT id, title FROM document ORDER BY id;", folder)
    assert [json.loads(line) for line in result.stdout.split("\n") if line] == [
        {"id": name, "title": title} for name, title in TITLES.items()
    ]
    assert "\\u2028" in result.stdout


def test_json_and_csv(folder: Path) -> None:
    question = (
        "SELECT title, [1, 2] AS list, 1.5 AS number, DATE '2024-03-02' AS day, 'nan'::DOUBLE AS none FROM document"
    )
    rows = [{"title": t, "list": [1, 2], "number": 1.5, "day": "2024-03-02", "none": None} for t in TITLES.values()]
    assert json.loads(run(question, folder, "--format", "json").stdout) == rows
    assert run("FROM document WHERE false", folder, "--format", "json").stdout == "[]\n"
    table = list(
        csv.DictReader(io.StringIO(run(question, folder, "--format", "csv").stdout_bytes.decode(), newline=""))
    )
    assert table[0] == {"title": "'=1+1", "list": "[1, 2]", "number": "1.5", "day": "2024-03-02", "none": ""}
    assert table[1]["title"] == TITLES["two"]
    assert run("SELECT 1 a, 2 a WHERE false", folder, "--format", "csv").stdout_bytes == b"a,a_1\r\n"


def test_the_named_queries_are_listed_with_a_line_each() -> None:
    listed = dict(line.split("\t") for line in run("--list").stdout.splitlines())
    assert list(listed) == [*(view.name for view in views.named()), *KINDS]
    assert {"events_by_week", "tolls", "mentions", "losses_by_side", "speakers"} <= set(listed)
    assert all(10 < len(about) < 100 for about in listed.values())


def test_a_table_on_a_terminal(folder: Path) -> None:
    grid = on_a_terminal("SELECT id, title, chr(27) || '[31m' AS red FROM document", str(folder))
    assert "│ one │ =1+1" in grid.replace("'=", "=") and "2 rows" in grid
    assert "\x1b[31m" not in grid
    blocks = on_a_terminal("SELECT * FROM tolls", str(folder))
    assert "first_day" in blocks and "cue" in blocks and "subset_of" not in blocks, "a line a value, none for a null"
    named = on_a_terminal("events", str(folder))
    head, told = named.splitlines()[1], " ".join(named.split("not shown:")[1].split())
    assert all(name in head for name in ("type", "actor", "place", "first_day", "assertion"))
    assert "id, doc, " in told and "plover_mode, confidence; --format csv gives all columns" in told
    assert "happened" in on_a_terminal("--list")


def on_a_terminal(*args: str) -> str:
    leader, follower = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "factx", "query", *args]
    with subprocess.Popen(command, stdout=follower, stderr=follower, env=settings):
        os.close(follower)
        shown = b""
        try:
            while chunk := os.read(leader, 65536):
                shown += chunk
        except OSError:  # Linux says EIO where the other end has closed
            pass
    os.close(leader)
    return shown.decode()


# -------------------------------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("SELECT type,\n  actress FROM event", ", line 2, column 3: .*actress"),
        ("SELECT 'Ö', actress FROM event", ", line 1, column 13: .*actress"),
        ("SELECT 1 FORM event x", ", line 1, column 15: syntax error"),
        ("SELEKT 1", ", line 1, column 1: syntax error"),
        ("FROM evnt", r", line 1, column 6: Table with name evnt does not exist! \(factx query --list\)"),
        ("evnt", "Table with name evnt does not exist!"),
        ("SELECT CAST(title AS DATE) FROM document", "Conversion|date"),
        ("", "it is empty"),
        ("-- nothing", "it is empty"),
        ("SELECT 1; SELECT 2", "more than one statement"),
        ("SELECT 1) AS a, (SELECT 2", "syntax error"),
        ("SELECT 1 /* ", "unterminated|syntax"),
    ],
)
def test_a_question_at_fault(question: str, told: str, facts: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(FactxError, match=f"(?s)^the query.*{told}"):
        rows(facts, question)


@pytest.mark.parametrize(
    "question", ["FROM event; ", "SELECT 1; -- done", "SELECT 1 -- done", "/* why */ FROM event ;"]
)
def test_a_question_may_end_as_it_likes(question: str, facts: duckdb.DuckDBPyConnection) -> None:
    assert rows(facts, question)


#: All that could write, read what is not the output's, or load something.
HARMFUL = [
    "COPY event TO '{new}'",
    "COPY event TO '{own}' (USE_TMP_FILE false)",
    "WITH x AS (COPY (SELECT 1) TO '{own}' (USE_TMP_FILE false)) SELECT * FROM x",
    "FROM query('WITH x AS (COPY (SELECT 1) TO ''{own}'' (USE_TMP_FILE false)) SELECT 1')",
    "FROM json_execute_serialized_sql(json_serialize_sql("
    "'WITH x AS (COPY (SELECT 1) TO ''{own}'' (USE_TMP_FILE false)) SELECT 1'))",
    "EXPLAIN ANALYZE COPY event TO '{own}'",
    "COPY (PIVOT event ON type USING count(*)) TO '{own}' (USE_TMP_FILE false)",
    "EXPORT DATABASE '{new}'",
    "ATTACH '{new}'",
    "CREATE TABLE event AS SELECT 1",
    "WITH x AS (DELETE FROM event RETURNING *) SELECT * FROM x",
    "DROP VIEW event",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "PRAGMA enable_profiling",
    "FROM enable_logging('QueryLog', storage = 'file', storage_path = '{new}')",
    "FROM read_text('{other}')",
    "FROM read_csv('{other}')",
    "FROM '{other}'",
    "FROM glob('/*')",
    "FROM read_parquet('https://example.org/x.parquet')",
    "FROM sqlite_scan('{other}', 'x')",
]


@pytest.mark.parametrize("form", FORMATS)
def test_a_question_only_reads_and_only_the_output(
    form: str, out: dict[str, Path], opened: dict[str, duckdb.DuckDBPyConnection], tmp_path: Path
) -> None:
    other, new = tmp_path / "other", tmp_path / "new"
    other.write_text("secret", encoding="utf-8")
    own = next(p for p in sorted(out[form].iterdir()) if p.stem in ("event", "facts"))
    before = {p: p.read_bytes() for p in out[form].iterdir()}
    for question in HARMFUL:
        with pytest.raises(FactxError):
            rows(opened[form], question.format(own=str(own).replace("'", "''"), new=new, other=other))
        assert not new.exists()
        assert {p: p.read_bytes() for p in out[form].iterdir()} == before, question


def test_a_folder_at_fault(tmp_path: Path, out: dict[str, Path]) -> None:
    empty, broken, lines = tmp_path / "empty", tmp_path / "broken", tmp_path / "facts.jsonl"
    empty.mkdir()
    broken.mkdir()
    for path in out["parquet"].iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    (broken / "event.parquet").write_bytes(b"PAR1")
    report = tmp_path / "report.txt"
    report.write_text(REPORTS["one"], encoding="utf-8")
    lines.write_text('{"kind":"event","id":\n', encoding="utf-8")
    for source, told in (
        (tmp_path / "missing", "no such folder or file"),
        (empty, "no tables of factx"),
        (broken, "event.parquet"),
        (lines, "facts.jsonl"),
        (report, "is no output of factx"),
    ):
        result = run("events", source)
        assert result.exit_code == 1
        (line,) = result.stderr.strip().splitlines()
        assert str(source) in line or source == lines
        assert told in line
    (broken / "event.parquet").unlink()
    assert "event.parquet" in run("place", broken).stderr


def test_wrong_usage(folder: Path) -> None:
    assert run().exit_code == 2
    assert run("events").exit_code == 2
    assert run("events", folder, "--format", "xml").exit_code == 2
