"""The manual says what is so: every command that README.md shows is run, and what it prints is what stands there.

A block of the language `console` holds commands (`$ casekit …`, with `| head -n N` behind it, or `$ echo $?`) and what they print, first
standard output, then standard error. A comment in the line before a block says what it is for: `<!-- file: NAME -->` is a file that the
commands find in their folder, beside `data/raw`; `<!-- prints -->` is what the Python block above it prints. `pytest --accept`
rewrites what is printed.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from casekit.cli import COMMANDS
from casekit.cli.config import KEYS, load
from casekit.ladder import BY_ID, Family, FamilyTable, atoms
from casekit.version import __version__

ROOT = Path(__file__).parent.parent
LOCALES = {"README.md": "C.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
"""Either page is run in the language it is written in."""
ARCHITECTURE = "docs/architecture.md"
PAGES = (*LOCALES, "CONTRIBUTING.md", "CHANGELOG.md", ARCHITECTURE)
PRINTED = ("console", "prints")

_BLOCK = re.compile(r"^(?:<!-- (?P<mark>.+?) -->\n)?```(?P<language>[a-z]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_PATH = re.compile(r"`((?:[a-z_]+/)+(?:[a-z_]+\.[a-z]+)?)`")


class Fence(NamedTuple):
    """A fenced block: what the comment before it says ("" for none), its language, what is in it."""

    mark: str
    language: str
    body: str


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fences(name: str) -> list[Fence]:
    return [Fence(found["mark"] or "", found["language"], found["body"]) for found in _BLOCK.finditer(page(name))]


def of(name: str, language: str) -> list[Fence]:
    return [fence for fence in fences(name) if fence.language == language]


def marked(name: str, mark: str) -> Fence:
    (only,) = [fence for fence in fences(name) if fence.mark == mark]
    return only


def commands(body: str) -> list[str]:
    return [line[2:] for line in body.split("\n") if line.startswith("$ ")]


CONSOLES = [pytest.param(name, at, id=f"{name}-{at}") for name in LOCALES for at in range(len(of(name, "console")))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the repository's dumps and the files that the page shows."""
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    for fence in fences("README.md"):
        if fence.mark.startswith("file: "):
            (tmp_path / fence.mark.removeprefix("file: ")).write_text(fence.body, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def transcript(body: str, folder: Path, locale: str) -> str:
    """A console block as it comes out when its commands are run in `folder`."""
    environment = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR", "LC_MESSAGES", "LANGUAGE")}
    environment |= {"LC_ALL": locale, "PYTHONUTF8": "1"}
    shown = ""
    code = 0
    for command in commands(body):
        shown += f"$ {command}\n"
        if command == "echo $?":
            shown += f"{code}\n"
            continue
        program, *words = shlex.split(command)
        assert program == "casekit", command
        most = None
        if words[-4:-1] == ["|", "head", "-n"]:
            most = int(words[-1])
            words = words[:-4]
        done = subprocess.run(
            [sys.executable, "-m", "casekit", *words], capture_output=True, encoding="utf-8", cwd=folder, env=environment, timeout=60
        )
        code = done.returncode
        shown += "".join(done.stdout.splitlines(keepends=True)[:most]) + done.stderr
    return shown


def hold(name: str, shown: str, made: str, request: pytest.FixtureRequest) -> None:
    """That the page shows what was made; with --accept it is made to."""
    if made != shown and request.config.getoption("--accept"):
        text = page(name)
        assert text.count(f"\n{shown}```\n") == 1
        (ROOT / name).write_text(text.replace(f"\n{shown}```\n", f"\n{made}```\n"), encoding="utf-8", newline="\n")
        return
    assert made == shown


@pytest.mark.parametrize(("name", "at"), CONSOLES)
def test_a_shown_command_prints_what_is_shown(name: str, at: int, folder: Path, request: pytest.FixtureRequest) -> None:
    shown = of(name, "console")[at].body
    assert commands(shown) and shown.startswith("$ casekit ")
    hold(name, shown, transcript(shown, folder, LOCALES[name]), request)


@pytest.mark.parametrize("name", LOCALES)
def test_the_python_block_runs_and_prints_what_is_shown(name: str, folder: Path, request: pytest.FixtureRequest) -> None:
    (block,) = of(name, "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.body, name, "exec"), {"__name__": "readme"})
    hold(name, marked(name, "prints").body, printed.getvalue(), request)


@pytest.mark.parametrize("name", LOCALES)
class TestBothLanguages:
    def test_one_command_installs_and_parses_and_one_runs_the_tests(self, name: str) -> None:
        for mark, parts in (
            ("run", ["python3 -m venv .venv", "pip install", "casekit parse data/raw -o data/structured"]),
            ("test", ["python3 -m venv .venv", "--group dev", "pytest"]),
        ):
            fence = marked(name, mark)
            assert fence.language == "sh" and fence.body.count("\n") == 1
            assert all(part in fence.body for part in parts)
            assert page(name).index(fence.body) < 2500, "it stands near the top"

    def test_the_command_of_the_run_block_does_its_work(self, name: str, folder: Path) -> None:
        command = marked(name, "run").body.strip().rpartition(" && ")[2]
        done = subprocess.run([sys.executable, "-m", "casekit", *shlex.split(command)[1:]], cwd=folder, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr
        texts = {path.stem for path in (folder / "data" / "raw").iterdir()}
        assert {path.parent.name for path in (folder / "data" / "structured").rglob("*.yaml")} == texts

    def test_every_command_of_the_program_has_its_line(self, name: str) -> None:
        rows = re.findall(r"^\| `casekit ([a-z]+)", page(name), re.MULTILINE)
        assert rows == list(COMMANDS)

    def test_the_settings_are_settings(self, name: str, tmp_path: Path) -> None:
        (block,) = of(name, "toml")
        assert set(tomllib.loads(block.body)) == set(KEYS)
        (tmp_path / "team.toml").touch()
        (tmp_path / "own").mkdir()
        (tmp_path / "own/casekit.toml").write_text(block.body, encoding="utf-8")
        config = load(tmp_path / "own")
        assert config.fail_on and config.select and config.ignore

    def test_the_groups_named_for_installing_exist(self, name: str) -> None:
        groups = tomllib.loads(page("pyproject.toml"))["dependency-groups"]
        used = [group for fence in of(name, "sh") for group in re.findall(r"--group (\S+)", fence.body)]
        assert used and set(used) <= set(groups)


@pytest.mark.parametrize("name", LOCALES)
def test_the_benchmarks_named_are_there_with_their_options(name: str) -> None:
    called = set(re.findall(r"python (benchmarks/\w+\.py)((?: --[a-z]+)*)", page(name)))
    assert len(called) > 4
    for program, options in sorted(called):
        text = page(program)
        assert '__name__ == "__main__"' in text, program
        assert [option for option in options.split() if f'"{option}"' not in text] == [], program


def test_the_chinese_page_leads_to_chinese_pages() -> None:
    links = [Path(link) for link in _LINK.findall(page("README.zh-CN.md"))]
    english = [link for link in links if ".zh-CN" not in link.name and (ROOT / link).with_suffix(f".zh-CN{link.suffix}").exists()]
    assert [link for link in english if link.name != "README.md"] == []


def test_the_first_screen_shows_a_picture_of_the_terminal() -> None:
    for name, picture in zip(LOCALES, ("outline.svg", "outline.zh-CN.svg"), strict=True):
        assert 0 < page(name).index(f"](docs/images/{picture})") < 3000


def test_the_chinese_page_shows_the_same_commands_and_files() -> None:
    english, chinese = LOCALES

    def said(name: str) -> Iterator[tuple[str, object]]:
        for fence in fences(name):
            if fence.language in ("sh", "toml", "json") or fence.mark.startswith("file: "):
                yield fence.mark, fence.body
            elif fence.language == "console":
                yield fence.mark, commands(fence.body)
            elif fence.language == "python":
                yield fence.mark, [line.partition("  # ")[0] for line in fence.body.split("\n")]

    assert list(said(english)) == list(said(chinese))
    assert page(english).count("\n## ") == page(chinese).count("\n## ")


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    missing = [link for link in _LINK.findall(page(name)) if not (ROOT / name).parent.joinpath(link).exists()]
    assert missing == []


def test_the_architecture_names_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every path exists, every room is named, and the line that is walked through all stages has the values shown."""
    text = page(ARCHITECTURE)
    package = ROOT / "src" / "casekit"
    missing = [path for path in _PATH.findall(text) if not (package / path).exists() and not (ROOT / path).exists()]
    assert missing == []
    rooms = [f"{path.name}/" if path.is_dir() else path.name for path in package.iterdir() if not path.name.startswith("__")]
    assert [room for room in rooms if room not in text and room != "py.typed"] == []
    monkeypatch.chdir(ROOT)
    blocks = of(ARCHITECTURE, "pycon")
    tried = doctest.DocTestParser().get_doctest("".join(fence.body for fence in blocks), {}, ARCHITECTURE, None, 0)
    told = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(tried, out=told.write)
    assert blocks and runner.tries > 10
    assert runner.failures == 0, told.getvalue()


def test_the_family_of_the_contributing_guide_is_a_family() -> None:
    (block,) = of("CONTRIBUTING.md", "python")
    family = eval(block.body, {"Family": Family, **vars(atoms)})
    assert block.body.count("\n") == 5 and family.id not in BY_ID
    match = (FamilyTable([family])[family.title[0]] or pytest.fail("nothing begins with its sign")).match
    for text, number in family.examples:
        found = match(text, 0)
        assert found and (family.read(found[0]) or pytest.fail(text))[0] == number
    assert not any(match(text, 0) for text in family.lookalikes)


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{__version__}]" in page("CHANGELOG.md")
