"""Starting is light: what is known is answered at once, plain calls go without typer, and both say what the whole program says."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import casekit
from casekit.cli import COMMANDS, front, help_en, help_zh, program
from casekit.cli.config import Config
from casekit.cli.language import from_locale, say
from casekit.cli.options import bind, marks
from casekit.cli.report import Report
from casekit.cli.typed import app
from commandline import CLEAN, here, process, run  # noqa: F401

HEAVY = (
    *("typer", "click", "rich", "yaml", "pydantic", "orjson", "argparse", "tomllib", "difflib", "shutil", "traceback", "logging"),
    *("importlib.metadata", "multiprocessing", "concurrent.futures", "asyncio", "subprocess", "socket", "http", "email", "xml", "zipfile"),
    *("statistics", "fractions", "decimal", "html", "textwrap"),
)
FOLDERS = ("plan", "work", "run", "store", "names", "lines", "pool")
"""What of the corpus runs over folders."""


def loaded(*words: str) -> set[str]:
    """The modules that a call has loaded at its end, without those that Python starts with."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from casekit.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "print('\\n' + ' '.join(sorted({name for name in sys.modules if name not in before})))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run([sys.executable, "-I", "-c", code, *words], capture_output=True, env=environment, check=True)
    return set(done.stdout.decode().rsplit("\n", 2)[-2].split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in HEAVY if any(module == name or module.startswith(name + ".") for module in modules)}


@pytest.mark.parametrize("words", [("--version",), ("--lang", "zh", "--version")])
def test_the_version_loads_two_files_of_the_package_and_what_prints(words):
    assert loaded(*words) == {"casekit", "casekit.cli", "casekit.cli.front", "casekit.cli.streams", "casekit.version"}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("--help",)), ("zh", ("-h",)), ("en", ("outline", "--help")), ("zh", ("parse", "-h", "--debug"))]
)
def test_the_help_loads_its_text_and_little_else(lang, words):
    own = {"casekit", "casekit.version", "casekit.errors"}
    own |= {f"casekit.cli{name}" for name in ("", ".front", ".streams", ".language", f".help_{lang}")}
    assert loaded("--lang", lang, *words) == own


def test_looking_at_texts_loads_nothing_heavy():
    calls = [("outline", "clean.txt"), ("outline", "clean.txt", "--spans"), ("stats", "clean.txt"), ("explain", "clean.txt:3")]
    calls += [("diff", "clean.txt", "gap.txt"), ("validate", "clean.txt", "--fail-on=error"), ("parse", "clean.txt", "-o", "out")]
    for words in calls:
        modules = loaded(*words)
        assert heavy(modules) == set(), words
        assert "casekit.cli.typed" not in modules and "casekit.parser" in modules
    assert Path("out/clean/01-老旧小区改造.yaml").exists()


def test_the_outline_of_a_text_loads_the_parser_the_rules_and_little_else():
    for words in (("clean.txt",), ("clean.txt", "--spans", "--confidence", "--depth", "2")):
        modules = loaded("outline", *words)
        assert not {"json", "hashlib", "_hashlib", "threading", "heapq", "random", "dataclasses", "inspect"} & modules, words
        own = {name.removeprefix("casekit.") for name in modules if name.startswith("casekit.")}
        beside = {name for name in own if not name.startswith(("parser", "ladder", "rules"))}
        assert beside == {
            *("cli", "corpus", "diagnostic", "errors", "model", "numerals", "patterns", "plane", "readers", "shapes", "source", "version"),
            *(f"cli.{name}" for name in ("front", "program", "exits", "streams", "language", "config", "options", "cells", "report")),
            *(f"cli.{name}" for name in ("outline", "inputs", "pager", "selecting", "tree", "phrases")),
            *(f"corpus.{name}" for name in ("discover", "holders", "reading")),
            *(f"readers.{name}" for name in ("binary", "content", "holding", "recognise", "utf8")),
        }
        assert not {"parser.hinted", "parser.told", "rules.course"} & own


def test_a_record_that_is_printed_needs_nothing_that_runs_over_folders():
    modules = loaded("parse", "clean.txt")
    assert not {"hashlib", "casekit.cli.batch", "casekit.cli.progress", *(f"casekit.corpus.{name}" for name in FOLDERS)} & modules


