"""Tables on disk, read into look-ups: vocabulary in TSV, the gazetteer in SQLite. A user's own folder comes on top."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from factx.errors import LexiconError
from factx.lexicon.tables import Row, models, rows

__all__ = ["Lexicon", "Row", "lexicon", "models"]

#: Columns that a user's table may leave out.
_OPTIONAL = {"places": frozenset("country admin1 lat lon approximate geonames population aliases".split())}


class Lexicon:
    """The tables of `models/lexicon/`, with those of the user's folders (same file names and columns) after them."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        self.folders = (models() / "lexicon", *map(Path, folders))
        for folder in self.folders[1:]:
            if not folder.is_dir():
                raise LexiconError(str(folder), "no such folder of tables")
            self._known(folder)
        self._tables: dict[str, list[Row]] = {}

    def table(self, name: str) -> list[Row]:
        """All rows of the table `name` ("countries"), ours first. Read once, when first asked for."""
        if name not in self._tables:
            ours, *theirs = (f / f"{name}.tsv" for f in self.folders)
            found = list(rows(ours))
            for path in theirs:
                if path.is_file():
                    found += rows(path, tuple(found[0]), _OPTIONAL.get(name, frozenset()))
            self._tables[name] = found
        return self._tables[name]

    def _known(self, folder: Path) -> None:
        """Raises LexiconError where a table of the user's has a name that none of ours has: nothing would read it."""
        ours = sorted(p.name for p in self.folders[0].glob("*.tsv"))
        for path in sorted(folder.glob("*.tsv")):
            if path.name not in ours:
                raise LexiconError(str(path), "there is no table of this name", f"there are {', '.join(ours)}")


@cache
def lexicon(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon with the user's folders on top; made once a process, since its tables are read-only."""
    return Lexicon(folders)
