"""Inputs → outcomes, in this process or in several; each worker loads the pipeline once and sends home records only."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

import factx
from factx.errors import FactxError, InputError
from factx.schema import Document

if TYPE_CHECKING:
    from factx.pipeline import Outcome

#: Inputs that go to a worker at once: one batch of the pipeline.
CHUNK = 16
#: Chunks under way for each worker: enough that none waits, few enough that the input is never read far ahead.
AHEAD = 2


def outcomes(
    inputs: Iterable[Document | InputError], model: str | None, folders: tuple[str, ...], jobs: int
) -> Iterator[Outcome]:
    """The outcome of each input, in order, made by `jobs` processes.

    Raises LexiconError where the pipeline cannot be loaded, FactxError where a worker dies.
    """
    if jobs == 1:
        yield from factx.load(model, folders).stream(inputs)
        return
    source = iter(inputs)
    under_way: deque[Future[list[Outcome]]] = deque()
    # spawn: a fork of a process that has loaded numpy's and spaCy's threads may hang
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        while True:
            while len(under_way) < jobs * AHEAD and (chunk := list(islice(source, CHUNK))):
                under_way.append(pool.submit(_chunk, chunk, model, folders))
            if not under_way:
                return
            try:
                yield from under_way.popleft().result()
            except BrokenExecutor as e:
                raise FactxError("a worker", f"died: {e}", "try --jobs 1") from e


# each worker loads the pipeline with its first chunk and keeps it: `factx.load` is cached
def _chunk(chunk: list[Document | InputError], model: str | None, folders: tuple[str, ...]) -> list[Outcome]:
    return list(factx.load(model, folders).stream(chunk))
