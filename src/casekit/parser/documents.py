"""What kinds of documents are called: the last word of a title often says what it is the title of."""

from typing import Final

RULES: Final = "制度|条例|规则|办法|规定|细则|守则|章程|公约|规约|规程|规范|职责|预案|方案|计划|标准|准则|须知|指南|指引|纪要|总结|要点"
"""What orders, plans or sums up; alternatives of a pattern, as the others."""
TEXTS: Final = (
    "讲话|发言|致辞|记录|报告|教案|说课稿|反思|日记|笔记|合同|协议|协议书|通知|公告|简报|提纲|倡议书|承诺书|决定|意见|心得|体会|读后感|观后感"
)
"""What is said, told or agreed: words that sections of one text may end with, too."""
LETTERS: Final = "答复|批复|复函|回复|请示|议案|提案|通知|通报|决定"
"""What offices write to one another, in titles that begin with 关于."""
