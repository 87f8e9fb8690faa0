"""`casekit render`: where outputs go and what they are called, whatever the format."""

import io
import json
import sys
from pathlib import Path

import pytest

import casekit
from casekit import renderers
from casekit.errors import ConfigError
from casekit.renderers import RENDERERS, Renderer
from casekit.renderers.options import Options
from commandline import CLEAN, files, here, run

__all__ = ["here", "run"]


@pytest.fixture
def binary(monkeypatch):
    """A format that is not text."""
    monkeypatch.setitem(RENDERERS, "blob", Renderer("blob", ".blob", "a blob", "一团", binary=True, module="text"))
    monkeypatch.setattr(renderers.Renderer, "function", lambda row: lambda document, findings, options: b"\x00\xff\n")


class TestRender:
    def test_many_inputs_go_into_a_folder_named_as_parse_names_them(self, run):
        Path("in/sub").mkdir(parents=True)
        for name in ("in/a.txt", "in/sub/a.txt", "in/b b.txt"):
            Path(name).write_text(CLEAN, encoding="utf-8")
        assert run("parse", "in", "-o", "records", "-q")[0] == 0
        assert run("render", "in", "--to", "text", "-o", "out/deep") == (0, "", "")
        folders = {name.partition("/")[0] for name in files("records") if "/" in name}
        assert files("out/deep") == sorted(f"{folder}.txt" for folder in folders) and len(folders) == 3
        before = {name: Path("out/deep", name).read_bytes() for name in files("out/deep")}
        assert run("render", "in/sub/a.txt", "in/b b.txt", "in/a.txt", "--to", "text", "-o", "again")[0] == 0
        assert {name: Path("again", name).read_bytes() for name in files("again")} == before

    @pytest.mark.parametrize("to", RENDERERS)
    def test_every_format_goes_into_files_of_its_suffix(self, run, to):
        assert run("render", "gap.txt", "clean.txt", "--to", to, "-o", "out/") == (0, "", "")
        overview = ["index.html"] if RENDERERS[to].overview else []
        assert files("out") == [f"clean{RENDERERS[to].suffix}", f"gap{RENDERERS[to].suffix}", *overview]
        document = casekit.parse(casekit.read("gap.txt"))
        options = Options(home="".join(overview))
        made = casekit.render(document, to, casekit.check(document), options)
        assert Path("out", f"gap{RENDERERS[to].suffix}").read_bytes() == (made if isinstance(made, bytes) else made.encode())

    def test_an_existing_folder_takes_one_input_too(self, run):
        Path("out").mkdir()
        assert run("render", "clean.txt", "-o", "out") == (0, "", "")
        assert run("render", "gap.txt", "-o", "new/") == (0, "", "")
        assert files("out") == ["clean.md"] and files("new") == ["gap.md"]

    def test_a_failing_input_does_not_stop_the_others(self, run):
        Path("bad.docx").write_bytes(b"PK\x03\x04 no more")
        code, out, err = run("render", "bad.docx", "clean.txt", "-o", "out")
        assert code == 2 and out == "" and "bad.docx" in err and files("out") == ["clean.md"]

    def test_no_input_is_overwritten_by_the_output_of_another(self, run):
        code, _, err = run("render", "clean.txt", "gap.txt", "--to", "text", "-o", ".")
        assert code == 2 and err.count("the input itself") == 2 and Path("clean.txt").read_text(encoding="utf-8") == CLEAN

    def test_the_chunks_of_many_inputs_go_into_one_file(self, run):
        code, out, err = run("render", "clean.txt", "gap.txt", "no.txt", "--to", "chunks", "-o", "all.jsonl")
        assert code == 2 and out == "" and "no.txt" in err
        sources = [json.loads(line)["metadata"]["source"] for line in Path("all.jsonl").read_text(encoding="utf-8").splitlines()]
        assert sources == sorted(sources) and set(sources) == {"clean.txt", "gap.txt"}
        assert run("render", "clean.txt", "gap.txt", "--to", "chunks")[1] == Path("all.jsonl").read_text(encoding="utf-8")
        assert run("render", "clean.txt", "gap.txt", "--to", "chunks", "-o", "gap.txt")[0] == 2 and "居民" in Path("gap.txt").read_text()
        Path("bad.docx").write_bytes(b"PK\x03\x04 no more")
        assert run("render", "bad.docx", "bad.docx", "no.txt", "--to", "chunks", "-o", "none.jsonl")[0] == 2
        assert not Path("none.jsonl").exists() and not list(Path().glob(".casekit*"))

    def test_a_file_name_for_many_inputs_is_no_folder(self, run):
        code, _, err = run("render", "clean.txt", "gap.txt", "-o", "all.md")
        assert code == 2 and "2 inputs do not go into one markdown output" in err and not Path("all.md").exists()

    def test_a_file_name_for_a_folder_of_one_text_is_that_file(self, run):
        Path("in").mkdir()
        Path("in/a.txt").write_text(CLEAN, encoding="utf-8")
        assert run("render", "in", "-o", "out.md") == (0, "", "")
        assert Path("out.md").read_text(encoding="utf-8") == run("render", "in/a.txt")[1]
        assert run("render", "in", "-o", "out")[0] == 0 and Path("out/a.md").is_file()

    def test_no_name_is_this_folder_and_not_the_root_of_the_system(self, run, monkeypatch):
        written = []
        monkeypatch.setattr("casekit.cli.render.save", lambda output, *_: written.append(output))
        assert run("render", "clean.txt", "-o", "") == (0, "", "")
        assert written == ["./clean.md"]

    def test_a_name_that_is_too_long_is_told_as_such(self, run):
        for output in ("x" * 300 + ".md", "x" * 300 + "/"):
            code, _, err = run("render", "clean.txt", "-o", output)
            assert code == 2 and "cannot be written (File name too long)" in err and "internal" not in err

    def test_one_case_alone(self, run):
        code, out, _ = run("render", "clean.txt", "--case", "2")
        assert code == 0 and "乡村图书室" in out and "老旧小区" not in out
        assert run("parse", "clean.txt", "-o", "records", "-q")[0] == 0
        record = next(Path("records/clean").glob("02-*"))
        assert run("render", record, "--case", "2") == (0, out, "")

    def test_a_binary_format_goes_to_files_and_pipes_and_not_to_a_terminal(self, run, binary, monkeypatch, capsys):
        assert run("render", "clean.txt", "--to", "blob", "-o", "x") == (0, "", "") and Path("x").read_bytes() == b"\x00\xff\n"
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        monkeypatch.setattr(sys, "stdout", out)
        assert casekit.cli.main(["render", "clean.txt", "--to", "blob"]) == 0
        assert out.buffer.getvalue() == b"\x00\xff\n"
        out.isatty = lambda: True
        assert casekit.cli.main(["render", "clean.txt", "--to", "blob"]) == 2
        assert out.buffer.getvalue() == b"\x00\xff\n"
        assert capsys.readouterr().err == "casekit: error: blob is no text to show on a terminal; name a file, as in -o out.blob\n"

    def test_what_a_format_needs_is_told_with_the_command_that_installs_it(self):
        row = Renderer("odd", ".odd", "odd", "奇", needs="no_such_library", extra="odd")
        with pytest.raises(ConfigError) as caught:
            row.function()
        assert "pip install 'casekit[odd]'" in caught.value.message and "pip install 'casekit[odd]'" in caught.value.message_zh

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_the_help_names_every_format_in_both_languages(self, run, lang):
        out = run("--lang", lang, "render", "--help")[1]
        for row in RENDERERS.values():
            assert f"  {row.name} " in out and (row.title_zh if lang == "zh" else row.title) in out

    def test_the_table_is_sound(self):
        for name, row in RENDERERS.items():
            assert row.name == name and row.suffix[0] == "." and row.title and row.title_zh
            assert set(row.options) <= set(Options._fields)
        text = {name for name, row in RENDERERS.items() if not row.binary}
        assert set(renderers.TextFormat.__args__) == text
