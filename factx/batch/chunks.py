"""Chunks: documents that wait in the store for a worker, which may be anywhere, to fetch them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from factx.batch.store import Store
from factx.schema import Document

FOLDER = "chunks"
#: A chunk is complete with so many documents or characters, whichever comes first: some two seconds of work, which
#: is what a kill loses and Ctrl-C waits for. The model reads as many together (models/config.cfg), and no more.
DOCUMENTS, CHARACTERS = 16, 40_000
#: Characters a second that a worker extracts at the very least: a tenth of the usual.
SLOWEST = 2_000


@dataclass(frozen=True, slots=True)
class Staged:
    """A document as a line of JSON, and the key that names it with all that its records depend on."""

    key: str
    line: bytes
    characters: int
    words: int  #: that are extracted: none of a copy


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a worker needs to find its documents, and what the run needs to count them."""

    name: str
    keys: tuple[str, ...]
    characters: int
    words: int

    def limit(self, one: float) -> float:
        """The seconds that it may take where one document may take `one`."""
        return one if len(self.keys) == 1 else one + self.characters / SLOWEST


def staged(document: Document, made_by: str) -> Staged:
    """`made_by` stands for the code, the model and the tables."""
    line = _adapter().dump_json(document) + b"\n"
    key = hashlib.sha256(made_by.encode() + b"\n" + line).hexdigest()[:32]
    return _staged(key, document, line)


def _staged(key: str, document: Document, line: bytes) -> Staged:
    words = len(document.text.split()) if document.similarity is None else 0
    return Staged(key, line, len(document.text), words)


def is_complete(of: Sequence[Staged]) -> bool:
    return len(of) == DOCUMENTS or sum(s.characters for s in of) >= CHARACTERS


def put(store: Store, of: Sequence[Staged]) -> Chunk:
    keys = tuple(s.key for s in of)
    name = f"{FOLDER}/{keys[0]}-{len(keys)}.jsonl"
    store.put(name, b"".join(s.line for s in of), durable=False)
    return Chunk(name, keys, sum(s.characters for s in of), sum(s.words for s in of))


def documents(store: Store, chunk: Chunk) -> list[Document]:
    return [_adapter().validate_json(line) for line in store.read(chunk.name).splitlines()]


def split(store: Store, chunk: Chunk) -> list[Chunk]:
    """A chunk for each document, in the place of the one of all."""
    found = [
        put(store, [_staged(key, d, _adapter().dump_json(d) + b"\n")])
        for key, d in zip(chunk.keys, documents(store, chunk), strict=True)
    ]
    store.remove(chunk.name)
    return found


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
