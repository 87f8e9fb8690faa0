"""What the command line says to people, in English and Chinese. Codes, names and machine formats are the same in both."""

import os

from casekit.cli.front import LANGUAGES as LANGUAGES
from casekit.errors import CasekitError

TYPE_CHECKING = False  # the help needs this module, and typing would make it start half as fast
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

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
    "baseline": ("Keep the present findings, so that only new ones count.", "把现有问题记入基线，此后只报告新问题。"),
    "redact": ("Write a skeleton that shows the structure and hides the words.", "输出只保留结构、隐去文字的骨架，便于反馈。"),
    "config": ("Show which settings hold, and where each came from.", "显示生效的设置及其来源。"),
    "render": ("Write the tree out for people or for other programs.", "把标题树输出给人阅读，或供其他程序使用。"),
    "diff": ("Compare two texts by heading, not by line.", "按标题（而不是按行）比较两份文稿。"),
    "stats": ("Count headings, levels, families and findings.", "统计标题、级数、序号类别和问题。"),
    "explain": ("Tell why a line or heading was read as it was.", "说明某一行或某个标题为何如此解析。"),
    "rules": ("List the rules that validate checks.", "列出 validate 检查的规则。"),
    "rule": ("Print what one rule is about, with good and bad examples.", "显示一条规则的说明和正反例。"),
    "families": ("List the heading families and the markers they read.", "列出标题序号的类别和例子。"),
    "schema": ("Print the JSON Schema of a record.", "输出记录的 JSON Schema。"),
    "info": ("List the formats that are read here, and how to get the others.", "列出本机可读的格式，以及如何获得其余格式。"),
    "info.ready": ("ready", "可读"),
    "info.partly": ("by {uses}, without automatic numbers; install {get} for them", "用 {uses} 读取，丢失自动编号；安装 {get} 可保留"),
    "info.missing": ("not here; install it: {get}", "尚不可读，安装：{get}"),
    "epilog": (
        "--lang zh|en, --config FILE, --debug and -h work with every command. Exit codes: 0 nothing found, 1 findings or differences, "
        "2 not all the work could be done.",
        "--lang zh|en、--config 文件、--debug 和 -h 对每个命令都有效。退出码：0 没有问题，1 有问题或差异，2 有工作未能完成。",
    ),
    # arguments and options
    "help.inputs": ("Files, folders, or - for standard input.", "文件、文件夹，或 - 表示标准输入。"),
    "help.old": ("A file or folder: the old state.", "旧的文件或文件夹。"),
    "help.new": ("A file or folder: the new state.", "新的文件或文件夹。"),
    "help.rules-profile": ("Show which rules are on, and how severe, for this kind of text.", "显示这类文本启用的规则及其严重程度。"),
    "help.rule": ("The name or code of a rule.", "规则的名称或代码。"),
    "help.folder": ("The folder to write records into; standard output without it.", "写入记录的文件夹；不给则输出到标准输出。"),
    "help.format": ("The output format.", "输出格式。"),
    "help.record-format": (
        "yaml and json: a file for each case; jsonl and parquet: one file for a shard.",
        "yaml 和 json 每个案例一个文件；jsonl 和 parquet 每个分片一个文件。",
    ),
    "help.jobs": ("How many processes work; 0 for one per processor.", "同时工作的进程数；0 表示每个处理器一个。"),
    "help.shard": ("Do only part I of N, from 1; the paths decide which.", "只处理 N 份中的第 I 份（从 1 起），由路径决定归属。"),
    "help.resume": (
        "Keep finished work whose source has not changed, or do everything again.",
        "保留来源未变、已经完成的部分；或全部重做。",
    ),
    "help.dry-run": ("Tell what would be done, and write nothing.", "只说明将要做什么，不写入任何内容。"),
    "help.engine": ("Who does the work: this machine, or a Ray cluster.", "由本机处理，或由 Ray 集群处理。"),
    "help.address": ("The Ray cluster; without it, one on this machine.", "Ray 集群的地址；不给则在本机启动。"),
    "help.log": ("Append the time that each source took to this file.", "把每个来源所用的时间追加到此文件。"),
    "help.progress": ("Show how far the run has come.", "显示进度。"),
    "help.quiet": ("Print errors and nothing else.", "只输出错误。"),
    "help.to": ("The output format.", "输出格式。"),
    "help.render-output": (
        "The file to write, for several inputs the folder; - for standard output.",
        "要写的文件，多个输入时为文件夹；- 表示标准输出。",
    ),
    "help.render-case": ("Only the case of this number, from 1.", "只输出第几个案例（从 1 起）。"),
    "help.max-chars": ("The most characters in a chunk; 1000 without it.", "每块最多的字数；不给则为 1000。"),
    "help.shape": ("How the JSON of a chunk is laid out.", "块的 JSON 结构。"),
    "help.encoding": ("The encoding of the texts, instead of detecting it.", "文本的编码；不给则自动识别。"),
    "help.changes": ("Take the tracked changes of Word as accepted or as rejected.", "Word 修订按接受还是拒绝处理。"),
    "help.relevel": ("Forget the heading levels of Markdown and of converters.", "不采用 Markdown 和转换工具给出的标题级别。"),
    "help.main-content": ("Read the main text of web pages only.", "只读取网页的正文部分。"),
    "help.text-field": ("The field of a data set that holds the text.", "数据集中存放正文的字段。"),
    "help.items": ("Show list items too.", "也显示列表项。"),
    "help.leads": ("Leave unnumbered lead-ins out.", "不显示没有序号的小标题。"),
    "help.width": ("Cut lines to this many columns.", "每行截到这么多列。"),
    "help.color": ("When to use colours.", "何时使用颜色。"),
    "help.fail-on": ("The least severity that makes the exit code 1.", "达到此严重程度时退出码为 1。"),
    "help.select": ("Check only these rules: names, codes or beginnings of codes.", "只检查这些规则：名称、代码或代码的开头。"),
    "help.ignore": ("Leave these rules out.", "不检查这些规则。"),
    "help.extend-select": ("Check these rules as well.", "另外检查这些规则。"),
    "help.profile": ("The rules that suit a kind of text.", "适合某类文稿的一组规则。"),
    "help.baseline": ("Pass over the findings in this file.", "不报告此文件中已有的问题。"),
    "help.baseline-file": ("The file to keep them in.", "存放基线的文件。"),
    "help.baseline-action": ("What to do with the baseline.", "要做的事。"),
    "help.since": ("Check only files that changed since this git revision.", "只检查自此 git 版本以来改动的文件。"),
    "help.sources": ("The folder below which records' sources are looked for.", "在此文件夹下查找记录的原文。"),
    "help.fix": ("Put right what can be put right safely; needs --in-place or -o.", "修正可以安全修正的问题；须加 --in-place 或 -o。"),
    "help.diff": ("Show what --fix would change, and write nothing.", "显示 --fix 会作的改动，不写文件。"),
    "help.unsafe-fixes": ("Renumber series too, and what refers to them.", "同时重新编号，并更新引用。"),
    "help.in-place": ("Let --fix alter the texts themselves.", "允许 --fix 直接改动原文。"),
    "help.fixed-folder": ("Write fixed copies into this folder.", "把修正后的副本写入此文件夹。"),
    "help.output-file": (
        "Write the output to this file, and lines for people to standard output.",
        "输出写入此文件，标准输出改为供人阅读的文字。",
    ),
    "help.findings-format": (
        "The output format; text on a terminal, concise elsewhere.",
        "输出格式；终端上默认 text，其他情况默认 concise。",
    ),
    "help.statistics": ("Count findings by rule instead of listing them.", "按规则计数，不逐条列出。"),
    "help.exit-zero": ("Exit with 0 also where something was found.", "发现问题时退出码也为 0。"),
    "help.cache": ("Remember results of unchanged files.", "记住未改动文件的结果。"),
    "help.config": ("The settings file to use, instead of the nearest.", "使用此设置文件，而不是最近的那个。"),
    "help.redact-output": ("The file, or for several inputs the folder, to write.", "要写的文件；多个输入时为文件夹。"),
    "help.version": ("Print the version and exit.", "显示版本并退出。"),
    "help.lang": ("The language of messages; by default that of the locale.", "消息的语言；默认随系统语言环境。"),
    "help.debug": ("Show the traceback of an unexpected error.", "出现意外错误时显示调用栈。"),
    # what the help says of itself
    "help-page.usage": ("Usage: ", "用法："),
    "help-page.arguments": ("Arguments:", "参数："),
    "help-page.options": ("Options:", "选项："),
    "help-page.commands": ("Commands:", "命令："),
    "help-page.some-options": ("[OPTIONS]", "[选项]"),
    "help-page.some-command": ("COMMAND [ARGS]...", "命令 [参数]..."),
    "help-page.help": ("Show this message and exit.", "显示本说明并退出。"),
    "help-page.install-completion": ("Install completion for the current shell.", "为当前 shell 安装命令补全。"),
    "help-page.show-completion": (
        "Show completion for the current shell, to copy it or customize the installation.",
        "显示当前 shell 的补全脚本，可复制或自行安装。",
    ),
    "help-page.required": ("required", "必填"),
    "help-page.default": ("default: {value}", "默认：{value}"),
    "help-page.and": ("; ", "；"),
    # errors
    "error": ("error: ", "错误："),
    "note": ("note: ", "提示："),
    "usage": ("{message}; see {command} --help", "{message}；用法见 {command} --help"),
    "unexpected": (
        "{name}: internal error ({reason}); run again with --debug and report it",
        "{name}：内部出错（{reason}）；请加 --debug 重新运行并反馈",
    ),
    "failed": ("{failed} of {total:input} could not be done", "{total} 个输入中有 {failed} 个未能完成"),
    "link": ("{name}: a link that leads out of its folder is not followed", "{name}：指向文件夹之外的链接，已跳过"),
    "interrupted": ("interrupted; what was finished is kept", "已中断；做完的部分保留"),
    "stdout": (
        "standard output cannot be written ({reason}); free the disk or redirect it",
        "无法写入标准输出（{reason}）；请腾出空间或改变输出",
    ),
    "record-large": (
        "{name}: larger than {limit} MB, so it is not read as a record; parse the source again",
        "{name}：超过 {limit} MB，不作为记录读取；请重新解析原文",
    ),
    "record-encoding": (
        "{name}: not in UTF-8, which a record is; parse the source again",
        "{name}：不是 UTF-8 编码，而记录应为 UTF-8；请重新解析原文",
    ),
    "encoding": (
        "unknown encoding {name!r}; try utf-8, gb18030, big5 or utf-16",
        "未知的编码 {name!r}；可试 utf-8、gb18030、big5 或 utf-16",
    ),
    "lang": ("unknown language {value!r}; choose zh or en", "未知的语言 {value!r}；请选 zh 或 en"),
    "config-missing": ("option --config needs a value; name a settings file", "选项 --config 缺少值；请给出设置文件"),
    "lang-missing": ("option --lang needs a value; choose zh or en", "选项 --lang 缺少值；请选 zh 或 en"),
    "shard": (
        "--shard {value!r} names no part; give I/N with I from 1 to N, as in 2/8",
        "--shard {value!r} 无效；请用 I/N，I 从 1 到 N，例如 2/8",
    ),
    "needs-folder": (
        "--dry-run, --engine ray and --format parquet need an output folder; add -o DIR",
        "--dry-run、--engine ray 和 --format parquet 需要输出文件夹；请加 -o DIR",
    ),
    "no-rule": ("unknown rule {name!r}{hint}; casekit rules lists them", "未知的规则 {name!r}{hint}；casekit rules 可列出全部规则"),
    "hint": (" (did you mean {near}?)", "（是不是 {near}？）"),
    "place": (
        "{place!r} is no place; give FILE:LINE, as in dump.txt:12, or a file and --heading",
        "{place!r} 不是位置；请用 文件:行号，例如 dump.txt:12，或文件加 --heading",
    ),
    "no-line": ("{name} has no line {line}; its last is {last}", "{name} 没有第 {line} 行；最后一行是第 {last} 行"),
    "sides": ("compare a file with a file, or a folder with a folder", "请比较两个文件，或两个文件夹"),
    "no-renderer": ("{name!r} is no output format{hint}; choose one of {names}", "没有输出格式 {name!r}{hint}；可选 {names}"),
    "render-terminal": (
        "{name} is no text to show on a terminal; name a file, as in -o out{suffix}",
        "{name} 不是文本，不能显示在终端上；请给出文件，例如 -o out{suffix}",
    ),
    "render-folder": (
        "{count} inputs do not go into one {name} output; name a folder with -o",
        "{count} 个输入不能合成一个 {name} 输出；请用 -o 给出文件夹",
    ),
    "render-option": (
        "{option} means nothing to {name}, only to {others}; leave it out",
        "{option} 对 {name} 不起作用，只用于 {others}；请去掉",
    ),
    "no-case": ("{name} has no case {case}, only {count}; choose one of them", "{name} 没有第 {case} 个案例，只有 {count} 个；请从中选择"),
    "one-file": ("{name}: a folder; name one file in it", "{name}：这是文件夹；请给出其中的一个文件"),
    "one-text": ("{name}: holds several texts; name one of them, such as {first}", "{name}：装有多个文本；请给出其中一个，如 {first}"),
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
    "usage.number": ("give a whole number", "请给出整数"),
    "usage.least": ("give {0} or more", "请给出不小于 {0} 的数"),
    "usage.most": ("give {0} or less", "请给出不大于 {0} 的数"),
    "usage.range": ("{0} is not in the range {1}", "{0} 不在 {1} 范围之内"),
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
    "parsed-kept": (", {kept} unchanged", "，其中 {kept} 个来源未变"),
    "dry-run": (
        "{todo:source} to parse ({amount}), {kept} unchanged; nothing was written",
        "需解析 {todo} 个来源（{amount}），{kept} 个未变；没有写入任何内容",
    ),
    "progress": (
        "{files}{of} files, {amount}, {rate}/s, {findings} findings",
        "{files}{of} 个文件，{amount}，{rate}/s，{findings} 个问题",
    ),
    "left": (", {time} left", "，剩余 {time}"),
    "row.sources": ("sources", "来源"),
    "row.unchanged": ("unchanged", "未变"),
    "row.failures": ("failed", "失败"),
    "row.cases": ("cases", "案例"),
    "row.heading-count": ("headings", "标题"),
    "row.finding-count": ("findings", "问题"),
    "row.bytes": ("text", "文字量"),
    "row.seconds": ("time", "用时"),
    "row.folder": ("written to", "写入"),
    "parsed-into": ("{summary}, written to {folder}", "{summary}，写入 {folder}"),
    "up-to-date": (
        "{summary}: {folder} is up to date; --force parses again, casekit outline FILE shows a record from it",
        "{summary}：{folder} 已是最新；加 --force 可重新解析，用 casekit outline FILE 查看其中一份记录",
    ),
    "clean": ("nothing found in {total:file}", "{total} 个文件没有问题"),
    "found": ("{count:finding} in {files} of {total:file}: {parts}", "{total} 个文件中 {files} 个有问题，共 {count} 个：{parts}"),
    "part": ("{count:{severity}}", "{severity} {count} 个"),
    "same": ("no difference", "没有差异"),
    "differences": ("{count:difference}", "{count} 处差异"),
    "off": ("off by default", "默认关闭"),
    "off.profile": ("off", "关闭"),
    "more-findings": ("and {count:more finding}", "另有 {count} 个问题"),
    "found-short": ("{count:finding} in {files} of {total:file}", "{total} 个文件中 {files} 个有问题，共 {count} 个"),
    "unused-exception": (
        "the exception for {rule} in {path} ({reason}) matches nothing; remove it",
        "对 {path} 中 {rule} 的例外（{reason}）没有匹配任何问题；请删去",
    ),
    "no-records": (
        "{count:file} in folders passed over, such as {name}: not a record",
        "文件夹中有 {count} 个文件不是记录，已跳过，例如 {name}",
    ),
    "unseen": (
        "{name}: its source {source} is not below the folder of sources, so they are not compared; give --sources",
        "{name}：在原文文件夹下找不到 {source}，未作比对；请用 --sources 指定",
    ),
    "worker": (
        "{name}: the process that checked it was killed; check it alone, or with more memory",
        "{name}：检查它的进程被终止；请单独检查，或增加内存",
    ),
    "unreadable": ("{name}: cannot be read ({reason}); check the path", "{name}：无法读取（{reason}）；请检查路径"),
    "statistics": (
        "--statistics does not go with --format {format}; use concise or json",
        "--statistics 不能与 --format {format} 同用；请用 concise 或 json",
    ),
    "no-profile": (
        "unknown profile {name!r}{hint}; casekit rules --help lists them",
        "未知的文种方案 {name!r}{hint}；casekit rules --help 可列出全部方案",
    ),
    "since.revision": (
        "--since: no revision {name!r} in this repository; fetch it, or name another",
        "--since：仓库中没有版本 {name!r}；请先获取，或换一个",
    ),
    "since.git": (
        "--since {name}: git cannot tell what changed ({reason}); run inside a repository",
        "--since {name}：git 无法列出改动（{reason}）；请在仓库中运行",
    ),
    "baseline.missing": (
        "{name}: no such baseline; make it with casekit baseline update",
        "{name}：没有这个基线；请用 casekit baseline update 生成",
    ),
    "baseline.bad": (
        "{name}: not a baseline; make it anew with casekit baseline update",
        "{name}：不是基线文件；请用 casekit baseline update 重新生成",
    ),
    "baseline.written": ("{count:finding} kept in {name}", "{count} 个问题已记入 {name}"),
    "baseline.stale": (
        "{count:finding} of the baseline {name} did not occur; casekit baseline update removes them",
        "基线 {name} 中有 {count} 个问题不再出现；可用 casekit baseline update 清除",
    ),
    "fixed": ("{count:finding} put right in {files:file}", "{files} 个文件中修正了 {count} 个问题"),
    "fix.without": ("--in-place, -o and --unsafe-fixes need --fix or --diff", "--in-place、-o 和 --unsafe-fixes 须与 --fix 或 --diff 同用"),
    "fix.both": ("--in-place and -o do not go together; choose one", "--in-place 与 -o 不能同用；请选其一"),
    "fix.where": (
        "--fix needs --in-place, or -o with a folder; --diff only shows",
        "--fix 须加 --in-place，或用 -o 指定文件夹；--diff 只显示",
    ),
    "fix.stdin": ("-: standard input cannot be altered; use --diff", "-：标准输入无法改动；请用 --diff"),
    "fix.encoding": (
        "{name}: would not keep its bytes (damaged or unusual encoding), so it is not fixed; convert it to UTF-8 first",
        "{name}：写回后字节会改变（有损坏或编码特殊），未作修正；请先转换为 UTF-8",
    ),
    "fix.format": (
        "{name}: is no plain text, and only plain texts are fixed; write one first with casekit render --to text",
        "{name}：不是纯文本，只能修正纯文本；请先用 casekit render --to text 写出",
    ),
    "fix.member": (
        "{name}: is part of another file, which is not altered; write copies with -o",
        "{name}：位于另一文件之中，不会被改动；请用 -o 写出副本",
    ),
    "fix.moved": ("{name}: changed while it was being fixed; run again", "{name}：修正期间文件有变化；请重新运行"),
    "fix.twice": ("{name}: its copy would overwrite that of {other}; fix them one by one", "{name}：副本会覆盖 {other} 的副本；请分开修正"),
    "redact.differs": (
        "{name}:{line}: the skeleton parses to another tree from here on; it shows the rest, not this place",
        "{name}:{line}：骨架从这里起解析结果不同；其余部分仍可说明问题",
    ),
    "redact.done": (
        "{name}: {count:character} hidden, {kept} kept in words the structure hangs on",
        "{name}：隐去 {count} 字，保留结构所依的词语 {kept} 字",
    ),
    "config.default": ("default", "默认"),
    "config.rules": ("checked:", "检查："),
    # configuration
    "config.missing": ("{name}: no such settings file; check the path", "{name}：没有这个设置文件；请检查路径"),
    "config.cycle": (
        "{name}: extend {base!r} leads in a circle or too far; correct it",
        "{name}：extend {base!r} 形成循环或层数过多；请改正",
    ),
    "config.exception": ("{name}: an exception needs {key}; add it", "{name}：例外缺少 {key}；请补上"),
    "config.toml": ("{name}: not valid TOML ({reason}); correct it", "{name}：不是合法的 TOML（{reason}）；请改正"),
    "config.key": ("{name}: unknown key {key!r}{hint}; remove it", "{name}：未知的键 {key!r}{hint}；请删去"),
    "config.value": ("{name}: {key} must be {need}; correct it", "{name}：{key} 应为 {need}；请改正"),
}


