"""How often the records of each rule are right on our own gold: `models/calibration.tsv`, where confidence comes from.

    python benchmarks/calibrate.py [--write]

Prints the expected calibration error (ten bins) with each report's records at the confidence that the other reports
give their rules; with --write, puts the counts over all reports into the table. A record is right as
`tests/gold/score.py` counts it (a place: named, and put right where it has a point).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from factx.facts.confidence import share
from factx.lexicon import tables

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
TABLE = ROOT / "models" / "calibration.tsv"
LAYER = {"places": "place", "people": "person", "organisations": "organisation", "dates": "date",
         "quantities": "quantity", "events": "event", "casualties": "casualty", "losses": "loss",
         "statements": "statement"}  # fmt: skip
Counts = dict[tuple[str, str], tuple[int, int]]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged() -> list[tuple[str, str, str, bool]]:
    """(report, kind, rule, right) of every record of the gold reports that the scorer judges."""
    files = sorted(GOLD.glob("*.txt"))
    command = [sys.executable, "-m", "factx", "extract", *map(str, files)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split("\n")
    records = [json.loads(line) for line in lines if line]
    home = {r["id"]: Path(r["path"]).stem for r in records if r["kind"] == "document"}
    score = scorer()
    rows: list[tuple[str, str, str, bool]] = []
    for path in files:
        mine = [r for r in records if home.get(r.get("doc")) == path.stem]
        right: dict[str, bool] = {}
        tallies: dict[str, Any] = {layer: recorder(score, right) for layer in score.LAYERS}
        text, gold = path.read_bytes().decode("utf-8"), json.loads(path.with_suffix(".json").read_text("utf-8"))
        score.report_scores(path.stem, text, gold, mine, tallies)
        rows += [
            (path.stem, r["kind"], r["rule"], right.get(r["id"], False)) for r in mine if r["kind"] in LAYER.values()
        ]
    return rows


def recorder(score: ModuleType, right: dict[str, bool]) -> Any:
    """A tally that also notes which records were paired with gold."""

    class Recorder(score.Tally):  # type: ignore[name-defined,misc]
        def add(self, *args: Any, **kwargs: Any) -> Any:
            pairs = super().add(*args, **kwargs)
            for record, gold in pairs:
                if "id" in record:
                    right[record["id"]] = (
                        record["kind"] != "place" or record["lat"] is None or score.placed(record, gold)
                    )
            return pairs

    return Recorder()


def counts(rows: list[tuple[str, str, str, bool]]) -> Counts:
    total: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    for _, kind, rule, right in rows:
        total[kind, rule] += 1
        good[kind, rule] += right
    return kinds() | {key: (good[key], total[key]) for key in total}


def kinds() -> Counts:
    """The counts of whole kinds, which were made by hand and stay as they are."""
    return {(r["kind"], ""): (int(r["right"]), int(r["total"])) for r in tables.rows(TABLE) if r["rule"] == "*"}


def error(rows: list[tuple[str, str, str, bool]], kind: str | None = None) -> float:
    """Expected calibration error over ten equal bins, each report judged by the others."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for report in {r[0] for r in rows}:
        known = counts([r for r in rows if r[0] != report])
        for name, k, rule, right in rows:
            if name == report and kind in (None, k):
                p = share(known, k, rule)
                bins[min(9, int(p * 10))].append((p, right))
    n = sum(map(len, bins.values()))
    return sum(abs(sum(p for p, _ in b) - sum(right for _, right in b)) for b in bins.values()) / max(1, n)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = judged()
    found = counts(rows)
    for kind in LAYER.values():
        print(f"{kind:<14} calibration error {error(rows, kind):.3f}")
        for (k, rule), (good, total) in sorted(found.items()):
            if k == kind and rule:
                print(f"    {rule:<28}{good:>5} of {total:<5} → {share(found, k, rule):.2f}")
    print(f"all kinds      calibration error {error(rows):.3f}, leaving one report out at a time")
    if args.write:
        head = [line for line in TABLE.read_text("utf-8").split("\n") if line.startswith("#")]
        lines = [f"{k}\t{r or '*'}\t{good}\t{total}" for (k, r), (good, total) in found.items()]
        TABLE.write_text("\n".join([*head, "kind\trule\tright\ttotal", *sorted(lines)]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
