"""Signs and words that a paragraph begins with and that tell what it is: ● , 问：, 答：."""

from typing import Final

from casekit.ladder import BLANK
from casekit.patterns import lazy

_SIGNS: Final = "●○◆◇■□▲△▼▽★☆▪▫•‧∙◦※◎→➢➤►▶✓✔✦✧❖♦⊙☐☑☒\uf06c\uf0d8\uf0b2\uf06e\uf075\uf0a7\uf0fc"
_DASHES: Final = "-*+–·"
"""These make a bullet only with a blank behind them."""
_BULLET: Final = lazy(f"[{_SIGNS}]|[{_DASHES}][{BLANK}]")
_N: Final = "[0-9０-９一二三四五六七八九十]{0,3}"
_DIGITS: Final = "[0-9０-９]{1,2}"
_ASKS: Final = lazy(f"(?:【?[问問]】?|提问|记者(?:问|提问)?|主持人|[QＱ]){_N}[{BLANK}]*[:：]|【[问問]】|[QＱ问問]{_DIGITS}[.．、]")
_ANSWERS: Final = lazy(f"(?:[答复回]|回答|答复|解答|[AＡ]){_N}[{BLANK}]*[:：]|【[答复]】|[AＡ答]{_DIGITS}[.．、](?![0-9])")
OPENING: Final = frozenset(_SIGNS + _DASHES + "【问問提记主QＱ答复回解AＡ")
"""The characters that such a paragraph can begin with: a look at one says for nearly all that they are plain."""


def paragraph_kind(text: str) -> str:
    """The block kind of a paragraph that begins with a character of `OPENING`."""
    if _BULLET.match(text):
        return "bullet"
    if _ASKS.match(text):
        return "question"
    return "answer" if _ANSWERS.match(text) else "paragraph"