class Count(int):
    """A number that a text may give with its noun: `{count:finding}` is "1 finding" or "2 findings"; info has no plural."""

    def __format__(self, spec: str) -> str:
        return f"{int(self)} {spec}{'' if self == 1 or spec == 'info' else 's'}" if spec else str(int(self))


def say(lang: str, key: str, /, *args: object, **values: object) -> str:
    """The text of `key` in `lang`, filled in; what only some commands say is in `phrases`, which is loaded when it is first needed."""
    counted = {name: Count(value) if type(value) is int else value for name, value in values.items()}
    texts = TABLE.get(key)
    if texts is None:
        from casekit.cli.phrases import PHRASES

        texts = PHRASES[key]
    return texts[1 if lang == "zh" else 0].format(*args, **counted)


def wrong(kind: "type[Wrong]", key: str, /, near: str = "", **values: object) -> "Wrong":
    """An error of `kind` with its message in both languages; `near` is what may have been meant, "" for nothing."""
    texts = [say(lang, key, **{"hint": say(lang, "hint", near=near) if near else "", **values}) for lang in LANGUAGES]
    return kind(*texts)


def from_locale(environment: "Mapping[str, str]" = os.environ) -> str:
    """The language that the locale asks for: "zh" or "en".

    LC_ALL goes before LC_MESSAGES and LANG. As in gettext, LANGUAGE goes before them all, a list such as `zh_CN:en` of which the first
    language known here counts, but only where the locale is not C or POSIX, which are English.
    """
    locale = _spoken(next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""))
    if locale in ("", "c", "posix"):
        return "en"
    wished = [_spoken(name) for name in environment.get("LANGUAGE", "").split(":")]
    return next((lang for lang in (*wished, locale) if lang in LANGUAGES), "en")


def _spoken(locale: str) -> str:
    """The language of the name of a locale: `zh` of `zh_CN.UTF-8`, `zh-Hant` and `zh@radical`."""
    for sign in ".@_-":
        locale = locale.partition(sign)[0]
    return locale.lower()
