"""Runs a plan with workers: in this process, in a pool of processes, or on a cluster.

1. A worker writes its own output and sends back numbers; trees never travel.
2. A worker that is killed takes no work with it: its sources are done again, one by one, and one that kills its worker then is told.
3. Output does not depend on how many workers there are, nor on which of them is first.
4. No worker outlives the run.
"""

import itertools
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Protocol

from casekit.corpus.discover import STDIN
from casekit.corpus.plan import Plan
from casekit.corpus.work import Job, Summary, lost, work
from casekit.errors import CasekitError

_CHANCES = 2
"""How often a source may end its worker while it is alone, before it is blamed: others may have killed the worker."""
_LOOKS = 32
"""Jobs of finished work that are looked at before others are asked to help: that is quicker than making processes."""


class Engine(Protocol):
    """Where jobs are done. `lost` are the errors that mean that a worker was killed."""

    lost: tuple[type[BaseException], ...]
    width: int
    """Jobs to hand over before waiting for one."""

    def submit(self, job: Job) -> Any:
        """Hands a job over; gives what stands for it."""

    def ready(self, handles: Collection[Any]) -> Collection[Any]:
        """Those that are done, after a short while at most."""

    def result(self, handle: Any) -> Summary:
        """What became of a job that is done. Raises one of `lost`, or what the job raised."""

    def restart(self) -> bool:
        """After a loss: makes ready for further jobs, and tells whether all jobs that were not done went with it."""

    def close(self) -> None:
        """Ends all workers, whatever they do."""


def run(
    plan: Plan,
    arguments: Iterable[str],
    tell: Callable[[str, CasekitError | None], None],
    pulse: Callable[[], None] = lambda: None,
    *,
    jobs: int = 1,
    ray: bool = False,
    address: str = "",
) -> Iterator[Summary]:
    """Does what a plan says for `arguments`, and joins it with what was there; what becomes of each job, as soon as it is done.

    `tell` is that of `Plan.tasks`, `jobs` the number of processes, 0 for one per processor; with `ray` the work is done by the cluster at
    `address`, by one on this machine where there is none. Where a run ends before its time, what was done is kept for the next one.
    Raises ConfigError where the output cannot be written or what it takes is missing.
    """
    pieces = plan.jobs(plan.tasks(arguments, tell))
    engine: Engine | None = None
    try:
        for job in itertools.islice(pieces, _LOOKS):
            if not all(task.keep for task in job.tasks):
                pieces = itertools.chain([job], pieces)
                break
            yield work(job)
            pulse()
        first = list(itertools.islice(pieces, 2))
        pieces = itertools.chain(first, pieces)
        if not first:
            engine = Inline()
        elif ray:
            from casekit.corpus.ray import Ray

            engine = Ray(address)
        else:
            count = jobs or processors()
            if count > 1 and len(first) > 1:
                from casekit.corpus.pool import Pool

                engine = Pool(count, plan.handles)
            else:
                engine = Inline()
        yield from drive(engine, pieces, pulse)
        engine.close()
        engine = None
        plan.commit()
    except BaseException:
        if engine is not None:
            engine.close()
        plan.abandon()
        raise


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def drive(engine: Engine, jobs: Iterable[Job], pulse: Callable[[], None]) -> Iterator[Summary]:
    """Does all jobs, in any order; `pulse` is called several times a second. Raises ConfigError where the output cannot be written."""
    waiting = iter(jobs)
    flying: dict[Any, Job] = {}
    more = True
    while True:
        suspects: list[Job] = []
        while more and not suspects and len(flying) < engine.width:
            job = next(waiting, None)
            if job is None:
                more = False
            elif job.tasks[0].source.name == STDIN:
                yield work(job)
            else:
                try:
                    flying[engine.submit(job)] = job
                except engine.lost:
                    suspects.append(job)
        if not flying and not suspects:
            return
        for handle in list(engine.ready(flying)) if flying else ():
            job = flying.pop(handle)
            try:
                yield engine.result(handle)
            except engine.lost:
                suspects.append(job)
        if suspects:
            if engine.restart():
                suspects += flying.values()
                flying.clear()
            yield from _again(engine, suspects, pulse)
        pulse()


def _again(engine: Engine, suspects: list[Job], pulse: Callable[[], None]) -> Iterator[Summary]:
    """Does the sources of jobs one by one, with nothing beside them, so that the one which kills its worker is known."""
    for job in itertools.chain.from_iterable(job.single() for job in sorted(suspects, key=lambda job: job.name)):
        for _ in range(_CHANCES):
            try:
                handle = engine.submit(job)
                while not engine.ready([handle]):
                    pulse()
                yield engine.result(handle)
                break
            except engine.lost:
                engine.restart()
        else:
            yield lost(job)


class Inline:
    """This process: a job is done as it is handed over."""

    lost: tuple[type[BaseException], ...] = ()
    width = 1

    def submit(self, job: Job) -> str:
        """Does the job."""
        self._done = work(job)
        return job.name

    def ready(self, handles: Collection[str]) -> Collection[str]:
        """All of them."""
        return list(handles)

    def result(self, handle: str) -> Summary:
        """What became of it."""
        return self._done

    def restart(self) -> bool:
        """Nothing is ever lost."""
        return False

    def close(self) -> None:
        """Nothing to end."""
