"""Sources → documents, in order, read in a process of its own that a hostile file may hang or kill.

Reading is much quicker than extraction: one process feeds many workers. It sends what it has read in handfuls; where it
fails on one, the handful is gone through again, an entry at a time, to find which.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from factx.batch.duplicates import Print, fingerprint
from factx.batch.guard import Died, Guard, Overdue, settle
from factx.errors import FactxError, InputError
from factx.intake import Entry, Fields, Source, draft, entries, listing
from factx.schema import Document

#: A handful: so many documents, or what was read by then.
_MOST, _SECONDS, _CHARACTERS = 32, 0.5, 2_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, and how: as `intake` takes it."""

    paths: tuple[str, ...]
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


Item = tuple[Document, Print] | InputError


def read(request: Request, limit: float) -> Iterator[list[Item]]:
    """The documents of all sources with their prints, in order, by the handful. What takes longer than `limit` seconds
    or kills its process is an InputError.

    Raises LexiconError where the user's tables are at fault.
    """
    guard = Guard()
    try:
        place: Place | None = Place()
        while place is not None:
            try:
                items, place = _call(guard, limit, _take, request, place, _MOST)
            except (Overdue, Died):
                _call(guard, math.inf, _seek, request, place)
                items, place = _carefully(guard, limit, request, place)
            if items:
                yield items
    finally:
        guard.close()


def _carefully(guard: Guard, limit: float, request: Request, place: Place) -> tuple[list[Item], Place | None]:
    """What a handful holds up to the entry that fails, with the error of that one."""
    items: list[Item] = []
    while len(items) < _MOST:
        try:
            path, after = _call(guard, limit, _peek, request, place)
        except (Overdue, Died) as e:
            items.append(InputError(_call(guard, math.inf, _name, request, place.source), _reason(e, limit)))
            return items, _resumed(guard, request, Place(place.source + 1))
        if path is None:
            if after is None:
                return items, None
            place = after
            continue
        try:
            found, next_ = _call(guard, limit, _take, request, place, 1)
        except (Overdue, Died) as e:
            items.append(InputError(path, _reason(e, limit)))
            return items, _resumed(guard, request, Place(place.source, place.entry + 1))
        items += found
        if next_ is None:
            return items, None
        place = next_
    return items, place


def _resumed(guard: Guard, request: Request, place: Place) -> Place:
    """A new process at `place`: finding it again is on nobody's clock."""
    _call(guard, math.inf, _seek, request, place)
    return place


def _reason(error: Overdue | Died, limit: float) -> str:
    return f"took longer than {limit:g} s to read" if isinstance(error, Overdue) else "killed the process that read it"


def _call(guard: Guard, limit: float, work: Callable[..., Any], *args: Any) -> Any:
    guard.submit(None, work, *args, limit=limit)
    while not (ended := list(guard.finished())):
        settle([guard], 1.0)
    ((_, outcome),) = ended
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


# --------------------------------------------------------------------------------------------- in the reading process


class _Walk:
    """A walk over the entries, which stands at a place."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.seek(Place())

    def seek(self, place: Place) -> None:
        self._sources = islice(listing(self.request.paths, self.request.globs), place.source, None)
        self._source = place.source - 1
        self._entry = 0
        self._open: Iterator[Entry | InputError] | None = None
        self._ahead: list[Entry | InputError | None] = []
        if place.entry and self._next_source():
            for _ in range(place.entry):
                self.peek()
                self.take()

    @property
    def place(self) -> Place:
        return Place(self._source, self._entry) if self._open is not None else Place(self._source + 1)

    def peek(self) -> Entry | InputError | None:
        """The next entry of the source; None where it has no more."""
        if not self._ahead and self._open is not None:
            try:
                self._ahead.append(next(self._open, None))
            except Exception as e:
                self._ahead.append(_defect(self._path, e))
        return self._ahead[0] if self._ahead else None

    def take(self) -> None:
        """Pass over what `peek` gave."""
        if self._ahead.pop(0) is None:
            self._open = None
        else:
            self._entry += 1

    def _next_source(self) -> bool:
        source: Source | InputError | None = next(self._sources, None)
        if source is None:
            return False
        self._source += 1
        self._entry = 0
        self._path = _path(source)
        self._open = iter([source]) if isinstance(source, InputError) else entries(source, self.request.fields)
        return True

    def advance(self) -> bool:
        """Whether there is a source to be read on, the next where none is open."""
        return self._open is not None or self._next_source()


@cache
def _walk(request: Request) -> _Walk:
    return _Walk(request)


def _at(request: Request, place: Place) -> _Walk:
    walk = _walk(request)
    if walk.place != place:
        walk.seek(place)
    return walk


def _seek(request: Request, place: Place) -> None:
    _at(request, place)


def _name(request: Request, source: int) -> str:
    return _path(next(islice(listing(request.paths, request.globs), source, None)))


def _peek(request: Request, place: Place) -> tuple[str | None, Place | None]:
    """The path of the entry at a place, or where the next source begins (None: nowhere)."""
    walk = _at(request, place)
    if not walk.advance():
        return None, None
    found = walk.peek()
    if found is None:
        walk.take()
        return None, walk.place
    return _path(found), walk.place


def _take(request: Request, place: Place, most: int) -> tuple[list[Item], Place | None]:
    """At most so many documents from a place on, and the place after them (None: that was all)."""
    walk = _at(request, place)
    items: list[Item] = []
    size, until = 0, time.monotonic() + _SECONDS
    while len(items) < most and size < _CHARACTERS and time.monotonic() < until:
        if not walk.advance():
            return items, None
        found = walk.peek()
        if found is not None:
            items.append(found if isinstance(found, InputError) else _item(request, found))
            size += len(items[-1][0].text) if isinstance(items[-1], tuple) else 0
        walk.take()
        if most == 1 and found is not None:
            break
    return items, walk.place


def _item(request: Request, entry: Entry) -> Item:
    try:
        document = draft(entry, published=request.published, force=request.force, lexicon=request.lexicon)
        return document, fingerprint(document)
    except InputError as e:
        return e
    except FactxError:
        raise
    except Exception as e:
        return _defect(entry.path, e)


def _path(found: Source | Entry | InputError) -> str:
    return found.what if isinstance(found, InputError) else found.path


def _defect(path: str, error: Exception) -> InputError:
    """What a library made of a file that it was not written for."""
    return InputError(path, f"cannot be read: {type(error).__name__}: {error}", "a defect of factx: report it")
