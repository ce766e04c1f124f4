"""Where a paragraph ends and where one begins, judged from the words alone."""

from __future__ import annotations

import re

_CN = "一二三四五六七八九十百零〇两"
_NUMBER_START = re.compile(
    rf"\s*(?:第[{_CN}\d\uff10-\uff19]{{1,6}}[编章节条款部篇](?!第|规定|所|的|、|至|和|及|第)"
    rf"|[{_CN}]{{1,3}}、|[(（][{_CN}]{{1,3}}[)）]|[(（]\d{{1,2}}[)）]|\d{{1,2}}[.．、](?!\d)|[①-⑳]"
    r"|附件?[:：\d一二三四五六七八九十]|附录|目\s*录)"
)
_SENTENCE_END = re.compile("[。！？!?；;：:…][”’」』）)》\"']*$|[.][”’\"')]*$")


def starts_with_number(line: str) -> bool:
    """Whether the line begins as a numbered clause or heading does (第三条, 一、, (一), 1., ①)."""
    return bool(_NUMBER_START.match(line))


def ends_sentence(line: str) -> bool:
    """Whether a sentence, or a clause that may stand alone, ends where the line does."""
    return bool(_SENTENCE_END.search(line.rstrip()))
