"""Where a paragraph ends and where one begins, judged from the words alone."""

from __future__ import annotations

import re

_CN = "一二三四五六七八九十百零〇两"
_NUMBER_START = re.compile(
    rf"\s*(?:第[{_CN}\d\uff10-\uff19]{{1,6}}[编章节条款部篇](?!第|规定|所|的|、|至|和|及|第)"
    rf"|[{_CN}]{{1,3}}、|[(（][{_CN}]{{1,3}}[)）]|[(（]\d{{1,2}}[)）]|\d{{1,2}}[.．、](?!\d)|[①-⑳]"
    # 7.2.1 heads a section; 2.5亿元 is a figure.
    r"|\d{1,2}(?:[.．]\d{1,2}){1,4}(?![\d.．%％])\s?(?!亿|万|千|百|倍|个|元|吨|公[里顷斤]|平方|立方|亩|米|年|月|天|小时|人|家|次|件|版|度|℃|分(?![类析工布级配部段期组担管支])|户(?![外籍])|折|级(?!别)|辆|岁)(?=[\u4e00-\u9fff])"
    r"|附件?[:：\d一二三四五六七八九十]|附录|目\s*录)"
)
_CONTENTS_END = re.compile(
    r"(?:[.．…·]\s?){4,}\s?[-—–(（]?\s?(?:\d{1,4}|[ivxIVX]{1,6})\s?[)）]?[-—–]?\s*$|…{2,}\s?\d{1,4}\s*$"
)
_SENTENCE_END = re.compile("[。！？!?；;：:…][”’」』）)》\"']*$|[.][”’\"')]*$")


def starts_with_number(line: str) -> bool:
    """Whether the line begins as a numbered clause or heading does (第三条, 一、, (一), 1., ①)."""
    return bool(_NUMBER_START.match(line))


def ends_sentence(line: str) -> bool:
    """Whether a sentence, or a clause that may stand alone, ends where the line does."""
    return bool(_SENTENCE_END.search(line.rstrip()))


def is_contents_entry(line: str) -> bool:
    """Whether the line leads by dots to the number of a page; what follows is another entry."""
    return bool(_CONTENTS_END.search(line))
