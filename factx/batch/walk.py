"""In the reading process: sources → documents with their prints, each told of before it is begun.

What is told beforehand is what the parent needs to know where a hostile file hangs or kills this process: what was in
hand, and where to go on without it.
"""

from __future__ import annotations

import itertools
import os
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from multiprocessing.connection import Connection

from factx.batch.child import arm, disarm
from factx.batch.duplicates import Print, fingerprint
from factx.batch.store import MARK
from factx.errors import FactxError, InputError
from factx.intake import Entry, Fields, Source, draft, entries, listing
from factx.schema import Document


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, and how: as `intake` takes it. What stands below `out` is none of it."""

    paths: tuple[str, ...]
    out: str
    globs: tuple[str, ...] = ()
    fields: Fields = field(default_factory=Fields)
    published: date | None = None
    force: bool = False
    lexicon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The next to be read: the n-th entry of a source."""

    source: int = 0
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A document or source that cannot be read; `traceback` where that is nobody's fault but ours."""

    path: str
    reason: str
    traceback: str | None = None


Item = tuple[Document, Print] | Unread


@dataclass(frozen=True, slots=True)
class Step:
    """What was read, the place now reached, and the path in hand from now on, with the place that lies beyond it."""

    place: Place
    item: Item | None = None
    hand: str | None = None
    beyond: Place = field(default_factory=Place)


def walk(line: Connection, request: Request, start: Place, limit: float) -> None:
    """Send a Step before and after each document from `start` on, and None at the end; or the FactxError for which
    nothing can be read."""
    try:
        for step in _steps(request, start):
            disarm()
            line.send(step)
            if step.hand is not None:
                arm(limit)
    except FactxError as e:
        line.send(e)
    line.send(None)


def _steps(request: Request, start: Place) -> Iterator[Step]:
    for n, source in enumerate(listing(request.paths, request.globs)):
        if n < start.source:
            continue
        if isinstance(source, InputError):
            yield Step(Place(n + 1), _unread(source))
        elif source.named or not _is_output(source.path, request.out):
            yield from _of_source(request, source, n, start.entry if n == start.source else 0)


def _of_source(request: Request, source: Source, n: int, skip: int) -> Iterator[Step]:
    beyond = Place(n + 1)
    found = _safe(source, request.fields)
    for m in itertools.count():
        if m >= skip:
            yield Step(Place(n, m), None, source.shown, beyond)
        entry = next(found, None)
        if entry is None:
            break
        if m < skip:
            continue
        if isinstance(entry, Entry):
            yield Step(Place(n, m), None, entry.path, Place(n, m + 1))
        yield Step(Place(n, m + 1), _item(request, entry), source.shown, beyond)
    yield Step(beyond)


def _safe(source: Source, fields: Fields) -> Iterator[Entry | InputError | Unread]:
    try:
        yield from entries(source, fields)
    except Exception as e:
        yield _defect(source.shown, e)


def _item(request: Request, entry: Entry | InputError | Unread) -> Item:
    if isinstance(entry, Unread):
        return entry
    if isinstance(entry, InputError):
        return _unread(entry)
    try:
        document = draft(entry, published=request.published, force=request.force, lexicon=request.lexicon)
        return document, fingerprint(document)
    except InputError as e:
        return _unread(e)
    except FactxError:
        raise
    except Exception as e:
        return _defect(entry.path, e)


def _unread(error: InputError) -> Unread:
    return Unread(error.what, f"{error.why} ({error.hint})" if error.hint else error.why)


def _defect(path: str, error: Exception) -> Unread:
    """What a library made of a file that it was not written for."""
    reason = f"cannot be read: {type(error).__name__}: {error} (a defect of factx: report it)"
    return Unread(path, reason, "".join(traceback.format_exception(error)))


def _is_output(path: str, out: str) -> bool:
    """Whether a file was written by a batch, this one or another: it is no report."""
    return path.startswith(f"{out.rstrip('/')}/") or _is_ours(os.path.dirname(path))  # noqa: PTH120 - Path rewrites names


@cache
def _is_ours(folder: str) -> bool:
    above = os.path.dirname(folder)  # noqa: PTH120
    return os.path.exists(os.path.join(folder, MARK)) or (above != folder and _is_ours(above))  # noqa: PTH110, PTH118
