"""The check of many inputs: from memory where it can be, in several processes where it pays, and always in the order of the inputs.

A worker that the system kills takes no other file with it: what it had in hand is done again, file by file, each in a process of its own,
and only the file that kills that one too is given up.
"""

import contextlib
import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from casekit.cli.cache import Cache, digest
from casekit.cli.checking import Plan, check
from casekit.cli.findings.result import Checked
from casekit.cli.language import say
from casekit.corpus import Input

if TYPE_CHECKING:  # most runs need no processes
    from concurrent.futures import Future, ProcessPoolExecutor

_WORTH = 1 << 20
"""Bytes to be parsed below which starting processes costs more than it brings."""
_CHUNK_BYTES = 1 << 20
_CHUNK_FILES = 64
_AHEAD = 4
"""Chunks a process may have waiting; what is not asked for yet is not held."""
_CYCLES = 500_000

Chunk = list[tuple[int, Input]]


def check_all(inputs: Sequence[Input], plan: Plan, jobs: int, cache: Cache) -> Iterator[Checked]:
    """What is found in each input, in their order; `jobs` processes, 0 for as many as the machine has."""
    known: dict[int, Checked] = {}
    todo: list[tuple[int, Input, int]] = []
    for at, item in enumerate(inputs):
        hit = cache.get(item.name, digest(item, plan.formats)) if cache.path is not None and item.path is not None else None
        if hit is not None:
            known[at] = hit
        else:
            todo.append((at, item, _size(item)))
    jobs = jobs or os.cpu_count() or 1
    if jobs > 1 and len(todo) > 1 and sum(size for _, _, size in todo) >= _WORTH:
        fresh = _parallel(_chunks(todo), plan, jobs)
    else:
        fresh = _serial([(at, item) for at, item, _ in todo], plan)
    try:
        with contextlib.closing(fresh):
            for at in range(len(inputs)):
                checked = known.pop(at, None)
                if checked is None:
                    checked = next(fresh)
                    cache.put(checked)
                yield checked
    finally:
        cache.save()  # also what an interrupted run learnt


def _size(item: Input) -> int:
    if item.member:
        return item.size
    try:
        return item.path.stat().st_size if item.path is not None else 0
    except OSError:
        return 0


def _serial(items: Chunk, plan: Plan) -> Generator[Checked]:
    for _, item in items:
        yield check(item, plan)
        if gc.get_count()[0] > _CYCLES:
            gc.collect()


def _chunks(todo: list[tuple[int, Input, int]]) -> list[Chunk]:
    """The inputs in order, some in each chunk; standard input and empty ones go along."""
    chunks: list[Chunk] = []
    room = 0
    for at, item, size in todo:
        if not chunks or room < size or len(chunks[-1]) >= _CHUNK_FILES:
            chunks.append([])
            room = _CHUNK_BYTES
        chunks[-1].append((at, item))
        room -= size
    return chunks


def _parallel(chunks: list[Chunk], plan: Plan, jobs: int) -> Generator[Checked]:
    """As `_serial`, by several processes."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(min(jobs, len(chunks)))
    waiting: deque[tuple[Chunk, Future[list[Checked]] | None]] = deque()
    ahead = iter(chunks)
    broken = False
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (chunk := next(ahead, None)) is not None:
                future = None
                if not broken and all(item.path is not None for _, item in chunk):
                    try:
                        future = pool.submit(_work, chunk, plan)
                    except BrokenProcessPool:
                        broken = True
                waiting.append((chunk, future))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                done = future.result() if future is not None else None
            except BrokenProcessPool:
                broken, done = True, None
            yield from done if done is not None else _apart(chunk, plan)
    finally:
        _leave(pool)


def _apart(chunk: Chunk, plan: Plan) -> Iterator[Checked]:
    """A chunk that has no pool: each file in a process of its own, standard input here."""
    from concurrent.futures.process import BrokenProcessPool

    for pair in chunk:
        if pair[1].path is None:
            yield check(pair[1], plan)
            continue
        pool = _pool(1)
        try:
            yield from pool.submit(_work, [pair], plan).result()
        except BrokenProcessPool:
            name = pair[1].name
            yield Checked(name, error=say("en", "worker", name=name), error_zh=say("zh", "worker", name=name))
        finally:
            _leave(pool)


def _leave(pool: "ProcessPoolExecutor") -> None:
    """Ends the workers; an interrupted run does not wait for what they have in hand."""
    import multiprocessing

    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.terminate()


def _pool(jobs: int) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from casekit.readers.rows import has_threads

    method = "fork" if sys.platform == "linux" and not has_threads() else "spawn"
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method), initializer=_begin)


def _begin() -> None:
    """In a worker: the main process alone decides what an interruption means, and trees hold no cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()


def _work(chunk: Chunk, plan: Plan) -> list[Checked]:
    if not plan.families:
        done = [check(item, plan) for _, item in chunk]
    else:
        from casekit.ladder.in_use import in_use

        with in_use(plan.families):
            done = [check(item, plan) for _, item in chunk]
    if gc.get_count()[0] > _CYCLES:
        gc.collect()
    return done
