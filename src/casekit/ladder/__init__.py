"""The heading families: what a marker of each looks like, how it counts, what only resembles it.

A family is one row of `LADDER`. Its pattern matches the marker at the start of a line (blanks before it are skipped) and nothing of the
title; look-ahead may refuse what follows. `belief` is how far a marker alone is trusted (units of the outline's cost model), `rank` the
family's usual place, 1 outermost: it only breaks ties, since the order of families is learnt from each case. Families of one `series`
may take over from each other in mid-count (一．二.三：). The examples of every row are run as tests.
"""

from typing import Final

from casekit.ladder.atoms import BLANK, characters
from casekit.ladder.family import Family
from casekit.ladder.marks import MARKS
from casekit.ladder.readings import Reading
from casekit.ladder.table import FamilyTable
from casekit.ladder.words import WORDS

__all__ = ["BLANK", "BY_ID", "LADDER", "STARTERS", "TABLE", "Family", "FamilyTable", "Reading", "characters"]

LADDER: tuple[Family, ...] = (*WORDS, *MARKS)
"""Every family; the first row whose pattern fits a place is tried before the others."""

TABLE: Final = FamilyTable(LADDER)
"""The families by the character a marker begins with: most lines are done with one look."""

STARTERS: Final = TABLE.starters
"""The characters a marker can begin with."""

BY_ID: Final = {family.id: family for family in LADDER}
