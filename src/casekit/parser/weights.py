"""What the outline search weighs, in one table.

Units are about one natural logarithm: a cost of 1 makes a reading some three times less likely. Only relations mean anything.
Tuned on a development set of real documents and, as hard, on random trees in random ladders.
"""

from typing import Final


class Weights:
    """The costs of structure; beliefs in single markers stand in the rows of LADDER."""

    gap_one: Final = 1.5
    """one number of a series is missing"""
    gap_glued: Final = 0.6
    """the same between two inside a line: behind the end of a sentence a number with its delimiter is hardly anything else"""
    gap_more: Final = 2.4
    """two are missing"""
    gap_each: Final = 0.2
    """every further one"""
    gap_most: Final = 3.6
    """a gap is never dearer"""
    repeat: Final = 2.2
    """the same number again"""
    restart: Final = 2.4
    """number 1 again without a new parent"""
    backwards: Final = 3.2
    """a smaller number"""
    trait: Final = 0.35
    """each trait in which a sibling differs: blank line, closing mark, length, indent, glued"""
    delimiter: Final = 0.3
    """another delimiter or width in a series"""
    kindred: Final = 0.6
    """a series goes on in a kindred family: 1. after 1、"""
    kindred_case: Final = 0.6
    """the same among case markers on top, twice where its own kind is open further out: 篇二 behind 第一篇, 第四篇 behind 【篇三】"""
    opens: Final = 0.3
    """number 1 opens a level under the last heading"""
    opens_outside: Final = 1.7
    """a level opens under an earlier open heading, closing what is between"""
    opens_above: Final = 1.3
    """the same where the family usually stands above what it closes"""
    opens_late: Final = 2.3
    """another number than 1 opens a level"""
    opens_later: Final = 0.2
    """every number further"""
    opens_latest: Final = 2.9
    """a late opening is never dearer: an excerpt begins anywhere"""
    after_decimals: Final = 0.6
    """the same behind decimals that begin with the number before: 2 behind 1.5, where 1 was lost"""
    lost_above: Final = 1.2
    """a decimal under the elder of the number that it begins with, whose line was lost: 4.1 beside 3.2 under 3"""
    late_known: Final = -1.0
    """the same under a heading of a style that held it before, closing what stands lower: the 一、 of a lost 第一节 before 第二节"""
    opens_high: Final = 1.0
    """an Arabic number so high that it is rather part of a sentence"""
    answers_in_a_part: Final = 0.2
    """the answers to a paper stand in its last part rather than behind it"""
    back_matter_in_a_part: Final = 0.5
    """后记 stands behind all parts rather than in the last"""
    runs_on: Final = 0.6
    """a new level goes on where the last of its style in this case stopped"""
    runs_on_below_title: Final = 1.2
    """the same under a title without a number: 第2课 is beside 第1课, not under 练习"""
    below_itself: Final = 3.0
    """a style directly below itself"""
    below_itself_again: Final = 1.8
    """the same once the case has shown it: 1. → 1. here and there"""
    below_itself_at_once: Final = -1.5
    """the same right under a title, which would have no text: 5. 路线图 / 1. 阶段一"""
    below_itself_in_line: Final = 1.0
    """the same where both are set in as far: a list within a list is set in further"""
    set_in_otherwise: Final = 1.0
    """goes on with a series whose last line is not set in as this one, where another open one of the style is"""
    below_itself_between: Final = 0.7
    """a style below itself with another between"""
    turned: Final = 1.2
    """the same for Han numbers below what usually stands lower: 一、 → 1、 → 一、 is rather a new beginning"""
    returned: Final = 1.2
    """a style below one that usually stands above it and stands below it here: （二） → 一、 → （一）"""
    below_running: Final = 3.0
    """a heading under one of the numbers that it spans: A. under 11. of paragraphs that run through the text"""
    kindred_below: Final = 1.0
    """a kindred family directly below: 1. under 1、"""
    kindred_below_han: Final = 0.6
    """the same for Han numbers: 一、 under 三， is rather a new beginning"""
    below_itself_in_a_case: Final = 0.3
    """the same where a case stands between: 一、 → 案例1 → 一、"""
    below_itself_known: Final = 0.0
    """the same once the text has shown it"""
    taken_up_below: Final = 2.0
    """a heading with （续） below its own series: it goes on with the text of one before"""
    reopened: Final = 2.0
    """a level that this parent had, was closed, and begins again"""
    resumed: Final = 1.5
    """a level that this parent had, was closed, and goes on"""
    reversed: Final = 0.5
    """a family above its usual parent, at most"""
    reversed_rank: Final = 0.18
    """the same for each rank between them"""
    reversed_late: Final = 0.6
    """the same below its own series, where the elder siblings hold none: 一、 → 1. 2. → 一、 is rather a part whose heading was lost"""
    reversed_late_han: Final = 1.0
    """三、 opens late under 4）: Han numbers rather stand above Arabic ones, and the headings before it were lost"""
    chapter_below_item: Final = 0.7
    """第一章 under 三、, whose elder siblings held none: a regulation stands behind the notice that issues it, unless 四、 follows"""
    reversed_known: Final = 0.1
    """the same once the case has shown it"""
    chapter_below_article: Final = 2.5
    """第一节 under 第九条, 第二章 under 第二节: articles stand below sections and these below chapters, in any text that has both"""
    paragraph_elsewhere: Final = 2.5
    """the second paragraph of an article, which has the number 2, under anything but the article"""
    beside_its_process: Final = 2.0
    """第一课时 not under 三、教学过程 that stands right above it"""
    behind_an_empty_period: Final = 1.5
    """a title without a number closes 第一课时, which has no text"""
    below_foreword: Final = 1.5
    """a number under 前言 instead of behind it"""
    decimal_behind_articles: Final = 1.0
    """1.1 beside the articles of 第一章: it is of the text of the last one"""
    beside_its_elder: Final = 1.0
    """1.1 beside 第1章, which it begins with, and not under it"""
    passes: Final = 1.6
    """closes an open level under which this style stood before"""
    strange_prefix: Final = 2.0
    """a decimal that does not begin with its parent's number"""
    closes_case: Final = 0.6
    """a case marker of a new kind closes an open case instead of standing in it"""
    case_below: Final = 1.2
    """a case under a heading"""
    case_right_below: Final = 0.5
    """the same where no text stands between"""
    case_behind_nothing: Final = 1.2
    """a case marker closes a heading that has no text"""
    case_below_known: Final = -0.2
    """the same once the text has shown it"""
    clear_lead: Final = 1.0
    """behind two clear steps a reading further behind than this is dropped"""
    annex_below: Final = 1.5
    """an annex under a heading of the text it is annexed to"""
    annex_below_item: Final = 1.0
    """besides, for an English one under a heading that usually stands lower: Appendix A under 3."""
    annex_below_part: Final = 1.0
    """the same under 第四部分 with 4.1 below it, which is no text of its own, and for 附录 under any part"""
    annex_signed_off: Final = 1.5
    """the same behind the date that closes the text"""
    born_glued: Final = 1.5
    """a series that is born inside a line"""
    born_in_a_statement: Final = 1.0
    """the same behind ： where no heading is open: （一）… ；（二）… in what someone states"""
    level_against: Final = 3.4
    """under a heading that the file puts on the same or a lower level, or closing one on a higher"""
    level_skipped: Final = 0.6
    """each level that a heading without a number leaves out, up to two"""
    level_unknown: Final = 0.5
    """a heading without a number, of a level that the file does not tell, under another"""
    under_text: Final = 0.5
    """a heading of the file under one that is text to it"""
    text_closes: Final = 1.0
    """a marker that is text to the file closes one of its headings"""
    case_left: Final = 1.5
    """a heading of the file closes a case that is text to it"""


BEAM: Final = 8
"""Readings of a case kept side by side."""
HOPELESS: Final = 3.0
"""A reading this far behind the best is dropped."""
CLEAR_BELIEF: Final = 2.4
"""A marker must be believed this much to be taken without search."""
CLEAR_GLUED: Final = 0.5
"""The same for the next number of a series inside a line."""
DOUBTFUL: Final = 0.25
"""A smaller lead over the runner-up makes a heading doubtful."""
