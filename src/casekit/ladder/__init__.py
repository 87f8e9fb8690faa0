"""The heading families: what a marker of each looks like, how it counts, what only resembles it.

A family is one row of `LADDER`. Its pattern matches the marker at the start of a line (blanks before it are skipped) and nothing of the
title; look-ahead may refuse what follows. `belief` is how far a marker alone is trusted (units of the outline's cost model), `rank` the
family's usual place, 1 outermost: it only breaks ties, since the order of families is learnt from each case. Families of one `series`
may take over from each other in mid-count (一．二.三：). The examples of every row are run as tests.
"""

from casekit import numerals
from casekit.ladder.atoms import ARABIC, BLANK, FORMAL, HAN, OPEN, characters
from casekit.ladder.family import Family
from casekit.ladder.marks import MARKS
from casekit.ladder.readings import Reading
from casekit.ladder.words import WORDS

__all__ = ["BLANK", "BY_ID", "FIRST", "LADDER", "STARTERS", "Family", "Reading", "characters"]

LADDER: tuple[Family, ...] = (*WORDS, *MARKS)
"""Every family; the first row whose pattern fits a place is tried before the others."""

FIRST = (
    "第【＝=彡篇上中下材提典经优教实创工精指案范例模样事附示专任活主问板单情场话议环步经做措启故项卷章编辑集回幕段§"
    + HAN
    + FORMAL
    + ARABIC
    + OPEN
    + numerals.STEMS
    + numerals.BRANCHES
    + "㈠-㈩⒈-⒛⑴-⒇⓪①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓⓵-⓾㊀-㊉Ⅰ-Ⅻⅰ-ⅻA-Za-zＡ-Ｚａ-ｚ—―ーㄧ－–丨|｜\\-"
)
"""The characters a marker can begin with, as the inside of a character class: most lines are done with one look."""

STARTERS = frozenset(characters(FIRST))
"""The same, one by one."""

BY_ID = {family.id: family for family in LADDER}
