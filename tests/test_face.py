"""The public names of the package."""

from pathlib import Path

import pytest

import casekit
from commandline import CLEAN, GAP, here

__all__ = ["here"]

class TestFace:
    def test_every_public_name_is_there(self):
        assert [name for name in casekit.__all__ if not hasattr(casekit, name)] == []
        assert set(casekit.__all__) <= set(dir(casekit))
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            _ = casekit.nothing

    def test_text_bytes_and_files_read_alike(self):
        document = casekit.parse(CLEAN)
        from_file, from_bytes = casekit.parse(casekit.read("clean.txt")), casekit.parse(casekit.read(CLEAN.encode()))
        assert document.outline() == from_file.outline() == from_bytes.outline()
        assert document.origin.sha256 == from_file.origin.sha256 and from_file.origin.path == "clean.txt"
        assert casekit.read("一、總則\n內容。".encode("big5"), "big5").text.startswith("一、總")
        with pytest.raises(casekit.SourceError):
            casekit.read(Path("nowhere.txt"))

    def test_the_whole_round(self):
        document = casekit.parse(GAP)
        findings = casekit.check(document)
        text = casekit.dump(document, findings, format="json")
        assert casekit.load(text) == document
        assert [change.kind for change in casekit.diff(casekit.parse(CLEAN), document)] == ["renumbered"]
        assert "（三）算清账目" in casekit.render(document, "text")

    def test_a_string_may_hold_anything(self):
        assert casekit.parse("").outline() == [] and casekit.parse("\ud800\x00").outline() == []
