"""What the command line says to people, in English and Chinese. Codes, names and machine formats are the same in both."""

import os
from collections.abc import Mapping
from typing import TypeVar

from casekit.errors import CasekitError

LANGUAGES = ("en", "zh")

Wrong = TypeVar("Wrong", bound=CasekitError)

TABLE: dict[str, tuple[str, str]] = {
    # what the program and its commands do
    "app": (
        "Turn dumps of Chinese structured prose into heading trees.",
        "把成篇堆放的中文文稿解析为标题树。",
    ),
    "parse": ("Write one record per case, with its heading tree and findings.", "每个案例写成一份记录：标题树和发现的问题。"),
    "outline": ("Show the heading tree, with findings in place.", "显示标题树，问题标在原处。"),
    "validate": ("Check the structure and print what is wrong.", "检查结构，列出问题。"),
    "render": ("Write the tree out as a readable text.", "把标题树写成可读的文本。"),
    "diff": ("Compare two texts by heading, not by line.", "按标题（而不是按行）比较两份文稿。"),
    "explain": ("Tell what the parser thought of one line.", "说明解析器如何看待某一行。"),
    "rules": ("List the rules that validate checks.", "列出 validate 检查的规则。"),
    "rule": ("Print what one rule is about, with good and bad examples.", "显示一条规则的说明和正反例。"),
    "families": ("List the heading families and the markers they read.", "列出标题序号的类别和例子。"),
    "schema": ("Print the JSON Schema of a record.", "输出记录的 JSON Schema。"),
    "info": ("List the formats that are read here, and how to get the others.", "列出本机可读的格式，以及如何获得其余格式。"),
    "info.ready": ("ready", "可读"),
    "info.partly": ("by {uses}, without automatic numbers; install {get} for them", "用 {uses} 读取，丢失自动编号；安装 {get} 可保留"),
    "info.missing": ("not here; install it: {get}", "尚不可读，安装：{get}"),
    "epilog": (
        "--lang zh|en, --debug and -h work with every command. Exit codes: 0 nothing found, 1 findings or differences, "
        "2 not all the work could be done.",
        "--lang zh|en、--debug 和 -h 对每个命令都有效。退出码：0 没有问题，1 有问题或差异，2 有工作未能完成。",
    ),
    # arguments and options
    "help.inputs": ("Files, folders, or - for standard input.", "文件、文件夹，或 - 表示标准输入。"),
    "help.input": ("A file, or - for standard input.", "一个文件，或 - 表示标准输入。"),
    "help.old": ("A file or folder: the old state.", "旧的文件或文件夹。"),
    "help.new": ("A file or folder: the new state.", "新的文件或文件夹。"),
    "help.place": ("A file and a 1-based line in it.", "文件和其中的行号（从 1 开始）。"),
    "help.rule": ("The name or code of a rule.", "规则的名称或代码。"),
    "help.folder": ("The folder to write records into; standard output without it.", "写入记录的文件夹；不给则输出到标准输出。"),
    "help.file": ("The file to write; - for standard output.", "要写的文件；- 表示标准输出。"),
    "help.format": ("The output format.", "输出格式。"),
    "help.to": ("What to write.", "输出成什么。"),
    "help.encoding": ("The encoding of the texts, instead of detecting it.", "文本的编码；不给则自动识别。"),
    "help.changes": ("Take the tracked changes of Word as accepted or as rejected.", "Word 修订按接受还是拒绝处理。"),
    "help.relevel": ("Forget the heading levels of Markdown and of converters.", "不采用 Markdown 和转换工具给出的标题级别。"),
    "help.text-field": ("The field of a data set that holds the text.", "数据集中存放正文的字段。"),
    "help.items": ("Show list items too.", "也显示列表项。"),
    "help.leads": ("Leave unnumbered lead-ins out.", "不显示没有序号的小标题。"),
    "help.width": ("Cut lines to this many columns.", "每行截到这么多列。"),
    "help.color": ("When to use colours.", "何时使用颜色。"),
    "help.fail-on": ("The least severity that makes the exit code 1.", "达到此严重程度时退出码为 1。"),
    "help.select": ("Check only these rules: names, codes or beginnings of codes.", "只检查这些规则：名称、代码或代码的开头。"),
    "help.ignore": ("Leave these rules out.", "不检查这些规则。"),
    "help.version": ("Print the version and exit.", "显示版本并退出。"),
    "help.lang": ("The language of messages.", "消息的语言。"),
    "help.debug": ("Show tracebacks of unexpected errors.", "出现意外错误时显示调用栈。"),
    # errors
    "error": ("error: ", "错误："),
    "note": ("note: ", "提示："),
    "usage": ("{message}; see {command} --help", "{message}；用法见 {command} --help"),
    "unexpected": (
        "{name}: failed inside ({reason}); run with --debug and report it",
        "{name}：内部出错（{reason}）；请加 --debug 重新运行并反馈",
    ),
    "failed": ("{failed} of {total:input} could not be done", "{total} 个输入中有 {failed} 个未能完成"),
    "link": ("{name}: a link that leads out of its folder is not followed", "{name}：指向文件夹之外的链接，已跳过"),
    "interrupted": ("interrupted; what was finished is kept", "已中断；做完的部分保留"),
    "stdout": (
        "standard output cannot be written ({reason}); free the disk or redirect it",
        "无法写入标准输出（{reason}）；请腾出空间或改变输出",
    ),
    "stdin": ("-: standard input is closed; give a file", "-：标准输入已关闭，请给出文件"),
    "stdin-large": ("-: more than {limit} MB on standard input; split it first", "-：标准输入超过 {limit} MB，请先拆分"),
    "record-large": (
        "{name}: larger than {limit} MB, no record; parse the source again",
        "{name}：超过 {limit} MB，不是记录；请重新解析原文",
    ),
    "record-encoding": ("{name}: not UTF-8, no record; parse the source again", "{name}：不是 UTF-8，不是记录；请重新解析原文"),
    "record-given": (
        "{name}: a record, not a text; use outline, validate, render or diff",
        "{name}：这是记录而不是文稿；请用 outline、validate、render 或 diff",
    ),
    "encoding": (
        "{name!r} is no encoding of texts; try utf-8, gb18030, big5 or utf-16",
        "{name!r} 不是文本编码；可试 utf-8、gb18030、big5 或 utf-16",
    ),
    "lang": ("{value!r} is no language here; choose zh or en", "不支持语言 {value!r}；请选 zh 或 en"),
    "lang-missing": ("option --lang needs a value; choose zh or en", "选项 --lang 缺少值；请选 zh 或 en"),
    "no-rule": ("{name!r} is no rule{hint}; casekit rules lists them", "没有规则 {name!r}{hint}；casekit rules 可列出全部规则"),
    "hint": (" (did you mean {near}?)", "（是不是 {near}？）"),
    "place": ("{place!r} is no place; give FILE:LINE, as in dump.txt:12", "{place!r} 不是位置；请用 文件:行号，例如 dump.txt:12"),
    "no-line": ("{name} has no line {line}; its last is {last}", "{name} 没有第 {line} 行；最后一行是第 {last} 行"),
    "no-explain": (
        "{name}: a record does not keep what the parser thought; explain the text itself",
        "{name}：记录不保存解析过程；请对原文使用 explain",
    ),
    "sides": ("compare a file with a file, or a folder with a folder", "请比较两个文件，或两个文件夹"),
    "no-renderer": ("{name!r} is no output format{hint}; choose one of {names}", "没有输出格式 {name!r}{hint}；可选 {names}"),
    "one-file": ("{name}: a folder; name one file in it", "{name}：这是文件夹；请给出其中的一个文件"),
    "output-input": (
        "{name}: the input itself, and texts are never altered; name another file",
        "{name}：这就是输入本身，原文不会被改动；请换一个文件名",
    ),
    "output-folder": ("{name}: a folder; name a file to write", "{name}：这是文件夹；请给出要写的文件名"),
    "unwritable": ("{name}: cannot be written ({reason}); choose another place", "{name}：无法写入（{reason}）；请换一个位置"),
    # usage errors, as far as they can be told apart
    "usage.option": ("no such option: {0}", "没有选项 {0}"),
    "usage.command": ("no such command: {0}", "没有命令 {0}"),
    "usage.missing-argument": ("missing argument {0}", "缺少参数 {0}"),
    "usage.missing-option": ("missing option {0}", "缺少选项 {0}"),
    "usage.missing-command": ("no command given", "没有给出命令"),
    "usage.choice": ("invalid value for {0}: {1} is not one of {2}", "{0} 的值无效：{1} 不在 {2} 之中"),
    "usage.value": ("invalid value for {0}: {1}", "{0} 的值无效：{1}"),
    "usage.needs": ("option {0} needs a value", "选项 {0} 缺少值"),
    "usage.flag": ("option {0} takes no value", "选项 {0} 不接受值"),
    "usage.extra": ("unexpected extra argument {0}", "多余的参数 {0}"),
    # results
    "line": ("line {line}", "第 {line} 行"),
    "headings": ("{count:heading}", "{count} 个标题"),
    "findings": ("{count:finding}", "{count} 个问题"),
    "replaced": ("{count:damaged character}", "{count} 个字符损坏"),
    "error.severity": ("error", "错误"),
    "warning.severity": ("warning", "警告"),
    "info.severity": ("info", "提示"),
    "parsed": (
        "{sources:source}, {cases:case}, {headings:heading}, {findings:finding}",
        "{sources} 个来源，{cases} 个案例，{headings} 个标题，{findings} 个问题",
    ),
    "parsed-into": ("{summary}, written to {folder}", "{summary}，写入 {folder}"),
    "clean": ("nothing found in {total:file}", "{total} 个文件没有问题"),
    "found": ("{count:finding} in {files} of {total:file}: {parts}", "{total} 个文件中 {files} 个有问题，共 {count} 个：{parts}"),
    "part": ("{count} {severity}", "{severity} {count} 个"),
    "same": ("no difference", "没有差异"),
    "differences": ("{count:difference}", "{count} 处差异"),
    "change.added": ("added", "新增"),
    "change.removed": ("removed", "删去"),
    "change.moved": ("moved", "移动"),
    "change.renumbered": ("renumbered", "改号"),
    "change.retitled": ("retitled", "改题"),
    "change.text-changed": ("text-changed", "改文"),
    "change.top": ("before the first heading", "首个标题之前"),
    "added-record": ("only in the new folder", "只在新文件夹中"),
    "removed-record": ("only in the old folder", "只在旧文件夹中"),
    "off": ("off by default", "默认关闭"),
    "explain.none": ("no reading: nothing on this line looks like a heading", "没有读法：这一行没有像标题的内容"),
    "explain.believed": ("believed", "采信"),
    "explain.refused": ("not believed", "不采信"),
    "explain.parent": ("parent", "上级"),
    "explain.top": ("none, first level", "无，第一级"),
    "explain.family": ("family", "类别"),
    "explain.number": ("number", "序号"),
    "explain.reason": ("reason", "原因"),
    "explain.runner-up": ("runner-up", "次选"),
    "explain.lead": ("behind by", "相差"),
    "explain.verdict": ("verdict", "结论"),
    # configuration
    "config.toml": ("{name}: not valid TOML ({reason}); correct it", "{name}：不是合法的 TOML（{reason}）；请改正"),
    "config.key": ("{name}: unknown key {key!r}{hint}; remove it", "{name}：未知的键 {key!r}{hint}；请删去"),
    "config.value": ("{name}: {key} must be {need}; correct it", "{name}：{key} 应为 {need}；请改正"),
}


class Count(int):
    """A number that a text may give with its noun: `{count:finding}` is "1 finding" or "2 findings"."""

    def __format__(self, spec: str) -> str:
        return f"{int(self)} {spec}{'' if self == 1 else 's'}" if spec else str(int(self))


def say(lang: str, key: str, /, *args: object, **values: object) -> str:
    """The text of `key` in `lang`, filled in."""
    counted = {name: Count(value) if type(value) is int else value for name, value in values.items()}
    return TABLE[key][1 if lang == "zh" else 0].format(*args, **counted)


def wrong(kind: type[Wrong], key: str, /, near: str = "", **values: object) -> Wrong:
    """An error of `kind` with its message in both languages; `near` is what may have been meant, "" for nothing."""
    texts = [say(lang, key, **{"hint": say(lang, "hint", near=near) if near else "", **values}) for lang in LANGUAGES]
    return kind(*texts)


def from_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language that LC_ALL, LC_MESSAGES or LANG asks for, "en" where none of them is Chinese."""
    chosen = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if chosen.lower().startswith("zh") else "en"
