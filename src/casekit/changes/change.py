"""One difference between two trees."""

from casekit.model import Section
from casekit.shapes import dataclass, field

CHANGE_KINDS = ("added", "removed", "moved", "renumbered", "retitled", "text-changed")
"""`moved`: under another parent, or to another place among siblings whose numbers do not tell it. `text-changed`: the text directly under
the heading, headings below it not counted."""


@dataclass(slots=True)
class Change:
    """One difference. `old` is None for what was added, `new` for what was removed.

    `path` is the heading path, marker and title of every heading from the top down to this one, in the new tree (in the old one for
    what was removed); it is empty for the document itself. `details` has the keys `old` and `new`: the markers, the titles or the
    texts; for `moved` the paths of the parents, or, where the parent is the same, the heading each stands behind ("" for none). It is
    empty for what was added or removed.
    """

    kind: str
    old: Section | None
    new: Section | None
    path: tuple[str, ...]
    details: dict[str, str] = field(default_factory=dict)
