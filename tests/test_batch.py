"""`factx batch` as a user runs it: nothing lost, nothing done twice, every failure told."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from stub_model import CRASHES, HANGS, NAME, RAISES, SLOW, install

from factx import tables
from factx.batch import chunks, jobs, parts
from factx.batch.jobs import Job, Report, Setup
from factx.batch.ledger import Ledger
from factx.batch.run import Batch, Progress, Stopped
from factx.batch.store import Store
from factx.batch.walk import Request
from factx.cli import batch as batch_command
from factx.cli import cli, progress
from factx.errors import FactxError
from factx.schema import KINDS

DAY = "KYIV, 3 March 2024 - "
REPORT = DAY + "Shelling killed {} people in Kherson, the governor said. {}\n"
#: As long as wire copy is, so that copies of it can be told.
WIRE = DAY + " ".join(f"Sentence {w} of the report tells of the {w} shelling of Kherson." for w in "abcdefghij") + "\n"


@pytest.fixture(scope="module", autouse=True)
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = install(tmp_path_factory.mktemp("model"))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setattr(chunks, "DOCUMENTS", 4)
        yield str(folder)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(REPORT.format(n + 2, ""), encoding="utf-8")
    return folder


class Inline:
    """An engine without processes: quick, and it sees what only this process sees."""

    busy = 0
    free = 1
    ready = True

    def __init__(self) -> None:
        self.ended: list[tuple[Job, Report | Exception]] = []
        self.done = 0

    def submit(self, job: Job) -> None:
        self.ended.append((job, jobs.run(job)))
        self.done += len(job.chunk.keys)

    def finished(self, seconds: float) -> Iterator[tuple[Job, Report | Exception]]:
        while self.ended:
            yield self.ended.pop()

    def close(self) -> None: ...


def inline(
    *sources: object,
    out: object,
    form: str = "jsonl",
    stop: Callable[[], bool] = lambda: False,
    watch: Callable[[Progress], object] = lambda _: None,
) -> Inline:
    store, setup, engine = Store(str(out)), Setup(NAME), Inline()
    request = Request(tuple(map(str, sources)), store.url)
    Batch(request, setup, store, engine, 60, watch, stop).run(form)
    return engine


def command(*arguments: object) -> Result:
    """By processes, with the stub."""
    return CliRunner().invoke(cli, ["batch", *map(str, arguments), "--model", NAME, "--jobs", "2"])


def table(out: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def left(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.iterdir()) if p.is_file()}


def in_place(out: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in (out / "parts").iterdir()}


# -------------------------------------------------------------------------------------------------- what a run leaves


def test_the_records_are_those_of_extract_a_table_a_kind(reports: Path, tmp_path: Path) -> None:
    result = command(reports, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    extracted = CliRunner().invoke(cli, ["extract", str(reports), "--text", "--model", NAME]).stdout.splitlines()
    for kind in KINDS:
        expected = [line for line in extracted if json.loads(line)["kind"] == kind]
        assert (tmp_path / "out" / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines() == expected, kind
    assert [m["path"] for m in table(tmp_path / "out", "manifest")] == [f"{reports}/{n}.txt" for n in range(6)]
    assert {m["status"] for m in table(tmp_path / "out", "manifest")} == {"extracted"}
    assert "6 documents, 84 words in" in result.stderr
    assert "6 extracted, 0 copies, 0 failed" in result.stderr
    assert f"written to {tmp_path}/out" in result.stderr
    assert result.stdout == ""
    assert "removed" not in result.stderr
    assert not (tmp_path / "out" / "chunks").exists()


def test_every_failure_is_told_and_stops_nothing(reports: Path, tmp_path: Path) -> None:
    for name, word in (("crash", CRASHES), ("hang", HANGS), ("raise", RAISES)):
        (reports / f"{name}.txt").write_text(REPORT.format(9, f"{word}."), encoding="utf-8")
    (reports / "empty.txt").touch()
    (reports / "few.jsonl").write_text('{"text": "Shelling killed five."}\n{"broken\n', encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    out = tmp_path / "out"
    result = command(reports, tmp_path / "pipe", "--out", out, "--timeout", "2")
    assert result.exit_code == 1, result.output
    errors = {Path(str(e["path"])).name: e for e in table(out, "errors")}
    assert {name: str(e["reason"]).split(":")[0] for name, e in errors.items()} == {
        "crash.txt": "killed its worker",
        "hang.txt": "took longer than 2 s",
        "raise.txt": "ValueError",
        "empty.txt": "is empty",
        "few.jsonl:2": "is not valid JSON",
        "pipe": "took longer than 2 s to read",
    }
    told = out / "tracebacks" / f"{errors['raise.txt']['traceback']}.txt"
    assert told.read_text(encoding="utf-8").rstrip().endswith("ValueError: a fault")
    assert len(table(out, "document")) == 7
    assert "7 extracted, 0 copies, 6 failed" in result.stderr
    assert "killed its worker" in result.stderr


def test_copies_are_extracted_once_and_linked(tmp_path: Path) -> None:
    for name, text in (("a.txt", WIRE), ("b.txt", WIRE), ("c.txt", WIRE[: WIRE.index(" Sentence j")])):
        (tmp_path / name).write_text(text, encoding="utf-8")
    inline(*sorted(tmp_path.glob("*.txt")), out=tmp_path / "out")
    a, b, c = table(tmp_path / "out", "document")
    assert (b["id"], b["duplicate_of"], b["similarity"]) == (f"{a['id']}-2", a["id"], 1.0)
    assert c["duplicate_of"] == a["id"]
    assert 0.8 <= float(str(c["similarity"])) < 1
    assert {p["doc"] for p in table(tmp_path / "out", "place")} == {a["id"]}
    assert [m["status"] for m in table(tmp_path / "out", "manifest")] == ["extracted", "copy", "copy"]


def test_no_text_leaves_the_texts_out(reports: Path, tmp_path: Path) -> None:
    result = command(reports / "0.txt", "--out", tmp_path / "out", "--no-text", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert [d.get("text") for d in table(tmp_path / "out", "document")] == [None]


def test_an_output_by_url(reports: Path, tmp_path: Path) -> None:
    import fsspec

    inline(reports, out=tmp_path / "out")
    inline(reports, out="memory://batch/out")
    memory = fsspec.filesystem("memory")
    found = {Path(f).name: memory.cat_file(f) for f in memory.ls("/batch/out", detail=False) if memory.isfile(f)}
    assert found == left(tmp_path / "out")
    before = memory.modified("/batch/out/parts/" + parts.names(Store("memory://batch/out"))[0])
    assert inline(reports, out="memory://batch/out").done == 0
    assert memory.modified("/batch/out/parts/" + parts.names(Store("memory://batch/out"))[0]) == before


# ------------------------------------------------------------------------------------------------------ run once more


def test_only_what_is_new_is_done(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert inline(reports, out=out).done == 6
    before = in_place(out)
    (reports / "3b.txt").write_text(REPORT.format(70, ""), encoding="utf-8")
    assert inline(reports, out=out).done == 1
    assert before.items() < in_place(out).items()
    assert len(in_place(out)) == len(before) + 1
    grown = tmp_path / "grown"
    inline(reports, out=grown)
    assert left(grown) == left(out), "the order is that of the sources"


def test_what_is_gone_from_the_sources_is_gone_from_the_tables(reports: Path, tmp_path: Path) -> None:
    inline(reports, out=tmp_path / "out")
    (reports / "0.txt").unlink()
    assert inline(reports, out=tmp_path / "out").done == 0
    assert len(table(tmp_path / "out", "document")) == 5


def test_another_format_takes_the_place_of_the_first(reports: Path, tmp_path: Path) -> None:
    inline(reports, out=tmp_path / "out")
    result = command(reports, "--out", tmp_path / "out", "--format", "csv")
    assert "removed 11 tables of an earlier run in another format (casualty.jsonl …)" in result.stderr
    assert sorted(p.stem for p in (tmp_path / "out").glob("*.csv")) == sorted(KINDS)
    assert sorted(p.stem for p in (tmp_path / "out").glob("*.jsonl")) == ["errors", "manifest"]


@pytest.mark.parametrize("keep", [0, 0.1, 0.99])
def test_a_damaged_part_is_made_again(reports: Path, tmp_path: Path, keep: float) -> None:
    out = tmp_path / "out"
    inline(reports, out=out)
    expected = left(out)
    damage(out, keep)
    assert inline(reports, out=out).done in (2, 4)
    assert left(out) == expected


def test_a_part_that_is_damaged_on_the_way_is_told(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    inline(reports, out=out)
    expected = left(out)
    with pytest.raises(FactxError, match="was damaged, and is removed"):
        inline(reports, out=out, watch=lambda p: p.reading or damage(out, 0.5))
    assert inline(reports, out=out).done in (2, 4)
    assert left(out) == expected


def damage(out: Path, keep: float) -> None:
    part = min((out / "parts").iterdir())
    content = part.read_bytes()
    part.write_bytes(content[: int(len(content) * keep)].ljust(len(content), b"?"))


def test_what_records_depend_on_is_part_of_their_key(tmp_path: Path, model: str) -> None:
    (tmp_path / "places.tsv").write_text("", encoding="utf-8")
    plain = Setup(NAME)
    others = [Setup(), Setup(model), Setup(NAME, text=False), Setup(NAME, (str(tmp_path),))]
    keys = [jobs.made_by(s) for s in (plain, *others)]
    (tmp_path / "places.tsv").write_text("# a comment\n", encoding="utf-8")
    keys.append(jobs.made_by(others[-1]))
    assert len(set(keys)) == len(keys)
    assert jobs.made_by(plain) == keys[0]


# ----------------------------------------------------------------------------------------------------------- stopping


def start(*arguments: object, model: str) -> subprocess.Popen[str]:
    path = os.pathsep.join((model, *filter(None, [os.environ.get("PYTHONPATH")])))
    return subprocess.Popen(
        [sys.executable, "-m", "factx", "batch", *map(str, arguments), "--model", NAME, "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_goes_on(tmp_path: Path, model: str, signum: int) -> None:
    lines = (json.dumps({"text": REPORT.format(n, f"{SLOW}.")}) + "\n" for n in range(300))
    (tmp_path / "reports.jsonl").write_text("".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    run = start(tmp_path / "reports.jsonl", "--out", out, model=model)
    wait_for(lambda: (out / "parts").is_dir() and in_place(out))
    os.killpg(run.pid, signum)  # as a terminal does: to all processes
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130, said
    assert said.endswith("factx: stopped; the same command goes on from here\n")
    assert "Traceback" not in said
    assert "factx: finishing the documents in hand" in said
    held = sum(len(parts.results(Store(str(out)), name)) for name in parts.names(Store(str(out))))
    assert 0 < held < 300
    assert not (out / "document.jsonl").exists()
    assert inline(tmp_path / "reports.jsonl", out=out).done == 300 - held
    inline(tmp_path / "reports.jsonl", out=tmp_path / "undisturbed")
    assert left(out) == left(tmp_path / "undisturbed")


def test_ctrl_c_twice_ends_it_at_once(tmp_path: Path, model: str) -> None:
    lines = [json.dumps({"text": REPORT.format(n, "")}) + "\n" for n in range(16)]  # a chunk
    lines.append(json.dumps({"text": REPORT.format(16, f"{HANGS}.")}) + "\n")
    (tmp_path / "hang.jsonl").write_text("".join(lines), encoding="utf-8")
    run = start(tmp_path / "hang.jsonl", "--out", tmp_path / "out", model=model)
    wait_for(lambda: (tmp_path / "out" / "parts").is_dir() and in_place(tmp_path / "out"))
    assert run.stderr
    os.killpg(run.pid, signal.SIGINT)
    assert "finishing" in run.stderr.readline()
    os.killpg(run.pid, signal.SIGINT)
    assert "stopped" in run.communicate(timeout=10)[1]
    assert run.returncode == 130


def test_a_run_asked_to_stop_takes_nothing_new(reports: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        inline(reports, out=tmp_path / "out", stop=lambda: True)
    assert in_place(tmp_path / "out") == {}


# ------------------------------------------------------------------------------------------------ what cannot be done


def test_a_model_that_is_missing_is_told_once(reports: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["batch", str(reports), "-o", str(tmp_path / "out"), "--model", "missing"])
    assert result.exit_code == 1
    assert result.stderr == "factx: model missing: no such spaCy pipeline is installed (pip install it first)\n"


def test_a_model_that_cannot_be_loaded_is_told_why(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        result = CliRunner().invoke(cli, ["batch", "reports", "-o", "out", "--model", "model"])
    assert result.exit_code == 1
    assert f"factx: model {tmp_path}/model: cannot be loaded: [E053] Could not read meta.json" in result.stderr


def test_one_run_at_a_time(reports: Path, tmp_path: Path) -> None:
    Store(str(tmp_path / "out")).claim()
    with (tmp_path / "out" / ".factx").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        with pytest.raises(FactxError, match="another run writes here"):
            inline(reports, out=tmp_path / "out")


@pytest.mark.parametrize(
    ("sources", "what"),
    [(["/nowhere"], "/nowhere"), (["/nowhere", "a.txt/b"], "/nowhere, a.txt/b"), (["\x1b[31m"], "\\x1b[31m")],
)
def test_sources_that_are_not_there(sources: list[str], what: str, tmp_path: Path) -> None:
    result = command(*sources, "--out", tmp_path / "out")
    assert (result.exit_code, result.output) == (1, f"factx: {what}: no such file or folder\n")
    assert not (tmp_path / "out").exists()


def test_one_source_of_several_is_not_there(reports: Path, tmp_path: Path) -> None:
    result = command("/nowhere", reports / "0.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "2 documents, 14 words in" in result.stderr
    assert "1 extracted, 0 copies, 1 failed" in result.stderr


def test_a_folder_of_somebody_else_s_is_left_alone(reports: Path) -> None:
    before = left(reports)
    with pytest.raises(FactxError, match="stands in the output folder"):
        inline(reports, out=reports)
    with pytest.raises(FactxError, match="holds other files"):
        inline(__file__, out=reports)
    assert left(reports) == before


def test_what_a_batch_wrote_is_no_source(reports: Path, tmp_path: Path) -> None:
    out = reports / "out"
    assert inline(reports, out=out).done == 6
    expected = left(out)
    assert inline(reports, out=out).done == 0
    assert left(out) == expected
    with pytest.raises(FactxError, match="stands in the output folder"):
        inline(out / "document.jsonl", out=out)
    inline(reports, out=tmp_path / "other")
    assert len(table(tmp_path / "other", "manifest")) == 6, "nor for another batch"


def test_an_output_that_cannot_be_written(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FactxError, match="Not a directory"):
        inline(reports, out=reports / "0.txt" / "out")

    def full(self: Store, name: str, content: bytes, durable: bool = True) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "put", full)
    with pytest.raises(FactxError, match="out: No space left on device"):
        inline(reports, out=tmp_path / "out")


@pytest.mark.parametrize("arguments", [["-", "-o", "out"], ["a.txt", "-o", "out", "--engine", "dask"], ["a.txt"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli, ["batch", *arguments]).exit_code == 2


def test_the_formats_are_those_of_the_tables() -> None:
    assert batch_command.FORMATS == tables.FORMATS


def test_hostile_words_in_a_reason_harm_neither_the_run_nor_the_terminal(reports: Path, tmp_path: Path) -> None:
    hostile = '{"id": "\\u001b[31m", "text": "Shelling killed five people."}\n' * 2
    (reports / "ids.jsonl").write_text(hostile, encoding="utf-8")
    result = command(reports, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert table(tmp_path / "out", "errors")[0]["reason"] == 'its id "\x1b[31m" was given before'
    assert "was given before" in result.stderr
    assert "\x1b" not in result.stderr
    ledger = Ledger()
    ledger.fail("a.txt", "\udcff", "\udcff")
    assert [row.reason for row in ledger.rows()] == ["\\udcff"]
    ledger.close()


# ----------------------------------------------------------------------------------------------------------- progress


def test_a_line_now_and_then_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    clock = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    display = progress.Display(quiet=False)
    monkeypatch.setattr(display, "say", said.append)
    at = Progress(documents=900, characters=90_000, since=1000.0)
    clock[0] = 1030.0
    display.show(at)
    assert said.pop() == "loading · 900 documents read"
    at.loading, clock[0] = False, 1000.0
    display = progress.Display(quiet=False)
    monkeypatch.setattr(display, "say", said.append)
    for clock[0], at.reading, at.done, at.words in (
        (1020, True, 90, 1000),
        (1040, True, 180, 8000),
        (1100, False, 450, 50_000),
    ):
        at.done_characters = at.done * 100
        display.show(at)
    assert said == [
        "180 of 900+ documents · 200 words/s",
        "450 of 900 documents · 500 words/s · 0:01:40 left",
    ]
    at.failed, at.earlier_characters, clock[0] = 3, 25_000, 1200.0
    display.show(at)
    assert said[-1] == "450 of 900 documents · 250 words/s · 3 failed · 0:07:30 left"


def test_a_bar_on_a_terminal(reports: Path, tmp_path: Path, model: str) -> None:
    (reports / "empty.txt").touch()
    for n in range(80):
        (reports / f"slow{n}.txt").write_text(REPORT.format(n + 100, f"{SLOW}."), encoding="utf-8")
    shown = on_terminal(["batch", reports, "-o", tmp_path / "out"], model)
    assert "━" in shown
    for what in (" of 87 documents", " words/s", "1 failed", " left", "86 extracted, 0 copies, 1 failed"):
        assert what in shown, shown


def on_terminal(arguments: list[object], model: str) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, 0x5414, b"\x28\x00\xa0\x00\x00\x00\x00\x00")  # TIOCSWINSZ: 40 lines of 160 columns
    path = os.pathsep.join((model, *filter(None, [os.environ.get("PYTHONPATH")])))
    environment = {**os.environ, "PYTHONPATH": path, "TERM": "xterm-256color", "COLUMNS": "160"}
    arguments = [sys.executable, "-m", "factx", *arguments, "--model", NAME, "--jobs", "2"]
    run = subprocess.Popen([str(a) for a in arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the terminal is closed with the process
            break
    run.wait()
    os.close(ours)
    return shown.decode()
