"""What an explanation is made of: where a thing stands, one decision with its grounds, and all of them for a record."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import Any

from factx.lexicon.tables import located, rows
from factx.schema import Record


@dataclass(frozen=True, slots=True)
class Source:
    """A line of a table or of the code that something rests on, or a place of a compiled gazetteer (no `line`).

    `name` is what it is called ("models/lexicon/triggers.tsv:412"), `path` the file itself, `text` the line as it
    stands there; `row` are the cells of a table's row that are not empty.
    """

    name: str
    path: str
    line: int | None
    text: str
    row: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what it is about ("place", "date"), what was decided, and why; `options` are what there was
    to choose from, or what was joined: rows with the same columns."""

    about: str
    decided: str
    because: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    options: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a passage: offsets into the document, and what they are to the record."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the report in which the record stands, with the words that it points at."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A span that the pipeline marked: its group, its label and the rule that found it."""

    group: str
    label: str
    rule: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a record is there and says what it says."""

    record: Record
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...] = field(default=())

    @property
    def sources(self) -> list[Source]:
        """All that the record rests on, in the order of the steps."""
        return [source for step in self.steps for source in step.sources]


def row(name: str) -> Source:
    """The row of a table by what it is called ("models/lexicon/triggers.tsv:412")."""
    path, line = located(name)
    cells = _cells(path).get(line, {})
    return Source(name, str(path), line, _lines(path)[line - 1], {c: v for c, v in cells.items() if v})


def table(names: list[str] | tuple[str, ...]) -> tuple[Source, ...]:
    """The rows of tables by what they are called, each once."""
    return tuple(row(name) for name in dict.fromkeys(names) if name)


@cache
def code(where: str) -> Source:
    """The first line of a function or class, by module and name ("factx.pipes.tolls:toll")."""
    module, _, name = where.partition(":")
    found = reduce(getattr, name.split("."), importlib.import_module(module))
    found = getattr(found, "fget", found)
    path = Path(inspect.getfile(found))
    lines, first = inspect.getsourcelines(found)
    skipped = next(i for i, text in enumerate(lines) if text.lstrip().startswith(("def ", "class ")))
    line = first + skipped
    package = Path(__file__).resolve().parent.parent.parent
    return Source(f"{path.resolve().relative_to(package).as_posix()}:{line}", str(path), line, _lines(path)[line - 1])


@cache
def _lines(path: Path) -> list[str]:
    return [line.rstrip("\r") for line in path.read_text(encoding="utf-8").split("\n")]


@cache
def _cells(path: Path) -> dict[int, dict[str, str]]:
    return {int(r.source.rpartition(":")[2]): dict(r) for r in rows(path)}
