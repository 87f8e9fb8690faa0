"""Whatever happens to a file, there is a source whose hints and places lie in its text, or one line."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from casekit.errors import SourceError
from casekit.readers import Options, read_bytes
from docx_files import packed
from dump_files import as_book, as_markdown, as_page, as_word
from pdf_files import as_print

TEXT = (Path(__file__).parent.parent / "data/raw/village-library-cases.txt").read_text(encoding="utf-8")[:1200]
FILES = {
    "a.docx": as_word(TEXT)[0],
    "a.html": as_page(TEXT + "<table><tr><td>一<td>二</table><ol><li>甲</ol>"),
    "a.epub": as_book(TEXT),
    "a.md": as_markdown(TEXT),
    "a.pdf": as_print(TEXT),
}
PIECES = (b"<w:p>", b"</w:p>", b"<w:tbl>", b'w:val=""', b'w:val="-1"', b'w:val="9999999999999"', b"%9", b"\xff", b"\0", b"<ol reversed>")
PIECES += (b"<li value='-9'>", b"<td>", b"</div>", b"<pre>", b"none", b"bullet", b"/Rotate 90", b"&#0;", b"]]>", b"**", b"# ")


def damaged(data, rng):
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 8))):
        at = rng.randrange(len(made))
        change = rng.randrange(4)
        if change == 0:
            made[at] = rng.randrange(256)
        elif change == 1:
            made[at:at] = rng.choice(PIECES)
        elif change == 2:
            del made[at : at + rng.choice((1, 30))]
        else:
            made[at:at] = made[: rng.choice((5, 200))]
    return bytes(made)


def inside(data, rng):
    """A package with one of its XML parts damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        files = {name: made.read(name) for name in made.namelist()}
    name = rng.choice([name for name in files if name.endswith("ml") and files[name]])
    return packed({**files, name: damaged(files[name], rng)})


@pytest.mark.parametrize("name", FILES)
def test_damage_gives_a_source_or_one_line(name):
    rng = random.Random(name)
    read = 0
    for _ in range(120):
        data = FILES[name]
        data = inside(data, rng) if zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.8 else damaged(data, rng)
        try:
            source = read_bytes(data, name, options=Options(changes=rng.choice(("accept", "reject"))))
        except SourceError as error:
            assert error.message.startswith(f"{name}: ") and "\n" not in error.message + error.message_zh
            continue
        read += 1
        size = len(source.text)
        assert all(0 <= hint.start < hint.end <= size for hint in source.hints)
        assert [hint.start for hint in source.hints] == sorted(hint.start for hint in source.hints)
        assert [place.start for place in source.places] == sorted({place.start for place in source.places})
    assert read > 10
