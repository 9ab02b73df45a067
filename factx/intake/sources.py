"""Files, folders, JSON Lines and stdin → Documents, one by one, in the order given."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from factx.errors import InputError
from factx.intake.documents import document
from factx.schema import Document


def read(
    paths: Sequence[str], *, published: date | None = None, force: bool = False
) -> Iterator[Document | InputError]:
    """The documents of `paths`: files, folders and "-" (stdin). A document that fails yields its InputError."""
    for path in paths:
        try:
            raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        except OSError as e:
            yield InputError(path, e.strerror or str(e))
            continue
        if path.endswith((".jsonl", ".ndjson")):
            for number, line in enumerate(raw.decode("utf-8").split("\n"), 1):
                if line.strip():
                    d = json.loads(line)
                    day = date.fromisoformat(d["published"][:10]) if d.get("published") else published
                    where = f"{path}:{number}"
                    yield document(d["text"], path=where, published=day, title=d.get("title"), id=d.get("id"))
            continue
        yield document(raw.decode("utf-8-sig"), path=path, published=published)
