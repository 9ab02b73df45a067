"""Tables on disk, read into look-ups: vocabulary in TSV, the gazetteer in SQLite. A user's own folder comes on top."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from factx.errors import LexiconError
from factx.lexicon.tables import Row, models, rows

__all__ = ["Lexicon", "Row", "lexicon", "models"]


class Lexicon:
    """The tables of `models/lexicon/`, with those of the user's folders (same file names and columns) after them."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        self.folders = (models() / "lexicon", *map(Path, folders))
        for folder in self.folders[1:]:
            if not folder.is_dir():
                raise LexiconError(str(folder), "no such folder of tables")
        self._tables: dict[str, list[Row]] = {}

    def table(self, name: str) -> list[Row]:
        """All rows of the table `name` ("countries"), ours first. Read once, when first asked for."""
        if name not in self._tables:
            paths = [f / f"{name}.tsv" for f in self.folders]
            self._tables[name] = [row for p in paths if p.is_file() for row in rows(p)]
        return self._tables[name]


@cache
def lexicon(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon with the user's folders on top; made once a process, since its tables are read-only."""
    return Lexicon(folders)
