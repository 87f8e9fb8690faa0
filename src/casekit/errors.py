"""What stops the work.

    CasekitError
    ├── SourceError   an input that cannot be read as text
    ├── RecordError   a record that cannot be read as a tree
    └── ConfigError   a setting or an option value that means nothing

Every message is one line and says what, where, and what to do. A text, however odd, never raises: it gives a tree.
"""


class CasekitError(Exception):
    """The base of all errors; `message` is one line of English, `message_zh` the same in Chinese."""

    def __init__(self, message: str, message_zh: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.message_zh = message_zh or message


class SourceError(CasekitError):
    """An input that cannot be read as text."""


class RecordError(CasekitError):
    """A record that cannot be read as a tree."""


class ConfigError(CasekitError):
    """A setting or an option value that means nothing."""


def brief(error: Exception) -> str:
    """An error's kind and the first words of its message."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:120]}" if words else type(error).__name__
