"""data/structured is what `casekit parse data/raw -o data/structured` makes, byte for byte."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_structured_samples_are_up_to_date(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "casekit", "parse", "data/raw", "-o", str(tmp_path / "structured")]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    made, kept = _files(tmp_path / "structured"), _files(ROOT / "data" / "structured")
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_there_are_samples_of_every_kind() -> None:
    names = {path.name for path in (ROOT / "data" / "raw").iterdir()}
    assert len(names) >= 5
    assert any(path.read_bytes().count(b"\r\n") > 5 for path in (ROOT / "data" / "raw").iterdir())
