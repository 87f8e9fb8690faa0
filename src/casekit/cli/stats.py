"""`casekit stats`: families, depths, sizes, confidence and findings, of every case and of all together."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal

from casekit.cli.cells import clean, cut, pad, width
from casekit.cli.config import Config
from casekit.cli.counting import SEVERITIES, CaseCount, Corpus, count_cases
from casekit.cli.inputs import Changes, Reading, how_to_read, load
from casekit.cli.options import Argument, Option
from casekit.cli.pager import paged
from casekit.cli.report import SEVERITY_STYLES, Painter, Report, columns_here, compact, is_terminal, wants_color
from casekit.corpus import Input

Format = Literal["text", "json", "csv"]
Color = Literal["auto", "always", "never"]

_TITLE = 36
"""Columns of a title where the width is free."""
_FAMILIES = 3
"""Families told of a case."""
_NUMBERS = 44
"""Columns that the numbers of a case take."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take a text for a formula by."""
_CSV = (
    *("source", "case", "title", "line", "characters", "headings", "items", "depth", "longest_text"),
    *("confidence_mean", "confidence_least", "doubtful", "errors", "warnings", "infos", "families", "findings"),
)


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def stats(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=report.say("help.inputs"))],
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        total: Annotated[bool, Option("--total", help=report.say("help.total"))] = False,
        color: Annotated[Color, Option("--color", help=report.say("help.color"))] = "auto",
        no_pager: Annotated[bool, Option("--no-pager", help=report.say("help.no-pager"))] = False,
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=report.say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        found = report.inputs(inputs, records=True)
        corpus = Corpus()
        cases = _counted(report, found, how, corpus)
        painter = Painter(format == "text" and wants_color(color))
        table = _Table(report, painter, columns_here() if is_terminal(sys.stdout) else 0)
        writers = {"text": table.write, "json": _json, "csv": _csv}
        with paged(report, wanted=format == "text" and not no_pager):
            for text in writers[format](cases, corpus, total):
                report.out(text)
        return report.verdict()

    return stats


def _counted(report: Report, inputs: Iterable[Input], how: Reading, corpus: Corpus) -> Iterator[list[CaseCount]]:
    """The cases of one input after the other, which are added to `corpus`."""
    for item in inputs:
        with report.guard(item.name):
            loaded = load(item, how)
            cases = count_cases(loaded.document, loaded.findings)
            corpus.add(cases)
            del loaded
            yield cases


def _json(counted: Iterable[list[CaseCount]], corpus: Corpus, total: bool) -> Iterator[str]:
    """One object: `cases` and `corpus`."""
    if not total:
        yield '{"cases": ['
    separator = "\n"
    for cases in counted:
        for case in cases:
            if not total:
                yield separator + compact(case.value())
                separator = ",\n"
    yield f"{'{' if total else chr(10) + '], '}" + f'"corpus": {compact(corpus.value())}}}\n'


def _csv(counted: Iterable[list[CaseCount]], corpus: Corpus, total: bool) -> Iterator[str]:
    """A row for each case; with `total` a row for all of them."""
    yield ",".join(_CSV) + "\n"
    for cases in counted:
        for case in cases:
            if not total:
                value = case.value()
                texts = (case.source, value["case"], case.title, case.line)
                yield _record(texts, value, [case.grave(severity) for severity in SEVERITIES], value["longest_text"])
    if total:
        value = corpus.value()
        value["characters"] = value["characters"]["total"]
        value["depth"] = max(corpus.depths, default=0)
        value["families"] = {row["family"]: row["count"] for row in value["families"]}
        grave = [sum(row["count"] for row in value["findings"] if row["severity"] == severity) for severity in SEVERITIES]
        value["findings"] = {row["code"]: row["count"] for row in value["findings"]}
        yield _record(("", value["cases"], "", ""), value, grave, value["longest_text"])


