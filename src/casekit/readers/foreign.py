"""Encodings of other languages that make two-byte Chinese of a sort: asked only where a text reads poorly as Chinese."""

from casekit.patterns import lazy

_RUSSIAN_WORD = lazy(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+")
_RUSSIAN_MARKS = lazy(r"[«»—–…№“”„]")
_KANA = lazy(r"[ぁ-ゖァ-ヺー]")
_HANGUL = lazy(r"[가-힣]")
_BLOCK_ASCII = lazy(r"[\x00-\x7f]+")


def looks_foreign(data: bytes) -> bool:
    """Whether `data` reads without a flaw as Russian words, as Japanese with its kana, or as Korean."""
    for encoding in ("koi8-r", "cp1251"):
        text = _letters(data, encoding)
        if len(text) >= 6 and all(_RUSSIAN_WORD.fullmatch(word) for word in _RUSSIAN_MARKS.sub(" ", text).split()):
            return True
    for encoding in ("euc_jp", "shift_jis"):
        text = _letters(data, encoding)
        if len(text) >= 6 and 3 * len(_KANA.findall(text)) > len(text):
            return True
    text = _letters(data, "euc_kr").replace(" ", "")
    return len(text) >= 8 and 10 * len(_HANGUL.findall(text)) >= 9 * len(text)


def _letters(data: bytes, encoding: str) -> str:
    """What `data` holds beyond ASCII, runs parted by blanks; "" where it does not decode."""
    try:
        return _BLOCK_ASCII.sub(" ", data.decode(encoding)).strip()
    except UnicodeDecodeError:
        return ""
