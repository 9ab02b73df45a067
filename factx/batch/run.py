"""A batch from end to end: sources → chunks → parts → tables.

The reader's documents are settled in order (ids, copies), those that no part holds yet are staged in chunks, and the
engine makes parts of them. A chunk that fails or takes too long is done again document by document, so that only the
one at fault is set aside. When nothing is left, the tables are written from the parts, in the order of the documents.
At any moment the parts are all that counts: a run that is started again does what no part holds.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from factx.batch import assembly, chunks, parts, reader
from factx.batch.chunks import Chunk, Staged
from factx.batch.engines import Engine
from factx.batch.guard import Died, Failed, Overdue
from factx.batch.jobs import Job, Report, Setup, made_by
from factx.batch.ledger import Ledger, Summary
from factx.batch.parts import Result
from factx.batch.reader import Item, Request, Unread
from factx.batch.store import Store
from factx.errors import FactxError, InputError
from factx.intake import missing, shown

#: How often a document may lose its worker before it is blamed: workers also die of what has nothing to do with it.
_LIVES = 3
#: Chunks that may wait: reading ahead tells how much there is, and takes room in the store.
_WAITING = 2_000
_TICK = 0.5  #: seconds between two reports of the progress


class Stopped(Exception):
    """The run was asked to stop, and has finished what was in hand."""


@dataclass(slots=True)
class Progress:
    """Where a run stands. While `reading`, documents and characters are what has been read so far, then the whole."""

    reading: bool = True
    loading: bool = True  #: no worker is ready yet
    writing: bool = False
    documents: int = 0
    characters: int = 0
    done: int = 0
    done_characters: int = 0
    earlier_characters: int = 0  #: of the done: what no worker had to do, because a part held it
    words: int = 0  #: extracted by this run
    failed: int = 0
    since: float = field(default_factory=time.monotonic)  #: when the first worker was ready


class Batch:
    """One run. `limit` is the seconds that a document may take, `watch` is called with the progress about twice a
    second, `stop` asked as often whether to stop."""

    def __init__(
        self,
        request: Request,
        setup: Setup,
        store: Store,
        engine: Engine,
        limit: float,
        watch: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._request, self._setup, self._store, self._engine = request, setup, store, engine
        self._limit, self._watch, self._stop = limit, watch, stop
        self._made_by = made_by(setup)
        self._progress = Progress()
        self._staged: list[Staged] = []
        self._waiting: deque[Chunk] = deque()
        self._deaths: Counter[str] = Counter()
        self._told = 0.0

    def run(self, form: str) -> Summary:
        """Read, extract, and write the tables in the format `form`.

        Raises Stopped, LexiconError where nothing can be loaded, FactxError where the output cannot be written.
        """
        if all(map(missing, self._request.paths)):
            raise FactxError(", ".join(map(shown, self._request.paths)), "no such file or folder")
        for path in self._request.paths:
            if self._store.holds(path):
                raise FactxError(path, "stands in the output folder", "give --out another one")
        try:
            self._store.claim()
            with self._store.locked(), closing(Ledger(self._store.local)) as self._ledger:
                self._store.make(parts.FOLDER)
                self._store.drop(chunks.FOLDER)
                self._store.make(chunks.FOLDER)
                for name in parts.names(self._store):
                    self._recall(name)
                try:
                    self._extract()
                finally:
                    self._engine.close()
                    self._store.drop(chunks.FOLDER)
                removed = assembly.write(self._store, self._ledger, form)
                return replace(self._ledger.summary(), removed=tuple(removed))
        except (OSError, sqlite3.Error) as e:
            raise FactxError(self._store.url, getattr(e, "strerror", None) or str(e)) from e

    def _recall(self, part: str) -> tuple[Result, ...]:
        """What a part holds that is in place; a damaged one is removed, and its documents are to be done."""
        try:
            results = tuple(parts.results(self._store, part))
        except parts.Damaged:
            self._store.remove(f"{parts.FOLDER}/{part}")
            return ()
        self._ledger.done(part, results)
        return results

    def _extract(self) -> None:
        with closing(reader.read(self._request, self._limit)) as items:
            for item in items:
                if item is not None:
                    self._enter(item)
                self._turn(0)
                while len(self._waiting) >= _WAITING:
                    self._turn(_TICK)
        self._stage()
        self._progress.reading = False
        while self._waiting or self._engine.busy:
            self._turn(_TICK)
        self._progress.writing = True
        self._watch(self._progress)

    # ------------------------------------------------------------------------------------------------ into the engine

    def _enter(self, item: Item) -> None:
        """A document, or why there is none, in its place; staged where no part holds it."""
        self._progress.documents += 1
        if isinstance(item, Unread):
            self._unread(item)
            return
        try:
            document = self._ledger.settle(*item)
        except InputError as e:
            self._unread(Unread(e.what, e.why))
            return
        staged = chunks.staged(document, self._made_by)
        self._ledger.enter(document, item[1], staged.key)
        self._progress.characters += staged.characters
        if self._ledger.is_done(staged.key):
            self._progress.done += 1
            self._progress.done_characters += staged.characters
            self._progress.earlier_characters += staged.characters
            return
        self._staged.append(staged)
        if chunks.is_complete(self._staged):
            self._stage()

    def _unread(self, item: Unread) -> None:
        self._ledger.fail(item.path, item.reason, item.traceback)
        self._progress.failed += 1
        self._progress.done += 1

    def _stage(self) -> None:
        if self._staged:
            self._waiting.append(chunks.put(self._store, self._staged))
            self._staged = []

    # ---------------------------------------------------------------------------------------------- out of the engine

    def _turn(self, seconds: float) -> None:
        """Give the engine what it wants, and take what it has done, or does within so many seconds."""
        if self._stop():
            if self._engine.ready:
                self._finish_in_hand()
            raise Stopped
        while self._waiting and self._engine.free > 0:
            chunk = self._waiting.popleft()
            self._engine.submit(Job(self._store.url, chunk, self._setup, chunk.limit(self._limit)))
        self._collect(seconds)

    def _finish_in_hand(self) -> None:
        while self._engine.busy:
            self._collect(_TICK)

    def _collect(self, seconds: float) -> None:
        for job, outcome in self._engine.finished(seconds):
            if isinstance(outcome, Report):
                self._ledger.done(outcome.part, outcome.results)
                self._count(job.chunk, outcome.results)
            else:
                self._failed(job.chunk, outcome)
        if self._progress.loading and self._engine.ready:
            self._progress.loading, self._progress.since = False, time.monotonic()
        if time.monotonic() - self._told > _TICK:
            self._watch(self._progress)
            self._told = time.monotonic()

    def _failed(self, chunk: Chunk, error: Exception) -> None:
        """Do a chunk again, one by one; set aside what fails alone."""
        if isinstance(error, (FactxError, OSError)):
            raise error
        if results := self._put_before(chunk):
            self._count(chunk, results)
        elif len(chunk.keys) > 1:
            self._waiting.extendleft(reversed(chunks.split(self._store, chunk)))
        elif isinstance(error, Died) and not self._is_to_blame(chunk):
            self._waiting.appendleft(chunk)
        else:
            (key,) = chunk.keys
            traceback = error.traceback if isinstance(error, Failed) else None
            aside = Result(key, reason=self._reason(error), traceback=traceback)
            self._ledger.set_aside(aside)
            self._count(chunk, [aside])

    def _put_before(self, chunk: Chunk) -> tuple[Result, ...]:
        """What a worker had put in place before it was lost."""
        part = parts.named(chunk.keys)
        return self._recall(part) if self._store.has(f"{parts.FOLDER}/{part}") else ()

    def _is_to_blame(self, chunk: Chunk) -> bool:
        (key,) = chunk.keys
        self._deaths[key] += 1
        return self._deaths[key] == _LIVES

    def _reason(self, error: Exception) -> str:
        if isinstance(error, Overdue):
            return f"took longer than {self._limit:g} s"
        if isinstance(error, Failed):
            return error.reason
        return "killed its worker" if isinstance(error, Died) else f"{type(error).__name__}: {error}"

    def _count(self, chunk: Chunk, results: Sequence[Result]) -> None:
        self._progress.done += len(chunk.keys)
        self._progress.done_characters += chunk.characters
        self._progress.words += chunk.words
        self._progress.failed += sum(r.reason is not None for r in results)
        self._store.remove(chunk.name)
