"""Where the tables are, and how they are read: commented TSV with a header row, the user's rows after ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factx.errors import LexiconError


class Row(dict[str, str]):
    """A row of a table, by its columns. `source` says where it stands: "models/lexicon/triggers.tsv:412", a user's
    row by the path that he gave."""

    __slots__ = ("source",)
    source: str


def models() -> Path:
    """The folder `models/`: inside the installed package, or at the root of a checkout (`pip install -e .`)."""
    package = Path(__file__).resolve().parent.parent
    for found in (package / "models", package.parent / "models"):
        if (found / "config.cfg").is_file():
            return found
    raise LexiconError("models/", "the folder of tables is missing from this installation", "reinstall factx")


def located(source: str) -> tuple[Path, int]:
    """The file and the line that a row's `source` names."""
    name, _, line = source.rpartition(":")
    ours = models().parent / name
    return (ours if name.startswith("models/") and ours.is_file() else Path(name)), int(line)


def _named(path: Path) -> str:
    """How a table is called in a `source`: ours from `models/` on, wherever factx is installed."""
    root = models().parent
    return path.relative_to(root).as_posix() if path.is_relative_to(root / "models") else str(path)


def rows(path: Path, columns: tuple[str, ...] = (), optional: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The rows of a table, each a dict of its columns. Lines that begin with # and empty lines are comments; the first
    other line is the header; an empty cell at the end may be left out. `columns`, where given, are those that there
    are; of them the `optional` ones may be left out, and are then empty.

    Raises LexiconError, naming file and line, where a row has more cells than the header, the header is not made of
    `columns` or the file is not UTF-8.
    """
    header: list[str] | None = None
    name = _named(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # spreadsheets put a mark before the first cell
    except (OSError, UnicodeDecodeError) as e:
        raise LexiconError(str(path), str(e)) from e
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.rstrip("\r").split("\t")]
        if header is None:
            header = cells
            if columns:
                _check(header, columns, optional, f"{path}:{number}")
            continue
        if len(cells) > len(header):
            raise LexiconError(f"{path}, line {number}", f"{len(cells)} cells under {len(header)} columns")
        row = Row(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
        row.update((c, "") for c in columns if c not in row)
        row.source = f"{name}:{number}"
        yield row


def _check(header: list[str], columns: tuple[str, ...], optional: frozenset[str], where: str) -> None:
    faults = [f"there is no column {c!r}" for c in header if c not in columns]
    faults += [f"the column {c!r} is missing" for c in columns if c not in header and c not in optional]
    if faults:
        raise LexiconError(where, "; ".join(faults), f"its columns are {', '.join(columns)}, with a tab between them")
