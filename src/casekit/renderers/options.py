"""What may be chosen about an output, for all formats together."""

from typing import NamedTuple

SHAPES = ("plain", "langchain", "llamaindex")
"""How the JSON of a chunk is laid out."""


class Options(NamedTuple):
    """The choices; a format looks at those that its row in the table names.

    `lang`: the language, "en" or "zh", of the words that are not the document's own. `max_chars`: code points that a chunk holds at most.
    `shape`: one of `SHAPES`. `home`: the relative address of the file that lists this one among others, "" where there is none.
    """

    lang: str = "en"
    max_chars: int = 1000
    shape: str = "plain"
    home: str = ""


DEFAULT = Options()
