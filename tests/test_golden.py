"""The records of each report in seeds/, as they were when somebody last read them against the text.

`FACTX_GOLDEN=write pytest tests/test_golden.py` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from factx import intake
from factx.output.encode import to_json
from factx.pipeline import Pipeline
from factx.schema import Document

ROOT = Path(__file__).parent.parent
SEEDS = sorted(p for p in (ROOT / "seeds").iterdir() if p.suffix != ".md")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.name)
def test_the_records_of_a_seed(pipeline: Pipeline, seed: Path) -> None:
    found: list[str] = []
    for document in intake.read([str(seed)]):
        assert isinstance(document, Document), document
        found += [line(to_json(r)) for r in pipeline.read(document)]
    golden = ROOT / "tests" / "golden" / f"{seed.name}.jsonl"
    if os.environ.get("FACTX_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8").splitlines()


def line(record: str) -> str:
    """The record without what changes from checkout to checkout or release to release."""
    plain = json.loads(record)
    for name in ("path", "version", "gazetteer", "text"):
        plain.pop(name, None)
    return json.dumps(plain, ensure_ascii=False)
