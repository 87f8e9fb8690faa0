"""Lines that are no prose: tables of contents, reference lists, page furniture, tables, quoted outlines.

They are marked, not deleted: the lines stay in the tree as what they are, and their markers are refused as headings, each with a reason.

Guarantees:
1. A region is whole lines; regions are in source order and do not overlap.
2. Candidates in a region carry the reason in `refused`. Outside of regions only those are refused that
   quoted outlines, annexes and boards hold.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines, firsts
from casekit.parser.regions.affiliations import affiliations
from casekit.parser.regions.captions import captions
from casekit.parser.regions.cells import cells
from casekit.parser.regions.chapter_contents import chapter_contents, told_again
from casekit.parser.regions.code import code
from casekit.parser.regions.contents import contents
from casekit.parser.regions.families import Families
from casekit.parser.regions.footnotes import footnotes
from casekit.parser.regions.furniture import heads_in_sentences, page_captions, paged_heads, pages, running_heads
from casekit.parser.regions.listed import listed
from casekit.parser.regions.listings import listings
from casekit.parser.regions.menus import menus
from casekit.parser.regions.page_heads import counted_heads, headings_again, issue_heads, numbered_heads, papers_pages, titled_heads
from casekit.parser.regions.quotations import annexes, between_rules, board, cited, cited_articles, on_the_board, quoted, spoken
from casekit.parser.regions.serials import serial_tables, timed
from casekit.parser.regions.sources import cutting_notes, notes, references
from casekit.parser.regions.tables import tables
from casekit.parser.regions.web import links, site
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region

__all__ = ["drawn", "is_ruled", "regions", "ruled"]


_SINGING: Final = "唱诵歌"
_COUNTED: Final = firsts("共全评網网最留跟")
_COUNT_MOST: Final = 14
_REMARKED: Final = ("评论", "評論", "留言", "跟帖", "回复", "回覆")
"""A line that counts remarks is not longer, in code points, and names them: 共有3条评论."""
_LABELLED: Final = firsts("批删带设插CDF")
_BALLOONS: Final = (
    *("批注", "删除的内容", "删除[", "删除 [", "插入[", "插入 [", "带格式", "设置了格式", "设置格式[", "设置格式 [", "Commented"),
    *("Deleted", "Formatted"),
)
"""What a word processor prints beside a draft begins with one of these."""
_CLOCKS: Final = firsts("0")
"""A line of times, of those that subtitles are shown at, begins so, but in films of ten hours."""
_NOTES: Final = firsts("注附备備说說校笺箋")
_SLIDES: Final = firsts("幻投Ss")
_LETTERS: Final = frozenset(("latin-parens", "latin-half-parens"))
_SQUARE: Final = (ord("〔"), ord("["), ord("［"))
"""The marks of notes begin with one of these."""
_SLIDE_MOST: Final = 14
"""The number of a slide is not longer, in code points."""

_FIELDS: Final = 3
"""So many fields of an overview at least stand before the first number of their style."""
_RULES: Final = firsts("*＊-—=＝~～#＃_")
_RULE_MOST: Final = 80
_RULES_LEAST: Final = 2
_DRAWN_LEAST: Final = 5
"""A rule has so many signs at least."""
_CONTENTS: Final = firsts("目【[总")
_NEAR: Final = 40
"""Contents at the head of a text begin among so many lines; no other marker that is believed so much stands before them:"""
_SURE: Final = 2.0


def regions(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Every region of a text; marks the candidates that stand in one."""
    buffer = lines.buffer
    families = Families(candidates)
    shown = lines.beginning(_SLIDES, _SLIDE_MOST)
    paged: list[Region] = []
    if shown:
        from casekit.parser.regions.slides import slides

        paged = slides(lines, shown, candidates)
    lists = contents(lines, _outside(candidates, paged) if paged else candidates)
    found: list[Region] = lists + listed(lines, candidates)
    found += chapter_contents(lines, candidates)
    if any("目" in lines.texts[row] for row in lines.beginning(_CONTENTS)):
        from casekit.parser.regions.leader_lines import leader_lines

        found += leader_lines(lines)
    first = next((place for place, one in enumerate(candidates[:_NEAR]) if one.belief >= _SURE), -1)
    if first >= 0 and _counts_on(candidates, first) and lines.head is None:
        from casekit.parser.regions.named_again import named_again

        found += named_again(lines, candidates, first)
    numbers = pages(lines, candidates)
    numbers = sorted(numbers + paged, key=by_start) if paged else numbers
    referred = references(lines, candidates, lists)
    found += referred
    found += numbers
    found += page_captions(lines)
    found += running_heads(lines, numbers, _outside(candidates, lists) if lists and numbers else candidates)
    found += heads_in_sentences(lines, families)
    found += paged_heads(lines, families)
    found += numbered_heads(lines)
    found += headings_again(lines, numbers, candidates)
    found += papers_pages(lines)
    found += counted_heads(lines, families)
    found += titled_heads(lines, families)
    found += issue_heads(lines, families)
    found += tables(lines)
    found += listings(lines, families)
    found += cells(lines, families, found)
    found += serial_tables(lines, candidates)
    found += timed(lines, families)
    wide = bool(lines.spots.gaps) or "\t" in lines.spots.rare
    if wide and _begins_again(candidates):
        from casekit.parser.regions.overviews import overviews

        found += overviews(lines, candidates)
    found += menus(lines, families)
    found += notes(lines, families, referred)
    found += cutting_notes(lines, families)
    found += footnotes(lines, families, found)
    rules = ruled(lines)
    if len(rules) >= _RULES_LEAST:
        from casekit.parser.regions.record_rules import around_records

        found += around_records(lines, rules)
    around = site(lines)
    found += links(lines, candidates, around)
    found += around
    cases = families.cases()
    if cases:
        from casekit.parser.regions.openers import openers

        found += openers(lines, cases)
    counted = [row for row in lines.beginning(_COUNTED, _COUNT_MOST) if any(word in lines.texts[row] for word in _REMARKED)]
    if counted:
        from casekit.parser.regions.remarks import remarks

        found += remarks(lines, counted, around)
    labelled = [row for row in lines.beginning(_LABELLED) if lines.texts[row].startswith(_BALLOONS)]
    if labelled:
        from casekit.parser.regions.balloons import balloons

        found += balloons(lines, labelled)
    clocks = [row for row in lines.beginning(_CLOCKS) if "->" in lines.texts[row] or "→" in lines.texts[row]]
    if clocks:
        from casekit.parser.regions.subtitles import subtitles

        found += subtitles(lines, clocks)
    found += code(lines, families)
    if lines.places("PAGEREF"):
        from casekit.parser.regions.field_codes import field_codes

        found += field_codes(lines)
    captioned = captions(lines, found)
    found += captioned
    if captioned and families.among(_LETTERS):
        from casekit.parser.regions.subfigures import subfigures

        found += subfigures(lines, captioned, candidates)
    if any(ord(candidate.marker[0]) in _SQUARE for candidate in families.of("arabic-parens")):
        from casekit.parser.regions.note_marks import note_marks

        note_marks(lines, families)
    noted = lines.beginning(_NOTES)
    if noted:
        from casekit.parser.regions.begun_notes import begun_notes

        begun_notes(lines, noted, candidates)
    told_again(lines, candidates)
    annexes(buffer, candidates)
    if families.has("annex"):
        from casekit.parser.regions.attached import attached

        attached(lines, candidates)
    if families.has("division"):
        from casekit.parser.regions.other_parts import other_parts

        other_parts(lines, candidates)
    affiliations(lines, candidates)
    found = _settled(found)
    for region in found:
        for place in range(bisect_left(candidates, region.start, key=_line_start), len(candidates)):
            candidate = candidates[place]
            if candidate.line_start >= region.end:
                break
            if not (region.kind == "reference" and candidate.line_start == region.start and candidate.belief >= 5):
                candidate.refused = f"in-{region.kind}"
    quoted(lines, candidates)
    cited(lines, candidates)
    cited_articles(lines, families)
    spoken(lines, candidates)
    if lines.places("完成") or lines.places("阅读"):
        from casekit.parser.regions.material import material

        material(lines, candidates)
    if lines.places("提纲"):
        from casekit.parser.regions.outlines_shown import outlines_shown

        outlines_shown(lines, candidates)
    on_the_board(lines, candidates)
    board(lines, candidates)
    between_rules(lines, candidates)
    if not lines.spots.rare.isdisjoint(_SINGING):
        from casekit.parser.regions.sung import sung

        sung(lines, candidates)
    return found


