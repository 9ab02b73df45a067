"""A batch from end to end: sources → chunks → parts → tables.

The reader's documents are settled in order (ids, copies), those that no part holds yet are staged in chunks, and the
engine makes parts of them. A chunk that fails or takes too long is done again document by document, so that only the
one at fault is set aside. When nothing is left, the tables are written from the parts, in the order of the documents.
At any moment the parts are all that counts: a run that is started again does what no part holds.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from factx.batch import assembly, chunks, parts, reader
from factx.batch.chunks import Chunk, Staged
from factx.batch.engines import Engine
from factx.batch.guard import Died, Overdue
from factx.batch.jobs import Job, Report, Setup, made_by
from factx.batch.ledger import Ledger
from factx.batch.reader import Item, Request
from factx.batch.store import Store
from factx.errors import FactxError, InputError

#: How often a document may lose its worker before it is blamed: workers also die of what has nothing to do with it.
_LIVES = 3
_TICK = 0.5  #: seconds between two reports of the progress


class Stopped(Exception):
    """The run was asked to stop, and has finished what was in hand."""


@dataclass(slots=True)
class Progress:
    """Where a run stands. While `reading`, documents and characters are what has been read so far, then the whole."""

    reading: bool = True
    documents: int = 0
    characters: int = 0
    done: int = 0
    done_characters: int = 0
    earlier_characters: int = 0  #: of the done: what no worker has to do, because a part holds it
    words: int = 0  #: extracted by this run
    failed: int = 0
    since: float = field(default_factory=time.monotonic)


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
        self._ledger = Ledger()
        self._progress = Progress()
        self._staged: list[Staged] = []
        self._waiting: deque[Chunk] = deque()
        self._deaths: Counter[str] = Counter()
        self._told = 0.0

    def run(self, form: str) -> Ledger:
        """Read, extract, and write the tables in the format `form`; the ledger tells what came of it.

        Raises Stopped, LexiconError where nothing can be loaded, FactxError where the output cannot be written.
        """
        self._store.claim()
        with self._store.locked():
            self._store.make(parts.FOLDER)
            self._store.clear(chunks.FOLDER)
            for name in parts.names(self._store):
                self._ledger.done(name, parts.results(self._store, name))
            try:
                self._extract()
            finally:
                self._engine.close()
            self._store.clear(chunks.FOLDER)
            assembly.write(self._store, self._ledger, form)
        return self._ledger

    def _extract(self) -> None:
        for items in reader.read(self._request, self._limit):
            for item in items:
                self._enter(item)
            self._turn(0)
        self._stage()
        self._progress.reading = False
        while self._waiting or self._engine.busy:
            self._turn(_TICK)
        self._watch(self._progress)

    # ------------------------------------------------------------------------------------------------ into the engine

    def _enter(self, item: Item) -> None:
        """A document, or the error of one, in its place; staged where no part holds it."""
        self._progress.documents += 1
        try:
            if isinstance(item, InputError):
                raise item
            document = self._ledger.settle(*item)
        except InputError as e:
            self._ledger.fail(e.what, f"{e.why} ({e.hint})" if e.hint else e.why)
            self._progress.failed += 1
            self._progress.done += 1
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

    def _stage(self) -> None:
        if self._staged:
            self._waiting.append(chunks.put(self._store, self._staged))
            self._staged = []

    # ---------------------------------------------------------------------------------------------- out of the engine

    def _turn(self, seconds: float) -> None:
        """Give the engine what it wants, and take what it has done, or does within so many seconds."""
        if self._stop():
            self._finish_in_hand()
            raise Stopped
        while self._waiting and self._engine.free > 0:
            self._engine.submit(Job(self._store.url, self._waiting.popleft(), self._setup))
        self._collect(seconds)

    def _finish_in_hand(self) -> None:
        while self._engine.busy:
            self._collect(_TICK)

    def _collect(self, seconds: float) -> None:
        for job, outcome in self._engine.finished(seconds):
            if isinstance(outcome, Report):
                self._ledger.done(outcome.part, outcome.results)
                self._ended(job.chunk, failed=sum(r.reason is not None for r in outcome.results))
            else:
                self._failed(job.chunk, outcome)
        if time.monotonic() - self._told > _TICK:
            self._watch(self._progress)
            self._told = time.monotonic()

    def _ended(self, chunk: Chunk, failed: int) -> None:
        self._progress.done += len(chunk.keys)
        self._progress.done_characters += chunk.characters
        self._progress.words += chunk.words
        self._progress.failed += failed
        self._store.remove(chunk.name)

    def _failed(self, chunk: Chunk, error: Exception) -> None:
        """Do a chunk again, one by one; set aside what fails alone."""
        if isinstance(error, FactxError):
            raise error
        if isinstance(error, OSError):
            raise FactxError(self._store.url, f"cannot be written: {error.strerror or error}") from error
        if len(chunk.keys) > 1:
            self._waiting.extendleft(reversed(chunks.split(self._store, chunk)))
            return
        (key,) = chunk.keys
        self._deaths[key] += isinstance(error, Died)
        if isinstance(error, Died) and self._deaths[key] < _LIVES:
            self._waiting.appendleft(chunk)
            return
        self._ledger.set_aside(key, self._reason(error))
        self._ended(chunk, failed=1)

    def _reason(self, error: Exception) -> str:
        if isinstance(error, Overdue):
            return f"took longer than {self._limit:g} s"
        return "killed its worker" if isinstance(error, Died) else f"{type(error).__name__}: {error}"
