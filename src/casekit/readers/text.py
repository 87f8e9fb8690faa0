"""The text of bytes."""

from casekit.errors import ConfigError, SourceError
from casekit.readers.content import escaped, shown
from casekit.readers.encoding import Decoded, decode_as, detect, looks_binary


def decode(data: bytes, path: str, encoding: str | None, declared: str = "") -> Decoded:
    """The text of `data` in `encoding`, found out where it is None; `declared` is what the text itself says, believed last.

    Raises SourceError where it is no text, ConfigError where `encoding` names none.
    """
    decoded = detect(data) if encoding is None else _decode_named(data, encoding, path)
    if decoded is None and declared:
        try:
            decoded = decode_as(data, declared)
        except (ConfigError, UnicodeError):
            decoded = None
    if decoded is None:
        raise _undecided(data, path)
    return decoded


def _decode_named(data: bytes, encoding: str, path: str) -> Decoded:
    """The text in the encoding the user named; SourceError where its codec gives up."""
    try:
        return decode_as(data, encoding)
    except UnicodeError as error:
        name, name_zh = shown(path)
        said = escaped(encoding)
        raise SourceError(
            f"{name}: cannot be decoded as {said}; leave out --encoding or name another",
            f"{name_zh}：无法按 {said} 解码，请去掉 --encoding 或改用其他编码",
        ) from error


def _undecided(data: bytes, path: str) -> SourceError:
    """The error for bytes that read as Chinese in no encoding."""
    name, name_zh = shown(path)
    if looks_binary(data):
        return SourceError(
            f"{name}: is not a text; if it is one, name its encoding with --encoding",
            f"{name_zh}：不是文本；如果确为文本，请用 --encoding 指定编码",
        )
    return SourceError(
        f"{name}: encoding unknown; name it with --encoding or convert the file to UTF-8",
        f"{name_zh}：无法识别编码，请用 --encoding 指定，或先转换为 UTF-8",
    )
