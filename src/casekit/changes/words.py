"""Which words of a text were replaced by which.

A word is a run of Latin letters and figures; every other sign is one by itself, which suits Chinese. What both texts have at their ends
goes first, then runs of words that each of them has once, in order (a longest rising sequence of them, as in patience diff); between those,
the longest common subsequence is found with one bit for each word. At last, scraps of sameness between replaced words are given up, and
what was only put in or taken out is moved to the nearest end of a sentence or clause, where people look for it.

Guarantees:
1. The ranges rise, do not touch, and outside them the texts are the same but for what is ignored.
2. The time is linear in the texts: no comparison of everything with everything is larger than `_SQUARE`, and what would be
   is taken as replaced when there is nothing to hold on to.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from casekit.changes.fold import Fold, fold_for, in_word

_WORD = re.compile("[^\\W_\u2e80-\U0010ffff]+|\\s+|.", re.DOTALL)
_CLAUSE = re.compile("[^，。；：！？\n]*[，。；：！？\n]|[^，。；：！？\n]+")
_LONG = 200_000
"""Two texts of more code points are compared by clauses first, and by words where few clauses differ: it saves memory."""
_SQUARE = 1_000_000
"""So many pairs of words may be compared at once."""
_RUNS = (12, 4, 1)
"""So many words make a run that is looked for on either side, tried in this order."""
_ROUNDS = 6
"""So often is a stretch parted further."""
_SCRAP = 3
"""So few words that stay between two replaced stretches go with them where those are no shorter."""
_SLIDE = 60
"""So many words is a stretch moved at most, to begin and end where a sentence does."""
_ENDS = dict.fromkeys("。！？；", 3) | dict.fromkeys("，：、,;:.!?", 2) | {" ": 1}

Words = Sequence[str]
Ids = list[int]
"""Words by number: the same for the same."""
Run = tuple[int, int, int]
"""Where it begins in the old words, in the new words, and how many words are the same."""


class Replaced(NamedTuple):
    """`old[old_start:old_end]` became `new[new_start:new_end]`; one of the two may be empty. Code points, half-open."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def replaced(old: str, new: str, ignore: Collection[str] = ()) -> list[Replaced]:
    """The ranges in which two texts differ, without what `ignore` passes over (see `IGNORABLE`)."""
    fold = fold_for(frozenset(ignore))
    if len(old) + len(new) <= _LONG:
        return _by_words(old, new, fold)
    olds, old_places = _clauses(old, fold)
    news, new_places = _clauses(new, fold)
    found: list[Replaced] = []
    for i, i_end, j, j_end in _gaps(_runs(*_numbered(olds, news)), len(olds), len(news)):
        (start, end), (there, there_end) = _range(old_places, i, i_end), _range(new_places, j, j_end)
        if end - start + there_end - there > _LONG:
            same = _same(old[start:end], new[there:there_end])
            tail = _same(old[start + same : end][::-1], new[there + same : there_end][::-1])
            found.append(Replaced(start + same, end - tail, there + same, there_end - tail))
            continue
        for part in _by_words(old[start:end], new[there:there_end], fold):
            found.append(Replaced(part[0] + start, part[1] + start, part[2] + there, part[3] + there))
    return found


def _by_words(old: str, new: str, fold: Fold) -> list[Replaced]:
    olds, old_places = _words(old, fold)
    news, new_places = _words(new, fold)
    gaps = list(_gaps(_without_scraps(_runs(*_numbered(olds, news)), len(olds), len(news)), len(olds), len(news)))
    found: list[Replaced] = []
    last = -1
    for at, gap in enumerate(gaps):
        following = gaps[at + 1][0] if at + 1 < len(gaps) else len(olds) + 1
        i, i_end, j, j_end = _slid(olds, news, gap, gap[0] - last - 1, following - gap[1] - 1)
        last = i_end
        found.append(Replaced(*_range(old_places, i, i_end), *_range(new_places, j, j_end)))
    return found


def _same(old: str, new: str) -> int:
    """How many code points two texts begin with that are the same."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[low:middle] == new[low:middle] else (low, middle - 1)
    return low


def _numbered(old: Words, new: Words) -> tuple[Ids, Ids]:
    """The same number for the same word."""
    ids: dict[str, int] = {}
    return [ids.setdefault(word, len(ids)) for word in old], [ids.setdefault(word, len(ids)) for word in new]


def _clauses(text: str, fold: Fold) -> tuple[list[str], list[tuple[int, int]]]:
    """The clauses that hold something, folded, and where each stands."""
    found = [(fold(match[0]), match.span()) for match in _CLAUSE.finditer(text)]
    return [clause for clause, _ in found if clause], [place for clause, place in found if clause]


def _words(text: str, fold: Fold) -> tuple[list[str], list[tuple[int, int]]]:
    """The words that count, folded, and where each stands."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    last = len(text)
    for found in _WORD.finditer(text):
        word = found[0]
        start, end = found.span()
        if word.isspace():
            parts = not fold.blanks and start and end < last and in_word(text[start - 1]) and in_word(text[end])
            word = " " if parts else ""
        elif fold.width or fold.punctuation:
            word = fold(word)
        if word:
            words.append(word)
            places.append((start, end))
    return words, places


