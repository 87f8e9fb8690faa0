"""`casekit explain`: every reading of one line, what spoke for and against it, and which won."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Literal

from casekit.cli.cells import clean
from casekit.cli.config import Config
from casekit.cli.evidence import EVIDENCE, FAMILIES, KINDS, worded
from casekit.cli.inputs import Changes, how_to_read, source
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Painter, Report, wants_color
from casekit.corpus import exists
from casekit.errors import ConfigError
from casekit.model import Document, Section, walk
from casekit.source import Source

Format = Literal["text", "json"]
Color = Literal["auto", "always", "never"]

_PLACE = re.compile(r"(.+):([1-9][0-9]{0,11})", re.DOTALL)
_RUNNER_UP = re.compile(r"(\S+) under (?:the top|([0-9]+): (.*))", re.DOTALL)
_NAMED = re.compile(r"([0-9]+): (.*)", re.DOTALL)
_MOST = 10
"""So many headings are explained at most where several are called the same."""
_CLEAR = 3.0
"""A lead of so much is clear: the other reading is twenty times less likely."""
_CLOSE = 0.25
"""A lead of less is a toss-up; the parser calls such a heading doubtful."""


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def explain(
        place: Annotated[str, Argument(metavar="FILE[:LINE]", help=report.say("help.explain-place"))],
        heading: Annotated[str, Option("--heading", metavar="TITLE|NUMBER", help=report.say("help.heading"))] = "",
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        color: Annotated[Color, Option("--color", help=report.say("help.color"))] = "auto",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=report.say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        file, line = (place, 0) if heading else where(place)
        voice = _Voice(report, Painter(format == "text" and wants_color(color)))
        for item in report.one(file):
            with report.guard(item.name):
                text = source(item, how)
                last = len(text.starts)
                if line > last:
                    raise wrong(ConfigError, "no-line", name=item.name, line=line, last=last)
                rows = _rows(item.name, text, line, heading)
                if format == "json":
                    for row in rows:
                        report.json(row)
                else:
                    report.out("\n".join(["".join([f"{one}\n" for one in voice.lines(row)]) for row in rows]))
        return report.verdict()

    return explain


def where(place: str) -> tuple[str, int]:
    """File and line of `FILE:LINE`, also of the `FILE:LINE:COLUMN` that validate prints. Raises ConfigError."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise wrong(ConfigError, "place", place=place)
    inner = _PLACE.fullmatch(found[1])
    if inner and not exists(found[1]) and exists(inner[1]):
        found = inner
    return found[1], int(found[2])


def _rows(name: str, text: Source, line: int, heading: str) -> list[dict[str, Any]]:
    """The accounts of one line, or of the lines of the headings that are called `heading`. Raises ConfigError where there is none."""
    from casekit.parser import explain as ask
    from casekit.parser import parse

    document = parse(text)
    if heading:
        lines = list(dict.fromkeys(section.line for section in called(document, heading)))[:_MOST]
        if not lines:
            raise wrong(ConfigError, "no-heading", name=name, heading=heading)
    else:
        lines = [line]
    above = _paths(document)
    return [_row(name, ask(text, at), above) for at in lines]


def called(document: Document, wanted: str) -> list[Section]:
    """The headings of a name: marker and title, title, marker or number, or else those that hold the words."""
    sections = list(document.root.headings(items=True))
    squeezed = "".join(wanted.split())
    names: Sequence[Callable[[Section], str]] = (
        lambda section: "".join((section.marker + section.title).split()),
        lambda section: "".join(section.title.split()),
        lambda section: "".join(section.marker.split()),
        lambda section: "" if section.number is None else str(section.number),
    )
    for name in names:
        found = [section for section in sections if name(section) == squeezed]
        if found:
            return found
    return [section for section in sections if squeezed and squeezed in names[0](section)]


def _paths(document: Document) -> dict[int, list[tuple[Section, list[str]]]]:
    """By line, the headings that begin there, each with the labels of those above it."""
    found: dict[int, list[tuple[Section, list[str]]]] = {}
    labels: dict[int, list[str]] = {id(document.root): []}
    for section in walk(document.root):
        above = labels[id(section)]
        if section is not document.root:
            found.setdefault(section.line, []).append((section, above))
            gap = " " if section.marker and section.title and section.marker[-1].isalnum() else ""
            above = [*above, section.title + section.marker if section.suffixed else section.marker + gap + section.title]
        labels.update((id(child), above) for child in section.sections)
    return found


def _row(name: str, found: Any, above: dict[int, list[tuple[Section, list[str]]]]) -> dict[str, Any]:
    readings = [
        {
            "marker": reading.marker,
            "family": reading.family,
            "number": reading.number,
            "believed": reading.believed,
            "parent": reading.parent,
            "evidence": [[word, round(weight, 3)] for word, weight in reading.evidence],
            "reason": reading.reason,
            "lead": reading.lead if math.isfinite(reading.lead) else None,
            "runner_up": reading.runner_up,
        }
        for reading in found.readings
    ]
    headings = [
        {
            "marker": section.marker,
            "title": section.title,
            "suffixed": section.suffixed,
            "kind": section.kind,
            "level": section.level,
            "path": path,
            "confidence": round(section.confidence, 3),
            "evidence": [[word, round(weight, 3)] for word, weight in section.evidence],
        }
        for section, path in above.get(found.line, [])
    ]
    return {"source": name, "line": found.line, "text": found.text, "verdict": found.verdict, "headings": headings, "readings": readings}


