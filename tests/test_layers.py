"""The layers import downwards only, and what must stay light stays light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import factx

PACKAGE = Path(factx.__file__).parent
#: From the ground up: a module may import its own layer and those before it.
LAYERS = [
    ["errors"],
    ["schema"],
    ["lexicon", "spans", "syntax"],
    ["intake", "pipes", "values"],
    ["facts"],
    ["pipeline"],
    ["workers"],
    ["output"],
    ["explain"],
    ["tables"],
    ["batch"],
    ["view"],
    ["evaluation"],
    ["cli"],
]
HEIGHT = {name: i for i, layer in enumerate(LAYERS) for name in layer}
#: Beside one another in a layer, and still not to be imported: pipes may use values, values nothing of the pipes.
SIDEWAYS = {("pipes", "values"), ("intake", "values")}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__main__.py" and p != PACKAGE / "__init__.py")


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """The top-level names that a module imports, those inside functions too: (package, layer or "")."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" for a in node.names] if node.module == "factx" else [node.module]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            yield package, rest.partition(".")[0] if package == "factx" else ""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_layers_import_downwards_only(path: Path) -> None:
    mine = layer_of(path)
    for package, layer in imports(path):
        if package != "factx" or layer in ("", "__version__", "load", "extract", mine):
            continue
        lower = HEIGHT[layer] < HEIGHT[mine]
        assert lower or (mine, layer) in SIDEWAYS, f"{mine} imports {layer}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_spacy_stops_at_the_seam(path: Path) -> None:
    if layer_of(path) not in ("pipes", "spans", "syntax", "pipeline"):
        assert "spacy" not in {package for package, _ in imports(path)}


def test_components_do_not_import_one_another() -> None:
    sources = {p: p.read_text(encoding="utf-8") for p in (PACKAGE / "pipes").glob("*.py")}
    components = {p.stem for p, source in sources.items() if "@Language." in source}
    for path, source in sources.items():
        imported = re.findall(r"^from factx\.pipes\.(\w+) import", source, re.M)
        assert not components & set(imported), path.name


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from factx.cli import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'dateparser', 'trafilatura', 'pydantic', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
