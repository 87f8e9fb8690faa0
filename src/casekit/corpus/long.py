"""Long plain texts: their records are made case by case, so that no more than a window of the text and its tree are in memory.

A record tells how many cases its text has, and its findings may come from a look at all of them. So the records wait in a temporary
file (in the folder that TMPDIR names), all but finished, until the text is at its end.
"""

import pickle
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from casekit.corpus.division import divide, start
from casekit.errors import SourceError
from casekit.model import move
from casekit.readers.content import escaped, shown
from casekit.readers.long import LongFile, open_long

if TYPE_CHECKING:
    from casekit.diagnostic import Diagnostic
    from casekit.parser.window import Text
    from casekit.parser.windows import Piece
    from casekit.source import Origin

_BEGIN = 512


class FileText:
    """A long file as the parser reads it: see `parser.window.Text`."""

    def __init__(self, file: LongFile) -> None:
        """Raises UnicodeDecodeError where the file is no UTF-8."""
        from casekit.parser.windows import Sampler

        sampler = Sampler()
        self.length = file.survey(sampler.add)
        self.size = file.size
        self.origin: Origin = file.origin
        self._sample = sampler.lines()
        self._parts = file.parts()
        self._held = ""

    def sample(self) -> list[str]:
        """Lines from all over the text."""
        return self._sample

    def begin(self) -> str:
        """What it begins with, some hundred code points, before anything is read."""
        begin = self.read(_BEGIN)
        self._held = begin + self._held
        return begin

    def read(self, size: int) -> str:
        """The next `size` code points; fewer only at the end."""
        held = [self._held]
        count = len(self._held)
        while count < size:
            part = next(self._parts, None)
            if part is None:
                break
            held.append(part)
            count += len(part)
        text = "".join(held)
        self._held = text[size:]
        return text[:size]


@contextmanager
def open_file(path: Path, encoding: str | None) -> Iterator[FileText | None]:
    """A file as a long text; None where it is none, or has to be read whole for other reasons."""
    from casekit.parser.window import LONG

    file = open_long(path, encoding, LONG)
    if file is None:
        yield None
        return
    try:
        try:
            text: FileText | None = FileText(file)
        except (UnicodeDecodeError, OSError):
            text = None
        yield text if text is not None and text.length > LONG else None
    finally:
        file.close()


def _spool() -> IO[bytes]:
    return tempfile.TemporaryFile(prefix="casekit-")


@contextmanager
def _room(path: str) -> Iterator[None]:
    """Within, what cannot be written is the temporary file of the text at `path`. Raises SourceError."""
    try:
        yield
    except OSError as error:
        name, name_zh = shown(path)
        reason = escaped(error.strerror or str(error))
        raise SourceError(
            f"{name}: its records find no room in the folder for temporary files ({reason}); name another with TMPDIR",
            f"{name_zh}：临时文件夹放不下它的记录（{reason}），请用 TMPDIR 另行指定",
        ) from error


class LongRecords:
    """The records of a long text, and how many cases, headings and findings it has."""

    def __init__(self, text: "Text", format: str) -> None:
        """Parses and checks the text. `format` is "yaml" or "json". Raises SourceError, OSError."""
        from casekit.parser import in_pieces
        from casekit.record.emit import PARTS_UNKNOWN, dump
        from casekit.record.parts import case_title
        from casekit.rules import in_course, place

        self.format = format
        self.cases = self.headings = self.findings = 0
        self._starts = array("Q")
        name = text.origin.path
        with _room(name):
            self._spool = _spool()
        course = in_course()

        def take(piece: "Piece") -> None:
            """Write what is known of a piece; in a function, so that nothing of it is left when the next one is read."""
            root = piece.document.root
            found = sorted(course.check(piece.document, piece.start, piece.row), key=place)
            self.findings += len(found)
            self.headings += sum(1 for _ in root.headings())
            for child in root.children:
                move(child, piece.start, piece.row)
            for part, findings in divide(piece.document, found):
                self.cases += 1
                part.part, part.parts = self.cases, PARTS_UNKNOWN
                self._starts.append(start(part))
                with _room(name):
                    pickle.dump((case_title(part), dump(part, (), format), findings), self._spool, pickle.HIGHEST_PROTOCOL)

        try:
            for piece in in_pieces(text):
                take(piece)
                del piece
            with _room(name):
                self._spool.flush()
        except BaseException:
            self.close()
            raise
        self._late: dict[int, list[Diagnostic]] = {}
        for finding in course.close():
            self._late.setdefault(max(bisect_right(self._starts, finding.start) - 1, 0), []).append(finding)
            self.findings += 1

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The names and texts of the records, once."""
        from casekit.record.emit import completed
        from casekit.record.parts import name_of
        from casekit.rules import place

        with self._spool as spool:
            spool.seek(0)
            for at in range(self.cases):
                title, text, findings = pickle.load(spool)
                late = self._late.get(at)
                if late:
                    findings = sorted([*findings, *late], key=place)
                yield name_of(at + 1, self.cases, title, self.format), completed(text, self.cases, findings, self.format)

    def close(self) -> None:
        """Let go of the temporary file."""
        with suppress(OSError):  # what it still holds may find no room either
            self._spool.close()
