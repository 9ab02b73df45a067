"""Batches that are killed at random moments: what the test and the benchmark share."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from factx.batch import parts
from factx.batch.store import Store

#: The command line, with chunks of CHUNK documents, each of which takes SLEEP seconds more and is logged.
DRIVER = """
import os, time
from factx import pipeline
from factx.batch import chunks
from factx.cli import main

chunks.DOCUMENTS = int(os.environ["CHUNK"])
record = pipeline.Pipeline.record

def logged(self, document):
    time.sleep(float(os.environ["SLEEP"]))
    with open(os.environ["EXTRACTED"], "a") as log:
        log.write(document.path + "\\n")
    return record(self, document)

pipeline.Pipeline.record = logged

if __name__ == "__main__":
    main()
"""


@dataclass
class Run:
    """A `factx batch` that is started as often as it takes. DRIVER logs to `log` what is extracted."""

    folder: Path
    out: Path
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / f"{self.out.name}.log"
        self.log.touch()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*self.command, "-o", str(self.out), "-q"],
            cwd=self.folder,
            env={**os.environ, **self.environment, "EXTRACTED": str(self.log)},
            start_new_session=True,
        )

    def wait(self) -> int:
        assert self.process
        return self.process.wait()

    def ended(self) -> bool:
        assert self.process
        return self.process.poll() is not None

    def parts(self) -> dict[str, tuple[int, int]]:
        """The parts in place, and what changes where one is written again."""
        found = ((p, p.stat()) for p in sorted(self.out.glob("parts/*.zst")))
        return {p.name: (s.st_ino, s.st_mtime_ns) for p, s in found}

    def paths(self) -> set[str]:
        """The documents that the parts in place hold."""
        store = Store(str(self.out))
        held = (records for name in parts.names(store) for records in parts.records(store, name))
        return {line.partition('"path":"')[2].partition('"')[0] for records in held for line in records[:1]}

    @contextmanager
    def doing_nothing_twice(self) -> Iterator[None]:
        held, in_place, log = self.paths(), self.parts(), len(self.extracted())
        yield
        assert in_place.items() <= self.parts().items(), "a part was written again"
        assert held.isdisjoint(self.extracted()[log:]), "a document was extracted again"

    def extracted(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").split()


def children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = stat.read_text(encoding="utf-8").partition(" ")
            cmdline = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(rest.rpartition(")")[2].split()[1]) == parent and b"spawn_main" in cmdline:
            found.append(int(pid))
    return sorted(found)


def kill_a_worker(run: Run, choice: random.Random) -> None:
    assert run.process
    if workers := children(run.process.pid):
        os.kill(choice.choice(workers), signal.SIGKILL)


def kill_all(run: Run, choice: random.Random) -> None:
    assert run.process
    os.killpg(run.process.pid, signal.SIGKILL)
    run.process.wait()


def kill_the_parent(run: Run, choice: random.Random) -> None:
    """Alone: its processes have to find out by themselves."""
    assert run.process
    left = children(run.process.pid)
    run.process.kill()
    run.process.wait()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() and not zombie(pid) for pid in left):
        assert time.monotonic() < until, "processes outlive their parent"
        time.sleep(0.02)


def zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def left(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.iterdir()) if p.is_file()}


def killed(run: Run, kills: int, pause: float, choice: random.Random) -> None:
    """Kill a run so many times, each after up to `pause` seconds, start it again where it ended, and let it end; with
    the proof that nothing that was in place was done again."""
    blows = (kill_a_worker, kill_all, kill_a_worker, kill_the_parent)
    done = 0
    while done < kills:
        if run.process is None or run.ended():
            run.start()
        time.sleep(choice.uniform(0, pause))
        if not run.ended():
            blows[done % len(blows)](run, choice)
            done += 1
        with run.doing_nothing_twice():
            time.sleep(choice.uniform(0, 0.2))
    if run.ended():
        run.start()
    with run.doing_nothing_twice():
        run.wait()
