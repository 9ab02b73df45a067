"""A batch that is killed again and again leaves what an undisturbed one leaves, and does nothing twice."""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import pytest
from killing import DRIVER, Run, killed, left
from stub_model import NAME, install

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found by /proc")

KILLS = 20
REPORTS, CHUNK = 90, 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills")
    install(folder / "model")
    (folder / "driver.py").write_text(DRIVER, encoding="utf-8")
    (folder / "reports").mkdir()
    for n in range(REPORTS):
        killed = n if n % 20 else 0  # each twentieth report is the first one's copy
        text = f"Shelling killed {killed} people near Kherson on 3 March 2024, the governor said.\n"
        (folder / "reports" / f"{n:03}.txt").write_text(text, encoding="utf-8")
    (folder / "reports" / "empty.txt").touch()
    return folder


def batch(folder: Path, out: str) -> Run:
    path = os.pathsep.join((str(folder / "model"), *filter(None, [os.environ.get("PYTHONPATH")])))
    environment = {"PYTHONPATH": path, "CHUNK": str(CHUNK), "SLEEP": "0.04"}
    command = [sys.executable, "driver.py", "batch", "reports", "-j", "2", "--model", NAME]
    return Run(folder, folder / out, command, environment)


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> tuple[Run, float]:
    run, began = batch(folder, "undisturbed"), time.monotonic()
    run.start()
    assert run.wait() == 1, "one report is empty"
    assert sorted(run.extracted()) == [f"reports/{n:03}.txt" for n in range(REPORTS)]
    return run, time.monotonic() - began


def test_killed_at_any_moment_it_ends_as_if_it_had_not_been(folder: Path, undisturbed: tuple[Run, float]) -> None:
    expected, seconds = undisturbed
    run = batch(folder, "killed")
    killed(run, KILLS, seconds / 2, random.Random(5))
    assert left(run.out) == left(expected.out)
    assert not list(run.out.rglob(".aside-*"))
    lost = len(run.extracted()) - REPORTS
    assert lost <= 2 * CHUNK * KILLS, "more was lost than two workers had in hand"


def test_a_run_that_is_done_extracts_nothing(undisturbed: tuple[Run, float]) -> None:
    run, _ = undisturbed
    before, log = run.parts(), run.extracted()
    run.start()
    assert run.wait() == 1
    assert (run.parts(), run.extracted()) == (before, log)
