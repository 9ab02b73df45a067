"""An installed wheel and `pip install -e .` alike find the tables and the compiled gazetteer."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GAZETTEER = "models/gazetteer/geonames.sqlite"

#: Asked of the new environment, which borrows the dependencies of this one, but not its factx.
PROBE = """
import json, sys
sys.path += json.loads(sys.argv[1])
from factx.lexicon import lexicon, models
from factx.lexicon.gazetteer import gazetteer
kyiv = gazetteer().lookup("Kiev")[0]
print(json.dumps([str(models()), kyiv.geonames, len(lexicon().table("countries")) > 200]))
"""


def _pip(*arguments: str, python: Path | None = None) -> None:
    of = ["--python", str(python)] if python else []
    command = [sys.executable, "-m", "pip", *of, "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=False)
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _probe(python: Path, cwd: Path) -> list[object]:
    borrowed = json.dumps([p for p in sys.path if p.endswith("-packages")])
    done = subprocess.run([python, "-c", PROBE, borrowed], cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    answer: list[object] = json.loads(done.stdout)
    return answer


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--wheel-dir", str(folder), ".")
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_tables_and_gazetteer(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "factx/models/config.cfg" in names and f"factx/{GAZETTEER}" in names
    tables = {f"factx/models/lexicon/{p.name}" for p in (ROOT / "models" / "lexicon").glob("*.tsv")}
    assert tables and tables <= set(names)
    assert len(names) == len(set(names)) and not any(n.startswith(("tests/", "models/")) for n in names)


def test_an_installed_wheel_finds_them(wheel: Path, tmp_path: Path) -> None:
    python = _environment(tmp_path / "env")
    _pip("install", "--no-deps", str(wheel), python=python)
    folder, *rest = _probe(python, tmp_path)
    assert Path(str(folder)).resolve().is_relative_to((tmp_path / "env").resolve())
    assert rest == [703448, True]


def test_an_editable_installation_finds_them(tmp_path: Path) -> None:
    python = _environment(tmp_path / "env")
    _pip("install", "--no-deps", "--editable", ".", python=python)
    folder, *rest = _probe(python, tmp_path)
    assert Path(str(folder)).resolve() == ROOT / "models"
    assert rest == [703448, True]
    copies = list((tmp_path / "env").rglob("geonames.sqlite"))
    assert not copies, "an editable installation reads models/ where it stands"


def test_the_source_distribution_can_compile_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--sdist", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = {n.partition("/")[2] for n in archive.getnames()}
    assert {"hatch_build.py", "models/config.cfg", "models/lexicon/places.tsv", "factx/lexicon/compile.py"} <= names
    assert GAZETTEER not in names
