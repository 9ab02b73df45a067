"""A hostile folder through `factx batch`, and whether anything came of it that should not.

    python benchmarks/hostile.py [--small] [--tiny N] [--model NAME] [--jobs N] [--timeout 60]

Builds a folder of empty, binary, broken, enormous and endless files, bombs, loops, pipes and impossible names in a
temporary place and reads it as a whole. Prints each file of which something else became than has to (none, and the
exit code is 0), the reasons with their numbers, the seconds, and the most memory that each process took.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import psutil
from hostile_folder import EITHER, FULL, PASSED, READ, SMALL, Fates, build


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="the same in seconds")
    parser.add_argument("--tiny", type=int, help="how many tiny files, of the 100,000")
    parser.add_argument("--model", help="another installed spaCy pipeline")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as temporary:
        folder, out = Path(temporary) / "in", Path(temporary) / "out"
        folder.mkdir()
        size = SMALL if given.small else FULL
        fates = build(folder, replace(size, tiny=given.tiny or size.tiny))
        print(f"{len(fates):,} paths", flush=True)
        command = [sys.executable, "-m", "factx", "batch", str(folder), "--out", str(out)]
        command += ["--jobs", str(given.jobs), "--timeout", str(given.timeout)]
        command += ["--model", given.model] if given.model else []
        code, seconds, peaks = run(command)
        (folder / "locked").chmod(0o700)  # or it could not be removed
        faults = [f"exit code {code}, not 1"] if code != 1 else []
        if (out / "manifest.jsonl").exists():
            faults += sorted(differences(fates, folder, out))
            print_reasons(out)
    print(f"{seconds:.0f} s; most memory (MB): " + ", ".join(f"{k} {v >> 20:,}" for k, v in sorted(peaks.items())))
    print(*faults, f"{len(faults)} faults", sep="\n")
    return 1 if faults else 0


def run(command: list[str]) -> tuple[int, float, dict[str, int]]:
    """Exit code, seconds, and the most memory (RSS, bytes) of the parent, of its largest child and of all together."""
    began = time.monotonic()
    process = subprocess.Popen(command)
    peaks: dict[str, int] = defaultdict(int)
    watch = threading.Thread(target=_watch, args=(psutil.Process(process.pid), peaks))
    watch.start()
    code = process.wait()
    watch.join()
    return code, time.monotonic() - began, peaks


def _watch(parent: psutil.Process, peaks: dict[str, int]) -> None:
    while parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE:
        sizes = []
        try:
            for process in (parent, *parent.children(recursive=True)):
                sizes.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
        for name, size in (("parent", sizes[0]), ("largest child", max(sizes[1:], default=0)), ("all", sum(sizes))):
            peaks[name] = max(peaks[name], size)
        time.sleep(0.1)


def differences(fates: Fates, folder: Path, out: Path) -> list[str]:
    """What became of each path, where it is not what has to."""
    found = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    reasons = {e["path"]: e["reason"] for e in map(json.loads, (out / "errors.jsonl").open(encoding="utf-8"))}
    records = Counter(json.loads(line)["path"] for line in (out / "document.jsonl").open(encoding="utf-8"))
    became: dict[str, list[str]] = defaultdict(list)
    for entry in found:
        path = entry["path"].removeprefix(f"{folder}/")
        became[path].append(f"{entry['status']} {reasons.get(entry['path'], '')}".strip())
        if (entry["status"] != "failed") != (records[entry["path"]] == 1):
            became[path].append(f"with {records[entry['path']]} document records")
    wrong = [f"{p!r}: {became[p]}, not {fate!r}" for p, fate in fates.items() if not _right(fate, became.get(p, []))]
    return [*wrong, *(f"{p!r}: {became[p]}, unexpected" for p in became.keys() - fates.keys())]


def _right(fate: str, became: list[str]) -> bool:
    if fate == PASSED:
        return not became
    if len(became) != 1:
        return False
    read = became[0] in ("extracted", "copy")
    return fate == EITHER or (read if fate == READ else not read and fate in became[0])


def print_reasons(out: Path) -> None:
    """The reasons, the commonest first, each with the first files that it was given for."""
    names = defaultdict(list)
    for error in map(json.loads, (out / "errors.jsonl").open(encoding="utf-8")):
        names[error["reason"]].append(Path(error["path"]).name)
    for reason, found in sorted(names.items(), key=lambda item: -len(item[1])):
        print(f"{len(found):7,}  {reason}: {' '.join(found[:3])}")


if __name__ == "__main__":
    sys.exit(main())
