"""Jobs on a Dask cluster. Names go through its scheduler, documents and records through the store.

For each of its threads, a Dask worker has a process of ours that runs the jobs: a job that hangs or crashes costs that
process, as on one machine, and not the worker with what else it does; and loading the pipeline is on no job's clock.
"""

from __future__ import annotations

import contextlib
import logging
import math
import multiprocessing
import socket
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any, cast

from factx.batch import jobs
from factx.batch.guard import Died, Guard, settle
from factx.batch.jobs import Job, Report, Setup
from factx.errors import FactxError

try:
    from distributed import Client, KilledWorker, Worker, WorkerPlugin, get_worker
except ImportError as e:
    raise FactxError("--engine dask", "needs what is not installed", "pip install 'factx[dask]'") from e

#: Seconds that a scheduler has to answer.
_ANSWER = 10
#: Jobs for each thread of the cluster, so that none waits.
_AHEAD = 2
#: Seconds between two looks at what there is: workers come and go, and a run may end.
_LOOK = 1.0


class Cluster:
    """The workers of a Dask cluster, as they come and go."""

    def __init__(self, scheduler: str, setup: Setup) -> None:
        """Raises FactxError where no scheduler answers."""
        self._scheduler = scheduler
        self._processes = Processes(setup)
        self._made_by = jobs.made_by(setup)
        self._name = ""
        self._jobs: dict[Any, Job] = {}
        self._ended: SimpleQueue[Any] = SimpleQueue()
        self._threads, self._looked = 0, -math.inf
        self._answered = False  #: whether a job has ended
        for name in ("distributed", "distributed.client"):  # what a person can act on, our errors say
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client: Any = Client(scheduler, timeout=_ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as e:
            raise FactxError(scheduler, "no Dask scheduler answers there", str(e)) from e

    @property
    def ready(self) -> bool:
        return self._answered

    @property
    def free(self) -> int:
        if time.monotonic() - self._looked > _LOOK:
            try:
                self._threads = sum(self._client.nthreads().values())
            except Exception as e:  # each way of being gone has its own
                raise self._gone() from e
            self._looked = time.monotonic()
        return _AHEAD * self._threads - self.busy

    @property
    def busy(self) -> int:
        return len(self._jobs)

    def submit(self, job: Job) -> None:
        if not self._name:
            self._begin(job)
        future = self._client.submit(_work, self._name, job, self._made_by, pure=False)
        self._jobs[future.key] = job
        future.add_done_callback(self._ended.put)

    def finished(self, seconds: float) -> Iterator[tuple[Job, Report | Exception]]:
        with contextlib.suppress(Empty):
            future = self._ended.get(timeout=seconds) if seconds else self._ended.get_nowait()
            while True:
                self._answered = True
                yield self._jobs.pop(future.key), self._outcome(future)
                future = self._ended.get_nowait()

    def close(self) -> None:
        with contextlib.suppress(Exception):  # the scheduler may be gone
            if self._name:
                self._client.unregister_worker_plugin(self._name)
        self._client.close(timeout=_ANSWER)

    def _begin(self, job: Job) -> None:
        """Set up the workers: not before the first job, when the store is locked. What a killed run left of the same
        store is replaced."""
        self._name = f"factx {job.out}"
        try:
            self._client.register_plugin(self._processes, name=self._name)
        except Exception as e:  # whatever went wrong on the workers
            raise _unfit(e) from e

    def _outcome(self, future: Any) -> Report | Exception:
        try:
            outcome: Report | Exception = future.result()
        except KilledWorker:
            return Died()
        except (CancelledError, OSError):
            return self._gone()
        except Exception as e:  # not of the job, which returns its own
            return _unfit(e)
        return outcome

    def _gone(self) -> FactxError:
        return FactxError(self._scheduler, "the Dask scheduler is gone", "the same command goes on from here")


def _unfit(error: Exception) -> FactxError:
    """What a worker made of a task that it could not even begin."""
    said = f"cannot run factx: {type(error).__name__}: {error}"
    return FactxError("a Dask worker", said, "install the same factx on all of them")


# ------------------------------------------------------------------------------------------------------- on a worker


class Processes(WorkerPlugin):
    """A process for each thread of a worker, for as long as a run lasts."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def setup(self, worker: Worker) -> None:
        # Dask's own processes are daemons, which may have no children; ours end with their parent all the same
        multiprocessing.current_process().daemon = False
        self._over = False
        self._idle: SimpleQueue[Guard] = SimpleQueue()
        for _ in range(worker.state.nthreads):
            self._idle.put(Guard(_ready, self._setup))

    def teardown(self, worker: Worker) -> None:
        self._over = True  # whoever holds a process sees it and closes it
        with contextlib.suppress(Empty):
            while True:
                self._idle.get_nowait().close()

    def run(self, job: Job, made_by: str) -> Report | Exception:
        """What comes of a job in a process that is idle."""
        guard = self._idle.get()
        guard.submit(None, _run, job, made_by, limit=job.limit)
        try:
            while not self._over:
                settle([guard], _LOOK)
                for _, outcome in guard.finished():
                    return outcome  # type: ignore[no-any-return]
            return Died()
        finally:
            if self._over:
                guard.close()
            else:
                self._idle.put(guard)


def _work(name: str, job: Job, made_by: str) -> Report | Exception:
    """The task that Dask sees."""
    return cast(Processes, get_worker().plugins[name]).run(job, made_by)


def _ready(setup: Setup) -> None:
    _made_by(setup)
    jobs.ready(setup)


def _run(job: Job, made_by: str) -> Report:
    """`jobs.run`, where this machine is fit for it. Raises FactxError where it has another factx, or another folder."""
    worker = f"the Dask worker on {socket.gethostname()}"
    names = ("factx (or spaCy)", "model", "gazetteer", "lexicon")
    for what, here, there in zip(names, _made_by(job.setup).split("\n"), made_by.split("\n"), strict=True):
        if here != there:
            raise FactxError(worker, f"has another {what}", "install the same factx, model and tables everywhere")
    try:
        return jobs.run(job)
    except FileNotFoundError as e:
        hint = "give an --out that every worker reaches: a shared folder, or a URL such as s3://bucket/folder"
        raise FactxError(job.out, f"is not there for {worker}", hint) from e


@cache
def _made_by(setup: Setup) -> str:
    return jobs.made_by(setup)