def test_a_text_in_another_encoding_loads_what_knows_it():
    Path("old.txt").write_text(CLEAN, encoding="gb18030")
    assert {"casekit.readers.text", "casekit.readers.encoding"} <= loaded("outline", "old.txt")


def test_a_record_loads_a_reader_of_yaml():
    assert process("parse", "clean.txt", "-o", "out").returncode == 0
    record = min(Path("out/clean").iterdir())
    assert heavy(loaded("outline", str(record))) == {"yaml"}


def test_the_package_and_the_heavy_list_are_what_they_are_said_to_be():
    code = "import sys; before = set(sys.modules); import casekit; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"casekit", b"casekit.version"]
    assert heavy({"rich.console", "tomllib", "casekit"}) == {"rich", "tomllib"}
    assert heavy(loaded("outline")) >= {"typer"}


def test_a_process_that_ends_leaves_nothing_to_the_collector_and_a_caller_gets_it_back():
    code = "import gc; from casekit.cli import main; main({0}); print(gc.isenabled(), gc.get_freeze_count() > 0)"
    for given, left in ((["outline", "clean.txt"], "True False"), (None, "False True")):
        done = subprocess.run([sys.executable, "-c", code.format(given), "outline", "clean.txt"], capture_output=True, check=True)
        assert done.stdout.decode().splitlines()[-1] == left


# The answers are those of the program


