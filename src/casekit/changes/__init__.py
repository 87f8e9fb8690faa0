"""What differs between two trees, by heading and not by line.

Headings are paired from the top down, so that those of equal path meet first: under parents that are a pair, first those that are equal in
family, number and title, then those with the same title, then those that are alike; what is left is looked for in the whole tree, by
title and by text. A pair may differ in several ways, and each is one change; a heading without a partner was added or removed.

Guarantees:
1. White space, but for blanks between Latin words or figures, page furniture and the marks around a title are no difference; equal
   documents have none. `IGNORABLE` names what else may be passed over.
2. Changes stand in the source order of the new tree; what was removed stands where it was, behind what stood before it.
3. The time grows with the text: a heading is compared for likeness with a bounded number of others, by a bounded part of its text, and
   words are marked by what occurs once on either side before anything is compared with everything.
"""

from collections.abc import Collection

from casekit.changes.change import CHANGE_KINDS, Change
from casekit.changes.flat import Tree
from casekit.changes.fold import IGNORABLE, fold_for
from casekit.changes.pairing import Pairing
from casekit.changes.telling import tell
from casekit.changes.words import Replaced, replaced
from casekit.model import Document

__all__ = ["CHANGE_KINDS", "IGNORABLE", "Change", "Replaced", "diff", "replaced"]


def diff(old: Document, new: Document, ignore: Collection[str] = ()) -> list[Change]:
    """Every change that leads from `old` to `new`, without those of the kinds in `ignore` (see `IGNORABLE`); [] where they are equal."""
    names: dict[object, int] = {}
    fold = fold_for(frozenset(ignore))
    pairing = Pairing(Tree(old.root, names, fold), Tree(new.root, names, fold))
    pairing.run()
    return tell(pairing)
