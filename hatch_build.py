"""Compiles what takes time where that is asked for: `CASEKIT_COMPILE=1 pip install .` builds a wheel in which it is machine code, by mypyc.

The same sources are compiled, and what they make is the same; an installation without a compiler stays pure Python. It is a
hook of our own because hatch-mypyc builds inside the source tree: it moves pyproject.toml away while it works and leaves libraries
behind that hide later changes of the sources. Editable installations are never compiled, for the same reason.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARIES = {
    "casekit_parser": ("ladder/*.py", "parser/**/*.py", "model.py", "numerals.py", "plane.py", "source.py"),
    "casekit_rules": ("rules/*.py",),
    "casekit_record": ("record/emit.py",),
}
"""Where the time goes, below src/casekit. Loading a library takes time too: what is not needed together is not in one."""
PURE = (
    *("ladder/custom.py", "ladder/in_use.py", "parser/__init__.py", "parser/window.py", "parser/windows.py"),
    *("rules/__init__.py", "rules/base.py", "rules/course.py", "rules/near_duplicate_case.py", "rules/profiles.py", "rules/reading.py"),
    *("rules/doubtful_heading.py", "rules/flat_outline.py", "rules/kangxi_radical.py", "rules/lone_child.py", "rules/missing_part.py"),
    *("rules/mixed_encoding.py", "rules/numbering_gap.py", "rules/numbering_order.py", "rules/numbering_repeat.py"),
    *("rules/numbering_restart.py", "rules/skipped_level.py", "rules/wrong_separator.py"),
)
"""Among them, what stays Python: families of a project's own are read by a library that need not be there, the benchmarks hold their
watches to the stages that `parse` calls, tests make windows small and count what is asked for, and `dataclass` makes of a compiled class
that is frozen one that is not. Rules that are off, or only go through what was found, would lengthen the start and shorten nothing.
"""
DOC = '__doc__ or ""'
"""How a rule names its manual page, the docstring of its module: mypyc leaves that out."""
SETUP = """from mypyc.build import mypycify
from pybind11.setup_helpers import ParallelCompile
from setuptools import setup
libraries = {libraries!r}
paths = [path for paths, _ in libraries for path in paths]
modules = mypycify(paths, separate=libraries, opt_level="3", debug_level="0", strip_asserts=False, multi_file={unix})
if {unix}:
    for module in modules:
        module.extra_compile_args += ["-fcommon", "-fvisibility=hidden", "-fno-semantic-interposition"]
with ParallelCompile():
    setup(name="casekit", packages=[], ext_modules=modules)
"""
"""A file of C for each module: one of all, 90 MB, takes a compiler four times as long, and runs no faster where a library's names are
its own, as the flags say. What a library takes from another is declared in each file, which a compiler may take for many of one name.
"""


def write_docs(paths: list[Path]) -> None:
    """Put the docstring of a module where the module asks for it."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if DOC in text:
            path.write_text(text.replace(DOC, repr(ast.get_docstring(ast.parse(text), clean=False))), encoding="utf-8")


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to the wheel, beside the sources."""

    PLUGIN_NAME = "custom"

    def _asked(self, version: str) -> bool:
        return version != "editable" and os.environ.get("CASEKIT_COMPILE", "") not in ("", "0")

    def dependencies(self) -> list[str]:
        """What the compilation needs beside hatchling: nothing where it is not asked for."""
        return ["mypy[mypyc]>=1.13", "pybind11>=2.10", "types-PyYAML>=6.0", "types-regex>=2024.5"] if self._asked("standard") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self._asked(version):
            return
        with tempfile.TemporaryDirectory() as folder:
            made = Path(self.directory) / "compiled"
            shutil.rmtree(made, ignore_errors=True)
            no_sources = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
            shutil.copytree(Path(self.root) / "src", folder, dirs_exist_ok=True, ignore=no_sources)
            root = Path(folder) / "casekit"
            pure = {root / name for name in PURE}
            chosen = {name: sorted({path for glob in globs for path in root.glob(glob)} - pure) for name, globs in LIBRARIES.items()}
            write_docs([path for paths in chosen.values() for path in paths])
            libraries = [([str(path.relative_to(folder)) for path in paths], name) for name, paths in chosen.items()]
            (Path(folder) / "setup.py").write_text(SETUP.format(libraries=libraries, unix=os.name == "posix"), encoding="utf-8")
            done = subprocess.run([sys.executable, "setup.py", "build_ext", "--inplace"], cwd=folder, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError("cannot compile: unset CASEKIT_COMPILE to install pure Python\n" + done.stdout + done.stderr)
            for library in [*Path(folder).rglob("*.so"), *Path(folder).rglob("*.pyd")]:
                if "build" in library.relative_to(folder).parts:
                    continue
                kept = made / library.relative_to(folder)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(library, kept)
                build_data["force_include"][str(kept)] = str(library.relative_to(folder))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(Path(self.directory) / "compiled", ignore_errors=True)
