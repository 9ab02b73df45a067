"""Calls in a process of their own, one at a time, each with a limit."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from factx.batch.child import Child, Died, Overdue, arm, disarm
from factx.errors import FactxError

__all__ = ["Died", "Failed", "Guard", "Overdue", "settle"]

#: How often in a row the process may die before it is ready.
_LIVES = 3
#: Calls after which the process is replaced: spaCy keeps all words that it ever saw (some 60 MB for the first 600
#: reports), and loading it anew takes less than a hundredth of the time of so many chunks.
_CALLS = 500


class Failed(Exception):
    """The call raised what nobody expected: the reason, and the traceback."""

    def __init__(self, reason: str, traceback: str) -> None:
        super().__init__(reason, traceback)
        self.reason, self.traceback = reason, traceback


@dataclass(slots=True)
class _Call:
    tag: Any
    work: Callable[..., Any]
    args: tuple[Any, ...]
    limit: float


class Guard:
    """A process for our calls, started when the first comes and whenever the last one was lost. `ready(*args)` runs in
    it first, off every call's clock."""

    def __init__(self, ready: Callable[..., object], *args: Any) -> None:
        self._ready = (ready, args)
        self._child: Child | None = None
        self._call: _Call | None = None
        self._since: float | None = None  #: when the process began the call; None while it is getting ready
        self._is_ready = False
        self._unready_deaths = 0
        self._calls = 0  #: of this process

    @property
    def ready(self) -> bool:
        """Whether the process got ready, so far as it has been listened to."""
        return self._is_ready

    @property
    def busy(self) -> bool:
        return self._call is not None

    @property
    def line(self) -> Connection | None:
        """What can be read from when the call has ended."""
        return self._child.line if self._child and self._call else None

    def submit(self, tag: Any, work: Callable[..., Any], *args: Any, limit: float) -> None:
        """Begin a call, which may take `limit` seconds, where none is under way."""
        self._call = _Call(tag, work, args, limit)
        if self._child is not None and not self._child.alive:  # it died while it was idle
            self._end()
        self._begin()

    def finished(self) -> Iterator[tuple[Any, Any]]:
        """(tag, what came of it), where the call has ended: the result, or the exception: Overdue, Died, Failed,
        FactxError or OSError."""
        if self._call is None or (outcome := self._outcome()) is _NOTHING:
            return
        tag, self._call = self._call.tag, None
        self._calls += 1
        if self._calls >= _CALLS:
            self._end()
        yield tag, outcome

    def close(self) -> None:
        """End the process, whatever it does."""
        self._end()
        self._call = None

    def _begin(self) -> None:
        assert self._call is not None
        try:
            if self._child is None:
                self._child, self._is_ready, self._calls = Child(_serve, *self._ready), False, 0
            self._since = time.monotonic() if self._is_ready else None
            self._child.send((self._call.work, self._call.args, self._call.limit))
        except Died:
            pass  # is found out when it is listened to

    def _outcome(self) -> Any:
        assert self._child is not None
        assert self._call is not None
        try:
            while self._child.line.poll():
                message = self._child.receive()
                if self._is_ready or message is not None:
                    return message
                self._is_ready, self._since, self._unready_deaths = True, time.monotonic(), 0
        except Died as e:
            return self._died(e)
        if self._since is not None and time.monotonic() - self._since >= self._call.limit:
            self._end()
            return Overdue()
        return _NOTHING

    def _died(self, death: Died) -> Any:
        """Only a call that was begun can be to blame."""
        self._end()
        if self._is_ready:
            return death
        self._unready_deaths += 1
        if self._unready_deaths == _LIVES:
            return FactxError("a worker", "dies while it gets ready", "is there memory enough? try --jobs 1")
        self._begin()
        return _NOTHING

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


_NOTHING = object()


def settle(guards: Sequence[Guard], seconds: float) -> None:
    """Wait until some guard's call has ended, or for so many seconds."""
    lines = [line for g in guards if (line := g.line) is not None]
    if lines:
        wait(lines, seconds)


# ---------------------------------------------------------------------------------------------------- in the process


def _serve(line: Connection, ready: Callable[..., object], args: tuple[Any, ...]) -> None:
    """Send None when ready, then the outcome of each call."""
    try:
        ready(*args)
    except FactxError as e:
        return line.send(e)
    except Exception as e:
        return line.send(FactxError("a worker", f"cannot get ready: {type(e).__name__}: {e}"))
    line.send(None)
    while True:
        work, given, limit = line.recv()
        arm(limit)
        outcome = _called(work, given)
        disarm()
        line.send(outcome)


def _called(work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    try:
        return work(*args)
    except FactxError as e:
        return e
    except OSError as e:
        return OSError(e.errno, e.strerror) if e.errno else OSError(str(e))
    except Exception as e:
        return Failed(f"{type(e).__name__}: {e}", "".join(traceback.format_exception(e)))
