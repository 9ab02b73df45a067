"""A process of ours that may hang, crash or be killed without harm to anything else, and a line to it.

A pool whose workers share a queue cannot take that: a worker that is killed while it holds the queue's lock leaves the
others waiting for ever. So each process has a pipe of its own, which ends when it does.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

#: Seconds that a process has beyond its limit before it ends itself: whoever started it may be gone.
_GRACE = 30


class Overdue(Exception):
    """It took longer than its limit, and its process was killed."""


class Died(Exception):
    """The process died on it."""


class Child:
    """A process that runs `main(line, *args)`. It ends when `main` does, and with its parent at the latest."""

    def __init__(self, main: Callable[..., None], *args: Any) -> None:
        # spawn: a fork of a process that has loaded numpy's and spaCy's threads may hang
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=_live, args=(theirs, main, args), daemon=True)
        with _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def send(self, message: Any) -> None:
        """Raises Died."""
        try:
            self.line.send(message)
        except OSError as e:
            raise Died from e

    def receive(self) -> Any:
        """The next message. Raises Died where the process died before it had sent it whole."""
        try:
            return self.line.recv()
        except (EOFError, OSError) as e:
            raise Died from e

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.line.close()


def arm(seconds: float) -> None:
    """In the process: end it some time after its limit, even where it never lets go of the interpreter and the parent
    who should kill it is gone."""
    if seconds + _GRACE < threading.TIMEOUT_MAX:
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True)


def disarm() -> None:
    faulthandler.cancel_dump_traceback_later()


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Ctrl-C is the parent's to answer; a process that is started inherits what is blocked."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live(line: Connection, main: Callable[..., None], args: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_no_parent, daemon=True).start()
    main(line, *args)


def _outlive_no_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
