"""The text of bytes."""

from casekit.errors import ConfigError, SourceError
from casekit.readers.content import escaped, shown
from casekit.readers.encoding import ENCODINGS, Decoded, decode_as, detect, looks_binary
from casekit.readers.mixture import mixture
from casekit.source import Origin


def decode_into(origin: Origin, data: bytes, path: str, encoding: str | None, declared: str = "") -> tuple[str, list[tuple[str, str]]]:
    """The text of `data`, and what to warn of, each in English and in Chinese; how it was decoded is noted in `origin`.

    The arguments and errors are those of `decode`.
    """
    decoded = decode(data, path, encoding, declared)
    origin.encoding, origin.bom, origin.replaced = decoded.encoding, decoded.bom, decoded.replaced
    if encoding is not None:
        origin.decided = "given"
        return decoded.text, []
    if decoded.bom:
        origin.decided = "mark"
    elif decoded.encoding != "utf-8" or decoded.replaced:
        origin.decided = "declared" if decoded.encoding not in ENCODINGS else "scored"
    if decoded.encoding == "utf-8" and not decoded.replaced:
        return decoded.text, []
    mixed = mixture(data, decoded.encoding)
    if mixed is None:
        return decoded.text, []
    origin.mixed, origin.mixed_lines = mixed.encoding, mixed.lines
    english = f"{mixed.lines} of its lines are in {mixed.encoding}, not in {decoded.encoding}, the first is {mixed.first}; make them one"
    chinese = f"有 {mixed.lines} 行的编码是 {mixed.encoding} 而不是 {decoded.encoding}，首见于第 {mixed.first} 行，请统一编码"
    return decoded.text, [(english, chinese)]


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
