"""What the parser's names for evidence, places in a series and refusals say, in English and Chinese; other names stay as they are."""

EVIDENCE: dict[str, tuple[str, str]] = {
    # of the place alone
    "alone-on-its-line": ("a number alone on its line", "数字独占一行"),
    "before-a-restart": ("numbers begin again right behind this line", "此行之后编号重新开始"),
    "behind-a-hole": ("text is missing before it, so it may well be one", "前文有缺失，很可能仍是标题"),
    "behind-a-signature": ("it follows a signature", "位于落款之后"),
    "bracketed-name": ("a name in brackets such as 【基本案情】", "方括号内的名称，如【基本案情】"),
    "counts-on": ("it counts on from labels before it", "接着前面的标签编号"),
    "example-label": ("it labels an example", "像例子的标签"),
    "first-of-several": ("a title like those that open the pieces behind it", "与其后各篇的标题同类"),
    "in-a-sentence": ("it reads like part of a sentence", "读来像句子的一部分"),
    "inside-a-line": ("it stands inside a line, behind the end of a sentence", "在一行之内，前一句已结束"),
    "known-name": ("a name that is usually a heading", "常作标题的名称"),
    "line-before-broken": ("the line before it breaks off in mid-sentence", "前一行句子中断"),
    "told-in-a-sentence": ("it is told in a sentence, with the next number behind a semicolon", "是一句话中的列举，下一序号在分号之后"),
    "list-of-numbers": ("it reads like a list of numbers", "像一串数字"),
    "one-letter": ("a single letter", "只有一个字母"),
    "page-number-of-a-site": ("it may be a page number of the web site", "可能是网站的页码"),
    "parallel-sentences": ("its opening sentence is built like those beside it", "首句与并列段落的首句句式相同"),
    "split-over-lines": ("the marker is split over two lines", "序号断成两行"),
    "title-and-byline": ("a title with a byline under it", "标题下有署名"),
    "title-of-its-own": ("a short title of its own stands behind it", "后面有独立的短标题"),
    # the place in the series
    "due": ("it is the number that is due", "正是该出现的序号"),
    "opens": ("number 1 opens a level", "序号从 1 开始，另起一级"),
    "opens-late": ("a level opens with another number than 1", "新的一级不从 1 开始"),
    "opens-case": ("it opens a case", "另起一个案例"),
    "divides": ("it divides the text", "把全文分开"),
    "runs-on": ("numbers run on where the level before stopped", "接着上一处同级的序号"),
    "gap": ("numbers before it are missing", "前面缺少序号"),
    "repeat": ("the same number comes again", "序号重复"),
    "restart": ("number 1 again without a new parent", "没有新的上级却重新从 1 开始"),
    "backwards": ("the number is smaller than the one before", "序号比前一个小"),
    "resumed": ("a level that was closed goes on", "已结束的一级又继续"),
    "reopened": ("a level that was closed begins again", "已结束的一级重新开始"),
    # why it is no heading
    "not-worth-it": ("taking it for a heading would cost more than speaks for it", "当作标题的代价高于支持它的证据"),
    "other-reading": ("another reading of the same sign was taken", "采用了同一处的另一种读法"),
    "another-family-first": ("a family that comes first fits as well", "排在前面的类别也符合"),
    "answer-option": ("an option of a question", "选择题的选项"),
    "answer-key": ("an entry of a key to questions", "答案中的一条"),
    "in-a-formula": ("part of a formula", "公式的一部分"),
    "list-in-a-sentence": ("the list began in the sentence before it", "列举从前一句话中开始"),
    "in-annex-list": ("an entry of a list of annexes", "附件清单中的一条"),
    "in-code": ("inside program code", "在程序代码中"),
    "in-furniture": ("inside page furniture", "在页眉页脚等版面文字中"),
    "in-note": ("inside a note", "在注释中"),
    "in-quotation": ("inside a quotation", "在引文中"),
    "in-reference": ("inside a list of references", "在参考文献中"),
    "in-table": ("inside a table", "在表格中"),
    "in-toc": ("inside a table of contents", "在目录中"),
    "names-a-source": ("it names a source", "是出处的名称"),
}

FAMILIES: dict[str, tuple[str, str]] = {
    "case-count": ("标题1", "标题1"),
    "case-suffix": ("标题【篇一】", "标题【篇一】"),
    "han-alone": ("一 alone on its line", "独占一行的 一"),
    "number-alone": ("1 alone on its line", "独占一行的 1"),
    "roman-alone": ("Ⅰ alone on its line", "独占一行的 Ⅰ"),
    "title": ("a title without a number", "没有序号的标题"),
}
"""What families look like that have no row in the ladder."""

KINDS: dict[str, tuple[str, str]] = {
    "blank": ("a blank line", "空行"),
    "case": ("the heading of a case", "案例标题"),
    "heading": ("a heading", "标题"),
    "item": ("a list item, no heading of its own", "列表项，不单独作标题"),
    "lead": ("a heading without a number", "没有序号的小标题"),
    "paragraph": ("part of a paragraph", "段落中的文字"),
    "title": ("the title of the text", "全文标题"),
    "subtitle": ("the subtitle", "副标题"),
    "number": ("the number of the document", "发文字号"),
    "term": ("the term", "期号或届次"),
    "date": ("a date", "日期"),
    "byline": ("a byline", "署名"),
    "unit": ("the unit that wrote it", "单位"),
    "addressee": ("the addressee", "主送机关"),
    "abstract": ("the abstract", "摘要"),
    "disclaimer": ("a disclaimer", "声明"),
    "signature": ("a signature", "落款"),
    "toc": ("part of a table of contents", "目录"),
    "table": ("part of a table", "表格"),
    "reference": ("part of a list of references", "参考文献"),
    "note": ("a note", "注释"),
    "furniture": ("page furniture", "页眉页脚等版面文字"),
    "caption": ("a caption", "图表标题"),
    "code": ("program code", "程序代码"),
    "bullet": ("a paragraph with a bullet", "带项目符号的段落"),
    "question": ("a question", "问"),
    "answer": ("an answer", "答"),
}


def worded(table: dict[str, tuple[str, str]], name: str, lang: str) -> str:
    """What `name` says; itself where it is not known."""
    texts = table.get(name)
    return name if texts is None else texts[lang == "zh"]