def ruled(lines: Lines) -> list[int]:
    """The rows of rules with words in them: ===== start =====."""
    rows = lines.beginning(_RULES, _RULE_MOST)
    return [row for row in rows if is_ruled(lines.texts[row])]


def drawn(lines: Lines) -> list[int]:
    """The rows of rules without words."""
    texts = lines.texts
    return [row for row in lines.beginning(_RULES) if _DRAWN_LEAST <= len(texts[row]) == texts[row].count(texts[row][0])]


def is_ruled(text: str) -> bool:
    """Whether three of a sign stand at both ends of a line, and others between."""
    return text[0] in _RULES and text[:3] == text[-3:] == 3 * text[0] and text.count(text[0]) < len(text)


def _outside(candidates: list[Candidate], areas: list[Region]) -> list[Candidate]:
    """The candidates that stand in none of the regions; both are in source order."""
    kept: list[Candidate] = []
    place = 0
    for candidate in candidates:
        while place < len(areas) and areas[place].end <= candidate.line_start:
            place += 1
        if place == len(areas) or candidate.line_start < areas[place].start:
            kept.append(candidate)
    return kept


def _begins_again(candidates: list[Candidate]) -> bool:
    """Whether a 1 stands right behind a later number of its style, which may be the last field of an overview."""
    for place in range(1, len(candidates)):
        candidate = candidates[place]
        if candidate.number == 1:
            before = candidates[place - 1]
            if before.number >= _FIELDS and before.style == candidate.style:
                return True
    return False


def _counts_on(candidates: list[Candidate], place: int) -> bool:
    """Whether a first number near the head is followed by the next two within as many lines, or one blank line more each."""
    if place + 2 >= len(candidates):
        return False
    one, third = candidates[place], candidates[place + 2]
    return one.number == 1 and one.row < _NEAR and third.style == one.style and third.number == one.number + 2 and third.row - one.row <= 4


def _settled(found: list[Region]) -> list[Region]:
    """In source order, overlaps given to the region that begins first."""
    found.sort(key=by_start)
    kept: list[Region] = []
    for region in found:
        if kept and region.start < kept[-1].end:
            if region.end <= kept[-1].end:
                continue
            region = Region(kept[-1].end, region.end, region.kind)
        kept.append(region)
    return kept


def _line_start(candidate: Candidate) -> int:
    return candidate.line_start


def by_start(region: Region) -> tuple[int, int]:
    return region.start, -region.end
