"""Both languages are complete: whatever is said to people is said in English and in Chinese, with the same things filled in."""

import ast
import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import casekit
from casekit.cli import COMMANDS, help_en, help_zh, program
from casekit.cli.config import Config
from casekit.cli.family_names import NAMES, family_name
from casekit.cli.help_layout import Page, wrap
from casekit.cli.language import TABLE, from_locale, say
from casekit.cli.options import marks
from casekit.cli.report import Report
from casekit.cli.selection import PAGES
from casekit.ladder import LADDER
from casekit.rules import PROFILES, RULES
from commandline import here, run  # noqa: F401

PACKAGE = Path(casekit.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
GRAMMAR = {"there", "verb"}
"""Variables of messages that hold "is" or "are", which Chinese has no need of."""
ERRORS = ("CasekitError", "SourceError", "RecordError", "ConfigError")


def values(text: str) -> set[str]:
    """What a text of the table has filled in."""
    return set(re.findall(r"{(\w+)", text))


def tables() -> Iterator[tuple[str, tuple[str, str]]]:
    """Every text that stands in a table of texts of the command line, by the table's name and its own."""
    seen: set[int] = set()
    for found in pkgutil.iter_modules([str(PACKAGE / "cli")], "casekit.cli."):
        for name, table in vars(importlib.import_module(found.name)).items():
            if name.isupper() and name[0] != "_" and isinstance(table, dict) and id(table) not in seen:
                seen.add(id(table))
                for key, texts in table.items():
                    if isinstance(texts, tuple) and len(texts) == 2 and all(isinstance(text, str) for text in texts):
                        yield f"{name}.{key}", texts


TABLES = dict(tables())


@pytest.mark.parametrize("key", TABLES)
def test_a_text_is_there_in_both_languages(key: str) -> None:
    english, chinese = TABLES[key]
    assert english.strip() and chinese.strip() and values(english) == values(chinese)
    if re.search("[A-Za-z]{2}", re.sub("{[^}]*}", "", english)):  # not signs alone, and not what a marker looks like
        assert not re.search(f"{HAN.pattern}{{2}}", re.sub("【.*?】", "", english))
        assert HAN.search(chinese) and english != chinese


def test_the_tables_are_found() -> None:
    assert len(TABLES) >= len(TABLE) + len(NAMES) and "TABLE.app" in TABLES and "NAMES.piece" in TABLES


def test_every_text_of_the_table_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "language.py")
    said = set(re.findall(r"""["']([\w.-]+)["']""", code)) | set(COMMANDS)
    built = {"severity", "change", "row", "info"}  # where the code puts a word and a point together
    assert [key for key in TABLE if key not in said and not built.intersection(key.split("."))] == []


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_and_what_it_takes_have_help_in_both_languages(command: str) -> None:
    page, page_zh = (" ".join(module.HELP[command].split()) for module in (help_en, help_zh))
    bare = "".join(page_zh.split())
    assert say("en", command) in page and "".join(say("zh", command).split()) in bare
    english = marks(program._command(command, Report("en"), Config()))
    chinese = marks(program._command(command, Report("zh"), Config()))
    assert english.keys() == chinese.keys()
    for name, (_, mark) in english.items():
        texts = mark.settings["help"], chinese[name][1].settings["help"]
        assert HAN.search(texts[1]) and not HAN.search(texts[0]), name
        assert texts[0] in page and "".join(texts[1].split()) in bare, name
        assert all(flag in text for flags in mark.names for flag in flags.split("/") for text in (page, page_zh)), name


@pytest.mark.parametrize("command", help_zh.HELP)
def test_the_chinese_help_has_nothing_of_the_english(command: str) -> None:
    words = r"Usage|Options|OPTIONS|Commands|Arguments|ARGS|default:|required|Show|Install|\bthe\b"
    assert re.findall(words, help_zh.HELP[command]) == []
    assert not HAN.search(help_en.HELP[command])


def test_help_is_no_wider_than_a_terminal_where_han_takes_two_columns() -> None:
    for module in (help_en, help_zh):
        for line in "".join(module.HELP.values()).split("\n"):
            assert len(line) + len(re.findall("[\u3000-\uff60]", line)) <= 80, line


def test_lines_of_help_are_cut_where_chinese_may_be() -> None:
    assert wrap("先把门全打开，再把灯点亮。", 12) == ["先把门全打", "开，再把灯点", "亮。"]
    assert wrap("见（甲）处", 4) == ["见", "（甲）", "处"]
    assert wrap("用 --format json 输出", 9) == ["用", "--format", "json 输出"]
    assert wrap("", 10) == [""]


def test_paragraphs_of_help_stay_apart_and_tables_keep_their_lines() -> None:
    page = Page("en", 20)
    page.write_text("one two three four five\nsix\n\n\b\na   first line that is long\nbb  second")
    assert page.text() == "one two three four\nfive six\n\na   first line that is long\nbb  second\n"


# Rules, profiles, families


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_explained_in_both_languages(rule, run) -> None:  # noqa: F811
    assert not HAN.search(rule.summary) and HAN.search(rule.summary_zh)
    pages = {lang: run("rule", rule.name, "--lang", lang)[1] for lang in ("en", "zh")}
    said = {lang: re.split("^(?:Bad|反例)[:：]$", page, maxsplit=1, flags=re.MULTILINE) for lang, page in pages.items()}
    assert said["en"][1].replace("Good:", "正例：").replace("Bad:", "反例：") == said["zh"][1], "the examples are the same"
    assert pages["en"].startswith(f"{rule.code} {rule.name} ({rule.severity.value}")
    first = pages["zh"].split("\n", 1)[0]
    assert first.startswith(f"{rule.code} {rule.name} ({say('zh', rule.severity.value + '.severity')}") and first.endswith(rule.summary_zh)
    assert len(HAN.findall(said["zh"][0])) > 30
    for paragraph in said["zh"][0].split("\n\n")[1:]:
        assert HAN.search(paragraph) or not paragraph.strip()
    assert f"({say('en', rule.severity.value + '.severity')}" in pages["en"]