def _range(places: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """From words to code points; an empty range stands behind the word before it."""
    if start == end:
        at = places[start - 1][1] if start else 0
        return at, at
    return places[start][0], places[end - 1][1]


def _runs(old: Ids, new: Ids) -> list[Run]:
    """What stays, in order."""
    found: list[Run] = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        i, i_end, j, j_end, rounds = waiting.pop()
        same = 0
        while i + same < i_end and j + same < j_end and old[i + same] == new[j + same]:
            same += 1
        if same:
            found.append((i, j, same))
            i, j = i + same, j + same
        same = 0
        while i_end - same > i and j_end - same > j and old[i_end - same - 1] == new[j_end - same - 1]:
            same += 1
        if same:
            i_end, j_end = i_end - same, j_end - same
            found.append((i_end, j_end, same))
        if i == i_end or j == j_end:
            continue
        if (i_end - i) * (j_end - j) <= _SQUARE:
            found += ((i + a, j + b, 1) for a, b in _common(old[i:i_end], new[j:j_end]))
        elif rounds < _ROUNDS:
            for size in _RUNS:
                anchors = _anchors(old, new, (i, i_end, j, j_end), size)
                if anchors:
                    for a, b in [*anchors, (i_end, j_end)]:
                        waiting.append((i, a, j, b, rounds + 1))
                        i, j = a, b
                    break
    found.sort()
    return found


def _anchors(old: Ids, new: Ids, place: tuple[int, int, int, int], size: int) -> list[tuple[int, int]]:
    """Where runs of `size` words begin that both stretches hold once, as many as rise in both.

    Runs are told by their hashes: what is wrongly taken for the same parts the stretches in an odd place, and no more.
    """
    i, i_end, j, j_end = place
    olds = list(map(hash, zip(*(old[i + at : i_end] for at in range(size)), strict=False)))
    news = list(map(hash, zip(*(new[j + at : j_end] for at in range(size)), strict=False)))
    often, count = Counter(olds), Counter(news)
    places = {run: at for at, run in enumerate(news, j) if count[run] == 1}
    pairs = [(at, places[run]) for at, run in enumerate(olds, i) if often[run] == 1 and run in places]
    keep = rising([b for _, b in pairs])
    kept = [pair for at, pair in enumerate(pairs) if at in keep]
    # Of runs that overlap, the first stands for all: what follows it is found to be the same.
    return [pair for before, pair in zip([(-1, -1), *kept], kept, strict=False) if pair != (before[0] + 1, before[1] + 1)]


def _common(old: Ids, new: Ids) -> list[tuple[int, int]]:
    """A longest common subsequence, in reverse order (Hyyrö's bit-parallel recurrence, one bit for each word of the shorter)."""
    if len(old) > len(new):
        return [(a, b) for b, a in _common(new, old)]
    masks: dict[int, int] = {}
    for at, word in enumerate(old):
        masks[word] = masks.get(word, 0) | 1 << at
    full = (1 << len(old)) - 1
    rows: list[int] = []
    row = full
    for word in new:
        hit = row & masks.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    a, b = len(old), len(new)
    while a and b:
        if rows[b - 1] >> (a - 1) & 1:
            a -= 1
            continue
        b -= 1
        if not b or rows[b - 1] >> (a - 1) & 1:
            a -= 1
            pairs.append((a, b))
    return pairs


def rising(values: list[int]) -> set[int]:
    """The places of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
    keep: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        keep.add(place)
        place = before[place]
    return keep


def _without_scraps(runs: list[Run], old_size: int, new_size: int) -> list[Run]:
    """`runs` joined where they touch, without those that are short and stand between two replacements that are no shorter."""
    joined: list[Run] = []
    for i, j, size in runs:
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (i, j):
            first = joined.pop()
            joined.append((first[0], first[1], first[2] + size))
        else:
            joined.append((i, j, size))
    kept: list[Run] = []
    i = j = 0
    for at, (a, b, size) in enumerate(joined):
        if size <= _SCRAP:
            after = joined[at + 1] if at + 1 < len(joined) else (old_size, new_size, 0)
            if size <= min(max(a - i, b - j), max(after[0] - a, after[1] - b) - size):
                continue
        kept.append((a, b, size))
        i, j = a + size, b + size
    return kept


def _gaps(runs: list[Run], old_size: int, new_size: int) -> Iterator[tuple[int, int, int, int]]:
    """What is between the runs."""
    i = j = 0
    for a, b, size in [*runs, (old_size, new_size, 0)]:
        if a > i or b > j:
            yield i, a, j, b
        i, j = a + size, b + size


def _slid(old: Words, new: Words, gap: tuple[int, int, int, int], left: int, right: int) -> tuple[int, int, int, int]:
    """A stretch that was only put in or taken out, moved to where it begins and ends as sentences do.

    It may go so many words to the left and to the right that stay on both sides.
    """
    i, i_end, j, j_end = gap
    if i < i_end and j < j_end:
        return gap
    words, start, end = (old, i, i_end) if i < i_end else (new, j, j_end)
    best, shift = _ending(words, start, end), 0
    for step in range(1, min(left, _SLIDE) + 1):
        if words[start - step] != words[end - step]:
            break
        score = _ending(words, start - step, end - step)
        if score > best:
            best, shift = score, -step
    for step in range(1, min(right, _SLIDE) + 1):
        if words[start + step - 1] != words[end + step - 1]:
            break
        score = _ending(words, start + step, end + step)
        if score > best:
            best, shift = score, step
    return i + shift, i_end + shift, j + shift, j_end + shift


def _ending(words: Words, start: int, end: int) -> int:
    """How well a stretch begins behind one end of a sentence and ends with another."""
    return (_ENDS.get(words[start - 1], 0) if start else 3) + _ENDS.get(words[end - 1], 0)
