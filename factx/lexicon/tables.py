"""Where the tables are, and how they are read: commented TSV with a header row, the user's rows after ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factx.errors import LexiconError


def models() -> Path:
    """The folder `models/`: inside the installed package, or at the root of a checkout (`pip install -e .`)."""
    package = Path(__file__).resolve().parent.parent
    for found in (package / "models", package.parent / "models"):
        if (found / "config.cfg").is_file():
            return found
    raise LexiconError("models/", "the folder of tables is missing from this installation", "reinstall factx")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table, each a dict of its columns. Lines that begin with # and empty lines are comments; the first
    other line is the header; an empty cell at the end may be left out.

    Raises LexiconError, naming file and line, where a row has more cells than the header or the file is not UTF-8.
    """
    header: list[str] | None = None
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as e:
        raise LexiconError(str(path), str(e)) from e
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.rstrip("\r").split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(f"{path}, line {number}", f"{len(cells)} cells under {len(header)} columns")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
