"""The recipes of docs/corpus.md do what they say, as far as their engine is installed; all of them compile."""

import json
import os
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from casekit.corpus import parse_shard
from commandline import CLEAN, GAP, here, run, tree_of_bytes
from corpus_runs import corpus

__all__ = ["here", "run"]

PAGE = Path(__file__).parent.parent / "docs" / "corpus.md"
RECIPES = dict(re.findall(r"<!-- recipe: (\w+) -->\n```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))


def shell(name, **environment):
    bin = Path("bin")
    bin.mkdir()
    (bin / "casekit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m casekit "$@"\n')
    (bin / "casekit").chmod(0o755)
    path = f"{bin.resolve()}:{os.environ['PATH']}"
    return subprocess.run(["sh", "-c", RECIPES[name]], env={**os.environ, **environment, "PATH": path}, capture_output=True, timeout=60)


def python(name):
    module = types.ModuleType(name)
    exec(compile(RECIPES[name], f"{PAGE.name}: {name}", "exec"), module.__dict__)
    return module


def test_every_recipe_is_known():
    assert set(RECIPES) == {"slurm", "queue", "mapper", "datatrove", "spark"}
    for name in ("mapper", "datatrove", "spark"):
        compile(RECIPES[name], name, "exec")


def test_every_command_of_the_page_is_one(run, here):
    options = set(re.findall(r"(--[a-z-]+)", run("parse", "--help")[1]))
    named = set(re.findall(r"casekit parse [^\n]*(?:\\\n[^\n]*)?", PAGE.read_text(encoding="utf-8")))
    used = {option for command in named for option in re.findall(r"(--[a-z-]+)", command)}
    assert len(used) > 5 and used <= options


def test_a_slurm_array(run, here):
    names = corpus("dumps", 12)
    told = shell("slurm", SLURM_ARRAY_TASK_ID="2", SLURM_ARRAY_TASK_COUNT="3", SLURM_CPUS_PER_TASK="2")
    assert told.returncode in (0, 2), told.stderr
    run("parse", "dumps", "-o", "expected", "--format", "jsonl", "--shard", "2/3")
    assert tree_of_bytes("out/2") == tree_of_bytes("expected") and names


def test_any_other_queue(run, here):
    corpus("dumps", 12)
    Path("dumps/1/broken.txt").unlink()
    told = shell("queue")
    assert (told.returncode, told.stderr) == (0, b"")
    run("parse", "dumps", "-o", "expected")
    assert tree_of_bytes("out") == tree_of_bytes("expected")


def test_the_mapper(run, here, capsys):
    Path("dumps").mkdir()
    Path("dumps/a.txt").write_text(CLEAN)
    python("mapper")
    told = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    assert told == [["dumps/a.txt", "ok"], ["dumps/a.txt", "ok"], ["b", "ok"]]


def test_datatrove(here):
    data = pytest.importorskip("datatrove.data")
    step = python("datatrove").Cases()
    found = list(step.run([data.Document(CLEAN, "a"), data.Document(GAP, "b"), data.Document(" ", "c")]))
    assert [document.id for document in found] == ["a/1", "a/2", "b/1", "b/2"]
    assert [document.metadata["record"] for document in found[:2]] == expected("a", CLEAN)


def test_spark(here):
    pandas = pytest.importorskip("pandas")
    cases = python("spark").cases
    (frame,) = cases(iter([pandas.DataFrame({"id": ["a", "b", "c"], "text": [CLEAN, GAP, " "]})]))
    assert list(frame["state"]) == ["ok"] * 4 + ["error"] and list(frame["record"][:2]) == expected("a", CLEAN)
    assert frame["error"][4] and pandas.isna(frame["record"][4])


def test_spark_itself(here, monkeypatch):
    sql = pytest.importorskip("pyspark.sql")
    pytest.importorskip("pandas")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        recipe = python("spark")
        table = spark.createDataFrame([("a", CLEAN), ("b", GAP)], "id string, text string")
        found = sorted((row.id, row.record) for row in table.mapInPandas(recipe.cases, recipe.SCHEMA).collect())
        assert found == sorted([("a", record) for record in expected("a", CLEAN)] + [("b", record) for record in expected("b", GAP)])
    finally:
        spark.stop()


def expected(name, text):
    (parsed,) = parse_shard([(name, text)], format="jsonl")
    assert all(json.loads(record)["source"]["path"] == name for _, record in parsed.records)
    return [record for _, record in parsed.records]
