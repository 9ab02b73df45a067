"""Sources → documents, in order, read in a process of its own that a hostile file may hang or kill.

Reading is much quicker than extraction: one process feeds many workers. A file that hangs or kills it is passed over
by the next process, which goes on behind it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator

from factx.batch.child import Child, Died, Overdue
from factx.batch.walk import Item, Place, Request, Step, Unread, walk
from factx.errors import FactxError

__all__ = ["Item", "Request", "Unread", "read"]

#: How often a file may lose its process before it is blamed: processes also die of what has nothing to do with it.
_LIVES = 3
_TICK = 0.05  #: seconds that a document is waited for before the caller may do something else


def read(request: Request, limit: float) -> Generator[Item | None, None, None]:
    """The documents of all sources with their prints, in order; None now and then while there is none. What takes
    longer than `limit` seconds, or kills its process, is Unread.

    Raises LexiconError where the user's tables are at fault.
    """
    place = Place()
    deaths: Counter[tuple[Place, str | None]] = Counter()
    while True:
        at = Step(place)
        try:
            for step in _steps(request, place, limit):
                at = step or at
                if step is None or step.item is not None:
                    yield step.item if step else None
            return
        except Overdue:
            reason = f"took longer than {limit:g} s to read"
        except Died:
            deaths[at.place, at.hand] += 1
            if deaths[at.place, at.hand] < _LIVES:
                place = at.place
                continue
            reason = "killed the process that read it"
        if at.hand is None:
            raise FactxError("the process that reads", "dies before it has read anything", "is there memory enough?")
        yield Unread(at.hand, reason)
        place = at.beyond


def _steps(request: Request, start: Place, limit: float) -> Generator[Step | None, None, None]:
    """What a new process tells from `start` on; None now and then while it says nothing. Raises Overdue, Died."""
    child = Child(walk, request, start, limit)
    try:
        hand, since = None, 0.0
        while True:
            if child.line.poll(_TICK):
                told = child.receive()
                if isinstance(told, FactxError):
                    raise told
                if told is None:
                    return
                hand, since = told.hand, time.monotonic()
                yield told
            elif hand is not None and time.monotonic() - since > limit:
                raise Overdue
            else:
                yield None
    finally:
        child.end()