class _Voice:
    """Tells an account to people."""

    def __init__(self, report: Report, paint: Painter) -> None:
        self.say = report.say
        self.lang = report.lang
        self.paint = paint

    def lines(self, row: dict[str, Any]) -> Iterator[str]:
        """One account."""
        say, paint = self.say, self.paint
        yield f"{paint(clean(row['source']) + ':' + str(row['line']) + ':', 'bold')} {clean(row['text']).strip()}"
        yield say("explain.what", kind=worded(KINDS, row["verdict"], self.lang))
        told = {reading["marker"] for reading in row["readings"] if reading["believed"]}
        for heading in row["headings"]:
            parts = (heading["title"], heading["marker"]) if heading["suffixed"] else (heading["marker"], heading["title"])
            name = clean("".join(parts)) or "–"
            yield "  " + say("explain.heading", level=heading["level"], sure=f"{heading['confidence']:.0%}", name=name)
            if heading["path"]:
                yield "  " + say("explain.path", path=clean(" › ".join(heading["path"])))
            if heading["marker"] not in told:
                yield from self._evidence(heading["evidence"])
        if not row["readings"] and not row["headings"]:
            yield say("explain.none")
        for reading in row["readings"]:
            yield ""
            yield from self._reading(reading)
        if row["readings"]:
            yield ""
            yield paint(say("explain.unit"), "dim")

    def _reading(self, reading: dict[str, Any]) -> Iterator[str]:
        say, paint = self.say, self.paint
        believed = reading["believed"]
        word = paint(say("explain.believed" if believed else "explain.refused"), "bold green" if believed else "yellow")
        family = self._family(reading["family"])
        number = "" if reading["number"] is None else say("explain.numbered", number=reading["number"])
        yield f"{clean(reading['marker']) or '–'}  {word}{say('comma')}{say('explain.of', family=family)}{number}"
        if believed:
            yield f"    {say('explain.parent')}{say('colon')}{self._named(reading['parent'])}"
        yield from self._evidence(reading["evidence"], reading["family"])
        if reading["reason"]:
            key = "explain.place" if believed else "explain.why-not"
            yield f"    {say(key)}{say('colon')}{worded(EVIDENCE, clean(reading['reason']), self.lang)}"
        if reading["runner_up"]:
            other = self._runner_up(reading["runner_up"]) + self._behind(reading["lead"], believed)
            yield f"    {say('explain.runner-up')}{say('colon')}{other}"
        elif believed:
            yield f"    {say('explain.runner-up')}{say('colon')}{say('explain.alone')}"

    def _evidence(self, evidence: list[tuple[str, float]], family: str = "") -> Iterator[str]:
        total = 0.0
        for name, weight in evidence:
            total += weight
            side = self.say("explain.for" if weight > 0 else "explain.against")
            words = self.say("explain.sign", family=self._family(family)) if family and name == family else self._words(name)
            yield f"    {self.paint(f'{weight:+7.2f}', 'green' if weight > 0 else 'red')}  {side}  {words}"
        if len(evidence) > 1:
            yield f"    {total:+7.2f}  {self.say('explain.total')}"

    def _words(self, name: str) -> str:
        words = worded(EVIDENCE if name in EVIDENCE else FAMILIES, name, self.lang)
        return clean(name) if words == name else f"{words} ({clean(name)})"

    def _family(self, name: str) -> str:
        """A family by its name and by what it looks like."""
        from casekit.ladder import BY_ID

        if not name:
            return "–"
        family = BY_ID.get(name)
        looks = family.title if family else worded(FAMILIES, name, self.lang)
        return clean(name) if looks == name else f"{clean(name)} {clean(looks)}"

    def _named(self, parent: str) -> str:
        found = _NAMED.fullmatch(parent)
        if not found:
            return clean(parent) or self.say("explain.top")
        return self.say("explain.line", line=found[1], text=clean(found[2]))

    def _runner_up(self, text: str) -> str:
        found = _RUNNER_UP.fullmatch(text)
        if text == "no heading":
            return self.say("explain.no-heading")
        if not found:
            return clean(text)
        above = self.say("explain.line", line=found[2], text=clean(found[3])) if found[2] else self.say("explain.top")
        return self.say("explain.under", family=self._family(found[1]), above=above)

    def _behind(self, lead: float | None, believed: bool) -> str:
        """How far the other reading is behind, in words."""
        if lead is None or not believed:
            return ""
        if lead < 0:  # what comes later decided
            return self.say("explain.ahead", lead=f"{-lead:.2f}")
        key = "explain.close" if lead < _CLOSE else "explain.clear" if lead >= _CLEAR else "explain.behind"
        times = math.exp(min(lead, 12.0))
        return self.say(key, lead=f"{lead:.2f}", times=f"{times:.0f}" if times >= 3 else f"{times:.1f}")
