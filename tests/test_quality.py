"""Floors under the scores on our own gold: they are raised when factx gets better and never lowered silently."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from factx import intake
from factx.output.encode import to_json
from factx.pipeline import Pipeline
from factx.schema import Document

GOLD = Path(__file__).parent / "gold"
FLOORS: dict[str, float] = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    inputs = intake.read([str(p) for p in sorted(GOLD.glob("*.txt"))])
    documents = [d for d in inputs if isinstance(d, Document)]
    lines = [to_json(r) for o in pipeline.stream(documents) if isinstance(o, list) for r in o]
    records = tmp_path_factory.mktemp("gold") / "records.jsonl"
    records.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, str(GOLD / "score.py"), "--gold", str(GOLD), "--records", str(records), "--json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, object] = json.loads(printed)
    return found


@pytest.mark.parametrize("layer", sorted(FLOORS))
def test_no_layer_falls_below_its_floor(layer: str, scores: dict[str, dict[str, float]]) -> None:
    assert 100 * scores[layer]["f"] >= FLOORS[layer]


def test_no_id_is_repeated_no_offset_is_off_nothing_comes_out_of_boilerplate(scores: dict[str, object]) -> None:
    assert (scores["off"], scores["leaks"]) == (0, 0)
