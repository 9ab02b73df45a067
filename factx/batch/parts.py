"""The parts in which results are kept: what a chunk of documents gave, in one compressed file that is there whole or
not at all.

A part is JSON Lines under Zstandard (`zstdcat part | jq`): a first line that tells of its documents, in order, then
their records. Its name is made of what it holds, so that a chunk done twice is one part. The parts are the only memory
that a run leaves: what stands in them is done, everything else is made again.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import zstandard

from factx.batch.store import Store

FOLDER = "parts"
_SUFFIX = ".jsonl.zst"
_LEVEL = 3


class Damaged(Exception):
    """A part whose bytes have changed since they were written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document: `lines` records, or the reason why there are none."""

    key: str  #: the document with all that its records depend on
    lines: int = 0
    seconds: float = 0.0
    records: tuple[tuple[str, int], ...] = ()  #: how many of each kind
    reason: str | None = None
    traceback: str | None = None


def write(store: Store, results: Sequence[Result], records: Sequence[str]) -> str:
    """Put a part in place, the `records` of all its documents as JSON; its name."""
    name = named([r.key for r in results])
    lines = [json.dumps([asdict(r) for r in results]), *records, ""]
    content = zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress("\n".join(lines).encode())
    store.put(f"{FOLDER}/{name}", content)
    return name


def named(keys: Sequence[str]) -> str:
    """The name of the part of these documents."""
    return hashlib.sha256("".join(keys).encode()).hexdigest()[:24] + _SUFFIX


def names(store: Store) -> list[str]:
    return [n for n in store.names(FOLDER) if n.endswith(_SUFFIX)]


def results(store: Store, name: str) -> list[Result]:
    """What a part holds, read off its first line. Raises Damaged."""
    with (
        _whole(name),
        store.open(f"{FOLDER}/{name}") as stream,
        zstandard.ZstdDecompressor().stream_reader(stream) as content,
        io.BufferedReader(content) as lines,
    ):
        return [_result(r) for r in json.loads(lines.readline())]


def records(store: Store, name: str) -> list[list[str]]:
    """The records of each document of a part, as JSON. Raises Damaged."""
    packed = store.read(f"{FOLDER}/{name}")
    with _whole(name):
        head, *lines = zstandard.ZstdDecompressor().decompress(packed).decode().split("\n")
        found, at = [], 0
        for result in map(_result, json.loads(head)):
            found.append(lines[at : at + result.lines])
            at += result.lines
        return found


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Whatever a part's bytes have become: it is damaged."""
    try:
        yield
    except (zstandard.ZstdError, ValueError, TypeError, KeyError) as e:
        raise Damaged(name) from e


def _result(row: dict[str, Any]) -> Result:
    return Result(**{**row, "records": tuple((k, n) for k, n in row["records"])})
