"""What went from one file to another: files under a new name, and sections that moved between files.

Guarantees:
1. What is kept of a file is a digest and a length for each of its sections, so that two folders of any size can be compared.
2. The time grows with the number of sections: what more than `_SHARED` files have in common tells nothing about any of them.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from hashlib import blake2b
from typing import TypeVar

from casekit.changes.flat import text_of
from casekit.changes.fold import fold_for
from casekit.model import Section, walk

Key = TypeVar("Key", bound=Hashable)
Signature = dict[bytes, int]
"""The digests of a file's sections, and how long the title and text of each is."""

_SHARED = 8
_ALIKE = 0.5
"""So much of the larger of two files must be in the other for one to be the other under a new name."""
_OWN = 20
"""So many code points make a section known in another file."""


def signature(root: Section, ignore: Collection[str] = ()) -> Signature:
    """What a file is known by under another name."""
    fold = fold_for(frozenset(ignore))
    found: Signature = {}
    for section in walk(root):
        whole = f"{fold(section.title)}\0{fold(text_of(section))}"
        if len(whole) > 1:
            found[_digest(whole)] = len(whole)
    return found


def renamed(olds: Mapping[Key, Signature], news: Mapping[Key, Signature]) -> list[tuple[Key, Key]]:
    """Which of `olds` are which of `news`, the likest first; each is in one pair at most."""
    places: dict[bytes, list[int]] = {}
    old_keys, new_keys = list(olds), list(news)
    for at, key in enumerate(old_keys):
        for digest in olds[key]:
            places.setdefault(digest, []).append(at)
    scored: list[tuple[float, int, int]] = []
    for there, key in enumerate(new_keys):
        common: Counter[int] = Counter()
        for digest, size in news[key].items():
            found = places.get(digest, ())
            if len(found) <= _SHARED:
                common.update(dict.fromkeys(found, size))
        for at, size in common.items():
            share = size / max(sum(olds[old_keys[at]].values()), sum(news[key].values()))
            if share >= _ALIKE:
                scored.append((-share, at, there))
    pairs: list[tuple[Key, Key]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, at, there in sorted(scored):
        if at not in taken[0] and there not in taken[1]:
            taken[0].add(at)
            taken[1].add(there)
            pairs.append((old_keys[at], new_keys[there]))
    return pairs


def moved(olds: Mapping[Key, bytes], news: Mapping[Key, bytes]) -> list[tuple[Key, Key]]:
    """The pairs of equal `whole` digests, of those that come once on either side."""
    count, again = Counter(olds.values()), Counter(news.values())
    places = {digest: key for key, digest in olds.items()}
    return [(places[digest], key) for key, digest in news.items() if again[digest] == 1 == count[digest]]


def whole(section: Section, ignore: Collection[str] = ()) -> bytes | None:
    """The digest of a section and all below it, its own number left out; None for what is too little to be known by."""
    fold = fold_for(frozenset(ignore))
    parts: list[str] = []
    size = 0
    for each in walk(section):
        own = () if each is section else (each.family, *fold.marker(each))
        parts.append(f"{each.level - section.level}\0{own}\0{fold(each.title)}\0{fold(text_of(each))}")
        size += len(each.title) + len(text_of(each))
    return _digest("\1".join(parts)) if size >= _OWN else None


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
