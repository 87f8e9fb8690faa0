"""Runs on a Ray cluster of several nodes, on this machine. Needs the group `cluster`; without Ray there is nothing to test."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import casekit.corpus.run as runs
from casekit.corpus import plan
from casekit.corpus.plan import Options, Plan
from commandline import files, here, run, tree_of_bytes
from corpus_runs import corpus, finish, rows

__all__ = ["here", "run"]

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster():
    """A head that does nothing, and two nodes that work."""
    from ray.cluster_utils import Cluster

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    made.nodes = [made.add_node(num_cpus=1) for _ in range(2)]
    made.wait_for_nodes()
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture
def names(here):
    return corpus(count=120)


@pytest.fixture
def joined(cluster):
    """This process as the driver of the cluster."""
    ray.init(cluster.address, log_to_driver=False, logging_level=40)
    yield cluster
    ray.shutdown()


def go(output, format="yaml", pulse=lambda: None):
    made = Plan(Options(output, format))
    return list(runs.run(made, ["in"], lambda name, error: None, pulse, ray=True))


@pytest.mark.parametrize("format", ["yaml", "jsonl", "parquet"])
def test_the_same_bytes_as_a_local_run(joined, run, names, monkeypatch, format):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(plan, "CHUNK", 20_000)
    run("parse", "in", "-o", "local", "--jobs", 1, "--format", format)
    assert run("parse", "in", "-o", "out", "--engine", "ray", "--format", format)[0] == 2
    assert tree_of_bytes("out") == tree_of_bytes("local")
    _, _, err = run("parse", "in", "-o", "out", "--engine", "ray", "--format", format)
    assert f"{len(names) - 1} unchanged" in err and tree_of_bytes("out") == tree_of_bytes("local")


def test_a_node_that_dies_in_mid_run_takes_no_work_with_it(joined, run, names, monkeypatch):
    monkeypatch.setattr(plan, "CHUNK", 4000)
    run("parse", "in", "-o", "local", "--jobs", 1)
    killed = []

    def kill():
        if not killed and len(list(Path("out").glob(".casekit-*.run/*.rows"))) > 3:
            killed.append(joined.nodes[-1])
            joined.remove_node(joined.nodes.pop(), allow_graceful=False)

    summaries = go("out", pulse=kill)
    assert killed and sum(summary.files for summary in summaries) == len(names)
    assert tree_of_bytes("out") == tree_of_bytes("local")
    joined.nodes.append(joined.add_node(num_cpus=1))
    joined.wait_for_nodes()


def test_a_source_that_ends_every_worker_is_told(joined, run, names, monkeypatch):
    monkeypatch.setattr(plan, "CHUNK", 20_000)
    poison = names[17]
    import casekit.corpus.ray as engine

    def do(job, folder):
        if any(task.source.name == poison for task in job.tasks):
            os.kill(os.getpid(), signal.SIGKILL)
        from casekit.corpus.ray import _do

        return _do(job, folder)

    monkeypatch.setattr(engine, "_do", do)
    monkeypatch.setattr(engine, "_RETRIES", 1)
    summaries = go("out")
    assert [failure.source for summary in summaries for failure in summary.failures if "killed twice" in failure.message] == [poison]
    assert {row["source"] for row in rows() if row["state"] == "error"} == {poison, "in/1/broken.txt"}


def test_a_killed_driver_is_taken_up_by_any_engine(cluster, names):
    words = ("parse", "in", "-o", "out", "--engine", "ray", "--address", cluster.address)
    script = "import sys, casekit.corpus.plan as p\np.CHUNK = 4000\nfrom casekit.cli import main\nsys.exit(main(sys.argv[1:]))"
    running = subprocess.Popen([sys.executable, "-c", script, *words], stderr=subprocess.DEVNULL, start_new_session=True)
    while running.poll() is None and len(list(Path("out").glob(".casekit-*.run/*.rows"))) < 5:
        time.sleep(0.02)
    assert running.poll() is None
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert finish("parse", "in", "-o", "out", "--jobs", 2)[0] == 2
    finish("parse", "in", "-o", "fresh")
    assert tree_of_bytes("out") == tree_of_bytes("fresh")


def test_no_cluster_is_one_line(run, here):
    code, _, err = run("parse", "clean.txt", "-o", "out", "--engine", "ray", "--address", "127.0.0.1:1")
    assert code == 2 and "no cluster" in err and err.count("\n") == 1 and files() == []
