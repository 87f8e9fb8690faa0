"""Documents of old word processors (.doc, .wps, .rtf, .odt), through programs that are installed.

1. LibreOffice makes a Word document of them, which keeps automatic numbers. It runs in a profile of its own, without macros, without
   links to other files, and with a time limit.
2. Without it, antiword or catdoc give the bare text, with a warning: automatic numbers are lost, deleted text may be there.
3. Without any of them there is one line that says so.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from casekit.readers import docx
from casekit.readers.content import DEFAULT, Content, Options, refused
from casekit.readers.package import MEMBER_LIMIT, damaged, locked

TIME_LIMIT = 120.0
"""Seconds for LibreOffice, which needs four to start; half of it for the others."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIB, _ENCRYPTED = 512, 1
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:\\Program Files\\LibreOffice\\program\\soffice.exe")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""
_LOST = (
    "read without LibreOffice: automatic numbers are lost; install it to keep them",
    "未用 LibreOffice 读取，自动编号已丢失；安装后可保留",
)
_home: list[tempfile.TemporaryDirectory[str]] = []
"""The profile of LibreOffice, made once for the process: starting in a new one takes seconds."""


def programs() -> dict[str, str]:
    """The programs that are installed, by their names, each with its path."""
    office = shutil.which("soffice") or shutil.which("libreoffice") or next((place for place in _PLACES if Path(place).is_file()), None)
    found = {"LibreOffice": office, "antiword": shutil.which("antiword"), "catdoc": shutil.which("catdoc")}
    return {name: path for name, path in found.items() if path}


def read(data: bytes, name: str, options: Options = DEFAULT) -> Content:
    """The content of an old document; `name` is how messages call it. Raises SourceError."""
    if data.startswith(_OLE) and ("EncryptedPackage".encode("utf-16-le") in data or _encrypted(data)):
        raise locked(name)
    known = programs()
    suffix = ".doc" if data.startswith(_OLE) else ".rtf" if data.startswith(b"{") else ".odt"
    with tempfile.TemporaryDirectory(prefix="casekit-") as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(data)
        if "LibreOffice" in known:
            return docx.read(_converted(known["LibreOffice"], path, name), name, options)
        for program, arguments in (("antiword", ["-w", "0", "-m", "UTF-8.txt"]), ("catdoc", ["-w", "-d", "utf-8"])):
            if program in known and suffix in ((".doc",) if program == "antiword" else (".doc", ".rtf")):
                text = _output([known[program], *arguments, str(path)], Path(folder), name)
                if text.strip():
                    return _plain(text)
    english = "is a document of an old word processor; install LibreOffice to read it"
    raise refused(name, english, "是旧版文字处理文档，请安装 LibreOffice 后读取")


def _encrypted(data: bytes) -> bool:
    """Whether the head of a Word document, which mostly stands in the first sector, says that it is encrypted."""
    return data[_FIB : _FIB + 2] == b"\xec\xa5" and bool(data[_FIB + 11 : _FIB + 12] and data[_FIB + 11] & _ENCRYPTED)


def _converted(program: str, path: Path, name: str) -> bytes:
    out = path.parent / "out"
    arguments = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--convert-to", "docx", "--outdir", str(out)]
    _run([program, f"-env:UserInstallation={_profile().as_uri()}", *arguments, str(path)], path.parent, name, TIME_LIMIT)
    made = out / "input.docx"
    if not made.is_file() or made.stat().st_size > 4 * MEMBER_LIMIT:
        raise damaged(name)
    return made.read_bytes()


def _profile() -> Path:
    if not _home:
        _home.append(tempfile.TemporaryDirectory(prefix="casekit-office-", ignore_cleanup_errors=True))
        user = Path(_home[0].name) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return Path(_home[0].name)


def _output(command: Sequence[str], folder: Path, name: str) -> str:
    """What a program writes on its standard output, through a file, so that it can be bounded."""
    path = folder / "output.txt"
    with path.open("wb") as file:
        _run(command, folder, name, TIME_LIMIT / 2, file.fileno())
    if path.stat().st_size > MEMBER_LIMIT:
        raise damaged(name)
    return path.read_text(encoding="utf-8", errors="replace")


def _run(command: Sequence[str], folder: Path, name: str, limit: float, output: int = subprocess.DEVNULL) -> None:
    """Runs a program in a session of its own and ends all of it when its time is over or this process is told to stop."""
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "LD_LIBRARY_PATH") if key in os.environ}
    environment |= {"HOME": str(folder), "LC_ALL": "C.UTF-8", "ANTIWORDHOME": os.environ.get("ANTIWORDHOME", "/usr/share/antiword")}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        tool = Path(command[0]).name
        raise refused(name, f"{tool} cannot be started; install it anew", f"无法启动 {tool}，请重新安装") from error
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired as error:
        tool = Path(command[0]).name
        english = f"{tool} did not finish in {limit:g} seconds; convert it yourself"
        raise refused(name, english, f"{tool} 超过 {limit:g} 秒未完成，请自行转换") from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _plain(text: str) -> Content:
    content = Content()
    for number, line in enumerate(text.strip("\n").split("\n"), 1):
        content.place(line=number)
        content.add(line.rstrip() + "\n")
    content.warnings.append(_LOST)
    return content
