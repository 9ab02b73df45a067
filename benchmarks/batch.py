"""`factx batch` at length: how much two workers gain, what it costs beside `factx extract`, whether memory grows.

    python benchmarks/batch.py [--reports reports.jsonl.gz] [--first 2112] [--kills 0]

The same reports by `factx extract`, and by `factx batch` with one worker and with two; records and words a second by
the clock, so on a machine that does nothing else. The parent's memory is taken at the 500th document, at the last, and
when the tables are written, with the seconds of CPU of the parent alone and of all. With `--kills 20` instead, the
reports are extracted once undisturbed and once by runs that are killed at random moments, and what both leave is
compared byte for byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
#: The document at which the parent's memory is first looked at.
WARM = 500


def child(reports: Path, out: str, workers: int) -> None:
    """A batch in this process; prints what it took, as JSON."""
    from factx.batch.engines import Local
    from factx.batch.jobs import Setup
    from factx.batch.run import Batch, Progress
    from factx.batch.store import Store
    from factx.batch.walk import Request

    memory: list[float] = []

    def watch(progress: Progress) -> None:
        if progress.done >= WARM or progress.writing:
            memory.append(resident())

    setup = Setup()
    store = Store(out)
    request = Request((str(reports),), store.url)
    began = time.monotonic()
    batch = Batch(request, setup, store, Local(workers, setup), 600, watch, lambda: False)
    summary = batch.run("jsonl")
    seconds = time.monotonic() - began
    records = sum(summary.kinds.values())
    parent, others = (cpu(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = {"seconds": seconds, "records": records, "words": summary.words, "documents": summary.documents}
    found |= {"memory": [memory[0], memory[-1], resident()], "parent": parent, "all": parent + others}
    print(json.dumps(found))


def resident() -> float:
    """The memory of this process, in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * resource.getpagesize() / 1e6


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def batch(reports: Path, folder: Path, workers: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", str(reports), str(folder / f"out-{workers}"), str(workers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def extract(reports: Path, folder: Path) -> dict[str, Any]:
    facts = folder / "facts.jsonl"
    began, used = time.monotonic(), cpu(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "factx", "extract", str(reports), "-q", "-o", str(facts)], cwd=ROOT)
    seconds = time.monotonic() - began
    records = facts.read_bytes().count(b"\n")
    return {"seconds": seconds, "records": records, "all": cpu(resource.RUSAGE_CHILDREN) - used}


def compare(reports: Path, folder: Path) -> None:
    rows = {"extract": extract(reports, folder)}
    for workers in (1, 2):
        rows[f"batch -j {workers}"] = batch(reports, folder, workers)
    print(f"{'':<12}{'seconds':>9}{'records/s':>11}{'CPU s':>8}{'of parent':>11}{'ms/document':>13}{'parent, MB':>17}")
    for name, row in rows.items():
        rate = row["records"] / row["seconds"]
        print(f"{name:<12}{row['seconds']:>9.1f}{rate:>11.0f}{row['all']:>8.1f}", end="")
        if "parent" in row:
            cost = 1000 * row["parent"] / row["documents"]
            memory = " → ".join(f"{mb:.0f}" for mb in row["memory"])
            print(f"{row['parent']:>11.1f}{cost:>13.1f}{memory:>17}", end="")
        print()
    alone, one, two = rows.values()
    overhead = (alone["records"] / alone["seconds"]) / (one["records"] / one["seconds"]) - 1
    print(f"two workers are {one['seconds'] / two['seconds']:.2f} times as fast as one")
    more = one["all"] / alone["all"] - 1
    print(f"overhead over extract: {100 * overhead:+.1f} % by the clock, {100 * more:+.1f} % in CPU")


def kill(reports: Path, folder: Path, kills: int) -> None:
    from killing import DRIVER, Run, killed, left

    (folder / "driver.py").write_text(DRIVER, encoding="utf-8")
    environment = {"CHUNK": "8", "SLEEP": "0", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    command = [sys.executable, "driver.py", "batch", str(reports), "-j", "2"]
    whole, broken = (Run(folder, folder / name, command, environment) for name in ("undisturbed", "killed"))
    began = time.monotonic()
    whole.start()
    whole.wait()
    seconds = time.monotonic() - began
    began = time.monotonic()
    killed(broken, kills, seconds / 4, random.Random(5))
    same = left(whole.out) == left(broken.out)
    done, again = len(whole.extracted()), len(broken.extracted())
    print(f"undisturbed: {done} documents extracted in {seconds:.0f} s, {len(whole.parts())} parts")
    print(f"{kills} kills: {again} extractions in {time.monotonic() - began:.0f} s, {len(broken.parts())} parts")
    print("what is left is " + ("the same, byte for byte; no part was done again" if same else "NOT the same"))
    sys.exit(not same)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "bulk" / "reports.jsonl.gz")
    parser.add_argument("--first", type=int)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--child", nargs=3, metavar=("REPORTS", "OUT", "WORKERS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        reports, out, workers = args.child
        child(Path(reports), out, int(workers))
        return
    with tempfile.TemporaryDirectory() as folder, gzip.open(args.reports, "rb") as lines:
        some = Path(folder) / "reports.jsonl"
        some.write_bytes(b"".join(line for n, line in enumerate(lines) if args.first is None or n < args.first))
        if args.kills:
            kill(some, Path(folder), args.kills)
        else:
            compare(some, Path(folder))


if __name__ == "__main__":
    main()
