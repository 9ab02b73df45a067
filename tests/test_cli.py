"""The commands as a user calls them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factx.cli import cli

SEEDS = Path(__file__).parent.parent / "seeds"
REPORT = (
    "PORT-AU-PRINCE, March 4, 2024 (AP) - Gunmen freed 3,700 inmates from two prisons in Port-au-Prince on Sunday.\n"
)


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["extract", *args], input=stdin)


def records(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.split("\n") if line]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_json_lines_in_a_pipe(report: Path) -> None:
    result = run(str(report))
    assert result.exit_code == 0
    found = records(result)
    assert found[0]["kind"] == "document"
    assert found[0]["published"] == "2024-03-04"
    assert {"place", "date", "quantity"} <= {r["kind"] for r in found}


def test_standard_input_is_read_by_dash_and_by_default() -> None:
    assert records(run("-", stdin=REPORT))[1:] == records(run(stdin=REPORT))[1:] != []


def test_a_folder_is_read_whole_and_sorted(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "b/1.md"):
        (tmp_path / name).write_text(f"Report {name}. {REPORT}", encoding="utf-8")
    documents = [r for r in records(run(str(tmp_path))) if r["kind"] == "document"]
    assert [Path(str(d["path"])).relative_to(tmp_path).as_posix() for d in documents] == ["a.txt", "b/1.md", "b/2.txt"]


def test_kinds_and_confidence_choose(report: Path) -> None:
    assert {r["kind"] for r in records(run(str(report), "--kind", "place,date"))} == {"place", "date"}
    sure = records(run(str(report), "--min-confidence", "0.9"))
    assert all(r["kind"] == "document" or float(str(r["confidence"])) >= 0.9 for r in sure)
    assert run(str(report), "--kind", "rumour").exit_code == 2


def test_the_day_of_a_report_that_tells_none() -> None:
    bare = "Gunmen attacked a village near Gao on Tuesday."
    (told,) = records(run("--date", "2024-03-07", "--kind", "date", stdin=bare))
    (untold,) = records(run("--kind", "date", stdin=bare))
    assert (told["start"], told["relative"]) == ("2024-03-05", True)
    assert untold["start"] is None and untold["reason"]


def test_the_text_is_carried_where_it_is_asked_for(report: Path) -> None:
    assert records(run(str(report)))[0]["text"] is None
    assert records(run(str(report), "--text"))[0]["text"] == REPORT


def test_json_is_one_array(report: Path) -> None:
    assert json.loads(run(str(report), "--format", "json").stdout) == records(run(str(report)))


def test_csv_is_a_row_a_record(report: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(str(report), "--format", "csv").stdout)))
    plain = records(run(str(report)))
    assert [r["id"] for r in rows] == [r["id"] for r in plain]
    place = next(r for r in rows if r["kind"] == "place")
    assert REPORT[int(place["start_char"]) : int(place["end_char"])] == place["mention"]
    only = run(str(report), "--format", "csv", "--kind", "place").stdout.splitlines()[0].split(",")
    assert "lat" in only and "precision" not in only


def test_geojson_has_a_feature_a_place_and_an_event(report: Path) -> None:
    collection = json.loads(run(str(report), "--format", "geojson").stdout)
    found = records(run(str(report)))
    places = {p["id"]: [p["lon"], p["lat"]] for p in found if p["kind"] == "place"}
    assert [f["id"] for f in collection["features"]] == [r["id"] for r in found if r["kind"] in ("place", "event")]
    for feature in collection["features"]:
        if feature["properties"]["kind"] == "place":
            assert feature["geometry"]["coordinates"] == places[feature["id"]]
        elif feature["geometry"]:
            assert feature["geometry"]["coordinates"] in places.values()


def test_an_output_file_is_whole_and_named_by_its_suffix(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.csv"
    result = run(str(report), "--output", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("kind,id,doc,")
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []
    assert run(str(report), "--output", str(tmp_path / "no" / "where.json")).exit_code == 1


def test_two_jobs_print_what_one_prints() -> None:
    one, two = (run(str(SEEDS), "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert two.exit_code == 0


def test_a_table_on_a_terminal_and_no_colour_where_it_is_not_wanted(report: Path) -> None:
    plain = run(str(report), "--format", "table")
    assert "Port-au-Prince" in plain.stdout and "\x1b" not in plain.stdout
    shown = on_a_terminal("extract", str(report))
    assert "Port-au-Prince" in shown and "\x1b[" in shown
    assert "\x1b[3" not in on_a_terminal("extract", str(report), NO_COLOR="1")
    assert '"kind"' in on_a_terminal("extract", str(report), "--format", "json").replace("\x1b[1;34m", "")


def on_a_terminal(*args: str, **env: str) -> str:
    """What a terminal shows of a command."""
    leader, follower = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "COLUMNS": "100", **env}
    settings.pop("NO_COLOR", None) if "NO_COLOR" not in env else None
    command = [sys.executable, "-m", "factx", *args]
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=settings) as process:
        os.close(follower)
        shown = b""
        try:
            while chunk := os.read(leader, 65536):
                shown += chunk
        except OSError:  # Linux says EIO where the other end has closed
            pass
    os.close(leader)
    assert process.returncode == 0
    return shown.decode()


def test_a_broken_pipe_is_quiet(report: Path) -> None:
    command = f"'{sys.executable}' -m factx extract '{SEEDS}' '{SEEDS}' | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert json.loads(done.stdout)["kind"] == "document"


def test_bad_input_names_file_and_reason_and_loses_nothing_of_the_rest(report: Path, tmp_path: Path) -> None:
    empty, binary, lines = tmp_path / "empty.txt", tmp_path / "binary.txt", tmp_path / "lines.jsonl"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    good = [json.dumps({"id": f"d{i}", "text": f"Shelling hit Gao on 5 May 202{i}."}) for i in range(8)]
    lines.write_text("\n".join([*good[:6], "{broken", *good[6:]]) + "\n", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    result = run(str(missing), str(empty), str(binary), str(lines), str(report))
    assert result.exit_code == 1
    complaints = result.stderr.strip().splitlines()
    assert len(complaints) == 4
    for complaint, name in zip(complaints, ("missing.txt", "empty.txt", "binary.txt", "lines.jsonl"), strict=True):
        assert name in complaint
    assert "7" in complaints[3]
    documents = [r for r in records(result) if r["kind"] == "document"]
    assert [d["id"] for d in documents[:8]] == [f"d{i}" for i in range(8)]
    assert len(documents) == 9


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(report: Path) -> None:
    report.chmod(0)
    result = run(str(report))
    assert result.exit_code == 1 and "report.txt" in result.stderr


def test_wrong_usage() -> None:
    assert run("--format", "xml", stdin=REPORT).exit_code == 2
    assert run("--date", "yesterday", stdin=REPORT).exit_code == 2
    assert run("--lexicon", "/no/such/folder", stdin=REPORT).exit_code == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_model_that_is_not_installed(jobs: str) -> None:
    result = run("--model", "xx_no_such_model", "--jobs", jobs, stdin=REPORT)
    assert result.exit_code == 1
    assert "xx_no_such_model" in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_the_user_s_own_tables(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text(
        "name\ttype\tcountry\tadmin1\tlat\tlon\tapproximate\tgeonames\tpopulation\taliases\n"
        "Zumbrovka\tsettlement\tUA\t\t48.10\t37.20\t\t\t\t\n",
        encoding="utf-8",
    )
    text = "Shelling hit the village of Zumbrovka on 5 May 2024."
    (place,) = records(run("--lexicon", str(tmp_path), "--kind", "place", stdin=text))
    assert (place["name"], place["lat"], place["lon"], place["country"]) == ("Zumbrovka", 48.1, 37.2, "UA")
