"""`factx batch --engine dask` on a real cluster of this machine: the records of the local engine, whatever dies."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from stub_model import CRASHES, HANGS, NAME, SLOW, install

from factx.batch import chunks, jobs
from factx.cli import cli

distributed = pytest.importorskip("distributed", reason="the extra factx[dask] is not installed")
import psutil  # noqa: E402 - comes with distributed

REPORT = "KYIV, {day} March 2024 - {how}, shelling killed {day} people in Kherson, the governor said on report {n}.\n"


@dataclass
class Cluster:
    folder: Path
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    address: str = ""

    def start(self) -> Cluster:
        scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = next(m[0] for line in scheduler.stderr or () if (m := re.search(r"tcp://[\d.]+:\d+", line)))
        threading.Thread(target=lambda: list(scheduler.stderr or ()), daemon=True).start()
        return self

    def worker(self) -> subprocess.Popen[str]:
        process = self._run("worker", self.address, "--nthreads", "1", "--local-directory", str(self.folder))
        threading.Thread(target=lambda: list(process.stderr or ()), daemon=True).start()
        return process

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _run(self, *arguments: str) -> subprocess.Popen[str]:
        path = os.pathsep.join((str(self.folder), *filter(None, [os.environ.get("PYTHONPATH")])))
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            env={**os.environ, "PYTHONPATH": path},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = install(tmp_path_factory.mktemp("model"))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setattr(chunks, "DOCUMENTS", 4)
        yield folder


@pytest.fixture(scope="module")
def cluster(model: Path) -> Iterator[Cluster]:
    found = Cluster(model).start()
    found.worker()
    found.worker()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for n in range(80):
        text = REPORT.format(day=n % 28 + 1, how=SLOW, n=n)
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return folder


def batch(source: Path, out: Path | str, *options: str) -> Result:
    return CliRunner().invoke(cli, ["batch", str(source), "--out", str(out), "--model", NAME, *options])


def on(cluster: Cluster) -> tuple[str, ...]:
    return "--engine", "dask", "--scheduler", cluster.address


def tables(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.iterdir() if p.is_file() and p.name != ".factx"}


def parts(out: Path) -> list[str]:
    return sorted(p.name for p in (out / "parts").glob("*.zst"))


@pytest.fixture(scope="module")
def expected(model: Path, reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the local engine makes of the reports."""
    out = tmp_path_factory.mktemp("local") / "out"
    done = batch(reports, out, "--jobs", "1")
    assert done.exit_code == 0, done.output
    return out


def midway(out: Path, act: Callable[[], None], after: int = 3) -> threading.Thread:
    """Do something when so many parts stand, of 20."""

    def wait() -> None:
        while not (out / "parts").exists() or len(parts(out)) < after:
            time.sleep(0.005)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_identical_to_the_local_engine(cluster: Cluster, reports: Path, expected: Path, tmp_path: Path) -> None:
    done = batch(reports, tmp_path / "out", *on(cluster))
    assert done.exit_code == 0, done.output
    assert tables(tmp_path / "out") == tables(expected)
    assert parts(tmp_path / "out") == parts(expected)
    with distributed.Client(cluster.address, set_as_default=False) as client:
        plugins = client.run(lambda dask_worker: list(dask_worker.plugins))
    assert len(plugins) == 2
    assert not any(name.startswith("factx") for names in plugins.values() for name in names), "it leaves nothing there"


def test_a_worker_is_killed_and_then_its_machine(
    cluster: Cluster, reports: Path, expected: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    third = cluster.worker()
    with distributed.Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(3, timeout=30)
        pids = set(client.run(os.getpid).values())
    (pid,) = pids & {p.pid for p in psutil.Process(third.pid).children(recursive=True)}
    killers = [
        midway(out, lambda: os.kill(pid, signal.SIGKILL)),  # Dask starts another
        midway(out, lambda: os.killpg(third.pid, signal.SIGKILL), after=8),
    ]
    done = batch(reports, out, *on(cluster))
    for killer in killers:
        killer.join()
    assert done.exit_code == 0, done.output
    assert tables(out) == tables(expected)


def test_documents_that_hang_or_crash_are_set_aside(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "DOCUMENTS", 1)
    reports = tmp_path / "reports"
    reports.mkdir()
    for n, how in enumerate([HANGS, "Later", CRASHES]):
        (reports / f"{n}.txt").write_text(REPORT.format(day=n + 1, how=how, n=n), encoding="utf-8")
    done = batch(reports, tmp_path / "out", "--timeout", "3", *on(cluster))
    assert done.exit_code == 1, done.output
    found = tables(tmp_path / "out")
    assert "errors.jsonl" in found, done.output
    errors = [json.loads(line) for line in found["errors.jsonl"].splitlines()]
    assert [(Path(e["path"]).name, e["reason"]) for e in errors] == [
        ("0.txt", "took longer than 3 s"),
        ("2.txt", "killed its worker"),
    ]
    assert found["document.jsonl"].count(b"\n") == 1


def test_ctrl_c_and_on(cluster: Cluster, reports: Path, expected: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    presser = midway(out, lambda: os.kill(os.getpid(), signal.SIGINT))
    stopped = batch(reports, out, *on(cluster))
    presser.join()
    assert stopped.exit_code == 130, stopped.output
    assert set(parts(out)) < set(parts(expected))
    assert batch(reports, out, *on(cluster)).exit_code == 0
    assert tables(out) == tables(expected)


def test_the_scheduler_dies_and_another_engine_goes_on(
    model: Path, reports: Path, expected: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    doomed = Cluster(model).start()
    doomed.worker()
    killer = midway(out, doomed.stop)
    broken = batch(reports, out, *on(doomed))
    killer.join()
    assert broken.exit_code == 1, broken.output
    assert "Traceback" not in broken.output
    assert "the Dask scheduler is gone" in broken.output
    assert batch(reports, out, "--jobs", "1").exit_code == 0
    assert tables(out) == tables(expected)


def test_a_folder_that_workers_do_not_see(cluster: Cluster, reports: Path) -> None:
    done = batch(reports, "memory://results", *on(cluster))
    assert "memory://results: is not there for the Dask worker on" in done.output
    assert "a shared folder" in done.output


def test_workers_with_another_factx(
    cluster: Cluster, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_by = jobs.made_by
    monkeypatch.setattr(jobs, "made_by", lambda setup: "9" + made_by(setup))
    done = batch(reports, tmp_path / "out", *on(cluster))
    assert "has another factx" in done.output


def test_no_scheduler(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factx.batch.cluster._ANSWER", 1)
    done = batch(reports, tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in done.output
    assert not (tmp_path / "out").exists()


def test_without_the_extra(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "factx.batch.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = batch(reports, tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert "pip install 'factx[dask]'" in done.output
