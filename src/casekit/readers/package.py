"""Members of ZIP packages (.docx, .epub), within limits.

1. Nothing is written to the disk, and no name of a member is used as a path.
2. A member is refused by what it declares and by what it gives: size, ratio, count. The declared size bounds what is unpacked.
3. What is damaged, encrypted or compressed in an unknown way is one SourceError.
"""

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from casekit.errors import SourceError
from casekit.readers.content import refused

if TYPE_CHECKING:  # costly to load, and most files are no packages
    import zipfile

MEMBER_LIMIT = 64 << 20
"""Bytes of one unpacked member."""
TOTAL_LIMIT = 512 << 20
"""Bytes of all members together, as declared."""
COUNT_LIMIT = 20_000
RATIO_LIMIT = 200
"""How many times larger a member of more than `RATIO_FROM` bytes may become. Chinese text gives 3, the XML of tables up to 60."""
RATIO_FROM = 4 << 20


class Package:
    """An opened ZIP package, in memory or on the disk. `name` is how messages call the file."""

    def __init__(self, data: bytes | BinaryIO, name: str, count_limit: int = COUNT_LIMIT, total_limit: int = TOTAL_LIMIT) -> None:
        """Raises SourceError where `data` is damaged or its directory goes beyond the limits."""
        import zipfile

        self.name = name
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise damaged(name) from error
        infos = self.file.infolist()
        if len(infos) > count_limit:
            raise _bomb(name)
        if sum(info.file_size for info in infos) > total_limit or any(_swollen(info) for info in infos):
            raise _bomb(name)
        self.infos = {info.filename: info for info in infos}

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises SourceError where it is missing, damaged or beyond the limits."""
        info = self.infos.get(member)
        if info is None:
            raise damaged(self.name)
        return self.unpack(info)

    def unpack(self, info: "zipfile.ZipInfo", limit: int = MEMBER_LIMIT) -> bytes:
        """As `read`."""
        import zipfile

        if info.file_size > limit:
            raise _bomb(self.name)
        if info.flag_bits & 1:
            raise locked(self.name)
        try:
            with self.file.open(info) as member:
                data = member.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
            raise damaged(self.name) from error
        if len(data) > limit:
            raise _bomb(self.name)
        return data


def _swollen(info: "zipfile.ZipInfo") -> bool:
    return info.file_size > RATIO_FROM and info.file_size > RATIO_LIMIT * max(info.compress_size, 1)


def damaged(name: str) -> SourceError:
    """The error for a package that cannot be unpacked."""
    return refused(name, "is damaged or incomplete; get the file again", "文件损坏或不完整，请重新获取")


def locked(name: str) -> SourceError:
    """The error for a file that needs a password."""
    return refused(name, "is protected by a password; save it without one first", "文件有密码保护，请先另存为无密码的文件")


def _bomb(name: str) -> SourceError:
    return refused(name, "unpacks to more than is safe; unpack it yourself", "解压后超出安全限度，请自行解压后再处理")
