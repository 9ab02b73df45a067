"""Processes that hang, crash and are killed: calls with a limit, and the process that reads."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from factx.batch import reader
from factx.batch.guard import Died, Failed, Guard, Overdue, settle
from factx.batch.walk import Request, Unread
from factx.errors import FactxError, LexiconError


def outcome(guard: Guard, work: Any, *args: Any, limit: float = 60) -> Any:
    guard.submit("tag", work, *args, limit=limit)
    assert guard.busy
    while not (ended := list(guard.finished())):
        settle([guard], 0.1)
    ((tag, found),) = ended
    assert tag == "tag"
    assert not guard.busy
    return found


def nothing() -> None: ...


def faulty() -> None:
    raise ZeroDivisionError("a fault")


def misset() -> None:
    raise LexiconError("places.tsv", "is malformed")


def deaf() -> None:
    re.match("(a+)+$", "a" * 50 + "b")  # never lets go of the interpreter


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_first(mark: str) -> None:
    if not Path(mark).exists():
        Path(mark).touch()
        die()


@pytest.fixture
def guard() -> Any:
    guard = Guard(nothing)
    yield guard
    guard.close()


def test_calls_and_what_comes_of_them(guard: Guard) -> None:
    first = outcome(guard, os.getpid)
    assert first != os.getpid()
    assert outcome(guard, os.getpid) == first, "the process is kept"
    failed = outcome(guard, faulty)
    assert isinstance(failed, Failed)
    assert failed.reason == "ZeroDivisionError: a fault"
    assert "in faulty" in failed.traceback
    assert isinstance(outcome(guard, os.stat, "/nowhere"), FileNotFoundError)
    assert str(outcome(guard, misset)) == "places.tsv: is malformed"
    assert outcome(guard, os.getpid) == first
    assert isinstance(outcome(guard, deaf, limit=0.3), Overdue)
    second = outcome(guard, os.getpid)
    assert second != first
    assert isinstance(outcome(guard, die), Died)
    third = outcome(guard, os.getpid)
    assert third not in (first, second)
    os.kill(third, signal.SIGKILL)
    wait_until_gone(third)
    assert outcome(guard, os.getpid) not in (first, second, third), "one that dies while idle is nobody's fault"


def test_a_process_is_replaced_after_many_calls(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factx.batch.guard._CALLS", 2)
    first, again, second = (outcome(guard, os.getpid) for _ in range(3))
    assert first == again != second


def wait_until_gone(pid: int) -> None:
    while any(p.pid == pid for p in multiprocessing.active_children()):
        time.sleep(0.01)


def test_what_dies_while_it_gets_ready_is_started_again_and_blames_no_call(tmp_path: Path) -> None:
    guard = Guard(die_at_first, str(tmp_path / "mark"))
    assert isinstance(outcome(guard, os.getpid), int)
    guard.close()


@pytest.mark.parametrize(
    ("ready", "said"),
    [
        (die, "a worker: dies while it gets ready (is there memory enough? try --jobs 1)"),
        (misset, "places.tsv: is malformed"),
        (faulty, "a worker: cannot get ready: ZeroDivisionError: a fault"),
    ],
)
def test_what_never_gets_ready_ends_the_matter(ready: Any, said: str) -> None:
    guard = Guard(ready)
    found = outcome(guard, os.getpid)
    assert isinstance(found, FactxError)
    assert str(found) == said
    guard.close()


def test_closing_waits_for_nothing(guard: Guard) -> None:
    assert isinstance(outcome(guard, os.getpid), int)
    guard.submit(None, deaf, limit=600)
    began = time.monotonic()
    guard.close()
    assert time.monotonic() - began < 5
    assert not multiprocessing.active_children()


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"Shelling killed {n} people in the town of Kherson.\n", encoding="utf-8")
    lines = '{"text": "Shelling killed five people."}\n' * 3
    (tmp_path / "2a.jsonl").write_text(lines, encoding="utf-8")
    paths = sorted(str(p) for p in tmp_path.iterdir())
    return Request(tuple(paths), str(tmp_path / "out"))


def name(item: reader.Item) -> str:
    return Path(item.path if isinstance(item, Unread) else item[0].path).name


ALL = ["0.txt", "1.txt", "2.txt", "2a.jsonl:1", "2a.jsonl:2", "2a.jsonl:3", "3.txt"]


def test_a_reader_that_is_killed_loses_and_repeats_nothing(request_: Request) -> None:
    found = []
    for item in reader.read(request_, 60):
        if item is not None:
            found.append(name(item))
            if len(found) % 2:
                multiprocessing.active_children()[0].kill()
    assert found == ALL


def test_what_hangs_or_kills_the_reader_is_passed_over(request_: Request, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    request = Request((*request_.paths[:2], str(tmp_path / "pipe"), *request_.paths[2:]), request_.out)
    found = [item for item in reader.read(request, 1) if item is not None]
    assert list(map(name, found)) == [*ALL[:2], "pipe", *ALL[2:]]
    assert found[2] == Unread(str(tmp_path / "pipe"), "took longer than 1 s to read")
    again, idle = [], 0
    for item in reader.read(request, 60):
        idle = idle + 1 if item is None else 0
        again += [item] if item is not None else []
        if len(again) == 2 and idle % 40 == 39:  # it has had two seconds for the pipe
            multiprocessing.active_children()[0].kill()
    assert list(map(name, again)) == list(map(name, found))
    assert again[2] == Unread(str(tmp_path / "pipe"), "killed the process that read it")
