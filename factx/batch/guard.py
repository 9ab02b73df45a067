"""One process that runs our calls, in order, and may die or be killed without harm to anything else.

A pool whose workers share a queue cannot take that: a worker that is killed while it holds the queue's lock leaves the
others waiting for ever. So each worker is an executor of one process, which is thrown away whole with its queue.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any


class Overdue(Exception):
    """The call took longer than its limit, and its process was killed."""


class Died(Exception):
    """The process died on the call."""


@dataclass(slots=True)
class _Call:
    tag: Any
    work: Callable[..., Any]
    args: tuple[Any, ...]
    limit: float
    future: Future[Any]
    since: float = field(default=0.0)  #: when it came to the head of the queue


class Guard:
    """A process with a queue of calls. `ready` runs in it first, off every call's clock."""

    def __init__(self, ready: Callable[..., object] | None = None, *args: Any) -> None:
        self._ready = (ready, args)
        self._calls: deque[_Call] = deque()
        self._pool, self._pid = self._start()

    def __len__(self) -> int:
        """The calls that were submitted and not handed back."""
        return len(self._calls)

    def submit(self, tag: Any, work: Callable[..., Any], *args: Any, limit: float) -> None:
        """Queue a call, which may take `limit` seconds once it is its turn."""
        self._calls.append(self._queue(_Call(tag, work, args, limit, Future())))

    def finished(self) -> Iterator[tuple[Any, Any]]:
        """(tag, what came of it) of the calls that have ended: the result, or the exception: Overdue, Died or its
        own."""
        while self._calls:
            call = self._calls[0]
            if not call.future.done():
                if not call.since and self._pid.done():
                    call.since = time.monotonic()
                if not call.since or time.monotonic() - call.since < call.limit:
                    return
                yield call.tag, self._replaced(Overdue())
                continue
            error = call.future.exception()
            if isinstance(error, BrokenExecutor):
                yield call.tag, self._replaced(Died())
                continue
            self._calls.popleft()
            if self._calls:
                self._calls[0].since = time.monotonic()
            yield call.tag, error if error is not None else call.future.result()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._kill()
        self._calls.clear()

    @property
    def waiting(self) -> Future[Any] | None:
        """What the next change depends on."""
        return self._calls[0].future if self._calls else None

    def _start(self) -> tuple[ProcessPoolExecutor, Future[int]]:
        # spawn: a fork of a process that has loaded numpy's and spaCy's threads may hang
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=self._ready)
        return pool, pool.submit(os.getpid)

    def _queue(self, call: _Call) -> _Call:
        call.since = 0.0
        try:
            call.future = self._pool.submit(call.work, *call.args)
        except BrokenExecutor as e:  # it died while it was idle: found out when its turn comes
            call.future = Future()
            call.future.set_exception(e)
        return call

    def _replaced(self, reason: Exception) -> Exception:
        """Take the call at the head off, kill the process, and queue the rest with a new one."""
        self._calls.popleft()
        self._kill()
        self._pool, self._pid = self._start()
        for call in self._calls:
            self._queue(call)
        return reason

    def _kill(self) -> None:
        if self._pid.done() and not self._pid.exception():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid.result(), signal.SIGKILL)
        self._pool.shutdown(wait=False, cancel_futures=True)


def settle(guards: list[Guard], seconds: float) -> None:
    """Wait until some guard's first call has ended, or for so many seconds."""
    futures = [f for g in guards if (f := g.waiting) is not None]
    if futures:
        wait(futures, seconds, FIRST_COMPLETED)


def _begin(ready: Callable[..., object] | None, args: tuple[Any, ...]) -> None:
    """In the new process: Ctrl-C is the parent's to answer; what `ready` cannot do, the calls will complain of."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_no_parent, daemon=True).start()
    if ready:
        with contextlib.suppress(Exception):
            ready(*args)


def _outlive_no_parent() -> None:
    """End with the parent, even one that was killed: a worker's queue does not tell."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
