"""Workers of a run that are processes of this machine. What they need is costly to load, so only runs with several of them do."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module

from casekit.corpus.work import Job, Summary, work
from casekit.readers.rows import has_threads

_WATCH = 0.5
"""Seconds after which a worker notices that its parent is gone."""


class Pool:
    """A pool of processes on this machine."""

    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, jobs: int, handles: tuple[int, ...] = ()) -> None:
        """`handles` are open files that no worker may keep."""
        for room in ("parser", "readers", "record", "rules"):  # loaded once, before the workers are made
            import_module(f"casekit.{room}")
        self.width = 3 * jobs
        self._jobs = jobs
        self._handles = handles
        self._before = set(multiprocessing.active_children())
        self._pool = self._make()

    def _make(self) -> ProcessPoolExecutor:
        # Forking is quickest by far, and safe as long as this process is a single thread.
        fork = sys.platform == "linux" and threading.active_count() == 1 and not has_threads()
        context = multiprocessing.get_context("fork" if fork else "spawn")
        handles = self._handles if fork else ()
        self._temporary = _temporary()
        folder = self._temporary.name if self._temporary else None
        return ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(os.getpid(), handles, folder))

    def submit(self, job: Job) -> Future[Summary]:
        """Queues the job."""
        return self._pool.submit(work, job)

    def ready(self, handles: Collection[Future[Summary]]) -> Collection[Future[Summary]]:
        """Those that are done."""
        return wait(handles, timeout=0.1, return_when=FIRST_COMPLETED).done

    def result(self, handle: Future[Summary]) -> Summary:
        """What became of it."""
        return handle.result()

    def restart(self) -> bool:
        """Makes a new pool: one dead worker ends it."""
        self.close()
        self._pool = self._make()
        return True

    def close(self) -> None:
        """Ends all workers, and the threads that look after them: what forks must be alone."""
        for child in multiprocessing.active_children():
            if child not in self._before:
                child.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None


def _temporary() -> "tempfile.TemporaryDirectory[str] | None":
    """Where workers keep their temporary files: they are ended before they can remove such as the profile of LibreOffice."""
    try:
        return tempfile.TemporaryDirectory(prefix="casekit-", ignore_cleanup_errors=True)
    except OSError:
        return None  # most runs need none; who does will tell


def _begin(parent: int, handles: tuple[int, ...], temporary: str | None) -> None:
    """What a worker does first: leave signals of the terminal to its parent, hold nothing of it, and go when it goes."""
    tempfile.tempdir = temporary
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    for handle in handles:
        with contextlib.suppress(OSError):
            os.close(handle)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