@pytest.mark.parametrize("code", PAGES)
def test_a_finding_about_records_is_explained_in_both_languages(code: str) -> None:
    _, _, page, page_zh = PAGES[code]
    assert len(page.split("\n\n")) == len(page_zh.split("\n\n"))
    assert not HAN.search(page) and all(HAN.search(paragraph) for paragraph in page_zh.split("\n\n"))


def test_profiles_and_families_have_names_in_both_languages(run) -> None:  # noqa: F811
    for profile in PROFILES.values():
        assert HAN.search(profile.summary_zh) and profile.summary
    assert [family.id for family in LADDER if family.id not in NAMES] == [], "give it a line in cli/family_names.py"
    assert len(NAMES) == len(LADDER)
    for lang in ("en", "zh"):
        assert len({family_name(family.id, lang) for family in LADDER}) == len(LADDER), "no two have the same"
        out = run("families", "--lang", lang)[1]
        assert all(family_name(family.id, lang) in out for family in LADDER)
    assert all(HAN.search(chinese) for _, chinese in NAMES.values())
    assert family_name("somebody's-own", "zh") == "somebody's-own"


# What stops the work, and everything else that the code says in two languages side by side


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def words(node: ast.expr) -> str | None:
    """The words of a text that stands in the code, without what is filled in; None for all else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return None


def filled(node: ast.expr) -> set[str]:
    """The plain variables that a text has filled in, those that hold one language named alike."""
    found = {part.value.id for part in ast.walk(node) if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name)}
    return {re.sub("_zh$", "", name).replace("many", "count") for name in found} - {"english", "chinese"}


def count(node: ast.expr) -> int:
    """How many different things a text has filled in."""
    return len({ast.unparse(part.value) for part in getattr(node, "values", ()) if isinstance(part, ast.FormattedValue)} - GRAMMAR)


def test_every_error_is_told_in_both_languages() -> None:
    told = 0
    for name, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS):
                continue
            place = f"{name}:{node.lineno}"
            assert len(node.args) == 2, f"{place}: an error takes its message in English and in Chinese"
            english, chinese = (words(argument) for argument in node.args)
            told += 1
            if english is None or chinese is None:
                continue  # made elsewhere, in both
            assert not HAN.search(english), place
            assert re.search("; |: use one of|must be|: $", english) or not re.search("[a-z]{3} [a-z]{3}", english), (
                f"{place}: what is to be done?"
            )
            assert HAN.search(chinese) or not re.search("[a-z]{3}", english), place
    assert told > 40


def test_what_stands_side_by_side_in_two_languages_has_the_same_filled_in() -> None:
    pairs = 0
    for name, tree in trees():
        for node in ast.walk(tree):
            row = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            for one, other in itertools.pairwise(row):
                english, chinese = words(one), words(other)
                if not (english and chinese and len(english) > 12 and HAN.search(chinese) and not HAN.search(english)):
                    continue
                pairs += 1
                place = f"{name}:{node.lineno}"
                assert count(one) == count(other), place
                if len(filled(one)) == len(filled(other)) == count(one):
                    assert filled(one) == filled(other), place
    assert pairs > 200


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "call",
    [
        *("parse x -j many", "parse x -j -5", "parse x -j 5000", "outline x --width 3", "parse x --format foo", "render", "no-such"),
        *("outline --nope", "outline x --color", "rule a b", "rule no-such"),
        *("outline no-such.txt", "explain clean.txt:99", "diff . clean.txt"),
    ],
)
def test_a_wrong_call_is_told_in_one_language(run, call: str, lang: str) -> None:  # noqa: F811
    code, out, err = run(*call.split(), "--lang", lang)
    assert (code, out, err.count("\n")) in ((2, "", 1), (2, "", 2))
    quoted = re.sub(rf"'[^']*'|--?\w[\w-]*|[\w.]+\.txt|casekit|\b(?:INPUT|{'|'.join(COMMANDS)})\b", "", err)
    if lang == "zh":
        assert HAN.search(err) and not re.search(r"[A-Za-z]{4}", quoted), quoted
    else:
        assert not HAN.search(err)


# Which of the two


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh-Hant-TW"}, "zh"),
        ({"LANG": "ZH_cn.gb18030@stroke"}, "zh"),
        ({"LANG": "zh_TW.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "zh_HK"}, "zh"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_SG.UTF-8"}, "zh"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zha_CN"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:zh"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:fr"}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:zh_TW:en"}, "zh"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX"}, "en"),
        ({"LANGUAGE": "zh_CN"}, "en"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], lang: str) -> None:
    assert from_locale(environment) == lang


def test_one_is_no_plural() -> None:
    assert say("en", "headings", count=1) == "1 heading" and say("en", "headings", count=0) == "0 headings"
    parts = [say("en", "part", count=count, severity=word) for count, word in ((1, "error"), (2, "warning"), (3, "info"))]
    assert parts == ["1 error", "2 warnings", "3 info"] and say("zh", "part", count=2, severity="警告") == "警告 2 个"
