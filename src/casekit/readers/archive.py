"""Archives (.zip, .tar and its compressed kinds, single compressed files) of files that are read.

1. Nothing is written to the disk. Names only name: `..`, drives and leading slashes are gone from them, hidden files, links and what the
   Mac puts beside files are passed over.
2. Names in GBK or Big5 are decoded, which Windows in Chinese writes into ZIP files without a word.
3. Archives inside archives are opened down to `DEPTH_LIMIT`. Sizes, ratios and counts have limits, see `package` and `streams`.
"""

import re
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from casekit.errors import SourceError
from casekit.readers.content import refused
from casekit.readers.encoding import detect
from casekit.readers.package import MEMBER_LIMIT, Package, damaged
from casekit.readers.recognise import may_hold, wanted
from casekit.readers.streams import ERRORS, Bounded, too_large

DEPTH_LIMIT = 3
"""Archives inside each other."""
COUNT_LIMIT = 100_000
TOTAL_LIMIT = 8 << 30
_HEAD = 4096
_TAR_ERRORS: tuple[type[Exception], ...] = (*ERRORS, tarfile.TarError)
_DRIVE = re.compile(r"[A-Za-z]:")


class Zip:
    """A ZIP archive, in memory or on the disk; `name` is how messages call it."""

    def __init__(self, data: bytes | BinaryIO, name: str, depth: int = 1) -> None:
        self.name = name
        self.data = data
        self.depth = depth
        self.package = Package(data, name, COUNT_LIMIT, TOTAL_LIMIT)
        infos = [info for info in self.package.file.infolist() if not info.is_dir()]
        self.members = _labelled(list(zip(_zip_names(infos), infos, strict=True)))
        self.inner: tuple[str, Zip] | None = None

    def names(self) -> Iterator[str]:
        """The members that are read, also those of archives inside."""
        for label, info in self.members.items():
            if may_hold(label) and self.depth < DEPTH_LIMIT:
                yield from (f"{label}/{inner}" for inner in self._inner(label).names())
            elif wanted(label, partial(self._head, info)):
                yield label

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises SourceError."""
        if member in self.members:
            return self.package.unpack(self.members[member])
        for label in self.members:
            if member.startswith(f"{label}/"):
                return self._inner(label).read(member[len(label) + 1 :])
        raise gone(self.name, member)

    def size(self, member: str) -> int:
        """The bytes of a member, as the archive tells them."""
        if member in self.members:
            return int(self.members[member].file_size)
        holder = next((label for label in self.members if member.startswith(f"{label}/")), "")
        return self._inner(holder).size(member[len(holder) + 1 :]) if holder else 0

    def close(self) -> None:
        """Closes the file."""
        self.package.file.close()
        if not isinstance(self.data, bytes):
            self.data.close()

    def _inner(self, label: str) -> "Zip":
        if self.inner is None or self.inner[0] != label:
            self.inner = label, Zip(self.package.unpack(self.members[label]), f"{self.name}/{label}", self.depth + 1)
        return self.inner[1]

    def _head(self, info: zipfile.ZipInfo) -> bytes:
        with suppress(*ERRORS, zipfile.BadZipFile, NotImplementedError, RuntimeError), self.package.file.open(info) as member:
            return member.read(_HEAD)
        return b""


class Tar:
    """A tar archive, read from front to back; going back costs another pass."""

    def __init__(self, file: Bounded, name: str) -> None:
        self.name = name
        self.file = file
        self.members: dict[str, tarfile.TarInfo] = {}
        self.inner: tuple[str, Zip] | None = None
        self.tar = self._open()

    def names(self) -> Iterator[str]:
        """The members that are read."""
        found: list[tuple[str, tarfile.TarInfo]] = []
        total = 0
        try:
            for info in self.tar:
                total += info.size
                if len(found) >= COUNT_LIMIT or total > TOTAL_LIMIT or total > self.file.limit:
                    raise too_large(self.name)
                # Links, devices and sparse files are none of ours.
                if info.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and self._counts(info):
                    found.append((info.name, info))
        except _TAR_ERRORS as error:
            raise damaged(self.name) from error
        self.members = _labelled(found)
        for label in self.members:
            if may_hold(label):
                yield from (f"{label}/{inner}" for inner in self._inner(label).names())
            else:
                yield label

    def read(self, member: str) -> bytes:
        """The bytes of a member, which may stand in a ZIP archive inside. Raises SourceError."""
        if not self.members:
            list(self.names())
        if member in self.members:
            return self._whole(member)
        holder = next((label for label in self.members if may_hold(label) and member.startswith(f"{label}/")), None)
        if holder is None:
            raise gone(self.name, member)
        return self._inner(holder).read(member[len(holder) + 1 :])

    def size(self, member: str) -> int:
        """The bytes of a member, as the archive tells them."""
        if member in self.members:
            return self.members[member].size
        holder = next((label for label in self.members if member.startswith(f"{label}/")), "")
        return self._inner(holder).size(member[len(holder) + 1 :]) if holder else 0

    def _inner(self, label: str) -> Zip:
        if self.inner is None or self.inner[0] != label:
            self.inner = label, Zip(self._whole(label), f"{self.name}/{label}", 2)
        return self.inner[1]

    def _whole(self, member: str) -> bytes:
        info = self.members[member]
        if info.size > MEMBER_LIMIT:
            raise too_large(f"{self.name}/{member}")
        data = self._bytes(info, MEMBER_LIMIT)
        if len(data) != info.size:
            raise damaged(self.name)
        return data

    def close(self) -> None:
        """Closes the file."""
        self.tar.close()
        self.file.close()

    def _counts(self, info: tarfile.TarInfo) -> bool:
        return may_hold(info.name) or wanted(info.name, lambda: self._bytes(info, _HEAD))

    def _open(self) -> tarfile.TarFile:
        try:
            return tarfile.TarFile(fileobj=cast(Any, self.file), mode="r", errors="surrogateescape")
        except _TAR_ERRORS as error:
            raise damaged(self.name) from error

    def _bytes(self, info: tarfile.TarInfo, size: int) -> bytes:
        try:
            here = self.file.tell()
            self.file.seek(info.offset_data)
            data = self.file.read(min(size, info.size))
            self.file.seek(here)
        except ERRORS as error:
            raise damaged(self.name) from error
        return data


class Single:
    """One compressed file."""

    def __init__(self, file: Bounded, name: str, label: str) -> None:
        self.name = name
        self.file = file
        self.label = label

    def names(self) -> Iterator[str]:
        """The one name."""
        yield self.label

    def read(self, member: str) -> bytes:
        """What was compressed. Raises SourceError."""
        try:
            self.file.seek(0)
            data = self.file.read(MEMBER_LIMIT + 1)
        except ERRORS as error:
            raise damaged(self.name) from error
        if len(data) > MEMBER_LIMIT:
            raise too_large(self.name)
        return data

    def size(self, member: str) -> int:
        """Not known before it is unpacked."""
        return 0

    def close(self) -> None:
        """Closes the file."""
        self.file.close()


def gone(name: str, member: str) -> SourceError:
    """The error for a member that was listed before and is no longer there."""
    return refused(f"{name}/{member}", "is no longer in the archive; run again", "已不在压缩包中，请重新运行")


def _labelled(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Members by a label that is theirs alone, in order of name."""
    found: dict[str, Any] = {}
    for raw, info in sorted(members, key=lambda member: member[0]):
        label = _label(raw)
        if not label:
            continue
        again = 1
        plain = PurePosixPath(label)
        while label in found:
            again += 1
            label = str(plain.with_name(f"{plain.stem}-{again}{plain.suffix}"))
        found[label] = info
    return found


def _label(raw: str) -> str:
    """A name as a path that leads nowhere else; "" for what is passed over."""
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    parts = [part for part in re.split(r"[/\\]", raw) if part not in ("", ".", "..") and not _DRIVE.fullmatch(part)]
    if not parts or any(part.startswith((".", "__MACOSX")) for part in parts):
        return ""
    return "/".join(part.replace("\0", "") for part in parts)


def _zip_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names of members; those without the sign for UTF-8 are decoded together, as one program wrote them."""
    raw = [info.filename if info.flag_bits & 0x800 else info.filename.encode("cp437", "replace") for info in infos]
    plain = b"\n".join(name for name in raw if isinstance(name, bytes) and not name.isascii())
    decoded = detect(plain) if plain else None
    encoding = decoded.encoding if decoded else "cp437"
    return [name if isinstance(name, str) else name.decode(encoding, "replace") for name in raw]
