"""A hostile folder through the whole of `factx batch`, in small; `benchmarks/hostile.py` says what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from stub_model import NAME, install

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "hostile.py"


def test_nothing_crashes_hangs_or_is_lost(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), "--small", "--model", NAME, "--jobs", "1", "--timeout", "60"]
    environment = {**os.environ, "PYTHONPATH": str(install(tmp_path / "model"))}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("\n0 faults\n")
