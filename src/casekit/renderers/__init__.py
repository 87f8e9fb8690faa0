"""From a tree to what people and other programs open: one file per format, one table of them.

Guarantees:
1. A renderer reads the tree and alters nothing.
2. The same document, findings and options give the same output, byte for byte, and in time linear in the text.
3. A text that `render` returns holds no control character but tab and the line ends of the format, so it can be shown on any terminal.
4. Nothing that a document says is read as markup, formula or path by the program a format is for.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal, NamedTuple, overload

from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError
from casekit.model import Document
from casekit.renderers.controls import visible
from casekit.renderers.options import DEFAULT, SHAPES, Options

__all__ = ["RENDERERS", "Options", "Renderer", "render", "visible"]

TextFormat = Literal["markdown", "text", "chunks", "csv", "opml", "freemind", "akn", "docling", "html"]
"""The formats that are text."""
BinaryFormat = Literal["docx"]


class Renderer(NamedTuple):
    """A row of the table: a format, and what a caller has to know before it asks for one.

    `suffix` is that of its files. `title` and `title_zh` say what it is for. A `binary` format gives bytes, the others text with lines that
    end in `line_end`. `joins`: what several documents give may stand one behind the other in a file. `findings`: it shows them, so the
    rules are to be checked before. `options` are the fields of `Options` it looks at. `needs` is the library it cannot work without and
    `extra` the extra of the installation that brings it, "" for none. The function is `render` in the module of `renderers` that `module`
    names, the format's name by default: it is imported when it is first used. `overview` names, without suffix, the file that lists the
    others in a folder of this format, "" where there is none.
    """

    name: str
    suffix: str
    title: str
    title_zh: str
    binary: bool = False
    line_end: str = "\n"
    joins: bool = False
    findings: bool = False
    options: tuple[str, ...] = ()
    needs: str = ""
    extra: str = ""
    module: str = ""
    overview: str = ""

    def function(self) -> Callable[[Document, Sequence[Diagnostic], Options], Any]:
        """What renders. Raises ConfigError, with the command that installs it, where the library it needs is missing."""
        try:
            if self.needs:
                import_module(self.needs)
        except ImportError as error:
            get = f"pip install 'casekit[{self.extra}]'"
            raise ConfigError(f"{self.name} is not written here; to get it run: {get}", f"尚不能输出 {self.name}，安装：{get}") from error
        function: Callable[[Document, Sequence[Diagnostic], Options], Any]
        function = import_module(f"casekit.renderers.{self.module or self.name}").render
        return function

    def lister(self) -> tuple[Callable[[Document, Sequence[Diagnostic], str], Any], Callable[[Sequence[Any], Options], str]]:
        """For a format with an `overview`: what is told of a document and its address there, and what makes the list of all that."""
        module = import_module(f"casekit.renderers.{self.module or self.name}")
        return module.listing, module.index


_ROWS = (
    Renderer("markdown", ".md", "headings and text for people and Git forges", "Markdown：标题和正文"),
    Renderer("text", ".txt", "the text itself, lines mended", "接好断行的纯文本"),
    Renderer(
        "html", ".html", "a page: outline beside text, with findings", "网页：目录与原文对照，标出问题", findings=True, overview="index"
    ),
    Renderer("docx", ".docx", "Word, with its heading styles", "Word 文档，用内置标题样式", binary=True),
    Renderer("chunks", ".jsonl", "pieces for retrieval, as JSON Lines", "检索用的文本块", joins=True, options=("max_chars", "shape")),
    Renderer("csv", ".csv", "the outline as a table for spreadsheets", "表格软件用的标题表", findings=True, line_end="\r\n"),
    Renderer("opml", ".opml", "the outline for outliners", "大纲软件用的标题树"),
    Renderer("freemind", ".mm", "the outline as a mind map", "思维导图"),
    Renderer("akn", ".akn.xml", "Akoma Ntoso 3.0, for laws and regulations", "Akoma Ntoso 3.0：法律法规"),
    Renderer("docling", ".docling.json", "a DoclingDocument, as JSON", "DoclingDocument 的 JSON"),
)

RENDERERS: dict[str, Renderer] = {row.name: row for row in _ROWS}
"""Every format by name. Control characters of texts are dealt with behind the renderers, in one place, so that none can forget them."""


@overload
def render(document: Document, to: TextFormat = "markdown", findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str: ...


@overload
def render(document: Document, to: BinaryFormat, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> bytes: ...


@overload
def render(document: Document, to: str, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str | bytes: ...


def render(document: Document, to: str = "markdown", findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str | bytes:
    """The document in the format `to`: bytes for a binary format, else text.

    Raises ConfigError for a name that is not in `RENDERERS`, and for options that make no sense.
    """
    renderer = RENDERERS.get(to)
    if renderer is None:
        names = ", ".join(RENDERERS)
        raise ConfigError(
            f"cannot render to {to!r}: use one of {names}",
            f"无法输出为 {to!r}：可选 {'、'.join(RENDERERS)}",
        )
    if options.max_chars < 1 or options.shape not in SHAPES:
        raise ConfigError(
            f"these options make no sense: max_chars must be 1 or more; for shape, choose one of {', '.join(SHAPES)}",
            f"选项不合理：max_chars 须不小于 1；shape 可选 {'、'.join(SHAPES)}",
        )
    made = renderer.function()(document, findings, options)
    if renderer.binary:
        return bytes(made)
    return visible(made).replace("\n", renderer.line_end)
