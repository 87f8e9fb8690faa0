"""data/structured is what `casekit parse data/raw -o data/structured` makes, byte for byte."""

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from casekit.version import REVISION

ROOT = Path(__file__).parent.parent


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What casekit makes of the samples."""
    folder = tmp_path_factory.mktemp("samples") / "structured"
    command = [sys.executable, "-m", "casekit", "parse", "data/raw", "-o", str(folder)]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    return _files(folder)


def test_the_structured_samples_are_up_to_date(made: dict[str, bytes]) -> None:
    kept = _files(ROOT / "data" / "structured")
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_there_are_samples_of_every_kind() -> None:
    names = {path.name for path in (ROOT / "data" / "raw").iterdir()}
    assert len(names) >= 5
    assert any(path.read_bytes().count(b"\r\n") > 5 for path in (ROOT / "data" / "raw").iterdir())


def test_what_is_made_of_texts_changes_with_its_revision_alone(made: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    """`revision.json` holds the digest of the samples' records; `pytest --accept` takes a new one down and raises the revision."""
    digest = sha256()
    for name, data in sorted(made.items()):
        if name != "manifest.jsonl":
            digest.update(name.encode() + b"\0" + data)
    pinned = Path(__file__).with_name("revision.json")
    kept = json.loads(pinned.read_text(encoding="utf-8"))
    assert kept["revision"] == REVISION, "version.py and tests/revision.json disagree"
    if digest.hexdigest() != kept["samples"] and request.config.getoption("--accept"):
        version = ROOT / "src" / "casekit" / "version.py"
        version.write_text(re.sub(r"REVISION = \d+", f"REVISION = {REVISION + 1}", version.read_text(encoding="utf-8")), encoding="utf-8")
        kept = {"revision": REVISION + 1, "samples": digest.hexdigest()}
        pinned.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    assert digest.hexdigest() == kept["samples"], "what is made of texts has changed: run pytest --accept, which raises REVISION"
