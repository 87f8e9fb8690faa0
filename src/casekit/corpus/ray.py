"""Jobs on a Ray cluster: every job is a task, and writes where all machines can write.

1. A task that is lost with its node is done again on another; a source that ends its worker every time is told, as in a local run.
2. Manifest, records and what a killed run leaves are those of a local run, byte for byte.
"""

import contextlib
import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

from casekit.corpus.work import Job, Summary, work
from casekit.errors import ConfigError

_PATIENCE = 5.0
"""Seconds to wait for the answer of a cluster."""
_RETRIES = 3
"""How often Ray itself does a task again whose worker or node was lost."""


class Ray:
    """A cluster; see `run.Engine`."""

    def __init__(self, address: str = "") -> None:
        """Joins the cluster at `address`, or starts one on this machine. Raises ConfigError where that cannot be."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
        try:
            import ray
        except ImportError as error:
            raise ConfigError(
                "--engine ray needs ray, which is not installed; run: pip install 'casekit[ray]'",
                "--engine ray 需要 ray，尚未安装；请运行：pip install 'casekit[ray]'",
            ) from error
        self._ray = ray
        self._mine = not ray.is_initialized()
        if self._mine:
            self._join(address)
        crashes = ("WorkerCrashedError", "NodeDiedError", "OutOfMemoryError", "ObjectLostError", "OwnerDiedError", "LocalRayletDiedError")
        self.lost: tuple[type[BaseException], ...] = tuple(
            getattr(ray.exceptions, name) for name in crashes if hasattr(ray.exceptions, name)
        )
        self.width = 3 * max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._task = ray.remote(num_cpus=1)(_do)
        self._folder = str(Path.cwd())

    def _join(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        options = {"address": address} if address else {"include_dashboard": False}
        before = signal.getsignal(signal.SIGTERM)
        try:
            if host and port.isdecimal() and "/" not in host:
                socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()  # Ray itself would wait for minutes
            self._ray.init(**options, log_to_driver=False, logging_level=logging.ERROR, configure_logging=False)
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise ConfigError(
                f"{address or 'ray'}: no cluster ({reason}); start one with ray start --head, or leave --address out",
                f"{address or 'ray'}：没有可用的集群（{reason}）；请用 ray start --head 启动，或去掉 --address",
            ) from error
        finally:
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, before)  # Ray takes it for itself

    def submit(self, job: Job) -> Any:
        """Queues the job; one of a single source is suspect, and not done over and over."""
        retries = 0 if "-" in job.name else _RETRIES
        return self._task.options(max_retries=retries).remote(job, self._folder)

    def ready(self, handles: Collection[Any]) -> Collection[Any]:
        """Those that are done."""
        done: list[Any] = self._ray.wait(list(handles), num_returns=1, timeout=0.1)[0]
        return done

    def result(self, handle: Any) -> Summary:
        """What became of it. An error of a job comes as it was raised."""
        try:
            summary: Summary = self._ray.get(handle)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause if isinstance(error.cause, Exception) else error from None
        return summary

    def restart(self) -> bool:
        """A cluster goes on."""
        return False

    def close(self) -> None:
        """Leaves the cluster; what still runs there is given up."""
        if self._mine:
            with contextlib.suppress(Exception):
                self._ray.shutdown()


def _do(job: Job, folder: str) -> Summary:
    """A job on some machine: paths mean there what they mean here."""
    os.chdir(folder)
    gc.disable()
    return work(job)