def answer(capsys, *words: str) -> str:
    """What the whole program prints, not the front."""
    assert program.run(list(words)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", ["80", "237"])
def test_the_help_is_that_of_the_program(capsys, monkeypatch, lang, columns):
    monkeypatch.setenv("COLUMNS", columns)
    for words in ([], *([command] for command in COMMANDS)):
        assert front.known([*words, "--help", "--lang", lang]) == answer(capsys, "--lang", lang, *words, "-h"), "run docs/generate.py"
    assert {*help_en.HELP} == {*help_zh.HELP} == {"", *COMMANDS}


def test_the_version_is_that_of_the_program(capsys):
    assert front.known(["--version", "--config", "no-such.toml"]) == front.known(["--version"])
    assert front.known(["--version"]) == answer(capsys, "--version") == f"casekit {casekit.__version__}\n"


def test_a_narrow_place_gets_a_narrow_help(run, monkeypatch):  # noqa: F811
    monkeypatch.setenv("COLUMNS", "60")
    assert front.known(["--help"]) is None
    assert run("--help")[1] != help_en.HELP[""] and run("--help")[1].startswith("Usage: casekit")
    monkeypatch.setenv("COLUMNS", "9" * 5000)
    assert front.known(["--help"]) is None


@pytest.mark.parametrize(
    "words",
    [
        *([], ["--"], ["--", "--version"], ["--version", "--help"], ["--version", "outline"], ["outline", "--version"], ["-V"]),
        *(
            ["no-such", "--help"],
            ["--help", "outline"],
            ["outline", "a.txt", "--help"],
            ["--lang", "--version"],
            ["--lang=de", "--version"],
        ),
        *(["--version", "--lang"], ["--lang=", "--help"], ["--config", "--version"], ["--version", "--config="]),
    ],
)
def test_what_is_not_known_is_left_to_the_program(words):
    assert front.known(words) is None


def test_completion_is_left_to_the_program(monkeypatch):
    monkeypatch.setenv("_CASEKIT_COMPLETE", "complete_bash")
    assert front.known(["--version"]) is None


def test_the_language_of_the_help_is_that_of_the_locale(run, monkeypatch):  # noqa: F811
    assert run("--help")[1] == help_en.HELP[""]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert from_locale() == "zh"
    assert run("--help")[1] == help_zh.HELP[""] and run("--help", "--lang=en")[1] == help_en.HELP[""]


def test_an_answer_that_cannot_be_printed_is_told():
    full = Path("/dev/full")
    for words in (("--version",), ("--help",)):
        with full.open("wb") as out:
            command = [sys.executable, "-m", "casekit", *words, "--lang", "zh"]
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, timeout=60, check=False)
        assert done.returncode == 2 and say("zh", "stdout", reason="No space left on device") in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([sys.executable, "-m", "casekit", *words], stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
        os.close(writing)
        assert (done.returncode, done.stderr) == (141, b"")


# Plain calls


def command_of(name: str, config: Config) -> Any:
    """A command with all its parameters that only gives back what it is given."""
    real = program._command(name, Report(), config)
    parameters = ", ".join(real.__code__.co_varnames[: real.__code__.co_argcount])
    found: dict[str, Any] = {}
    exec(f"def command({parameters}):\n    return dict(locals())", found)
    command = found["command"]
    command.__defaults__, command.__annotations__ = real.__defaults__, dict(real.__annotations__)
    return command


def by_typer(name: str, words: list[str], config: Config) -> Any:
    """The values that typer would give to a command."""
    commands = {one: command_of(one, config) for one in COMMANDS}
    return app(Report(), commands)(args=[name, *words], prog_name="casekit", standalone_mode=False)


CONFIG = Config(encoding="gb18030", fail_on="error")
PLAIN = [
    ("outline", ["a.txt"]),
    ("outline", ["-"]),
    ("outline", ["a.txt", "--items", "b c.txt", "--format", "json", "--no-leads", "--color=never", "文稿"]),
    ("outline", ["--items", "a=b"]),
    ("parse", ["a.txt", "-o", "out"]),
    ("parse", ["--output=x=y", "a.txt", "--format", "json"]),
    ("parse", ["a.txt", "b.txt", "-o", "-", "--encoding", "big5"]),
    ("validate", ["a.txt", "--select", "CK1,CK2", "--select=masked-text", "--ignore", "CK3", "--fail-on", "warning"]),
    ("validate", ["a.txt"]),
    ("validate", ["a.txt", "--format", "sarif", "--no-cache", "-j", "2", "--profile=law", "--since", "HEAD"]),
    ("validate", ["a.txt", "--cache", "--fix", "--diff", "--jobs=0"]),
    ("parse", ["a.txt", "--force", "-q", "--shard", "1/2", "--jobs", "1024", "--engine=ray", "--no-progress"]),
    ("parse", ["a.txt", "--resume", "--progress", "--dry-run", "--format", "parquet", "-o", "s3://a/b"]),
    ("outline", ["a.txt", "--width", "040"]),
    ("baseline", ["update", "a.txt", "b.txt"]),
    ("baseline", ["update", "a", "--baseline", "b.json"]),
    ("redact", ["a.txt", "-", "-o", "-"]),
    ("config", ["--format", "json"]),
    ("rules", ["--profile", "law"]),
    ("render", ["a.txt", "--to", "text"]),
    ("render", ["a.txt", "-o", "b.md"]),
    ("diff", ["a", "b"]),
    ("diff", ["a", "b", "--ignore", "width,numbering", "--ignore=whitespace", "--stat", "--format", "html", "--no-pager"]),
    ("outline", ["a.txt", "--depth", "2", "--case", "乡村图书室", "--spans", "--confidence", "--ascii", "--format=plain"]),
    ("stats", ["a", "b", "--total", "--format", "csv"]),
    ("explain", ["a.txt:3"]),
    ("explain", ["a.txt", "--heading", "第十二条"]),
    ("rule", ["CK101"]),
    ("rules", []),
    ("rules", ["--format=json"]),
    ("families", []),
    ("schema", []),
]
NOT_PLAIN = [
    ("outline", ["--items", "--items", "a.txt"]),
    ("outline", []),
    ("outline", [""]),
    ("outline", ["a.txt", "--help"]),
    ("outline", ["a.txt", "--no-such"]),
    ("outline", ["a.txt", "--item"]),
    ("outline", ["a.txt", "--format", "xml"]),
    ("outline", ["a.txt", "--format"]),
    ("outline", ["a.txt", "--format", ""]),
    ("outline", ["a.txt", "--format="]),
    ("outline", ["a.txt", "--format", "--items"]),
    ("outline", ["a.txt", "--format", "json", "--format", "text"]),
    ("outline", ["a.txt", "--items=yes"]),
    ("outline", ["a.txt", "--width", "19"]),
    ("outline", ["a.txt", "--depth", "0"]),
    ("outline", ["a.txt", "--width", "1" * 11]),
    ("outline", ["a.txt", "--width=x"]),
    ("outline", ["--", "--odd-name.txt"]),
    ("outline", ["-x"]),
    ("parse", ["a.txt", "-oout"]),
    ("parse", ["a.txt", "-o=out"]),
    ("parse", ["a.txt", "-o"]),
    ("parse", ["a.txt", "-o", "out", "--output", "out"]),
    ("validate", ["a.txt", "--select", ""]),
    ("validate", ["a.txt", "--cache", "--no-cache"]),
    ("validate", ["a.txt", "--no-cache=1"]),
    ("validate", ["a.txt", "--no-fix"]),
    ("parse", ["a.txt", "--jobs", "-1"]),
    ("parse", ["a.txt", "--jobs", "1025"]),
    ("parse", ["a.txt", "--jobs", "１"]),
    ("parse", ["a.txt", "--jobs=1.5"]),
    ("baseline", ["update"]),
    ("baseline", ["refresh", "a.txt"]),
    ("diff", ["a"]),
    ("diff", ["a", "b", "c"]),
    ("schema", ["x"]),
]


@pytest.mark.parametrize(("name", "words"), PLAIN)
@pytest.mark.parametrize("config", [Config(), CONFIG], ids=["plain", "configured"])
def test_plain_calls_get_what_typer_would_give_them(name, words, config):
    values = bind(command_of(name, config), words)
    assert values is not None
    expected = by_typer(name, words, config)
    # Typer takes an empty list for a list that is left out, which every command takes for none.
    assert {key: value or None for key, value in values.items()} == {key: value or None for key, value in expected.items()}


@pytest.mark.parametrize(("name", "words"), NOT_PLAIN)
def test_what_is_not_plain_is_left_to_typer(name, words):
    assert bind(command_of(name, Config()), words) is None


def test_every_parameter_of_every_command_is_described():
    for name in COMMANDS:
        command = command_of(name, Config())
        assert {*marks(command)} == {*command.__code__.co_varnames[: command.__code__.co_argcount]}, name


def test_a_command_that_speaks_to_typer_itself_is_left_to_typer():
    def command(inputs: list[str]) -> int:
        return len(inputs)

    assert bind(command, ["a.txt"]) is None


def test_both_ways_print_the_same():
    for plain, whole in (
        (["outline", "gap.txt"], ["outline", "--width=200", "gap.txt"]),
        (["outline", "gap.txt", "--format", "json"], ["outline", "--format=json", "--", "gap.txt"]),
        (["validate", "gap.txt"], ["validate", "--", "gap.txt"]),
        (["parse", "gap.txt"], ["parse", "--", "gap.txt"]),
        (["outline", "no-such.txt"], ["outline", "--", "no-such.txt"]),
        (["rule", "no-such"], ["rule", "--", "no-such"]),
    ):
        short, long = process(*plain), process(*whole)
        assert (short.returncode, short.stdout, short.stderr) == (long.returncode, long.stdout, long.stderr)


def test_settings_of_another_program_need_no_reader_of_toml():
    Path("pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    assert heavy(loaded("outline", "clean.txt")) == set()
    Path("pyproject.toml").write_text('[tool."case\\u006bit"]\nlang = "zh"\n', encoding="utf-8")
    assert "个标题" in process("outline", "clean.txt").stdout.decode()


def test_what_is_loaded_late_asks_for_no_lines_that_were_not_indexed():
    """A text whose lines are found already knows the characters that were told before."""
    code = (
        "import importlib, pkgutil, casekit.parser as p\n"
        "from casekit.parser.lines import _FIRST, _LAST\n"
        "before = len(_FIRST.names), len(_LAST.names)\n"
        "names = [m.name for m in pkgutil.walk_packages(p.__path__, 'casekit.parser.')]\n"
        "[importlib.import_module(name) for name in names]\n"
        "print(len(names) > 80, before == (len(_FIRST.names), len(_LAST.names)))"
    )
    assert subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.split() == ["True", "True"]