def _record(first: Iterable[object], value: "dict[str, object]", grave: Iterable[int], longest: object) -> str:
    import csv
    import io

    sure, families, findings = value["confidence"], value["families"], value["findings"]
    assert isinstance(sure, dict) and isinstance(families, dict) and isinstance(findings, dict)
    row = [*first, *(value[name] for name in ("characters", "headings", "items", "depth")), longest]
    row += [sure["mean"], sure["least"], sure["doubtful"], *grave]
    row += [" ".join(f"{name}:{count}" for name, count in table.items()) for table in (families, findings)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    """A value as a spreadsheet may read it: a text that looks like a formula begins with an apostrophe."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Table:
    """For people."""

    def __init__(self, report: Report, paint: Painter, columns: int) -> None:
        self.say = report.say
        self.paint = paint
        self.title = max(min(columns - _NUMBERS, _TITLE), 12) if columns else _TITLE
        self.columns = columns

    def write(self, counted: Iterable[list[CaseCount]], corpus: Corpus, total: bool) -> Iterator[str]:
        """The cases file by file, then all together."""
        for cases in counted:
            if not total:
                yield "".join([f"{line}\n" for line in self._file(cases)]) + "\n"
        yield "".join([f"{line}\n" for line in self._corpus(corpus)])

    def _file(self, cases: list[CaseCount]) -> Iterator[str]:
        names = [self.say(f"stats.{name}") for name in ("headings", "depth", "size", "sure", "findings")]
        yield self.paint(clean(cases[0].source), "bold underline")
        head = self._row(pad(self.say("stats.case"), self.title + 5), names, self.say("stats.families"))
        yield self.paint(head, "dim")
        for case in cases:
            title = pad(f"{case.number:>3}  " + cut(clean(case.title) or "–", self.title), self.title + 5)
            sure = f"{case.value()['confidence']['mean']:.0%}" if case.headings else "–"
            findings = "–" if not case.findings else str(sum(case.findings.values()))
            families = [f"{clean(name)} {count}" for name, count in case.value()["families"].items()]
            more = ["…"] if len(families) > _FAMILIES else []
            numbers = [str(case.headings), str(case.depth), str(case.size), sure, findings]
            yield self._row(title, numbers, ", ".join([*families[:_FAMILIES], *more]))

    def _row(self, first: str, numbers: list[str], last: str) -> str:
        cells = [" " * max(size - width(text), 0) + text for text, size in zip(numbers, (8, 5, 7, 4, 8), strict=True)]
        line = f"{first}  {'  '.join(cells)}  {last}"
        return (cut(line, self.columns) if self.columns else line).rstrip()

    def _corpus(self, corpus: Corpus) -> Iterator[str]:
        say, paint = self.say, self.paint
        if not corpus.sources:
            return
        values = corpus.value()
        yield paint(say("stats.all", sources=corpus.sources, cases=len(corpus.sizes), headings=corpus.headings, items=corpus.items), "bold")
        yield f"  {say('stats.sizes', **values['characters'])}"
        yield f"  {say('stats.longest', count=corpus.longest)}"
        depths = say("comma").join([say("stats.depth-of", depth=depth, count=count) for depth, count in sorted(corpus.depths.items())])
        yield f"  {say('stats.depths')} {depths}"
        yield "  " + say("stats.sureness", mean=f"{corpus.mean:.0%}", least=f"{corpus.least:.0%}", doubtful=corpus.doubtful)
        size = max((width(clean(name)) for name in corpus.families), default=0)
        yield paint(say("stats.families"), "bold")
        for row in values["families"]:
            levels = [say("stats.level", level=level, share=f"{number / row['count']:.0%}") for level, number in row["levels"].items()]
            more = ["…"] if len(levels) > _FAMILIES else []
            yield f"  {pad(clean(row['family']), size)}  {row['count']:>7}  {say('comma').join([*levels[:_FAMILIES], *more])}"
        yield paint(say("stats.findings"), "bold") if values["findings"] else say("stats.none")
        for row in values["findings"]:
            name = pad(f"{row['code']} {clean(row['name'])}", 28)
            yield f"  {row['count']:>7}  {paint(name, SEVERITY_STYLES[row['severity']])}  {say(row['severity'] + '.severity')}"
