"""Records made before, by factx or by any tool that writes the contract: JSON Lines → plain dicts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from factx.errors import FactxError
from factx.evaluation.likeness import Row


def read(path: Path) -> Iterator[Row]:
    """The records of a file.

    Raises FactxError, which names file and line, where a line is no record.
    """
    for where, text in lines(path):
        row = parsed(text, where)
        if not isinstance(row.get("kind"), str) or not isinstance(row.get("id"), str):
            raise FactxError(where, "is no record: it has no kind or no id")
        if row["kind"] == "document" and not isinstance(row.get("path"), str):
            raise FactxError(where, "is a document without a path, by which its gold report is found")
        if not all(_points(m) for m in row.get("mentions") or ()):
            raise FactxError(where, "has a mention without start, end and text")
        yield row


def _points(mention: object) -> bool:
    if not isinstance(mention, dict):
        return False
    return [type(mention.get(k)) for k in ("start", "end", "text")] == [int, int, str]


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a file that are not empty, each with where it stands ("facts.jsonl:7")."""
    try:
        with path.open(encoding="utf-8", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield f"{path}:{number}", line
    except (OSError, UnicodeDecodeError) as e:
        raise FactxError(str(path), getattr(e, "strerror", None) or "is not UTF-8") from e


def parsed(line: str, where: str) -> Row:
    """The JSON object of a line, or a FactxError."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as e:
        raise FactxError(where, f"is not valid JSON: {e}") from e
    if not isinstance(row, dict):
        raise FactxError(where, "is no JSON object")
    return row
