"""Who runs the jobs: processes of this machine, or a Dask cluster. Both call `jobs.run`, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from factx.batch import jobs
from factx.batch.guard import Guard, settle
from factx.batch.jobs import Job, Report, Setup


class Engine(Protocol):
    """Takes jobs, and hands back what came of them in any order: a Report, Overdue, Died, or the job's exception."""

    @property
    def ready(self) -> bool:
        """Whether some worker has loaded the pipeline, as far as can be seen from here."""

    @property
    def free(self) -> int:
        """How many more jobs it wants now."""

    @property
    def busy(self) -> int:
        """How many jobs it has."""

    def submit(self, job: Job) -> None: ...

    def finished(self, seconds: float) -> Iterator[tuple[Job, Report | Exception]]:
        """The jobs that have ended; where there are none, those that end within so many seconds."""

    def close(self) -> None:
        """Give the jobs up and let the workers go."""


class Local:
    """Worker processes on this machine, started as they are needed. A job that takes too long costs its worker."""

    def __init__(self, workers: int, setup: Setup) -> None:
        self._guards = [Guard(jobs.ready, setup) for _ in range(workers)]

    @property
    def ready(self) -> bool:
        return any(g.ready for g in self._guards)

    @property
    def free(self) -> int:
        return len(self._guards) - self.busy

    @property
    def busy(self) -> int:
        return sum(g.busy for g in self._guards)

    def submit(self, job: Job) -> None:
        guard = next(g for g in self._guards if not g.busy)
        guard.submit(job, jobs.run, job, limit=job.limit)

    def finished(self, seconds: float) -> Iterator[tuple[Job, Report | Exception]]:
        ended = self._ended()
        if not ended:
            settle(self._guards, seconds)
            ended = self._ended()
        return iter(ended)

    def close(self) -> None:
        for guard in self._guards:
            guard.close()

    def _ended(self) -> list[tuple[Job, Report | Exception]]:
        return [ended for guard in self._guards for ended in guard.finished()]
